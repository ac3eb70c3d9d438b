"""How wire copy comes in: the messages are kept first, whatever they are; then read; then their items are taken.

A crash leaves messages kept and unfinished; running again finishes them, and what was taken before is known again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.models import Agency
from newsroom.base import on_record, record
from newsroom.base.refusals import Refused
from wire import formats
from wire.agencies import Roster
from wire.formats.parsed import ParsedItem, UnreadableMessage
from wire.intake import chunk, items, messages
from wire.intake.items import Candidate
from wire.intake.outcome import Outcome
from wire.intake.source import BYTES, MESSAGES, Source, batches
from wire.models import Feed, Message

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

TOGETHER = 100  # items in a transaction: long enough to be quick, short enough that nobody waits


def command_feed() -> Feed:
    """The feed of files that an operator hands to the ingest command."""
    return Feed.objects.get_or_create(slug="command", defaults={"name": "The ingest command"})[0]


def receive(
    data: bytes,
    *,
    feed: Feed,
    name: str = "",
    folder: str = "",
    agency: Agency | None = None,
    format: str | None = None,
    publish: bool = False,
    at: datetime | None = None,
) -> list[Outcome]:
    """Take in one wire message; one outcome for each item. The same bytes again change nothing.

    `agency` and `format` are the operator's word and win over the content's. With `publish`, new stories go live at once.
    In `folder` lie the pictures that the message may name.
    """
    source = Source.of(data, name=name, folder=folder)
    received = receive_many([source], feed=feed, agency=agency, format=format, publish=publish, at=at)
    return [outcome for _, outcomes in received for outcome in outcomes]


def receive_many(
    sources: Iterable[Source],
    *,
    feed: Feed,
    agency: Agency | None = None,
    format: str | None = None,
    publish: bool = False,
    at: datetime | None = None,
    together: int = TOGETHER,
) -> Iterator[tuple[Source, list[Outcome]]]:
    """Take in wire messages, a batch at a time, as the iterator is asked for them; in order, with the outcomes of each.

    The end is that of `receive` for one after the other, only sooner.
    """
    for batch in batches(sources):
        now = at or timezone.now()
        kept = messages.keep(batch, feed=feed, agency=agency, format=format or "", publish=publish, at=now)
        was_read = [message for message in kept.values() if message.state == Message.State.READ]
        told = messages.known(was_read)
        unread = [
            (message, source.data)
            for source in batch
            if source.data is not None and (message := kept[source.sha256]).pk not in told
        ]
        told |= _finished(unread, at=now, together=together)
        for source in batch:
            if source.problem:
                yield source, [Outcome("quarantined", source.name, source.problem)]
            elif source.data is None:
                yield source, [messages.refuse(source, feed=feed, at=now)]
            else:
                yield source, told[kept[source.sha256].pk]


def finish_unfinished(*, before: datetime | None = None, at: datetime | None = None) -> list[Outcome]:
    """Finish the messages that a crash left half done; with `before`, only those received before a time."""
    unfinished = Message.objects.unfinished()
    if before is not None:
        unfinished = unfinished.filter(received_at__lt=before)
    outcomes: list[Outcome] = []
    for pks in _batched(list(unfinished.order_by("pk").values_list("pk", "size"))):
        # Asked again: another worker may have finished some of them.
        left = Message.objects.unfinished().filter(pk__in=pks).select_related("feed__agency", "given_agency").order_by("pk")
        told = _finished([(message, bytes(message.raw or b"")) for message in left], at=at or timezone.now())
        outcomes += [outcome for told_of_one in told.values() for outcome in told_of_one]
    return outcomes


def try_again(message: Message, *, by: User, agency: Agency | None = None, at: datetime | None = None) -> list[Outcome]:
    """Someone has a quarantined message read once more, after a mend or with the agency named; that is recorded."""
    if message.raw is None:
        raise Refused("The file was over the limit and is not kept here. Raise the limit and run the command again.")
    if message.state == Message.State.READ:
        raise Refused("This message has been read already.")
    with transaction.atomic():
        if agency is not None:
            message.given_agency = agency
            message.save(update_fields=["given_agency"])
            on_record.write(message, by=by, at=at)
        named = agency.slug if agency else ""
        record.write(f"message:{message.sha256}", "tried again", by=by, at=at, agency=named, reason=message.reason)
    return finish(message, at=at)


def finish(message: Message, *, at: datetime | None = None) -> list[Outcome]:
    """Read a kept message and take each of its items; what cannot be taken is quarantined with the reason."""
    return _finished([(message, bytes(message.raw or b""))], at=at or timezone.now())[message.pk]


@dataclass(slots=True)
class _Reading:
    """A message in hand: what became of each of its items so far."""

    message: Message
    format: str = ""
    outcomes: list[Outcome | None] = field(default_factory=list)

    @property
    def told(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome is not None]


def _finished(kept: Sequence[tuple[Message, bytes]], *, at: datetime, together: int = TOGETHER) -> dict[int, list[Outcome]]:
    """Read kept messages and take their items in order; what became of them, by the message's key."""
    roster = Roster()
    readings: list[_Reading] = []
    waiting: list[tuple[_Reading, int, Candidate]] = []

    def take() -> None:
        taken = chunk.take([one for _, _, one in waiting], roster=roster, at=at)
        for (reading, place, _), outcome in zip(waiting, taken, strict=True):
            reading.outcomes[place] = outcome
        waiting.clear()

    for message, data in kept:
        reading = _Reading(message)
        readings.append(reading)
        for parsed in _parsed(reading, data):
            reading.outcomes.append(None)
            try:
                waiting.append((reading, len(reading.outcomes) - 1, items.candidate(message, parsed)))
            except Exception as error:
                reading.outcomes[-1] = items.refused(message, parsed, error)
            if len(waiting) >= together:
                take()
    take()
    if readings:
        messages.settle([(reading.message, reading.format, reading.told) for reading in readings], at=at)
    return {reading.message.pk: reading.told for reading in readings}


def _parsed(reading: _Reading, data: bytes) -> list[ParsedItem]:
    """The items of a message; if it cannot be read, none, and the reason is among its outcomes."""
    message = reading.message
    try:
        parsed = formats.parse(data, message.given_format or message.feed.format or None, settings.WIRE_MAX_BYTES)
        if not parsed:
            raise UnreadableMessage("No item was found in it.")
    except UnreadableMessage as error:
        reading.outcomes.append(Outcome("quarantined", str(message), str(error)))
        return []
    except Exception as error:
        # A fault of ours in a parser: the run goes on, the bytes are kept, and the message can be tried again.
        logger.exception("wire message %s could not be parsed", message.pk)
        reason = f"Our parser failed on it ({type(error).__name__}: {error}). Try again after a mend."
        reading.outcomes.append(Outcome("quarantined", str(message), reason))
        return []
    reading.format = parsed[0].format
    return parsed


def _batched(unfinished: list[tuple[int, int]]) -> Iterator[list[int]]:
    """Keys of messages, as many together as may be in memory."""
    pks: list[int] = []
    held = 0
    for pk, size in unfinished:
        if pks and (len(pks) == MESSAGES or held + size > BYTES):
            yield pks
            pks, held = [], 0
        pks.append(pk)
        held += size
    if pks:
        yield pks
