"""What changed between two texts, word by word: no figure or name is too small to show, nothing is rated as boring."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from articles.body import plain_text

SAME, REMOVED, ADDED, FOLDED = "same", "removed", "added", "folded"
CONTEXT = 12  # unchanged words kept on either side of a change
# Words before times words after, spaces counted. A longer stretch is cut first, at the words that it has once before and after.
MOST = 100_000
SPARSE = 50  # fewer such words than one in fifty: the stretch was rewritten, and what is alike in it is chance
# A figure with its separators is one word: 14,000 and 1.5 change whole.
WORD = re.compile(r"\s+|[^\W_]+(?:[’'.,:-][^\W_]+)*|[^\w\s]|_")
LABELS = {
    "headline": "Headline",
    "standfirst": "Standfirst",
    "dateline": "Dateline",
    "body": "Text",
    "tagline": "Tagline",
    "lead_photo_caption": "Caption of the lead photo",
}


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, went or came; a folded one stands for `words` words that stayed."""

    kind: str
    text: str = ""
    words: int = 0


@dataclass(frozen=True)
class Difference:
    """A part of a story that changed, by its printed name."""

    label: str
    pieces: list[Piece]


def between(before: str, after: str) -> list[Piece]:
    """The words removed and added, in reading order; paragraphs that stayed are compared whole, so long texts are quick."""
    old, new = before.split("\n"), after.split("\n")
    pieces: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in _opcodes(old, new):
        gone, come = "\n".join(old[old_from:old_to]), "\n".join(new[new_from:new_to])
        if pieces:
            pieces.append(Piece(SAME, "\n"))
        pieces += [Piece(SAME, gone)] if tag == "equal" else _words(gone, come)
    return _joined(pieces)


def folded(pieces: Iterable[Piece], context: int = CONTEXT) -> list[Piece]:
    """The same, with long unchanged stretches folded to their count."""
    pieces = list(pieces)
    shown: list[Piece] = []
    for index, piece in enumerate(pieces):
        words = piece.text.split()
        head = context if index > 0 else 0
        tail = context if index < len(pieces) - 1 else 0
        if piece.kind != SAME or len(words) <= head + tail + context:
            shown.append(piece)
            continue
        if head:
            shown.append(Piece(SAME, _first(piece.text, head)))
        shown.append(Piece(FOLDED, words=len(words) - head - tail))
        if tail:
            shown.append(Piece(SAME, _last(piece.text, tail)))
    return shown


def of_contents(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Which printed parts of a story differ between two revisions' contents, and how."""
    found = []
    for name, label in LABELS.items():
        old, new = (printed(name, content) for content in (before, after))
        if old != new:
            found.append(Difference(label, folded(between(old, new))))
    if before.get("lead_photo_id") != after.get("lead_photo_id"):
        found.append(Difference("Lead photo", [Piece(ADDED, "another picture")]))
    if before.get("body") != after.get("body") and not any(one.label == LABELS["body"] for one in found):
        found.append(Difference("Text", [Piece(ADDED, "markup, links or pictures only; no word changed")]))
    return found


def of_parts(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """Which of the printed parts, by their printed names, differ, and how."""
    names = dict.fromkeys([*after, *before])
    changed = [name for name in names if before.get(name, "") != after.get(name, "")]
    return [Difference(name, folded(between(before.get(name, ""), after.get(name, "")))) for name in changed]


def touches_facts(changes: Iterable[Difference]) -> bool:
    """Whether a figure or a name came, went or changed: a word with a digit or a capital in it, whatever it is."""
    pieces = (piece for change in changes for piece in change.pieces if piece.kind in (ADDED, REMOVED))
    return any(char.isdigit() or char.isupper() for piece in pieces for char in piece.text)


def printed(name: str, content: Mapping[str, Any]) -> str:
    """The words of one of a story's printed parts."""
    text = str(content.get(name) or "")
    return plain_text(text) if name == "body" else " ".join(text.split())


def _words(before: str, after: str) -> Iterator[Piece]:
    yield from _tokens(WORD.findall(before), WORD.findall(after))


def _tokens(old: list[str], new: list[str]) -> Iterator[Piece]:
    if len(old) * len(new) > MOST:
        shorter = min(len(old), len(new))
        head = next((index for index in range(shorter) if old[index] != new[index]), shorter)
        tail = next((index for index in range(shorter - head) if old[-1 - index] != new[-1 - index]), shorter - head)
        old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
        yield Piece(SAME, "".join(old[:head]))
        if len(old_middle) * len(new_middle) > MOST:
            yield from _between_anchors(old_middle, new_middle, _anchors(old_middle, new_middle))
        else:
            yield from _tokens(old_middle, new_middle)
        yield Piece(SAME, "".join(old[len(old) - tail :]))
        return
    for tag, old_from, old_to, new_from, new_to in _opcodes(old, new):
        gone, come = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if tag == "equal":
            yield Piece(SAME, gone)
            continue
        if gone:
            yield Piece(REMOVED, gone)
        if come:
            yield Piece(ADDED, come)


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Where words stand that both texts have just once, as many as follow one another in both (patience difference)."""
    counts = [Counter(old), Counter(new)]
    place = {word: index for index, word in enumerate(new)}
    pairs = [
        (index, place[word])
        for index, word in enumerate(old)
        if all(count[word] == 1 for count in counts) and not word.isspace()
    ]
    ends: list[int] = []  # the last place in `new` of the shortest run of each length
    runs: list[int] = []  # and which pair that is
    came_from: list[int] = []
    for number, (_, where) in enumerate(pairs):
        length = bisect_left(ends, where)
        ends[length : length + 1] = [where]
        runs[length : length + 1] = [number]
        came_from.append(runs[length - 1] if length else -1)
    found, number = [], runs[-1] if runs else -1
    while number >= 0:
        found.append(pairs[number])
        number = came_from[number]
    return found[::-1]


def _between_anchors(old: list[str], new: list[str], anchors: list[tuple[int, int]]) -> Iterator[Piece]:
    """A long stretch, compared piece by piece between the words that stayed for certain."""
    if len(anchors) * SPARSE < min(len(old), len(new)):
        yield from _paragraphs("".join(old).split("\n"), "".join(new).split("\n"))
        return
    last_old = last_new = 0
    for old_at, new_at in anchors:
        yield from _tokens(old[last_old:old_at], new[last_new:new_at])
        yield Piece(SAME, old[old_at])
        last_old, last_new = old_at + 1, new_at + 1
    yield from _tokens(old[last_old:], new[last_new:])


def _paragraphs(old: list[str], new: list[str]) -> Iterator[Piece]:
    """A long stretch of changed paragraphs: each against the one in its place, or all of them whole."""
    if len(old) != len(new) or len(old) == 1:
        yield Piece(REMOVED, "\n".join(old))
        yield Piece(ADDED, "\n".join(new))
        return
    for number, (gone, come) in enumerate(zip(old, new, strict=True)):
        if number:
            yield Piece(SAME, "\n")
        yield from _words(gone, come)


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Neighbours of one kind as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined


def _first(text: str, words: int) -> str:
    match = re.match(rf"\s*(?:\S+\s+){{{words}}}", text)
    return match[0] if match else text


def _last(text: str, words: int) -> str:
    match = re.search(rf"(?:\s+\S+){{{words}}}\s*\Z", text)
    return match[0] if match else text
