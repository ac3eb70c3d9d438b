"""What readers told us in confidence, and what the desk says among itself, stands at no public address."""

import pytest
from django.db import models
from django.test import Client
from django.urls import URLPattern, get_resolver

from articles.models import Article, Hold
from corrections import workflow
from corrections.models import NoticeProposal, Ticket, TicketEvent
from corrections.models.reply import Reply, Republisher
from newsroom.base import digests
from newsroom.base.actors import actor_fields
from tests.corrections.cases import make_ticket
from tests.factories import (
    HOUR,
    NOON,
    make_agency,
    make_person,
    make_photo,
    make_publication,
    make_published,
    make_topic,
    make_user,
)
from tests.site.reading import path_of

pytestmark = pytest.mark.django_db

WORD = "zqprivate"
# The desk's own words on a story; the rest of an article is printed.
OF_THE_STORY = ("slugline", "editor_note", "usage_terms")
MODELS = (Ticket, TicketEvent, NoticeProposal, Reply, Republisher)


def private_fields(model):
    """Every field of a model that holds words of somebody, by its class: a new one is private until someone says otherwise."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField)) and not field.choices
    ]


def planted(model):
    """A word for each of them that is found again wherever it is shown."""
    found = {}
    for field in private_fields(model):
        word = f"{WORD}{model.__name__.lower()}{field.name}".replace("_", "")
        word = f"{word}@example.org" if isinstance(field, models.EmailField) else word
        word = f"https://example.org/{word}" if isinstance(field, models.URLField) else word
        found[field.name] = word[: field.max_length or 200]
    return found


@pytest.fixture
def story():
    """A corrected story on which much was said that is nobody's business."""
    make_publication()
    by = make_user(None)
    story = make_published(
        agency=make_agency(), topics=[make_topic()], bylines=[make_person(bio="Writes.")], lead_photo=make_photo(),
        **{name: f"{WORD}{name}" for name in ("slugline", "editor_note")},
    )  # fmt: skip
    ticket = make_ticket(story, category="legal")
    notice = workflow.publish_change(article=story, by=by, kind="correction", text="It is Thursday.", at=NOON + HOUR)
    other = make_ticket(story, wrong="Another thing.")
    Ticket.objects.filter(pk=ticket.pk).update(**planted(Ticket))
    Ticket.objects.filter(pk=other.pk).update(
        notice=notice, status="closed", resolution="corrected", closed_at=NOON + 2 * HOUR,
        **{name: f"{WORD}2{name}"[:40] for name in ("contact_name", "passage", "wrong", "right")},
    )  # fmt: skip
    for one in (ticket, other):
        events = {name: word for name, word in planted(TicketEvent).items() if name != "by_feed"}
        TicketEvent.objects.create(ticket=one, verb="noted", at=NOON + HOUR, **actor_fields(by), **events)
    proposal = {name: word for name, word in planted(NoticeProposal).items() if name not in ("by_feed",)}
    NoticeProposal.objects.create(
        article=story, ticket=ticket, revision=story.current_revision(), kind="retraction", origin="reader", at=NOON + HOUR,
        **actor_fields(by), **proposal,
    )  # fmt: skip
    Reply.objects.create(**planted(Reply))
    Republisher.objects.create(**planted(Republisher))
    Article.objects.filter(pk=story.pk).update(**{name: f"{WORD}{name}" for name in OF_THE_STORY})
    held = make_published()
    Hold.objects.create(article=held, kind="legal", reason=f"{WORD}reason", at=NOON + HOUR, **actor_fields(by))
    return story


