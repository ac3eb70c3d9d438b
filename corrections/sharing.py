"""Who handles a ticket, and with which others it is handled: assign, put together, take apart."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from corrections.closing import Status, Verb, both_locked, locked, members, refuse_closed
from corrections.events import add_event
from corrections.models import Ticket
from corrections.promises import due_at
from newsroom.base.actors import full_name
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def assign(*, ticket: Ticket, by: User, to: User, seen: int | None = None, at: datetime | None = None) -> None:
    """Give a ticket to somebody who may handle it."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    refuse_closed(ticket)
    if not to.is_active or not to.has_perm("corrections.handle_ticket"):
        raise Refused(f"{full_name(to)} cannot handle readers’ reports.")
    if ticket.is_restricted and not to.has_perm("corrections.view_restricted"):
        raise Refused(f"{full_name(to)} may not see reports of this kind.")
    if ticket.owner_id == to.pk:
        raise Refused(f"{full_name(to)} has this report already.")
    ticket.owner = to
    if ticket.status in (Status.NEW, Status.REOPENED):
        ticket.status = Status.TAKEN
    ticket.save(update_fields=["owner", "status"])
    add_event(ticket, Verb.ASSIGNED, by=by, at=at, internal=f"To {full_name(to)}.")


@transaction.atomic
def sort(*, ticket: Ticket, by: User, category: str, seen: int | None = None, at: datetime | None = None) -> None:
    """Say what kind of report it is; one that becomes a legal complaint or the like is for few eyes from then on.

    A more urgent kind is due sooner; what the reader was promised is never put off.
    """
    ticket, at = locked(ticket, seen), at or timezone.now()
    refuse_closed(ticket)
    if category not in Ticket.Category:
        raise Refused("Choose what kind of error it is.")
    if category == ticket.category:
        raise Refused("It is of this kind already.")
    was, becomes_restricted = ticket.get_category_display(), category in Ticket.RESTRICTED
    if becomes_restricted and (ticket.grouped_with is not None or members(ticket)):
        raise Refused(
            "A legal complaint, a takedown request or a right to reply is handled by itself: take the group apart first."
        )
    ticket.due_at = min(ticket.due_at, due_at(category, ticket.clock_stopped_at or at))
    ticket.category = category
    if becomes_restricted and ticket.owner is not None and not ticket.owner.has_perm("corrections.view_restricted"):
        ticket.owner = None
    ticket.save(update_fields=["category", "due_at", "owner"])
    what = f"Kind: {ticket.get_category_display().lower()} (before: {was.lower()})."
    add_event(ticket, Verb.NOTED, by=by, at=at, internal=what, category=category)


@transaction.atomic
def merge(*, ticket: Ticket, by: User, lead: Ticket, seen: int | None = None, at: datetime | None = None) -> None:
    """Put a report, with those behind it, behind an earlier one of the same error: they end together."""
    if lead.pk == ticket.pk:
        raise Refused("A report is not grouped with itself.")
    at = at or timezone.now()
    ticket, lead = both_locked(ticket, lead, seen)
    for one in (ticket, lead):
        refuse_closed(one)
    if lead.article_id != ticket.article_id:
        raise Refused(f"{lead} is about another story.")
    if ticket.is_restricted or lead.is_restricted:
        raise Refused("A legal complaint, a takedown request or a right to reply is handled by itself.")
    if lead.grouped_with_id is not None:
        raise Refused(f"{lead} is grouped itself, with {lead.grouped_with}. Choose that one.")
    if ticket.grouped_with_id == lead.pk:
        raise Refused(f"It is grouped with {lead} already.")
    for one in [ticket, *members(ticket)]:
        one.grouped_with = lead
        one.save(update_fields=["grouped_with"])
        add_event(one, Verb.GROUPED, by=by, at=at, internal=f"With {lead}.", leader=lead.reference)


@transaction.atomic
def split(*, ticket: Ticket, by: User, seen: int | None = None, at: datetime | None = None) -> None:
    """Take a report out of its group: it is another error, and is answered by itself."""
    at = at or timezone.now()
    if ticket.grouped_with is None:
        raise Refused("This report is not grouped with another.")
    locked(ticket.grouped_with)
    ticket = locked(ticket, seen)
    refuse_closed(ticket)
    if ticket.grouped_with is None:
        raise Refused("Somebody has taken it out already.")
    lead, ticket.grouped_with = ticket.grouped_with, None
    ticket.save(update_fields=["grouped_with"])
    add_event(ticket, Verb.SPLIT, by=by, at=at, internal=f"It was with {lead}.", leader=lead.reference)
