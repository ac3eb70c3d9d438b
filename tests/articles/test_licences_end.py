"""A licence that ends takes the story or photo off the site on the day, and the address says so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Edition
from tests.factories import DAY, HOUR, NOON, make_agency, make_photo, make_published, make_user

pytestmark = pytest.mark.django_db
LIMITED = "EDITORIAL USE ONLY - NO ARCHIVAL USE"


def test_copy_without_archival_use_leaves_after_the_agencys_days():
    story = make_published(agency=make_agency(archive_days=7), usage_terms=LIMITED)
    assert story.expires_at == NOON + 7 * DAY
    assert story.is_visible(NOON + 7 * DAY - HOUR)
    assert not story.is_visible(NOON + 7 * DAY)


def test_our_own_story_is_under_nobodys_licence():
    assert make_published(usage_terms=LIMITED).expires_at is None


def test_the_address_says_that_the_licence_has_ended_and_names_nothing(client):
    story = make_published(agency=make_agency(archive_days=7), usage_terms=LIMITED, headline="Quokkafish returns")
    path = story.editions.get().path
    response = client.get(path)
    assert response.status_code == 410
    assert "licence, which has ended" in response.content.decode()
    assert "Quokkafish" not in response.content.decode()


def test_a_killed_story_says_nothing_of_licences(client):
    from corrections import workflow

    story = make_published(at=timezone.now() - HOUR, agency=make_agency())
    workflow.kill(article=story, by=make_user(None), reason="Wrong.")
    assert "licence" not in client.get(story.editions.get().path).content.decode()


def test_a_photo_without_archival_use_is_shown_from_publication_until_its_end():
    photo = make_photo(usage_terms=LIMITED, agency=make_agency(archive_days=7))
    make_published(lead_photo=photo)
    photo.refresh_from_db()
    assert photo.expires_at == NOON + 7 * DAY
    before, after = NOON + 7 * DAY - timedelta(seconds=1), NOON + 7 * DAY
    assert photo.is_visible(before) and not photo.is_visible(after)
    assert Edition.objects.visible(before).with_photos(before).get().lead_photo["id"] == photo.pk
    assert Edition.objects.visible(after).with_photos(after).get().lead_photo is None
    assert photo.absence(after) == "gone"


def test_a_second_story_does_not_prolong_a_photos_licence():
    photo = make_photo(usage_terms=LIMITED)
    make_published(lead_photo=photo)
    make_published(lead_photo=photo, at=NOON + 3 * DAY)
    photo.refresh_from_db()
    assert photo.expires_at == NOON + 30 * DAY


def test_a_photos_restrictions_stay_with_it():
    photo = make_photo(usage_terms="Not for use outside Calder.")
    story = make_published(lead_photo=photo)
    photo.refresh_from_db()
    assert photo.expires_at is None
    assert story.editions.with_photos().get().lead_photo["usage_terms"] == "Not for use outside Calder."


def test_a_photo_whose_licence_has_ended_cannot_lead_a_new_story():
    from articles import publishing
    from tests.factories import make_article

    photo = make_photo(expires_at=NOON - DAY)
    assert publishing.problems(make_article(lead_photo=photo), at=NOON) == ["The lead photo’s licence has ended."]


def test_the_publish_screen_tells_what_the_licence_allows(client):
    client.force_login(make_user())
    agency = make_agency(archive_days=7, may_edit=False, feed_text="summary")
    story = make_published(at=timezone.now() - HOUR, agency=agency, usage_terms=LIMITED)
    page = client.get(f"/admin/desk/publish/{story.pk}/").content.decode()
    assert "NO ARCHIVAL USE" in page and "The story leaves the site on" in page and "may not be edited" in page
