"""Which of an agency's items an order means that names it in words: by number and day, keyword, headline, link."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from typing import Any

from django.db.models import QuerySet

from wire.changes import Told
from wire.changes.told import bare
from wire.formats.parsed import ParsedItem
from wire.models import Item, NamedOrder, Version

WINDOW = timedelta(days=7)
TODAY = timedelta(hours=24)  # numbers begin anew each day
SLACK = timedelta(minutes=15)  # an order speaks of what was sent before it; clocks differ
ALIKE = 0.85  # of headlines
UNLIKE = 0.5
CANDIDATES = 10


@dataclass(frozen=True, slots=True)
class Match:
    """What was found: the item if it is certain, the evidence, and other items that may be meant, the likeliest first."""

    certainty: str
    item: Item | None = None
    evidence: list[dict[str, str]] = field(default_factory=list)
    candidates: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Known:
    """An item as an order may name it."""

    pk: int
    number: str
    slugline: str
    headline: str
    first_at: datetime
    last_at: datetime
    item_id: str = ""


def find(told: Told, order_item: Item, *, sent_at: datetime, at: datetime) -> Match:
    """Look among the agency's items of the last days. Certain is one item on which two signs agree, or a number on its day."""
    items = (
        Item.objects.filter(agency=order_item.agency, changed_at__gte=at - WINDOW, is_advisory=False)
        .exclude(pk=order_item.pk)
        .exclude(pk__in=NamedOrder.objects.filter(at__gte=at - WINDOW).values("version__item"))
    )
    columns = ("pk", "service_number", "slugline", "headline", "first_seen_at", "changed_at", "item_id")
    older = _older_numbers(told, items)
    found: list[tuple[Known, dict[str, str]]] = []
    for row in items.order_by("-changed_at").values_list(*columns).iterator():
        known = Known(*row)
        known = replace(known, number=older.get(known.pk, known.number))
        if signs := signs_of(told, known, sent_at):
            found.append((known, signs))
    found.sort(key=lambda pair: -len(pair[1]))
    chosen = _certain(told, found)
    others = [known.pk for known, _ in found if chosen is None or known.pk != chosen.pk][:CANDIDATES]
    if chosen is not None:
        signs = next(signs for known, signs in found if known.pk == chosen.pk)
        return Match(NamedOrder.Certainty.CERTAIN, Item.objects.get(pk=chosen.pk), _evidence(signs), others)
    if found:
        return Match(NamedOrder.Certainty.LIKELY, None, _evidence(found[0][1]), others)
    return Match(NamedOrder.Certainty.UNKNOWN)


def is_certainly(told: Told, item: Item, parsed: ParsedItem, *, sent_at: datetime, at: datetime) -> bool:
    """Whether an item that comes after an order is surely the one it means."""
    made_at = parsed.first_created_at or parsed.version_created_at
    if made_at is not None and made_at > sent_at + SLACK:
        return False  # made after the order
    known = Known(
        item.pk, parsed.service_number, parsed.slugline, parsed.headline, made_at or at, made_at or at, parsed.item_id
    )
    signs = signs_of(told, known, sent_at)
    return _certain(told, [(known, signs)]) is not None if signs else False


def signs_of(told: Told, known: Known, sent_at: datetime) -> dict[str, str]:
    """By what an item answers to the order: the field, and the words."""
    signs = {}
    if told.number and same_number(told.number, known.number) and _is_its_day(told, known, sent_at):
        signs["number"] = known.number
    wanted = {bare(told.slugline), bare(told.keyword)} - {""}
    if bare(known.slugline) in wanted:
        signs["slugline"] = known.slugline
    if told.headline and known.headline and _likeness(told.headline, known.headline) >= ALIKE:
        signs["headline"] = known.headline
    if known.item_id in told.links:
        signs["link"] = known.item_id
    return signs


def same_number(one: str, other: str) -> bool:
    """ "dpa 0157", "157" and "bdt0157" are one number; "V9991" and "S9991" are two."""
    mine, theirs = (re.match(r"\s*([^\W\d]*)[\s-]*0*(\d+)\s*\Z", number.casefold()) for number in (one, other))
    if mine is None or theirs is None or mine[2] != theirs[2]:
        return False
    return not mine[1] or not theirs[1] or mine[1] == theirs[1]


def _certain(told: Told, found: list[tuple[Known, dict[str, str]]]) -> Known | None:
    strong = [known for known, signs in found if len(signs) >= 2 and not _contradicts(told, known, signs)]
    if strong:
        return strong[0] if len(strong) == 1 else None
    numbered = [known for known, signs in found if "number" in signs]
    if len(numbered) == 1 and not _contradicts(told, numbered[0], {}):
        return numbered[0]
    return None


def _contradicts(told: Told, known: Known, signs: dict[str, str]) -> bool:
    """The order names a keyword or headline, and the item has quite another."""
    if "slugline" not in signs and told.slugline and known.slugline and bare(told.slugline) != bare(known.slugline):
        return True
    return bool(
        "headline" not in signs and told.headline and known.headline and _likeness(told.headline, known.headline) < UNLIKE
    )


def _is_its_day(told: Told, known: Known, sent_at: datetime) -> bool:
    """The day that is told, give or take a time zone; else the day before the order."""
    if told.day is None:
        return known.last_at >= sent_at - TODAY - SLACK
    days: list[date] = [known.first_at.date(), known.last_at.date()]
    return any(abs((day - told.day).days) <= 1 for day in days)


def _older_numbers(told: Told, items: QuerySet[Item]) -> dict[int, str]:
    """Each version has a number of its own, and an order may name an older one: those that do, by item."""
    if not told.number:
        return {}
    changed = items.filter(version_count__gt=1).order_by().values("pk")
    numbers = Version.objects.filter(item__in=changed).order_by("item", "number")
    return {
        version["item_id"]: str(version["document__service_number"])
        for version in numbers.values("item_id", "document__service_number")
        if same_number(told.number, str(version["document__service_number"] or ""))
    }


def _likeness(one: str, other: str) -> float:
    mine, theirs = (re.findall(r"\w+", text.casefold()) for text in (one, other))
    if not set(mine) & set(theirs):
        return 0.0
    return SequenceMatcher(None, " ".join(mine), " ".join(theirs), autojunk=False).ratio()


def _evidence(signs: dict[str, Any]) -> list[dict[str, str]]:
    return [{"field": field, "words": words} for field, words in signs.items()]
