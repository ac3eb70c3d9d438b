"""The outbox: mail is a row written with the act that promised it, then leased, sent, and tried again until it is gone.

A mail may go out twice only if the process dies between the server's acceptance and our commit; then it bears the
same Message-ID, by which a mail program recognises it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from newsroom.base.models import Outgoing, OutgoingQuerySet

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
ATTEMPTS = 24  # with the pauses below nearly three days, in which somebody mends a mail server
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=4)


def post(*, key: str, to: str, subject: str, text: str, reply_to: str = "", at: datetime | None = None) -> Outgoing | None:
    """Promise a mail, once for each key, in the caller's transaction; None if it was promised before.

    Line breaks in the subject become spaces: a reader's name may stand in it, and must not add headers.
    """
    at = at or timezone.now()
    outgoing, is_new = Outgoing.objects.get_or_create(
        key=key,
        defaults={
            "message_id": f"<{get_random_string(24).lower()}@{settings.MAIL_DOMAIN}>",
            "to": to,
            "subject": " ".join(subject.split())[:250],
            "text": text,
            "reply_to": reply_to,
            "created_at": at,
            "due_at": at,
        },
    )
    return outgoing if is_new else None


def send_due(*, limit: int = 100, at: datetime | None = None) -> tuple[int, int]:
    """Send what is due and return how many went out and how many failed; several workers may call this at once."""
    sent = failed = 0
    for pk in Outgoing.objects.due(at).order_by("due_at").values_list("pk", flat=True)[:limit]:
        now = at or timezone.now()
        if not Outgoing.objects.due(now).filter(pk=pk).update(leased_until=now + LEASE):
            continue  # another worker has it
        outgoing = Outgoing.objects.get(pk=pk)
        try:
            _send(outgoing)
        except Exception as error:  # whatever one mail's address or words make fail, the others go out
            logger.warning("mail %s could not be sent: %s", pk, type(error).__name__)
            _postpone(outgoing, error, now)
            failed += 1
        else:
            with transaction.atomic():
                Outgoing.objects.filter(pk=pk).update(sent_at=now, leased_until=None, last_error="")
            sent += 1
    return sent, failed


def try_again(mails: OutgoingQuerySet, *, at: datetime | None = None) -> int:
    """What failed or was given up goes out with the next round; returns how many."""
    return mails.tried().update(attempts=0, gave_up_at=None, due_at=at or timezone.now())


def forget(keys: Iterable[str]) -> None:
    """Drop mails by their keys, sent or not."""
    Outgoing.objects.filter(key__in=list(keys)).delete()


def _send(outgoing: Outgoing) -> None:
    EmailMessage(
        subject=outgoing.subject,
        body=outgoing.text,
        to=[outgoing.to],
        reply_to=[outgoing.reply_to] if outgoing.reply_to else None,
        headers={"Message-ID": outgoing.message_id, "Auto-Submitted": "auto-generated"},
    ).send()


def _postpone(outgoing: Outgoing, error: Exception, at: datetime) -> None:
    outgoing.attempts += 1
    outgoing.last_error = f"{type(error).__name__}: {error}"[:500]
    outgoing.leased_until = None
    outgoing.due_at = at + min(FIRST_PAUSE * 2 ** (outgoing.attempts - 1), LONGEST_PAUSE)
    if outgoing.attempts >= ATTEMPTS:
        outgoing.gave_up_at = at
    outgoing.save(update_fields=["attempts", "last_error", "leased_until", "due_at", "gave_up_at"])
