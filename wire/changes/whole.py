"""Whether a version can stand in the place of the one before it: it is a whole story, and surely the same one."""

from __future__ import annotations

import re

from articles.body import plain_text
from wire.formats.parsed import ParsedItem

# They have no ids; a keyword and a day are all by which we know a story again, and keywords can be coarse.
KNOWN_BY_KEYWORD = frozenset({"anpa-1312", "iptc-7901"})
SHARED = 0.3  # of the long words; 34 stories of one day share 0.06 with each other; 99 in 100 pairs, less than 0.2
LONG = re.compile(r"\w{5,}")  # short words are the same in all stories of a language
_PIECE = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)?)?(?:adds?|takes?|inserts?|subs?)\d{0,2}\Z")


def why_incomplete(item: ParsedItem) -> str:
    """Why an item is not the whole story, as its parser found or as its signals say: an add, a take; "" if it is."""
    if item.incomplete:
        return item.incomplete
    for signal in item.signals:
        word = re.sub(r"[\s_-]", "", signal.casefold()).rpartition("/")[2].rpartition(":")[2]
        if _PIECE.match(word) and word not in ("1take", "1sttake", "take1"):
            return f"only a piece of a story ({signal})"
    return ""


def why_to_ask(before: ParsedItem, now: ParsedItem) -> str:
    """Why a version may not replace another without a person, in an editor's words; "" if it may."""
    reason = why_incomplete(now)
    # A feed that never gives more than summaries may follow itself; a piece follows nothing.
    if reason and not (now.format == before.format == "rss-atom" and reason == before.incomplete):
        return reason
    if is_perhaps_another(before, now):
        return "it may be another story under the same keyword"
    return ""


def is_perhaps_another(before: ParsedItem, now: ParsedItem) -> bool:
    """Whether two messages under one keyword may be two stories: another number, another headline, and few words in common."""
    if now.format not in KNOWN_BY_KEYWORD or not now.body_html:
        return False
    if now.service_number == before.service_number or _bare(now.headline) == _bare(before.headline):
        return False
    return _shared(plain_text(before.body_html), plain_text(now.body_html)) < SHARED


def _shared(one: str, other: str) -> float:
    """Which part of the shorter text's long words the other has too."""
    mine, theirs = (set(LONG.findall(text.casefold())) for text in (one, other))
    fewest = min(len(mine), len(theirs))
    return len(mine & theirs) / fewest if fewest else 0.0


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
