"""What we say of ourselves is kept in the record, each wording with its day and who wrote it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles import house_rules, told
from articles.models import Publication, Section
from newsroom.base.models import Entry
from tests.base import whole
from tests.corrections.cases import desk_client
from tests.factories import DAY, NOON, make_publication, make_section, make_user

pytestmark = pytest.mark.django_db


def name_at(section: Section, at) -> str:
    chain = told.chain_of(section)
    return told.words_at(at, chain)[chain].get("name", "as today")


def rename(section: Section, name: str, at) -> Entry | None:
    section.name = name
    return told.write(section, by=make_user(None), at=at)


def test_a_thing_that_never_changed_says_what_it_says_today():
    assert name_at(make_section(name="City"), NOON) == "as today"


def test_the_words_that_were_found_hold_before_the_first_change_and_each_wording_from_its_own():
    section = make_section(name="City")
    rename(section, "Town", NOON)
    rename(section, "Metro", NOON + DAY)
    assert [name_at(section, NOON + days * DAY) for days in (-9, 0, 0.5, 1, 9)] == ["City", "Town", "Town", "Metro", "Metro"]
    assert [one.words["name"] for one in told.wordings(section)] == ["Metro", "Town", "City"]


def test_of_a_time_before_a_new_thing_its_first_words_are_the_nearest():
    section = Section(slug="sea", name="Sea")
    told.write(section, by=make_user(None), at=NOON)
    assert name_at(section, NOON - DAY) == "Sea"


def test_what_no_page_prints_changes_without_a_wording():
    section = make_section(name="City")
    section.position = 3
    assert told.write(section, by=make_user(None)) is None
    assert Section.objects.get().position == 3 and not Entry.objects.exists()


def test_our_words_and_house_rules_share_a_chain_and_are_told_apart():
    publication = make_publication()
    publication.strapline, publication.shows_history = "News of the water", False
    house_rules.write(publication, by=make_user(None), at=NOON)
    assert [entry.verb for entry in Entry.objects.order_by("number")] == ["worded the publication", "changed the house rules"]
    said = told.words_at(NOON - DAY, told.PUBLICATION)[told.PUBLICATION]
    assert (said["strapline"], "shows_history" in said) == ("", False)


def test_who_renames_a_section_at_the_desk_leaves_its_name_of_before():
    section = make_section(name="City")
    values = {"name": "Town", "slug": "city", "description": "", "position": 1}
    response = desk_client("Managing editor").post(reverse("admin:articles_section_change", args=[section.pk]), values)
    assert response.status_code == 302
    assert [one.words["name"] for one in told.wordings(section)] == ["Town", "City"]


@pytest.mark.parametrize("model", [Section, Publication])
def test_words_changed_past_the_verbs_are_found(model):
    thing = make_section() if model is Section else make_publication()
    thing.name = "Another"
    told.write(thing, by=make_user(None))
    assert whole.faults() == []
    with whole.tampered():
        model.objects.update(name="Forged")
        assert "its name is not what the last act on it made it" in whole.faults()[0]
