"""Machine-made reports wait apart for a person to look through; none is dropped, and nobody has to solve a puzzle.

Each sign counts, and what speaks for a reader counts against them: words of the story, a passage that stands in it. No
sign that an angry, terse or foreign reader may also give is enough by itself.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.body import folded
from corrections.suspicious_words import OF_CORRECTIONS, PITCHES, PROBES, TRADES
from newsroom.base import throttle

ENOUGH = 2
ADDRESS = re.compile(r"(?:https?://|www\.|\bt\.me/)\S+", re.IGNORECASE)
SHALLOW = re.compile(r"(?:https?://)?[^/]+(?:/[^/]*)?")  # a shop's door; what proves something lies deeper
MARKUP = re.compile(r"\[(?:url|link)\b|<a\s", re.IGNORECASE)
PHONE = re.compile(r"(?:\+|\b00)?\d[\d\s().-]{6,}\d")
MAILBOX = re.compile(r"\b[\w.+-]+@[\w-]+\.\w")
WORD = re.compile(r"[^\W\d_]{2,}")
KEYS = re.compile(r"(asdf|sdfg|dfgh|fghj|ghjk|hjkl|jkl;|qwer|wert|erty|zxcv|xcvb|cvbn|lkj|kjh)", re.IGNORECASE)
VOWELS = set("aeiouyàáâäãåæèéêëìíîïòóôöõøœùúûüýÿ")
NOTHING = {"hi", "hello", "hey", "test", "good site", "nice site", "good", "nice", "ok", "abc123", "abc", "123", "foo"}
FILLER = re.compile(r"(test\W*)+$|lorem ipsum")
REPEATED = re.compile(r"^(.)\1{5,}$", re.DOTALL)
SAME_TEXT_ON, WITHIN = 3, timedelta(days=1)
SHORTEST = 25  # characters of a text that two people hardly write alike


@dataclass(frozen=True)
class Said:
    """A report as it came in, with what it is held against: the words of the story, and whether the passage stands there."""

    wrong: str
    right: str = ""
    passage: str = ""
    name: str = ""
    story: str = ""
    is_passage_found: bool = False

    @property
    def text(self) -> str:
        return "\n".join(part for part in (self.wrong, self.right) if part)


def reason(said: Said) -> str:
    """Why a report looks machine-made, or "" if it does not."""
    signs = _signs(said)
    points = sum(points for points, _ in signs) - _credit(said)
    return "; ".join(words for _, words in sorted(signs, reverse=True))[:200].capitalize() + "." if points >= ENOUGH else ""


def repetition(ticket_text: str, article_id: int, *, at: datetime) -> str:
    """Why a text is suspected that comes to many stories: “The same text on 3 stories.” Counted without keeping the text."""
    text = folded(ticket_text)
    if len(text) < SHORTEST or throttle.seconds_to_wait("report text", text, article_id, limit=1, window=WITHIN, at=at):
        return ""  # the second on the same story is no further story
    waits = throttle.seconds_to_wait("report text", text, limit=SAME_TEXT_ON - 1, window=WITHIN, at=at)
    return f"The same text on {SAME_TEXT_ON} stories within a day." if waits else ""


def _signs(said: Said) -> list[tuple[int, str]]:
    """What speaks against a report, with how much."""
    text, known = folded(said.text), folded(f"{said.story}\n{said.passage}")
    links = _links(said.text)
    signs = [(2, "an attack on the form")] if any(probe.search(said.text) for probe in PROBES) else []
    signs += [(2, f"offers: {match[0]}") for pitch in PITCHES if (match := pitch.search(text)) and match[0] not in known][:2]
    trades = _trades(f"{text} {' '.join(links)}", known)
    signs += [(1, f"a trade of spammers: {trade}") for trade in trades[:2]]
    if MARKUP.search(said.text):
        signs.append((2, "markup for links"))
    if len(links) >= 4 or (links and len(WORD.findall(ADDRESS.sub(" ", said.text))) < 2):
        signs.append((2, "hardly more than links"))
    elif trades and any(SHALLOW.fullmatch(link) for link in links):
        signs.append((1, "a link to what it offers"))
    if len(set(links)) < len(links):
        signs.append((2, "the same link again and again"))
    if links and len(WORD.findall(ADDRESS.sub(" ", said.text))) < 6:
        signs.append((1, "few words beside the link"))
    if trades and (PHONE.search(ADDRESS.sub(" ", said.text)) or MAILBOX.search(said.text)):
        signs.append((1, "where to order what it offers"))
    if ADDRESS.search(said.name):
        signs.append((2, "a link for a name"))
    if _is_gibberish(said.text):
        signs.append((2, "no words"))
    elif _is_nothing(text):
        signs.append((2, "says nothing"))
    if links and said.story and _script(said.text) != _script(said.story) != "":
        signs.append((1, "a link in another script than the story’s"))
    if trades and _is_shouted(said.text):
        signs.append((1, "shouted"))
    return signs


def _trades(text: str, known: str) -> list[str]:
    """The trades of spammers that a text names and its story does not, each place in the text once."""
    found: list[re.Match[str]] = []
    for trade in TRADES:
        match = trade.search(text)
        if match and match[0] not in known and not any(match[0] in one[0] or one[0] in match[0] for one in found):
            found.append(match)
    return [match[0] for match in found]


def _credit(said: Said) -> int:
    """What speaks for a report: it knows the story, or speaks as those do who correct one."""
    if said.is_passage_found:
        return 2
    if any(manner.search(folded(said.text)) for manner in OF_CORRECTIONS):
        return 1
    shared = {word for word in WORD.findall(folded(said.text)) if len(word) > 4} & set(WORD.findall(folded(said.story)))
    return 1 if len(shared) >= 2 else 0


def _links(text: str) -> list[str]:
    return [link.casefold() for link in ADDRESS.findall(text)]


def _is_shouted(text: str) -> bool:
    letters = [char for char in ADDRESS.sub(" ", text) if char.isalpha()]
    return len(letters) > 12 and sum(char.isupper() for char in letters) > 0.7 * len(letters)


def _is_gibberish(text: str) -> bool:
    """Keys struck at random; only Latin words can be told by their vowels."""
    bare = text.strip()
    if REPEATED.match("".join(bare.split())):
        return True
    words = [word.casefold() for word in WORD.findall(bare)]
    if not words or _script(bare) != "LATIN":
        return False
    long = [word for word in words if len(word) >= 4]
    odd = [word for word in long if KEYS.search(word) or not VOWELS & set(unicodedata.normalize("NFC", word))]
    return bool(long) and len(odd) >= 0.6 * len(words)


def _is_nothing(text: str) -> bool:
    return text.strip(" .!?,") in NOTHING or len(re.sub(r"[\W_]", "", text)) < 2 or FILLER.match(text) is not None


def _script(text: str) -> str:
    """The script that most letters are of: LATIN, CYRILLIC, ARABIC, CJK …"""
    scripts: dict[str, int] = {}
    for char in ADDRESS.sub(" ", text):
        if char.isalpha():
            script = unicodedata.name(char, "").partition(" ")[0]
            scripts[script] = scripts.get(script, 0) + 1
    return max(scripts, key=lambda script: scripts[script], default="")
