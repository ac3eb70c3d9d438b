"""One item, in one transaction: its version is kept, and what follows from it is done."""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Q

from articles.body import plain_text
from articles.models import Agency
from newsroom.base.refusals import Refused
from wire import changes, consequences, files, stored
from wire.agencies import Roster
from wire.changes import Change, ChangeKind
from wire.formats.parsed import ParsedItem, WireStatus
from wire.intake.outcome import ORDERS, Outcome, name_of, outcome_of
from wire.models import Item, Message, Version

logger = logging.getLogger(__name__)

BIGGEST = 2**63 - 1
LEAD = 280
WORLDWIDE = re.compile(r"(?:urn|tag):|https?://", re.IGNORECASE)  # an id that no two agencies can share
AWAY = (OperationalError, InterfaceError)  # nothing can be written, not even a quarantine


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item of a message, made safe, and which kind of change it is if we have nothing of it yet."""

    message: Message
    parsed: ParsedItem
    first_change: Change
    has_text: bool
    lead: str

    @property
    def is_order(self) -> bool:
        return self.first_change.kind in ORDERS


def candidate(message: Message, parsed: ParsedItem) -> Candidate:
    """An item made safe. Raises Refused for what no story is."""
    parsed = stored.sanitised(parsed)
    return Candidate(message, parsed, changes.classify(None, parsed), stored.has_text(parsed), lead_of(parsed))


def take(wanted: Candidate, *, roster: Roster, at: datetime) -> Outcome:
    """Take an item; one that cannot be taken does not stop the others."""
    try:
        return _take_twice(wanted, roster, at=at)
    except AWAY:
        raise
    except Exception as error:
        return refused(wanted.message, wanted.parsed, error, is_order=wanted.is_order)


def refused(message: Message, parsed: ParsedItem, error: Exception, *, is_order: bool | None = None) -> Outcome:
    """What is told of an item that could not be taken."""
    if is_order is None:
        is_order = parsed.status in (WireStatus.CANCELED, WireStatus.WITHHELD)
    if isinstance(error, Refused):
        reason = str(error)
    else:
        logger.error("an item of wire message %s could not be taken", message.pk, exc_info=error)
        reason = f"It could not be taken ({type(error).__name__}: {error}). Try again after a mend."
    if is_order:
        reason = f"A kill or hold was not obeyed. {reason}"
    what = " ".join((parsed.slugline or parsed.headline or parsed.item_id).split())[:120]
    return Outcome("quarantined", what or str(message), reason, is_unobeyed=is_order)


def id_of(parsed: ParsedItem) -> str:
    """The agency's id of the item that a message speaks of: its own, or the one that its order names."""
    item_id = parsed.status_target or parsed.item_id
    if not item_id:
        raise Refused("It has no identity of the agency's, so a later version or kill of it could not be told.")
    if len(item_id) > 500:
        item_id = item_id[:435] + "#" + hashlib.sha256(item_id.encode()).hexdigest()
    return item_id


def new_item(agency: Agency, parsed: ParsedItem, *, at: datetime) -> Item:
    """The item of a story that we have nothing of yet, not saved."""
    return Item(agency=agency, item_id=id_of(parsed), kind=_kind(parsed), first_seen_at=at, changed_at=at)


def counted(parsed: ParsedItem) -> ParsedItem:
    """The item with a version that a database can count."""
    return replace(parsed, version=max(0, min(parsed.version, BIGGEST)))


def new_version(
    item: Item, parsed: ParsedItem, change: Change, message: Message, document: dict[str, Any], *, at: datetime
) -> Version:
    """The next version of an item, not saved."""
    return Version(
        item=item,
        number=item.version_count + 1,
        sent_version=parsed.version,
        etag=parsed.etag[:200],
        content_hash=stored.content_hash(document),
        change=change.kind.value,
        evidence=[{"field": evidence.field, "words": evidence.words} for evidence in change.evidence],
        status=parsed.status.value,
        message=message,
        received_at=at,
        document=document,
    )


def move(item: Item, wanted: Candidate, change: Change, *, at: datetime) -> None:
    """The item's own fields move on with a version; a kill or hold brings no words, and never takes any away."""
    parsed = wanted.parsed
    is_bare = item.text_version_id is None
    item.changed_at = at
    if change.kind in ORDERS:
        if is_bare:
            item.headline, item.slugline = item.headline or parsed.headline[:300], item.slugline or parsed.slugline[:200]
        if change.kind is ChangeKind.KILL:
            item.killed_at = item.killed_at if item.is_killed else at
            item.usable_after_kill_at = item.cleared_at = item.cleared_by = None
        else:
            item.withheld_at = item.withheld_at or at
        return
    is_advisory = change.kind is ChangeKind.ADVISORY
    if item.is_killed:
        item.usable_after_kill_at = at
    if not is_advisory:
        item.withheld_at = None
    if wanted.has_text or is_bare:
        item.kind = _kind(parsed)
        item.headline = changes.headline_of(parsed)[:300] or item.headline
        item.slugline = parsed.slugline[:200] or item.slugline
        item.lead = wanted.lead or item.lead
    if not is_advisory or item.version_count < 2 or not item.pickups.exists():
        item.is_advisory = is_advisory
    item.service_number = parsed.service_number[:60] or item.service_number
    item.urgency = parsed.urgency if parsed.urgency is not None and 0 < parsed.urgency < 10 else None
    item.language = parsed.language[:20]
    item.embargo_until, item.embargo_open_ended = parsed.embargo_until, parsed.embargo_open_ended


