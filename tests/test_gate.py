"""The gate: for every state a story can be in, every output that exists says the same."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from datetime import datetime

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Edition, Photo, Publication
from newsroom.base import digests
from newsroom.site.previews import preview_token
from tests.factories import DAY, HOUR, make_article, make_publication, make_section, make_topic, make_user
from tests.states import (
    CLOSED,
    MARK,
    STATES,
    Case,
    killed,
    killed_before_publication,
    killed_while_held,
    photo_held,
    photo_killed,
    visible,
)

pytestmark = pytest.mark.django_db

# Every public output that could name a story; `{path}`, `{id}` and `{uid}` are the story's own.
LISTS = [
    "/",
    "/sections/harbor/",
    "/topics/sea-life/",
    "/people/mara-quill/",
    "/agencies/northline/",
    "/search/?q=quokkafish",
    "/search/?q=came+back",
    "/feeds/latest.rss",
    "/feeds/latest.atom",
    "/feeds/latest.json",
    "/feeds/sections/harbor.rss",
    "/feeds/sections/harbor.atom",
    "/feeds/sections/harbor.json",
    "/feeds/corrections.rss",
    "/feeds/corrections.atom",
    "/feeds/corrections.json",
    "/sitemap.xml",
    "/sitemap-news.xml",
    "/sitemaps/{month}.xml",
    "/robots.txt",
    "/api/v1/articles/",
    "/api/v1/corrections/",
    "/corrections/",
    "/corrections/?format=json",
    "/corrections/?format=csv",
    "/corrections/accuracy/",
    "/corrections/digests/",
    "/corrections/digests/{digest}",
]
OWN = ["{path}", "{path}history/", "{path}as-published/{today}/", "/corrections/report/{id}/", "/api/v1/articles/{id}/",
       "/api/v1/articles/{uid}/"]  # fmt: skip
SILENT = ("/feeds/corrections", "/robots.txt", "/api/v1/corrections/", "/corrections/")


def body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def names_the_story(text: str) -> bool:
    return MARK.lower() in text.lower()


def here(moment: datetime) -> datetime:
    """A moment as the publication's clock tells it."""
    return moment.astimezone(zoneinfo.ZoneInfo("America/New_York"))


def lists(case: Case) -> list[str]:
    month = here(case.article.first_published_at or timezone.now())
    digest = digests.write_due(zone=Publication.zone()) or digests.path_of(digests.days()[0])
    return [address.format(month=f"{month:%Y-%m}", digest=digest.name) for address in LISTS]


def own_address(case: Case, template: str) -> str:
    edition = case.article.editions.order_by("-number").first()
    path = edition.path if edition else f"/{here(timezone.now()):%Y/%m/%d}/quokkafish-returns/"
    today = f"{here(timezone.now()):%Y-%m-%d}"
    return template.format(path=path, id=case.article.pk, uid=case.article.uid, today=today)


@pytest.mark.parametrize("state", CLOSED, ids=lambda state: state.__name__)
def test_no_list_feed_or_search_names_a_closed_story(client, state: Callable[[], Case]):
    make_publication()
    named = []
    for address in lists(state()):
        response = client.get(address)
        assert response.status_code in (200, 404), address
        text = body(response)
        # What was searched for is repeated in the search box; the story itself must not be there.
        if names_the_story(text.replace("quokkafish", "") if "/search/" in address else text):
            named.append(address)
    assert named == []


def test_every_list_feed_and_search_names_a_visible_story(client):
    make_publication()
    case = visible()
    named = [address for address in lists(case) if names_the_story(body(client.get(address)))]
    assert named == [address for address in lists(case) if not address.startswith(SILENT)]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_search_counts_what_readers_may_see(client, state: Callable[[], Case]):
    make_publication()
    is_open = state().page == 200
    found = body(client.get("/search/?q=quokkafish"))
    assert ("1 story" in found, "0 stories" in found) == (is_open, not is_open)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_a_storys_own_addresses_answer_by_its_state(client, state: Callable[[], Case]):
    make_publication()
    case = state()
    for template in OWN:
        address = own_address(case, template)
        response = client.get(address)
        if case.page == 200:
            assert response.status_code == 200, address
            continue
        assert response.status_code in ({case.page} if template == "{path}" else {case.page, 404}), address
        text = body(response)
        # A 404 page may repeat the address that was asked for.
        assert not names_the_story(text.replace("quokkafish-returns", "")), address
        assert case.photo.hash[:32] not in text, address


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_a_photos_files_answer_as_its_story_does(client, state: Callable[[], Case]):
    make_publication()
    case = state()
    for rendition in ("w640.jpg", "w640.webp", "share.jpg"):
        response = client.get(f"/media/{case.photo.hash[:32]}/{rendition}")
        assert response.status_code == case.photo_status, rendition
        assert response["X-Content-Type-Options"] == "nosniff"
        if case.photo_status != 200:
            assert "image" not in response["Content-Type"]


@pytest.mark.parametrize("state", [photo_killed, photo_held], ids=lambda state: state.__name__)
def test_a_withdrawn_photo_leaves_every_page_that_carried_it(client, state: Callable[[], Case]):
    make_publication()
    case = state()
    for address in ["/", own_address(case, "{path}"), "/feeds/latest.atom", "/feeds/latest.json", "/api/v1/articles/"]:
        assert case.photo.hash[:32] not in body(client.get(address)), address


@pytest.mark.parametrize("state", [killed, killed_while_held, killed_before_publication], ids=lambda state: state.__name__)
def test_a_preview_of_a_killed_story_is_closed(client, state: Callable[[], Case]):
    make_publication()
    case = state()
    response = client.get(f"/preview/{preview_token(case.article)}/")
    assert response.status_code == 410
    assert not names_the_story(body(response))


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_the_question_to_one_edition_agrees_with_the_question_to_all(state: Callable[[], Case]):
    make_publication()
    case = state()
    now = timezone.now()
    for at in (now - 3 * HOUR, now - HOUR, now, now + HOUR, now + 2 * DAY):
        visible_ids = set(Edition.objects.visible(at).values_list("pk", flat=True))
        for edition in Edition.objects.filter(article=case.article):
            assert edition.is_visible(at) == (edition.pk in visible_ids), at
        photos = set(Photo.objects.visible(at).values_list("pk", flat=True))
        assert case.photo.is_visible(at) == (case.photo.pk in photos)


@pytest.mark.parametrize("state", CLOSED, ids=lambda state: state.__name__)
def test_a_promo_and_a_related_box_do_not_name_a_closed_story(client, state: Callable[[], Case]):
    make_publication()
    case = state()
    promoter = make_article(
        section=make_section("harbor"),
        topics=[make_topic("sea-life")],
        body=f'<p>Before.</p><aside data-promo="{case.article.pk}"></aside><p>After.</p>',
    )
    publishing.publish(article=promoter, by=make_user(None), at=timezone.now() - HOUR)
    text = body(client.get(promoter.visible_edition().path))
    assert "Before." in text
    assert not names_the_story(text)
