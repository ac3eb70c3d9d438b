"""What changed, and what readers had on a past day."""

import re

import pytest

from articles import disclaimers, publishing
from corrections import workflow
from tests.factories import DAY, HOUR, NOON, make_agency, make_disclaimer, make_publication, make_published, make_user
from tests.site.reading import get, page, path_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """Published on the 20th, corrected the next noon; its disclaimer was reworded in between."""
    make_publication()
    disclaimer = make_disclaimer(text="Old words on {agency}.")
    story = make_published(agency=make_agency(), body="<p>Seventy metres.</p>")
    by = make_user(None)
    disclaimer.text = "New words on {agency}."
    disclaimers.write(disclaimer, by=by, at=NOON + 20 * HOUR)
    story.body = "<p>Ninety metres.</p>"
    publishing.save_revision(article=story, by=by, at=NOON + DAY)
    workflow.publish_change(article=story, by=by, kind="correction", text="It is 90.", at=NOON + DAY)
    return story


def test_history_lists_changes_and_notices_the_newest_first(story):
    words = text(path_of(story) + "history/")
    assert words.index("It is 90.") < words.index("First publication")


def change_body(story, words, **fields):
    story.refresh_from_db()
    story.body = f"<p>{words}</p>"
    publishing.save_revision(article=story, by=make_user(None))
    publishing.publish(article=story, by=make_user(None), **{"change": "minor", "no_notice_reason": "A test.", **fields})


def entries(story):
    return page(path_of(story) + "history/").xpath("//ol[contains(@class, 'timeline')]/li")


def test_minor_changes_are_not_in_the_history(story):
    change_body(story, "Ninety metres or so.")
    assert len(entries(story)) == 2


@pytest.mark.parametrize("words", ["Ninety-one metres.", "95 metres.", "Ninety metres, Karl said."])
def test_a_change_of_a_figure_or_name_is_in_the_history_though_the_desk_called_it_minor(story, words):
    change_body(story, words)
    newest = entries(story)[0]
    assert "Changed as minor, without a notice" in newest.text_content()
    assert newest.xpath(".//ins")


def test_each_change_is_shown_word_by_word_with_its_notice(story):
    notice = story.notices.get()
    entry = page(path_of(story) + "history/").get_element_by_id(notice.anchor)
    assert [(one.tag, one.text_content()) for one in entry.xpath(".//del | .//ins")] == [
        ("del", "[removed: Seventy]"),
        ("ins", "[added: Ninety]"),
    ]
    assert entry.xpath(f".//a[@href='{notice.get_absolute_url()}']")


def test_substantive_change_without_a_notice_gives_its_reason(story):
    by = make_user(None)
    story.refresh_from_db()
    story.body = "<p>Ninety metres, it turned out.</p>"
    publishing.save_revision(article=story, by=by)
    publishing.publish(article=story, by=by, change="substantive", no_notice_reason="New facts, nothing was wrong.")
    assert "New facts, nothing was wrong." in text(path_of(story) + "history/")


def test_past_days_page_has_the_words_notices_and_disclaimers_of_that_day(story):
    first = text(path_of(story) + "as-published/2020-11-20/")
    assert "Seventy" in first and "Old words on Northline" in first and "It is 90." not in first
    second = text(path_of(story) + "as-published/2020-11-21/")
    assert "Ninety" in second and "New words on Northline" in second and "It is 90." in second


def test_past_days_page_leads_to_todays_and_is_not_indexed(story):
    root = page(path_of(story) + "as-published/2020-11-20/")
    assert root.xpath("//link[@rel='canonical']/@href") == [f"http://127.0.0.1:8000{path_of(story)}"]
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert root.xpath(f"//aside[@class='banner'][@aria-label]//a[@href='{path_of(story)}']")


@pytest.mark.parametrize("day", ["2020-11-19", "2999-01-01", "2020-02-30", "20201120", "2020-W47-5", "9999-12-31", "x"])
def test_a_day_on_which_readers_had_nothing_is_404(story, day):
    assert get(f"{path_of(story)}as-published/{day}/").status_code == 404


def test_the_day_ends_where_the_publication_is(story):
    """22:00 in New York on the 20th is the 21st in UTC."""
    late = make_published(at=NOON + 15 * HOUR, body="<p>Late.</p>")
    assert "Late." in text(path_of(late) + "as-published/2020-11-20/")


def test_words_that_stayed_part_what_went_from_what_came(story):
    """Only where one took the other's place does the stylesheet set a blank between them."""
    change_body(story, "Ninety tall metres of rope.")
    change_body(story, "Ninety metres of new rope.")
    found = get(path_of(story) + "history/").content.decode()
    assert re.search(r"tall.*?</del><span>\s*metres of\s*</span><ins>", found)
