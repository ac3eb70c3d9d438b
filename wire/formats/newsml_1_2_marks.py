"""The agencies' own marks at the head and foot of a NewsML 1.2 text: datelines without a dash, signatures, initials."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from wire.formats import paragraphs
from wire.formats.agencies import is_signature
from wire.formats.dateline import is_place
from wire.formats.parsed import Removal
from wire.formats.text import clean

Element = etree._Element

# Europa Press: "SANTA OLALLA (TOLEDO), 2 (EUROPA PRESS)" is a line of its own. TASS: "MOSCOW, January 21. /TASS/. The …".
_OWN_LINE = re.compile(r"\A(?P<place>[^\n]{2,100}?)\s*\((?P<agency>[^()\n]{2,40})\)\s*[.:–—-]{0,3}\s*\Z")
_SLASHED = re.compile(r"\A\s*(?P<place>[^.\n/]{2,80})\.\s*/(?P<agency>[A-Za-zА-Яа-я-]{2,20})/\.?\s+(?=\S)")
# "ع ز/ماب/ب ق", "MA // EA": initials of those who handled the story, in any script.
_INITIALS = re.compile(r"\A[^\W\d_]{1,4}(?:[ -][^\W\d_]{1,3})*(?:\s?//?\s?[^\W\d_]{1,5}(?:[ -][^\W\d_]{1,3})*){1,5}\.?\s*\Z")
_SIGNED_END = re.compile(r"(?<=[.!?…\"”»)\]])\s*(?P<agency>[A-ZÀ-Þ][\w ./-]{1,30}?)\s*\.?\s*\Z")


@dataclass(slots=True)
class Marks:
    dateline: str = ""
    removals: list[Removal] = field(default_factory=list)


def take(body: list[Element], agency: str) -> Marks:
    """Takes these marks out of a body, in place."""
    marks = Marks()
    _head(body, agency, marks)
    _foot(body, agency, marks)
    return marks


def _head(body: list[Element], agency: str, marks: Marks) -> None:
    first = body[0] if len(body) > 1 and body[0].tag == "p" else None
    if first is None:
        return
    text = paragraphs.text_of(first)
    own = _OWN_LINE.match(text) if len(text) < 120 else None
    if own and is_signature(own["agency"], agency) and is_place(re.sub(r"[()]", " ", own["place"])):
        marks.dateline = f"{clean(own['place'])} ({clean(own['agency'])})"
        del body[0]
        return
    slashed = _SLASHED.match(text[:140])
    if slashed and is_signature(slashed["agency"], agency) and is_place(slashed["place"]):
        marks.dateline = f"{clean(slashed['place'])} /{slashed['agency']}/"
        paragraphs.cut_start(first, slashed.end())


def _foot(body: list[Element], agency: str, marks: Marks) -> None:
    for _ in range(3):
        last = body[-1] if len(body) > 1 and body[-1].tag == "p" else None
        if last is None:
            return
        text = paragraphs.text_of(last)
        if len(text) <= 40 and _INITIALS.match(clean(text)):
            marks.removals.append(Removal(clean(text), "sign-off"))
            del body[-1]
            continue
        signed = _SIGNED_END.search(text[-60:])
        if signed and is_signature(signed["agency"], agency):
            start = max(0, len(text) - 60) + signed.start()
            if start:
                marks.removals.append(Removal(text[start:].strip(), "sign-off"))
                paragraphs.cut_end(last, start)
        return