def addresses(story):
    """Every public address by its name; each name of the two address lists must be here."""
    path, notice = path_of(story), story.notices.get()
    day = digests.latest_day() if hasattr(digests, "latest_day") else None
    photo = story.lead_photo
    return {
        "front": ["/"], "section": ["/sections/city/"], "topic": ["/topics/harbor-strike/"], "person": ["/people/mara-quill/"],
        "agency": ["/agencies/northline/"], "story": [path], "history": [f"{path}history/"],
        "as_published": [f"{path}as-published/2020-11-20/"],
        "some_day": [f"{path}as-published/?date=2020-11-20"], "digests": ["/corrections/digests/"],
        "digest": [f"/corrections/digests/{day or '2020-11-20'}.txt"], "standards": ["/standards/"], "policy": ["/about/x/"],
        "search": [f"/search/?q={WORD}", "/search/?q=ferry"], "feed": [
            f"/feeds/{name}.{kind}" for name in ("latest", "corrections") for kind in ("rss", "atom", "json")
        ], "section_feed": [f"/feeds/sections/city.{kind}" for kind in ("rss", "atom", "json")],
        "media": [f"/media/{photo.hash[:32]}/share.jpg"], "preview": ["/preview/x/"], "preview_media": ["/preview/x/media/y/z"],
        "sitemap": ["/sitemap.xml"], "sitemap_pages": ["/sitemaps/pages.xml"], "sitemap_month": ["/sitemaps/2020-11.xml"],
        "sitemap_news": ["/sitemap-news.xml"], "robots": ["/robots.txt"], "security": ["/.well-known/security.txt"],
        "api_articles": ["/api/v1/articles/"],
        "api_article": [f"/api/v1/articles/{story.pk}/", f"/api/v1/articles/{story.uid}/"],
        "api_corrections": ["/api/v1/corrections/", f"/api/v1/corrections/?q={WORD}"], "healthz": ["/healthz"],
        "readyz": ["/readyz"],
        "log": ["/corrections/", f"/corrections/?q={WORD}", "/corrections/?format=csv", "/corrections/?format=json"],
        "notice": [notice.get_absolute_url()], "passage": [f"{notice.get_absolute_url()}passage/"],
        "report_error": [f"/corrections/report/{story.pk}/"],
        "ticket": ["/corrections/tickets/", f"/corrections/tickets/?t={WORD}"], "accuracy": ["/corrections/accuracy/"],
        # A reader's own page and what can be done there: closed without their cookie.
        **{name: [f"/corrections/tickets/{name}/"] for name in ("answer", "add", "withdraw", "data", "erase", "link", "leave")},
    }  # fmt: skip


def names_of(namespace):
    resolver = get_resolver().namespace_dict[namespace][1]
    return {pattern.name for pattern in resolver.url_patterns if isinstance(pattern, URLPattern)}


def test_no_public_address_shows_a_private_word(story):
    for name, paths in addresses(story).items():
        for path in paths:
            response = Client(raise_request_exception=False).get(path)
            words = response.getvalue().decode("utf-8", "ignore") if name != "media" else str(response.headers)
            shown = words.replace(f"q={WORD}", "").replace(f'value="{WORD}"', "").replace(f"t={WORD}", "")
            shown = shown.replace(f"<title>{WORD}: search", "")
            assert WORD not in shown.lower(), f"{path}: {shown[max(0, shown.lower().index(WORD) - 200) :][:400]}"
            assert not response.cookies or path.startswith(("/corrections/report/", "/corrections/tickets/")), path


def test_every_public_address_is_asked(story):
    missing = (names_of("site") | names_of("corrections")) - set(addresses(story))
    assert not missing, f"add these addresses to the test: {missing}"


@pytest.mark.parametrize("model", MODELS)
def test_every_field_that_can_hold_words_was_planted(story, model):
    names = [field.name for field in private_fields(model) if field.name != "by_feed"]
    rows = model.objects.values(*names)
    assert any(all(WORD in word.lower() for word in row.values()) for row in rows), names


def test_a_word_that_is_public_would_be_found(story):
    """The measure itself: the same planting in a notice shows at every door where a notice shows."""
    workflow.publish_change(article=story, by=make_user(None), kind="update", text=f"{WORD} in public.", at=NOON + 2 * HOUR)
    doors = [path_of(story), "/corrections/", "/corrections/?format=csv", "/corrections/?format=json",
             "/feeds/corrections.rss", "/api/v1/corrections/", "/feeds/latest.json", f"/api/v1/articles/{story.pk}/",
             f"{path_of(story)}history/"]  # fmt: skip
    for path in doors:
        assert WORD in Client().get(path).getvalue().decode(), path
