"""Orders that name their story in words: matched, held at once when the match is certain, and always put before a person.

“Please kill item dpa 157 …” comes as a message of its own, without an id. A person settles each: obeys it, or puts it
aside with the reason. What is certain and grave does not wait for them: the story is held (not killed) at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from newsroom.base import on_record, record
from newsroom.base.actors import FeedActor
from newsroom.base.refusals import Refused
from wire import matching, orders, pickup
from wire.changes import KNOWN_BY_KEYWORD, ChangeKind, Told, told_in, told_of_itself
from wire.formats.parsed import ParsedItem
from wire.models import Item, NamedOrder, Version

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["Told", "await_many", "dismiss", "heed", "obey", "told_in"]

GRAVE = (ChangeKind.KILL, ChangeKind.HOLD)
CERTAIN = NamedOrder.Certainty.CERTAIN


def heed(item: Item, version: Version, parsed: ParsedItem, *, at: datetime) -> list[str] | None:
    """What follows from a version that orders something of another story; None if it is no such order.

    An ordinary version is looked at too: an order that came before its story waits for it, and one that is not settled
    keeps its story held, whatever the agency sends in between.
    """
    told = told_in(parsed)
    is_by_id = told is None or _is_of_itself(item, version)
    if is_by_id:
        _keep_stopped(item, parsed, at=at)
        told = _told_of_unseen(item, version, parsed)
    if told is None:
        return None
    if (before := _same(item, told, at=at)) is not None:
        return [f"the same order came on {before.at:%Y-%m-%d at %H:%M} UTC"]
    found = matching.find(told, item, sent_at=parsed.version_created_at or at, at=at)
    if is_by_id and not _is_of_use(found, parsed):
        return None
    order = NamedOrder.objects.create(
        version=version,
        kind=told.kind.value,
        is_grave=told.kind in GRAVE,
        words=told.words,
        number=told.number[:60],
        slugline=(told.slugline or told.keyword)[:200],
        headline=told.headline[:300],
        item=found.item,
        certainty=found.certainty,
        evidence=found.evidence,
        candidates=found.candidates,
        at=at,
    )
    done = _hold_at_once(order, at=at)
    on_record.write(order, by=version.message.feed.actor, at=at)
    _alarm(order, done, at=at)
    return [f"an order in words: {order.get_kind_display().lower()}, {order.get_certainty_display().lower()}", *done]


def await_many(new: Sequence[tuple[Item, ParsedItem]], *, at: datetime) -> None:
    """Hold those of many new items that an order in words was waiting for; one question if none was."""
    waiting = _waiting({item.agency_id for item, _ in new}, at=at)
    for item, parsed in new if waiting else ():
        _meet(item, parsed, waiting, at=at)


@transaction.atomic
def obey(*, order: NamedOrder, item: Item, by: User, at: datetime | None = None) -> list[str]:
    """A person says which story an order means: it is done there, as if the agency had named its id. Says what was done."""
    at = at or timezone.now()
    order = _open(order)
    item = Item.objects.select_for_update(no_key=True).get(pk=item.pk)
    if item.agency_id != order.version.item.agency_id:
        raise Refused(f"{order.version.item.agency} orders this; the story is {item.agency}’s.")
    if item.pk == order.version.item_id:
        raise Refused("This is the order itself. Choose the story that it speaks of.")
    actor, done = order.version.message.feed.actor, []
    if order.item is not None and order.item_id != item.pk:
        done += _let_go(order, at=at)
    _settle(order, NamedOrder.Settlement.OBEYED, by=by, at=at, item=item)
    reason = f"{order.get_kind_display()} by {item.agency}, in words: {order.words}"
    if order.kind == NamedOrder.Kind.KILL:
        item.killed_at = item.killed_at if item.is_killed else at
        item.usable_after_kill_at = item.cleared_at = item.cleared_by = None
        item.save(update_fields=["killed_at", "usable_after_kill_at", "cleared_at", "cleared_by"])
        _settle_holds(item, by=by, at=at)
        done += orders.kill(item=item, version=order.version, reason=reason, by=actor, at=at)
    elif order.kind == NamedOrder.Kind.HOLD:
        done += _withhold(order, item, reason, actor, at=at)
    elif order.kind == NamedOrder.Kind.RELEASE:
        item.withheld_at = None
        item.save(update_fields=["withheld_at"])
        _settle_holds(item, by=by, at=at)
        done += orders.release(item=item, by=actor, at=at)
    chain = pickup.chain(item)
    record.write(chain, "obeyed an order in words", by=by, at=at, item=item.item_id, kind=order.kind, words=order.words)
    return done


@transaction.atomic
def dismiss(*, order: NamedOrder, reason: str, by: User, at: datetime | None = None) -> list[str]:
    """A person puts an order aside with the reason; what was held for it alone is released. Says what was done."""
    at = at or timezone.now()
    if not reason.strip():
        raise Refused("Say why it is put aside.")
    order = _open(order)
    done = _let_go(order, at=at)
    _settle(order, NamedOrder.Settlement.DISMISSED, by=by, at=at, reason=reason.strip())
    chain = pickup.chain(order.item or order.version.item)
    record.write(chain, "put an order in words aside", by=by, at=at, kind=order.kind, words=order.words, reason=reason.strip())
    return done


def _told_of_unseen(item: Item, version: Version, parsed: ParsedItem) -> Told | None:
    """A kill or hold under an id of which we have nothing: we may have its story under another.

    Formats without ids make one of day and keyword, which a kill on the next day or with another spelling does not repeat.
    """
    kind = ChangeKind(version.change)
    if version.number > 1 or kind not in GRAVE:
        return None
    if Item.objects.filter(agency=item.agency, item_id__startswith=f"{item.item_id}#").exists():
        return None  # its parts obey
    return told_of_itself(parsed, kind)


def _is_of_use(found: matching.Match, parsed: ParsedItem) -> bool:
    """Where ids can be relied on, one sign is none: the story that is stopped was never sent to us."""
    if parsed.format in KNOWN_BY_KEYWORD:
        return found.certainty != NamedOrder.Certainty.UNKNOWN
    return found.certainty == CERTAIN


def _is_of_itself(item: Item, version: Version) -> bool:
    """Whether the message repeats the identity of the story it stops: then it is an order by id, and done already."""
    earlier = item.versions.exclude(pk=version.pk).order_by("number")[:5] if version.number > 1 else ()
    return any(told_in(known.parsed) is None for known in earlier)


def _same(item: Item, told: Told, *, at: datetime) -> NamedOrder | None:
    """The same order sent again; one that was put aside counts as new, since the agency insists."""
    return (
        NamedOrder.objects.filter(
            version__item__agency=item.agency, at__gte=at - matching.WINDOW, kind=told.kind.value, words=told.words,
            number=told.number[:60], slugline=(told.slugline or told.keyword)[:200], headline=told.headline[:300],
        )
        .exclude(settlement=NamedOrder.Settlement.DISMISSED)
        .first()
    )  # fmt: skip


def _hold_at_once(order: NamedOrder, *, at: datetime) -> list[str]:
    if not order.is_grave or order.certainty != CERTAIN or order.item is None:
        return []
    item = Item.objects.select_for_update(no_key=True).get(pk=order.item.pk)
    order.held_at = at
    order.save(update_fields=["held_at"])
    reason = f"{order.get_kind_display()} by {item.agency}, in words: {order.words}"
    done = _withhold(order, item, reason, order.version.message.feed.actor, at=at)
    return done or [f"held if it is taken: {item}"]


def _withhold(order: NamedOrder, item: Item, reason: str, by: FeedActor, *, at: datetime) -> list[str]:
    if item.withheld_at is None:
        item.withheld_at = at
        item.save(update_fields=["withheld_at"])
    return orders.hold(item=item, version=order.version, reason=reason, by=by, at=at)


def _keep_stopped(item: Item, parsed: ParsedItem, *, at: datetime) -> None:
    """An order in words that waits for this item, or that holds it already, stops it now too."""
    standing = NamedOrder.objects.open().filter(item=item, is_grave=True, held_at__isnull=False)
    if standing.exists():
        if item.withheld_at is None:
            item.withheld_at = at
            item.save(update_fields=["withheld_at"])
        return
    _meet(item, parsed, _waiting({item.agency_id}, at=at), at=at)


def _waiting(agencies: Iterable[int], *, at: datetime) -> list[NamedOrder]:
    """Kills and holds in words whose story has not been found yet."""
    found = NamedOrder.objects.open().filter(is_grave=True, item__isnull=True, at__gte=at - matching.WINDOW)
    return list(found.filter(version__item__agency__in=agencies).select_related("version__item", "version__message__feed"))


def _meet(item: Item, parsed: ParsedItem, waiting: Sequence[NamedOrder], *, at: datetime) -> None:
    for order in waiting:
        if order.version.item.agency_id != item.agency_id or order.version.item_id == item.pk or order.item_id is not None:
            continue
        told = told_in(order.version.parsed)
        sent_at = order.version.parsed.version_created_at or order.at
        if told is None or not matching.is_certainly(told, item, parsed, sent_at=sent_at, at=at):
            continue
        order.item, order.certainty = item, CERTAIN
        order.evidence = [*order.evidence, {"field": "came later", "words": f"{item} came after the order"}]
        order.save(update_fields=["item", "certainty", "evidence"])
        done = _hold_at_once(order, at=at)
        on_record.write(order, by=order.version.message.feed.actor, at=at)
        item.refresh_from_db(fields=["withheld_at"])
        _alarm(order, done, at=at, key="met")


def _let_go(order: NamedOrder, *, at: datetime) -> list[str]:
    """What was held for this order alone is released; what another order or version holds stays."""
    if order.held_at is None or order.item is None:
        return []
    item = Item.objects.select_for_update(no_key=True).get(pk=order.item.pk)
    order.held_at = None
    order.save(update_fields=["held_at"])
    on_record.write(order, by=order.version.message.feed.actor, at=at)
    if NamedOrder.objects.open().filter(item=item, is_grave=True, held_at__isnull=False).exists() or _is_held_by_id(item):
        return []
    item.withheld_at = None
    item.save(update_fields=["withheld_at"])
    return orders.release(item=item, by=order.version.message.feed.actor, at=at)


def _is_held_by_id(item: Item) -> bool:
    """The agency's last word on the item, under its own id, was to hold or kill it; a note in between is no such word."""
    passed_over = (Version.Change.ADVISORY, Version.Change.STALE)
    last = item.versions.exclude(change__in=passed_over).order_by("-number").values_list("change", flat=True).first()
    return last in (Version.Change.HOLD, Version.Change.KILL)


