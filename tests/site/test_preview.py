"""A preview shows the newest revision to whoever has the link, and to nobody for long."""

import time

import pytest

from articles import publishing
from newsroom.site.previews import preview_token
from tests.factories import make_agency, make_article, make_disclaimer, make_photo, make_publication, make_published, make_user
from tests.site.reading import get, path_of

pytestmark = pytest.mark.django_db


def address(story):
    return f"/preview/{preview_token(story)}/"


@pytest.fixture
def draft():
    make_publication()
    make_disclaimer()
    return make_article(headline="Not yet out", agency=make_agency(), lead_photo=make_photo("navy"))


def test_preview_shows_the_page_as_it_would_be(draft):
    response = get(address(draft))
    body = response.content.decode()
    assert response.status_code == 200
    assert "Not yet out" in body and "Preview – not published" in body
    assert "has not reviewed this" in body
    assert '<meta name="robots" content="noindex">' in body
    assert (response.headers["Cache-Control"], response.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert "application/ld+json" not in body and "og:title" not in body


def test_preview_shows_its_photo_under_its_own_address_only(draft):
    hash = draft.lead_photo.hash[:32]
    assert get(f"/media/{hash}/w800.jpg").status_code == 404
    response = get(f"{address(draft)}media/{hash}/w800.jpg")
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "no-store")
    other = make_photo("teal")
    assert get(f"{address(draft)}media/{other.hash[:32]}/w800.jpg").status_code == 404


def test_preview_shows_the_newest_revision_while_readers_keep_the_published_one():
    make_publication()
    story = make_published(headline="As published")
    story.headline = "As rewritten"
    publishing.save_revision(article=story, by=make_user(None))
    assert "As rewritten" in get(address(story)).content.decode()
    assert "As rewritten" not in get(path_of(story)).content.decode()


def test_preview_of_a_killed_story_is_gone(draft):
    publishing.kill(article=draft, by=make_user(None), reason="Wrong.")
    response = get(address(draft))
    assert response.status_code == 410
    assert "Not yet out" not in response.content.decode()
    assert get(f"{address(draft)}media/{draft.lead_photo.hash[:32]}/w800.jpg").status_code == 404


def test_preview_of_a_held_story_shows_nothing(draft):
    publishing.hold(article=draft, by=make_user(None), kind="legal", reason="A complaint.")
    response = get(address(draft))
    assert response.status_code == 404
    assert "Not yet out" not in response.content.decode()


def test_preview_ends_after_three_days(draft, monkeypatch):
    link = address(draft)
    later = time.time() + 3 * 24 * 3600 + 60
    monkeypatch.setattr(time, "time", lambda: later)
    response = get(link)
    assert response.status_code == 410
    assert "three days" in response.content.decode()


@pytest.mark.parametrize("token", ["x", "a:b:c", "eyJhcnRpY2xlIjoiMSJ9:1xV7xT:forged", "é" * 40])
def test_forged_preview_is_404(draft, token):
    assert get(f"/preview/{token}/").status_code == 404
