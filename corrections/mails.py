"""What readers are told by mail: each once, in plain words, and nothing that the gate could close later.

No mail bears the story's headline, the passage or the reader's name: the story may be gone when the mail arrives, and
whoever typed the address may not be the one who reads it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from articles.models import Publication
from corrections import access
from corrections.models import Notice, Ticket, TicketEvent
from newsroom.base import outbox
from newsroom.base.models import Outgoing, OutgoingQuerySet

WIDTH = 72  # characters of a line
OUTCOMES = {
    Ticket.Resolution.CORRECTED: "You were right, and we have corrected the story.",
    Ticket.Resolution.CLARIFIED: "We have made the story clearer, and said so in a notice on it.",
    Ticket.Resolution.FIXED: "You were right, and we have put it right. It needed no notice of its own.",
    Ticket.Resolution.NO_ERROR: "We have checked it, and we found no error.",
    Ticket.Resolution.DUPLICATE: "Another reader had reported this before you. We handle both reports together.",
    Ticket.Resolution.SPAM: "We did not take this up as a report of an error.",
    Ticket.Resolution.WITHDRAWN: "You took your report back.",
}
BY_NOTICE = {
    Notice.Kind.RETRACTION: "You were right, and we have retracted the story.",
    Notice.Kind.EDITORS_NOTE: "We have put an editor’s note on the story.",
    Notice.Kind.UPDATE: "We have brought the story up to date, and said so in a notice on it.",
}


def acknowledge(ticket: Ticket, *, at: datetime) -> None:
    """The report has arrived, and this is its number."""
    due = timezone.localtime(ticket.due_at, Publication.zone()) if ticket.due_at > at else None
    _post(ticket, "received", f"We have your report {ticket.reference}", "received", at=at, due=due)


def ask(ticket: Ticket, event: TicketEvent, *, at: datetime) -> None:
    """The desk has a question."""
    subject = f"A question about your report {ticket.reference}"
    _post(ticket, f"question:{event.pk}", subject, "question", at=at, question=event.to_reader)


def tell_forwarded(ticket: Ticket, event: TicketEvent, *, at: datetime) -> None:
    """The agency has been asked; who it is and which story stays unsaid, as in every mail."""
    subject = f"Your report {ticket.reference}: we have asked the agency"
    _post(ticket, f"agency:{event.pk}", subject, "agency", at=at)


def tell_outcome(ticket: Ticket, event: TicketEvent, *, at: datetime) -> None:
    """How it ended; a report that was reopened may end again, with a mail of its own. Spam is not answered."""
    if event.resolution == Ticket.Resolution.SPAM:
        return
    number = ticket.events.filter(verb=TicketEvent.Verb.RESOLVED).count()
    notice = ticket.notice or (ticket.duplicate_of.notice if ticket.duplicate_of else None)
    addresses = _addresses(notice)
    how = "an answer" if ticket.notice and ticket.notice.kind in BY_NOTICE else ticket.get_resolution_display().lower()
    _post(
        ticket, f"outcome:{number}", f"Your report {ticket.reference}: {how}", "outcome",
        at=at, outcome=outcome(event.resolution, ticket.notice), answer=event.to_reader,
        **addresses,
    )  # fmt: skip
    for other in ticket.duplicates.all():
        _post(
            other, f"original:{ticket.pk}:{number}", f"Your report {other.reference}: an answer", "outcome",
            at=at, outcome=f"The earlier report of the same error is answered: {ticket.get_resolution_display().lower()}.",
            **addresses,
        )  # fmt: skip


def outcome(resolution: str, notice: Notice | None) -> str:
    """How a report ended, in the words for what was done: a retraction corrects nothing, a note changes no word."""
    return (BY_NOTICE.get(Notice.Kind(notice.kind)) if notice else None) or OUTCOMES[Ticket.Resolution(resolution)]


def tell_replaced(ticket: Ticket, notice: Notice, *, at: datetime) -> None:
    """The notice that answered this report was wrong itself, or not the last word: here is the later one."""
    _post(
        ticket, f"replaced:{notice.pk}", f"Your report {ticket.reference}: a later notice", "outcome",
        at=at, outcome="A later notice has taken the place of the one that answered your report.", **_addresses(notice),
    )  # fmt: skip


def give_new_link(ticket: Ticket, event: TicketEvent, *, old: Mapping[str, str], at: datetime) -> None:
    """The link that was mailed before opens nothing any more; mails that wait to be sent get the new one (`old` to new)."""
    for waiting in of(ticket).unsent():
        for before, now in old.items():
            waiting.text = waiting.text.replace(before, now)
            waiting.reply_to = waiting.reply_to.replace(before, now)
        waiting.save(update_fields=["text", "reply_to"])
    _post(ticket, f"link:{event.pk}", f"A new link to your report {ticket.reference}", "link", at=at)


def of(ticket: Ticket) -> OutgoingQuerySet:
    """All mails that a report led to, sent or not."""
    return Outgoing.objects.filter(key__startswith=f"ticket:{ticket.pk}:")


def private_link(ticket: Ticket) -> str:
    """The address by which the reader, and nobody else, comes back to the report."""
    return f"{settings.SITE_URL}{reverse('corrections:ticket')}?t={access.token_of(ticket)}"


def _addresses(notice: Notice | None) -> dict[str, str]:
    """Where the notice stands, and the passage on the story's page; both ask the gate when they are opened."""
    if notice is None:
        return {"notice": "", "passage": ""}
    passage = reverse("corrections:passage", args=[notice.pk])
    return {"notice": settings.SITE_URL + notice.get_absolute_url(), "passage": settings.SITE_URL + passage}


def _post(ticket: Ticket, what: str, subject: str, template: str, *, at: datetime, **more: Any) -> None:
    if not ticket.contact_email or ticket.is_suspected:
        return
    publication = Publication.objects.first()
    outbox.post(
        key=f"ticket:{ticket.pk}:{what}",
        to=ticket.contact_email,
        subject=subject,
        text=_wrapped(
            render_to_string(
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
            )
        ),
        reply_to=access.reply_address(ticket) or (publication.corrections_email if publication else ""),
        at=at,
    )


def _wrapped(text: str) -> str:
    """Lines as long as one reads with ease; an address stays whole."""
    lines = (textwrap.wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False) or [""] for line in text.splitlines())
    return "\n".join("-- " if line == ["--"] else "\n".join(line) for line in lines).strip() + "\n"
