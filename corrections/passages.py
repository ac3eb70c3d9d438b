"""The passage a reader pointed at, found again in the story as they saw it and as it reads now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, NamedTuple

from articles.body import blocks, folded, plain_text
from articles.models import Edition
from corrections.models import Ticket

QUOTES, DASHES = '"“”„«»‟', "-‐‑‒–—"
EDGES = QUOTES + "'’‘…."  # what a reader may put around a copied passage, or leave off
PARTS = (
    ("headline", "Headline"),
    ("standfirst", "Standfirst"),
    ("lead_photo_caption", "Caption"),
    ("dateline", "Dateline"),
    ("body", ""),
    ("tagline", "Tagline"),
)
PART_OF = {"headline": Ticket.Part.HEADLINE, "lead_photo_caption": Ticket.Part.CAPTION}
Captions = Mapping[int, str]  # what stands under each picture, by the photo's id
CONTEXT = 200  # characters on either side by which a passage is told from its like
NEAR = 90  # of them are shown to the reader
LETTER_BY_LETTER = 4000  # characters of two lines together
CLOSE = 0.6  # how alike a block must be to be the one that was changed


@dataclass(frozen=True)
class Stretch:
    """Words of a line, marked if the passage covers them."""

    text: str
    is_marked: bool


@dataclass(frozen=True)
class Line:
    """A paragraph of the story, or one of its other printed parts with its label."""

    label: str
    stretches: list[Stretch]


@dataclass(frozen=True)
class Shown:
    """A story's printed words in order, and whether the passage stands in them."""

    lines: list[Line]
    is_found: bool


class Printed(NamedTuple):
    """A printed line: the name of its part, which block of the text it is, its words, and the photo it stands under."""

    part: str
    block: int | None
    text: str
    photo: int | None = None


@dataclass(frozen=True)
class Found:
    """Where a passage stands in a story: its own words, those around it, and which block of the text (None: elsewhere)."""

    part: str
    words: str
    before: str
    after: str
    block: int | None
    photo: int | None
    span: tuple[int, int]

    @property
    def before_near(self) -> str:
        """A few whole words before it, of the same line; an ellipsis says that there are more."""
        near = self.before.rpartition("\n")[2]
        return near if len(near) <= NEAR else "… " + near[-NEAR:].partition(" ")[2]

    @property
    def after_near(self) -> str:
        """A few whole words after it, of the same line; an ellipsis says that there are more."""
        near = self.after.partition("\n")[0]
        return near if len(near) <= NEAR else near[:NEAR].rpartition(" ")[0] + " …"


@dataclass(frozen=True)
class Again:
    """A passage looked for in another text of its story: exact, moved, changed (with what stands there now) or gone."""

    how: str
    block: int | None = None
    words: str = ""


