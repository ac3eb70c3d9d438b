"""A dateline at the head of a story is told from an ordinary first sentence, so that it can be cut and never stands twice."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from wire.formats.agencies import is_signature, short_name
from wire.formats.text import clean

LONGEST = 110

_DASH = r"(?:[—–‒―−]+|-{1,3}|_{1,2}|=)"
_DASHES = tuple("—–‒―−-_=")
_BRACKETED = re.compile(
    rf"""\A[\s\u200b]*
    (?P<place>[^()\n]{{0,{LONGEST}}}?)
    \s*(?:--\s*)?
    (?:\(\s*(?P<agency>[^()\n]{{1,40}}?)\s*\)|/(?P<slashed>[A-Za-z][A-Za-z .-]{{1,30}})/)
    \s*(?:(?P<stop>[.:]\s*)?(?P<dash>{_DASH})|(?P<colon>:))
    (?P<after>\s*|\Z)""",
    re.VERBOSE,
)
_AGENCY_FIRST = re.compile(
    rf"\A\s*\((?P<agency>[^()\n]{{1,40}})\)\s*{_DASH}\s*(?P<place>[^()\n]{{2,{LONGEST}}}?)\s+{_DASH}(?P<after>\s+)"
)
_LATE_DATE = re.compile(rf"\A\s*(?P<date>[A-Z][a-z]{{2,8}}\.?\s+\d{{1,2}},?\s+\d{{4}})\s*{_DASH}\s*")
_BARE = re.compile(rf"\A\s*(?P<place>[^()\n]{{2,{LONGEST}}}?)\s+{_DASH}(?P<after>\s+|\Z)")
_ENDS_DATELINE = re.compile("[-—–‒―−_=:]")
_ENDING = re.compile(rf"\s*[.:]?\s*{_DASH}\s*")
_TRAILING_DASH = re.compile(rf"\s*[.:]?\s*{_DASH}\s*\Z")
_BARE_TIME = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_AFTER_CITY = re.compile(r"[,(]|\s[-–—]\s")
_SMALL_WORDS = """
    de del della delle der den des du da do dos das di la le les los las el al an am in im ob sur sous sul upon on of
    the and und et y e och og ja ve bin ibn van von zu st a ad près en lez aux à"""
_SMALL = frozenset(_SMALL_WORDS.split())
_MONTH_NAMES = """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec januar februar märz maerz mai juni juli oktober dezember jänner janvier février fevrier mars
    avril juin juillet août aout septembre octobre novembre décembre decembre janv févr fevr avr juil déc enero
    febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug set ott janeiro fevereiro
    março maio junho julho setembro outubro dezembro fev out dez januari februari maart mei augustus mrt okt desember
    des"""
_MONTHS = frozenset(_MONTH_NAMES.split())
_NOT_A_PLACE = re.compile(
    r"\b(press|presse|agency|agentur|agence|agencia|agenzia|news|correction|update|exclusive|photo|foto|by|von|source|analysis|opinion)\b",
    re.IGNORECASE,
)


class Dateline(NamedTuple):
    text: str  # "BAGHOUZ, Syria (AP)", without the dash
    end: int  # where the story begins in the paragraph


def tidy(dateline: str) -> str:
    """A dateline field without its dash: "Berlin (dpa) - " → "Berlin (dpa)". A bare time is no dateline."""
    text = clean(dateline)
    if text.endswith(_DASHES):
        text = _TRAILING_DASH.sub("", text)
    if _BARE_TIME.match(text):
        return ""
    return text.strip(" ,")


def find(paragraph: str, *, known: str = "", located: str = "", agency: str = "") -> Dateline | None:
    """Finds the dateline a paragraph opens with. For several paragraphs of one story, make one Finder."""
    return Finder(known=known, located=located, agency=agency).find(paragraph)


class Finder:
    """Finds the datelines in a story's paragraphs.

    known is the item's own dateline field, located its place, agency its provider. Without brackets ("OTTAWA - A man …") only
    a place that a field confirms is a dateline: any capitalised word could stand there.
    """

    def __init__(self, *, known: str = "", located: str = "", agency: str = "") -> None:
        self.known, self.located, self.agency = known, located, agency
        self.confirmed = [place for place in (_city(known), _city(located)) if place]
        self.whole = tidy(known)

    def find(self, paragraph: str) -> Dateline | None:
        head = paragraph[: LONGEST + 80]
        undashed = _undashed(self.agency)
        if undashed and (match := undashed.match(head)) and is_place(match["place"]):
            return Dateline(_TRAILING_DASH.sub("", clean(match[0])).removesuffix("."), match.end())
        if _ENDS_DATELINE.search(head) is None:
            return None  # no dash and no colon: no dateline ends here
        first = _AGENCY_FIRST.match(head)
        if first and is_signature(first["agency"], self.agency) and is_place(first["place"]):
            return Dateline(f"{clean(first['place'])} ({clean(first['agency'])})", first.end())
        match = _BRACKETED.match(head) if "(" in head or "/" in head else None
        if match:
            signature = clean(match["agency"] or match["slashed"])
            place = clean(match["place"]).rstrip("-–— ")
            glued = (
                match["after"] == "" and match.end() < len(paragraph) and match["dash"] in {"-", "_", "="} and not match["stop"]
            )
            signed = is_signature(signature, self.agency) and (not place or is_place(place))
            if not glued and (signed or (len(signature) <= 30 and place and _city(place) in self.confirmed)):
                late = _LATE_DATE.match(paragraph[match.end() : match.end() + 40])
                end = match.end() + (late.end() if late else 0)
                text = clean(f"{place} " + (f"({signature})" if match["agency"] else f"/{signature}/"))
                told = Dateline(f"{text} {late['date']}" if late else text, end)
                return told if place or self.known or self.located else None
        bare = _BARE.match(head) if self.confirmed else None
        if bare and is_place(bare["place"]) and _city(bare["place"]) in self.confirmed:
            return Dateline(clean(bare["place"]), bare.end())
        return self._repeated(head)

    def _repeated(self, head: str) -> Dateline | None:
        """The dateline field's own words at the head of the text."""
        start = len(head) - len(head.lstrip())
        if len(self.whole) <= 3 or not head.startswith(self.whole, start):
            return None
        ending = _ENDING.match(head, start + len(self.whole))
        return Dateline(self.whole, ending.end()) if ending else None


