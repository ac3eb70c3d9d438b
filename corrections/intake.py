"""A reader's report becomes a ticket: a reference, a clock, a first event, an acknowledgement. Nothing sent in is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from articles.body import CONTROLS
from articles.models import Article, Edition, Photo
from corrections import access, grouping, mails, passages, promises
from corrections.events import add_event, digest_of_report
from corrections.models import Ticket, TicketEvent
from newsroom.base.actors import ReaderActor
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor


LIMITS: Mapping[str, int] = MappingProxyType({"passage": 2000, "wrong": 4000, "right": 2000, "source_url": 500, "name": 120})
MOST_BLOCKS = 100_000  # of a text; a greater number names none


@dataclass(frozen=True, repr=False)
class Report:
    """What somebody says is wrong in a story, and where they read it.

    `edition` is what they saw. Where in it the passage stands is looked up by the words `before` and `after` it and by
    the number of its block; `photo` is a photo's id. It has no repr: nobody's words stand in a log.
    """

    wrong: str
    category: str = Ticket.Category.FACT
    passage: str = ""
    right: str = ""
    source_url: str = ""
    name: str = ""
    email: str = ""
    edition: Edition | None = None
    part: str = ""
    before: str = ""
    after: str = ""
    block: int | None = None
    photo: int | None = None

    def cleaned(self) -> Report:
        """Without what no text has: control characters, blanks around it, lines in a name."""
        texts = {name: _text(getattr(self, name)) for name in ("wrong", "passage", "right", "before", "after")}
        lines = {"name": " ".join(_text(self.name).split()), "email": self.email.strip(), "source_url": self.source_url.strip()}
        return replace(self, **cast("dict[str, Any]", texts | lines))


@transaction.atomic
@sensitive_variables("report")
def receive_report(
    *,
    article: Article,
    report: Report,
    channel: str = Ticket.Channel.FORM,
    by: AnyActor | None = None,
    suspicion: str = "",
    at: datetime | None = None,
) -> Ticket:
    """Take in a report on a story and promise the acknowledgement, if there is an address to send it to.

    An edition that readers never had, or of another story, is replaced by what they see now; a passage that does not
    stand there is kept as it was said.

    With a `suspicion` the ticket waits apart, and the acknowledgement waits until a person has cleared it.
    """
    at, by = at or timezone.now(), by or ReaderActor()
    report = report.cleaned()
    _refuse_unusable(report, channel)
    seen = _edition_seen(article, report.edition, at)
    ticket = Ticket.objects.create(
        reference=access.new_reference(),
        access_key=access.new_key(),
        record_key=access.new_key(),
        article=article,
        edition=seen,
        category=report.category,
        channel=channel,
        passage=report.passage,
        wrong=report.wrong,
        right=report.right,
        source_url=report.source_url,
        **_place(seen, report),
        contact_name=report.name,
        contact_email=report.email,
        is_suspected=bool(suspicion),
        suspicion=suspicion[:200],
        received_at=at,
        due_at=promises.due_at(report.category, at),
    )
    leader = grouping.leader_for(ticket)
    add_event(
        ticket, TicketEvent.Verb.RECEIVED, by=by, at=at,
        category=report.category, channel=channel, suspected=bool(suspicion),
        report=digest_of_report(ticket),
    )  # fmt: skip
    if not ticket.is_suspected:
        welcome(ticket, leader, at=at)
    return ticket


def welcome(ticket: Ticket, leader: Ticket | None, *, at: datetime) -> None:
    """A report joins the queue, behind an earlier one of the same error, and its reader gets the acknowledgement.

    Part of a verb's transaction.
    """
    if leader is not None:
        ticket.grouped_with = leader
        ticket.save(update_fields=["grouped_with"])
        add_event(
            ticket, TicketEvent.Verb.GROUPED, by=ReaderActor(), at=at, internal=f"With {leader}.", leader=leader.reference
        )
    mails.acknowledge(ticket, at=at)


def checked_address(address: str) -> str:
    """A source's web address; refuses everything that is not plain http or https."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if address and not usable:
        raise Refused("The source must be a web address that begins with https:// or http://.")
    return address


def _edition_seen(article: Article, edition: Edition | None, at: datetime) -> Edition | None:
    if edition is not None and article.editions.readers_had(at).filter(pk=edition.pk).exists():
        return edition
    return article.visible_edition(at)


def _place(seen: Edition | None, report: Report) -> dict[str, Any]:
    """Where the passage stands: as the edition has it, or as the reader said."""
    found, whole, passage = None, Ticket.Part.WHOLE, report.passage
    if passage and seen is not None:
        found = passages.Words.of(seen).find(passage, before=report.before, after=report.after, block=report.block)
    said = report.part if report.part != whole else ""
    if found is not None:
        return {
            "part": said or found.part,
            "photo": _photo_seen(seen, report.photo or found.photo),
            "passage_before": found.before,
            "passage_after": found.after,
            "block": found.block,
        }
    known = report.block is not None and 0 <= report.block < MOST_BLOCKS and bool(passage)
    return {
        "part": said or (Ticket.Part.WORDS if passage else whole),
        "photo": _photo_seen(seen, report.photo),
        "passage_before": report.before[-passages.CONTEXT :],
        "passage_after": report.after[: passages.CONTEXT],
        "block": report.block if known else None,
    }


def _photo_seen(seen: Edition | None, photo: int | None) -> Photo | None:
    """The photo, if that edition showed it."""
    return seen.photos.filter(pk=photo).first() if seen is not None and photo is not None else None


def _text(text: str) -> str:
    return CONTROLS.sub("", text.replace("\r\n", "\n")).strip()


def _refuse_unusable(report: Report, channel: str) -> None:
    if not report.wrong:
        raise Refused("Tell us what is wrong.")
    if report.category not in Ticket.Category:
        raise Refused("Choose what kind of error it is.")
    if report.part and report.part not in Ticket.Part:
        raise Refused("Choose what part of the story it is about.")
    if channel not in Ticket.Channel:
        raise Refused("Say how the report came in.")
    for what, limit in LIMITS.items():
        if len(getattr(report, what)) > limit:
            raise Refused(f"A part of the report is longer than {limit:,} characters.")
    checked_address(report.source_url)
