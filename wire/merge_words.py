"""Two sides' edits of one text are brought together word by word; where both touched the same words, nobody is right."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from articles import body

# A tag, an entity, a word (a figure with its separators is one) or a mark, each with the space after it; see differences.WORD.
_MARKUP = re.compile(r"\A\s+|(?:<[^>]*>|&\#?\w+;|[^\W_]+(?:[’'.,:-][^\W_]+)*|[^\w\s]|_)\s*")
_PLAIN = re.compile(r"\A\s+|(?:[^\W_]+(?:[’'.,:-][^\W_]+)*|[^\w\s]|_)\s*")
_SPACE = re.compile(r"\s+")
MOST_EDITS = 1_000  # words that differ between two texts; beyond that an editor compares them, not we


@dataclass(frozen=True, slots=True)
class Token:
    """A word, mark or tag with the space after it; two are the same if their keys are, whatever kind of space it is."""

    text: str
    key: str

    @property
    def is_visible(self) -> bool:
        return not self.text.startswith("<") and bool(self.text.strip())

    @property
    def is_word(self) -> bool:
        return self.is_visible and self.text[0].isalnum()


@dataclass(frozen=True, slots=True)
class Words:
    """Three texts brought together: `text` is what both want; where they differ for good, it has ours and is not clean."""

    text: str
    is_clean: bool


def tokens(text: str, *, markup: bool = True) -> list[Token]:
    """A text as what may change one by one."""
    keeps_space = markup and text.startswith("<pre")
    found = (_MARKUP if markup else _PLAIN).findall(text)
    return [Token(one, one if keeps_space else _SPACE.sub(" ", one)) for one in found]


def key_of(text: str, *, markup: bool = True) -> str:
    """What tells a text from another: its words and tags, with single spaces."""
    return "".join(token.key for token in tokens(text, markup=markup))


def merged_words(base: str, theirs: str, ours: str, *, markup: bool = True) -> Words:
    """Both sides' changes of a text; not clean where both touched the same words, or none would be valid markup."""
    old, new, own = (tokens(text, markup=markup) for text in (base, theirs, ours))
    came, went = (matches([one.key for one in old], [one.key for one in side]) for side in (new, own))
    if came is None or went is None:
        return Words(ours, is_clean=False)
    text, is_clean = _woven(old, new, own, dict(came), dict(went))
    if not markup:
        return Words(" ".join(text.split()), is_clean)
    if not any(token.is_visible for token in tokens(text)):
        return Words("", is_clean)
    valid = body.clean(text)
    if [token.key.strip() for token in tokens(valid)] != [token.key.strip() for token in tokens(text)]:
        return Words(ours, is_clean=False)  # a tag that one side opened and the other took away
    return Words(valid, is_clean)


def matches(old: Sequence[Hashable], new: Sequence[Hashable], *, most: int = MOST_EDITS) -> list[tuple[int, int]] | None:
    """Which places of two sequences are the same, in order (E. W. Myers, 1986); None with more than `most` differences."""
    head, tail = 0, 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = _greedy(old[head : len(old) - tail], new[head : len(new) - tail], most)
    if middle is None:
        return None
    start = [(place, place) for place in range(head)]
    end = [(len(old) - tail + place, len(new) - tail + place) for place in range(tail)]
    return start + [(x + head, y + head) for x, y in middle] + end


def _greedy(old: Sequence[Hashable], new: Sequence[Hashable], most: int) -> list[tuple[int, int]] | None:
    if not old or not new:
        return []
    furthest, trail = {1: 0}, []
    for edits in range(min(most, len(old) + len(new)) + 1):
        trail.append(dict(furthest) if edits < 2 else {k: furthest[k] for k in range(-edits, edits + 1) if k in furthest})
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            y = x - k
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            furthest[k] = x
            if x >= len(old) and y >= len(new):
                return _walked_back(trail, x, y)
    return None


def _walked_back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for edits in range(len(trail) - 1, -1, -1):
        furthest, k = trail[edits], x - y
        down = k == -edits or (k != edits and furthest[k - 1] < furthest[k + 1])
        before = furthest[k + 1] if down else furthest[k - 1]
        start = 0 if edits == 0 else before if down else before + 1
        while x > start:
            x, y = x - 1, y - 1
            found.append((x, y))
        x, y = before, before - (k + 1 if down else k - 1)
    return found[::-1]


def _woven(
    base: list[Token], theirs: list[Token], ours: list[Token], came: dict[int, int], went: dict[int, int]
) -> tuple[str, bool]:
    """The text from what all three share and, between, from the side that changed it; and whether no stretch was disputed."""
    parts: list[Token] = []
    is_clean = True
    at_base = at_theirs = at_ours = 0
    for start, length in [*_shared(base, came, went), (len(base), 0)]:
        end_theirs, end_ours = (came[start], went[start]) if length else (len(theirs), len(ours))
        stretch, agreed = _decided(base[at_base:start], theirs[at_theirs:end_theirs], ours[at_ours:end_ours])
        parts += stretch
        is_clean = is_clean and agreed
        for step in range(length):
            one, other, own = base[start + step], theirs[end_theirs + step], ours[end_ours + step]
            parts.append(other if own.text == one.text else own)
        at_base, at_theirs, at_ours = start + length, end_theirs + length, end_ours + length
    return "".join(token.text for token in parts), is_clean


def _shared(base: list[Token], came: dict[int, int], went: dict[int, int]) -> list[tuple[int, int]]:
    """Stretches that all three have, as (start, length); a tag alone keeps no two edits apart, a word or mark does."""
    runs: list[tuple[int, int]] = []
    for place in range(len(base)):
        if place not in came or place not in went:
            continue
        start, length = runs[-1] if runs else (0, 0)
        follows = start + length == place and length > 0
        if follows and came[place] == came[start] + length and went[place] == went[start] + length:
            runs[-1] = (start, length + 1)
        else:
            runs.append((place, 1))
    return [run for run in runs if any(token.is_visible for token in base[run[0] : sum(run)])]


def _decided(base: list[Token], theirs: list[Token], ours: list[Token]) -> tuple[list[Token], bool]:
    old, came, own = ([token.key for token in side] for side in (base, theirs, ours))
    if came in (old, own):
        return ours, True
    if own == old:
        return theirs, True
    return ours, False
