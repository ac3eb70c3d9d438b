"""Machine-made reports wait apart for a person to look through; none is dropped, and nobody has to solve a puzzle.

Each sign counts, and what speaks for a reader counts against them: words of the story, a passage that stands in it, the
manner of honest reports. No sign that an angry, terse or foreign reader may also give is enough by itself. That a text
shares nothing with the story is such a sign; with a link or an address to write to it is enough. How spam reads is learned
from examples and from the desk's decisions (`learned.py`), in whatever language it comes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.body import folded
from corrections import learned
from corrections.learned import IDEOGRAPH, TELLING, Learned
from corrections.suspicious_words import OF_CORRECTIONS, OF_ERRORS, PROBES, STOP
from newsroom.base import throttle

ENOUGH = 2
AS_LEARNED = 1.75  # of what is learned weighs as much as one sign
HONEST = -2.0  # what reads as honest as this speaks for its reader, up to two signs' worth
SURE = 5  # no manner of writing makes up for it
ADDRESS = re.compile(
    r"(?:https?://|www\.|\bt\.me/)\S+|(?<![@\w.-])[a-z0-9-]{3,}\.(?:com|net|org|info|biz|shop|site|online|club|xyz|top|io|example)\b\S*",
    re.IGNORECASE,
)
SHALLOW = re.compile(r"(?:https?://)?[^/]+(?:/[^/]*)?")  # a shop's door; what proves something lies deeper
MARKUP = re.compile(r"\[(?:url|link)\b|<a\s", re.IGNORECASE)
PHONE = re.compile(r"(?:\+|\b00)?\d[\d\s().-]{6,}\d")
MAILBOX = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w")
HANDLE = re.compile(r"(?<![\w.])@\w{4,}|\b[a-z]{1,3}\d{5,}\b", re.IGNORECASE)
NUMBER = re.compile(r"\d[\d.,:]*\d|\d\d+")
WORD = re.compile(r"[^\W\d_]{2,}")
NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w-]+")  # not at a sentence's begin
KEYS = re.compile(r"(asdf|sdfg|dfgh|fghj|ghjk|hjkl|jkl;|qwer|wert|erty|zxcv|xcvb|cvbn|lkj|kjh)", re.IGNORECASE)
# Pairs of letters that no European language has within a word.
UNHEARD = re.compile(
    r"bq|bx|cj|fq|fx|gq|gx|hx|jb|jf|jg|jh|jq|jx|jz|kq|kx|mx|[pvwx]q|q[a-hj-tv-z]|v[bfghjqwx]|w[qvx]|x[djkz]|z[fjqx]"
)
TURNS = re.compile(r"[a-z][A-Z]")
VOWELS = set("aeiouyàáâäãåæèéêëìíîïòóôöõøœùúûüýÿ")
NOTHING = {"hi", "hello", "hey", "test", "good site", "nice site", "good", "nice", "ok", "abc123", "abc", "123", "foo"}
FILLER = re.compile(r"(test[\W\d]*)+$|lorem ipsum")
REPEATED = re.compile(r"^(.)\1{5,}$", re.DOTALL)
SAME_TEXT_ON, WITHIN = 3, timedelta(days=1)
SAME_MAILBOX = 10  # reports within the same time that one mailbox is thanked for; more may be somebody else's doing
SHORTEST = 25  # characters of a text that two people hardly write alike
SHARED = 5  # letters by which two words are the same word, in whatever ending
ENOUGH_STORY, ENOUGH_TEXT = 40, 7  # words by which one can tell that a text has nothing to do with a story
ENOUGH_LETTERS = 2000  # to know a text's script
FASTEST = 30  # characters that nobody types in a second
MOST_PARTS = 4  # of a report that are looked for in others


@dataclass(frozen=True)
class Said:
    """A report as it came in, with what it is held against: the words of the story, and whether the passage stands there."""

    wrong: str
    right: str = ""
    passage: str = ""
    name: str = ""
    story: str = ""
    is_passage_found: bool = False
    seconds: float | None = None  # from the form's opening to its sending

    @property
    def text(self) -> str:
        return "\n".join(part for part in (self.wrong, self.right) if part)


def reason(said: Said, known: Learned | None = None) -> str:
    """Why a report looks machine-made, or "" if it does not; `known` is what the desk's decisions teach."""
    known = known or learned.examples()
    signs = [*_signs(said, known), *_as_learned(said, known)]
    points = sum(points for points, _ in signs) - _credit(said, known)
    why = "; ".join(words for points, words in sorted(signs, reverse=True) if points >= 1)
    return why[:200].capitalize() + "." if points >= ENOUGH else ""


