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
_PART = re.compile(
    r"(?P<add>(?P<n1>\d{1,2})(?:st|nd|rd|th)?\s?Add|Adds?(?:\s(?P<n2>\d{1,2}))?)\Z"
    r"|(?:Take\s)?(?P<n3>\d{1,2})\sof\s\d{1,2}\Z"
    r"|(?:(?P<n4>\d{1,2})(?:st|nd|rd|th)\s)?(?P<piece>Take|Sub|Insert)(?:\s?(?P<n5>\d{1,2}))?\Z",
    re.IGNORECASE,
)
_KILL = re.compile(
    r"\A\W*(?:(?:bulletin|mandatory|urgent|story)[\W_]+)*kill\b(?!\w)(?:\W+kill\b)*\W*(?:\Z|[:—–-])"
    r"|\A\W*KILL\W+KILL\b|\A\W*(?:BULLETIN|MANDATORY|STORY)\W+KILL\b|\A\W*STORY\s+WITHDRAWN\b|\A\W*(?:ZURÜCKGEZOGEN|ANNULLIERT)\b",
    re.IGNORECASE,
)
_HOLD = re.compile(
    r"\A\W*(?:(?:bulletin|urgent|story)[\W_]+)*(?:hold|withhold)\b(?!\s+for\b)(?:\W+(?:hold|withhold)\b)*\W*(?:\Z|[:—–-])"
    r"|\A\W*HOLD\W+HOLD\b|\A\W*(?:STORY|BULLETIN)\W+(?:HOLD|WITHHOLD)\b",
    re.IGNORECASE,
)
_RELEASED = re.compile(
    r"\b(?:hold|withhold)\s+(?:is\s+|has\s+been\s+)?lifted\b"
    r"|\b(?:item|story|stories|report|message)\b.{0,80}\b(?:may|can)\s+(?:now\s+|again\s+|now\s+again\s+)?be\s+(?:used|published)\b"
    r"|\b(?:Meldung|Beitrag|bdt|dpa)\b.{0,80}\b(?:kann|darf)\s+(?:wieder\s+)?(?:verwendet|veröffentlicht)\s+werden\b"
    r"|\bist\s+(?:wieder\s+)?(?:zur\s+Verwendung\s+)?freigegeben\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\A\W*(?:(?:news\s+)?editors\W+|attention\W+|achtung\W+|redaktionen\W+|clients\W+|subscribers\W+){0,3}"
    r"(?:(?:please|bitte)\s+)?(?P<verb>kill|withhold|hold|disregard|do\s+not\s+use|streichen|nicht\s+verwenden|zurückhalten|"
    r"die\s+Meldung\b.{0,60}?\b(?:nicht\s+(?:mehr\s+)?(?:verwenden|verbreiten)|streichen|zurückhalten))\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"""(?:kill|withhold|hold|disregard|use)\s+(?:the\s+)?(?:story|item|advance|report)?\s*
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

    verb: str = ""  # "kill", "hold", "release"
    words: str = ""
    named: str = ""


def order(heads: list[str], text: str) -> Order:
    """A kill, hold or release told by a line of the head, or by a short text that does nothing but ask for it."""
    text = clean(text)
    named = _OTHER.search(text[:1500])
    other = named["keyword"] if named else ""
    for line in heads:
        if _KILL.search(line):
            return Order("kill", line, other)
        if _HOLD.search(line):
            return Order("hold", line, other)
    if len(text.split()) > SHORT_ORDER:
        return Order()
    for line in (*heads, text):
        if found := _RELEASED.search(line[:300]):
            return Order("release", found.group(0), other)
        if asked := _ASKS.match(line):
            if re.match(r"hold\s+for\b", asked["verb"] + line[asked.end() :][:5], re.IGNORECASE):
                continue
            is_hold = (
                asked["verb"].casefold().startswith(("hold", "withhold", "zurückhalten")) or "zurückhalten" in asked["verb"]
            )
            return Order("hold" if is_hold else "kill", asked.group(0).strip(), other)
    return Order()


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
