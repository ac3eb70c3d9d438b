"""What kind of change it is: whatever may alter what a reader believes is proposed as substantive, with the words that show it.

The editor decides; a wrong proposal is seen at once, since it names what led to it. Only slips of spelling, punctuation,
spaces, small words and markup are proposed as minor. Lists of words are English; in another language more is substantive.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlsplit

from articles import body, pages
from articles.models import Article, Edition, Photo, Revision


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


SAID_OF_PICTURES = {"caption": "caption", "alt": "alternative text", "credit": "credit"}
# Figures as words change as much; one, a and an are left out, since they are mostly articles.
NUMBER_WORDS = _list("""
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion half third quarter dozen
    none zero first second fourth fifth sixth seventh eighth ninth tenth once twice double triple both
    monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december
""")
# They may come and go without altering what is said; what may not (not, from, before, more, she) stands under TURNING.
SMALL = _list("""
    a an and also although any are as at be been being by did do does during each for had has have having here how however if
    in into is it its itself just like me my now of on one onto or our out own same shall so some still such than that the
    their them themselves then there these they this those though through thus to today too upon us very was we were what
    when where which while who whom whose why will with would yet you your
""")
TURNING = _list("""
    no not never nor neither cannot without against from until before after since above below over under more less fewer most
    least all every only almost nearly about up down off but because may might could can should must he him his she her hers i
""")
SAYING = _list("""
    said say says saying told tell tells according added adds announced asked claimed claims confirmed declared denied denies
    insisted replied reported reports stated testified warned wrote writes
""")
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ‐‑-][^\W\d_]+)*")
FIGURE = re.compile(
    r"(?:(?<![\w‐-])[-−–])?[€£$¥₹]?\d+(?:[.,:/‐-―−-]\d+|[\u00a0\u2009\u202f'’]\d{3}(?!\d))*[%‰°€£¥]?|[½¼¾⅓⅔⅛⅜⅝⅞]"
)
THOUSANDS = re.compile(r"(?<=\d)[,'\u00a0\u2009\u202f](?=\d{3}(?!\d))")
QUOTE = re.compile(
    r'“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|»([^«]+)«|「([^」]+)」|"([^"]+)"|‘(.+?)’(?!\w)|(?<!\w)\'(?=\S)([^\n]+?)(?<=\S)\'(?!\w)'
)
LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\"'»]*\s+|\n|(?<=[。！？])")
LETTER, OPENING = re.compile(r"\w"), ':“„«‘("'
TYPOGRAPHY = str.maketrans({**dict.fromkeys("‘’ʼ", "'"), **dict.fromkeys("‐‑‒–—―−", "-")})
CYRILLIC_ENDS = "\u0530"  # of scripts that come after, we cannot tell a slip from another word
LONG, SHORT = 8, 4  # letters: a long word may have two slips, in a short one another letter makes another word
MOST = 1_000_000  # words before times words after; see `differences`
SHOWN = 3


@dataclass(frozen=True)
class Proposal:
    """Minor or substantive, and why, in an editor's words; no reasons mean minor."""

    reasons: tuple[str, ...]

    @property
    def is_substantive(self) -> bool:
        return bool(self.reasons)


@dataclass(frozen=True)
class Token:
    """A word or figure as it stands, and whether any word would have a capital there."""

    text: str
    begins: bool = False

    @property
    def key(self) -> str:
        return THOUSANDS.sub("", self.text.translate(TYPOGRAPHY)).removesuffix("'s")

    @property
    def plain(self) -> str:
        return self.key.casefold()

    @property
    def is_number(self) -> bool:
        parts = self.plain.split("-")
        return not self.text[0].isalpha() or any({part, part.removesuffix("s")} & NUMBER_WORDS for part in parts)

    def is_name(self, common: Iterable[str]) -> bool:
        """It has a capital, and not for its place alone."""
        return self.text[0].isupper() and not self.is_number and not (self.begins and self.plain in common)


def proposed(article: Article, *, at: datetime | None = None) -> Proposal | None:
    """What kind of change the newest revision is to those who had the story; None if nobody has had it."""
    had = article.editions.readers_had(at).select_related("revision").order_by("-live_from", "-number").first()
    revision = article.current_revision()
    return between(had, revision) if had and revision else None


def between(edition: Edition, revision: Revision) -> Proposal:
    """What kind of change a revision is to those who have an edition; of its pictures, what is said of them today."""
    before, after = edition.revision.content, revision.content
    if edition.is_expunged or not before or not after:
        return Proposal(("What stood there before is erased.",))
    return Proposal((*of(before, after).reasons, *_of_pictures(edition.page, before, after)))


