"""A reader's personal data goes; the report's reference, its steps and what became of it stay, and the record stays whole."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import publishing
from corrections import access, mails, stray
from corrections.events import add_event
from corrections.models import NoticeProposal, StrayMail, Ticket, TicketEvent
from newsroom.base import erasing
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import AnyActor

# What the reader wrote or is known by, and where the words stood: with them it could be found again.
PERSONAL = (
    "passage", "passage_before", "passage_after", "wrong", "right", "source_url", "contact_name", "contact_email", "suspicion",
)  # fmt: skip


@transaction.atomic
def erase_personal_data(
    *, ticket: Ticket, by: AnyActor, reason: str, second: User | None = None, at: datetime | None = None
) -> Ticket:
    """Erase what a reader told us and was told, mails included; the private link ends. Raises Refused if it is done already.

    The record knew the words as digests under the ticket's key, which goes with them.
    """
    at = at or timezone.now()
    ticket = Ticket.objects.select_for_update(no_key=True).get(pk=ticket.pk)
    if ticket.erased_at is not None:
        raise Refused(f"The personal data of {ticket} is erased already.")
    events = list(ticket.events.select_related("ticket"))
    erasing.erase(
        events, chain=publishing.chain(ticket.article), by=by, second=second, reason=reason, at=at,
        verb="expunged" if second else "erased", ticket=ticket.reference,
    )  # fmt: skip
    for name in PERSONAL:
        setattr(ticket, name, "")
    ticket.record_key, ticket.access_key, ticket.erased_at = "", access.new_key(), at
    ticket.save(update_fields=[*PERSONAL, "record_key", "access_key", "erased_at"])
    mails.of(ticket).delete()
    NoticeProposal.objects.filter(ticket=ticket).update(to_reader="")
    stray.forget(StrayMail.objects.filter(ticket=ticket))
    add_event(ticket, TicketEvent.Verb.ERASED, by=by, at=at)
    return ticket
