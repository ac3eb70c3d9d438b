"""What a story's history never shows: what the desk keeps, what nobody could read, what is withdrawn or erased."""

import pytest

from articles import publishing
from articles.models import Publication
from corrections import workflow
from newsroom.base import erasing
from tests.factories import DAY, HOUR, NOON, make_agency, make_photo, make_publication, make_published, make_user
from tests.site.reading import get, page, path_of, text

pytestmark = pytest.mark.django_db


def republish(story, body, at, **fields):
    story.refresh_from_db()
    for name, value in fields.items():
        setattr(story, name, value)
    story.body = f"<p>{body}</p>"
    publishing.save_revision(article=story, by=make_user(None), at=at)
    publishing.publish(article=story, by=make_user(None), change="substantive", no_notice_reason="New facts.", at=at)


@pytest.fixture
def story():
    make_publication()
    story = make_published(body="<p>Seventy metres.</p>")
    workflow.publish_change(article=story, by=make_user(None), kind="correction", text="It is 90.", at=NOON + DAY)
    return story


@pytest.mark.parametrize(("ours", "its_own", "is_open"), [
    (True, None, True), (False, None, False), (True, False, False), (False, True, True), (None, None, True),
])  # fmt: skip
def test_publication_decides_and_the_story_may_say_otherwise(story, ours, its_own, is_open):
    if ours is None:
        Publication.objects.all().delete()
    else:
        make_publication(shows_history=ours)
    story.shows_history = its_own
    story.save()
    path = path_of(story)
    for rest in ("history/", "as-published/2020-11-20/"):
        assert get(path + rest).status_code == (200 if is_open else 404)
    notice = story.notices.get()
    for address in (path, "/corrections/", notice.get_absolute_url()):
        assert (f"{path}history/" in get(address).content.decode()) is is_open, address


def test_the_log_never_hides(story):
    make_publication(shows_history=False)
    assert "It is 90." in text("/corrections/") and "It is 90." in text(path_of(story))


def test_words_that_came_and_went_under_an_embargo_are_not_shown(story):
    early = make_published(body="<p>Draft under embargo.</p>", embargo_until=NOON + 3 * HOUR)
    republish(early, "Final words.", NOON + 2 * HOUR)
    words = text(path_of(early) + "history/")
    assert "Draft under embargo" not in words
    republish(early, "Later words.", NOON + 4 * HOUR)
    assert "Draft under embargo" not in text(path_of(early) + "history/")
    assert "Final" in text(path_of(early) + "history/")


def test_words_that_came_and_went_while_the_story_was_held_are_not_shown(story):
    by = make_user(None)
    republish(story, "Libel.", NOON + 3 * DAY)
    republish(story, "Harmless.", NOON + 4 * DAY)
    hold = workflow.hold(article=story, by=by, kind="desk", reason="Doubts", at=NOON + 2 * DAY)
    workflow.release(hold=hold, by=by, at=NOON + 5 * DAY)
    path = path_of(story)
    assert "Libel" not in text(f"{path}history/") and "Harmless" in text(f"{path}history/")
    assert get(f"{path}as-published/2020-11-23/").status_code == 404
    assert "Harmless" in text(f"{path}as-published/2020-11-25/")


def test_history_and_past_days_close_with_the_story(story):
    path = path_of(story)
    workflow.kill(article=story, by=make_user(None), reason="Legal")
    for rest in ("history/", "as-published/2020-11-20/"):
        response = get(path + rest)
        assert response.status_code == 410
        assert "Seventy" not in response.content.decode() and story.headline not in response.content.decode()


def test_a_picture_withdrawn_since_is_neither_in_the_history_nor_on_a_past_day(story):
    photo = make_photo("teal", caption="The mayor at the pier", alt="A mayor")
    republish(story, f'Ninety.</p><figure data-photo="{photo.pk}"></figure><p>End.', NOON + 2 * DAY, lead_photo=photo)
    path = path_of(story)
    assert "The mayor at the pier" in text(f"{path}history/")
    publishing.kill_photo(photo=photo, by=make_user(None), reason="Rights")
    assert "mayor" not in text(f"{path}history/").lower()
    past = get(f"{path}as-published/2020-11-22/").content.decode()
    assert "mayor" not in past.lower() and photo.hash[:16] not in past


def test_expunged_words_are_gone_from_the_history_and_the_past_day(story):
    republish(story, "Ninety metres.", NOON + 2 * DAY)
    gone = list(story.editions.filter(number__lt=3))
    erasing.erase(gone, chain=publishing.chain(story), by=make_user(None), reason="Court order")
    path = path_of(story)
    words = text(f"{path}history/")
    assert "Seventy" not in words and "have been erased" in words
    response = get(f"{path}as-published/2020-11-20/")
    assert response.status_code == 410 and "erased" in response.content.decode()


def test_a_past_day_has_the_agencys_credit_of_that_edition():
    make_publication()
    agency = make_agency(credit_template="By {agency}")
    story = make_published(agency=agency)
    agency.credit_template, agency.copyright_template = "From {agency}", "All rights with {agency}"
    agency.save()
    path = path_of(story)
    assert "From Northline News Agency" in text(path)
    past = text(f"{path}as-published/2020-11-20/")
    assert "By Northline News Agency" in past and "From Northline" not in past and "All rights with" not in past


def test_a_very_long_storys_versions_are_paged_sooner():
    make_publication()
    words = "Word after word after word. " * 2400
    story = make_published(body=f"<p>{words}Count: 0.</p>")
    for number in range(1, 8):
        republish(story, f"{words}Count: {number}.", NOON + number * HOUR)
    first = page(f"{path_of(story)}history/")
    assert len(first.xpath("//ol[contains(@class, 'timeline')]/li")) == 5
    assert [one.text_content() for one in first.xpath("//li[1]//ins")] == ["[added: 7]"]


def test_a_long_history_is_paged_and_costs_the_same(django_assert_max_num_queries):
    make_publication()
    story = make_published(body="<p>Count: 0.</p>")
    for number in range(1, 26):
        republish(story, f"Count: {number}.", NOON + number * HOUR)
    path = f"{path_of(story)}history/"
    with django_assert_max_num_queries(8):
        first = page(path)
    assert len(first.xpath("//ol[contains(@class, 'timeline')]/li")) == 20
    second = page(f"{path}?page=2")
    assert second.xpath("//li[h2='First publication']")
    assert second.xpath("//ol/li//ins")[0].text_content() == "[added: 5]"
    for number in ("3", "0", "x"):
        assert get(f"{path}?page={number}").status_code == 404
