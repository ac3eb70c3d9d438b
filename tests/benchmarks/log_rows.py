"""A newspaper's corrections of many years: stories, notices and readers' reports, written without the verbs, quickly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice

from django.contrib.auth.models import User
from django.db import connection

from articles.models import Agency, Article, Edition, Revision, Section
from corrections.models import Notice, Ticket, TicketEvent
from newsroom.base.actors import actor_fields

BEGIN = datetime(2016, 1, 1, tzinfo=UTC)
BATCH = 2000
KINDS = ("correction", "correction", "correction", "clarification", "update", "editors_note", "retraction")


def fill(*, notices: int, tickets: int, stories: int) -> None:
    """Write it: ten years, six sections, three agencies, every fiftieth story withdrawn."""
    by = User.objects.create(username="bench")
    who = actor_fields(by)
    sections = [Section.objects.create(name=f"Section {n}", slug=f"section-{n}", position=n) for n in range(6)]
    agencies = [Agency.objects.create(name=f"Agency {n}", short_name=f"A{n}", slug=f"agency-{n}") for n in range(3)]
    step = timedelta(days=3650) / max(notices, tickets, stories)
    articles = Article.objects.bulk_create(
        (
            Article(
                headline=f"Ferry crews vote on timetable {n}", slug=f"story-{n}", section=sections[n % 6], status="published",
                agency=agencies[n % 3] if n % 4 == 0 else None, first_published_at=BEGIN + n * step,
                killed_at=BEGIN + n * step + timedelta(days=1) if n % 50 == 49 else None,
            )
            for n in range(stories)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    revisions = Revision.objects.bulk_create(
        (
            Revision(article=one, number=1, content={"headline": one.headline, "body": "<p>Words.</p>"}, at=BEGIN, **who)
            for one in articles
        ),
        batch_size=BATCH,
    )
    page = {"lead_photo": None, "blocks": [], "bylines": [], "dateline": "", "tagline": "", "topics": [], "words": 1}
    Edition.objects.bulk_create(
        (
            Edition(
                article=one, number=1, revision=revision, live_from=one.first_published_at, change="first",
                path=f"/2016/01/01/{one.slug}/", headline=one.headline, kind="news", language="en", section_id=one.section_id,
                agency_id=one.agency_id, is_reviewed=True, is_edited=False, first_published_at=one.first_published_at,
                page=page, search_text=one.headline.lower(), at=BEGIN, **who,
            )
            for one, revision in zip(articles, revisions, strict=True)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    _many(
        Notice,
        (
            Notice(
                article=articles[n % stories], kind="kill" if n % 50 == 49 else KINDS[n % len(KINDS)], origin="reader",
                placement="end", text=f"An earlier version misstated the count of ballots; it is {n}.", at=BEGIN + n * step,
                revision_before=revisions[n % stories], revision_after=revisions[n % stories], **who,
            )
            for n in range(notices)
        ),
    )  # fmt: skip
    old = list(Notice.objects.filter(kind="correction").order_by("pk")[: notices // 50])
    _many(
        Notice,
        (
            Notice(
                article_id=one.article_id, kind="correction", origin="staff", placement="end", text="It is another.",
                at=one.at + timedelta(hours=1), supersedes=one, revision_before_id=one.revision_after_id,
                revision_after_id=one.revision_after_id, **who,
            )
            for one in old
        ),
    )  # fmt: skip
    _many(Ticket, (_ticket(n, articles[n % stories], BEGIN + n * step) for n in range(tickets)))
    keys = Ticket.objects.values_list("pk", "received_at").iterator()
    _many(TicketEvent, (TicketEvent(ticket_id=key, verb="received", at=at, by_feed="reader") for key, at in keys))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _ticket(number: int, article: Article, at: datetime) -> Ticket:
    is_open = number % 5 == 0
    return Ticket(
        reference=f"HL-{number:08d}", access_key="k", record_key="k", article=article, wrong=f"It is {number}.",
        status="new" if is_open else "closed", resolution="" if is_open else "no_error",
        closed_at=None if is_open else at + timedelta(days=1), is_suspected=number % 200 == 0, received_at=at,
        due_at=at + timedelta(days=2),
    )  # fmt: skip


def _many(model: type, rows: object) -> None:
    waiting = iter(rows)  # type: ignore[call-overload]
    while some := list(islice(waiting, BATCH)):
        model.objects.bulk_create(some)  # type: ignore[attr-defined]
