"""Bylines are names: "By" and the agency's own name, titles and sign-off initials are cut from them."""

from __future__ import annotations

import re

from wire.formats.agencies import is_signature, short_name
from wire.formats.text import clean, unique

_BY = re.compile(r"\A(?:By|BY|by|Von|VON|Par|PAR|Por|POR|Di|DI|Av|AV|Af|AF|Door|DOOR|De notre correspondant|Tekst)\s*:?\s+")
_BY_PARAGRAPH = re.compile(r"\A\W{0,2}(?:By|BY|Von|VON|Par|PAR|Por|POR|Door|DOOR)\s+")
_INITIALS = re.compile(r"\A[a-z]{1,5}(?:[-/][a-z]{1,5})*\Z")
_TITLE = re.compile(
    r"\b(writer|correspondent|reporter|editor|analyst|columnist|critic|staff|press|media|news|reuters|associated|dpa|dpa-\w+|afp|ap|pa|"
    r"bureau|agency|agentur|photographer|special to|political|business|sports|medical|science|religion|"
    r"chief|service|network|tribune|"
    r"times|herald|eagle|post|journal|gazette|university|conversation|institute)\b|\w\.(?:com|org|net|no|de|se)\b",
    re.IGNORECASE,
)
_NOT_NAMES = re.compile(
    r"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|august|september|october|"
    r"november|december|the|then|now|contrast|comparison|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|heute)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?i)\A(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\Z|\A[\d./-]+\Z")
_PARTICLES = frozenset(
    [
        "de",
        "del",
        "der",
        "den",
        "di",
        "da",
        "do",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "van",
        "von",
        "zu",
        "zur",
        "ter",
        "ten",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "y",
        "e",
        "af",
        "av",
    ]
)
_JOIN = re.compile(r"\s*;\s*|\s*\|\s*|\s+/\s+|,?\s+(?:and|und|et|y|og|och|ja|e|en|with|AND|UND|ET|WITH|Y)\s+|\s+&\s+")


def names(byline: str) -> tuple[str, ...]:
    """The names in a byline: "By BERNARD CONDON, AP Business Writer" → ("Bernard Condon",)."""
    byline = re.sub(r"\A[A-Z]?\d{3,}/_", "", clean(byline))
    byline = _BY.sub("", byline).strip(" .,;:-–—*")
    found: list[str] = []
    for person in _JOIN.split(byline):
        person = re.sub(r"\s*/\s*([\w .-]{2,20})\Z", lambda m: "" if is_signature(m.group(1)) else m.group(0), person)
        pieces = [piece.strip() for piece in person.split(",") if piece.strip() and not _DATE.match(piece.strip())]
        kept = [piece for piece in pieces if not _TITLE.search(piece)] or pieces[:1]
        # "Ida Moss, Meridian": one word beside a full name is an agency.
        kept = [piece for piece in kept if " " in piece] or kept
        found.extend(_cased(piece) for piece in kept if not _INITIALS.match(piece) and any(c.isalpha() for c in piece))
    return unique(found)


def are_names(byline: str) -> bool:
    """Whether a byline field holds names rather than a subtitle or sign-off initials."""
    text = clean(byline)
    if not text or _INITIALS.match(text):
        return False
    if _BY.match(text) or len(text.split()) <= 4:
        return True
    told = re.findall(r"[^\W\d_][\w'’.-]*", text)
    small = [
        w for w in told if w[0].islower() and w not in _PARTICLES and not re.match(r"d['’]", w) and not _JOIN.match(f" {w} ")
    ]
    return len(small) * 4 <= len(told) or bool(_TITLE.search(text))


def are_initials(byline: str) -> bool:
    """EFE and AFP sign with the initials of those who handled a story; nobody prints them."""
    return _INITIALS.match(clean(byline)) is not None


def from_paragraph(paragraph: str) -> tuple[str, ...]:
    """Names from a paragraph that is nothing but a byline ("By JANE DOE, Associated Press"); () for any sentence."""
    text = clean(paragraph)
    if len(text) > 160 or not _BY_PARAGRAPH.match(text) or re.search(r"[!?:;]|\.\s+[A-Z]\w{3,}|\w{3,}\.\Z", text):
        return ()
    found = names(text)
    rest = _BY_PARAGRAPH.sub("", text)
    if (
        not found
        or len(found) > 8
        or (_NOT_NAMES.search(rest) and not re.match(r"(?i)the (?:associated press|canadian press)\Z", rest))
    ):
        return ()
    for name in found:
        parts = name.split()
        single = len(parts) < 2 and short_name(name) == name and not _TITLE.search(text)
        if single or len(parts) > 6 or not all(p[0].isupper() or p in _PARTICLES or not p[0].isalpha() for p in parts):
            return ()
    return found


def _cased(name: str) -> str:
    """Agencies set bylines in capitals; names are kept in normal case."""
    if name.upper() != name or len(name.split()) < 2 or short_name(name) != name:
        return name
    result = []
    for index, word in enumerate(name.split()):
        small = word.casefold()
        if index and small in _PARTICLES:
            result.append(small)
        elif re.fullmatch(r"(?:[A-Z]\.)+|I{2,3}|IV", word) or (index == 0 and re.fullmatch(r"[A-Z]?[B-DF-HJ-NP-TV-XZ]", word)):
            result.append(word)
        else:
            word = "".join(p.capitalize() for p in re.split(r"([-'’.])", small))
            result.append(re.sub(r"\AMc([a-z])(?=[a-z]{2})", lambda m: "Mc" + m.group(1).upper(), word))
    return " ".join(result)
