"""The clock of a ticket stands still while somebody else owes the next word; the time we waited is not ours."""

from __future__ import annotations

from datetime import datetime, timedelta

from corrections.models import Ticket, TicketEvent

FIELDS = ("due_at", "clock_stopped_at")


def stop(ticket: Ticket, at: datetime) -> None:
    """We wait from now on; or still, since the first time."""
    ticket.clock_stopped_at = ticket.clock_stopped_at or at


def start(ticket: Ticket, at: datetime) -> None:
    """It is our turn again: what we waited is added to the time we have."""
    since = ticket.clock_stopped_at or _asked_at(ticket)
    if since is not None:
        ticket.due_at += max(at - since, timedelta(0))
    ticket.clock_stopped_at = None


def _asked_at(ticket: Ticket) -> datetime | None:
    """When a question went out that was asked before tickets kept the time themselves."""
    if ticket.status != Ticket.Status.ASKED:
        return None
    asked = ticket.events.filter(verb=TicketEvent.Verb.ASKED).order_by("-at", "-pk").first()
    return asked.at if asked else None
