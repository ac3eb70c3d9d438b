"""A reader's mail comes to the report by whose address it was sent; what belongs to none is kept apart, for a person.

Who knows the address has it from our mail, so that it opens the report to words, and to nothing else: it shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from lxml.etree import LxmlError

from corrections import access, stray
from corrections.closing import LONGEST
from corrections.mail_text import BROKEN, parsed, text_of, words_of
from corrections.models import StrayMail, Ticket
from newsroom.base import throttle
from newsroom.base.refusals import Refused

LARGEST = 10_000_000  # bytes of a mail, attachments and all
MOST_PIECES = 5  # of a long text, each as long as an answer may be
PER_SENDER, WINDOW = 60, timedelta(hours=1)
RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
OTHER_SENDER = (
    "By mail, from another address than the report’s: somebody who had our mail from its reader, or the reader elsewhere."
)
AWAY = re.compile(
    r"(auto(matic)?[ -]?reply|out of (the )?office|abwesenheit|automatische antwort|réponse automatique|absence"
    r"|respuesta automática|fuera de la oficina|risposta automatica|fuori sede|resposta automática|automatisch antwoord"
    r"|afwezig|frånvaro|autosvar|automatyczna odpowiedź|автоответ)",
    re.I,
)
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
    message = parsed(data)
    if reason := _automatic(message):
        return f"ignored: {reason}"
    if throttle.seconds_to_wait("mail in", _sender(message), limit=PER_SENDER, window=WINDOW, at=at):
        raise TooManyMails(f"More than {PER_SENDER} mails within an hour.")
    ticket = _addressed(message, recipient)
    words, why = _read(message, ticket)
    if ticket is not None and not why:
        try:
            return _add(ticket, stray.in_pieces(words), at, sender=_sender(message))
        except Refused as refusal:
            why = str(refusal)
    mail = stray.keep(_letter(data, message, ticket, words), why=why, at=at)
    return f"kept apart: {why} (mail {mail.pk})"


def take_in_written_down() -> Iterator[int]:
    """Mails that an earlier release wrote to disk come to where they are seen; yields 1 for each.

    The file goes once the mail is safe.
    """
    for path, data, at in stray.written_down():
        message = parsed(data)
        ticket = _addressed(message, "")
        words, why = _read(message, ticket)
        stray.keep(_letter(data, message, ticket, words), why=why or stray.WRITTEN_DOWN, at=at)
        path.unlink(missing_ok=True)
        yield 1


def forget_old(*, before: datetime) -> int:
    """Remove mails that were kept apart before a time; returns how many."""
    return stray.forget(StrayMail.objects.received_before(before))


@transaction.atomic
def _add(ticket: Ticket, pieces: list[str], at: datetime, *, sender: str) -> str:
    """The reader's words as the answer we asked for, or as more words; once, however often the mail server brings them."""
    if ticket.events.filter(to_reader=pieces[-1], verb__in=("answered", "added")).exists():
        return f"ignored: {ticket} has these words already"
    mere_thanks = all(len(piece.split()) <= 12 and THANKS.match(piece) for piece in pieces)
    internal = "" if sender == ticket.contact_email.casefold() else OTHER_SENDER
    return f"{stray.give(ticket, pieces, looks_again=not mere_thanks, internal=internal, at=at)} {ticket}"


def _read(message: EmailMessage, ticket: Ticket | None) -> tuple[str, str]:
    """What somebody wrote, and why it cannot be theirs whose report it is; "" if it can."""
    try:
        words, whole = words_of(message), text_of(message)
    except (*BROKEN, LxmlError):
        return "", "It could not be read."
    if ticket is None:
        return words or whole, "It was sent to no report’s own address."
    if not words:
        return whole, "It has no words of its own."
    if AWAY.match(_header(message, "Subject")):
        return words, "It seems to say that somebody is away."
    return words, "It is as long as a book." if len(words) > MOST_PIECES * LONGEST else ""


def _letter(data: bytes, message: EmailMessage, ticket: Ticket | None, words: str) -> stray.Letter:
    """What is kept of a mail; it seems to be about the report whose address or number it bears."""
    subject = _header(message, "Subject")
    return stray.Letter(data, _sender(message), subject, words, ticket or access.by_mention(f"{subject}\n{words}"))


def _sender(message: EmailMessage) -> str:
    return parseaddr(_header(message, "From"))[1].casefold()


def _addressed(message: EmailMessage, recipient: str) -> Ticket | None:
    """The report whose address the mail was sent to."""
    named = [recipient, *(str(value) for name, value in message.raw_items() if name.casefold() in RECIPIENTS)]
    for address in re.findall(r"[^\s<>,;:\"]+@", " ".join(named)):
        if ticket := access.by_reply_token(address.rpartition("@")[0].partition("+")[2]):
            return ticket
    return None


def _automatic(message: EmailMessage) -> str:
    """Why a mail was written by no person; "" if it may have been."""
    sender = _sender(message)
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
    """A header on one line."""
    return " ".join(str(message.get(name, "")).split())
