"""What kind of change it is: where names, numbers, quotations, headline or attribution changed, substantive is proposed.

The editor decides. A proposal says which words led to it, so that a wrong one is seen at once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

from articles import pages
from articles.models import Edition

FIGURE = re.compile(r"\d+(?:[.,:–-]\d+)*%?")
# Figures as words change as much; one, a and an are left out, since they are mostly articles.
NUMBER_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half third quarter dozen none zero
    first second fourth fifth sixth seventh eighth ninth tenth monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december
        """,
    )
)
# What often begins a sentence; any other first word may be a name.
FIRST_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    a after all also although an and any as at because before both but by during each even every few for from he her here his
    how however i if in into it its just last later like many meanwhile more most much my new no nobody not nothing now of
    on one only or other our others over she since so some still such that the their then there these they this those though
    to today under until we what when where which while who why with without yet you
        """,
    )
)
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
QUOTE = re.compile(r"“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|\"([^\"]+)\"")
SENTENCE_START = re.compile(r"(?:\A|[.!?:]\s|[\n“„«\"(]\s*)\Z")
SHORTEST_QUOTE = 2  # words
SHOWN = 3


@dataclass(frozen=True)
class Proposal:
    """Minor or substantive, and why, in an editor's words; no reasons mean minor."""

    reasons: tuple[str, ...]

    @property
    def change(self) -> str:
        return Edition.Change.SUBSTANTIVE if self.reasons else Edition.Change.MINOR

    @property
    def is_substantive(self) -> bool:
        return bool(self.reasons)


def of(before: Mapping[str, Any], after: Mapping[str, Any]) -> Proposal:
    """What kind of change lies between the contents of two revisions."""
    old, new = pages.printed_words(dict(before)), pages.printed_words(dict(after))
    texts = ["\n".join(filter(None, (words["standfirst"], words["body"], words["tagline"]))) for words in (old, new)]
    caption = [" ".join(str(content.get("lead_photo_caption") or "").split()) for content in (before, after)]
    texts = [f"{text}\n{line}" for text, line in zip(texts, caption, strict=True)]
    reasons = []
    if old["headline"] != new["headline"]:
        reasons.append("The headline changed.")
    if old["dateline"] != new["dateline"]:
        reasons.append("The dateline changed.")
    if _attribution(before) != _attribution(after):
        reasons.append("The attribution changed: byline, agency or kind of story.")
    if before.get("lead_photo_id") != after.get("lead_photo_id"):
        reasons.append("The lead photo is another.")
    common = {word for text in texts for word in WORD.findall(text) if word[0].islower()} | FIRST_WORDS
    for what, counted in (
        ("Numbers", [_numbers(text) for text in texts]),
        ("Names", [_names(text, common) for text in texts]),
        ("Quotations", [_quotes(text) for text in texts]),
    ):
        gone, come = list((counted[0] - counted[1]).keys()), list((counted[1] - counted[0]).keys())
        if gone or come:
            reasons.append(f"{what} changed: {_listed(gone)} → {_listed(come)}.")
    return Proposal(tuple(reasons))


def _attribution(content: Mapping[str, Any]) -> tuple[Any, ...]:
    bylines = [(byline.get("person_id"), byline.get("name"), byline.get("role")) for byline in content.get("bylines") or []]
    return bylines, content.get("agency_id"), content.get("kind")


def _numbers(text: str) -> Counter[str]:
    words = (word.casefold() for word in WORD.findall(text))
    return Counter(FIGURE.findall(text)) + Counter(part for word in words for part in word.split("-") if part in NUMBER_WORDS)


def _names(text: str, common: Set[str]) -> Counter[str]:
    """Words with a capital; a sentence's first only if nothing shows that it is a common word."""
    found: Counter[str] = Counter()
    for match in WORD.finditer(text):
        word, plain = match.group(), match.group().casefold()
        is_first = SENTENCE_START.search(text[max(match.start() - 3, 0) : match.start()])
        if word[0].isupper() and plain not in NUMBER_WORDS and not (is_first and plain in common):
            found[word.removesuffix("’s").removesuffix("'s")] += 1
    return found


def _quotes(text: str) -> Counter[str]:
    """What stands in quotation marks, without the punctuation at its end."""
    said = (" ".join(next(filter(None, groups)).split()).strip(".,;:!?… ") for groups in QUOTE.findall(text))
    return Counter(quote for quote in said if len(quote.split()) >= SHORTEST_QUOTE)


def _listed(words: list[str]) -> str:
    if not words:
        return "none"
    more = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    return ", ".join(f"“{word}”" if len(word) <= 60 else f"“{word[:57]}…”" for word in words[:SHOWN]) + more
