"""What the versions and the record say of a wire item: whether it may be used, which text is the last, and what is made of it.

Versions come by the hundred a second, and none has an entry of its own. They are protected; an item is what they made of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from articles.recorded import is_story
from newsroom.base.checks import Act, Check, Fault, Known, altered, differs
from newsroom.base.models import Entry
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused
from wire import stored
from wire.intake.items import id_of
from wire.models import Item, NamedOrder, Pickup, Version

Change = Version.Change
SPIKED = {"spiked": True, "taken back from the spike": False}
CLEARED, OBEYED = "cleared after a kill", "obeyed an order in words"
AT_ONCE = 500


def gather_ties(known: Known, act: Act) -> None:
    """What a story is made of, after one more act."""
    if act["verb"] == "picked up":
        known.setdefault("ties", []).append((act["facts"]["item"], act["facts"].get("agency_id")))


def compare_ties(known: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    """The stories that a kill of their agency's would not reach any more: the tie is gone, or leads elsewhere."""
    made = {name.partition(":")[2]: name for name, said in known.items() if is_story(name) and said.get("ties")}
    ties: dict[str, set[tuple[str, int]]] = {uid: set() for uid in made}
    found = Pickup.objects.filter(article__uid__in=made)
    for of, of_item, of_agency in found.values_list("article__uid", "item__item_id", "item__agency"):
        ties[str(of)].add((of_item, of_agency))
    for uid, name in made.items():
        for item_id, agency in known[name]["ties"]:
            if not any(one == item_id and agency in (None, theirs) for one, theirs in ties[uid]):
                words = f"is tied to its story no more, or is another’s: {name} says that it was picked up."
                yield name, Fault(f"wire.item {item_id}", words)


def gather_item(known: Known, act: Act) -> None:
    """What the desk did to an item, after one more act."""
    if (is_spiked := SPIKED.get(act["verb"])) is not None:
        known["row"] = {"spiked_at": act["at"], "spiked_by_id": act.get("by_id")} if is_spiked else {"spiked_at": None}


def compare_items(known: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    """The items that the desk has not left as they are."""
    keys = {key: name for name in known if (key := whole_number(name.rpartition(":")[2])) is not None}
    for item in Item.objects.filter(pk__in=keys):
        if column := differs(item, known[keys[item.pk]].get("row", {})):
            yield keys[item.pk], altered(item, column)


CHECKS = (Check("article:", gather_ties, compare_ties), Check("wire:", gather_item, compare_items))
TOLD = {
    "wire.item": (
        "agency", "item_id", "newest", "text_version", "version_count", "killed_at", "withheld_at", "usable_after_kill_at",
        "cleared_at", "cleared_by", "spiked_at", "spiked_by",
    )
}  # fmt: skip


def items() -> Iterator[Fault]:
    """The items that are not what their versions made of them; each is asked twice, since versions come while we look."""
    for item in _suspects(Item.objects.all()).order_by("pk").iterator(chunk_size=AT_ONCE):
        if _otherwise(item) and (again := _suspects(Item.objects.filter(pk=item.pk)).first()) and (column := _otherwise(again)):
            words = f"was altered: its {column} is not what its versions made it, and no act of ours did."
            yield Fault(f"wire.item {item.pk}", words)


def _suspects(found: QuerySet[Item]) -> QuerySet[Any]:
    """Items with what their versions say."""
    versions = Version.objects.filter(item=OuterRef("pk")).exclude(change=Change.STALE).order_by("-number")
    word = versions.exclude(change__in=(Change.ADVISORY, Change.KILL))
    kills = versions.filter(change=Change.KILL)
    usable = versions.exclude(change__in=(Change.KILL, Change.HOLD))
    return found.annotate(
        last=Subquery(versions.values("pk")[:1]),
        first=Subquery(Version.objects.filter(item=OuterRef("pk"), number=1).values("document")[:1]),
        highest=Subquery(Version.objects.filter(item=OuterRef("pk")).order_by("-number").values("number")[:1]),
        last_word=Subquery(word.values("change")[:1]),
        kill_number=Subquery(kills.values("number")[:1]),
        kill_at=Subquery(kills.values("received_at")[:1]),
        usable_number=Subquery(usable.values("number")[:1]),
        text_number=F("text_version__number"),
        is_named=Exists(NamedOrder.objects.filter(item=OuterRef("pk"))),
    )


def _otherwise(item: Any) -> str:
    """The first column of an item that is not what its versions, the record and its orders in words leave room for."""
    if item.last != item.newest_id:
        return "newest"
    if (item.highest or 0) != item.version_count:
        return "version_count"
    if item.first and not _is_identity(item, item.first):
        return "item_id"
    if item.kill_at is not None and item.killed_at is None:
        return "killed_at"
    if item.killed_at is not None and not _was_killed(item, item.killed_at):
        return "killed_at"
    if item.cleared_at is not None and (
        (item.kill_at is not None and item.kill_at > item.cleared_at)
        or not _has_entry(item, CLEARED, item.cleared_at, by_id=item.cleared_by_id)
    ):
        return "cleared_at"
    if not item.is_named:
        if (item.withheld_at is not None) != (item.last_word == Change.HOLD):
            return "withheld_at"
        is_usable_after = item.kill_number is not None and (item.usable_number or 0) > item.kill_number
        if (item.usable_after_kill_at is not None) != is_usable_after:
            return "usable_after_kill_at"
    return "text_version" if _has_later_text(item) else ""


def _is_identity(item: Item, document: dict[str, Any]) -> bool:
    try:
        return id_of(stored.from_document(document)) == item.item_id
    except (Refused, KeyError, TypeError, ValueError):
        return True  # nothing can be told by it


def _was_killed(item: Item, at: datetime) -> bool:
    by_version = item.versions.filter(change=Change.KILL, received_at=at).exists()
    return by_version or _has_entry(item, OBEYED, at, kind=NamedOrder.Kind.KILL)


def _has_entry(item: Item, verb: str, at: datetime, *, by_id: int | None = None, kind: str = "") -> bool:
    entries = Entry.objects.filter(chain__name=f"wire:{item.pk}", verb=verb, at=at)
    if by_id is not None:
        entries = entries.filter(by=by_id)
    return any(not kind or json.loads(entry.canonical)["facts"].get("kind") == kind for entry in entries)


def _has_later_text(item: Any) -> bool:
    """Whether a version that brings a text came after the one that is picked up."""
    if item.usable_number is None or (item.text_number or 0) >= item.usable_number:
        return False
    later = item.versions.filter(number__gt=item.text_number or 0).exclude(change__in=(Change.STALE, Change.KILL, Change.HOLD))
    documents = later.values_list("document", flat=True)
    return any(stored.has_text(stored.from_document(document)) for document in documents if document)