def _settle_holds(item: Item, *, by: User, at: datetime) -> None:
    """Earlier holds of the same story have been obeyed, and end with its kill or release."""
    for earlier in NamedOrder.objects.open().filter(item=item, kind=NamedOrder.Kind.HOLD, held_at__isnull=False):
        _settle(earlier, NamedOrder.Settlement.OBEYED, by=by, at=at, item=item)


def _open(order: NamedOrder) -> NamedOrder:
    order = (
        NamedOrder.objects.select_for_update(no_key=True, of=("self",))
        .select_related("version__message__feed")
        .get(pk=order.pk)
    )
    if order.settled_at is not None:
        raise Refused(f"{order.settled_by} has settled this order already.")
    return order


def _settle(order: NamedOrder, settlement: str, *, by: User, at: datetime, item: Item | None = None, reason: str = "") -> None:
    order.settled_at, order.settled_by, order.settlement, order.reason = at, by, settlement, reason
    order.item = item or order.item
    order.save(update_fields=["settled_at", "settled_by", "settlement", "reason", "item"])
    on_record.write(order, by=by, at=at)


def _alarm(order: NamedOrder, done: Sequence[str], *, at: datetime, key: str = "") -> None:
    """The desk and who is on call hear of it at once, found or not."""
    agency = order.version.item.agency
    found = {
        NamedOrder.Certainty.CERTAIN: "the story is found",
        NamedOrder.Certainty.LIKELY: "we are NOT sure which story",
        NamedOrder.Certainty.UNKNOWN: "the story is NOT found",
    }[NamedOrder.Certainty(order.certainty)]
    held = ", and held" if order.held_at else ""
    lines = [
        f"{agency} sent a {order.get_kind_display().lower()} that names its story in words:",
        f"“{order.words}”",
        "",
        f"Story: {order.item}" if order.item else "Story: look for it by hand.",
        *(f"- {evidence['field']}: {evidence['words']}" for evidence in order.evidence),
        *done,
        "",
        "Obey it, choose another story, or put it aside:",
        f"{settings.SITE_URL}/admin/wire/namedorder/{order.pk}/change/",
    ]
    subject = f"LOOK NOW: {agency} {order.get_kind_display().lower()} in words ({found}{held})"
    orders.alarm(key=f"wire:named:{order.version_id}:{key}", subject=subject, text="\n".join(lines), at=at)
