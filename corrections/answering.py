"""The verbs of a ticket: take, ask, answer, note, clear, close, reopen. Each says who and when, and none can be unsaid.

Every verb locks the ticket, so that of two editors who act at once the second is told what the first did. `seen` is
the id of the newest event that the editor had on screen; a verb on a ticket that has moved on since is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from corrections import mails, workflow
from corrections.intake import add_event, due_at
from corrections.models import Notice, Ticket, TicketEvent
from newsroom.base.actors import ReaderActor
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Status, Resolution, Verb = Ticket.Status, Ticket.Resolution, TicketEvent.Verb

RESOLUTION_OF: Mapping[str, str] = MappingProxyType(
    {
        Notice.Kind.CORRECTION: Resolution.CORRECTED,
        Notice.Kind.RETRACTION: Resolution.CORRECTED,
        Notice.Kind.CLARIFICATION: Resolution.CLARIFIED,
        Notice.Kind.EDITORS_NOTE: Resolution.CLARIFIED,
        Notice.Kind.UPDATE: Resolution.CLARIFIED,
    }
)
LONGEST = 4000


@transaction.atomic
def take(
    *, ticket: Ticket, by: User, over_from: User | None = None, seen: int | None = None, at: datetime | None = None
) -> None:
    """Make a ticket one's own; somebody else's only when one says whose (`over_from`)."""
    ticket, at = _locked(ticket, seen), at or timezone.now()
    _refuse_closed(ticket)
    if ticket.owner_id == by.pk:
        raise Refused("This ticket is yours already.")
    if ticket.owner is not None and (over_from is None or over_from.pk != ticket.owner_id):
        raise Refused(f"{_name(ticket.owner)} has this ticket. You can take it over if that is agreed.")
    ticket.owner = by
    if ticket.status in (Status.NEW, Status.REOPENED):
        ticket.status = Status.TAKEN
    ticket.save(update_fields=["owner", "status"])
    add_event(ticket, Verb.TAKEN, by=by, at=at, internal=f"Taken over from {_name(over_from)}." if over_from else "")


@transaction.atomic
def ask(*, ticket: Ticket, by: User, question: str, seen: int | None = None, at: datetime | None = None) -> TicketEvent:
    """Ask the reader something, by mail and on the reader's page; the clock waits for the answer."""
    ticket, at = _locked(ticket, seen), at or timezone.now()
    _refuse_closed(ticket)
    question = _words(question, "Write what you want to ask the reader.")
    ticket.status, ticket.owner = Status.ASKED, ticket.owner or by
    ticket.save(update_fields=["status", "owner"])
    event = add_event(ticket, Verb.ASKED, by=by, at=at, to_reader=question)
    mails.ask(ticket, event, at=at)
    return event


@transaction.atomic
def answer(*, ticket: Ticket, text: str, at: datetime | None = None) -> TicketEvent:
    """The reader answers a question; the time we waited does not count against the desk."""
    ticket, at = _locked(ticket), at or timezone.now()
    if ticket.status != Status.ASKED:
        raise Refused("There is no open question to answer.")
    text = _words(text, "Write your answer.")
    asked = ticket.events.filter(verb=Verb.ASKED).order_by("-at", "-pk")[0]
    ticket.status = Status.ANSWERED
    ticket.due_at += max(at - asked.at, at - at)
    ticket.save(update_fields=["status", "due_at"])
    return add_event(ticket, Verb.ANSWERED, by=ReaderActor(), at=at, to_reader=text)


@transaction.atomic
def note(*, ticket: Ticket, by: User, text: str, at: datetime | None = None) -> TicketEvent:
    """Leave a note for the desk, which the reader never sees."""
    ticket = _locked(ticket)
    return add_event(ticket, Verb.NOTED, by=by, at=at or timezone.now(), internal=_words(text, "The note is empty."))


