"""What readers may do with their own report: add words to it, take it back, and ask for what we hold of theirs to go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from corrections import clock, grouping
from corrections.closing import Resolution, Status, Verb, closed_sentence, locked, words_of
from corrections.intake import add_event, due_at
from corrections.models import Ticket, TicketEvent
from newsroom.base.actors import ReaderActor
from newsroom.base.refusals import Refused

MOST_WORDS = 50  # times that words may be added to one report; who has more to say may write a letter


@transaction.atomic
def add(*, ticket: Ticket, text: str, looks_again: bool = True, at: datetime | None = None) -> TicketEvent:
    """The reader adds words. To a report that is closed they are a reason to take it up again, unless `looks_again` is off."""
    ticket, at = locked(ticket), at or timezone.now()
    _refuse_erased(ticket)
    text = words_of(text, "Write what you want to add.")
    if ticket.events.filter(verb=Verb.ADDED).count() >= MOST_WORDS:
        raise Refused(f"You have added words {MOST_WORDS} times. Please write to us about the rest.")
    event = add_event(ticket, Verb.ADDED, by=ReaderActor(), at=at, to_reader=text)
    if not ticket.is_open and looks_again and ticket.resolution != Resolution.SPAM:
        _look_again(ticket, at)
    return event


@transaction.atomic
def withdraw(*, ticket: Ticket, at: datetime | None = None) -> None:
    """The reader takes the report back: it is closed, kept, and leads no others."""
    ticket, at = locked(ticket), at or timezone.now()
    _refuse_erased(ticket)
    if not ticket.is_open:
        raise Refused(closed_sentence(ticket))
    grouping.hand_over(ticket)
    clock.start(ticket, at)
    ticket.status, ticket.resolution, ticket.closed_at = Status.CLOSED, Resolution.WITHDRAWN, at
    ticket.grouped_with = None
    ticket.save(update_fields=["status", "resolution", "closed_at", "grouped_with", *clock.FIELDS])
    add_event(ticket, Verb.WITHDRAWN, by=ReaderActor(), at=at, resolution=Resolution.WITHDRAWN)


def _look_again(ticket: Ticket, at: datetime) -> None:
    ticket.status, ticket.resolution, ticket.closed_at = Status.REOPENED, "", None
    ticket.notice = ticket.duplicate_of = ticket.grouped_with = None
    ticket.due_at = due_at(ticket.category, at)
    ticket.save(update_fields=["status", "resolution", "closed_at", "notice", "duplicate_of", "grouped_with", "due_at"])
    add_event(ticket, Verb.REOPENED, by=ReaderActor(), at=at, internal="The reader had more to say.")


def _refuse_erased(ticket: Ticket) -> None:
    if ticket.erased_at is not None:
        raise Refused("What you wrote in this report has been erased. Please send a new one.")
