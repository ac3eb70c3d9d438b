"""An agency's error is the agency's to correct: its report is forwarded, and our clock waits while the agency's own runs.

When the agency corrects the passage, the tickets on it are offered for closing with the notice which that made.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from articles import body, publishing
from articles.models import Article, Publication
from corrections import clock, mails, passages
from corrections.closing import RESOLUTION_OF, Status, Verb, locked, members, refuse_undecidable, words_of
from corrections.events import add_event
from corrections.models import Notice, Ticket
from newsroom.base import outbox
from newsroom.base.models import Entry
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import Actor

AGENCY_HAS = timedelta(hours=48)
# The acts in a story's record that say which of the agency's versions it is made from.
TAKEN_FROM = ("picked up", "replaced by a later version", "merged with a later version")


@transaction.atomic
def forward(
    *, ticket: Ticket, by: User, text: str, by_hand: bool = False, seen: int | None = None, at: datetime | None = None
) -> None:
    """Tell the agency of an error in its copy; our clock stops until it answers or the ticket is taken back.

    `text` is sent as it stands, with the passage, our address and the agency's own number of the story; nothing of the
    reader's is. With `by_hand` the agency has been told in another way, and no mail goes to it. Whoever reported it learns
    that the agency was asked, which is no answer yet: the accuracy report does not count it as one.
    """
    ticket, at = locked(ticket, seen), at or timezone.now()
    refuse_undecidable(ticket)
    agency = ticket.article.agency
    if agency is None:
        raise Refused("This is our own story. The error is ours to correct.")
    if ticket.status == Status.AWAITING_AGENCY:
        raise Refused(f"{agency} has been told already.")
    text = words_of(text, "Write what the agency should look at.")
    _refuse_naming(ticket, text)
    contact = agency.corrections_contact.strip()
    if not by_hand and not is_address(contact):
        where = f"takes corrections at {contact}" if contact else "has no corrections contact here"
        raise Refused(f"{agency} {where}, which is no e-mail address. Tell it there, and tick that you have.")
    clock.stop(ticket, at)
    ticket.status, ticket.owner, ticket.answers_for_it = Status.AWAITING_AGENCY, ticket.owner or by, Ticket.Answers.AGENCY
    ticket.forwarded_to, ticket.forwarded_at, ticket.agency_due_at = contact, at, at + AGENCY_HAS
    ticket.save(
        update_fields=["status", "owner", "answers_for_it", "forwarded_to", "forwarded_at", "agency_due_at", *clock.FIELDS]
    )  # fmt: skip
    event = add_event(ticket, Verb.FORWARDED, by=by, at=at, internal=f"{contact or agency}: {text}" if by_hand else text)
    mails.tell_forwarded(ticket, event, at=at)
    for member in members(ticket):
        mails.tell_forwarded(member, add_event(member, Verb.FORWARDED, by=by, at=at, internal=f"With {ticket}."), at=at)
    if not by_hand:
        _mail(ticket, event.pk, contact, text, at)


@transaction.atomic
def take_back(*, ticket: Ticket, by: User, seen: int | None = None, at: datetime | None = None) -> None:
    """Wait for the agency no longer: our clock goes on."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    if ticket.status != Status.AWAITING_AGENCY:
        raise Refused("Nobody waits for the agency here.")
    _resume(ticket, by=by, at=at, why="Taken back from the agency.")


