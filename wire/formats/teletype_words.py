"""Formats without fields for it say what a message does in words: leads, corrections, kills, holds, releases, takes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wire.formats.text import clean

# ANPA's additions to a keyword (", 1st Ld-Writethru, Bjt") and the lines that dpa writes above a headline ("2ND LEAD").
LEAD = re.compile(
    r"(?P<number>\d{1,3})(?:st|nd|rd|th|\.)?\s*(?P<word>Ld|Lead|Leadall|Writethru|Update|Zusammenfassung|Neufassung|Net|Roundup)\b",
    re.IGNORECASE,
)
_MARKER = r"""(?:
      \d{1,3}(?:st|nd|rd|th|\.)?\s*(?:-\s*)?
        (?:Ld|Lead|Leadall|Net|Update|Roundup|Zusammenfassung|Neufassung|Korrektur|Writethru)(?:-?\s?Writethru)?
    | (?:Ld|Lead)(?:-?\s?Writethru)? | Leadall | Writethru | Bjt | Budget | Refile | Extra | Urgent | Flash | Bulletin
    | Eil(?:meldung)? | Blitz | News\s?Alert | Roundup | Preview | Background | Hintergrund | Feature | Analysis | Analyse
    | Interview | Profile | Porträt | Zusammenfassung(?:\s\d{4})? | Wiederholung | Neu | Repeat(?:ing)?
    | Corrected(?:\s(?:version|repeat))? | Correction | Corrective | Clarification | Berichtigung | Korrektur | Korrigiert
    | Vorschau | Advisory | Achtung | Neufassung
    | (?:(?:Bulletin|Mandatory|Urgent)[\s,-]*)?(?:Kill|Withhold|Hold)(?:[\s,.-]+(?:Kill|Hold|Withhold))*
    | HFR | Hold\sfor\sRelease | Adv\.?\s?\d{0,2} | Advance | Hold\slifted | Release
    | \d{1,2}(?:st|nd|rd|th)?\s?Add | Add(?:s|\s\d{1,2})? | (?:\d{1,2}(?:st|nd|rd|th)\s)?(?:Take|Sub|Insert)(?:\s?\d{1,2})?
    | (?:Take\s)?\d{1,2}\sof\s\d{1,2} | With\sPhotos? | Spotlight
    )"""
MARKER = re.compile(rf"{_MARKER}\Z", re.VERBOSE | re.IGNORECASE)
MARKERS = re.compile(rf"{_MARKER}(?:[\s,/]+{_MARKER})*\s*\Z", re.VERBOSE | re.IGNORECASE)
ADVANCE = re.compile(r"(?:HFR|Hold\sfor\sRelease|Adv(?:ance)?\.?\s?\d{0,2})\Z", re.IGNORECASE)
_PART = re.compile(
    r"(?P<add>(?P<n1>\d{1,2})(?:st|nd|rd|th)?\s?Add|Adds?(?:\s(?P<n2>\d{1,2}))?)\Z"
    r"|(?:Take\s)?(?P<n3>\d{1,2})\sof\s\d{1,2}\Z"
    r"|(?:(?P<n4>\d{1,2})(?:st|nd|rd|th)\s)?(?P<piece>Take|Sub|Insert)(?:\s?(?P<n5>\d{1,2}))?\Z",
    re.IGNORECASE,
)
# A line above the text that is nothing but the order, in any case; a headline only in the capitals that agencies use for it.
_ORDER_LINE = re.compile(
    r"\A\W*(?:(?:bulletin|mandatory|urgent|story|hold\s+lifted)[\W_]+)*(?P<verb>kill|hold|withhold)(?!\s+(?:for|lifted))\b"
    r"(?:\W+(?:kill|hold|withhold|mandatory))*\W*\Z",
    re.IGNORECASE,
)
_ORDER_HEADLINE = re.compile(
    r"\A\W*(?:(?:BULLETIN|MANDATORY|STORY)\W+(?P<one>KILL|HOLD|WITHHOLD)\b|(?P<twice>KILL|HOLD)\W+(?P=twice)\b"
    r"|(?P<colon>KILL|WITHHOLD)\s*[:—–-]|(?P<gone>STORY\s+WITHDRAWN|ZURÜCKGEZOGEN|ANNULLIERT)\b)"
)
# What a short text asks for. Each names an item, or speaks to editors: a brief about a kill does neither.
_ITEM = r"(?:(?:the|this|that|our|die|der|diese)\s+)?(?:item|story|report|message|advance|Meldung|Beitrag|bdt|dpa)\b"
_NUMBERED = r"(?:item|story|report|message|Meldung|Beitrag|bdt|dpa)\s+(?:[A-Za-zÀ-ÿ-]{2,12}\s+)?[A-Za-z]?\d{2,5}\b"
_ASKS = re.compile(
    rf"\A\W*(?:(?:news\s+|alle\s+)?(?:editors|redaktionen|clients|subscribers|attention|achtung)\W+){{0,3}}(?:"
    rf"(?:please|bitte)\s+(?P<verb>kill|withhold|hold|disregard|do\s+not\s+use)\b|(?P<bare>kill|withhold|hold|disregard)\s+{_ITEM}"
    rf"|bitte\s+{_ITEM}.{{0,80}}?\b(?P<german>nicht\s+(?:mehr\s+)?(?:verwenden|verbreiten)|streichen|löschen|zurückhalten))",
    re.IGNORECASE,
)
_RELEASED = re.compile(
    rf"\A.{{0,80}}\b(?:hold|withhold)\s+(?:on\s+.{{0,60}})?(?:is\s+|has\s+been\s+)?lifted\b"
    rf"|{_NUMBERED}.{{0,120}}\b(?:may|can)\s+(?:now\s+|again\s+|now\s+again\s+)?be\s+(?:used|published)\b"
    rf"|{_NUMBERED}.{{0,120}}\b(?:kann|darf)\s+(?:wieder\s+)?(?:verwendet|veröffentlicht)\s+werden\b"
    rf"|{_NUMBERED}.{{0,120}}\b(?:ist\s+)?(?:wieder\s+)?freigegeben\b",
    re.IGNORECASE,
)
_CORRECTS = re.compile(
    rf"{_NUMBERED}.{{0,240}}\b(?:read|reads|correct(?:s|ed)?|should|instead|sted|muss|heißen|berichtig\w*|korrigier\w*|richtig|statt)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"""(?:[Kk]ill|[Ww]ithhold|[Hh]old|[Dd]isregard|use)\s+(?:the\s+)?(?:story|item|advance|report)?\s*
    (?:slugged|headlined|named|keyworded)?\s*["“`]*
    (?P<keyword>(?:(?:BC|AM|PM|AP)-+)?[A-Z]\w+(?:-+\w+)+(?:[ -]\w+)*?)["”']*
    (?=[,.;:]|\s+(?:[A-Za-z]\d{3,4}|filed|sent|moved|that|of|from)\b)""",
    re.VERBOSE,
)
GENERIC = re.compile(
    r"(?:(?:BC|AM|PM|AP)-+)?(?:[A-Z]{2}--)?(?:AP[\s-]*|dpa[\s/-]*)?(?:bulletin|mandatory|editors?|advisory|kill|withhold|hold|"
    r"corrections?|correctives?|clarifications?|note|kill-?advisory|redaktion|hinweis|berichtigung|korrektur|dienstmeldung)"
    r"(?:[\s,/-]*(?:kill|withhold|hold|advisory|editors?|note|correction|corrective|redaktion|hinweis))*\Z",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\A\W*(?:(?:adds?|updates?|corrects?|corrected|correcting|correction|restores?|changes|edits|recasts?|fixes|removes?|deletes?|trims|"
    r"clarifies|amends|incorporates|subs|inserts|combines|rewrites|refiles|repeats|tops|leads|minor|new\s+(?:approach|lead|throughout))\b"
    r"|(?:berichtigt|korrigiert|ergänzt|aktualisiert|neu|berichtigung|korrektur|wiederholung|präzisiert|redigiert)\b"
    r"|(?:im|in\s+der|in\s+dem)\s+\d{1,2}\.\s+(?:absatz|satz)|.{0,80}\b(?:wurden?|ist)\s+(?:berichtigt|korrigiert|ergänzt))",
    re.IGNORECASE,
)
SHORT_ORDER = 160  # words; a story that merely speaks of a kill is longer


@dataclass(frozen=True, slots=True)
class Order:
    """What a message orders, in which words; and the keyword of another story if it names one."""

    verb: str = ""  # "kill", "hold", "release", "correct"
    words: str = ""
    named: str = ""


def order(heads: list[str], headline: str, text: str) -> Order:
    """A kill, hold, release or correction told by a line of the head, or by a short text that does nothing but ask for it."""
    text = clean(text)
    for line in reversed(heads):
        if found := _ORDER_LINE.match(line):
            return Order("kill" if found["verb"].casefold() == "kill" else "hold", line, _named(text))
    if found := _ORDER_HEADLINE.match(headline):
        word = found["one"] or found["twice"] or found["colon"] or "KILL"
        return Order("kill" if word == "KILL" else "hold", headline, _named(text))
    if not text or len(text.split()) > SHORT_ORDER:
        return Order()
    if asked := _ASKS.match(text):
        verb = (asked["verb"] or asked["bare"] or asked["german"]).casefold()
        holds = ("hold", "withhold", "zurückhalten")
        if not text[asked.end() :].lstrip().casefold().startswith("for release"):
            return Order("hold" if verb in holds else "kill", asked.group(0).strip(), _named(text))
    if found := _RELEASED.search(text[:400]):
        return Order("release", found.group(0)[:160], _named(text))
    if found := _CORRECTS.search(text[:500]):
        return Order("correct", found.group(0)[:160], _named(text))
    return Order()


def _named(text: str) -> str:
    found = _OTHER.search(text[:1500])
    return found["keyword"] if found else ""


def lead_number(markers: list[str]) -> int:
    """ "3rd Ld-Writethru" is version 3, a first version 0; "3RD NET" counts only where no lead is named."""
    leads = [(int(found["number"]), found["word"].casefold()) for marker in markers for found in LEAD.finditer(marker)]
    counted = [number for number, word in leads if word != "net"] or [number for number, _ in leads]
    if counted:
        return max(counted)
    return 1 if any(re.search(r"\bLd\b|\blead\b|writethru", marker, re.IGNORECASE) for marker in markers) else 0


def part(markers: list[str]) -> str:
    """An add, take, sub or insert is a piece of a story and never replaces the whole of it: "add-1", "take-2"; else ""."""
    for marker in markers:
        found = _PART.match(marker)
        if found:
            name = "add" if found["add"] else (found["piece"] or "take").casefold()
            number = next((found[group] for group in ("n1", "n2", "n3", "n4", "n5") if found[group]), "1")
            if name == "take" and int(number) == 1:
                return ""
            return f"{name}-{int(number)}"
    return ""


def changes(note: str) -> str:
    """Of a note to editors, the sentences that say what this version changes."""
    note = re.sub(r"\A\W*(?:eds?|editors)\s*[:.—–-]+\s*", "", note, flags=re.IGNORECASE)
    sentences = re.split(r"(?<=[.;])\s+(?=[A-ZÀ-Þ])|\n", note)
    return " ".join(sentence.strip() for sentence in sentences if _CHANGE.match(sentence.strip("-*# ")))
