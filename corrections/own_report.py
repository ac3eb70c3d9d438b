"""What readers may do with their own report: add words to it, take it back, and have another private link to it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from corrections import access, clock, grouping, mails
from corrections.closing import Resolution, Status, Verb, closed_sentence, locked, open_again, words_of
from corrections.events import add_event
from corrections.models import Ticket, TicketEvent
from newsroom.base.actors import ReaderActor
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor

MOST_WORDS = 50  # times that words may be added to one report; who has more to say may write a letter


@transaction.atomic
def add(
    *,
    ticket: Ticket,
    text: str,
    looks_again: bool = True,
    internal: str = "",
    by: AnyActor | None = None,
    at: datetime | None = None,
) -> TicketEvent:
    """The reader adds words, or `by` writes down what they wrote.

    To a report that is closed they are a reason to take it up again, unless `looks_again` is off.
    """
    ticket, at = locked(ticket), at or timezone.now()
    _refuse_erased(ticket)
    text = words_of(text, "Write what you want to add.")
    if ticket.events.filter(verb=Verb.ADDED).count() >= MOST_WORDS:
        raise Refused(f"You have added words {MOST_WORDS} times. Please write to us about the rest.")
    event = add_event(ticket, Verb.ADDED, by=by or ReaderActor(), at=at, to_reader=text, internal=internal)
    if not ticket.is_open and looks_again and ticket.resolution != Resolution.SPAM:
        open_again(ticket, by=ReaderActor(), at=at, why="The reader had more to say.")
    return event


@transaction.atomic
def withdraw(*, ticket: Ticket, at: datetime | None = None) -> None:
    """The reader takes the report back: it is closed, kept, and leads no others."""
    ticket, at = locked(ticket), at or timezone.now()
    _refuse_erased(ticket)
    if not ticket.is_open:
        raise Refused(closed_sentence(ticket))
    grouping.hand_over(ticket, by=ReaderActor(), at=at)
    clock.start(ticket, at)
    ticket.status, ticket.resolution, ticket.closed_at = Status.CLOSED, Resolution.WITHDRAWN, at
    ticket.grouped_with = None
    ticket.save(update_fields=["status", "resolution", "closed_at", "grouped_with", *clock.FIELDS])
    add_event(ticket, Verb.WITHDRAWN, by=ReaderActor(), at=at, resolution=Resolution.WITHDRAWN)


@transaction.atomic
def renew(*, ticket: Ticket, by: AnyActor, at: datetime | None = None) -> Ticket:
    """Give a report another private link, code and reply address; the old ones open nothing any more."""
    ticket, at = locked(ticket), at or timezone.now()
    if ticket.erased_at is not None:
        raise Refused("What the reader wrote in this report has been erased, and its link with it.")
    made = (access.token_of, access.code_of, access.reply_token)
    old = [make(ticket) for make in made]
    ticket.access_key = access.new_key()
    ticket.save(update_fields=["access_key"])
    event = add_event(ticket, Verb.REVOKED, by=by, at=at)
    mails.give_new_link(ticket, event, old=dict(zip(old, (make(ticket) for make in made), strict=True)), at=at)
    return ticket


def _refuse_erased(ticket: Ticket) -> None:
    if ticket.erased_at is not None:
        raise Refused("What you wrote in this report has been erased. Please send a new one.")
