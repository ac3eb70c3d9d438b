"""Each step of a ticket is kept, and joins the story's record, which knows the reader's and desk's words as digests alone."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import TYPE_CHECKING, Any

from articles import publishing
from corrections.models import Ticket, TicketEvent
from newsroom.base import record
from newsroom.base.actors import actor_fields

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor

STATE = (
    "status", "resolution", "category", "is_suspected", "owner_id", "answers_for_it", "notice_id", "received_at", "due_at",
    "closed_at", "erased_at", "channel", "part", "edition_id", "block", "photo_id", "duplicate_of_id", "forwarded_to",
    "forwarded_at", "agency_due_at", "clock_stopped_at", "grouped_with_id",
)  # fmt: skip
# Known to the record under the ticket's key: what finds the passage again, what set it aside, what opens the private link.
KEPT = ("passage_before", "passage_after", "suspicion", "access_key")


def add_event(
    ticket: Ticket,
    verb: str,
    *,
    by: AnyActor,
    at: datetime,
    resolution: str = "",
    to_reader: str = "",
    internal: str = "",
    **facts: Any,
) -> TicketEvent:
    """Keep a step of a ticket, and its entry in the story's record, where the reader's and desk's words are digests."""
    event = TicketEvent.objects.create(
        ticket=ticket, verb=verb, resolution=resolution, to_reader=to_reader, internal=internal, at=at, **actor_fields(by)
    )
    words = {what: digest(ticket, text) for what, text in (("to_reader", to_reader), ("internal", internal)) if text}
    if resolution:
        words["resolution"] = resolution
    state = {name: value.isoformat() if isinstance(value := getattr(ticket, name), datetime) else value for name in STATE}
    record.write(
        publishing.chain(ticket.article), f"ticket {verb}", by=by, at=at, rows=[event],
        ticket=ticket.reference, state=state, kept=digest_of_kept(ticket), **words, **facts,
    )  # fmt: skip
    return event


def digest_of_report(ticket: Ticket) -> str:
    """What the record keeps of what a reader said, and of who the reader is."""
    said = {name: getattr(ticket, name) for name in ("passage", "wrong", "right", "source_url")}
    return digest(ticket, record.canonical_text({**said, "name": ticket.contact_name, "email": ticket.contact_email}))


def digest_of_kept(ticket: Ticket) -> str:
    """What the record keeps of the columns that nobody writes to after a report came in, but for a new private link."""
    return digest(ticket, record.canonical_text({name: getattr(ticket, name) for name in KEPT}))


def digest(ticket: Ticket, text: str) -> str:
    """What the record keeps of personal words: a digest under the ticket's key, worthless once the key is erased."""
    return hmac.new(ticket.record_key.encode(), text.encode(), hashlib.sha256).hexdigest()
