"""What we hold of a reader is theirs: they may have it, have it erased, and it goes by itself after the time we promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles.models import Publication
from corrections import mailbox, mails, own_report, passages
from corrections.erasing import erase_personal_data
from corrections.models import Ticket, TicketEvent
from newsroom.base.actors import RecordActor, is_person
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor

AT_ONCE = 200  # tickets that are looked up together
Verb = TicketEvent.Verb
TOLD = (
    Verb.RECEIVED, Verb.ASKED, Verb.ANSWERED, Verb.ADDED, Verb.FORWARDED, Verb.RESOLVED, Verb.WITHDRAWN, Verb.REOPENED,
    Verb.REVOKED, Verb.ERASED,
)  # fmt: skip
ASKED_FOR, IS_TIME = "The reader asked for it.", "The time for which it is kept was over."


@transaction.atomic
def erase(*, ticket: Ticket, by: AnyActor, reason: str = ASKED_FOR, at: datetime | None = None) -> Ticket:
    """Erase a reader's name, address and words, in the report, its steps and its mails; the private link ends.

    A report that is open still is withdrawn with it by its reader; somebody at the desk has to close it first.
    """
    at = at or timezone.now()
    if ticket.is_open:
        if is_person(by):
            raise Refused("Close the report first: without the reader’s words nobody could decide it.")
        own_report.withdraw(ticket=ticket, at=at)
    return erase_personal_data(ticket=ticket, by=by, reason=reason, at=at)


def erase_due(at: datetime | None = None) -> Iterator[int]:
    """Erase what was kept long enough, ticket by ticket, and mails that nobody could match; yields how many each time."""
    at = at or timezone.now()
    publication = Publication.objects.first()
    before = at - timedelta(days=publication.personal_data_days if publication else 365)
    due = Ticket.objects.to_erase(before)
    while keys := list(due.values_list("pk", flat=True)[:AT_ONCE]):
        for key in keys:
            yield _erase_one(key, before, at)
    yield mailbox.forget_old(before=before)


def held_on(ticket: Ticket) -> dict[str, Any]:
    """All that we hold of a reader in one report, for the reader alone; the story's own words only while it can be read."""
    closed = () if ticket.article.visible_edition() else passages.words_of_story(ticket)

    def said(text: str) -> str:
        return "Not shown while the story is not available." if passages.repeats(text, closed) else text

    return {
        "reference": ticket.reference,
        "received": ticket.received_at.isoformat(),
        "by": ticket.get_channel_display(),
        "kind": ticket.get_category_display(),
        "about": ticket.get_part_display(),
        "state": ticket.get_resolution_display() or ticket.get_status_display(),
        "name": ticket.contact_name,
        "email": ticket.contact_email,
        "passage": said(ticket.passage),
        "wrong": said(ticket.wrong),
        "right": said(ticket.right),
        "source": ticket.source_url,
        "steps": [
            {"at": event.at.isoformat(), "what": event.get_verb_display(), "words": said(event.to_reader)}
            for event in ticket.events.all()
            if event.verb in TOLD
        ],
        "letters": [
            {"received": mail.received_at.isoformat(), "subject": mail.subject, "words": said(mail.words)}
            for mail in ticket.stray_mails.settled().exclude(sender="").filter(sender__iexact=ticket.contact_email)
        ],
        "mails": [
            {
                "to": mail.to,
                "subject": mail.subject,
                "written": mail.created_at.isoformat(),
                "sent": mail.sent_at.isoformat() if mail.sent_at else None,
            }
            for mail in mails.of(ticket).order_by("created_at", "pk")
        ],
    }


def _erase_one(key: int, before: datetime, at: datetime) -> int:
    with transaction.atomic():
        ticket = Ticket.objects.select_for_update(no_key=True).get(pk=key)
        if ticket.erased_at is not None or ticket.closed_at is None or ticket.closed_at > before:
            return 0  # it was taken up again, or somebody else was quicker
        erase_personal_data(ticket=ticket, by=RecordActor(), reason=IS_TIME, at=at)
    return 1
