"""Corrected words are marked where they stand, each place with its way to the notice; not a letter of the story is added.

The sign after marked words is drawn by the stylesheet and spoken by its label. So what a reader selects, copies or reports
are the story's own words, and a story without our stylesheet still shows the browser's own marks. The headline has no sign:
the way to its notice stands above it, and the heading's name is the headline.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from lxml import etree, html

from articles.body import APART
from articles.models import Edition
from corrections import headlines, places
from corrections.models import Notice
from corrections.places import Line

SHOWN = 5  # words of a place in the notice's link to it
GAP_AFTER = 3  # words before a place where others were taken out
NAMES = {"headline": "headline", "standfirst": "summary", "caption": "caption"}


@dataclass(frozen=True)
class Mark:
    """Words of a line that a notice is about; an empty one is where words were taken out."""

    start: int
    end: int
    anchor: str
    notice: Notice
    language: str = "en"

    @property
    def is_of_error(self) -> bool:
        return self.notice.kind in headlines.KINDS

    @property
    def label(self) -> str:
        """Short, since it is read out amid the sentence, and there may be many."""
        return self.notice.get_kind_display() + ("" if self.end > self.start else ": words were taken out here")


class Marked(NamedTuple):
    """An edition's printed lines that carry marks, as markup, by what `places.Line` says of them."""

    lines: dict[tuple[str, int | None], SafeString]  # headline, standfirst, dateline, tagline, captions
    blocks: dict[int, str]


def on(edition: Edition, notices: Iterable[Notice], language: str = "en") -> Marked:
    """The marks of a story's standing notices; each notice learns where its own are, as `marked_at`."""
    lines, marks = places.lines_of(edition), defaultdict[int, list[Mark]](list)
    for notice in notices:
        marked_at = []
        for number, span in enumerate(places.spans_of(notice, lines), start=1):
            anchor = f"{notice.passage_anchor}-{number}" if number > 1 else notice.passage_anchor
            marks[span.line].append(Mark(span.start, span.end, anchor, notice, language))
            line = lines[span.line]
            words, before = line.text[span.start : span.end], line.text[: span.start].split()[-GAP_AFTER:]
            marked_at.append((anchor, _shortened(words), "" if words else " ".join(before), NAMES.get(line.part, "")))
        notice.marked_at = marked_at  # type: ignore[attr-defined]
    found = Marked({}, {})
    for number, here in marks.items():
        line = lines[number]
        if line.part == "body" and line.block is not None:
            found.blocks[line.block] = marked(edition.blocks[line.block]["html"], line, here)
        else:
            found.lines[line.key] = mark_safe(marked(str(escape(line.text)), line, here))  # noqa: S308 - escaped, then marked
    return found


def marked(markup: str, line: Line, marks: Sequence[Mark]) -> str:
    """Clean markup with marks around its words; as it is where its words are not the line's."""
    holder = html.fragment_fromstring(markup, create_parent="div")
    letters = _letters(holder)
    if "".join(letter.char for letter in letters) != line.text:
        return markup
    stretches = defaultdict[tuple[etree._Element, bool], list[Stretch]](list)
    for number, mark in enumerate(marks):
        for stretch in _stretches(number, mark, letters):
            stretches[stretch.element, stretch.is_tail].append(stretch)
    signs = []
    for (element, is_tail), here in stretches.items():
        signs += _wrap(element, is_tail, here, marks)
    if line.part == "headline":
        etree.strip_elements(holder, "a", with_tail=False)
    for sign in reversed(signs):
        _lift_out_of_link(sign)
    return (str(escape(holder.text or ""))) + "".join(
        etree.tostring(child, encoding="unicode", method="html") for child in holder
    )


# --- Where letters stand in markup --------------------------------------------------------------------------------------------


class Letter(NamedTuple):
    """A letter of a line's plain text and where it stands: in an element's text, or after the element."""

    char: str
    element: etree._Element
    is_tail: bool
    at: int


class Stretch(NamedTuple):
    """What one mark covers of one piece of text."""

    mark: int
    element: etree._Element
    is_tail: bool
    start: int
    end: int
    is_first: bool
    is_last: bool


