"""What a legal complaint, a takedown request or a right to reply may lead to short of removal; each step is kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import restraint
from articles.models import Hold
from corrections import workflow
from corrections.closing import LONGEST, Verb, locked, refuse_closed, words_of
from corrections.events import add_event
from corrections.models import Notice, Ticket
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

WHY = "Say why; it stays with the report."


@transaction.atomic
def add_note(*, ticket: Ticket, by: User, text: str, seen: int | None = None, at: datetime | None = None) -> Notice:
    """An editor's note on the story, such as a reply; the ticket stays open."""
    ticket, at = _of_this_kind(ticket, seen), at or timezone.now()
    notice = workflow.publish_change(
        article=ticket.article, by=by, kind=Notice.Kind.EDITORS_NOTE, text=text, origin=Notice.Origin.READER, at=at
    )
    add_event(ticket, Verb.STEPPED, by=by, at=at, internal=f"Note on the story: {notice.text}"[:LONGEST])
    return notice


@transaction.atomic
def keep_out(*, ticket: Ticket, by: User, reason: str, seen: int | None = None, at: datetime | None = None) -> None:
    """Keep the story out of search engines, or let it in again."""
    ticket, at = _of_this_kind(ticket, seen), at or timezone.now()
    reason, is_out = words_of(reason, WHY), ticket.article.is_noindex
    restraint.set_noindex(article=ticket.article, is_noindex=not is_out, by=by, at=at)
    what = "Let into search engines again" if is_out else "Kept out of search engines"
    add_event(ticket, Verb.STEPPED, by=by, at=at, internal=f"{what}: {reason}"[:LONGEST])


@transaction.atomic
def anonymise(*, ticket: Ticket, by: User, words: str, seen: int | None = None, at: datetime | None = None) -> None:
    """Say which words of the story are to name nobody any more; the story is opened for it."""
    ticket, at = _of_this_kind(ticket, seen), at or timezone.now()
    words = words_of(words, "Copy the words that name somebody.")
    add_event(ticket, Verb.STEPPED, by=by, at=at, internal=f"To be anonymised: {words}"[:LONGEST])


@transaction.atomic
def withhold(*, ticket: Ticket, by: User, reason: str, seen: int | None = None, at: datetime | None = None) -> Hold:
    """Take the story off the site for now: a neutral label stands at its address, and the log says that one is withheld."""
    ticket, at = _of_this_kind(ticket, seen), at or timezone.now()
    reason = words_of(reason, WHY)
    hold = workflow.hold(article=ticket.article, by=by, kind=Hold.Kind.LEGAL, reason=f"Report {ticket}.", at=at)
    add_event(ticket, Verb.STEPPED, by=by, at=at, internal=f"Taken off the site for now: {reason}"[:LONGEST])
    return hold


def _of_this_kind(ticket: Ticket, seen: int | None) -> Ticket:
    ticket = locked(ticket, seen)
    refuse_closed(ticket)
    if not ticket.is_restricted:
        raise Refused("These steps are for legal complaints, takedown requests and rights to reply.")
    return ticket