def repetition(ticket_text: str, article_id: int, *, at: datetime) -> str:
    """Why a text is suspected that comes to many stories: “The same text on 3 stories.” Counted without keeping the text.

    Its longest sentence and its links are looked for as well: what surrounds them is often varied.
    """
    found = [what for what, part in _parts(ticket_text) if _is_everywhere(part, article_id, at)]
    return f"The same {found[0]} on {SAME_TEXT_ON} stories within a day." if found else ""


def crowded(email: str, *, at: datetime) -> str:
    """Why a report is suspected whose mailbox is named again and again: its owner may not want our mails."""
    if not email or not throttle.seconds_to_wait("report mailbox", email.casefold(), limit=SAME_MAILBOX, window=WITHIN, at=at):
        return ""
    return f"More than {SAME_MAILBOX} reports within a day name this mailbox."


def _parts(text: str) -> list[tuple[str, str]]:
    """What of a report may come again elsewhere; nothing that two readers would write alike."""
    bare = folded(ADDRESS.sub(" ", text))
    sentence = max(re.split(r"[.!?\n]", folded(ADDRESS.sub(" ", text))), key=len).strip()
    parts = [("text", folded(text)), ("sentence", sentence if sentence != bare and len(sentence) >= 2 * SHORTEST else "")]
    links = [("link", link) for link in dict.fromkeys(_links(text)) if SHALLOW.fullmatch(link)]
    return [(what, part) for what, part in [*parts, *links][:MOST_PARTS] if len(part) >= (SHORTEST if what == "text" else 8)]


def _is_everywhere(part: str, article_id: int, at: datetime) -> bool:
    if throttle.seconds_to_wait("report text", part, article_id, limit=1, window=WITHIN, at=at):
        return False  # the second on the same story is no further story
    return throttle.seconds_to_wait("report text", part, limit=SAME_TEXT_ON - 1, window=WITHIN, at=at) > 0


def _as_learned(said: Said, known: Learned) -> list[tuple[float, str]]:
    """How the text reads; a passage that stands in the story is enough to trust its reader."""
    if said.is_passage_found:
        return []
    score = known.score(said.text, said.story)
    if score < 0:
        score = max(min(score - HONEST, 0), -ENOUGH * AS_LEARNED)
    return [(score / AS_LEARNED, known.why(said.text))]


def _signs(said: Said, known: Learned) -> list[tuple[float, str]]:
    """What speaks against a report whatever its words are, with how much."""
    text, links = folded(said.text), _links(said.text)
    words = len(WORD.findall(ADDRESS.sub(" ", said.text)))
    signs: list[tuple[float, str]] = []
    if any(probe.search(said.text) for probe in PROBES):
        signs.append((SURE, "an attack on the form"))
    if MARKUP.search(said.text):
        signs.append((2, "markup for links"))
    if len(links) >= 4 or (links and words < 2):
        signs.append((2, "hardly more than links"))
    if len(set(links)) < len(links):
        signs.append((2, "the same link again and again"))
    if links and words < 6:
        signs.append((1, "few words beside the link"))
    if ADDRESS.search(said.name):
        signs.append((2, "a link for a name"))
    if _is_gibberish(said.text):
        signs.append((SURE, "no words"))
    elif _is_nothing(text):
        signs.append((2, "says nothing"))
    if said.name and folded(said.name) == folded(said.wrong):
        signs.append((SURE, "the same in every field"))
    if links and said.story and _script(said.text) != _script(said.story) != "":
        signs.append((1, "a link in another script than the story’s"))
    if _is_repeated(text):
        signs.append((SURE, "the same words again and again"))
    if said.seconds is not None and len(said.text) > 80 and len(said.text) > FASTEST * said.seconds:
        signs.append((1, "written faster than anybody types"))
    return signs + _of_a_stranger(said, text, links, known)


