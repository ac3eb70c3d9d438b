"""Which kind of change a version brings, told from status, signals, headline, note and words, with the evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from articles.body import plain_text
from wire.formats.parsed import ParsedItem, WireStatus


class ChangeKind(StrEnum):
    NEW = "new"
    UPDATE = "update"
    CORRECTION = "correction"
    MINOR = "minor"
    HOLD = "hold"
    RELEASE = "release"
    EMBARGO_LIFTED = "embargo_lifted"
    KILL = "kill"
    ADVISORY = "advisory"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What decided: the field, and the words that stood in it."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    kind: ChangeKind
    evidence: tuple[Evidence, ...] = ()


KILL_SIGNALS = {"kill", "mandatorykill", "edstat:d", "msgtype:d"}
HOLD_SIGNALS = {"withhold", "withheld", "hold", "disregard"}
CORRECTION_SIGNALS = {"correction", "corrective", "corrected", "clarification", "edstat:c", "action:correction"}

KILL_HEADLINE = re.compile(
    r"\A\W*(?:KILL\W+KILL\b|MANDATORY\s+KILL\b|(?:BULLETIN|STORY|PHOTO|URGENT)\W+KILL\b|STORY\s+WITHDRAWN\b|WITHDRAWN\s*[-:–—])"
)
HOLD_HEADLINE = re.compile(r"\A\W*(?:HOLD\W+HOLD\b|WITHHOLD\b|(?:STORY|PHOTO)\W+(?:HOLD|WITHHOLD)\b)")
KILL_NOTE = re.compile(
    r"\b(?:a\s+kill\s+is\s+mandatory|mandatory\s+kill|this\s+story\s+(?:has\s+been|is)\s+(?:killed|withdrawn))\b", re.IGNORECASE
)
HOLD_NOTE = re.compile(
    r"\b(?:(?:please\s+)?(?:hold|withhold)\s+this\s+(?:story|item|photo|picture)|this\s+story\s+is\s+withheld)\b", re.IGNORECASE
)

_CORRECTED = (
    r"CORRECT(?:S|ED|ION|IVE)?|KORJATTU|KORJAUS|RECTIFICATI(?:F|ON)|CORRIGÉE?|KORREKTUR|BERICHTIGT|BERICHTIGUNG|"
    r"CORRECCIÓN|CORREGIDO|CORREGE|RETTELSE|RETTET|RETTING|RÄTTELSE|RÄTTAD|CORREZIONE|CORRETTO"
)
CORRECTION_HEADLINE = re.compile(rf"\A\W*(?:{_CORRECTED})(?:\s*\([^)]*\))?\s*[-:–—/]", re.IGNORECASE)
CORRECTION_SLUG = re.compile(r"\b(?:KORJATTU|CORRECTION|CORRECTIVE|CORRECTED|RETTELSE|BERICHTIGUNG)\b", re.IGNORECASE)
CORRECTION_NOTE = re.compile(
    rf"(?:\A|[.;\n]|\beds?:)\W*(?:{_CORRECTED})\b[^.\n]{{0,120}}"
    r"|\bwurden?\s+(?:berichtigt|korrigiert)\b[^\n]{0,120}|\b(?:corrects|corrected\s+(?:version|repeat))\b[^.\n]{0,120}",
    re.IGNORECASE,
)
CORRECTION_OPENING = re.compile(r"\A\s*\([^)]{0,120}\bcorrects?\b[^)]*\)", re.IGNORECASE)
# What agencies write before a headline for editors: UPDATE 2-, CORRECTED-(OFFICIAL)-, REFILE-.
HEADLINE_CODE = re.compile(
    rf"\A(?:(?:UPDATE|WRAPUP|RPT|REFILE|ADVISORY|{_CORRECTED})(?:\s?\d{{1,2}})?-?(?:\s?\([A-Z ]{{1,20}}\))?\s?[-–—:]\s?){{1,3}}"
    r"(?=\S)"
)
# Commas, dots and dashes, except before a digit: 1.5 is not 15.
PUNCTUATION = re.compile(r"[.,;:\-–—…·]+(?!\d)")
QUOTES = str.maketrans({"’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


def classify(previous: ParsedItem | None, current: ParsedItem) -> Change:
    """The kind of change from the item as we have it to the version that came; whatever is doubtful stops the story.

    `previous` carries the last text we have and the status that holds; None for an item not yet seen.
    """
    if found := tuple(_kill(current)):
        return Change(ChangeKind.KILL, found)
    if found := tuple(_hold(current)):
        return Change(ChangeKind.HOLD, found)
    if current.is_advisory:
        return Change(ChangeKind.ADVISORY, (Evidence("advisory", current.advisory_reason),))
    if previous is None:
        return Change(ChangeKind.NEW, tuple(_correction(None, current)))
    if previous.status is WireStatus.WITHHELD:
        return Change(ChangeKind.RELEASE, (Evidence("status", f"{current.status.value} after withheld"),))
    if previous.status is WireStatus.CANCELED:
        return Change(ChangeKind.UPDATE, (Evidence("status", f"{current.status.value} after a kill"),))
    corrected = tuple(_correction(previous, current))
    differences = tuple(_differences(previous, current))
    if corrected:
        return Change(ChangeKind.CORRECTION, corrected + differences)
    lifted = (Evidence("embargo", "lifted"),) if is_embargoed(previous) and not is_embargoed(current) else ()
    if differences:
        return Change(ChangeKind.UPDATE, differences + lifted)
    if lifted:
        return Change(ChangeKind.EMBARGO_LIFTED, lifted)
    return Change(ChangeKind.MINOR, (Evidence("words", "the same, but for spaces and punctuation"),))


def is_past(kind: ChangeKind, current: ParsedItem, *, than: ParsedItem) -> bool:
    """Whether a version is one that we are past: a lower number, or the same number and an earlier time.

    Numbers need not follow on each other, and a lower number with a later time is a new count. A kill is never past,
    and a hold only when its time says so for sure.
    """
    ours, theirs = than.version_created_at, current.version_created_at
    is_earlier = bool(ours and theirs and theirs < ours)
    if kind is ChangeKind.KILL:
        return False
    if kind is ChangeKind.HOLD:
        return current.version <= than.version and is_earlier
    if current.version != than.version:
        return current.version < than.version and not (ours and theirs and theirs > ours)
    return is_earlier


def is_embargoed(item: ParsedItem) -> bool:
    """Whether the agency names an embargo, whenever it ends."""
    return item.embargo_open_ended or item.embargo_until is not None


def prints_the_same(one: ParsedItem, other: ParsedItem) -> bool:
    """Whether a page made from either would be the same to the letter."""
    return _printed(one) == _printed(other) and one.body_html == other.body_html


def headline_of(item: ParsedItem) -> str:
    """The headline as readers should have it, without the agency's code before it."""
    return HEADLINE_CODE.sub("", item.headline)