@transaction.atomic
def attribute(*, ticket: Ticket, by: User, answers_for_it: str, seen: int | None = None, at: datetime | None = None) -> None:
    """Say who is to answer for the error: our newsroom, the agency or a source. It names no person."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    if answers_for_it not in Ticket.Answers:
        raise Refused("Our newsroom, the agency or a source answers for an error.")
    ticket.answers_for_it = answers_for_it
    ticket.save(update_fields=["answers_for_it"])
    add_event(ticket, Verb.NOTED, by=by, at=at, internal=f"{ticket.get_answers_for_it_display()} answers for it.")


def lock_awaiting(article_id: int | None) -> None:
    """Lock a story's forwarded tickets before the story itself, as the desk's verbs do, so that neither waits for the other."""
    if article_id is not None:
        list(Ticket.objects.select_for_update(no_key=True).with_agency().filter(article=article_id).order_by("pk"))


def arrived(*, article: Article, by: Actor, at: datetime, notice: Notice | None = None) -> None:
    """The agency has sent another version: the tickets that wait for it, and whose passage it changed, are ours again.

    Part of a verb's transaction, which called `lock_awaiting` first.
    """
    waiting = list(Ticket.objects.with_agency().filter(article=article.pk).order_by("pk"))
    if not waiting:
        return
    live = article.editions.live(at).select_related("revision").first()
    what = "The agency has corrected this." if notice else "The agency has changed this, and told of no correction."
    for ticket in waiting:
        had = _times(ticket, ticket.edition.revision.content) if ticket.edition else 1
        if not ticket.passage or live is None or _times(ticket, live.revision.content) < max(had, 1):
            _resume(ticket, by=by, at=at, why=what)


def waits_at_desk(*, article: Article, had: Mapping[str, Any], sent: Mapping[str, Any], by: Actor, at: datetime) -> None:
    """The agency has sent another version, which somebody here has to decide on: what it changes is ours to do again.

    `had` and `sent` are the agency's words before and after. Part of a verb's transaction, which called `lock_awaiting` first.
    """
    for ticket in Ticket.objects.with_agency().filter(article=article.pk).order_by("pk"):
        if not ticket.passage or _times(ticket, sent) < _times(ticket, had):
            _resume(ticket, by=by, at=at, why="The agency has sent another version. It waits at the desk.")


def offers(tickets: Collection[Ticket]) -> dict[int, Notice]:
    """For each ticket the newest notice by which the agency has corrected its passage since the report came in."""
    open_ones = [ticket for ticket in tickets if ticket.is_open]
    if not open_ones:
        return {}
    notices = list(
        Notice.objects.standing()
        .filter(article__in={ticket.article_id for ticket in open_ones}, origin=Notice.Origin.AGENCY, kind__in=RESOLUTION_OF)
        .select_related("revision_before", "revision_after")
        .order_by("at", "pk")
    )
    return {
        ticket.pk: notice for ticket in open_ones for notice in notices
        if notice.article_id == ticket.article_id and notice.at >= ticket.received_at and _corrects(notice, ticket)
    }  # fmt: skip


def version_of(ticket: Ticket) -> tuple[str, str]:
    """The agency's number of the story and of the version that readers had when the report came in; "" where unknown."""
    entries = Entry.objects.filter(chain__name=publishing.chain(ticket.article), verb__in=TAKEN_FROM)
    entry = entries.filter(at__lte=ticket.received_at).order_by("-number").first() or entries.order_by("number").first()
    facts: dict[str, Any] = json.loads(entry.canonical)["facts"] if entry else {}
    return str(facts.get("item") or ""), str(facts.get("version") or "")


def is_address(contact: str) -> bool:
    """Whether an agency's contact can be written to by mail; it may be a web address."""
    try:
        validate_email(contact)
    except ValidationError:
        return False
    return True


def _corrects(notice: Notice, ticket: Ticket) -> bool:
    """Whether a notice is about what a ticket reports: the passage stood in the text before it, and does not since,
    or in fewer places."""
    if not ticket.passage:
        return ticket.answers_for_it == Ticket.Answers.AGENCY
    before, after = notice.revision_before, notice.revision_after
    if before is None or after is None:
        return False
    return _times(ticket, after.content) < _times(ticket, before.content)


def _refuse_naming(ticket: Ticket, text: str) -> None:
    """Who told us is not passed on; the reader is told so."""
    said = body.folded(text)
    if any(known and body.folded(known) in said for known in (ticket.contact_name, ticket.contact_email)):
        raise Refused("Leave out who told us: name and address of a reader are not passed on.")


def _times(ticket: Ticket, content: Mapping[str, Any]) -> int:
    """How often a passage stands in a text: a figure that stands in three places may be corrected in one."""
    return len(passages.Words(content).spans(ticket.passage))


def _resume(ticket: Ticket, *, by: Actor, at: datetime, why: str) -> None:
    clock.start(ticket, at)
    ticket.status = Status.TAKEN
    ticket.save(update_fields=["status", *clock.FIELDS])
    add_event(ticket, Verb.NOTED, by=by, at=at, internal=why)


def letter(ticket: Ticket, text: str, *, at: datetime) -> tuple[str, str]:
    """What the agency gets, as subject and text: our words, the passage, where it stands with us, its own number of it."""
    publication = Publication.objects.first()
    item, version = version_of(ticket)
    live = ticket.article.visible_edition(at)
    number = f"{item}, version {version}" if version else item
    parts = [
        text,
        f"The passage: “{' '.join(ticket.passage.split())}”" if ticket.passage else "",
        f"Your number: {number}" if item else "",
        f"With us: {settings.SITE_URL}{live.path}" if live else "With us it is off the site at the moment.",
        f"Our reference: {ticket.reference}",
        publication.name if publication else "",
    ]
    subject = (
        f"A possible error in your story {item} ({ticket.reference})" if item else f"A possible error ({ticket.reference})"
    )
    return subject, "\n\n".join(filter(None, parts)) + "\n"


def _mail(ticket: Ticket, event: int, contact: str, text: str, at: datetime) -> None:
    publication = Publication.objects.first()
    subject, words = letter(ticket, text, at=at)
    reply_to = publication.corrections_email if publication else ""
    outbox.post(
        key=f"ticket:{ticket.pk}:forwarded:{event}", to=contact, subject=subject, text=words, reply_to=reply_to, at=at
    )  # fmt: skip
