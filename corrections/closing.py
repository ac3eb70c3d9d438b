"""How a ticket ends: locked, with a resolution, and with everybody who reported the same told, each once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from corrections import clock, grouping, mails
from corrections.events import add_event
from corrections.models import Notice, Ticket, TicketEvent
from corrections.promises import due_at
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import AnyActor

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
LONGEST = 4000  # characters of what is said in one step
OF_THE_DESK = (Verb.NOTED, Verb.GROUPED, Verb.SPLIT)  # steps that leave the decision what it was


def locked(ticket: Ticket, seen: int | None = None) -> Ticket:
    """The ticket as it is now, for us alone; refused if it has moved on since the editor looked."""
    # Without joins: after waiting for a lock, PostgreSQL reads the row again but not the rows joined to it. Its group is
    # locked with it, before anything is written, so that of two verbs neither waits for the other's end.
    group = Ticket.objects.select_for_update(no_key=True).filter(Q(pk=ticket.pk) | Q(grouped_with=ticket.pk)).order_by("pk")
    found = next(one for one in group if one.pk == ticket.pk)
    if seen is not None:
        since = found.events.filter(pk__gt=seen).exclude(verb__in=OF_THE_DESK).order_by("-pk").first()
        if since is not None:
            raise Refused(
                f"The report has moved on since you opened it: {since.get_verb_display().lower()} "
                f"({since.actor_name}, {timezone.localtime(since.at):%H:%M}). What you typed is kept; look again and decide."
            )
    return found


def both_locked(ticket: Ticket, other: Ticket, seen: int | None = None) -> tuple[Ticket, Ticket]:
    """Two tickets as they are now, locked in one order whoever names which first."""
    found = {
        one.pk: locked(one, seen if one.pk == ticket.pk else None) for one in sorted((ticket, other), key=lambda one: one.pk)
    }
    return found[ticket.pk], found[other.pk]


def refuse_closed(ticket: Ticket) -> None:
    """Nothing more is done to a ticket that is closed, and nothing yet to one under suspicion."""
    if not ticket.is_open:
        raise Refused(closed_sentence(ticket))
    if ticket.is_suspected:
        raise Refused("This report is under suspicion. Clear it first, or close it as spam.")


def refuse_undecidable(ticket: Ticket) -> None:
    """Reports of the same are decided together, at the first of them."""
    refuse_closed(ticket)
    if ticket.grouped_with is not None and ticket.grouped_with.is_open:
        raise Refused(f"This report is one of those grouped with {ticket.grouped_with}. Decide there, or take it out first.")


def closed_sentence(ticket: Ticket) -> str:
    """That it is closed, how, and by whom."""
    last = ticket.events.filter(verb=Verb.RESOLVED).order_by("-at", "-pk").first()
    who = f" by {last.actor_name}" if last else ""
    return f"This report is closed already{who}: {ticket.get_resolution_display().lower()}."


def close(
    ticket: Ticket,
    resolution: str,
    *,
    by: User,
    at: datetime,
    to_reader: str = "",
    notice: Notice | None = None,
    duplicate_of: Ticket | None = None,
) -> None:
    """End a locked ticket and those that are grouped with it; each of their readers gets one mail."""
    facts: dict[str, Any] = {"by": by, "at": at, "to_reader": to_reader, "notice": notice, "duplicate_of": duplicate_of}
    _close(ticket, resolution, **facts)
    if resolution == Resolution.SPAM:
        grouping.hand_over(ticket, by=by, at=at)  # of the others nobody said that they are
        return
    for member in members(ticket):
        _close(member, resolution, **facts)


def open_again(ticket: Ticket, *, by: AnyActor, at: datetime, why: str) -> None:
    """Take up a locked ticket that was closed; its clock starts anew, and its earlier end stays in its events."""
    ticket.status, ticket.resolution, ticket.closed_at = Status.REOPENED, "", None
    ticket.notice = ticket.duplicate_of = ticket.grouped_with = None
    ticket.due_at = due_at(ticket.category, at)
    ticket.save(update_fields=["status", "resolution", "closed_at", "notice", "duplicate_of", "grouped_with", "due_at"])
    add_event(ticket, Verb.REOPENED, by=by, at=at, internal=why)


def members(ticket: Ticket) -> list[Ticket]:
    """The open reports grouped with one, locked in the order of their coming in."""
    return list(Ticket.objects.select_for_update(no_key=True).open().genuine().filter(grouped_with=ticket).order_by("pk"))


def words_of(text: str, refusal: str) -> str:
    """What somebody wrote, if they wrote anything, and not a book."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused(refusal)
    if len(text) > LONGEST:
        raise Refused(f"This is longer than {LONGEST:,} characters.")
    return text


def _close(
    ticket: Ticket,
    resolution: str,
    *,
    by: User,
    at: datetime,
    to_reader: str,
    notice: Notice | None,
    duplicate_of: Ticket | None,
) -> None:
    clock.start(ticket, at)
    ticket.status, ticket.resolution, ticket.closed_at = Status.CLOSED, resolution, at
    ticket.notice, ticket.duplicate_of, ticket.owner = notice, duplicate_of, ticket.owner or by
    ticket.save(
        update_fields=["status", "resolution", "closed_at", "notice", "duplicate_of", "owner", *clock.FIELDS]
    )  # fmt: skip
    event = add_event(
        ticket, Verb.RESOLVED, by=by, at=at, resolution=resolution, to_reader=to_reader.strip()[:LONGEST],
        internal=f"Joined with {duplicate_of}." if duplicate_of else f"Notice {notice.pk}." if notice else "",
    )  # fmt: skip
    mails.tell_outcome(ticket, event, at=at)
