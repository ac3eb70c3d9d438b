"""A reader's mail comes to the report by whose address it was sent; what belongs to none is kept apart, for a person.

Who knows the address has it from our mail, so that it opens the report to words, and to nothing else: it shows nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.models import Publication
from corrections import access, answering, own_report
from corrections.closing import LONGEST
from corrections.mail_text import words_of
from corrections.models import Ticket
from newsroom.base import outbox, throttle
from newsroom.base.refusals import Refused

LARGEST = 10_000_000  # bytes of a mail, attachments and all
MOST_PIECES = 5  # of a long text, each as long as an answer may be
PER_SENDER, WINDOW = 60, timedelta(hours=1)
RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
THANKS = re.compile(
    r"(many |kind |best )?(thanks?|thank you|merci|danke|gracias|grazie|obrigad[oa]|bedankt|tack|спасибо)\b", re.I
)


class TooManyMails(Exception):
    """A sender's mails come faster than people write; the mail server may try again later."""


def receive(data: bytes, *, recipient: str = "", at: datetime | None = None) -> str:
    """Take in one mail; returns what became of it, in words that begin with: answered, added, ignored, kept apart.

    Raises Refused if it is too large, and TooManyMails.
    """
    at = at or timezone.now()
    if len(data) > LARGEST:
        raise Refused(f"The mail is larger than {LARGEST // 1_000_000} MB.")
    message = message_from_bytes(data, policy=policy.default)
    if reason := _automatic(message):
        return f"ignored: {reason}"
    sender = parseaddr(_header(message, "From"))[1].casefold()
    if throttle.seconds_to_wait("mail in", sender, limit=PER_SENDER, window=WINDOW, at=at):
        raise TooManyMails(f"More than {PER_SENDER} mails within an hour.")
    ticket = _addressed(message, recipient)
    if ticket is None:
        return _keep_apart(data, message, "It names no report that we have.", at)
    try:
        words = words_of(message)
    except (ValueError, LookupError, KeyError, IndexError, AttributeError):  # mails are broken in ways nobody lists
        return _keep_apart(data, message, f"It could not be read. It is about {ticket}.", at)
    if not words:
        return _keep_apart(data, message, f"It has no words of its own. It is about {ticket}.", at)
    pieces = [words[start : start + LONGEST] for start in range(0, len(words), LONGEST)]
    if len(pieces) > MOST_PIECES:
        return _keep_apart(data, message, f"It is as long as a book. It is about {ticket}.", at)
    try:
        return _add(ticket, pieces, at)
    except Refused as refusal:
        return _keep_apart(data, message, f"{refusal} It is about {ticket}.", at)


def folder() -> Path:
    """Where mails that belong to no report are kept."""
    return Path(settings.DATA_DIR) / "mail-apart"


def forget_old(*, before: datetime) -> int:
    """Remove mails that were kept apart before a time; returns how many."""
    old = [path for path in folder().glob("*.eml") if path.stat().st_mtime < before.timestamp()] if folder().is_dir() else []
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


@transaction.atomic
def _add(ticket: Ticket, pieces: list[str], at: datetime) -> str:
    """The reader's words as the answer we asked for, or as more words; once, however often the mail server brings them."""
    if ticket.events.filter(to_reader=pieces[-1], verb__in=("answered", "added")).exists():
        return f"ignored: {ticket} has these words already"
    done = "added to"
    if ticket.status == Ticket.Status.ASKED:
        answering.answer(ticket=ticket, text=pieces.pop(0), at=at)
        done = "answered"
    for piece in pieces:
        mere_thanks = len(piece.split()) <= 12 and THANKS.match(piece) is not None
        own_report.add(ticket=ticket, text=piece, looks_again=not mere_thanks, at=at)
    return f"{done} {ticket}"


def _keep_apart(data: bytes, message: EmailMessage, why: str, at: datetime) -> str:
    """On disk first, then a word to the desk, once for each mail."""
    name = f"{hashlib.sha256(data).hexdigest()}.eml"
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path, draft = folder() / name, folder() / f"{name}.{os.getpid()}"
    draft.write_bytes(data)
    draft.chmod(0o600)
    draft.replace(path)
    publication = Publication.objects.first()
    to = (publication.desk_email or publication.corrections_email) if publication else ""
    if to:
        outbox.post(
            key=f"mail-apart:{name[:64]}",
            to=to,
            subject="A mail to the corrections desk that belongs to no report",
            text=f"{why}\n\nFrom: {_header(message, 'From')[:200]}\nSubject: {_header(message, 'Subject')[:200]}\n\n"
            f"It is kept as {path.name} in {folder().name}. If it reports an error, file it at the desk.\n",
            at=at,
        )  # fmt: skip
    return f"kept apart: {why} ({name})"


def _addressed(message: EmailMessage, recipient: str) -> Ticket | None:
    """The report whose address the mail was sent to."""
    try:
        named = [recipient, *(str(value) for header in RECIPIENTS for value in message.get_all(header, []))]
    except (ValueError, LookupError, AttributeError, IndexError):
        named = [recipient]
    for address in re.findall(r"[^\s<>,;:\"]+@", " ".join(named)):
        if ticket := access.by_reply_token(address.rpartition("@")[0].partition("+")[2]):
            return ticket
    return None


def _automatic(message: EmailMessage) -> str:
    """Why a mail was written by no person; "" if it may have been."""
    sender = parseaddr(_header(message, "From"))[1].casefold()
    if _header(message, "Auto-Submitted").casefold() not in ("", "no"):
        return "an automatic reply"
    if _header(message, "Precedence").casefold() in ("bulk", "junk", "list", "auto_reply"):
        return "sent in bulk"
    if any(name in message for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")):
        return "an automatic reply"
    if _header(message, "Return-Path").strip() == "<>" or message.get_content_type() == "multipart/report":
        return "a mail server’s report"
    if sender.partition("@")[0] in ("mailer-daemon", "postmaster"):
        return "a mail server’s report"
    own = {parseaddr(one)[1].casefold() for one in (settings.DEFAULT_FROM_EMAIL, settings.MAIL_REPLIES_TO) if one}
    return "our own mail" if sender in own else ""


def _header(message: EmailMessage, name: str) -> str:
    """A header on one line; a broken one counts as none."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, AttributeError, IndexError):
        return ""