def _letters(holder: etree._Element) -> list[Letter]:
    """The letters as `plain_text` has them: single blanks, and one around what stands apart on the page."""
    found: list[Letter] = []
    blank: Letter | None = None

    def read(text: str | None, element: etree._Element, is_tail: bool) -> None:
        nonlocal blank
        for at, char in enumerate(text or ""):
            if char.isspace():
                blank = blank or Letter(" ", element, is_tail, at)
                continue
            if blank and found:
                found.append(blank)
            blank = None
            found.append(Letter(char, element, is_tail, at))

    def walk(element: etree._Element) -> None:
        nonlocal blank
        apart = element.tag in APART
        if apart:
            blank = blank or Letter(" ", element, False, 0)
        read(element.text, element, False)
        for child in element:
            walk(child)
            if child.tag in APART:
                blank = blank or Letter(" ", child, True, 0)
            read(child.tail, child, True)

    walk(holder)
    return found


def _stretches(number: int, mark: Mark, letters: Sequence[Letter]) -> list[Stretch]:
    if mark.end == mark.start:
        letter = letters[mark.start - 1] if mark.start else letters[0]
        at = letter.at + 1 if mark.start else letter.at
        return [Stretch(number, letter.element, letter.is_tail, at, at, True, True)]
    pieces: dict[tuple[etree._Element, bool], list[int]] = {}
    for letter in letters[mark.start : mark.end]:
        if not letter.char.isspace():
            pieces.setdefault((letter.element, letter.is_tail), []).append(letter.at)
    last = len(pieces) - 1
    return [
        Stretch(number, element, is_tail, found[0], found[-1] + 1, index == 0, index == last)
        for index, ((element, is_tail), found) in enumerate(pieces.items())
    ]


# --- The marks themselves --------------------------------------------------------------------------------------------------


def _wrap(element: etree._Element, is_tail: bool, stretches: list[Stretch], marks: Sequence[Mark]) -> list[etree._Element]:
    """Put the marks into one piece of text; returns the signs that lead to the notices."""
    text = str((element.tail if is_tail else element.text) or "")
    cuts = sorted({0, len(text), *(edge for one in stretches for edge in (one.start, one.end))})
    parts: list[str | etree._Element] = []
    signs = []
    for start, end in [(0, 0), *pairwise(cuts)]:
        over = [one for one in stretches if one.start <= start and end <= one.end and start < end]
        parts.append(_mark(text[start:end], over, start, marks) if over else text[start:end])
        for one in stretches:
            if one.is_last and one.end == end and (end or one.start == one.end):
                signs.append(_sign(marks[one.mark], is_empty=one.start == one.end))
                parts.append(signs[-1])
    _put(element, is_tail, parts)
    return signs


def _mark(text: str, over: list[Stretch], start: int, marks: Sequence[Mark]) -> etree._Element:
    """Marked words; where more than one notice's mark begins, one within the other, so that each can be led to."""
    name = "corrected" if any(marks[one.mark].is_of_error for one in over) else "corrected corrected--noted"
    outer = inner = html.Element("mark", {"class": name})
    for number, one in enumerate(one for one in over if one.start == start and one.is_first):
        if number:
            inner = etree.SubElement(inner, "mark", {"class": name})
        inner.set("id", marks[one.mark].anchor)
    inner.text = text
    return outer


def _sign(mark: Mark, *, is_empty: bool) -> etree._Element:
    here = {"id": mark.anchor} if is_empty else {}
    name = "corrected__sign" if mark.is_of_error else "corrected__sign corrected__sign--noted"
    return html.Element(
        "a",
        {"class": name, **here, "href": f"#{mark.notice.anchor}", "aria-label": mark.label,
         "lang": mark.language, "dir": "ltr"},
    )  # fmt: skip


def _put(element: etree._Element, is_tail: bool, parts: list[str | etree._Element]) -> None:
    holder = element.getparent() if is_tail else element
    assert holder is not None
    at = holder.index(element) + 1 if is_tail else 0
    last: etree._Element | None = None
    if is_tail:
        element.tail = ""
    else:
        element.text = ""
    for part in parts:
        if not isinstance(part, str):
            holder.insert(at, part)
            at, last = at + 1, part
        elif last is not None:
            last.tail = (last.tail or "") + part
        elif is_tail:
            element.tail = (element.tail or "") + part
        else:
            element.text = (element.text or "") + part


def _lift_out_of_link(sign: etree._Element) -> None:
    """A sign for words of a link stands after it: no link holds another."""
    link = next((one for one in sign.iterancestors("a")), None)
    parent = sign.getparent()
    if link is None or parent is None:
        return
    before = sign.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + (sign.tail or "")
    else:
        parent.text = (parent.text or "") + (sign.tail or "")
    parent.remove(sign)
    sign.tail, link.tail = link.tail, None
    link.addnext(sign)


def _shortened(words: str) -> str:
    found = words.split()
    return " ".join(found[:SHOWN]) + (" …" if len(found) > SHOWN else "")
