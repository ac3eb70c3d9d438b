"""Photos go out through their own gate, as renditions only."""

import pytest

from articles import publishing
from tests.factories import make_agency, make_person, make_photo, make_publication, make_published, make_user
from tests.site.reading import get, path_of

pytestmark = pytest.mark.django_db


def address(photo, rendition="w800.jpg"):
    return f"/media/{photo.hash[:32]}/{rendition}"


@pytest.fixture
def shown():
    make_publication()
    photo = make_photo("navy")
    make_published(lead_photo=photo)
    return photo


@pytest.mark.parametrize(
    ("rendition", "kind"), [("w320.jpg", "image/jpeg"), ("w640.webp", "image/webp"), ("share.jpg", "image/jpeg")]
)
def test_rendition_is_made_at_the_first_request(shown, rendition, kind):
    response = get(address(shown, rendition))
    assert (response.status_code, response.headers["Content-Type"]) == (200, kind)
    assert len(response.content) > 500


def test_photo_is_boxed_in_and_asked_for_again_each_time(shown):
    response = get(address(shown))
    headers = response.headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    again = get(address(shown), headers={"if-none-match": headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_share_image_may_be_shown_on_other_sites(shown):
    assert get(address(shown, "share.jpg")).headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("rendition", ["original.jpg", "w800.png", "w801.jpg", "../../etc/passwd", "w800.jpg.webp", "W800.JPG"])
def test_unknown_rendition_is_404(shown, rendition):
    assert get(address(shown, rendition)).status_code == 404


def test_hash_must_be_whole_and_hexadecimal(shown):
    for hash in (shown.hash[:31], shown.hash, "%" * 32, "g" * 32, shown.hash[:32].upper()):
        if hash != shown.hash[:32]:
            assert get(f"/media/{hash}/w800.jpg").status_code == 404


def test_photo_that_no_page_shows_is_404():
    make_publication()
    assert get(address(make_photo("teal"))).status_code == 404


def test_killed_photo_answers_410_and_leaves_the_page(shown):
    story = make_published(lead_photo=shown, headline="Second")
    publishing.kill_photo(photo=shown, by=make_user(None), reason="Staged.")
    response = get(address(shown))
    assert (response.status_code, response.headers["Cache-Control"]) == (410, "no-store")
    assert shown.hash[:32] not in get(path_of(story)).content.decode()
    assert shown.hash[:32] not in get("/").content.decode()


def test_photo_of_a_killed_story_stays_while_another_story_shows_it(shown):
    other = make_published(lead_photo=shown, headline="Second")
    publishing.kill(article=other, by=make_user(None), reason="Wrong.")
    assert get(address(shown)).status_code == 200


def test_held_photo_is_404_for_now(shown):
    publishing.hold(photo=shown, by=make_user(None), kind="legal", reason="Rights.")
    assert get(address(shown)).status_code == 404


def test_portraits_and_logos_show_without_a_story():
    make_publication()
    portrait, logo = make_photo("olive"), make_photo("gray")
    make_person(photo=portrait)
    agency = make_agency(logo=logo)
    assert get(address(portrait)).status_code == get(address(logo)).status_code == 200
    assert logo.hash[:32] in get(agency.get_absolute_url()).content.decode()
