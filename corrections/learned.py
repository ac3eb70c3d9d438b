"""How junk reads is learned: from our own examples, and from what the desk closed last as spam or as a genuine report.

A naive Bayes over words and pairs of words, without the order of a text and without a list kept by hand. Nothing is
stored for it: it reads the reports themselves, so that a reader's words are forgotten with the report, and a trick that
spammers gave up is forgotten in time. A word counts only so far, however often it was junk.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, pairwise
from pathlib import Path

from django.db.models.functions import Left
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from articles.body import folded
from corrections.models import Ticket

EXAMPLES = Path(__file__).parent / "examples"
DECISIONS = 300  # of the desk, the last ones
ENOUGH_OF_A_TEXT = 600  # characters
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # written without spaces between words
WORD = re.compile(r"[^\W\d_]{2,}")
MOST = 2.0  # a word's weight, as the logarithm of how much more frequent it is in junk
HEAVIEST = 20  # words that decide on a text, so that a long one isn't judged by its length
TELLING = 1.0  # the weight from which a word is one of junk
ALIKE = 3  # telling words that two junk texts share which are alike
GENUINE = (
    Ticket.Resolution.CORRECTED,
    Ticket.Resolution.CLARIFIED,
    Ticket.Resolution.FIXED,
    Ticket.Resolution.NO_ERROR,
    Ticket.Resolution.DUPLICATE,
)


@dataclass(frozen=True)
class Learned:
    """In how many junk and honest texts each word stood; `closed` are those of junk that the desk closed."""

    junk: Counter[str]
    honest: Counter[str]
    junk_texts: int
    honest_texts: int
    closed: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, junk: Iterable[str], honest: Iterable[str]) -> Learned:
        return replace(cls(Counter(), Counter(), 0, 0).and_of_desk(junk, honest), closed=())

    def and_of_desk(self, junk: Iterable[str], honest: Iterable[str]) -> Learned:
        """With the desk's own decisions, which weigh as much as the examples."""
        bad, good = tuple(map(_words, junk)), tuple(map(_words, honest))
        return Learned(
            self.junk + Counter(chain.from_iterable(bad)),
            self.honest + Counter(chain.from_iterable(good)),
            self.junk_texts + len(bad),
            self.honest_texts + len(good),
            closed=bad,
        )

    def weight(self, word: str) -> float:
        """How much a word speaks for junk; below 0 for an honest report."""
        if word not in self.junk and word not in self.honest:
            return 0.0
        bad = (self.junk[word] + 1) / (self.junk_texts + 2)
        good = (self.honest[word] + 1) / (self.honest_texts + 2)
        return max(-MOST, min(MOST, math.log(bad / good)))

    def score(self, text: str, story: str = "") -> float:
        """How much a text reads like junk; below 0 if it reads like an honest report.

        What junk the desk closed makes no word of the story speak against its readers: whoever wants them unheard could
        send junk in such words.
        """
        weights, of_story = {word: self.weight(word) for word in _words(text)}, _words(story)
        for word in weights.keys() & of_story:
            weights[word] = min(weights[word], examples().weight(word))
        return sum(sorted(weights.values(), key=lambda weight: (-abs(weight), weight))[:HEAVIEST])

    def why(self, text: str) -> str:
        """What an editor is told: “Reads like 14 reports closed as spam: ranking, traffic, your website”."""
        words = {word: self.weight(word) for word in _words(text)}
        telling = sorted((word for word in words if words[word] >= TELLING), key=lambda word: (-words[word], -len(word), word))
        heaviest = set(telling[:HEAVIEST])
        number = sum(len(heaviest & closed) >= ALIKE for closed in self.closed)
        like = f"{number} report{'s' if number > 1 else ''} closed as spam" if number else "spam"
        shown = [
            word
            for place, word in enumerate(telling)
            if not any(set(word.split()) & set(one.split()) for one in telling[:place])
        ]
        return f"reads like {like}: {', '.join(shown[:3])}" if shown else f"reads like {like}"


@cache
def examples() -> Learned:
    """What came with the program: reports written for it, with no reader's word in them."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.json"))]
    junk, honest = ([said_in(report) for file in files for report in file[kind]] for kind in ("junk", "honest"))
    return Learned.of(junk, honest)


def said_in(report: dict[str, str]) -> str:
    """The text of an example, as `Said.text` has it."""
    return "\n".join(part for part in (report["wrong"], report.get("right", "")) if part)


@sensitive_variables()
def from_desk() -> Learned:
    """The examples, and the last decisions on reports whose words we still hold; one query.

    Legal complaints and the like, whose words are for few, teach nothing.
    """
    held = Ticket.objects.to_erase(timezone.now()).unrestricted().order_by("-closed_at", "-pk")
    parts = (Left("wrong", ENOUGH_OF_A_TEXT), Left("right", ENOUGH_OF_A_TEXT))
    decided = [
        (resolution, f"{wrong}\n{right}") for resolution, wrong, right in held.values_list("resolution", *parts)[:DECISIONS]
    ]
    return examples().and_of_desk(
        [text for resolution, text in decided if resolution == Ticket.Resolution.SPAM],
        [text for resolution, text in decided if resolution in GENUINE],
    )


def _words(text: str) -> frozenset[str]:
    """A text's words, and its pairs of neighbours; its links are judged elsewhere."""
    words = WORD.findall(folded(ADDRESS.sub(" ", text)))
    signs = IDEOGRAPH.findall(text)
    return frozenset(words) | {" ".join(pair) for pair in pairwise(words)} | {"".join(pair) for pair in pairwise(signs)}