def _kill(current: ParsedItem) -> Iterator[Evidence]:
    if current.status is WireStatus.CANCELED:
        yield Evidence("status", current.status_as_sent or current.status.value)
    yield from _signals(current, KILL_SIGNALS)
    yield from _words("headline", KILL_HEADLINE, current.headline)
    yield from _words("editor's note", KILL_NOTE, current.editor_note)


def _hold(current: ParsedItem) -> Iterator[Evidence]:
    if current.status is WireStatus.WITHHELD:
        yield Evidence("status", current.status_as_sent or current.status.value)
    yield from _signals(current, HOLD_SIGNALS)
    yield from _words("headline", HOLD_HEADLINE, current.headline)
    yield from _words("editor's note", HOLD_NOTE, current.editor_note)


def _correction(previous: ParsedItem | None, current: ParsedItem) -> Iterator[Evidence]:
    """A note, slugline or headline that the last version had too tells of the last correction, not of this one."""
    yield from _signals(current, CORRECTION_SIGNALS)
    if previous is None or previous.headline != current.headline:
        yield from _words("headline", CORRECTION_HEADLINE, current.headline)
    if previous is None or previous.slugline != current.slugline:
        yield from _words("slugline", CORRECTION_SLUG, current.slugline)
    if previous is None or previous.editor_note != current.editor_note:
        yield from _words("editor's note", CORRECTION_NOTE, current.editor_note)
    yield from _words("first paragraph", CORRECTION_OPENING, plain_text(current.body_html)[:300])


def _signals(item: ParsedItem, wanted: set[str]) -> Iterator[Evidence]:
    for signal in item.signals:
        word = re.sub(r"[\s_]", "", signal.strip().casefold().rstrip("/").rpartition("/")[2])
        if word in wanted or word.removeprefix("sig:").removeprefix("signal:") in wanted:
            yield Evidence("signal", signal)


def _words(field: str, pattern: re.Pattern[str], text: str) -> Iterator[Evidence]:
    if match := pattern.search(text):
        yield Evidence(field, match.group(0).strip(" .;:\n")[:160])


def _printed(item: ParsedItem) -> dict[str, str]:
    captions = (f"{medium.headline} {medium.caption} {medium.credit}" for medium in item.media)
    return {
        "headline": headline_of(item),
        "standfirst": item.standfirst,
        "byline": ", ".join(item.bylines),
        "dateline": item.dateline,
        "text": plain_text(item.body_html),
        "tagline": item.tagline,
        "pictures": " ".join(captions),
    }


def _differences(previous: ParsedItem, current: ParsedItem) -> Iterator[Evidence]:
    """What a reader would read differently, field by field; a message without text says nothing of the text."""
    before, after = _printed(previous), _printed(current)
    for field, words in after.items():
        if field == "text" and not words:
            continue
        old, new = _bare(before[field]), _bare(words)
        if old != new:
            yield Evidence(field, _counted(old, new) if field == "text" else words or "removed")


def _bare(text: str) -> str:
    return " ".join(PUNCTUATION.sub(" ", text.translate(QUOTES)).split())


def _counted(old: str, new: str) -> str:
    before, after = Counter(old.split()), Counter(new.split())
    added, removed = (after - before).total(), (before - after).total()
    if not added and not removed:
        return "the same words in another order"
    return f"{_number(added)} more, {_number(removed)} gone"


def _number(words: int) -> str:
    return f"{words} word" if words == 1 else f"{words} words"
