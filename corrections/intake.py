"""A reader's report becomes a ticket: a reference, a clock, a first event, an acknowledgement. Nothing sent in is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
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


@transaction.atomic
@sensitive_variables("name", "email", "passage", "wrong", "right")
def receive_report(
    *,
    article: Article,
    wrong: str,
    category: str = "fact",
    passage: str = "",
    right: str = "",
    source_url: str = "",
    name: str = "",
    email: str = "",
    edition: Edition | None = None,
    part: str = "",
    before: str = "",
    after: str = "",
    block: int | None = None,
    photo: int | None = None,
    channel: str = "form",
    by: AnyActor | None = None,
    suspicion: str = "",
    at: datetime | None = None,
) -> Ticket:
    """Take in a report on a story and promise the acknowledgement, if there is an address to send it to.

    `edition` is what the reader saw; one that readers never had, or of another story, is replaced by what they see
    now. Where the passage stands is looked up in that edition, by the words `before` and `after` it and the number of
    its block; a passage that does not stand there is kept as it was said. `photo` is a photo's id.

    With a `suspicion` the ticket waits apart, and the acknowledgement waits until a person has cleared it.
    """
    at, by = at or timezone.now(), by or ReaderActor()
    said = {"passage": _text(passage), "wrong": _text(wrong), "right": _text(right), "source_url": source_url.strip()}
    name = " ".join(_text(name).split())
    _refuse_unusable(said, name=name, category=category, channel=channel, part=part)
    seen = _edition_seen(article, edition, at)
    ticket = Ticket.objects.create(
        reference=access.new_reference(),
        access_key=access.new_key(),
        record_key=access.new_key(),
        article=article,
        edition=seen,
        category=category,
        channel=channel,
        **said,
        **_place(seen, said["passage"], part=part, before=_text(before), after=_text(after), block=block, photo=photo),
        contact_name=name,
        contact_email=email.strip(),
        is_suspected=bool(suspicion),
        suspicion=suspicion[:200],
        received_at=at,
        due_at=promises.due_at(category, at),
    )
    leader = grouping.leader_for(ticket)
    add_event(
        ticket, TicketEvent.Verb.RECEIVED, by=by, at=at,
        category=category, channel=channel, suspected=bool(suspicion),
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


def _place(
    seen: Edition | None, passage: str, *, part: str, before: str, after: str, block: int | None, photo: int | None
) -> dict[str, Any]:
    """Where the passage stands: as the edition has it, or as the reader said."""
    found, whole = None, Ticket.Part.WHOLE
    if passage and seen is not None:
        found = passages.Words.of(seen).find(passage, before=before, after=after, block=block)
    if found is not None:
        return {
            "part": part if part and part != whole else found.part,
            "photo": _photo_seen(seen, photo or found.photo),
            "passage_before": found.before,
            "passage_after": found.after,
            "block": found.block,
        }
    known = block is not None and 0 <= block < MOST_BLOCKS and bool(passage)
    return {
        "part": part if part and part != whole else Ticket.Part.WORDS if passage else whole,
        "photo": _photo_seen(seen, photo),
        "passage_before": before[-passages.CONTEXT :],
        "passage_after": after[: passages.CONTEXT],
        "block": block if known else None,
    }


def _photo_seen(seen: Edition | None, photo: int | None) -> Photo | None:
    """The photo, if that edition showed it."""
    return seen.photos.filter(pk=photo).first() if seen is not None and photo is not None else None


def _text(text: str) -> str:
    return CONTROLS.sub("", text.replace("\r\n", "\n")).strip()


def _refuse_unusable(said: dict[str, str], *, name: str, category: str, channel: str, part: str) -> None:
    if not said["wrong"]:
        raise Refused("Tell us what is wrong.")
    if category not in Ticket.Category:
        raise Refused("Choose what kind of error it is.")
    if part and part not in Ticket.Part:
        raise Refused("Choose what part of the story it is about.")
    if channel not in Ticket.Channel:
        raise Refused("Say how the report came in.")
    for what, text in {**said, "name": name}.items():
        if len(text) > LIMITS[what]:
            raise Refused(f"A part of the report is longer than {LIMITS[what]:,} characters.")
    checked_address(said["source_url"])
