"""Shows that nothing in the record was altered, removed, reordered or cut off, or names the first entry or row that was.

It may run while the newsroom works: it reads in small pieces, holds no lock, and what is written meanwhile is no fault.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Max

from newsroom.base import anchors, seals
from newsroom.base.append_only import AppendOnly, guarded_models
from newsroom.base.canonical import link_hash
from newsroom.base.checks import Check, Fault, Known
from newsroom.base.models import Chain, Entry

CHAINS = 500  # read together
ENTRIES = 2000
KEYS = 5000
LOWEST = -(2**63)
UNDER_WAY = 1000  # entries before the last one that may have been uncommitted when we began
COLUMNS = ("chain_id", "number", "verb", "canonical", "previous", "hash", "at", "by_id", "by_feed")


@dataclass
class Seen:
    """Which keys of a table were met, a bit for each."""

    pages: dict[int, int] = field(default_factory=dict)
    count: int = 0

    def add(self, key: int) -> None:
        page, bit = key >> 12, 1 << (key & 4095)
        known = self.pages.get(page, 0)
        if not known & bit:
            self.pages[page] = known | bit
            self.count += 1

    def __contains__(self, key: int) -> bool:
        return bool(self.pages.get(key >> 12, 0) & 1 << (key & 4095))


@dataclass
class _Reached:
    """How far a chain was followed."""

    chain: Chain
    number: int = 0
    hash: str = ""
    is_broken: bool = False
    known: dict[Check, Known] = field(default_factory=dict)


@dataclass(frozen=True)
class _Mention:
    """A row as an entry names it."""

    key: int
    digest: str
    where: str
    joined: dict[str, list[int]] | None = None


class Verification:
    """One walk over the whole record; `faults()` yields what it finds, and the counts say what it saw.

    `checks` compare what may change in a row with the acts that changed it.
    """

    def __init__(self, checks: Sequence[Check] = (), progress: Callable[[int], None] = lambda entries: None) -> None:
        self.checks, self.progress = checks, progress
        self.chains = self.entries = self.erased = self.waiting = 0
        self.seen: dict[type[AppendOnly], Seen] = defaultdict(Seen)
        self.mentions: dict[type[AppendOnly], list[_Mention]] = defaultdict(list)

    @property
    def rows(self) -> int:
        return sum(seen.count for seen in self.seen.values())

    def faults(self) -> Iterator[Fault]:
        """Every fault, chain by chain, then table by table; of each chain the first."""
        began = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
        last_chain = 0
        while chains := list(Chain.objects.filter(pk__gt=last_chain).order_by("pk")[:CHAINS]):
            last_chain = chains[-1].pk
            self.chains += len(chains)
            yield from self._follow(chains)
        for model in list(self.mentions):
            yield from self._compare(model)
        yield from self._rows_without_an_entry(began)

    def _follow(self, chains: list[Chain]) -> Iterator[Fault]:
        reached = {
            chain.pk: _Reached(chain, known={one: Known() for one in self.checks if chain.name.startswith(one.prefix)})
            for chain in chains
        }
        for chunk in _entries(chains[0].pk, chains[-1].pk):
            for row in chunk:
                if row[0] in reached:
                    yield from self._check(reached[row[0]], row)
            self.entries += len(chunk)
            self.progress(self.entries)
        for end in reached.values():
            if not end.is_broken and (fault := _check_end(end)):
                end.is_broken = True
                yield fault
        for check in self.checks:
            whole = {end.chain.name: end.known[check] for end in reached.values() if check in end.known and not end.is_broken}
            if whole:
                yield from check.faults(whole)

    def _check(self, at: _Reached, row: Sequence[Any]) -> Iterator[Fault]:
        _, number, _, canonical, previous, hash, *_ = row
        where = f"{at.chain.name} entry {number}"
        act = _read(canonical)
        fault = None
        if number != at.number + 1:
            fault = Fault(f"{at.chain.name} entry {at.number + 1}", "was removed.")
        elif hash != link_hash(previous, canonical) or not _agrees(act, at.chain, row):
            fault = Fault(where, "was altered.")
        elif previous != at.hash:
            fault = Fault(where, "does not follow the entry before it: one of them was altered or put in another’s place.")
        if fault and not at.is_broken:
            yield fault
        at.number, at.hash, at.is_broken = number, hash, at.is_broken or fault is not None
        if not at.is_broken:
            try:
                for check, known in at.known.items():
                    check.gather(known, act)
            except (AttributeError, KeyError, TypeError, ValueError):
                at.is_broken = True
                yield Fault(where, "says what no act of ours says.")
        joined = _dict_of(act, "joined")
        for name, digest in _dict_of(act, "rows").items():
            yield from self._mention(name, digest, where, joined.get(name))

    def _mention(self, name: str, digest: str, where: str, joined: dict[str, list[int]] | None) -> Iterator[Fault]:
        found = anchors.model_of(name)
        if found is None:
            yield Fault(name, f"is named by {where}, but there is no such table.")
            return
        model, key = found
        self.seen[model].add(key)
        self.mentions[model].append(_Mention(key, digest, where, joined))
        if len(self.mentions[model]) >= anchors.BATCH:
            yield from self._compare(model)

    def _compare(self, model: type[AppendOnly]) -> Iterator[Fault]:
        mentions: dict[int, list[_Mention]] = defaultdict(list)
        for mention in self.mentions.pop(model):
            mentions[mention.key].append(mention)
        erased = anchors.erased(model, mentions)
        joined = anchors.joined(model, [key for key, all_ in mentions.items() if any(one.joined for one in all_)])
        rows = anchors.with_keys(model).filter(pk__in=mentions)
        for row in rows.iterator(chunk_size=anchors.AT_A_TIME):
            gone, said = erased.get(row.pk, {}), mentions.pop(row.pk)
            if not _is_as(row, gone, said):  # perhaps it was erased while we read
                gone = anchors.erased(model, [row.pk]).get(row.pk, {})
                row = rows.filter(pk=row.pk).get()
            self.erased += bool(gone)
            if not _is_as(row, gone, said):
                where = next((one.where for one in said if one.digest != anchors.digest_of(row, gone)), said[0].where)
                yield Fault(_words(model, row.pk), f"was altered: it is not as {where} has it.")
            else:
                yield from _joined_otherwise(row, said, joined.get(row.pk, {}))
        for key, left in mentions.items():
            yield Fault(_words(model, key), f"was removed: {left[0].where} names it.")

    def _rows_without_an_entry(self, began: int) -> Iterator[Fault]:
        """Rows that no entry names: put in past the verbs, or their entries are gone."""
        models = [model for model in guarded_models() if model is not Entry]
        newest = {model: model._default_manager.aggregate(last=Max("pk"))["last"] or 0 for model in models}
        sealed = {model: seals.sealed_until(model) for model in seals.sealed_models()}
        self._look_again(began - UNDER_WAY)
        for model in models:
            seen, last, is_named = self.seen[model], LOWEST, False
            while keys := _keys(model, last, newest[model]):
                last = keys[-1]
                unseen = [key for key in keys if key not in seen]
                self.waiting += sum(key > sealed.get(model, key) for key in unseen)
                if not is_named and (strange := [key for key in unseen if key <= sealed.get(model, key)]):
                    is_named = True
                    yield Fault(_words(model, strange[0]), "is in no entry of the record: it was added past it.")

    def _look_again(self, after: int) -> None:
        """What was written since we began is seen too."""
        for canonical in Entry.objects.filter(pk__gt=after).values_list("canonical", flat=True).iterator(chunk_size=ENTRIES):
            for name in _dict_of(_read(canonical), "rows"):
                if (found := anchors.model_of(name)) is not None:
                    self.seen[found[0]].add(found[1])


def _entries(first: int, last: int) -> Iterator[list[Sequence[Any]]]:
    """The entries of the chains between two keys, in order, in pieces; each piece is found by the index alone."""
    chain, number = first, 0
    rows = Entry.objects.values_list(*COLUMNS)
    while True:
        chunk: list[Sequence[Any]] = list(rows.filter(chain=chain, number__gt=number).order_by("number")[:ENTRIES])
        if len(chunk) < ENTRIES:
            others = rows.filter(chain__gt=chain, chain__lte=last).order_by("chain", "number")
            chunk += others[: ENTRIES - len(chunk)]
        if not chunk:
            return
        yield chunk
        chain, number = chunk[-1][0], chunk[-1][1]


def _keys(model: type[AppendOnly], after: int, until: int) -> list[int]:
    rows = model._default_manager.filter(pk__gt=after, pk__lte=until).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:KEYS])


def _check_end(end: _Reached) -> Fault | None:
    """A chain is as long as its head says; it may have grown since its head was read."""
    chain, name = end.chain, end.chain.name
    if (end.number, end.hash) == (chain.length, chain.head):
        return None
    if end.number < chain.length:
        first = f"{name} entry {end.number + 1}"
        return Fault(first, f"was cut off, with all that followed: there were {chain.length} entries.")
    chain.refresh_from_db(fields=["length", "head"])
    last = Entry.objects.filter(chain=chain).order_by("-number").values_list("number", "hash").first()
    if last == (chain.length, chain.head):
        return None
    return Fault(f"{name} entry {end.number}", "is not the last that the chain’s head knows.")


def _is_as(row: AppendOnly, gone: dict[str, str], said: list[_Mention]) -> bool:
    """Whether a row is what every entry that names it says, and what is gone of it is not back."""
    is_back = any(getattr(row, part) != anchors.blank_of(type(row), part) for part in gone if part in row.erasable)
    digest = anchors.digest_of(row, gone)
    return not is_back and all(one.digest == digest for one in said)


def _joined_otherwise(row: AppendOnly, said: list[_Mention], joined: dict[str, set[int]]) -> Iterator[Fault]:
    """What a row was joined with, and what it is; a topic that exists no more is no fault."""
    for one in said:
        for name, keys in (one.joined or {}).items():
            strange = joined.get(name, set()) ^ set(keys)
            if strange and anchors.existing(type(row), name, strange):
                yield Fault(_words(type(row), row.pk), f"was altered: its {name} are not those that {one.where} has.")
                return


def _read(canonical: str) -> dict[str, Any]:
    try:
        act = json.loads(canonical)
    except ValueError:
        return {}
    return act if isinstance(act, dict) else {}


def _dict_of(act: dict[str, Any], name: str) -> dict[str, Any]:
    facts = act.get("facts")
    found = facts.get(name, {}) if isinstance(facts, dict) else {}
    return found if isinstance(found, dict) else {}


def _agrees(act: dict[str, Any], chain: Chain, row: Sequence[Any]) -> bool:
    """Whether an entry's columns say what its hashed text says."""
    _, number, verb, _, _, _, at, by_id, by_feed = row
    try:
        kind, _, name = act["by"].partition(":")
        when = datetime.fromisoformat(act["at"])
        said = (act["chain"], act["number"], act["verb"], when, name if kind == "feed" else "")
    except (KeyError, AttributeError, TypeError, ValueError):
        return False
    is_same_person = by_id == act["by_id"] if "by_id" in act else (by_id is not None) == (kind == "user")
    return said == (chain.name, number, verb, at, by_feed) and is_same_person


def _words(model: type[AppendOnly], key: int) -> str:
    return f"{anchors.label_of(model)} {key}"
