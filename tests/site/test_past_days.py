"""Any past day's page: which moment of the day, what stood beside the story, and how a reader gets there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from articles import publishing
from corrections import workflow
from tests.factories import DAY, HOUR, NOON, make_publication, make_published, make_user
from tests.site.reading import get, page, path_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def publication():
    return make_publication()


def republish(story, body, at, **fields):
    story.refresh_from_db()
    story.body = body
    for name, value in fields.items():
        setattr(story, name, value)
    publishing.save_revision(article=story, by=make_user(None), at=at)
    publishing.publish(article=story, by=make_user(None), change="substantive", no_notice_reason="New facts.", at=at)


def past(story, day="2020-11-20"):
    return f"{path_of(story)}as-published/{day}/"


def test_of_several_editions_in_a_day_the_last_is_shown_and_the_page_says_so():
    story = make_published(body="<p>Seventy.</p>")
    republish(story, "<p>Eighty.</p>", NOON + HOUR)
    republish(story, "<p>Ninety.</p>", NOON + 2 * HOUR)
    shown = text(past(story))
    assert "Ninety." in shown and "Eighty." not in shown and "Seventy." not in shown
    assert "As readers had it at the end of November 20, 2020 (EST)." in shown


def test_a_day_of_25_hours_ends_with_its_last():
    """Clocks went back in New York on 1 November 2020: 23:30 that day is 04:30 UTC on the next."""
    story = make_published(at=datetime(2020, 11, 1, 16, tzinfo=UTC), body="<p>First.</p>")
    republish(story, "<p>Late.</p>", datetime(2020, 11, 2, 4, 30, tzinfo=UTC))
    republish(story, "<p>Next day.</p>", datetime(2020, 11, 2, 5, 30, tzinfo=UTC))
    assert "Late." in text(past(story, "2020-11-01")) and "Next day." in text(past(story, "2020-11-02"))


def test_a_notice_replaced_since_stands_as_it_did():
    story = make_published()
    first = workflow.publish_change(article=story, by=make_user(None), kind="correction", text="It is 80.", at=NOON + HOUR)
    second = workflow.publish_change(
        article=story, by=make_user(None), kind="correction", text="It is 90.", supersedes=first, at=NOON + 2 * DAY
    )
    then = page(past(story))
    assert "It is 80." in then.text_content() and "It is 90." not in then.text_content()
    assert then.xpath(f"//aside[@class='banner']//a[@href='{second.get_absolute_url()}']")
    assert "Its words have been changed since" not in text(past(story)) and "Since then" not in text(past(story, "2020-11-22"))


def test_the_page_says_whether_the_words_changed_and_names_each_notice_since():
    story = make_published()
    by = make_user(None)
    for kind, days in (("correction", 1), ("update", 2), ("editors_note", 3)):
        workflow.publish_change(article=story, by=by, kind=kind, text=f"It is {days}.", at=NOON + days * DAY)
    assert (
        "The story’s words are the same today. Since then we published an editor’s note, an update and a correction on it."
        in (text(past(story)))
    )
    republish(story, "<p>Ninety.</p>", NOON + 4 * DAY)
    assert "Its words have been changed since. Since then we published" in text(past(story))


def test_a_day_on_which_readers_did_not_have_it_says_so_and_leads_to_the_versions():
    story = make_published()
    response = get(past(story, "2020-11-19"))
    assert response.status_code == 404 and "Readers did not have this story at the end of that day" in response.text
    assert f'href="{path_of(story)}history/"' in response.text and story.headline not in response.text


def test_a_promo_is_shown_with_the_headline_of_that_day():
    other = make_published(headline="Crane stands still")
    story = make_published(body=f'<p>Words.</p><aside data-promo="{other.pk}"></aside><p>End.</p>')
    republish(other, "<p>Words.</p>", NOON + DAY, headline="Crane moves again")
    assert page(past(story)).xpath("//aside[contains(@class, 'promo')]//a/text()") == ["Crane stands still"]
    assert page(past(story, "2020-11-21")).xpath("//aside[contains(@class, 'promo')]//a/text()") == ["Crane moves again"]


@pytest.mark.parametrize("end", ["killed", "history kept in"])
def test_a_promo_of_a_story_that_is_closed_since_is_left_out(end):
    other = make_published(headline="Crane stands still")
    story = make_published(body=f'<p>Words.</p><aside data-promo="{other.pk}"></aside><p>End.</p>')
    if end == "killed":
        workflow.kill(article=other, by=make_user(None), reason="Legal")
    else:
        other.shows_history = False
        other.save()
    assert "Crane" not in text(past(story))


def test_a_reader_chooses_the_day_in_a_form_that_needs_no_script():
    story = make_published()
    form = page(f"{path_of(story)}history/").xpath("//form[contains(@class, 'some-day')]")[0]
    field = form.xpath(".//input[@type='date']")[0]
    assert (field.get("min"), form.xpath(f".//label[@for='{field.get('id')}']/text()")[0][:7]) == ("2020-11-20", "Read it")
    response = Client().get(form.get("action"), {field.get("name"): "2020-11-20"})
    assert response.headers["Location"] == past(story)


@pytest.mark.parametrize("day", ["", "x", "2020-11-31", "//evil.example/"])
def test_a_day_that_is_none_leads_back_to_the_versions(day):
    story = make_published()
    response = Client().get(f"{path_of(story)}as-published/", {"date": day})
    assert response.headers["Location"] == f"{path_of(story)}history/"


def test_a_story_written_from_right_to_left_stays_so_on_a_past_day():
    story = make_published(language="ar")
    assert page(past(story)).get("dir") == "rtl" and page(past(story)).xpath("//aside[@class='banner'][@dir='ltr']")


def test_a_past_day_costs_the_same_whatever_it_carries(django_assert_max_num_queries):
    others = [make_published() for _ in range(4)]
    story = make_published(body="<p>Words.</p>" + "".join(f'<aside data-promo="{one.pk}"></aside><p>x</p>' for one in others))
    with django_assert_max_num_queries(10):
        get(past(story))
