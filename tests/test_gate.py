"""The gate: for every state a story can be in, every output that exists says the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Article, Edition, FrontSlot, Photo
from newsroom.site.previews import preview_token
from tests.factories import (
    make_agency,
    make_article,
    make_person,
    make_photo,
    make_publication,
    make_section,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

MARK = "Quokkafish"  # stands in headline, standfirst, body, photo caption: nowhere else
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Case:
    """A story in a state, and what its own address answers."""

    article: Article
    photo: Photo
    page: int
    photo_status: int


def story(**fields) -> tuple[Article, Photo]:
    photo = make_photo("teal", caption=f"{MARK} in the harbor.")
    article = make_article(
        headline=f"{MARK} returns",
        slug="quokkafish-returns",
        standfirst=f"The {MARK} was seen on Monday.",
        body=f"<p>The {MARK} came back.</p><p>It left again.</p>",
        tagline=f"{MARK} contributed.",
        lead_photo=photo,
        section=make_section("harbor"),
        topics=[make_topic("sea-life")],
        agency=make_agency("northline"),
        bylines=[make_person("mara-quill")],
        **fields,
    )
    FrontSlot.objects.create(position=1, article=article)
    return article, photo


def published(at=None, live_from=None, **fields) -> tuple[Article, Photo]:
    article, photo = story(**fields)
    publishing.publish(article=article, by=make_user(None), at=at or timezone.now() - 2 * HOUR, live_from=live_from)
    article.refresh_from_db()
    return article, photo


def visible() -> Case:
    return Case(*published(), 200, 200)


def draft() -> Case:
    return Case(*story(), 404, 404)


def spiked() -> Case:
    article, photo = story()
    publishing.set_status(article=article, status="spiked", by=make_user(None))
    return Case(article, photo, 404, 404)


def embargoed() -> Case:
    return Case(*published(embargo_until=timezone.now() + DAY), 404, 404)


def embargoed_after_publication() -> Case:
    article, photo = published()
    publishing.set_terms(
        article=article, by=make_user(None), embargo_until=timezone.now() + DAY, embargo_open_ended=False, expires_at=None
    )
    return Case(article, photo, 404, 404)


def embargoed_without_end() -> Case:
    return Case(*published(embargo_open_ended=True), 404, 404)


def scheduled() -> Case:
    return Case(*published(live_from=timezone.now() + DAY), 404, 404)


def held() -> Case:
    article, photo = published()
    publishing.hold(article=article, kind="legal", reason="A complaint.", by=make_user(None))
    return Case(article, photo, 404, 404)


def held_draft() -> Case:
    article, photo = story()
    publishing.hold(article=article, kind="desk", reason="Not yet.", by=make_user(None))
    return Case(article, photo, 404, 404)


def expired() -> Case:
    return Case(*published(expires_at=timezone.now() - HOUR), 410, 410)


def killed() -> Case:
    article, photo = published()
    publishing.kill(article=article, by=make_user(None), reason="False.")
    return Case(article, photo, 410, 410)


def killed_while_held() -> Case:
    article, photo = published()
    publishing.hold(article=article, kind="agency", reason="Checking.", by=make_user(None))
    publishing.kill(article=article, by=make_user(None), reason="False.")
    return Case(article, photo, 410, 410)


def killed_before_publication() -> Case:
    article, photo = story()
    publishing.kill(article=article, by=make_user(None), reason="False.")
    return Case(article, photo, 404, 404)


def photo_killed() -> Case:
    article, photo = published()
    publishing.kill_photo(photo=photo, by=make_user(None), reason="Staged.")
    return Case(article, photo, 200, 410)


def photo_held() -> Case:
    article, photo = published()
    publishing.hold(photo=photo, kind="legal", reason="Rights.", by=make_user(None))
    return Case(article, photo, 200, 404)


CLOSED = [
    draft, spiked, embargoed, embargoed_after_publication, embargoed_without_end, scheduled, held, held_draft, expired, killed,
    killed_while_held, killed_before_publication,
]  # fmt: skip
STATES = [visible, *CLOSED, photo_killed, photo_held]

# Every public output that could name a story; `{path}`, `{id}` and `{photo}` are the story's own.
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
    "/robots.txt",
    "/api/v1/articles/",
    "/api/v1/corrections/",
    "/corrections/",
    "/corrections/?format=json",
    "/corrections/?format=csv",
    "/corrections/accuracy/",
]
OWN = ["{path}", "{path}history/", "{path}as-published/{today}/", "/corrections/report/{id}/", "/api/v1/articles/{id}/"]
SILENT = ("/feeds/corrections", "/robots.txt", "/api/v1/corrections/", "/corrections/")
NAMED_IN = [address for address in LISTS if not address.startswith(SILENT)]


def body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def names_the_story(text: str) -> bool:
    return MARK.lower() in text.lower()


def own_address(case: Case, template: str) -> str:
    edition = case.article.editions.order_by("-number").first()
    path = edition.path if edition else f"/{timezone.now():%Y/%m/%d}/quokkafish-returns/"
    return template.format(path=path, id=case.article.pk, today=f"{timezone.now():%Y-%m-%d}")


@pytest.mark.parametrize("state", CLOSED, ids=lambda state: state.__name__)
def test_no_list_feed_or_search_names_a_closed_story(client, state: Callable[[], Case]):
    make_publication()
    state()
    named = []
    for address in LISTS:
        response = client.get(address)
        assert response.status_code in (200, 404), address
        text = body(response)
        # What was searched for is repeated in the search box; the story itself must not be there.
        if names_the_story(text.replace("quokkafish", "") if "/search/" in address else text):
            named.append(address)
    assert named == []


def test_every_list_feed_and_search_names_a_visible_story(client):
    make_publication()
    visible()
    assert [address for address in LISTS if names_the_story(body(client.get(address)))] == NAMED_IN


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


def test_a_promo_and_a_related_box_do_not_name_a_closed_story(client):
    make_publication()
    case = killed()
    promoter = make_article(
        section=make_section("harbor"),
        topics=[make_topic("sea-life")],
        body=f'<p>Before.</p><aside data-promo="{case.article.pk}"></aside><p>After.</p>',
    )
    publishing.publish(article=promoter, by=make_user(None), at=timezone.now() - HOUR)
    text = body(client.get(promoter.visible_edition().path))
    assert "Before." in text
    assert not names_the_story(text)
