"""Where a story is marked for a notice: every place that changed with it, as words that readers find there.

The places are worked out once, when the notice is published, and kept with it. So a story's page compares no texts; a
past day's page marks what it marked then; and a comparison that gets better one day moves no mark of an old notice. What
is kept are words with what stands around them, never a position: the story is edited later. There the words are found
again between the same words, or the mark falls away; it never moves to words that are like them elsewhere.

A place is told for what alters what a reader believes (`kind_of_change`); a slip put right beside it is not marked. Words
that were taken out leave an empty place, where they stood. An update is no error: only what it brought to the text is marked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import islice, pairwise
from typing import Any, NamedTuple

from articles import differences
from articles.body import plain_text
from articles.kind_of_change import says_else
from articles.models import Edition
from articles.pages import printed_dateline
from corrections import headlines, passages
from corrections.models import Notice

AROUND = 40  # characters on either side between which the words must stand
TOGETHER = 2  # unchanged words between changed ones that are marked with them
MOST = 30  # a story with more marks than that is better read in its history
# How much is compared while the story is being published; beyond it only the words that an editor named are marked.
CHANGED = 60_000  # characters of the paragraphs that went and came
READ = 300_000  # characters of paragraphs in which a slip is told from more; any further change is more
OFTEN = 100  # places that read the same
PARAGRAPHS, ALIKE = 4000, 50_000  # before and after together; pairs of them that are the same
LONGEST_WORD = 30
WHOLE = frozenset({"headline", "dateline"})  # any change of them is substantive
WORD = re.compile(r"\S+")
ENDS_BEFORE = re.compile(r"[\"'”’»)\].,;:!?…]+(?=\s)")  # closes what stood before, where a stretch begins with it
OPENS, CLOSES = re.compile(r"[\"'“”‘’„«»(\[…—–-]*"), re.compile(r"[\"'“”‘’«»)\].,;:!?…—–-]*\Z")

Says = Callable[[str, str], bool]


class Line(NamedTuple):
    """A printed line of an edition: its part, the photo it stands under, its block, and its words."""

    part: str
    photo: int | None
    block: int | None
    text: str

    @property
    def key(self) -> tuple[str, int | None]:
        return self.part, self.photo


class Span(NamedTuple):
    """A stretch of one of an edition's lines; an empty one is where words were taken out."""

    line: int
    start: int
    end: int


@dataclass(frozen=True)
class Place:
    """Words with what stands around them in their line; of `of` places that read the same, the one numbered `nth`."""

    part: str
    photo: int | None
    words: str
    before: str
    after: str
    nth: int = 0
    of: int = 1


def lines_of(edition: Edition) -> list[Line]:
    """The printed lines of an edition, in reading order."""
    if edition.is_expunged:
        return []
    page, lead = edition.page, edition.lead_photo
    found: list[tuple[str, int | None, int | None, str]] = [
        ("headline", None, None, edition.headline),
        ("standfirst", None, None, edition.standfirst),
    ]
    found += [("caption", lead["id"], None, lead["caption"])] if lead else []
    found.append(("dateline", None, None, printed_dateline(edition)))
    for number, block in enumerate(edition.blocks):
        if block["kind"] == "photo":
            found.append(("caption", block["photo"]["id"], number, block["photo"]["caption"]))
        elif block["kind"] == "html":
            found.append(("body", None, number, plain_text(block["html"])))
    found.append(("tagline", None, None, page["tagline"]))
    return [Line(part, photo, block, " ".join((text or "").split())) for part, photo, block, text in found]


def of_change(
    before: Edition | None, after: Edition, *, passage: str = "", instead_of: Notice | None = None
) -> list[dict[str, Any]]:
    """The places to keep with a notice: words that an editor named, then all that changed, in reading order.

    A notice that takes the place of another keeps those of its places that still stand.
    """
    old, new = lines_of(before) if before else [], lines_of(after)
    changed = list(islice(_changed(old, new, language=after.language), MOST)) if old else []
    if instead_of is not None:
        changed += spans_of(instead_of, new)
    named = _named(new, passage, changed)
    spans = _united([*named, *changed])
    spans.sort(key=lambda span: not any(_touch(span, other) for other in named))
    return [asdict(place) for place in (_place(new, span) for span in spans[:MOST]) if place is not None]


