"""A reader without an account comes back to their report by a private link, or by its reference and code.

Both are derived from the ticket's key and the site's secret, so that neither stands in the database.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import b32encode, urlsafe_b64encode

from django.conf import settings

from articles.models import Publication
from corrections.models import Ticket

# Without 0 and O, 1, I and L, U and V's double: what is read aloud or copied by hand stays what it was.
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN = re.compile(r"(?P<reference>[A-Z]{1,4}-[0-9A-Z]{4}-[0-9A-Z]{4})\.(?P<digest>[\w-]{43})")
CODE_LENGTH = 12
MOST_MENTIONS = 20  # of reports in one mail
REFERENCE = re.compile(r"\b[A-Z]{1,4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
REPLY_TOKEN = re.compile(r"(?P<reference>[a-z]{1,4}-[0-9a-z]{4}-[0-9a-z]{4})\.[a-z2-7]{16}")


def new_key() -> str:
    """An unguessable key (64 hex digits)."""
    return secrets.token_hex(32)


def new_reference() -> str:
    """A reference number that nobody has yet and nobody can guess: HL-7KQ2-M4XD."""
    while True:
        drawn = "".join(secrets.choice(LETTERS) for _ in range(8))
        reference = f"{initials()}-{drawn[:4]}-{drawn[4:]}"
        if not Ticket.objects.filter(reference=reference).exists():
            return reference


def initials() -> str:
    """The publication's initials, without its article: “The Harbor Ledger” is HL."""
    name = Publication.objects.values_list("name", flat=True).first() or ""
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in ("the", "of", "and", "a")]
    return "".join(word[0].upper() for word in words)[:4] or "NR"


def token_of(ticket: Ticket) -> str:
    """What the private link carries: the reference, and a digest that only we can make."""
    digest = urlsafe_b64encode(_digest(ticket.access_key, ticket.reference, "link")).decode().rstrip("=")
    return f"{ticket.reference}.{digest}"


def code_of(ticket: Ticket) -> str:
    """The code a reader types together with the reference: K7QM-4XTR-2PHD."""
    number = int.from_bytes(_digest(ticket.access_key, ticket.reference, "code"))
    letters = ""
    for _ in range(CODE_LENGTH):
        number, index = divmod(number, len(LETTERS))
        letters += LETTERS[index]
    return "-".join(letters[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def by_token(token: str) -> Ticket | None:
    """The ticket that a private link opens."""
    match = TOKEN.fullmatch(token)
    ticket = _by_reference(match["reference"]) if match else None
    return ticket if ticket is not None and _equal(token_of(ticket), token) else None


def by_code(reference: str, code: str) -> Ticket | None:
    """The ticket that a reference and its code open; case, spaces and dashes don't matter."""
    bare = _bare(reference)
    ticket = _by_reference(f"{bare[:-8]}-{bare[-8:-4]}-{bare[-4:]}")
    expected = _bare(code_of(ticket)) if ticket else "-"
    return ticket if _equal(expected, _bare(code)) else None


def reply_token(ticket: Ticket) -> str:
    """What the address bears that a reader's mail comes back to; it lets words in, and shows nothing."""
    digest = b32encode(_digest(ticket.access_key, ticket.reference, "mail")).decode()[:16]
    return f"{ticket.reference}.{digest}".lower()  # mail programs change the case


def by_reply_token(token: str) -> Ticket | None:
    """The ticket to which a reader's mail was sent."""
    match = REPLY_TOKEN.fullmatch(token.lower())
    ticket = _by_reference(match["reference"].upper()) if match else None
    return ticket if ticket is not None and _equal(reply_token(ticket), token.lower()) else None


def by_mention(text: str) -> Ticket | None:
    """The first report whose number stands in a text; a number proves nothing of who writes it."""
    named = list(dict.fromkeys(REFERENCE.findall(text)))[:MOST_MENTIONS]
    return min(Ticket.objects.filter(reference__in=named), key=lambda ticket: named.index(ticket.reference), default=None)


def reply_address(ticket: Ticket) -> str:
    """Where a reader's mail reaches the report by itself; "" if no mailbox is set up for that."""
    local, _, host = settings.MAIL_REPLIES_TO.rpartition("@")
    return f"{local}+{reply_token(ticket)}@{host}" if local else ""


def _by_reference(reference: str) -> Ticket | None:
    tickets = Ticket.objects.select_related("article", "notice", "duplicate_of__notice__article")
    return tickets.filter(reference=reference[:20]).first()


def _digest(key: str, reference: str, purpose: str) -> bytes:
    return hmac.new(
        settings.SECRET_KEY.encode(), f"ticket\x1f{purpose}\x1f{reference}\x1f{key}".encode(), hashlib.sha256
    ).digest()


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _bare(typed: str) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", typed).upper()[:40]
