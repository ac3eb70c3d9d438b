"""Every time in a wire becomes an aware UTC time, and what had to be assumed is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire.formats.dates import Problems, parse_time

NOON = datetime(2025, 10, 13, 10, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "sent",
    [
        "2025-10-13T10:15:00Z",
        "2025-10-13T12:15:00+02:00",
        "2025-10-13T12:15:00+0200",
        "2025-10-13T12:15:00.000+02",
        "20251013T101500Z",
        "20251013T061500-0400",
        "2025-10-13 10:15:00+00:00",
        "2025-10-13T10:15Z",
        " 2025-10-13T10:15:00 UTC ",
        "2025-10-13T10:15:00,123456789Z",
    ],
)
def test_iso_and_nitf_times_are_read_to_the_same_moment(sent: str) -> None:
    problems = Problems()
    assert parse_time(sent, "date", problems) == NOON
    assert problems == []


@pytest.mark.parametrize("sent", ["2025-10-13T10:15:00", "20251013T101500", "2025-10-13 10:15"])
def test_time_without_a_zone_is_read_as_utc_and_told(sent: str) -> None:
    problems = Problems()
    assert parse_time(sent, "date.issue", problems) == NOON
    assert problems == ["date.issue has no time zone; read as UTC"]


def test_day_alone_is_its_first_moment() -> None:
    assert parse_time("2025-10-13", "date", Problems()) == datetime(2025, 10, 13, tzinfo=UTC)
    assert parse_time("20251013", "date", Problems()) == datetime(2025, 10, 13, tzinfo=UTC)


def test_midnight_may_be_written_as_hour_24() -> None:
    assert parse_time("2025-10-13T24:00:00Z", "date", Problems()) == datetime(2025, 10, 14, tzinfo=UTC)


@pytest.mark.parametrize("sent", ["", "  ", "0001-01-01T00:00:00"])
def test_no_time_is_no_problem(sent: str) -> None:
    problems = Problems()
    assert parse_time(sent, "date", problems) is None
    assert problems == []


@pytest.mark.parametrize(
    "sent", ["soon", "2025-13-45T10:15:00Z", "9999-12-31T23:59:59-12:00", "13.10.2025", "2025-10-13T10:15:00+99:99"]
)
def test_unreadable_time_is_told_and_left_out(sent: str) -> None:
    problems = Problems()
    assert parse_time(sent, "expires", problems) is None
    assert len(problems) == 1
    assert "expires" in problems[0]


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.timezones()))
def test_every_moment_survives_its_writing(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    offset = moment.utcoffset()
    if offset is not None and offset.total_seconds() % 60 == 0:
        assert parse_time(moment.isoformat(), "date", Problems()) == moment.astimezone(UTC)


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    parse_time(text, "date", Problems())