def spans_of(notice: Notice, lines: Sequence[Line]) -> list[Span]:
    """Where a notice's words stand in an edition's lines; places that are there no more are left out.

    Notices from before places were kept are marked at the first words of the text that are those an editor named.
    """
    found = [span for kept in notice.places for span in [_found(lines, Place(**kept))] if span is not None]
    if not notice.places and notice.passage:
        found = [span for span in _matches(lines, notice.passage) if lines[span.line].part == "body"][:1]
    return [span for span in dict.fromkeys(found) if _is_marked(notice.kind, lines[span.line].part, span)]


def _is_marked(kind: str, part: str, span: Span) -> bool:
    """A mark must not look like an error where there was none; the headline has words marked if it says so beside itself."""
    if kind == Notice.Kind.UPDATE:
        return part == "body" and span.end > span.start
    return part != "headline" or (kind in headlines.KINDS and span.end > span.start)


def shown(edition: Edition, notice: Notice) -> passages.Shown:
    """An edition's words with a notice's places marked, for the desk."""
    lines, spans, labels = lines_of(edition), [], {**dict(passages.PARTS), "caption": "Caption"}
    spans = spans_of(notice, lines)
    told = []
    for number, line in enumerate(lines):
        covered = sorted((span.start, span.end) for span in spans if span.line == number)
        if line.text:
            told.append(passages.Line(labels[line.part], passages.stretches(line.text, covered)))
    return passages.Shown(told, bool(spans))


# --- What changed -----------------------------------------------------------------------------------------------------------


def _changed(before: list[Line], after: list[Line], *, language: str) -> Iterator[Span]:
    """The stretches that came with a change and alter what is said."""
    is_english, left = language.lower().startswith("en"), READ
    for key in dict.fromkeys(line.key for line in after):
        old = [line.text for line in before if line.key == key]
        if not old and key[0] == "caption":
            continue  # the picture itself is another
        numbers = [number for number, line in enumerate(after) if line.key == key]
        new = [after[number].text for number in numbers]

        def says(was: str, now: str, part: str = key[0]) -> bool:
            nonlocal left
            left -= len(was) + len(now)
            return part in WHOLE or left < 0 or says_else(was, now, is_english=is_english)

        for line, start, end in _stretches(old, new, says):
            span = Span(numbers[line], start, end)
            place = _place(after, span)
            # Words that stood there before, between the same words, are no change, however they came to be compared.
            if place is None:
                continue
            if not place.words or len(_occurrences(after, place)) > len(_occurrences(before, place)):
                yield span


def _stretches(old: list[str], new: list[str], says: Says) -> Iterator[Span]:
    """What came in the lines of one part; a line that was there before, elsewhere, has only moved."""
    was, now = Counter(old), Counter(new)
    is_long = len(old) + len(new) > PARAGRAPHS or sum(times * now[line] for line, times in was.items()) > ALIKE
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if not is_long else []
    for tag, old_from, old_to, new_from, new_to in opcodes or [("replace", 0, len(old), 0, len(new))]:
        gone = [line for line in old[old_from:old_to] if was[line] > now[line]] if tag != "equal" else []
        come = [one for one in range(new_from, new_to) if now[new[one]] > was[new[one]]] if tag != "equal" else []
        if sum(map(len, gone)) + sum(len(new[one]) for one in come) > CHANGED:
            continue
        if come:
            yield from _in_lines(gone, come, new, says)
        elif any(says(line, "") for line in gone) and any(new):
            yield Span(new_from - 1, len(new[new_from - 1]), len(new[new_from - 1])) if new_from else Span(0, 0, 0)


def _in_lines(gone: list[str], come: list[int], new: list[str], says: Says) -> Iterator[Span]:
    """What came in changed lines, compared word by word with those that went."""
    text, starts, length = "\n".join(new[number] for number in come), [], 0
    for number in come:
        starts.append(length)
        length += len(new[number]) + 1
    for start, end, was in _groups(differences.between("\n".join(gone), text)):
        line_from, line_to = text.rfind("\n", 0, start) + 1, text.find("\n", end) if "\n" in text[end:] else len(text)
        if not says(text[line_from:start] + was + text[end:line_to], text[line_from:line_to]):
            continue
        pieces = [(start + one.start(), start + one.end()) for one in re.finditer(r"[^\n]+", text[start:end])]
        pieces = [_trimmed(text, *piece) for piece in pieces if text[slice(*piece)].strip()]
        for first, last in pieces or [_gap(text, start)]:
            at = bisect_right(starts, first) - 1
            if new[come[at]]:
                yield Span(come[at], first - starts[at], last - starts[at])


