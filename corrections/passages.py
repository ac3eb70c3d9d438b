"""The passage a reader pointed at, found again in the story as they saw it and as it reads now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articles.body import folded, plain_text
from articles.models import Edition
from corrections.models import Ticket

QUOTES, DASHES = '"“”„«»‟', "-‐‑‒–—"
PARTS = (
    ("headline", "Headline"),
    ("standfirst", "Standfirst"),
    ("lead_photo_caption", "Caption"),
    ("dateline", "Dateline"),
    ("body", ""),
    ("tagline", "Tagline"),
)


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


def shown(content: Mapping[str, Any], passage: str) -> Shown:
    """The story's words with the passage marked wherever it stands, also across paragraphs.

    Case, spaces and the shape of quotation marks, apostrophes and dashes don't matter: readers copy, and type.
    """
    texts = [(label, line) for name, label in PARTS for line in _printed(name, content).split("\n") if line]
    whole = "\n".join(text for _, text in texts)
    pattern = _pattern(passage)
    covered = [match.span() for match in pattern.finditer(whole)] if pattern else []
    lines, start = [], 0
    for label, text in texts:
        lines.append(Line(label, _stretches(text, [(a - start, b - start) for a, b in covered])))
        start += len(text) + 1
    return Shown(lines, bool(covered))


def _pattern(passage: str) -> re.Pattern[str] | None:
    words = passage.strip().strip(QUOTES + "'’‘….").split()
    if not words:
        return None
    return re.compile(r"\s+".join("".join(_char(char) for char in word) for word in words), re.IGNORECASE)


def _char(char: str) -> str:
    for alike in (QUOTES, "'’‘ʼ", DASHES):
        if char in alike:
            return f"[{re.escape(alike)}]"
    return re.escape(char)


def _printed(name: str, content: Mapping[str, Any]) -> str:
    text = str(content.get(name) or "")
    return plain_text(text) if name == "body" else " ".join(text.split())


def _stretches(text: str, covered: list[tuple[int, int]]) -> list[Stretch]:
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