def of(before: Mapping[str, Any], after: Mapping[str, Any]) -> Proposal:
    """What kind of change lies between the contents of two revisions."""
    old, new = pages.printed_words(dict(before)), pages.printed_words(dict(after))
    reasons = []
    if old["headline"] != new["headline"]:
        reasons.append("The headline changed.")
    if old["dateline"] != new["dateline"]:
        reasons.append("The dateline changed.")
    if _attribution(before) != _attribution(after):
        reasons.append("The attribution changed: byline, agency or kind of story.")
    if before.get("lead_photo_id") != after.get("lead_photo_id"):
        reasons.append("The lead photo is another.")
    if _pictures(before) != _pictures(after):
        reasons.append("The pictures in the text are others.")
    if moved := _links_moved(before, after):
        reasons.append(f"A link leads elsewhere: {_listed(moved)}.")
    is_english = str(after.get("language") or "en").lower().startswith("en")
    return Proposal((*reasons, *_of_words(_text(old, before), _text(new, after), is_english=is_english)))


def says_else(before: str, after: str, *, is_english: bool = True) -> bool:
    """Whether a stretch of text says something else than another."""
    return any(_of_words(before, after, is_english=is_english))


def _of_words(before: str, after: str, *, is_english: bool = True) -> Iterator[str]:
    """Why two texts say something else, if they do."""
    old, new = (_tokens(sentences) for sentences in _apart(before, after))
    common = {word.translate(TYPOGRAPHY) for text in (before, after) for word in WORD.findall(text) if word[0].islower()}
    common |= SMALL | TURNING | SAYING
    old = _without_slips(old, new, common)
    found = []
    for what, sides in (
        ("Numbers", [[one for one in side if one.is_number] for side in (old, new)]),
        ("Names", [[one for one in side if one.is_name(common)] for side in (old, new)]),
    ):
        found += _reasons(what, *([(one.plain if one.is_number else one.key, one.text) for one in side] for side in sides))
    quotes = [_quotes(text) for text in (before, after)]
    found += _reasons("Quotations", *([(said, said) for said, _ in side] for side in quotes))
    if not found and quotes[0] != quotes[1]:
        found.append("A quotation may have another speaker.")
    small = SMALL if is_english else frozenset()
    rest = [
        [one.plain for one in side if not (one.is_number or one.is_name(common) or one.plain in small)] for side in (old, new)
    ]
    what = "Who says it, or how," if _is_beside_saying(old, new) else "Words"
    return iter([*found, *_reasons(what, *([(word, word) for word in side] for side in rest))])


