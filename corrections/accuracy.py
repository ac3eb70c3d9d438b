"""How well the newsroom answers, in public: counted from tickets and notices as they are, never from a tally kept by hand."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.models import Agency
from corrections.models import Notice, Ticket, TicketEvent

MONTHS = 12
UPHELD = (Ticket.Resolution.CORRECTED, Ticket.Resolution.CLARIFIED, Ticket.Resolution.FIXED)
PERIOD = re.compile(r"([0-9]{4})(?:-Q([1-4]))?")
OWN, UNNAMED = "Our own stories", "Other agencies’ stories"


@dataclass
class Month:
    """Reports that came in during a month, and what has become of them by now."""

    begins: datetime
    received: int = 0
    answered: int = 0
    upheld: int = 0
    notices: int = 0


@dataclass(frozen=True)
class Period:
    """What a report covers: a year, a quarter, or (without a name) the last twelve months."""

    name: str
    label: str
    begins: datetime
    ends: datetime

    @classmethod
    def asked(cls, name: str, *, at: datetime | None = None) -> Period:
        """“2026” or “2026-Q3”; anything else, or a time that has not come, is the last twelve months."""
        at = at or timezone.now()
        match = PERIOD.fullmatch(name)
        if match and 1900 <= int(match[1]) <= timezone.localtime(at).year:
            year, quarter = int(match[1]), int(match[2] or 0)
            first, length = (3 * quarter - 2, 3) if quarter else (1, MONTHS)
            begins = _first_of(year, first)
            if begins <= at:
                label = f"{['', 'First', 'Second', 'Third', 'Fourth'][quarter]} quarter of {year}" if quarter else str(year)
                return cls(name, label, begins, _months_on(begins, length))
        now = _first_of(timezone.localtime(at).year, timezone.localtime(at).month)
        return cls("", "The last twelve months", _months_on(now, 1 - MONTHS), _months_on(now, 1))

    def months(self, at: datetime) -> list[Month]:
        """Its months, as far as they have begun."""
        begins, found = self.begins, []
        while begins < self.ends and begins <= at:
            found.append(Month(begins))
            begins = _months_on(begins, 1)
        return found


@dataclass(frozen=True)
class Spread:
    """How long something took: for half of the cases, and for nine in ten of them, at most."""

    median: timedelta | None = None
    p90: timedelta | None = None

    @classmethod
    def of(cls, seconds: list[float]) -> Spread:
        if not seconds:
            return cls()
        ordered = sorted(seconds)
        tenth = ordered[math.ceil(0.9 * len(ordered)) - 1]
        return cls(timedelta(seconds=median(ordered)), timedelta(seconds=tenth))


@dataclass
class Source:
    """Whose stories the reports were about: ours, or an agency's."""

    name: str
    received: int = 0
    answered: int = 0
    upheld: int = 0
    notices: int = 0
    to_first_answer: Spread = Spread()
    to_correction: Spread = Spread()
    answers: list[float] = field(default_factory=list, repr=False)
    corrections: list[float] = field(default_factory=list, repr=False)


@dataclass
class AccuracyReport:
    """A period's months and sources, and their sums."""

    period: Period
    months: list[Month]
    sources: list[Source]
    whole: Source
    notices_by_kind: list[tuple[str, int]]

    @property
    def told_months(self) -> list[Month]:
        """Its months, the newest first, without the empty ones before the first report or notice."""
        first = next((index for index, month in enumerate(self.months) if month.received or month.notices), -1)
        return self.months[first:][::-1]

    @property
    def received(self) -> int:
        return self.whole.received

    @property
    def answered(self) -> int:
        return self.whole.answered

    @property
    def upheld(self) -> int:
        return self.whole.upheld

    @property
    def notices(self) -> int:
        return sum(number for _, number in self.notices_by_kind)


