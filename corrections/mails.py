"""What readers are told by mail: each once, in plain words, and nothing that the gate could close later.

No mail bears the story's headline, the passage or the reader's name: the story may be gone when the mail arrives, and
whoever typed the address may not be the one who reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from articles.models import Publication
from corrections import access
from corrections.models import Ticket, TicketEvent
from newsroom.base import outbox
from newsroom.base.models import Outgoing

OUTCOMES = {
    Ticket.Resolution.CORRECTED: "You were right, and we have corrected the story.",
    Ticket.Resolution.CLARIFIED: "We have made the story clearer, and said so under it.",
    Ticket.Resolution.NO_ERROR: "We have checked it, and we found no error.",
    Ticket.Resolution.DUPLICATE: "Another reader had reported this before you. We handle both reports together.",
    Ticket.Resolution.SPAM: "We did not take this up as a report of an error.",
    Ticket.Resolution.WITHDRAWN: "You took your report back.",
}


def acknowledge(ticket: Ticket, *, at: datetime) -> None:
    """The report has arrived, and this is its number."""
    _post(ticket, "received", f"We have your report {ticket.reference}", "received", at=at)


def ask(ticket: Ticket, event: TicketEvent, *, at: datetime) -> None:
    """The desk has a question."""
    subject = f"A question about your report {ticket.reference}"
    _post(ticket, f"question:{event.pk}", subject, "question", at=at, question=event.to_reader)


def tell_outcome(ticket: Ticket, event: TicketEvent, *, at: datetime) -> None:
    """How it ended; a report that was reopened may end again, with a mail of its own. Spam is not answered."""
    if event.resolution == Ticket.Resolution.SPAM:
        return
    number = ticket.events.filter(verb=TicketEvent.Verb.RESOLVED).count()
    notice = ticket.notice or (ticket.duplicate_of.notice if ticket.duplicate_of else None)
    address = settings.SITE_URL + notice.get_absolute_url() if notice else ""
    _post(
        ticket, f"outcome:{number}", f"Your report {ticket.reference}: {ticket.get_resolution_display().lower()}", "outcome",
        at=at, outcome=OUTCOMES[Ticket.Resolution(event.resolution)], answer=event.to_reader,
        notice=address,
    )  # fmt: skip
    for other in ticket.duplicates.filter(resolution=Ticket.Resolution.DUPLICATE):
        _post(
            other, f"original:{ticket.pk}:{number}", f"Your report {other.reference}: an answer", "outcome",
            at=at, outcome=f"The earlier report of the same error is answered: {ticket.get_resolution_display().lower()}.",
            notice=address,
        )  # fmt: skip


def give_new_link(ticket: Ticket, event: TicketEvent, *, old: Mapping[str, str], at: datetime) -> None:
    """The link that was mailed before opens nothing any more; mails that wait to be sent get the new one (`old` to new)."""
    for waiting in Outgoing.objects.filter(key__startswith=f"ticket:{ticket.pk}:", sent_at__isnull=True):
        for before, now in old.items():
            waiting.text = waiting.text.replace(before, now)
            waiting.reply_to = waiting.reply_to.replace(before, now)
        waiting.save(update_fields=["text", "reply_to"])
    _post(ticket, f"link:{event.pk}", f"A new link to your report {ticket.reference}", "link", at=at)


def private_link(ticket: Ticket) -> str:
    """The address by which the reader, and nobody else, comes back to the report."""
    return f"{settings.SITE_URL}{reverse('corrections:ticket')}?t={access.token_of(ticket)}"


def _post(ticket: Ticket, what: str, subject: str, template: str, *, at: datetime, **more: Any) -> None:
    if not ticket.contact_email or ticket.is_suspected:
        return
    publication = Publication.objects.first()
    outbox.post(
        key=f"ticket:{ticket.pk}:{what}",
        to=ticket.contact_email,
        subject=subject,
        text=render_to_string(
            f"corrections/mail/{template}.txt",
            {
                "ticket": ticket,
                "publication": publication,
                "link": private_link(ticket),
                "code": access.code_of(ticket),
                "may_reply": bool(settings.MAIL_REPLIES_TO),
                "form": settings.SITE_URL + reverse("corrections:ticket"),
                **more,
            },
        ),
        reply_to=access.reply_address(ticket) or (publication.corrections_email if publication else ""),
        at=at,
    )