class Words:
    """The printed words of a story's content, of which passages are asked; captions are those that its page shows."""

    def __init__(self, content: Mapping[str, Any], captions: Captions | None = None) -> None:
        self.content, self.captions = content, captions

    @classmethod
    def of(cls, edition: Edition) -> Words:
        """All that an edition prints, the captions of its pictures too."""
        return cls(edition.revision.content, captions_of(edition))

    @cached_property
    def lines(self) -> list[Printed]:
        return list(_lines(self.content, self.captions))

    @cached_property
    def whole(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def headline_span(self) -> tuple[int, int]:
        return 0, len(self.lines[0].text) if self.lines and self.lines[0].part == "headline" else 0

    def spans(self, passage: str) -> list[tuple[int, int]]:
        pattern = pattern_of(passage)
        return [match.span() for match in pattern.finditer(self.whole)] if pattern else []

    def find(self, passage: str, *, before: str = "", after: str = "", block: int | None = None) -> Found | None:
        """The place that a reader meant: of several, the one whose context fits best, then the block they named."""
        found = [self._found(span) for span in self.spans(passage)]
        return max(found, key=lambda one: (_fit(one, before, after), one.block == block), default=None)

    def line_at(self, place: int) -> Printed:
        """The line that holds a place in the whole."""
        start = 0
        for line in self.lines:
            start += len(line.text) + 1
            if place < start:
                return line
        return Printed("", None, "")

    def _found(self, span: tuple[int, int]) -> Found:
        line = self.line_at(span[0])
        part = PART_OF.get(line.part, Ticket.Part.WORDS)
        before, after = self.whole[max(span[0] - CONTEXT, 0) : span[0]], self.whole[span[1] : span[1] + CONTEXT]
        return Found(part, self.whole[slice(*span)], before, after, line.block, line.photo, span)


def captions_of(edition: Edition) -> Captions:
    """What stands under each picture of an edition, without photos that were withdrawn (asked of `with_photos()`)."""
    if edition.is_expunged:
        return {}
    photos = [edition.lead_photo, *(block["photo"] for block in edition.blocks if block["kind"] == "photo")]
    return {photo["id"]: photo["caption"] for photo in photos if photo}


def shown(content: Mapping[str, Any], passage: str, captions: Captions | None = None) -> Shown:
    """The story's words with the passage marked wherever it stands, also across paragraphs.

    Case, spaces and the shape of quotation marks, apostrophes and dashes don't matter: readers copy, and type.
    """
    words = Words(content, captions)
    return marked(words, words.spans(passage))


def marked(words: Words, covered: list[tuple[int, int]]) -> Shown:
    """The story's words with some places marked, and no others."""
    labels = dict(PARTS)
    lines, start = [], 0
    for line in words.lines:
        lines.append(Line(labels[line.part], stretches(line.text, [(a - start, b - start) for a, b in covered])))
        start += len(line.text) + 1
    return Shown(lines, bool(covered))


def seen_by(ticket: Ticket) -> Words | None:
    """The words of the edition that the reader saw."""
    return Words.of(ticket.edition) if ticket.edition else None


def found(ticket: Ticket) -> Found | None:
    """Where the passage stands in the edition that the reader saw; None if it does not."""
    return place_in(seen_by(ticket), ticket)


def place_in(words: Words | None, ticket: Ticket) -> Found | None:
    """Where the passage stands in a text: of several places the one that the reader meant."""
    return _find(words, ticket) if words and ticket.passage else None


def again(ticket: Ticket, content: Mapping[str, Any], captions: Captions | None = None) -> Again:
    """The passage in another text of the same story, today's for one.

    Exact: it stands in the same block, or between the same words. Moved: it stands elsewhere. Changed: its line is there
    in other words, which are given. Gone: nothing like it is left.
    """
    words, then = Words(content, captions), found(ticket)
    now = _find(words, ticket)
    if now is not None:
        around = then is None or (_near(then.before, then.after) == _near(now.before, now.after))
        return Again("exact" if around or now.block == ticket.block else "moved", now.block, now.words)
    seen = seen_by(ticket)
    if then is None or seen is None:
        return Again("gone")
    line = seen.line_at(then.span[0]).text
    alike = [(_likeness(line, one.text), one.block, one.text) for one in words.lines]
    likeness, number, text = max(alike, key=lambda one: one[0], default=(0.0, None, ""))
    return Again("changed", number, text) if likeness >= CLOSE else Again("gone")


def is_changed(ticket: Ticket, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether what a report points at stands in one text of its story, and not in another any more."""
    if not ticket.passage:
        return ticket.part == Ticket.Part.HEADLINE and before.get("headline") != after.get("headline")
    return shown(before, ticket.passage).is_found and not shown(after, ticket.passage).is_found


def _likeness(one: str, other: str) -> float:
    """How alike two lines are, letter by letter; long ones word by word, or an editor would wait for minutes."""
    is_short = len(one) + len(other) <= LETTER_BY_LETTER
    a, b = (list(line) if is_short else line.split() for line in (one, other))
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def _find(words: Words, ticket: Ticket) -> Found | None:
    return words.find(ticket.passage, before=ticket.passage_before, after=ticket.passage_after, block=ticket.block)


def _near(before: str, after: str) -> tuple[str, str]:
    """A few words on either side, as search compares them."""
    return folded(before)[-20:], folded(after)[:20]


def _fit(found: Found, before: str, after: str) -> int:
    """How many characters around a place are those that the reader's passage had around it."""
    ends = _common(folded(found.before)[::-1], folded(before)[::-1])
    return ends + _common(folded(found.after), folded(after))


def _common(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _lines(content: Mapping[str, Any], captions: Captions | None) -> Iterator[Printed]:
    for name, _ in PARTS:
        if name == "body":
            yield from _lines_of_body(str(content.get("body") or ""), captions or {})
            continue
        photo = content.get("lead_photo_id") if name == "lead_photo_caption" else None
        text = content.get(name) if photo is None or captions is None else captions.get(photo)
        if line := " ".join(str(text or "").split()):
            yield Printed(name, None, line, photo)


def _lines_of_body(body: str, captions: Captions) -> Iterator[Printed]:
    number = 0
    for block in blocks(body):
        if block.kind == "photo" and (line := " ".join(captions.get(block.ref, "").split())):
            yield Printed("lead_photo_caption", None, line, block.ref)
        if block.kind != "html":
            continue
        for line in plain_text(block.html).split("\n"):
            if line:
                yield Printed("body", number, line)
        number += 1


def pattern_of(passage: str) -> re.Pattern[str] | None:
    words = passage.strip().strip(EDGES).split()
    if not words:
        return None
    return re.compile(r"\s+".join("".join(_char(char) for char in word) for word in words), re.IGNORECASE)


def _char(char: str) -> str:
    for alike in (QUOTES, "'’‘ʼ", DASHES):
        if char in alike:
            return f"[{re.escape(alike)}]"
    return re.escape(char)


def stretches(text: str, covered: list[tuple[int, int]]) -> list[Stretch]:
    """A line's words, marked where they are covered."""
    found, done = [], 0
    for start, end in covered:
        start, end = max(start, done), min(end, len(text))
        if start < end:
            found += [Stretch(text[done:start], False), Stretch(text[start:end], True)]
            done = end
    return [one for one in [*found, Stretch(text[done:], False)] if one.text]


def words_of_story(ticket: Ticket) -> tuple[str, ...]:
    """What names or quotes a ticket's story: every headline it had, and the passage copied from it, if not a mere word."""
    headlines = Edition.objects.filter(article=ticket.article_id).values_list("headline", flat=True)
    passage = [ticket.passage] if len(ticket.passage.split()) > 3 else []
    return tuple({words for words in map(folded, (*headlines, *passage)) if words})


def repeats(said: str, words: tuple[str, ...]) -> bool:
    """Whether something said repeats words that are closed."""
    return any(one in folded(said) for one in words) if said and words else False