def lead_of(parsed: ParsedItem) -> str:
    """The first words of an item's text, or of what stands with it, cut between words."""
    captions = (medium.caption for medium in parsed.media)
    text = next(
        filter(None, (" ".join(words.split()) for words in (plain_text(parsed.body_html), parsed.standfirst, *captions))), ""
    )
    if len(text) <= LEAD:
        return text
    return (text[: LEAD + 1].rpartition(" ")[0] or text[:LEAD]) + " …"


def _take_twice(wanted: Candidate, roster: Roster, *, at: datetime) -> Outcome:
    """Once more, if another process took the same item in the same moment."""
    try:
        with transaction.atomic():
            return _take(wanted, roster, at=at)
    except IntegrityError:
        roster.forget()
        with transaction.atomic():
            return _take(wanted, roster, at=at)


def _take(wanted: Candidate, roster: Roster, *, at: datetime) -> Outcome:
    message, parsed = wanted.message, wanted.parsed
    agency = _owner(wanted, roster) or roster.of(message, parsed.agency)
    if not roster.may_speak_for(message.feed, agency):
        raise Refused(f"The feed “{message.feed}” may not speak for {agency}. If it may, allow it under Feeds, then try again.")
    item = _item(agency, parsed, at=at)
    parsed = replace(parsed, version=_newest_sent(item)) if _speaks_of_another(parsed) else counted(parsed)
    document = stored.as_document(parsed)
    if _is_known(item, parsed, message, stored.content_hash(document)):
        return Outcome("duplicate", name_of(item), f"version {parsed.version} is known", item)
    before = _before(item)
    change = changes.classify(before, parsed)
    version = new_version(item, parsed, change, message, document, at=at)
    item.version_count = version.number
    if before is not None and changes.is_past(change.kind, parsed, than=_last(item, before)):
        version.change = Version.Change.STALE
        version.save()
        item.save(update_fields=["version_count"])
        return Outcome("stale", name_of(item), f"version {parsed.version} came after version {_newest_sent(item)}", item)
    version.save()
    move(item, wanted, change, at=at)
    item.newest = version
    if wanted.has_text and change.kind not in ORDERS:
        item.text_version = version
    item.save()
    files.keep(files.note(item, parsed, message, at=at))
    done = consequences.act(item, version, before, parsed, change, message, at=at)
    if change.kind in ORDERS:
        done += _parts_obey(item, wanted, roster, at=at)
    return outcome_of(item, version, parsed, change, done)


def _owner(wanted: Candidate, roster: Roster) -> Agency | None:
    """The agency of the item that an order names by an id which is nobody else's, where its message names an unknown one.

    A kill without text often says no more than a provider's domain.
    """
    message, parsed = wanted.message, wanted.parsed
    if (
        not wanted.is_order
        or not WORLDWIDE.match(parsed.status_target or parsed.item_id)
        or roster.find(message, parsed.agency)
    ):
        return None
    named = Item.objects.filter(item_id=id_of(parsed)).select_related("agency")
    owners = [item.agency for item in named if roster.may_speak_for(message.feed, item.agency)]
    return owners[0] if len(owners) == 1 else None


def _parts_obey(item: Item, wanted: Candidate, roster: Roster, *, at: datetime) -> list[str]:
    """An item that came with several stories has parts under its id and a mark; an order for the whole is one for each."""
    prefix = f"{item.item_id}#"
    ids = Item.objects.filter(agency=item.agency, item_id__startswith=prefix).values_list("item_id", flat=True)
    told = []
    for item_id in [found for found in ids if found.startswith(prefix)]:  # SQLite's LIKE knows no case
        part = replace(wanted.parsed, item_id=item_id, status_target="", etag="")
        told.append(f"its part {item_id.removeprefix(prefix)}: {_take(replace(wanted, parsed=part), roster, at=at).detail}")
    return told


def _item(agency: Agency, parsed: ParsedItem, *, at: datetime) -> Item:
    """The item that a message speaks of, locked."""
    # Locked without joins: after a wait PostgreSQL would give the item as it is and what it is joined with as it was.
    item = Item.objects.select_for_update(no_key=True).filter(agency=agency, item_id=id_of(parsed)).first()
    if item is None:
        item = new_item(agency, parsed, at=at)
        item.save()
    item.agency = agency
    return item


def _kind(parsed: ParsedItem) -> str:
    return parsed.kind.value if parsed.kind.value in Item.Kind.values else Item.Kind.OTHER


def _speaks_of_another(parsed: ParsedItem) -> bool:
    """Such a message counts its own versions, not those of the item it names."""
    return bool(parsed.status_target and parsed.status_target != parsed.item_id)


def _newest_sent(item: Item) -> int:
    return item.newest.sent_version if item.newest else 0


def _is_known(item: Item, parsed: ParsedItem, message: Message, digest: str) -> bool:
    """The same version came before: by its content, or by the mark that changes with any change (and the same status)."""
    if item.version_count == 0:
        return False
    etag = parsed.etag[:200]
    same = Q(content_hash=digest, etag=etag)
    # The number of an order that names another item is that item's newest: it may have moved on since a crash.
    same &= (
        Q(message=message) | Q(sent_version=parsed.version) if _speaks_of_another(parsed) else Q(sent_version=parsed.version)
    )
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