def report(period: Period | None = None, *, at: datetime | None = None) -> AccuracyReport:
    """Count a period in three queries; spam, suspected reports and those taken back by their readers count nowhere.

    A legal complaint counts as any other report does, and nothing tells it from them.
    """
    at = at or timezone.now()
    period = period or Period.asked("", at=at)
    months, whole = period.months(at), Source("All")
    names = dict(Agency.objects.listed().values_list("pk", "name"))
    sources = {OWN: Source(OWN)}

    def source_of(agency: int | None) -> Source:
        name = OWN if agency is None else names.get(agency, UNNAMED)
        return sources.setdefault(name, Source(name))

    for received_at, agency, is_upheld, answered_at, corrected_at in _reports(period, at):
        counted = (_month_of(received_at, months), source_of(agency), whole)
        for one in counted:
            one.received += 1
            one.answered += answered_at is not None
            one.upheld += is_upheld
        for source in counted[1:]:
            if answered_at is not None:
                source.answers.append((answered_at - received_at).total_seconds())
            if is_upheld and corrected_at is not None and corrected_at >= received_at:
                source.corrections.append((corrected_at - received_at).total_seconds())
    kinds: Counter[str] = Counter()
    notices = Notice.objects.public(at).told_between(period.begins, period.ends)
    for told_at, kind, agency in notices.values_list("at", "kind", "article__agency").iterator():
        _month_of(told_at, months).notices += 1
        kinds[kind] += 1
        if kind not in Notice.NEUTRAL_KINDS:  # those name no story, and so nobody's
            source_of(agency).notices += 1
            whole.notices += 1
    for source in (*sources.values(), whole):
        source.to_first_answer, source.to_correction = Spread.of(source.answers), Spread.of(source.corrections)
    return AccuracyReport(
        period=period,
        months=months,
        sources=sorted(sources.values(), key=lambda source: (source.name != OWN, source.name == UNNAMED, source.name)),
        whole=whole,
        notices_by_kind=[(kind.label, kinds[kind.value]) for kind in Notice.Kind if kinds[kind.value]],
    )


def _reports(period: Period, at: datetime) -> Iterator[tuple[datetime, int | None, bool, datetime | None, datetime | None]]:
    """When each report came, on whose story, whether it was right (also as a repetition), when it was answered, corrected."""
    # Subqueries, which are answered off indexes: for joins PostgreSQL would read every notice and every report there is.
    before = Ticket.objects.filter(pk=OuterRef("duplicate_of"))
    rows = Ticket.objects.counted(period.begins, period.ends, at).order_by().values_list(
        "received_at", "article__agency", "resolution",
        Subquery(before.values("resolution")),
        Subquery(TicketEvent.objects.answers().filter(ticket=OuterRef("pk")).order_by("at").values("at")[:1]),
        Subquery(Notice.objects.filter(pk=OuterRef("notice")).values("at")),
        Subquery(before.values("notice__at")),
    )  # fmt: skip
    for received, agency, resolution, other, answered, corrected, corrected_before in rows.iterator():
        is_upheld = resolution in UPHELD or (resolution == Ticket.Resolution.DUPLICATE and other in UPHELD)
        yield received, agency, is_upheld, answered, corrected or corrected_before


def periods(*, at: datetime | None = None) -> list[tuple[str, list[Period]]]:
    """The years, newest first, in which a report came or a notice went out, each with its quarters."""
    at = at or timezone.now()
    reports = Ticket.objects.order_by("received_at").values_list("received_at", flat=True)[:1]
    notices = Notice.objects.order_by("at").values_list("at", flat=True)[:1]
    first = min([*reports, *notices, at])
    found = []
    for year in range(timezone.localtime(at).year, timezone.localtime(first).year - 1, -1):
        names = [str(year), *(f"{year}-Q{quarter}" for quarter in (4, 3, 2, 1))]
        begun = [Period.asked(name, at=at) for name in names]
        found.append((str(year), [period for period in begun if period.name and period.ends > first]))
    return found


def spoken(span: timedelta | None) -> str:
    """A span as people say it: “5 hours”, “2 days”."""
    if span is None:
        return ""
    minutes = max(1, round(span.total_seconds() / 60))
    for size, word in ((24 * 60 * 2, "day"), (90, "hour")):
        if minutes >= size:
            number = round(minutes / (24 * 60 if word == "day" else 60))
            return f"{number} {word}{'s' if number != 1 else ''}"
    return f"{minutes} minute{'s' if minutes != 1 else ''}"


def _first_of(year: int, month: int) -> datetime:
    return timezone.make_aware(datetime(year, month, 1))


def _months_on(first: datetime, number: int) -> datetime:
    month = first.year * MONTHS + first.month - 1 + number
    return _first_of(month // MONTHS, month % MONTHS + 1)


def _month_of(at: datetime, months: list[Month]) -> Month:
    return next((month for month in reversed(months) if month.begins <= at), months[0])
