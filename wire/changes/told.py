"""An order in a message of its own, which names its story in words: “Please kill item dpa 157”."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from articles.body import plain_text
from wire.changes.agencies import patterns
from wire.changes.kinds import ChangeKind
from wire.changes.words import SEARCHED, UNMISTAKABLE, says
from wire.formats.parsed import ParsedItem, WireStatus

SHORT = 150  # words; a story that merely speaks of a kill is longer
BRIEF = 25  # words; with place and day, what is longer may be a report on something withdrawn
OPENING = 400  # characters in which an order without a code before its headline must stand
# For a parser that has seen an order which we can't tell: the graver reading.
_PARSED = "order about another story"

_AGENCY = r"(?:AP|dpa|AFP|EFE|ANSA|APA|PA|TT|NTB|STT|Belga|AAP|CP|Reuters|Ritzau)"
_NUMBER = re.compile(
    rf"""(?:
      \b(?i:item|story|stories|report|advance|message|dispatch|Meldung(?:en)?|Nachricht|Beitrag|Bericht|dépêche|despacho|noticia|informaci[oó]n|
         nota|notizia|sak|text|juttu|uutinen)\s+(?:(?i:no|nr|nº|n°|num|número|numero|number)\.?\s*)?(?:{_AGENCY}[\s-]*|[A-Z]\w{{2,20}}[\s-]+)?(?P<a>[A-Za-z]{{0,4}}\d{{2,5}})(?![\d,.]\d)\b
    | \b(?i:no|nr|nº|n°|num|número|numero|number)\.?\s*(?:{_AGENCY}[\s-]*)?(?P<b>[A-Za-z]{{0,4}}\d{{2,5}})(?![\d,.]\d)\b
    | \b{_AGENCY}[\s-]*(?P<c>\d{{3,5}})(?![\d,.]\d)\b
    | \b(?P<d>[A-Z]\d{{4}}|[a-z]{{3}}\d{{4}})\b
    )""",
    re.VERBOSE,
)
_SLUG = re.compile(
    r"(?:\b(?:slugged|keyworded|slug|keyword|Stichwort)\s*:?\s*[\"“„«]?(?P<a>\w[\w/-]*(?:\s*[-/]\s*\w+)*)"
    r"|(?:\b(?:story|item|advance|report|Meldung|dépêche|noticia|kill|withhold|hold)\s+[\"“„«]?)(?P<b>(?-i:[A-Z0-9])\w*(?:[-/]+\w+)+)"
    r"|,\s*(?P<d>(?-i:[A-Z])\w*(?:[-/]+\w+)+)(?=\s*[,.;]|\s*\Z)"
    r"|\((?P<c>(?-i:[A-ZÄÖÜ])[\w-]*(?:/[\w-]+)+)\))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«‚‘]\s*([^\"“”„«»\n]{12,250}?)\s*[\"”“»’‘]")
_HEADLINED = re.compile(r"\bheadlined\s*:?\s*[\"“„«]?([^\"“”„«»\n]{12,250}?)[\"”“».,\n]", re.IGNORECASE)
_GENERAL = re.compile(
    r"(?:\W*\b(?:BC|AM|PM|AP|dpa|AFP|EFE|bulletin|mandatory|urgent|editors?|advisory|attention|achtung|kill|withhold|hold|release[ds]?|lifted|"
    r"corrections?|correctives?|clarifications?|notice|note|story|item|redaktion(?:en)?|hinweis|berichtigung|korrektur|dienstmeldung|annulation|"
    r"rectificatif|avis|aviso|anulada|withdrawn|eds|please|bitte|clients|subscribers)\b)+\W*\Z",
    re.IGNORECASE,
)
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday montag lundi lunes", "tuesday dienstag mardi martes", "wednesday mittwoch mercredi miércoles",
            "thursday donnerstag jeudi jueves", "friday freitag vendredi viernes", "saturday samstag sonnabend samedi sábado",
            "sunday sonntag dimanche domingo",
        )
    )
    for name in names.split()
}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januar janvier enero", "feb februar février febrero", "mar märz mars marzo", "apr avril abril", "may mai mayo",
            "jun juni juin junio", "jul juli juillet julio", "aug august août agosto",
            "sep sept september septembre septiembre",
            "oct okt oktober octobre octubre", "nov november novembre noviembre", "dec dez dezember décembre diciembre",
        ),
        start=1,
    )
    for name in (*names.split(), names.split()[0])
}  # fmt: skip
_MONTHS |= {"january": 1, "february": 2, "march": 3, "april": 4, "june": 6, "july": 7, "october": 10, "december": 12}
_DAY = re.compile(
    rf"\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b|\b(?P<today>today|heute|aujourd['’]hui|hoy)\b|\b(?P<yesterday>yesterday|gestern|ayer)\b"
    rf"|\b(?P<m1>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?\s+(?P<d1>\d{{1,2}})\b"
    rf"|\b(?P<d2>\d{{1,2}})\.?\s+(?:de\s+)?(?P<m2>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b"
    r"|\b(?P<d3>\d{1,2})\.\s?(?P<m3>\d{1,2})\.",
    re.IGNORECASE,
)

_CYCLE = re.compile(r"\A(?:(?:BC|AM|PM|AP)-+)?(?:[A-Z]{2}--)?")
_LEADS = re.compile(r"[,\s]+\d{1,2}(?:st|nd|rd|th)\s+ld.*\Z|[,\s]+(?:writethru|bjt)\b.*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """An order, and how it names its story."""

    kind: ChangeKind
    words: str
    number: str = ""
    slugline: str = ""
    headline: str = ""
    day: date | None = None
    keyword: str = ""  # the order's own slugline, which may repeat the story's
    links: tuple[str, ...] = ()  # ids that it names, of related items

    @property
    def names_a_story(self) -> bool:
        return bool(self.number or self.slugline or self.headline)


def told_in(parsed: ParsedItem) -> Told | None:
    """The order that a message gives about a story that it names in words; None for stories and for orders by an id.

    A message that has text enough to be a story is none, even if it speaks of kills.
    """
    body = plain_text(parsed.body_html)
    if len(body.split()) > SHORT or (parsed.status_target and parsed.status_target != parsed.item_id):
        return None
    kind, words, has_code = _order(parsed, body)
    if kind is None:
        return None
    text = "\n".join(part[:SEARCHED] for part in (parsed.headline, parsed.editor_note, body) if part)
    told = _names(parsed, text, kind, words)
    is_by_id = parsed.status in (WireStatus.CANCELED, WireStatus.WITHHELD)
    if is_by_id and not _is_about_another(told, parsed, text):
        return None
    if not has_code and not told.names_a_story:
        return None
    return told


def told_of_itself(parsed: ParsedItem, kind: ChangeKind) -> Told:
    """What a kill or hold under an id that we have nothing of says of its story, which we may have under another."""
    body = plain_text(parsed.body_html)
    notes = [parsed.headline, parsed.editor_note, *([body] if len(body.split()) <= SHORT else [])]
    told = _names(parsed, "\n".join(note[:SEARCHED] for note in notes if note), kind, "")
    words = next((said for note in notes if (said := says(kind, note))), "") or parsed.status_as_sent or parsed.headline
    is_its_own = told.number and told.number.casefold() == parsed.service_number.casefold()
    headline = told.headline or ("" if _has_code(parsed, parsed.headline) else parsed.headline)
    return replace(told, words=words, number="" if is_its_own else told.number, headline=headline)


def _order(parsed: ParsedItem, body: str) -> tuple[ChangeKind | None, str, bool]:
    """Which order, in which words, and whether a code before the headline gives it."""
    is_report = bool(parsed.dateline) and len(body.split()) > BRIEF
    for kind in (ChangeKind.KILL, ChangeKind.HOLD):
        for text in (parsed.headline[:OPENING], parsed.slugline[:OPENING], body[:80]):
            for pattern in patterns(parsed.agency, "codes", kind):
                if found := pattern.search(text):
                    sentence = next((said for place in (parsed.editor_note, body) if (said := says(kind, place))), "")
                    if is_report and not sentence and not UNMISTAKABLE.match(text):
                        continue  # the word is its subject
                    return kind, sentence or text.strip()[:300] or found.group(0), True
    if parsed.advisory_reason.startswith(_PARSED):
        words = parsed.advisory_reason.partition(":")[2].strip()
        for kind in (ChangeKind.RELEASE, ChangeKind.HOLD, ChangeKind.KILL):
            if said := says(kind, "\n".join((words, parsed.headline, body))):
                return kind, said, True
        return ChangeKind.KILL, words or parsed.headline, True
    for kind in (ChangeKind.RELEASE, ChangeKind.HOLD, ChangeKind.KILL, ChangeKind.CORRECTION):
        if kind is not ChangeKind.CORRECTION and parsed.dateline:
            continue  # a report, with place and day
        for text in (parsed.headline[:OPENING], parsed.editor_note[:OPENING], body[:OPENING]):
            if said := says(kind, text):
                return kind, said, False
    return None, "", False


def _names(parsed: ParsedItem, text: str, kind: ChangeKind, words: str) -> Told:
    number, slug = _first(_NUMBER, text), _first(_SLUG, text)
    own_slug = "" if _GENERAL.match(parsed.slugline) or _has_code(parsed, parsed.slugline) else parsed.slugline
    quoted = _QUOTED.search(text) or _HEADLINED.search(text)
    headline = quoted.group(1).strip(" ,.") if quoted else ""
    if len(headline.split()) < 3:
        headline = _rest_of_headline(parsed)
    return Told(
        kind=kind,
        words=words,
        number=number,
        slugline=" ".join(slug.split()),
        keyword=own_slug,
        links=parsed.links,
        headline="" if _GENERAL.match(headline) else headline,
        day=_day(text, parsed),
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return next((group for group in found.groups() if group), "").strip() if found else ""


def _rest_of_headline(parsed: ParsedItem) -> str:
    """“HOLD HOLD HOLD: Night ferries to stay” names the story after the code."""
    for kind in (ChangeKind.KILL, ChangeKind.HOLD):
        for pattern in patterns(parsed.agency, "codes", kind):
            if found := pattern.search(parsed.headline):
                rest = parsed.headline[found.end() :].strip(" -–—:=/+")
                return rest if len(rest.split()) >= 3 and not says(kind, rest) else ""
    return ""


def _has_code(parsed: ParsedItem, text: str) -> bool:
    kinds = (ChangeKind.KILL, ChangeKind.HOLD)
    return any(pattern.search(text) for kind in kinds for pattern in patterns(parsed.agency, "codes", kind))


def _is_about_another(told: Told, parsed: ParsedItem, text: str) -> bool:
    """Where the status stops this very item, only a number or keyword that is not its own tells of another."""
    if re.search(r"\b(?:this|the\s+above)\s+(?:story|item|report|photo)\b|\bdiese\s+Meldung\b", text, re.IGNORECASE):
        return False
    if told.slugline:
        return bare(told.slugline) != bare(parsed.slugline)
    return bool(told.number) and told.number.casefold() != parsed.service_number.casefold()


def bare(slugline: str) -> str:
    """A keyword without cycle, category and the number of its lead: it is repeated exactly on every later lead (AP)."""
    return re.sub(r"\W|_", "", _LEADS.sub("", _CYCLE.sub("", slugline.strip()))).casefold()


def _day(text: str, parsed: ParsedItem) -> date | None:
    """The day on which the story was sent, as told; weekdays and dates are the last such before the order."""
    found = _DAY.search(text)
    sent = parsed.version_created_at
    if found is None or sent is None:
        return None
    today = sent.date()
    if found["today"]:
        return today
    if found["yesterday"]:
        return today - timedelta(days=1)
    if found["weekday"]:
        return today - timedelta(days=(today.weekday() - _WEEKDAYS[found["weekday"].casefold()]) % 7)
    day = int(found["d1"] or found["d2"] or found["d3"])
    name = found["m1"] or found["m2"]
    month = _MONTHS[name.casefold()] if name else int(found["m3"])
    for year in (today.year, today.year - 1):
        try:
            told = date(year, month, day)
        except ValueError:
            return None
        if told <= today + timedelta(days=1):
            return told
    return None
