"""An embargo, told by field, status or words, keeps a story closed; it is open-ended when its end cannot be read for sure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from wire.formats.dates import Problems, parse_time
from wire.formats.parsed import WireStatus
from wire.formats.text import clean

_IN_NOTE = re.compile(
    r"""\bembargo(?:ed)?\s*(?::|until|till|to\b|for\s+(?:release|publication)|till|bis|jusqu|hasta|fino|tot|til\b|till\b|ends|expires|lifts)
    | \b(?:under|strict(?:ly)?|sous|bajo|mit|unter)\s+embargo | \bstrictly\s+embargoed | \A\W*embargo(?:ed)?\b
    | \bsperrfrist | \bsperrvermerk | \bhold\s+for\s+release | \bheld?\s+for\s+release
    | \bnot\s+(?:for\s+(?:release|publication|use|broadcast)|to\s+be\s+
      (?:published|released|used))\s+(?:before|until|till|prior\s+to)
    | \bnicht\s+(?:zur\s+veröffentlichung|veröffentlichen|verwenden)\s+(?:vor|bis)\b | \bfrei\s+(?:für|ab)\s+\S
    | \bembargad[oa]\b | \bfor\s+release\s+(?:at|on|after)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_IN_COPY = re.compile(
    r"\A[\W_]*(?:STRICTLY\s+)?EMBARGOED\b"
    r"|\A[\W_]*(?:EMBARGO|Embargo)\s*(?:[:.—–-]|(?i:until|till|to|for release|bis|jusqu)\b|\Z)"
    r"|\A[\W_]*(?:SPERRFRIST|Sperrfrist|HOLD FOR RELEASE|Hold for release|SOUS EMBARGO|Sous embargo|EMBARGADO)\b"
    r"|\A[\W_]*(?:Strictly embargoed|Embargoed (?:until|till|to|for))\b"
    r"|\A.{0,40}\b(?:NOT FOR (?:RELEASE|PUBLICATION)|Not for (?:release|publication)) (?:BEFORE|UNTIL|before|until)\b"
    r"|\ABitte beachten Sie die Sperrfrist\b"
)
_NO_EMBARGO = re.compile(
    r"\b(?:no|without|ohne|keine?|sans|sin)\s+(?:embargo|sperrfrist)|\bembargo(?:es)?\s+(?:is\s+|was\s+|has\s+(?:been\s+)?)?(?:lifted|over|expired|levé)|"
    r"\bsperrfrist\s+(?:ist\s+)?(?:aufgehoben|abgelaufen|entfällt)",
    re.IGNORECASE,
)
LATEST_ZONE = timedelta(hours=12)  # an hour without a zone comes last at 12 hours west of Greenwich
LATEST_MOMENT = datetime.max.replace(tzinfo=UTC) - LATEST_ZONE
_FULL_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:?\d{2}(?::?\d{2})?\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})")


@dataclass(slots=True)
class Embargo:
    """Collects what an item says about its embargo."""

    until: datetime | None = None
    open_ended: bool = False

    def field(self, value: str | None, name: str, problems: Problems) -> None:
        """Absent means no embargo; empty means none too, but is told, since the standard knows no empty embargo."""
        if value is None:
            return
        value = clean(value)
        if not value:
            problems.add(f"{name} is empty, which says nothing")
            return
        if value.startswith("0001"):
            return
        moment = parse_time(value, name, problems)
        if moment is None:
            self.open_ended = True
            return
        if any(problem.startswith(f"{name} has no time zone") for problem in problems):
            if moment > LATEST_MOMENT:
                self.open_ended = True  # "9999-12-31", which means for ever
                return
            moment += LATEST_ZONE
            problems.add(f"{name} is kept for 12 hours more, since it may be meant for any zone")
        self.until = max(self.until, moment) if self.until else moment

    def words(self, text: str, *, in_copy: bool = False) -> bool:
        """An embargo told in a note (or, in_copy, by the first words of a paragraph or headline). True when there is one."""
        text = clean(text)[:2000]
        if not text or not (_IN_COPY if in_copy else _IN_NOTE).search(text) or _NO_EMBARGO.search(text):
            return False
        if self.until is None:
            told = _FULL_TIME.search(text)
            moment = parse_time(told.group(0), "embargo", Problems()) if told else None
            if moment:
                self.until = moment
            else:
                self.open_ended = True
        return True

    def settle(self, status: WireStatus, problems: Problems) -> None:
        """An embargoed item whose end nobody gave stays closed until somebody decides."""
        if status is WireStatus.EMBARGOED and self.until is None:
            self.open_ended = True
        if self.until is not None and any("embargo" in problem and "cannot be read" in problem for problem in problems):
            self.open_ended = True
        if self.open_ended:
            problems.add("embargoed, but no end can be read: closed until the desk decides")
