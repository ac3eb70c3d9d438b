"""Which block of a text is which in another, also edited or moved, and in which order a merged text has them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from lxml import etree, html

from articles import body
from wire.merge_words import key_of, matches, tokens

ALIKE = 0.5  # share of common words from which two blocks are one that was edited
ALIKE_ALONE = 0.2  # fewer will do where one alone went and one alone came
MOST_BLOCKS = 3_000
WIDEST = 250_000  # pairs of blocks compared in a stretch that both rewrote
BAND = 25  # blocks by which an edited one may have slid in such a stretch

Id = Hashable  # a block through the three texts: its number in the base, or its side and number there


class Blocks:
    """The blocks of a text, with what tells them apart."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.keys = [key_of(text) for text in texts]
        self.words = [Counter(token.key.strip() for token in tokens(text) if token.is_word) for text in texts]

    def __len__(self) -> int:
        return len(self.texts)


def split(text: str) -> list[str]:
    """The markup of each top-level block, promos and photos included."""
    clean = body.clean(text)
    if not clean:
        return []
    elements = html.fragments_fromstring(clean)
    return [etree.tostring(one, encoding="unicode", method="html", with_tail=False).strip() for one in elements]


def same_blocks(old: Blocks, new: Blocks, *, alone: float = ALIKE_ALONE) -> dict[int, int] | None:
    """Each old block's number among the new ones, unless it is gone; None if there is too much to compare.

    `alone` is the share of words from which the only block that went is the only one that came.
    """
    if max(len(old), len(new)) > MOST_BLOCKS:
        return None
    same = matches(old.keys, new.keys)
    if same is None:
        return None
    found = dict(same)
    found |= _moved(old, new, found)
    taken = set(found.values())
    at_old = at_new = 0
    for old_to, new_to in [*same, (len(old), len(new))]:
        gap = [number for number in range(at_old, old_to) if number not in found]
        new_gap = [place for place in range(at_new, new_to) if place not in taken]
        found |= _edited(old, new, gap, new_gap, alone if len(gap) == len(new_gap) == 1 else ALIKE)
        at_old, at_new = old_to + 1, new_to + 1
    return found | _moved_and_edited(old, new, found)


def ordered(base: int, theirs: Sequence[Id], ours: Sequence[Id]) -> list[Id]:
    """All blocks in our order, with the agency's new and moved ones where they follow what they follow with the agency.

    Ids below `base` are blocks of the base; one that a side took out is still in the list, in its old place.
    """
    came, merged = _completed(base, theirs), _completed(base, ours)
    known, moved = set(merged), _moved_ids(base, theirs) - _moved_ids(base, ours)
    after: dict[Id | None, Id | None] = dict(zip([None, *merged], [*merged, None], strict=True))
    before: dict[Id | None, Id | None] = {follower: one for one, follower in after.items()}
    previous: Id | None = None
    for one in came:
        if one not in known or one in moved:
            if one in known:
                after[before[one]], before[after[one]] = after[one], before[one]
            after[one], before[one] = after[previous], previous
            before[after[previous]] = one
            after[previous] = one
            known.add(one)
        previous = one
    chain: list[Id] = []
    place = after[None]
    while place is not None:
        chain.append(place)
        place = after[place]
    return chain


def new_ids(count: int, found: Mapping[int, int], side: str) -> list[Id]:
    """The ids of a side's blocks: the base's number for those that the base has."""
    of_base: dict[int, int] = {place: number for number, place in found.items()}
    return [of_base.get(place, (side, place)) for place in range(count)]


def similarity(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two blocks have in common, of 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _edited(old: Blocks, new: Blocks, gap: list[int], new_gap: list[int], alike_from: float) -> dict[int, int]:
    """In a stretch without equal blocks, those that are alike, in order: the pairing with the most words in common."""
    if not gap or not new_gap or len(gap) * len(new_gap) > WIDEST:
        return {}
    best = [[0.0] * (len(new_gap) + 1) for _ in range(len(gap) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for x, one in enumerate(gap):
        for y, other in enumerate(new_gap):
            best[x + 1][y + 1] = max(best[x][y + 1], best[x + 1][y])
            if abs(x * len(new_gap) - y * len(gap)) > BAND * max(len(gap), len(new_gap)):
                continue
            share = similarity(old.words[one], new.words[other])
            if share >= alike_from:
                alike[x, y] = share
                best[x + 1][y + 1] = max(best[x + 1][y + 1], best[x][y] + share)
    found: dict[int, int] = {}
    x, y = len(gap), len(new_gap)
    while x and y:
        if (x - 1, y - 1) in alike and best[x][y] == best[x - 1][y - 1] + alike[x - 1, y - 1]:
            x, y = x - 1, y - 1
            found[gap[x]] = new_gap[y]
        elif best[x][y] == best[x - 1][y]:
            x -= 1
        else:
            y -= 1
    return found


def _moved(old: Blocks, new: Blocks, found: Mapping[int, int]) -> dict[int, int]:
    """Blocks of words that stand elsewhere now, unchanged."""
    gone, come = _left_over(old, new, found)
    places: dict[str, list[int]] = {}
    for place in come:
        places.setdefault(new.keys[place], []).insert(0, place)
    return {number: places[old.keys[number]].pop() for number in gone if places.get(old.keys[number])}


def _moved_and_edited(old: Blocks, new: Blocks, found: Mapping[int, int]) -> dict[int, int]:
    """Blocks that stand elsewhere now and are much the same, the likest first."""
    gone, come = _left_over(old, new, found)
    if len(gone) * len(come) > WIDEST // 10:
        return {}
    shares = sorted((-similarity(old.words[number], new.words[place]), number, place) for number in gone for place in come)
    moved: dict[int, int] = {}
    for share, number, place in shares:
        if -share >= ALIKE and number not in moved and place not in moved.values():
            moved[number] = place
    return moved


def _left_over(old: Blocks, new: Blocks, found: Mapping[int, int]) -> tuple[list[int], list[int]]:
    taken = set(found.values())
    gone = [number for number in range(len(old)) if number not in found and old.words[number]]
    return gone, [place for place in range(len(new)) if place not in taken and new.words[place]]


def _completed(base: int, ids: Sequence[Id]) -> list[Id]:
    """A side's blocks with those that it took out, each in its old place: after the block before it that has not moved."""
    present, moved = set(ids), _moved_ids(base, ids)
    gone_after: dict[int, list[int]] = {}
    last = -1
    for number in range(base):
        if number not in present:
            gone_after.setdefault(last, []).append(number)
        elif number not in moved:
            last = number
    complete: list[Id] = list(gone_after.get(-1, []))
    for one in ids:
        complete.append(one)
        if isinstance(one, int):
            complete += gone_after.get(one, [])
    return complete


def _moved_ids(base: int, ids: Sequence[Id]) -> set[Id]:
    """Blocks of the base that a side has in another order: all but the longest run that kept it."""
    numbers = [one for one in ids if isinstance(one, int) and one < base]
    ends: list[int] = []
    links: dict[int, int | None] = {}
    for number in numbers:
        place = bisect_left(ends, number)
        links[number] = ends[place - 1] if place else None
        ends[place : place + 1] = [number]
    kept: set[Id] = set()
    step = ends[-1] if ends else None
    while step is not None:
        kept.add(step)
        step = links[step]
    return {number for number in numbers if number not in kept}
