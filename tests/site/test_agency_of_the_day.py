"""A past day's page names, credits and describes the agency as readers were told that day; today's page as it is now."""

from __future__ import annotations

import pytest

from articles import agencies, publishing
from newsroom.base import append_only
from tests.factories import DAY, NOON, make_agency, make_disclaimer, make_photo, make_publication, make_published, make_user
from tests.site.reading import get, page, path_of, text

pytestmark = pytest.mark.django_db

OLD = {"name": "Old Wire", "short_name": "OW", "profile": "Old words.", "credit_template": "By {agency}",
       "copyright_template": "© {year} {agency}"}  # fmt: skip
NEW = {"name": "New Wire", "short_name": "NW", "profile": "New words.", "credit_template": "From {agency}",
       "copyright_template": "Copyright {agency}"}  # fmt: skip


def change(agency, at, **fields):
    for name, value in fields.items():
        setattr(agency, name, value)
    agencies.write(agency, by=make_user(None), at=at)


@pytest.fixture
def story():
    """Old Wire with an old logo on the 20th; New Wire with a new one on the 21st; never edited in between."""
    make_publication()
    make_disclaimer(text="Not checked: a story of {agency} ({agency_short}).")
    agency = make_agency("wire", headquarters="Fenwick", **OLD)
    change(agency, NOON - DAY, logo=make_photo("gray"))
    story = make_published(agency=agency)
    change(agency, NOON + DAY, logo=make_photo("teal"), **NEW)
    return story


def past(story, day="2020-11-20"):
    return f"{path_of(story)}as-published/{day}/"


def test_past_day_has_name_credit_copyright_and_profile_of_that_day(story):
    then, now = text(past(story)), text(path_of(story))
    for words in ("By Old Wire", "© 2020 Old Wire", "Old words.", "Not checked: a story of Old Wire (OW)."):
        assert words in then and words not in now, words
    for words in ("From New Wire", "Copyright New Wire", "New words.", "Not checked: a story of New Wire (NW)."):
        assert words in now and words not in then, words
    assert "From New Wire" in text(past(story, "2020-11-21"))


def test_past_day_has_the_seat_and_year_of_that_day(story):
    change(story.agency, NOON + 2 * DAY, headquarters="Brackwater", founded=1912)
    assert "Fenwick" in text(past(story)) and "Brackwater" not in text(past(story))
    assert "Founded 1912 · Brackwater" in text(path_of(story))


def test_what_an_older_version_does_not_keep_is_left_out_until_the_next(story):
    """Versions once kept neither seat nor year: of what held then nothing is said rather than what holds now."""
    with append_only.lifted():
        story.agency.versions.update(slug="", headquarters="", founded=None)
    assert "Old words." in text(past(story)) and "Fenwick" not in text(past(story))
    change(story.agency, NOON + 2 * DAY, headquarters="Brackwater")
    assert [one.headquarters for one in story.agency.versions.order_by("number")][-2:] == ["Fenwick", "Brackwater"]


def test_past_day_has_the_logo_of_that_day_through_the_photos_own_gate(story):
    old = story.agency.versions.get(number=2).logo
    address = page(past(story)).xpath("//figure[@class='profile__logo']/img/@src")[0]
    assert old.hash[:16] in address and get(address).status_code == 200
    publishing.kill_photo(photo=old, by=make_user(None), reason="Rights")
    assert not page(past(story)).xpath("//figure[@class='profile__logo']")
    assert get(address).status_code == 410 or get(address).status_code == 404


def test_a_held_logo_is_not_on_a_past_day(story):
    publishing.hold(photo=story.agency.versions.get(number=2).logo, by=make_user(None), kind="desk", reason="Doubts")
    assert not page(past(story)).xpath("//figure[@class='profile__logo']")


def test_an_agency_without_a_page_today_is_named_but_not_linked(story):
    change(story.agency, NOON + 2 * DAY, is_listed=False)
    assert "Old words." in text(past(story)) and "New words." not in text(path_of(story))
    assert not page(past(story)).xpath(f"//a[@href='{story.agency.get_absolute_url()}']")


def test_before_the_first_version_the_editions_own_credit_is_the_nearest():
    make_publication()
    agency = make_agency(**OLD)
    story = make_published(agency=agency)
    change(agency, NOON + 2 * DAY, **NEW)
    then = text(past(story))
    assert "By Old Wire" in then and "© 2020 Old Wire" in then and "Old words." in then


def test_nothing_is_saved_by_looking_back(story):
    get(past(story))
    story.agency.refresh_from_db()
    assert story.agency.name == "New Wire"
