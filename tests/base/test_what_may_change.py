"""Columns that may change are what the last act on them made them, or the row is named: the gate's facts, ends and states."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import models

from articles import publishing
from articles.models import Agency, Article, Disclaimer, Edition, Hold, Photo, Topic
from newsroom.base import append_only
from tests.base import whole
from tests.factories import DAY, HOUR, NOON, make_photo, make_published, make_user

pytestmark = pytest.mark.django_db
newsroom = whole.newsroom

LATER = NOON + 9 * DAY


def found(model: type[models.Model], pk: int, **changed: Any) -> list[str]:
    """What is told of a row after somebody has changed it with SQL."""
    with whole.tampered():
        model._base_manager.filter(pk=pk).update(**changed)
        told = whole.faults()
    return [fault for fault in told if fault.startswith(f"{model._meta.label_lower} {pk} was altered: ")]


@pytest.mark.parametrize(
    "changed",
    [
        {"killed_at": LATER},
        {"expires_at": LATER},
        {"embargo_until": LATER},
        {"embargo_open_ended": True},
        {"first_published_at": LATER},
        {"updated_at": LATER},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_the_facts_of_the_gate_are_checked(changed):
    story = Article.objects.order_by("pk")[0]
    assert f"its {next(iter(changed))} is not what the last act on it made it." in found(Article, story.pk, **changed)[0]


def test_a_kill_that_is_undone_is_found():
    story = make_published()
    publishing.kill(article=story, by=make_user(), reason="False.")
    assert whole.faults() == []
    assert "its killed_at" in found(Article, story.pk, killed_at=None)[0]


def test_an_edition_ends_where_the_next_begins():
    edition = Edition.objects.filter(live_until__isnull=False)[0]
    assert "it ends at another time than the next one begins" in found(Edition, edition.pk, live_until=LATER)[0]
    last = Edition.objects.filter(live_until__isnull=True)[0]
    assert "it ends at another time" in found(Edition, last.pk, live_until=LATER)[0]


def test_an_edition_that_was_overtaken_before_its_time_ended_at_its_start():
    story = make_published()
    by = make_user()
    for hours in (9, 5, 7):
        at = NOON + DAY
        publishing.publish(article=story, by=by, change="minor", at=at, live_from=at + hours * HOUR)
    assert whole.faults() == []


def test_a_hold_lifted_past_the_verbs_is_found():
    hold = Hold.objects.order_by("pk")[0]
    assert "its lifted_at" in found(Hold, hold.pk, lifted_at=LATER, lifted_by=hold.owner)[0]
    assert "its owner" in found(Hold, hold.pk, owner=make_user())[0]


def test_a_lifted_hold_is_put_back_by_nobody_and_stays_its_lifters():
    hold = Hold.objects.order_by("pk")[0]
    other = make_user()
    publishing.take_over(hold=hold, by=other, at=LATER)
    publishing.lift(hold=hold, by=other, at=LATER)
    assert whole.faults() == []
    assert "its lifted_at" in found(Hold, hold.pk, lifted_at=None, lifted_by=None)[0]
    assert "its lifted_by" in found(Hold, hold.pk, lifted_by=make_user())[0]
    assert "its lifted_at" in found(Hold, hold.pk, lifted_at=LATER + HOUR)[0]


def test_a_photos_kill_is_checked():
    photo = make_photo()
    publishing.kill_photo(photo=photo, by=make_user(), reason="Not ours.")
    assert whole.faults() == []
    assert "its killed_at" in found(Photo, photo.pk, killed_at=None)[0]


def test_an_agency_and_a_disclaimer_are_as_their_last_version_says():
    agency, disclaimer = Agency.objects.get(slug="northline"), Disclaimer.objects.get()
    assert "its credit_template" in found(Agency, agency.pk, credit_template="{agency} alone")[0]
    assert "its text" in found(Disclaimer, disclaimer.pk, text="Reviewed by us.")[0]


def test_what_an_edition_is_joined_with_is_checked():
    edition = Edition.objects.order_by("pk")[0]
    topic = Topic.objects.create(name="Ferries", slug="ferries-again")
    with whole.tampered():
        edition.topics.add(topic)
        assert f"articles.edition {edition.pk} was altered: its topics are not those" in whole.faults()[0]


def test_a_topic_that_exists_no_more_is_no_fault():
    story = make_published(at=NOON)
    topic = Topic.objects.create(name="Harbours", slug="harbours-again")
    story.topics.add(topic)
    publishing.save_revision(article=story, by=make_user())
    publishing.publish(article=story, by=make_user(), change="minor")
    edition = story.editions.get(number=2)
    with whole.tampered():
        edition.topics.remove(topic)
        assert f"articles.edition {edition.pk} was altered: its topics are not those" in whole.faults()[0]
    topic.delete()
    assert whole.faults() == []


def test_every_many_to_many_field_of_a_guarded_table_is_told_to_the_record():
    edition = publishing.publish(article=make_published(), by=make_user(), change="minor")
    for model in append_only.guarded_models():
        names = {field.name for field in model._meta.many_to_many}
        assert names == (set(edition.joined) if model is Edition else set())
