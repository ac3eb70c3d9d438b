"""Messages are kept before anything reads them, known again by their bytes, and settled when their items are taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from articles.models import Agency
from newsroom.base import on_record
from wire import orders
from wire.intake.gate import one_at_a_time
from wire.intake.outcome import Outcome, name_of
from wire.intake.source import Source
from wire.models import Feed, Message, Version

FOLDER = 1000  # a longer path is not kept: cut short it would be another


def keep(
    sources: Iterable[Source], *, feed: Feed, agency: Agency | None, format: str, publish: bool, at: datetime
) -> dict[str, Message]:
    """The messages of a batch by their digest, kept now or before; what the operator says now of one in quarantine counts."""
    brought = {source.sha256: source for source in sources if source.data is not None}
    kept = _kept(brought)
    if all(digest in kept and kept[digest].state == Message.State.READ for digest in brought):
        return kept
    with one_at_a_time():
        kept = _kept(brought)
        said = {"feed": feed, "given_agency": agency, "given_format": format, "may_publish": publish}
        for message in kept.values():
            if message.state != Message.State.READ:
                _hear(message, said)
        new = [
            Message(
                sha256=digest, name=source.name[-300:], folder=source.folder if len(source.folder) <= FOLDER else "",
                size=source.size, received_at=at, raw=source.data, **said,
            )
            for digest, source in brought.items()
            if digest not in kept
        ]  # fmt: skip
        Message.objects.bulk_create(new)
        digests = [message.sha256 for message in new]
        for refused in Message.objects.filter(sha256__in=digests, raw__isnull=True).exclude(state=Message.State.READ):
            refused.state = Message.State.READ  # it came again, and the limit lets it in
            refused.save(update_fields=["state"])
            on_record.write(refused, by=feed.actor, at=at)
    return kept | {message.sha256: message for message in new}


def refuse(source: Source, *, feed: Feed, at: datetime | None = None) -> Outcome:
    """A file over the limit is not read: its name, size and digest are kept, so that it is known where it was sent from."""
    limit = settings.WIRE_MAX_BYTES
    reason = f"The file has {source.size:,} bytes; the limit is {limit:,} (WIRE_MAX_BYTES). It was not read."
    message, is_new = Message.objects.get_or_create(
        sha256=source.sha256,
        raw__isnull=True,
        defaults={
            "feed": feed, "name": source.name[-300:], "size": source.size, "received_at": at or timezone.now(),
            "state": Message.State.QUARANTINED, "reason": reason, "raw": None,
        },
    )  # fmt: skip
    if is_new:
        on_record.write(message, by=feed.actor, at=at)
    return Outcome("quarantined", str(message), message.reason)


def known(messages: Iterable[Message]) -> dict[int, list[Outcome]]:
    """What is told of messages that were read before, by their key: the same bytes again."""
    asked = {message.pk: message for message in messages}
    outcomes: dict[int, list[Outcome]] = {pk: [] for pk in asked}
    if not asked:
        return outcomes
    versions = Version.objects.filter(message__in=asked).select_related("item__agency").defer("document", "evidence")
    for version in versions.order_by("pk"):
        when = _when(asked[version.message_id])
        outcomes[version.message_id].append(Outcome("duplicate", name_of(version.item), when, version.item))
    for pk, told in outcomes.items():
        if not told:
            told.append(Outcome("duplicate", str(asked[pk]), _when(asked[pk])))
    return outcomes


def settle(read: Iterable[tuple[Message, str, list[Outcome]]], *, at: datetime) -> None:
    """Messages are done: read, or in quarantine with the reasons; the desk hears of an order that was not obeyed.

    `read` holds each message with its format and what became of its items.
    """
    done: dict[str, list[int]] = defaultdict(list)
    freed: list[Message] = []
    with one_at_a_time():
        for message, format, outcomes in read:
            refused = [outcome for outcome in outcomes if outcome.word == "quarantined"]
            if refused:
                _quarantine(message, format, refused, at=at)
            else:
                freed += [message] if message.state == Message.State.QUARANTINED else []
                message.state, message.format = Message.State.READ, format[:20]
                done[message.format].append(message.pk)
        for format, pks in done.items():
            Message.objects.filter(pk__in=pks).update(
                state=Message.State.READ, reason="", format=format, has_order=False
            )  # fmt: skip
        for message in freed:
            on_record.write(message, by=message.feed.actor, at=at)


def _kept(digests: Iterable[str]) -> dict[str, Message]:
    messages = Message.objects.defer("raw").select_related("feed__agency", "given_agency")
    return {message.sha256: message for message in messages.filter(sha256__in=list(digests), raw__isnull=False)}


def _hear(message: Message, said: Mapping[str, object]) -> None:
    changed = [field for field, value in said.items() if value and getattr(message, field) != value]
    for field in changed:
        setattr(message, field, said[field])
    if changed:
        message.save(update_fields=changed)
        if message.state == Message.State.QUARANTINED:
            on_record.write(message, by=message.feed.actor)


def _quarantine(message: Message, format: str, refused: list[Outcome], *, at: datetime) -> None:
    reason = "\n".join(dict.fromkeys(outcome.detail for outcome in refused)).replace("\x00", "")
    has_order = any(outcome.is_unobeyed for outcome in refused)
    after = {"state": Message.State.QUARANTINED, "reason": reason, "format": format[:20], "has_order": has_order}
    if any(getattr(message, name) != value for name, value in after.items()):
        for name, value in after.items():
            setattr(message, name, value)
        message.save(update_fields=list(after))
        on_record.write(message, by=message.feed.actor, at=at)
    if has_order:
        orders.tell_of_unobeyed(message, reason, at=at)


def _when(message: Message) -> str:
    return f"received on {message.received_at:%Y-%m-%d %H:%M} UTC"
