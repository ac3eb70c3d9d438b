"""What stands at the address of a story that readers cannot see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from corrections import workflow
from tests.factories import DAY, HOUR, NOON, make_photo, make_publication, make_published, make_user
from tests.site.reading import get, path_of, text

pytestmark = pytest.mark.django_db
SECRET = "Kestrel"


def make_story(**fields):
    make_publication()
    fields = {"headline": f"{SECRET} headline", "standfirst": f"{SECRET} line", "body": f"<p>{SECRET} text</p>", **fields}
    return make_published(**fields)


def closed_by_kill(**fields):
    story = make_story(**fields)
    publishing.kill(article=story, by=make_user(None), reason="Wrong.")
    return story


@pytest.mark.parametrize("rest", ["", "history/", "as-published/2020-11-20/"])
def test_killed_story_answers_410_and_nothing_keeps_it(rest):
    response = get(path_of(closed_by_kill(lead_photo=make_photo())) + rest)
    body = response.content.decode()
    assert response.status_code == 410
    assert SECRET not in body and "/media/" not in body
    assert '<meta name="robots" content="noindex">' in body
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_tombstone_says_what_the_desk_wrote_and_the_neutral_notice():
    story = make_story()
    workflow.kill(article=story, by=make_user(None), reason="Wrong.", label="A report about a school")
    response = get(path_of(story))
    assert response.status_code == 410
    body = response.content.decode()
    assert "A report about a school" in body and "Withdrawn" in body
    assert SECRET not in body


def test_expired_story_answers_410():
    story = make_story(expires_at=NOON + HOUR)
    response = get(path_of(story))
    assert response.status_code == 410
    assert SECRET not in response.content.decode()


def test_held_story_answers_404_with_a_notice():
    story = make_story()
    workflow.hold(article=story, by=make_user(None), kind="legal", reason="A complaint.")
    response = get(path_of(story))
    body = response.content.decode()
    assert response.status_code == 404
    assert "withheld" in body.lower()
    assert SECRET not in body and "A complaint." not in body
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "terms",
    [
        {"embargo_until": timezone.now() + 400 * DAY},
        {"embargo_open_ended": True},
    ],
)
def test_embargoed_story_is_a_plain_404(terms):
    story = make_story(**terms)
    plain = get("/2020/11/20/never-was/")
    response = get(path_of(story))
    assert response.status_code == 404
    assert response.content == plain.content


def test_story_killed_before_it_went_live_is_a_plain_404():
    story = make_story(live_from=timezone.now() + timedelta(days=400))
    publishing.kill(article=story, by=make_user(None), reason="Wrong.")
    assert get(path_of(story)).status_code == 404


def test_released_story_is_back():
    story = make_story()
    by = make_user(None)
    hold = publishing.hold(article=story, by=by, kind="legal", reason="A complaint.")
    assert get(path_of(story)).status_code == 404
    publishing.lift(hold=hold, by=by)
    assert SECRET in text(path_of(story))


def test_old_address_leads_to_the_new_one_in_one_hop():
    story = make_story(slug="first-name")
    old = path_of(story)
    story.slug = "second-name"
    by = make_user(None)
    publishing.save_revision(article=story, by=by)
    publishing.publish(article=story, by=by, change="minor", no_notice_reason="A test.")
    for rest in ("", "history/"):
        response = get(old + rest)
        assert (response.status_code, response.headers["Location"]) == (301, path_of(story) + rest)
    publishing.kill(article=story, by=by, reason="Wrong.")
    assert get(old).status_code == 410


@pytest.mark.parametrize(
    "path",
    [
        "/2020/13/40/x/", "/2020/11/20/x/as-published/tomorrow/", "/0000/00/00/x/", "/2020/11/20/x/history/",
        "/sections/none/", "/topics/none/", "/people/none/", "/agencies/none/", "/about/none/", "/feeds/none.rss",
        "/feeds/sections/none.atom", "/media/x/y", "/preview/x/", "/api/v1/articles/x/", "/sitemaps/2026-13.xml",
        "/api/v1/articles/99999999999999999999999/",
    ],
)  # fmt: skip
def test_what_never_was_is_404(path):
    make_publication()
    assert get(path).status_code == 404
