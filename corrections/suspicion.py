"""Machine-made reports wait apart for a person to look through; none is dropped, and nobody has to solve a puzzle.

Each sign counts, and what speaks for a reader counts against them: words of the story, a passage that stands in it. No
sign that an angry, terse or foreign reader may also give is enough by itself. That a text shares nothing with the story is
such a sign; with a link, an address to write to or an offer it is enough.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from articles.body import folded
from corrections.suspicious_words import ABUSE, OF_CORRECTIONS, OF_ERRORS, OFFERS, PITCHES, PRAISE, PROBES, STOP, TRADES
from newsroom.base import throttle

ENOUGH = 2
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
IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # written without spaces between words
TURNS = re.compile(r"[a-z][A-Z]")
VOWELS = set("aeiouyàáâäãåæèéêëìíîïòóôöõøœùúûüýÿ")
NOTHING = {"hi", "hello", "hey", "test", "good site", "nice site", "good", "nice", "ok", "abc123", "abc", "123", "foo"}
FILLER = re.compile(r"(test\W*)+$|lorem ipsum")
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


def reason(said: Said) -> str:
    """Why a report looks machine-made, or "" if it does not."""
    signs = _signs(said)
    points = sum(points for points, _ in signs) - _credit(said)
    return "; ".join(words for _, words in sorted(signs, reverse=True))[:200].capitalize() + "." if points >= ENOUGH else ""


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
    if _is_repeated(text):
        signs.append((2, "the same words again and again"))
    if said.seconds is not None and len(said.text) > 80 and len(said.text) > FASTEST * said.seconds:
        signs.append((1, "written faster than anybody types"))
    return signs + _of_a_stranger(said, text, links)


def _of_a_stranger(said: Said, text: str, links: list[str]) -> list[tuple[int, str]]:
    """What speaks against a text that has no word, name or figure of its story, and doesn't speak of an error."""
    if said.is_passage_found or len(WORD.findall(said.story)) < ENOUGH_STORY:
        return []
    shared = _shared(said)
    if _is_related(said, text, shared):
        return []
    bare = ADDRESS.sub(" ", text)
    offers = sorted({match[0] for match in OFFERS.finditer(bare)})
    length = len(WORD.findall(bare)) + len(IDEOGRAPH.findall(bare)) // 2
    is_strange = length >= ENOUGH_TEXT and not shared
    signs = [(1, "nothing of the story")] if is_strange else []
    if links and (is_strange or offers):
        signs.append((1, "a link"))
    if HANDLE.search(text) or (is_strange and (MAILBOX.search(text) or PHONE.search(bare))):
        signs.append((1, "where to write to"))
    if len(offers) >= 2:
        signs.append((2 if len(offers) >= 4 else 1, f"words of an offer: {', '.join(offers[:3])}"))
    if PRAISE.search(text):
        signs.append((1, "praise"))
    if ABUSE.search(text):
        signs.append((1, "abuse"))
    if _script(said.text) != _script(said.story):
        signs.append((1, "another script than the story’s"))
    return signs


def _is_related(said: Said, text: str, shared: set[str]) -> bool:
    """A text that shares a name, a figure or two words with its story, or that says what is wrong with it."""
    if any(manner.search(text) for manner in (*OF_CORRECTIONS, OF_ERRORS)):
        return True
    if set(NUMBER.findall(ADDRESS.sub(" ", said.text))) & set(NUMBER.findall(said.story)):
        return True
    return len(shared) >= 2 or bool(shared & _stems(" ".join(NAME.findall(said.story))))


def _shared(said: Said) -> set[str]:
    """The words that text and story have in common; spam comes to stories of its own trade, so that its words don't count."""
    words = {word for word in WORD.findall(folded(said.text)) if not any(trade.fullmatch(word) for trade in TRADES)}
    return _stems(" ".join(words)) & _stems(said.story)


def _stems(text: str) -> set[str]:
    return {word[:SHARED] for word in WORD.findall(folded(text)) if len(word) >= SHARED and word not in STOP}


def _is_repeated(text: str) -> bool:
    words = WORD.findall(text)
    return len(words) >= 5 and len(set(words)) <= 0.34 * len(words)


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
    return 1 if len(_shared(said)) >= 2 else 0


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
