"""The end of an embargo told in words is read when it can mean one moment only; else the story stays closed."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.sax.saxutils import quoteattr

import pytest

from tests.wire.formats.messages import make_ap, make_g2, make_ninjs, make_nitf
from tests.wire.formats.teletype_messages import make_7901, make_anpa, only
from wire.formats import ParsedItem, parse
from wire.formats.dates import Problems
from wire.formats.release_times import read

SENT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("For release 6 a.m. EST Sunday, Nov. 22", datetime(2026, 11, 22, 11, 0, tzinfo=UTC)),
        ("Embargoed until 0001 GMT, 1 December 2026", datetime(2026, 12, 1, 0, 1, tzinfo=UTC)),
        ("EMBARGOED until 12:01 a.m. PST Jan. 5", datetime(2027, 1, 5, 8, 1, tzinfo=UTC)),
        ("Sperrfrist 23. Januar 2027, 19.00 Uhr MEZ", datetime(2027, 1, 23, 18, 0, tzinfo=UTC)),
        ("Hold for release until noon EST Nov. 30", datetime(2026, 11, 30, 17, 0, tzinfo=UTC)),
        ("Embargo bis 24.12.2026, 17:00 Uhr MEZ", datetime(2026, 12, 24, 16, 0, tzinfo=UTC)),
    ],
)
def test_moment_with_a_zone_is_read(line: str, moment: datetime) -> None:
    problems = Problems()
    assert read(line, SENT, problems) == moment
    assert not problems


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Sperrfrist 23. Januar 19.00 Uhr", datetime(2027, 1, 24, 7, 0, tzinfo=UTC)),
        ("For release Nov. 22", datetime(2026, 11, 22, 12, 0, tzinfo=UTC)),
    ],
)
def test_moment_without_a_zone_is_kept_until_it_is_over_everywhere(line: str, moment: datetime) -> None:
    problems = Problems()
    assert read(line, SENT, problems) == moment
    assert "no time zone" in problems[0]


@pytest.mark.parametrize(
    "line",
    [
        "HOLD FOR RELEASE",
        "Embargoed until the minister speaks",
        "For release Sunday",
        "Embargoed until 3 p.m. Nov. 22 or 4 p.m. Nov. 23",
        "Sperrfrist 31. Februar 19.00 Uhr",
        "For release Nov. 2, 25 p.m.",
        "For release Nov. 22, 25 p.m.",
        "Sperrfrist 23. Januar 49.00 Uhr",
        "Embargoed until 3:75 p.m. Nov. 22",
        "For release Sept. 3",
    ],
)
def test_anything_else_is_no_moment(line: str) -> None:
    assert read(line, SENT, Problems()) is None


def test_date_without_a_year_needs_the_message_s_own() -> None:
    assert read("For release 6 a.m. EST Nov. 22", None, Problems()) is None


@pytest.mark.parametrize(
    "message",
    [
        make_anpa(heads=("For release 6 a.m. EST Nov. 22<", "Bricks close harbor<")),
        make_anpa("EMBARGOED until 6 a.m. EST Nov. 22", "OSK (AP) _ Bricks fell."),
        make_7901(head="(Sperrfrist 22. November, 12.00 Uhr MEZ)\nBricks close harbour ="),
        make_7901("Sperrfrist 22. November, 12.00 Uhr MEZ\n\nOsk (dpa) - Bricks fell."),
    ],
)
def test_embargo_is_found_above_the_story_and_is_not_printed(message: bytes) -> None:
    item = only(message)
    assert item.embargo_until == datetime(2026, 11, 22, 11, 0, tzinfo=UTC) and not item.embargo_open_ended
    assert "Nov. 22" not in item.body_html and "November" not in item.body_html
    assert "22" in item.editor_note


def test_advance_without_a_time_stays_closed() -> None:
    for message in (make_anpa(priority="a"), make_anpa(added="HFR"), make_anpa(heads=("HOLD FOR RELEASE<", "Bricks fell<"))):
        assert only(message).embargo_open_ended
    assert not only(make_anpa()).embargo_open_ended


@pytest.mark.parametrize(
    ("note", "until"),
    [
        ("EMBARGOED until 6 March 2030 06:00 GMT", datetime(2030, 3, 6, 6, tzinfo=UTC)),
        ("With photos.\nSperrfrist: 6. März 2030, 06.00 Uhr MEZ", datetime(2030, 3, 6, 5, tzinfo=UTC)),
        ("Not for release before March 6, 2030, 6 a.m. EST", datetime(2030, 3, 6, 11, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("form", ["g2", "nitf", "ninjs", "ap"])
def test_end_of_an_embargo_in_a_note_is_read_in_every_format(note: str, until: datetime, form: str) -> None:
    assert noted(note, form).embargo_until == until


@pytest.mark.parametrize(
    "note",
    [
        "Under embargo. First sent on 1 March 2025 at 06:00 GMT.",
        "Embargoed until the council meets on 6 March 2030.",
        "Embargoed until 06:00 GMT.",
        "Embargoed until 6 March 2030 06:00 GMT, in print until 7 March 2030.",
    ],
)
def test_note_that_names_no_one_moment_keeps_the_story_closed(note: str) -> None:
    item = noted(note, "g2")
    assert (item.embargo_until, item.embargo_open_ended) == (None, True)


def noted(note: str, form: str) -> ParsedItem:
    made = {
        "g2": lambda: make_g2(item_meta=f"<edNote>{note}</edNote>"),
        "nitf": lambda: make_nitf(docdata=f"<ed-msg info={quoteattr(note)}/>"),
        "ninjs": lambda: make_ninjs(ednote=note),
        "ap": lambda: make_ap(ednote=note),
    }
    return parse(made[form]())[0]