@lru_cache(maxsize=200)
def _undashed(agency: str) -> re.Pattern[str] | None:
    """Datelines that end with the agency's own name: "Osk, 5. März (sda) ", "OSK, March 5. /TASS/. ", "OSK, STT. "."""
    if not 2 <= len(agency) <= 20:
        return None
    name = rf"(?i:{re.escape(agency)})"
    return re.compile(
        rf"\A\s*(?P<place>[^()/\n—–=]{{2,60}}?)"
        rf"(?:\s*\({name}\)\s+|\.?\s*/{name}/\.\s+|,\s{name}(?:\.|\s*{_DASH})\s+)(?=[^\w\s]{{0,2}}[A-ZÀ-Þ])"
    )


def is_place(text: str) -> bool:
    """Whether words could be "CITY, Region, Jan 30, 2017": each capitalised, a small connecting word, a month or a number."""
    text = clean(text)
    dated = re.search(r"\b[12]\d{3}\b", text) is not None
    if not text or (_NOT_A_PLACE.search(text) and not dated) or short_name(text) != text:
        return False
    parts = [part for part in re.split(r"[\s,;/]+", text) if part]
    if len(parts) > 12 or not any(part[0].isalpha() for part in parts):
        return False
    if not any(character.islower() or character.isupper() for character in text):
        return len(parts) <= 4  # scripts without capitals: only a short run can be a place
    if parts[0].casefold() in {"the", "a", "an", "der", "die", "das", "ein", "eine", "le", "les", "une", "un"} and (
        text.casefold() not in {"the hague", "the bronx", "the dalles", "le havre", "le mans", "les sables-d'olonne"}
        and not re.match(r"(?:THE|The) (?:HAGUE|Hague|BRONX|VALLEY)\b|(?:LE|Le) [A-ZÉ]|(?:LES|Les) [A-ZÉ]", text)
    ):
        return False
    for index, part in enumerate(parts):
        word = part.strip(".'’\"“”«»*-")
        if not word or word[0].isdigit():
            if not re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?|\d{4}|", word):
                return False
        elif (
            word[0].islower()
            and word.casefold() not in _MONTHS
            and (index == 0 or word not in _SMALL)
            and not re.match(r"(?:l|d|dell|nell|all)['’][A-ZÀ-Þ]", word)
        ):
            return False
    return ". " not in re.sub(r"\b(?:[A-Z]{1,4}|[A-Z][a-z]{1,5}|\d{1,2})\. ", "", text)


def _city(dateline: str) -> str:
    place = _AFTER_CITY.split(clean(dateline), maxsplit=1)[0]
    return tidy(place).casefold()