@transaction.atomic
def clear(*, ticket: Ticket, by: User, seen: int | None = None, at: datetime | None = None) -> None:
    """A person found a suspected report genuine: it joins the queue, and its reader gets the acknowledgement."""
    ticket, at = _locked(ticket, seen), at or timezone.now()
    if not ticket.is_suspected:
        raise Refused("This report is not under suspicion.")
    if not ticket.is_open:
        raise Refused(_closed_sentence(ticket))
    ticket.is_suspected = False
    ticket.save(update_fields=["is_suspected"])
    add_event(ticket, Verb.CLEARED, by=by, at=at, internal=ticket.suspicion)
    mails.acknowledge(ticket, at=at)


@transaction.atomic
def correct(
    *,
    ticket: Ticket,
    by: User,
    text: str,
    kind: str = "correction",
    severity: str = "ordinary",
    origin: str = "reader",
    placement: str | None = None,
    supersedes: Notice | None = None,
    to_reader: str = "",
    revision: int | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Notice:
    """Close as corrected (or clarified, by the notice's kind): the newest saved revision goes live with its notice.

    `revision` is the number of the revision the editor looked at; if somebody has saved since, nothing is published.
    """
    ticket, at = _locked(ticket, seen), at or timezone.now()
    _refuse_closed(ticket)
    if kind not in RESOLUTION_OF:
        raise Refused("Choose what kind of notice this is.")
    newest = ticket.article.current_revision()
    if revision is not None and newest is not None and newest.number != revision:
        raise Refused(
            f"{newest.actor_name} has saved the story since you opened this (revision {newest.number}). Look at it first."
        )
    notice = workflow.publish_change(
        article=ticket.article, by=by, kind=kind, text=text, severity=severity, origin=origin, placement=placement,
        supersedes=supersedes, at=at,
    )  # fmt: skip
    _close(ticket, RESOLUTION_OF[kind], by=by, at=at, to_reader=to_reader, notice=notice)
    return notice


@transaction.atomic
def answer_with(
    *, ticket: Ticket, by: User, notice: Notice, to_reader: str = "", seen: int | None = None, at: datetime | None = None
) -> None:
    """Close as corrected (or clarified) by a notice that stands on the story already."""
    ticket, at = _locked(ticket, seen), at or timezone.now()
    _refuse_closed(ticket)
    if notice.article_id != ticket.article_id or notice.kind not in RESOLUTION_OF:
        raise Refused("Choose a correction or clarification of this story.")
    _close(ticket, RESOLUTION_OF[notice.kind], by=by, at=at, to_reader=to_reader, notice=notice)


@transaction.atomic
def find_no_error(*, ticket: Ticket, by: User, to_reader: str, seen: int | None = None, at: datetime | None = None) -> None:
    """Close as no error; the reader is owed the reason."""
    ticket, at = _locked(ticket, seen), at or timezone.now()
    _refuse_closed(ticket)
    reason = _words(to_reader, "Tell the reader how you checked it and why the story stands.")
    _close(ticket, Resolution.NO_ERROR, by=by, at=at, to_reader=reason)


@transaction.atomic
def join(
    *, ticket: Ticket, by: User, original: Ticket, to_reader: str = "", seen: int | None = None, at: datetime | None = None
) -> None:
    """Close as reported before: this reader gets the answer to the earlier report."""
    ticket, at = _locked(ticket, seen), at or timezone.now()
    _refuse_closed(ticket)
    if original.pk == ticket.pk:
        raise Refused("A report is not a duplicate of itself.")
    if original.article_id != ticket.article_id:
        raise Refused(f"{original} is about another story.")
    if original.resolution == Resolution.SPAM or original.is_suspected:
        raise Refused(f"{original} is spam or under suspicion; nobody answers it.")
    if original.duplicate_of is not None:
        raise Refused(f"{original} is a duplicate itself, of {original.duplicate_of}. Choose that one.")
    for follower in ticket.duplicates.select_related("article"):
        follower.duplicate_of = original  # so that everybody's answer is one step away
        follower.save(update_fields=["duplicate_of"])
        add_event(follower, Verb.NOTED, by=by, at=at, internal=f"Joined with {original}, as {ticket} was.")
    _close(ticket, Resolution.DUPLICATE, by=by, at=at, to_reader=to_reader.strip()[:LONGEST], duplicate_of=original)


@transaction.atomic
def discard(*, ticket: Ticket, by: User, seen: int | None = None, at: datetime | None = None) -> None:
    """Close as spam: kept, counted nowhere, answered to nobody."""
    ticket, at = _locked(ticket, seen), at or timezone.now()
    if not ticket.is_open:
        raise Refused(_closed_sentence(ticket))
    _close(ticket, Resolution.SPAM, by=by, at=at)


@transaction.atomic
def reopen(*, ticket: Ticket, by: User, reason: str, seen: int | None = None, at: datetime | None = None) -> None:
    """Take a closed ticket up again, for a reason; its clock starts anew, and its earlier end stays in its events."""
    ticket, at = _locked(ticket, seen), at or timezone.now()
    if ticket.is_open:
        raise Refused("This ticket is open.")
    reason = _words(reason, "Say why it is taken up again.")
    ticket.status, ticket.resolution, ticket.closed_at = Status.REOPENED, "", None
    ticket.notice = ticket.duplicate_of = None
    ticket.due_at = due_at(ticket.category, at)
    ticket.save(update_fields=["status", "resolution", "closed_at", "notice", "duplicate_of", "due_at"])
    add_event(ticket, Verb.REOPENED, by=by, at=at, internal=reason)


def _close(
    ticket: Ticket,
    resolution: str,
    *,
    by: User,
    at: datetime,
    to_reader: str = "",
    notice: Notice | None = None,
    duplicate_of: Ticket | None = None,
) -> None:
    ticket.status, ticket.resolution, ticket.closed_at = Status.CLOSED, resolution, at
    ticket.notice, ticket.duplicate_of, ticket.owner = notice, duplicate_of, ticket.owner or by
    ticket.save(update_fields=["status", "resolution", "closed_at", "notice", "duplicate_of", "owner"])
    event = add_event(
        ticket, Verb.RESOLVED, by=by, at=at, resolution=resolution, to_reader=to_reader.strip()[:LONGEST],
        internal=f"Joined with {duplicate_of}." if duplicate_of else f"Notice {notice.pk}." if notice else "",
    )  # fmt: skip
    mails.tell_outcome(ticket, event, at=at)


def _locked(ticket: Ticket, seen: int | None = None) -> Ticket:
    """The ticket as it is now, for us alone; refused if it has moved on since the editor looked."""
    # Without joins: after waiting for a lock, PostgreSQL reads the row again but not the rows joined to it.
    locked = Ticket.objects.select_for_update().get(pk=ticket.pk)
    if seen is not None:
        since = locked.events.filter(pk__gt=seen).exclude(verb=Verb.NOTED).order_by("-pk").first()
        if since is not None:
            raise Refused(
                f"The ticket has moved on since you opened it: {since.get_verb_display().lower()} "
                f"({since.actor_name}, {timezone.localtime(since.at):%H:%M}). What you typed is kept; look again and decide."
            )
    return locked


def _refuse_closed(ticket: Ticket) -> None:
    if not ticket.is_open:
        raise Refused(_closed_sentence(ticket))
    if ticket.is_suspected:
        raise Refused("This report is under suspicion. Clear it first, or close it as spam.")


def _closed_sentence(ticket: Ticket) -> str:
    last = ticket.events.filter(verb=Verb.RESOLVED).order_by("-at", "-pk").first()
    who = f" by {last.actor_name}" if last else ""
    return f"This ticket is closed already{who}: {ticket.get_resolution_display().lower()}."


def _words(text: str, refusal: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused(refusal)
    if len(text) > LONGEST:
        raise Refused(f"This is longer than {LONGEST:,} characters.")
    return text


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()
