"""One story in every state it can be in, for tests that ask what its readers get."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from articles import publishing
from articles.models import Article, FrontSlot, Photo
from tests.factories import DAY, HOUR, make_agency, make_article, make_person, make_photo, make_section, make_topic, make_user

MARK = "Quokkafish"  # stands in headline, standfirst, body, photo caption: nowhere else


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


def in_review() -> Case:
    return Case(*story(status="in_review"), 404, 404)


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
    draft, in_review, spiked, embargoed, embargoed_after_publication, embargoed_without_end, scheduled, held, held_draft,
    expired, killed, killed_while_held, killed_before_publication,
]  # fmt: skip
STATES = [visible, *CLOSED, photo_killed, photo_held]
