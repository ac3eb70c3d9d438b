"""Every time a wire gives becomes an aware UTC time; a time without a zone is read as UTC and the desk is told."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_TIME = re.compile(
    r"""\A\s*
    (?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})
    (?:[T\s]\s*(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d{1,9})?)?)?
    \s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?
    \s*\Z""",
    re.VERBOSE | re.IGNORECASE,
)


class Problems(list[str]):
    """What the desk should know about an item; each said once."""

    def add(self, problem: str) -> None:
        if problem not in self:
            self.append(problem)


def parse_time(value: str, field: str, problems: Problems) -> datetime | None:
    """Reads ISO 8601 and NITF's basic form. None for absent, "no date" (year 1) and unreadable times; the last is told."""
    value = " ".join(str(value).split())
    if not value or value.startswith("0001"):
        return None
    match = _TIME.match(value)
    if match is None:
        problems.add(f"{field} cannot be read: {value[:60]}")
        return None
    part = match.groupdict()
    try:
        moment = datetime(
            int(part["year"]),
            int(part["month"]),
            int(part["day"]),
            int(part["hour"] or 0) % 24,
            int(part["minute"] or 0),
            min(int(part["second"] or 0), 59),
            tzinfo=_zone(part["zone"], field, problems),
        )
        if part["hour"] == "24":
            moment += timedelta(days=1)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        problems.add(f"{field} is no possible time: {value[:60]}")
        return None


def _zone(sent: str | None, field: str, problems: Problems) -> timezone:
    if not sent:
        problems.add(f"{field} has no time zone; read as UTC")
        return UTC
    if sent.upper() in {"Z", "UTC", "GMT"}:
        return UTC
    digits = sent[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-offset if sent[0] == "-" else offset)
