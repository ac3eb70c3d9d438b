"""A mail that no machine could give to a report waits for a person: who files it, adds it to a report, or lets it rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.body import CONTROLS
from articles.models import Article, Publication
from corrections import answering, closing, intake, own_report
from corrections.models import StrayMail, Ticket
from newsroom.base import outbox
from newsroom.base.actors import full_name
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import AnyActor

Settled = StrayMail.Settled
SHOWN = 100_000  # characters of a mail that are shown; the mail itself is kept whole
WRITTEN_DOWN = "It had been written to disk, before mails waited here."


@dataclass(frozen=True)
class Letter:
    """What could be read of a mail."""

    data: bytes
    sender: str = ""
    subject: str = ""
    words: str = ""
    ticket: Ticket | None = None


@transaction.atomic
def keep(letter: Letter, *, why: str, at: datetime) -> StrayMail:
    """Keep a mail whole, once, and tell the desk where it waits; the mail to the desk says nothing of who wrote it."""
    mail, is_new = StrayMail.objects.get_or_create(
        hash=hashlib.sha256(letter.data).hexdigest(),
        defaults={
            "data": letter.data,
            "sender": _line(letter.sender)[:254],
            "subject": _line(letter.subject)[:250],
            "words": CONTROLS.sub("", letter.words)[:SHOWN],
            "why": why[:250],
            "ticket": letter.ticket,
            "received_at": at,
        },
    )
    publication = Publication.objects.first()
    to = (publication.desk_email or publication.corrections_email) if publication else ""
    if is_new and to:
        address = settings.SITE_URL + reverse("admin:corrections_straymail_change", args=[mail.pk])
        outbox.post(
            key=_key(mail),
            to=to,
            subject="A mail to the corrections desk waits for a person",
            text=f"{why}\n\nFile it as a report, add it to one, or let it rest:\n{address}\n",
            at=at,
        )
    return mail


@transaction.atomic
def file(
    *, mail: StrayMail, by: User, article: Article, report: intake.Report, channel: str = "mail", at: datetime | None = None
) -> Ticket:
    """The mail reports an error: it becomes a ticket, and is settled with it."""
    at, mail = at or timezone.now(), _locked(mail)
    ticket = intake.receive_report(article=article, report=report, channel=channel, by=by, at=at)
    _settle(mail, Settled.FILED, by=by, at=at, ticket=ticket)
    return ticket


@transaction.atomic
def add(*, mail: StrayMail, ticket: Ticket, words: str, by: User, at: datetime | None = None) -> None:
    """The mail is about a report that we have: its words become the reader's words there, or the answer we asked for."""
    at, mail = at or timezone.now(), _locked(mail)
    pieces = in_pieces(words.strip())
    if not pieces:
        raise Refused("Write down what the mail says.")
    give(ticket, pieces, by=by, at=at)
    _settle(mail, Settled.ADDED, by=by, at=at, ticket=ticket)


@transaction.atomic
def dismiss(*, mail: StrayMail, by: User, at: datetime | None = None) -> None:
    """The mail needs no answer; it is kept as long as all of a reader's words, and may still be filed."""
    mail = _locked(mail)
    if mail.settled_as:
        raise Refused(_settled_sentence(mail))
    _settle(mail, Settled.DISMISSED, by=by, at=at or timezone.now(), ticket=mail.ticket)


def give(
    ticket: Ticket,
    pieces: list[str],
    *,
    at: datetime,
    by: AnyActor | None = None,
    looks_again: bool = True,
    internal: str = "",
) -> str:
    """Words that came by mail answer our question, if there is one, and are added else; says which: answered, added to."""
    ticket, done = closing.locked(ticket), "added to"
    if ticket.status == Ticket.Status.ASKED:
        answering.answer(ticket=ticket, text=pieces[0], internal=internal, by=by, at=at)
        pieces, done = pieces[1:], "answered"
    for piece in pieces:
        own_report.add(ticket=ticket, text=piece, looks_again=looks_again, internal=internal, by=by, at=at)
    return done


def in_pieces(words: str) -> list[str]:
    """A text in parts as long as one step of a ticket may be."""
    return [words[start : start + closing.LONGEST] for start in range(0, len(words), closing.LONGEST)]


def forget(mails: Any) -> int:
    """Remove mails for good, and what told the desk of them; returns how many."""
    keys = [_key(mail) for mail in mails.only("hash")]
    with transaction.atomic():
        outbox.forget(keys)
        return int(mails.delete()[0])


def folder() -> Path:
    """Where earlier releases wrote down mails that belong to no report."""
    return Path(settings.DATA_DIR) / "mail-apart"


def written_down() -> Iterator[tuple[Path, bytes, datetime]]:
    """Mails on disk, with the time they came."""
    for path in sorted(folder().glob("*.eml")) if folder().is_dir() else []:
        yield path, path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _locked(mail: StrayMail) -> StrayMail:
    """The mail as it is now, for us alone; what was filed or added is done with."""
    found = StrayMail.objects.select_for_update(no_key=True).defer("data").get(pk=mail.pk)
    if found.settled_as in (Settled.FILED, Settled.ADDED):
        raise Refused(_settled_sentence(found))
    return found


def _settle(mail: StrayMail, how: str, *, by: User, at: datetime, ticket: Ticket | None) -> None:
    mail.settled_as, mail.settled_by, mail.settled_at, mail.ticket = how, by, at, ticket
    mail.save(update_fields=["settled_as", "settled_by", "settled_at", "ticket"])


def _settled_sentence(mail: StrayMail) -> str:
    who = full_name(mail.settled_by) if mail.settled_by else "somebody"
    return f"This mail is settled already by {who}: {mail.get_settled_as_display().lower()}."


def _key(mail: StrayMail) -> str:
    return f"mail-apart:{mail.hash}"


def _line(text: str) -> str:
    return " ".join(CONTROLS.sub("", text).split())
