"""The agencies' own marks at the head and foot of a NewsML 1.2 text: datelines without a dash, signatures, initials."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from wire.formats import bylines, paragraphs
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
# EFE: "(Actualiza con más declaraciones)" above the text; agencies in other Romance languages do the same.
_CHANGE = re.compile(
    r"\A\s*\(\s*(?P<verb>actuali[sz]\w*|aggiorna\w*|atuali[sz]\w*|ampl[ií]a\w*|añade\w*|ajoute\w*|aggiunge|acrescenta\w*|repite|"
    r"repetición|sustituye|elimina|modifica|remplace\w*|précise\w*|corr[ie]\w{2,9}|rectific?\w*|rettifica\w*)\b[^()]{0,300}\)\.?\s*\Z",
    re.IGNORECASE,
)
_CORRECTS = re.compile(r"corr|re[ct]ti?f", re.IGNORECASE)
_SIGNED_START = re.compile(r"\A[^()\n]{2,90}\((?P<agency>[^()\n]{2,30})\)")
_BARE_NAME = re.compile(r"\A[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,5}\Z")
_SIGNED_END = re.compile(r"(?<=[.!?…\"”»)\]])\s*(?P<agency>[A-ZÀ-Þ][\w ./-]{1,30}?)\s*\.?\s*\Z")


@dataclass(slots=True)
class Marks:
    dateline: str = ""
    bylines: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)  # on what changed
    signals: list[str] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)


def take(body: list[Element], agency: str) -> Marks:
    """Takes these marks out of a body, in place."""
    marks = Marks()
    _head(body, agency, marks)
    _foot(body, agency, marks)
    return marks


def _head(body: list[Element], agency: str, marks: Marks) -> None:
    _change_note(body, marks)
    _byline(body, agency, marks)
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


def _change_note(body: list[Element], marks: Marks) -> None:
    text = paragraphs.text_of(body[0]) if len(body) > 1 and body[0].tag == "p" else ""
    note = _CHANGE.match(text) if text[:40].lstrip().startswith("(") and len(text) < 400 else None
    if note:
        marks.notes.append(clean(text))
        marks.signals += ["sig:correction"] if _CORRECTS.match(note["verb"]) else []
        marks.removals.append(Removal(clean(text), "note to editors"))
        del body[0]


def _byline(body: list[Element], agency: str, marks: Marks) -> None:
    """A name alone above the paragraph that the agency's dateline opens is the writer's."""
    if len(body) < 2 or body[0].tag != "p" or body[1].tag != "p":
        return
    text = clean(paragraphs.text_of(body[0]))
    if len(text) > 60 or not _BARE_NAME.match(text) or not bylines.are_names(text):
        return
    opening = _SIGNED_START.match(paragraphs.text_of(body[1])[:130])
    if opening and is_signature(opening["agency"], agency):
        marks.bylines = bylines.names(text)
        marks.removals.append(Removal(text, "byline"))
        del body[0]


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
