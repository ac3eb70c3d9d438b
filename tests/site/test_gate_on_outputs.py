"""The gate: whatever state closes a story, no output that exists names it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import FrontSlot
from tests.factories import (
    HOUR,
    NOON,
    make_agency,
    make_article,
    make_person,
    make_photo,
    make_publication,
    make_published,
    make_section,
    make_topic,
    make_user,
)
from tests.site.reading import get

pytestmark = pytest.mark.django_db
SECRET = "Kestrel"
LATER = timezone.now() + timedelta(days=4000)


def fields():
    return {
        "headline": f"{SECRET} seen",
        "standfirst": f"{SECRET} line",
        "body": f"<p>{SECRET} text</p>",
        "section": make_section("harbor"),
        "topics": [make_topic("birds")],
        "agency": make_agency("northline"),
        "bylines": [make_person("ada-finch")],
        "lead_photo": make_photo("navy"),
    }


def killed():
    story = make_published(**fields())
    publishing.kill(article=story, by=make_user(None), reason="Wrong.")
    return story


def held():
    story = make_published(**fields())
    publishing.hold(article=story, by=make_user(None), kind="legal", reason="A complaint.")
    return story


STATES = {
    "draft": (lambda: make_article(**fields()), 404, 404),
    "in review": (lambda: make_article(status="in_review", **fields()), 404, 404),
    "spiked": (lambda: make_article(status="spiked", **fields()), 404, 404),
    "embargoed": (lambda: make_published(embargo_until=LATER, **fields()), 404, 404),
    "embargoed without an end": (lambda: make_published(embargo_open_ended=True, **fields()), 404, 404),
    "scheduled": (lambda: make_published(live_from=LATER, **fields()), 404, 404),
    "held": (held, 404, 404),
    "killed": (killed, 410, 410),
    "expired": (lambda: make_published(expires_at=NOON + HOUR, **fields()), 410, 410),
    "published": (lambda: make_published(**fields()), 200, 200),
}
LISTS = [
    "/", "/sections/harbor/", "/topics/birds/", "/people/ada-finch/", "/agencies/northline/", "/feeds/latest.rss",
    "/feeds/latest.atom", "/feeds/latest.json", "/feeds/sections/harbor.rss", "/feeds/sections/harbor.json", "/sitemap.xml",
    "/api/v1/articles/", "/corrections/", "/api/v1/corrections/", "/feeds/corrections.rss", "/sitemap-news.xml",
    "/sitemaps/2026-11.xml",
]  # fmt: skip
# They name a story by its address or not at all, or only after a notice.
QUIET = ("/corrections/", "/api/v1/corrections/", "/feeds/corrections.rss", "/sitemap-news.xml")


@pytest.mark.parametrize("state", STATES)
def test_every_output_asks_the_gate(state):
    make_publication()
    make, page_status, photo_status = STATES[state]
    story = make()
    FrontSlot.objects.create(position=1, article=story)
    beside = make_published(
        section=make_section("harbor"), topics=[make_topic("birds")], body=f'<p>One.</p><aside data-promo="{story.pk}"></aside>'
    )
    is_open = page_status == 200
    for path in [*LISTS, beside.editions.get().path]:
        response = get(path)
        assert response.status_code == 200, path
        body = response.content.decode()
        named = SECRET in body or "kestrel" in body
        assert named is is_open or (path in QUIET and not named), f"{path} in state {state}"

    found = get(f"/search/?q={SECRET}").content.decode()
    assert (f"{SECRET} seen" in found) is is_open
    assert ("1 story" in found) is is_open and ("0 stories" in found) is not is_open

    edition = story.editions.order_by("-number").first()
    if edition:
        for rest in ("", "history/", "as-published/2026-11-20/"):
            response = get(edition.path + rest)
            assert response.status_code == page_status, rest
            assert (SECRET in response.content.decode()) is is_open
    for rendition in ("w800.jpg", "w800.webp", "share.jpg"):
        assert get(f"/media/{story.lead_photo.hash[:32]}/{rendition}").status_code == photo_status
    for key in (story.pk, story.uid):
        response = get(f"/api/v1/articles/{key}/")
        assert response.status_code == page_status
        assert (SECRET in response.content.decode()) is is_open
