"""A photo that was killed or held is on no page, though the edition stored it."""

import pytest

from articles import publishing
from articles.models import Edition
from tests.factories import make_person, make_photo, make_published, make_user

pytestmark = pytest.mark.django_db


def edition():
    return Edition.objects.visible().with_photos().get()


def make_story():
    lead, inside, portrait = make_photo("navy"), make_photo("teal"), make_photo("olive")
    make_published(
        lead_photo=lead,
        body=f'<p>One.</p><figure data-photo="{inside.pk}"></figure><p>Two.</p>',
        bylines=[make_person(photo=portrait)],
    )
    return lead, inside, portrait


def test_an_edition_shows_the_photos_it_stored():
    lead, inside, portrait = make_story()
    assert edition().lead_photo["id"] == lead.pk
    assert [block["photo"]["id"] for block in edition().blocks if block["kind"] == "photo"] == [inside.pk]
    assert edition().bylines[0]["photo"]["id"] == portrait.pk


def test_killed_photos_are_left_out():
    for photo in make_story():
        publishing.kill_photo(photo=photo, by=make_user(None), reason="Staged.")
    assert edition().lead_photo is None
    assert [block["kind"] for block in edition().blocks] == ["html", "html"]
    assert edition().bylines[0]["photo"] is None


def test_a_held_photo_comes_back_when_the_hold_is_lifted():
    lead, _, _ = make_story()
    owner = make_user(None)
    hold = publishing.hold(photo=lead, kind="legal", reason="Rights.", by=owner)
    assert edition().lead_photo is None
    publishing.lift(hold=hold, by=owner)
    assert edition().lead_photo["id"] == lead.pk
