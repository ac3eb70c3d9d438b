"""The end of an embargo told in words ("Sperrfrist 23. Januar 19.00 Uhr") is read only when it can mean one moment."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from wire.formats.dates import Problems
from wire.formats.embargo import LATEST_ZONE, Embargo
from wire.formats.text import clean

_NAMES = (
    "jan januar january jänner janvier enero", "feb februar february février febrero",
    "mar mär mrz märz march maerz mars marzo", "apr april avril abril", "may mai mayo", "jun june juni juin junio",
    "jul july juli juillet julio",
    "aug august août agosto", "sep sept september septembre septiembre",
    "oct okt october oktober octobre octubre", "nov november novembre noviembre",
    "dec dez december dezember décembre diciembre",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"""(?<![\d.])(?:
      (?P<day1>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?P<month1>{_MONTH})\b\.?(?:,?\s+(?P<year1>(?:19|20)\d\d)\b)?
    | \b(?P<month2>{_MONTH})\b\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)(?:,?\s+(?P<year2>(?:19|20)\d\d)\b)?
    | (?P<day3>\d{{1,2}})\.\s?(?P<month3>\d{{1,2}})\.\s?(?P<year3>(?:19|20)\d\d)?
    | (?P<year4>(?:19|20)\d\d)-(?P<month4>\d\d)-(?P<day4>\d\d)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOCK = re.compile(
    r"""\b(?:
      (?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s*(?P<half>[ap])\.?m\b\.?
    | (?P<noon>(?:12\s?)?noon|mittag) | (?P<midnight>midnight|mitternacht)
    | (?P<hour2>\d{1,2})(?:[.:](?P<minute2>\d{2}))?\s*(?:Uhr|hrs|hours|h)\b
    | (?P<hour3>[01]\d|2[0-4])[.:]?(?P<minute3>[0-5]\d)(?=\s*(?:GMT|UTC|BST|C?EST|C?EDT|[CMP][SD]T|MEZ|MESZ|CET|hrs|hours)\b)
    | (?P<hour4>\d{1,2}):(?P<minute4>\d{2})
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_ZONES = {
    "GMT": 0, "UTC": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_ZONE = re.compile(rf"\b(?:{'|'.join(_ZONES)})\b")
_HINTS = ("embarg", "sperr", "release", "frei", "held", "publi", "veröff", "verwend", "not for", "not to be")
LONGEST_SENTENCE = 160  # characters; in longer ones a date may be another's
_SENTENCES = re.compile(r"\n|(?<=[a-z]{3}[.;])\s+(?=[A-ZÀ-Þ])")
_UNTIL = re.compile(
    r"\b(?:embargo(?:ed|\s+ends)?|sperrfrist|hold|held|(?:not\s+)?for\s+(?:release|publication|use)|nicht|frei)\b.{0,30}?"
    r"(?:\b(?:until|till|before|bis|vor|ab|jusqu['’](?:au|à)|hasta|fino)\b|:)",
    re.IGNORECASE,
)
_FOR_RELEASE = re.compile(r"\A\W*(?:advance\b.{0,40}\b)?(?:hold\s+)?for\s+release\b", re.IGNORECASE)


def _may_be_one(line: str) -> bool:
    lowered = line.lower()
    return any(hint in lowered for hint in _HINTS)


def is_embargo(line: str) -> bool:
    """Whether a line of a head or a note speaks of an embargo."""
    return _may_be_one(line) and (opens_embargo(line) or Embargo().words(line))


def opens_embargo(line: str) -> bool:
    """Whether a paragraph begins with an embargo ("For release Sunday, Nov. 22")."""
    return _may_be_one(line) and (bool(_FOR_RELEASE.match(line)) or Embargo().words(line, in_copy=True))


def take(line: str, embargo: Embargo, sent: datetime | None, problems: Problems) -> None:
    """Reads an embargo line: its end if that is one moment, else open-ended."""
    moment = read(line, sent, problems)
    if moment is None:
        embargo.open_ended = True
    else:
        embargo.until = max(embargo.until, moment) if embargo.until else moment


def in_note(note: str, embargo: Embargo, sent: datetime | None, problems: Problems) -> None:
    """An embargo that a note to editors tells of: its end, where a sentence says no more than until when; else open-ended."""
    if embargo.until is None and Embargo().words(note):
        for sentence in _SENTENCES.split(note):
            until = _UNTIL.search(sentence) if len(sentence) <= LONGEST_SENTENCE else None
            if until and _CLOCK.search(sentence, until.end()) and (moment := read(sentence, sent, problems)):
                embargo.until = moment
                return
    embargo.words(note)


def read(line: str, sent: datetime | None, problems: Problems) -> datetime | None:
    """The moment that a line names, in UTC. None where it names none or more than one."""
    line = clean(line)
    dates = list(_DATE.finditer(line))
    if len(dates) != 1:
        return None
    parts = dates[0].groupdict()
    form = next(number for number in "1234" if parts[f"day{number}"])
    name = parts[f"month{form}"].casefold().rstrip(".")
    month = MONTHS.get(name) or (int(name) if name.isdigit() else 0)
    rest = line[: dates[0].start()] + " | " + line[dates[0].end() :]
    clocks = list(_CLOCK.finditer(rest))
    if len(clocks) > 1:
        return None
    clock = _clock(clocks[0]) if clocks else (0, 0)
    if clock is None:
        return None
    hour, minute = clock
    zone = _ZONE.search(rest)
    year = parts[f"year{form}"]
    try:
        day = _day(int(year) if year else None, month, int(parts[f"day{form}"]), sent)
        if day is None:
            return None
        offset = timezone(timedelta(hours=_ZONES[zone.group(0)])) if zone else UTC
        moment = (day + timedelta(hours=hour, minutes=minute)).replace(tzinfo=offset).astimezone(UTC)
        if not zone:
            problems.add("the embargo's end has no time zone; it is kept for 12 hours more, since it may be meant for any zone")
            moment += LATEST_ZONE
    except (ValueError, OverflowError):
        return None
    return moment


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    """Hour and minute; None for a time that no clock shows ("99.00 Uhr")."""
    if match["noon"]:
        return 12, 0
    if match["midnight"]:
        return 24, 0  # of two midnights the later
    hour = int(match["hour"] or match["hour2"] or match["hour3"] or match["hour4"])
    minute = int(match["minute"] or match["minute2"] or match["minute3"] or match["minute4"] or 0)
    if match["half"]:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if match["half"].casefold() == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    return hour, minute


def _day(year: int | None, month: int, day: int, sent: datetime | None) -> datetime | None:
    """A date without a year is the next one after the message; one that has just passed is not made a year later."""
    if year is not None:
        return datetime(year, month, day)
    if sent is None:
        return None
    found = datetime(sent.year, month, day)
    if found.date() >= sent.date() - timedelta(days=2):
        return found
    return datetime(sent.year + 1, month, day) if sent.month >= 10 and month <= 3 else None