def _of_a_stranger(said: Said, text: str, links: list[str], known: Learned) -> list[tuple[float, str]]:
    """What speaks against a text that has no word, name or figure of its story, and doesn't speak of an error.

    One in another language has none anyway, so that only a shop's link or a messenger's name speaks against it.
    """
    if said.is_passage_found or len(WORD.findall(said.story)) < ENOUGH_STORY:
        return []
    shared = _shared(said, known)
    if _is_related(said, text, shared):
        return []
    bare = ADDRESS.sub(" ", text)
    length = len(WORD.findall(bare)) + len(IDEOGRAPH.findall(bare)) // 2
    is_strange = length >= ENOUGH_TEXT and not shared
    is_foreign = not set(WORD.findall(bare)) & set(WORD.findall(folded(said.story)))
    signs: list[tuple[float, str]] = [(1, "nothing of the story")] if is_strange else []
    if is_strange and any(SHALLOW.fullmatch(link) or not is_foreign for link in links):
        signs.append((1, "a link"))
    if HANDLE.search(text) or (is_strange and not is_foreign and (MAILBOX.search(text) or PHONE.search(bare))):
        signs.append((1, "where to write to"))
    return signs


def _is_related(said: Said, text: str, shared: set[str]) -> bool:
    """A text that shares a name, a figure or two words with its story, or that says what is wrong with it."""
    if any(manner.search(text) for manner in (*OF_CORRECTIONS, OF_ERRORS)):
        return True
    if set(NUMBER.findall(ADDRESS.sub(" ", said.text))) & set(NUMBER.findall(said.story)):
        return True
    return len(shared) >= 2 or bool(shared & _stems(" ".join(NAME.findall(said.story))))


def _shared(said: Said, known: Learned) -> set[str]:
    """The words that text and story have in common; spam comes to stories of its own trade, so that its words don't count."""
    return _stems(" ".join(word for word in WORD.findall(folded(said.text)) if known.weight(word) < TELLING)) & _stems(
        said.story
    )


def _stems(text: str) -> set[str]:
    return {word[:SHARED] for word in WORD.findall(folded(text)) if len(word) >= SHARED and word not in STOP}


def _is_repeated(text: str) -> bool:
    words = WORD.findall(text)
    return len(words) >= 5 and len(set(words)) <= 0.34 * len(words)


def _credit(said: Said, known: Learned) -> int:
    """What speaks for a report: it knows the story, or speaks as those do who correct one.

    A figure of the story is as good as a passage; one of two digits may be chance.
    """
    if said.is_passage_found or _figures(said.text) & _figures(said.story):
        return 2
    if any(manner.search(folded(said.text)) for manner in (*OF_CORRECTIONS, OF_ERRORS)):
        return 1
    return 1 if len(_shared(said, known)) >= 2 else 0


def _figures(text: str) -> set[str]:
    return {number for number in NUMBER.findall(ADDRESS.sub(" ", text)) if sum(char.isdigit() for char in number) >= 3}


def _links(text: str) -> list[str]:
    return [link.casefold() for link in ADDRESS.findall(text)]


def _is_gibberish(text: str) -> bool:
    """Keys struck at random; only Latin words can be told by their vowels."""
    bare = text.strip()
    if REPEATED.match("".join(bare.split())):
        return True
    words = [word.casefold() for word in WORD.findall(bare)]
    if not words or _script(bare) != "LATIN":
        return False
    if any(len(TURNS.findall(word)) >= 3 for word in WORD.findall(bare)):
        return True
    long = [word for word in words if len(word) >= 4]
    odd = [word for word in long if _is_unheard(word)]
    return bool(long) and len(odd) >= 0.6 * len(words)


def _is_unheard(word: str) -> bool:
    return bool(KEYS.search(word) or UNHEARD.search(word)) or not VOWELS & set(unicodedata.normalize("NFC", word))


def _is_nothing(text: str) -> bool:
    return text.strip(" .!?,") in NOTHING or len(re.sub(r"[\W_]", "", text)) < 2 or FILLER.match(text) is not None


def _script(text: str) -> str:
    """The script that most letters are of: LATIN, CYRILLIC, ARABIC, CJK …"""
    scripts: dict[str, int] = {}
    for char in ADDRESS.sub(" ", text[:ENOUGH_LETTERS]):
        if char.isalpha():
            script = unicodedata.name(char, "").partition(" ")[0]
            scripts[script] = scripts.get(script, 0) + 1
    return max(scripts, key=lambda script: scripts[script], default="")
