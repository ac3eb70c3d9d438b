"""The accuracy report's drawings: plain geometry for SVG without a style; the table beside each says the same in figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from corrections.accuracy import AccuracyReport, Month, Spread, spoken

WIDTH, HEIGHT, FOOT = 600, 160, 24
ROW = 58  # a name, and its line below it
DAY = timedelta(days=1)
# Where an axis of time may end: what people have a word for.
ENDS = [timedelta(hours=hours) for hours in (1, 3, 6, 12, 24, 48)] + [days * DAY for days in (4, 7, 14, 30, 60, 90, 180, 365)]


@dataclass(frozen=True)
class Bar:
    """A month: what came in, and of it what was right; `x` is the middle."""

    month: Month
    x: float
    width: float
    received: float
    upheld: float

    @property
    def left(self) -> float:
        return round(self.x - self.width / 2, 1)

    @property
    def received_top(self) -> float:
        return round(HEIGHT - FOOT - self.received, 1)

    @property
    def upheld_top(self) -> float:
        return round(HEIGHT - FOOT - self.upheld, 1)


@dataclass(frozen=True)
class Row:
    """How long one source's readers waited: a line to where nine in ten had it, a mark where half had it."""

    name: str
    y: int
    median: float
    p90: float
    words: str


@dataclass(frozen=True)
class Bars:
    bars: list[Bar]
    most: int
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - FOOT


@dataclass(frozen=True)
class Spans:
    rows: list[Row]
    height: int
    end: str
    width: int = WIDTH


def by_month(report: AccuracyReport) -> Bars:
    """Reports received and upheld, a bar for each month."""
    most = max([month.received for month in report.months], default=0)
    step = WIDTH / max(len(report.months), 1)
    scale = (HEIGHT - FOOT - 20) / most if most else 0
    bars = [
        Bar(month, round((index + 0.5) * step, 1), round(min(step * 0.62, 48), 1), round(month.received * scale, 1),
            round(month.upheld * scale, 1))
        for index, month in enumerate(report.months)
    ]  # fmt: skip
    return Bars(bars, most)


def by_source(report: AccuracyReport, what: str) -> Spans | None:
    """How long the first answer (`to_first_answer`) or the correction (`to_correction`) took, a line for each source."""
    waits: list[tuple[str, Spread]] = [(source.name, getattr(source, what)) for source in report.sources]
    known = [(name, wait.median, wait.p90) for name, wait in waits if wait.median is not None and wait.p90 is not None]
    if not known:
        return None
    longest = max(p90 for _, _, p90 in known)
    end = next((one for one in ENDS if one >= longest), longest)
    scale = (WIDTH - 12) / end.total_seconds()
    rows = [
        Row(name, index * ROW + 40, round(half.total_seconds() * scale, 1),
            round(p90.total_seconds() * scale, 1),
            f"half within {spoken(half)}, nine in ten within {spoken(p90)}")
        for index, (name, half, p90) in enumerate(known)
    ]  # fmt: skip
    return Spans(rows, len(rows) * ROW + FOOT, spoken(end))
