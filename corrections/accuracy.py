"""How well the newsroom answers, in public: counted from tickets and notices as they are, never from a tally kept by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from django.db.models import F, Min, Q
from django.utils import timezone

from corrections.models import Notice, Ticket, TicketEvent

MONTHS = 12
UPHELD = (Ticket.Resolution.CORRECTED, Ticket.Resolution.CLARIFIED)
ANSWERS = (TicketEvent.Verb.ASKED, TicketEvent.Verb.RESOLVED)


@dataclass
class Month:
    """Reports that came in during a month, and what has become of them by now."""

    begins: datetime
    received: int = 0
    answered: int = 0
    upheld: int = 0
    notices: int = 0


@dataclass
class AccuracyReport:
    """The last twelve months and their sums."""

    months: list[Month] = field(default_factory=list)
    to_first_answer: timedelta | None = None
    to_correction: timedelta | None = None
    notices_by_kind: list[tuple[str, int]] = field(default_factory=list)

    @property
    def received(self) -> int:
        return sum(month.received for month in self.months)

    @property
    def answered(self) -> int:
        return sum(month.answered for month in self.months)

    @property
    def upheld(self) -> int:
        return sum(month.upheld for month in self.months)


def report(*, at: datetime | None = None) -> AccuracyReport:
    """Count the last twelve months in two queries; spam and suspected reports count nowhere."""
    at = at or timezone.now()
    months = _months(at)
    first_answers, corrections = [], []
    tickets = (
        Ticket.objects.filter(received_at__gte=months[0].begins, received_at__lte=at, is_suspected=False)
        .exclude(resolution=Ticket.Resolution.SPAM)
        .annotate(answered_at=Min("events__at", filter=Q(events__verb__in=ANSWERS)), corrected_at=F("notice__at"))
        .values_list("received_at", "resolution", "answered_at", "corrected_at")
    )
    for received_at, resolution, answered_at, corrected_at in tickets:
        month = _month_of(received_at, months)
        month.received += 1
        if answered_at is not None:
            month.answered += 1
            first_answers.append(answered_at - received_at)
        if resolution in UPHELD:
            month.upheld += 1
            if corrected_at is not None and corrected_at >= received_at:
                corrections.append(corrected_at - received_at)
    kinds: Counter[str] = Counter()
    for told_at, kind in Notice.objects.public(at).filter(at__gte=months[0].begins).values_list("at", "kind"):
        _month_of(told_at, months).notices += 1
        kinds[kind] += 1
    return AccuracyReport(
        months=months,
        to_first_answer=_median(first_answers),
        to_correction=_median(corrections),
        notices_by_kind=[(kind.label, kinds[kind.value]) for kind in Notice.Kind if kinds[kind.value]],
    )


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


def _months(at: datetime) -> list[Month]:
    first = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    begins = [first]
    while len(begins) < MONTHS:
        begins.append(_first_of_month(begins[-1] - timedelta(days=1)))
    return [Month(one) for one in reversed(begins)]


def _first_of_month(at: datetime) -> datetime:
    naive = at.replace(tzinfo=None, day=1, hour=0, minute=0, second=0, microsecond=0)
    return timezone.make_aware(naive)


def _month_of(at: datetime, months: list[Month]) -> Month:
    return next((month for month in reversed(months) if month.begins <= at), months[0])


def _median(spans: Iterable[timedelta]) -> timedelta | None:
    seconds = [span.total_seconds() for span in spans]
    return timedelta(seconds=median(seconds)) if seconds else None
