"""Search: every word must stand in the story; case and accents don't count; the gate is asked first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles.body import folded, plain_text
from articles.models import Edition

LONGEST, MOST_WORDS = 200, 12
BEFORE, LENGTH = 60, 260
SEPARATORS = re.compile(r"[\s\x00-\x1f\x7f]+")


@dataclass(frozen=True)
class Query:
    """What a reader looks for."""

    text: str = ""
    words: tuple[str, ...] = ()
    section: str = ""
    agency: str = ""

    @classmethod
    def from_request(cls, request: HttpRequest) -> Query:
        asked = {name: SEPARATORS.sub(" ", request.GET.get(name, ""))[:LONGEST].strip() for name in ("q", "section", "agency")}
        words = [word.strip(".,;:!?\"'“”‘’()[]") for word in folded(asked["q"]).split()]
        kept = tuple(dict.fromkeys(word for word in words if word))[:MOST_WORDS]
        return cls(asked["q"], kept, asked["section"], asked["agency"])

    @property
    def encoded(self) -> str:
        """The query as it stands in the address of another page of results."""
        asked = {"q": self.text, "section": self.section, "agency": self.agency}
        return urlencode({name: value for name, value in asked.items() if value})

    def stories(self) -> QuerySet[Edition]:
        """The stories readers can see that hold every word, the newest first."""
        found = Edition.objects.visible().containing(list(self.words))
        if self.section:
            found = found.filter(section__slug=self.section)
        if self.agency:
            found = found.filter(agency__slug=self.agency)
        return found.for_lists().newest_first()

    def snippet(self, story: Edition) -> SafeString:
        """The place in the story's text where the first word stands, with the words marked."""
        return marked(story_text(story), self.words)

    def headline(self, story: Edition) -> SafeString:
        return marked(story.headline, self.words, whole=True)


def story_text(story: Edition) -> str:
    """The words of a story's page, without its headline and promos."""
    parts = [story.standfirst, story.page["dateline"]]
    parts += [plain_text(block["html"]) for block in story.page["blocks"] if block["kind"] == "html"]
    names = ", ".join(byline["name"] for byline in story.page["bylines"])
    return " ".join(" ".join([*parts, story.page["tagline"], names]).split())


def marked(text: str, words: tuple[str, ...], *, whole: bool = False) -> SafeString:
    """A text, or a cut of it around the first word found, escaped and with every word found in <mark>."""
    plain, origin = _folded_with_origin(text)
    hits = sorted(
        (origin[match.start()], origin[match.end() - 1] + 1) for word in words for match in re.finditer(re.escape(word), plain)
    )
    start, end = (0, len(text)) if whole else _cut(text, hits[0][0] if hits else 0)
    pieces: list[tuple[str, str, str]] = []
    at = start
    for first, last in hits:
        if at <= first and last <= end:
            pieces += [("", text[at:first], ""), ("<mark>", text[first:last], "</mark>")]
            at = last
    pieces.append(("", text[at:end], ""))
    pieces = [("", "… ", "") if start else ("", "", ""), *pieces, ("", " …", "") if end < len(text) else ("", "", "")]
    # The tags are ours (SafeString); the text between them is escaped.
    return format_html_join("", "{}{}{}", ((SafeString(left), words_, SafeString(right)) for left, words_, right in pieces))


def _cut(text: str, hit: int) -> tuple[int, int]:
    start = 0 if hit <= BEFORE else text.rfind(" ", 0, hit - BEFORE) + 1
    end = len(text) if len(text) - start <= LENGTH else text.rfind(" ", 0, start + LENGTH)
    return start, max(end, min(len(text), hit + LENGTH // 2)) if end <= hit else end


def _folded_with_origin(text: str) -> tuple[str, list[int]]:
    """The text as search compares it, and for each of its characters the place it came from."""
    characters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character.casefold()):
            if not unicodedata.combining(part):
                characters.append(part)
                origin.append(index)
    return "".join(characters), origin