def _groups(pieces: Iterable[differences.Piece]) -> Iterator[tuple[int, int, str]]:
    """Changes with hardly a word between them, as one: from where to where in the new text, and what stood there."""
    at, found = 0, list[tuple[int, int, str]]()
    between = ""
    for piece in pieces:
        if piece.kind == differences.SAME:
            at, between = at + len(piece.text), piece.text
            continue
        is_near = bool(found) and "\n" not in between and len(between.split()) <= TOGETHER
        start, _, was = found.pop() if is_near else (at, at, "")
        was += (between if is_near else "") + (piece.text if piece.kind == differences.REMOVED else "")
        at, between = at + (len(piece.text) if piece.kind == differences.ADDED else 0), ""
        found.append((start, at, was))
    return iter(found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without blanks at its ends, out to where its first and last word begin and end: “5–4”, not “4” of it.

    A sentence put in behind another is that sentence, however the comparison cut it: “Two died.”, not “. Two died”.
    """
    if (ends := ENDS_BEFORE.match(text, start, end)) and text[ends.end() : end].strip():
        start, end = ends.end(), end + len(ends[0]) * text.startswith(ends[0], end)
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    for word in WORD.finditer(text, text.rfind("\n", 0, start) + 1):
        if word.start() >= end:
            break
        if word.end() > start and len(word[0]) <= LONGEST_WORD:
            left, right = OPENS.match(word[0]), CLOSES.search(word[0])
            assert left is not None and right is not None
            if word.start() <= start:
                start = min(start, word.start() + left.end())
            if word.end() >= end:
                end = max(end, word.start() + right.start())
    return start, end


def _gap(text: str, at: int) -> tuple[int, int]:
    """Where words were taken out: right after the word that stood before them."""
    while at and text[at - 1] == " ":
        at -= 1
    return at, at


# --- Words that are named, and found again ------------------------------------------------------------------------------------


def _named(lines: Sequence[Line], passage: str, changed: Iterable[Span]) -> list[Span]:
    """The words that an editor named: of several such the ones that changed, then those in the text; one per line."""
    found = _matches(lines, passage)
    changed = list(changed)
    found.sort(key=lambda span: (not any(_touch(span, one) for one in changed), lines[span.line].part != "body"))
    if found or not passage:
        return found[:1]
    # Across paragraphs: each of their lines is marked.
    whole, starts = "\n".join(line.text for line in lines), [0]
    for line in lines:
        starts.append(starts[-1] + len(line.text) + 1)
    pattern = passages.pattern_of(passage)
    match = pattern.search(whole) if pattern else None
    if match is None:
        return []
    edges = [(max(match.start(), one), min(match.end(), other - 1)) for one, other in pairwise(starts)]
    return [Span(number, a - starts[number], b - starts[number]) for number, (a, b) in enumerate(edges) if a < b]


def _matches(lines: Sequence[Line], passage: str) -> list[Span]:
    pattern = passages.pattern_of(passage)
    if pattern is None:
        return []
    return [Span(number, *one.span()) for number, line in enumerate(lines) for one in pattern.finditer(line.text)]


def _found(lines: Sequence[Line], place: Place) -> Span | None:
    there = _occurrences(lines, place)
    return there[place.nth] if len(there) == place.of else None


def _place(lines: Sequence[Line], span: Span) -> Place | None:
    """How to find a stretch again; None if too many read the same."""
    line = lines[span.line]
    before, after = line.text[: span.start][-AROUND:], line.text[span.end :][:AROUND]
    place = Place(line.part, line.photo, line.text[span.start : span.end], before, after)
    there = _occurrences(lines, place)
    if len(there) > OFTEN:
        return None
    return Place(*line.key, place.words, before, after, there.index(span), len(there))


def _occurrences(lines: Sequence[Line], place: Place) -> list[Span]:
    """Where these words stand between these; next to the line's end where they stood there."""
    needle, found = place.before + place.words + place.after, []
    for number, line in enumerate(lines):
        at = line.text.find(needle) if needle and line.key == (place.part, place.photo) else -1
        while at >= 0:
            start, end = at + len(place.before), at + len(place.before) + len(place.words)
            begins = len(place.before) == AROUND or at == 0
            if begins and (len(place.after) == AROUND or at + len(needle) == len(line.text)):
                found.append(Span(number, start, end))
                if len(found) > OFTEN:
                    return found
            at = line.text.find(needle, at + 1)
    return found


def _touch(one: Span, other: Span) -> bool:
    return one.line == other.line and one.start <= other.end and other.start <= one.end


def _united(spans: Iterable[Span]) -> list[Span]:
    """In reading order, those that overlap or touch as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and _touch(found[-1], span):
            found[-1] = found[-1]._replace(end=max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
