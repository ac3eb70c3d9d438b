"""How wire copy comes in: the message is kept first, whatever it is; then read; then each item is taken, one transaction each.

A crash leaves the message kept and unfinished; running again finishes it, and what was taken before is known again.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import Agency
from newsroom.base import record
from newsroom.base.refusals import Refused
from wire import agencies, changes, consequences, formats, orders, stored
from wire.changes import Change, ChangeKind
from wire.formats.parsed import ItemKind, ParsedItem, UnreadableMessage, WireStatus
from wire.models import Feed, Item, Message, Version

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

WORDS = (
    "new", "update", "correction", "minor", "hold", "release", "kill", "duplicate", "stale", "advisory", "quarantined",
)  # fmt: skip
BIGGEST = 2**63 - 1
ORDERS = (ChangeKind.KILL, ChangeKind.HOLD)


@dataclass(frozen=True)
class Outcome:
    """What became of one item: a word of WORDS, what it is, and what was done."""

    word: str
    what: str
    detail: str = ""
    item: Item | None = None

    def __str__(self) -> str:
        return f"{self.word:<12} {self.what}" + (f": {self.detail}" if self.detail else "")


def command_feed() -> Feed:
    """The feed of files that an operator hands to the ingest command."""
    return Feed.objects.get_or_create(slug="command", defaults={"name": "The ingest command"})[0]


def receive(
    data: bytes,
    *,
    feed: Feed,
    name: str = "",
    agency: Agency | None = None,
    format: str | None = None,
    publish: bool = False,
    at: datetime | None = None,
) -> list[Outcome]:
    """Take in one wire message; one outcome for each item. The same bytes again change nothing.

    `agency` and `format` are the operator's word and win over the content's. With `publish`, new stories go live at once.
    """
    at = at or timezone.now()
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > settings.WIRE_MAX_BYTES:
        return [refuse(feed=feed, name=name, size=len(data), sha256=digest, at=at)]
    message = _kept(data, digest, feed=feed, name=name, agency=agency, format=format or "", publish=publish, at=at)
    if message.state == Message.State.READ:
        return _known(message)
    return finish(message, at=at)


def refuse(*, feed: Feed, name: str, size: int, sha256: str, at: datetime | None = None) -> Outcome:
    """A file over the limit is not read: its name, size and digest are kept, so that it is known where it was sent from."""
    reason = f"The file has {size:,} bytes; the limit is {settings.WIRE_MAX_BYTES:,} (WIRE_MAX_BYTES). It was not read."
    message, _ = Message.objects.get_or_create(
        sha256=sha256,
        raw__isnull=True,
        defaults={
            "feed": feed, "name": name[-300:], "size": size, "received_at": at or timezone.now(),
            "state": Message.State.QUARANTINED, "reason": reason, "raw": None,
        },
    )  # fmt: skip
    return Outcome("quarantined", str(message), message.reason)


def finish_unfinished(*, before: datetime | None = None, at: datetime | None = None) -> list[Outcome]:
    """Finish the messages that a crash left half done; with `before`, only those received before a time."""
    messages = Message.objects.unfinished()
    if before is not None:
        messages = messages.filter(received_at__lt=before)
    unfinished = list(messages.order_by("pk").values_list("pk", flat=True))
    return [outcome for pk in unfinished for outcome in finish(Message.objects.get(pk=pk), at=at)]


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
        named = agency.slug if agency else ""
        record.write(f"message:{message.sha256}", "tried again", by=by, at=at, agency=named, reason=message.reason)
    return finish(message, at=at)


def finish(message: Message, *, at: datetime | None = None) -> list[Outcome]:
    """Read a kept message and take each of its items; what cannot be taken is quarantined with the reason."""
    at = at or timezone.now()
    try:
        parsed = formats.parse(bytes(message.raw or b""), message.given_format or None, settings.WIRE_MAX_BYTES)
    except UnreadableMessage as error:
        return _quarantined(message, [str(error)])
    except Exception as error:
        # A fault of ours in a parser: the run goes on, the bytes are kept, and the message can be tried again.
        logger.exception("wire message %s could not be parsed", message.pk)
        return _quarantined(message, [f"Our parser failed on it ({type(error).__name__}: {error}). Try again after a mend."])
    if not parsed:
        return _quarantined(message, ["No item was found in it."])
    outcomes, reasons, has_order = [], [], False
    for item in parsed:
        outcome, is_order = _take_safely(message, item, at=at)
        outcomes.append(outcome)
        if outcome.word == "quarantined":
            reasons.append(outcome.detail)
            has_order = has_order or is_order
    state = Message.State.QUARANTINED if reasons else Message.State.READ
    _settle(message, state, reasons, format=parsed[0].format, has_order=has_order)
    if has_order:
        orders.tell_of_unobeyed(message, message.reason, at=at)
    return outcomes


def _kept(
    data: bytes, digest: str, *, feed: Feed, name: str, agency: Agency | None, format: str, publish: bool, at: datetime
) -> Message:
    """The message of these bytes, kept now or before; what the operator says now of one in quarantine counts."""
    with transaction.atomic():
        message, is_new = Message.objects.defer("raw").get_or_create(
            sha256=digest,
            raw__isnull=False,
            defaults={
                "feed": feed, "name": name[-300:], "size": len(data), "received_at": at, "raw": data,
                "given_agency": agency, "given_format": format, "may_publish": publish,
            },
        )  # fmt: skip
        if is_new:
            Message.objects.filter(sha256=digest, raw__isnull=True).update(state=Message.State.READ)
        elif message.state != Message.State.READ:
            said = {"feed": feed, "given_agency": agency, "given_format": format, "may_publish": publish}
            changed = [field for field, value in said.items() if value and getattr(message, field) != value]
            for field in changed:
                setattr(message, field, said[field])
            if changed:
                message.save(update_fields=changed)
    return message


def _known(message: Message) -> list[Outcome]:
    """The same bytes again."""
    versions = list(message.versions.select_related("item__agency"))
    when = f"received on {message.received_at:%Y-%m-%d %H:%M} UTC"
    if not versions:
        return [Outcome("duplicate", str(message), when)]
    return [Outcome("duplicate", _name(version.item), when, version.item) for version in versions]


def _quarantined(message: Message, reasons: list[str]) -> list[Outcome]:
    _settle(message, Message.State.QUARANTINED, reasons)
    return [Outcome("quarantined", str(message), message.reason)]


def _settle(message: Message, state: str, reasons: list[str], *, format: str = "", has_order: bool = False) -> None:
    reason = "\n".join(dict.fromkeys(reasons)).replace("\x00", "")
    after = {"state": state, "reason": reason, "format": format[:20], "has_order": has_order}
    if any(getattr(message, name) != value for name, value in after.items()):
        for name, value in after.items():
            setattr(message, name, value)
        message.save(update_fields=list(after))


def _take_safely(message: Message, item: ParsedItem, *, at: datetime) -> tuple[Outcome, bool]:
    """Take an item; one that cannot be taken does not stop the others. Also says whether it is a kill or hold."""
    is_order = item.status in (WireStatus.CANCELED, WireStatus.WITHHELD)
    try:
        item = stored.sanitised(item)
        is_order = changes.classify(None, item).kind in ORDERS
        return _take_twice(message, item, at=at), is_order
    except Refused as refused:
        reason = str(refused)
    except (OperationalError, InterfaceError):
        raise  # the database is away: nothing can be written, not even a quarantine
    except Exception as error:
        logger.exception("an item of wire message %s could not be taken", message.pk)
        reason = f"It could not be taken ({type(error).__name__}: {error}). Try again after a mend."
    if is_order:
        reason = f"A kill or hold was not obeyed. {reason}"
    what = " ".join((item.slugline or item.headline or item.item_id).split())[:120]
    return Outcome("quarantined", what or str(message), reason), is_order


def _take_twice(message: Message, item: ParsedItem, *, at: datetime) -> Outcome:
    """Once more, if another process took the same item in the same moment."""
    try:
        with transaction.atomic():
            return _take(message, item, at=at)
    except IntegrityError:
        with transaction.atomic():
            return _take(message, item, at=at)


def _take(message: Message, parsed: ParsedItem, *, at: datetime) -> Outcome:
    """One item, in one transaction: its version is kept, and what follows from it is done."""
    agency = agencies.agency_of(parsed.agency, given=message.given_agency)
    if not agencies.may_speak_for(message.feed, agency):
        raise Refused(f"The feed “{message.feed}” may not speak for {agency}. Ask the agency, then run it again another way.")
    item = _item(agency, parsed, at=at)
    parsed = replace(parsed, version=_sent_version(item, parsed))
    document = stored.as_document(parsed)
    digest, etag = stored.content_hash(document), parsed.etag[:200]
    if _is_known(item, parsed, digest, etag):
        return Outcome("duplicate", _name(item), f"version {parsed.version} is known", item)
    before = _before(item)
    change = changes.classify(before, parsed)
    is_past = before is not None and changes.is_past(change.kind, parsed, than=_last(item, before))
    version = Version.objects.create(
        item=item,
        number=item.version_count + 1,
        sent_version=parsed.version,
        etag=etag,
        content_hash=digest,
        change=Version.Change.STALE if is_past else change.kind.value,
        evidence=[{"field": evidence.field, "words": evidence.words} for evidence in change.evidence],
        status=parsed.status.value,
        message=message,
        received_at=at,
        document=document,
    )
    item.version_count = version.number
    if is_past:
        item.save(update_fields=["version_count"])
        newest = item.newest.sent_version if item.newest else 0
        return Outcome("stale", _name(item), f"version {parsed.version} came after version {newest}", item)
    _move(item, version, parsed, change, at=at)
    return _outcome(item, version, parsed, change, consequences.act(item, version, before, parsed, change, message, at=at))


def _item(agency: Agency, parsed: ParsedItem, *, at: datetime) -> Item:
    """The item that a message speaks of, locked: its own, or the one that its order names."""
    item_id = parsed.status_target or parsed.item_id
    if not item_id:
        raise Refused("It has no identity of the agency's, so a later version or kill of it could not be told.")
    if len(item_id) > 500:
        item_id = item_id[:435] + "#" + hashlib.sha256(item_id.encode()).hexdigest()
    # Locked without joins: after a wait PostgreSQL would give the item as it is and what it is joined with as it was.
    item = Item.objects.select_for_update().filter(agency=agency, item_id=item_id).first()
    if item is None:
        item = Item.objects.create(agency=agency, item_id=item_id, kind=_kind(parsed), first_seen_at=at, changed_at=at)
    item.agency = agency
    return item


def _kind(parsed: ParsedItem) -> str:
    return parsed.kind.value if parsed.kind.value in Item.Kind.values else Item.Kind.OTHER


def _sent_version(item: Item, parsed: ParsedItem) -> int:
    """The agency's number; a message that speaks of another item counts its own versions, not that item's."""
    if parsed.status_target and parsed.status_target != parsed.item_id:
        return item.newest.sent_version if item.newest else 0
    return max(0, min(parsed.version, BIGGEST))


def _is_known(item: Item, parsed: ParsedItem, digest: str, etag: str) -> bool:
    """The same version came before: by its content, or by the mark that changes with any change (and the same status)."""
    if item.version_count == 0:
        return False
    same = Q(sent_version=parsed.version, content_hash=digest, etag=etag)
    if etag:
        same |= Q(etag=etag, status=parsed.status.value)
    return item.versions.filter(same).exists()


def _before(item: Item) -> ParsedItem | None:
    """The item as we have it: the last text that came, under the status that holds."""
    if item.newest is None:
        return None
    newest = item.newest.parsed
    # A kill or hold may have been told by words alone, while the status said "usable".
    if item.withheld_at is not None:
        status = WireStatus.WITHHELD
    elif item.newest.change == Version.Change.KILL:
        status = WireStatus.CANCELED
    else:
        status = newest.status
    return replace(item.text_version.parsed if item.text_version else newest, status=status)


def _last(item: Item, before: ParsedItem) -> ParsedItem:
    """What a version must not be older than: the highest number we have, and the time of the last word."""
    assert item.newest is not None
    numbers = [item.newest.sent_version, *([item.text_version.sent_version] if item.text_version else [])]
    return replace(before, version=max(numbers), version_created_at=item.newest.parsed.version_created_at)


def _move(item: Item, version: Version, parsed: ParsedItem, change: Change, *, at: datetime) -> None:
    """The item moves on to its newest version; a kill or hold brings no words, and never takes any away."""
    item.newest, item.changed_at = version, at
    if change.kind in ORDERS:
        if item.text_version is None:
            item.headline, item.slugline = item.headline or parsed.headline[:300], item.slugline or parsed.slugline[:200]
        if change.kind is ChangeKind.KILL:
            item.killed_at = item.killed_at if item.is_killed else at
            item.usable_after_kill_at = item.cleared_at = item.cleared_by = None
        else:
            item.withheld_at = item.withheld_at or at
        item.save()
        return
    if item.is_killed:
        item.usable_after_kill_at = at
    if change.kind is not ChangeKind.ADVISORY:
        item.withheld_at = None
    if stored.has_text(parsed) or item.text_version is None:
        item.kind = _kind(parsed)
        item.headline = changes.headline_of(parsed)[:300] or item.headline
        item.slugline = parsed.slugline[:200] or item.slugline
    if stored.has_text(parsed):
        item.text_version = version
    if change.kind is not ChangeKind.ADVISORY or not item.pickups.exists():
        item.is_advisory = change.kind is ChangeKind.ADVISORY
    item.urgency = parsed.urgency if parsed.urgency is not None and 0 < parsed.urgency < 10 else None
    item.language = parsed.language[:20]
    item.embargo_until, item.embargo_open_ended = parsed.embargo_until, parsed.embargo_open_ended
    item.save()


def _outcome(item: Item, version: Version, parsed: ParsedItem, change: Change, done: list[str]) -> Outcome:
    word = "release" if change.kind is ChangeKind.EMBARGO_LIFTED else change.kind.value
    parts = [f"version {version.sent_version}", *dict.fromkeys(done)]
    if change.kind not in ORDERS:
        if change.kind is ChangeKind.EMBARGO_LIFTED:
            parts.append("the embargo is lifted")
        if parsed.kind is not ItemKind.TEXT:
            parts.append(parsed.kind.value)
        if item.embargo_open_ended:
            parts.append("embargoed without an end")
        elif item.embargo_until is not None:
            parts.append(f"embargoed until {item.embargo_until:%Y-%m-%d %H:%M} UTC")
    return Outcome(word, _name(item), ", ".join(parts), item)


def _name(item: Item) -> str:
    return f"{item.agency.short_name} {item}"
