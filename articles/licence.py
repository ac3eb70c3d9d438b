"""What an agency's terms of use say of time: "no archival use", a last day, a number of days. Such a licence ends by itself.

Only terms of use are asked, never captions or notes: "Foto-Archiv" there tells of a picture's age, not of its licence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NO_ARCHIVE = re.compile(
    r"""\bno\s+(?:[a-z]+\s+or\s+|sales[,;]?\s+(?:no\s+)?)?archiv(?:e|es|al|ing)\b
    | \bnot\s+(?:to\s+be\s+archived|for\s+archiv(?:e|es|al|ing))\b
    | \barchiv(?:al|e)\s+use\s+(?:is\s+)?(?:not\s+(?:allowed|permitted)|prohibited|forbidden)\b
    | \bkeine\s+archiv(?:ierung|nutzung|ierungsrechte)\b
    | \barchivierung\s+(?:ist\s+)?(?:nicht\s+(?:gestattet|erlaubt|zulässig)|untersagt)
    | \b(?:pas|interdiction)\s+d['’]archiv(?:e|es|age)\b | \bsans\s+archivage\b | \b(?:no|prohibido)\s+archivar\b""",
    re.VERBOSE | re.IGNORECASE,
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_DAY = rf"""(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
    | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})
    | (?P<month_us>{_MONTH})\.?\s+(?P<day_us>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year_us>\d{{4}})
    | (?P<day_de>\d{{1,2}})\.\s?(?P<month_de>\d{{1,2}})\.\s?(?P<year_de>\d{{4}})"""
LAST_DAY = re.compile(
    rf"""\b(?:not\s+(?:to\s+be\s+used|for\s+use|for\s+publication)\s+after
    | (?:for\s+use|usable|use|licen[cs]ed|available)\s+(?:only\s+)?(?:until|till|through|up\s+to)
    | licen[cs]e\s+(?:ends|expires)(?:\s+on)? | expires(?:\s+on)?
    | nutzung\s+(?:nur\s+)?bis(?:\s+(?:zum|einschließlich))?)\s*:?\s*(?:{_DAY})""",
    re.VERBOSE | re.IGNORECASE,
)
SOME_DAYS = re.compile(
    r"\b(?:for\s+use|usable|use|licen[cs]ed|available)\s+(?:only\s+)?(?:for|within|up\s+to)\s+(?P<days>\d{1,3})\s+days\b"
    r"|\bnot\s+(?:to\s+be\s+used|for\s+use)\s+(?:after|beyond)\s+(?P<after>\d{1,3})\s+days\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may be shown, and the agency's words that say so."""

    words: str
    days: int | None = None  # counted from first publication; None where a day is named
    until: datetime | None = None  # the end of the last day, in UTC
    no_archive: bool = False  # for as many days as the agency's copy counts as current


def terms_of(usage_terms: str) -> list[Term]:
    """The limits in time that terms of use name; a day that does not exist is passed over, since it limits nothing."""
    found = [Term(match[0], no_archive=True) for match in NO_ARCHIVE.finditer(usage_terms)][:1]
    for match in LAST_DAY.finditer(usage_terms):
        day = _day(match)
        if day is not None:
            found.append(Term(" ".join(match[0].split()), until=day + timedelta(days=1)))
    for match in SOME_DAYS.finditer(usage_terms):
        found.append(Term(" ".join(match[0].split()), days=int(match["days"] or match["after"])))
    return found


def ends(
    usage_terms: str,
    *,
    first_shown: datetime,
    archive_days: int,
    max_days: int | None = None,
    otherwise: datetime | None = None,
) -> datetime | None:
    """When a licence ends: the earliest of what its terms say, the agency's days, and an end that was set before.

    `first_shown` is the first publication; `archive_days` and `max_days` are the agency's (`Agency`). None: it does not end.
    """
    moments = [otherwise] if otherwise else []
    if max_days:
        moments.append(first_shown + timedelta(days=max_days))
    for term in terms_of(usage_terms):
        if term.until is not None:
            moments.append(term.until)
        else:
            moments.append(first_shown + timedelta(days=archive_days if term.no_archive else term.days or 0))
    return min(moments, default=None)


def _day(match: re.Match[str]) -> datetime | None:
    """The day that was named, at its start in UTC."""
    part = match.groupdict()
    if part["iso"]:
        year, month, day = map(int, part["iso"].split("-"))
    elif part["year_de"]:
        year, month, day = int(part["year_de"]), int(part["month_de"]), int(part["day_de"])
    else:
        name = (part["month"] or part["month_us"]).casefold()[:3]
        month = next(number for number, full in enumerate(_MONTHS, 1) if full.startswith(name))
        year, day = int(part["year"] or part["year_us"]), int(part["day"] or part["day_us"])
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