def _reasons(what: str, old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[str]:
    """What of a kind went, came or changed places, as keys with the words to show."""
    before, after = [key for key, _ in old], [key for key, _ in new]
    if before == after:
        return []
    gone, come, words = Counter(before) - Counter(after), Counter(after) - Counter(before), dict([*old, *new])
    if gone or come:
        return [f"{what} changed: {_listed([words[key] for key in gone])} → {_listed([words[key] for key in come])}."]
    moved = dict.fromkeys(words[one] for one, other in zip(before, after, strict=True) if one != other)
    return [f"{what} changed places: {_listed(list(moved))}."]


def _apart(before: str, after: str) -> tuple[list[str], list[str]]:
    """The sentences that only one of two texts has; one that moved as it was says what it said."""
    old, new = ([one.strip() for one in SENTENCE_END.split(text) if one.strip()] for text in (before, after))
    return _without(old, Counter(new)), _without(new, Counter(old))


def _without(sentences: Sequence[str], others: Counter[str]) -> list[str]:
    left = []
    for sentence in sentences:
        if others[sentence] > 0:
            others[sentence] -= 1
        else:
            left.append(sentence)
    return left


def _tokens(sentences: Iterable[str]) -> list[Token]:
    return [
        Token(match.group(), _begins(sentence[: match.start()]))
        for sentence in sentences
        for match in sorted([*FIGURE.finditer(sentence), *WORD.finditer(sentence)], key=re.Match.start)
    ]


def _begins(before: str) -> bool:
    """Whether a word after this would have a capital whatever it is."""
    return not LETTER.search(before) or before.rstrip()[-1] in OPENING


def _without_slips(old: list[Token], new: list[Token], common: Iterable[str]) -> list[Token]:
    """The words before, with the slips put right that were put right since."""
    if len(old) * len(new) > MOST:
        return old
    mended: list[Token] = []
    matcher = SequenceMatcher(None, [one.key for one in old], [one.key for one in new], autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        was, now = old[old_from:old_to], new[new_from:new_to]
        if tag == "equal" or _joined(was) == _joined(now):
            mended += now
        elif len(was) == len(now):
            mended += [right if _is_slip(wrong, right, common) else wrong for wrong, right in zip(was, now, strict=True)]
        else:
            mended += was
    return mended


def _joined(tokens: Iterable[Token]) -> str:
    """Words run together: “can not” and “cannot”, “e-mail” and “email”, “the Mayor” and “the mayor” are the same."""
    return " ".join(one.plain for one in tokens) if any(one.is_number for one in tokens) else "".join(
        one.plain.replace("-", "") for one in tokens
    )  # fmt: skip


def _is_slip(wrong: Token, right: Token, common: Iterable[str]) -> bool:
    """Whether a word is another misspelt: its first letter, and but for a letter or two the rest. Never a name or figure."""
    one, other = wrong.plain, right.plain
    if one == other:
        return True
    is_a_word = one in NUMBER_WORDS | SMALL | TURNING | SAYING
    letters = f"{one}{other}".replace("'", "")
    if is_a_word or right.is_name(common) or not letters.isalpha() or max(letters) >= CYRILLIC_ENDS or one[0] != other[0]:
        return False
    if len(one) == len(other) <= SHORT:
        return sorted(one) == sorted(other)
    return _distance(one, other) <= (2 if len(other) >= LONG else 1)


def _distance(one: str, other: str) -> int:
    """Letters to add, drop, replace, or exchange with their neighbours (Damerau, 1964) until a word is the other."""
    rows = [list(range(len(other) + 1))]
    for i, left in enumerate(one, 1):
        rows.append([i])
        for j, right in enumerate(other, 1):
            cost = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, rows[i - 2][j - 2] + 1)
            rows[i].append(cost)
    return rows[-1][-1]


def _quotes(text: str) -> list[tuple[str, str]]:
    """What stands in quotation marks, bare of punctuation; and whose name comes before, where its paragraph has none."""
    found, last = [], ""
    for line in text.split("\n"):
        names = [word for word in WORD.findall(QUOTE.sub(" ", line)) if word[0].isupper()]
        names = [word for word in names if word.casefold() not in SMALL | TURNING | SAYING]
        for groups in QUOTE.findall(line):
            said = " ".join(next(filter(None, groups)).translate(TYPOGRAPHY).split()).strip(".,;:!?… ")
            found.append((said, "" if names else last))
        last = names[-1] if names else last
    return found


def _is_beside_saying(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Whether a word that came or went says that somebody says it, or stands next to one that does."""
    before, after = Counter(one.plain for one in old), Counter(one.plain for one in new)
    for tokens, changed in ((old, before - after), (new, after - before)):
        words = [one.plain for one in tokens if one.plain in SAYING or one.plain not in SMALL]
        for left, right in zip(["", *words], [*words, ""], strict=True):
            if changed.keys() & {left, right} and SAYING & {left, right}:
                return True
    return False


def _of_pictures(page: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """A picture's caption, alternative text and credit are kept with the picture, and go out with the story's next edition."""
    shown = {block["photo"]["id"]: block["photo"] for block in page["blocks"] if block["kind"] == "photo"}
    lead, caption = page["lead_photo"], after["lead_photo_caption"]
    if lead and before["lead_photo_caption"] == caption:
        shown[lead["id"]] = lead
    told = []
    for photo in Photo.objects.filter(pk__in=shown) if shown else ():
        had = shown[photo.pk]
        own = caption if had is lead else ""
        now = {"caption": own or photo.caption, "alt": "" if photo.is_decorative else photo.alt, "credit": photo.credit}
        told += [
            words for name, words in SAID_OF_PICTURES.items() if _says_else(had[name], now[name], is_exact=name == "credit")
        ]
    return [f"What is said of a picture changed: {', '.join(dict.fromkeys(told))}."] if told else []


def _says_else(had: str, now: str, *, is_exact: bool) -> bool:
    return had.split() != now.split() if is_exact else says_else(had, now)


def _text(words: Mapping[str, str], content: Mapping[str, Any]) -> str:
    caption = " ".join(str(content.get("lead_photo_caption") or "").split())
    return "\n".join(filter(None, (words["standfirst"], words["body"], words["tagline"], caption)))


def _attribution(content: Mapping[str, Any]) -> tuple[Any, ...]:
    bylines = [(byline.get("person_id"), byline.get("name"), byline.get("role")) for byline in content.get("bylines") or []]
    return bylines, content.get("agency_id"), content.get("kind")


def _pictures(content: Mapping[str, Any]) -> list[int]:
    return sorted(block.ref for block in body.blocks(str(content.get("body") or "")) if block.kind == "photo")


def _links_moved(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The words whose link leads to another page now; one that came or went leads nobody wrong."""
    old, new = ({words: _target(href) for href, words in LINK.findall(str(one.get("body") or ""))} for one in (before, after))
    return [body.clean_line(words) for words, target in old.items() if new.get(words, target) != target]


def _target(href: str) -> tuple[str, ...]:
    parts = urlsplit(html.unescape(href))
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query


def _listed(words: list[str]) -> str:
    if not words:
        return "none"
    more = f" and {len(words) - SHOWN} more" if len(words) > SHOWN else ""
    return ", ".join(f"“{word}”" if len(word) <= 60 else f"“{word[:57]}…”" for word in words[:SHOWN]) + more
