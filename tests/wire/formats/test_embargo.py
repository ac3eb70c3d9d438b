"""An embargo is found wherever it is told; one whose end cannot be read stays closed until somebody decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.wire.formats.messages import LEAD, make_ap, make_digital_wire, make_g2, make_ninjs, make_nitf
from wire.formats import ParsedItem, parse
from wire.formats.parsed import WireStatus

LIFTS = datetime(2036, 1, 5, 6, tzinfo=UTC)


def embargo(item: ParsedItem) -> tuple[datetime | None, bool]:
    return item.embargo_until, item.embargo_open_ended


@pytest.mark.parametrize(
    "message",
    [
        make_g2(item_meta="<embargoed>2036-01-05T07:00:00+01:00</embargoed>"),
        make_ninjs(embargoedUntil="2036-01-05T06:00:00Z"),
        make_ninjs(embargoed="2036-01-05T06:00:00Z"),
        make_digital_wire(embargoed="2036-01-05T07:00:00+01:00"),
        make_ap(embargoed="2036-01-05T06:00:00Z", pubstatus="embargoed"),
        make_nitf(docdata='<date.release norm="20360105T060000Z"/>', docdata_attributes='management-status="embargoed"'),
        make_nitf(docdata='<date.release norm="20360105T060000Z"/>', docdata_attributes='management-status="usable"'),
    ],
)
def test_embargo_field_gives_its_end(message: bytes) -> None:
    assert embargo(parse(message)[0]) == (LIFTS, False)


def test_embargo_of_a_usable_item_still_counts() -> None:
    item = parse(make_digital_wire(embargoed="2036-01-05T07:00:00+01:00", pubstatus="usable"))[0]
    assert item.status is WireStatus.USABLE
    assert item.embargo_until == LIFTS


def test_embargo_without_a_zone_lasts_until_that_hour_has_come_everywhere_and_is_told() -> None:
    item = parse(make_g2(item_meta="<embargoed>2036-01-05T06:00:00</embargoed>"))[0]
    assert embargo(item) == (LIFTS + timedelta(hours=12), False)
    assert "embargoed is kept for 12 hours more, since it may be meant for any zone" in item.problems


@pytest.mark.parametrize(
    "message",
    [
        make_g2(item_meta="<embargoed>after the speech</embargoed>"),
        make_ninjs(embargoedUntil="tomorrow"),
        make_ninjs(embargoedUntil="9999-12-31T23:59:59"),
        make_ninjs(embargoedUntil={"date": 1}),
        make_ap(embargoed="soon"),
        make_ap(pubstatus="embargoed"),
        make_ap(editorialtypes=["HoldForRelease"]),
        make_nitf(docdata_attributes='management-status="embargoed"'),
        make_nitf(docdata='<date.release norm="after the speech"/>', docdata_attributes='management-status="embargoed"'),
        make_g2(item_meta="<embargoed/><edNote>Embargoed until the speech is held.</edNote>"),
        make_ninjs(edNote="Sperrfrist 23. Januar 19.00 Uhr"),
        make_ninjs(edNote="STRICTLY EMBARGOED until 12noon Eastern"),
        make_ap(ednote="Eds: HOLD FOR RELEASE."),
        make_nitf(docdata='<ed-msg info="Embargoed to 0001 Friday September 9"/>'),
        make_nitf(paragraphs=("STRICTLY EMBARGOED UNTIL 0001 FRIDAY", LEAD)),
        make_nitf(headline="EMBARGOED: Bricks close harbour"),
    ],
)
def test_embargo_whose_end_cannot_be_read_stays_closed(message: bytes) -> None:
    item = parse(message)[0]
    assert embargo(item) == (None, True)
    assert "embargoed, but no end can be read: closed until the desk decides" in item.problems


@pytest.mark.parametrize("note", ["Embargoed until 2036-01-05 06:00 GMT", "Sperrfrist: 2036-01-05T07:00:00+01:00"])
def test_full_time_in_a_note_is_the_end(note: str) -> None:
    assert embargo(parse(make_ninjs(edNote=note))[0]) == (LIFTS, False)


@pytest.mark.parametrize(
    "message",
    [make_g2(item_meta="<embargoed/>"), make_ninjs(embargoedUntil=""), make_ap(embargoed="")],
)
def test_empty_embargo_and_nothing_else_is_none_but_told(message: bytes) -> None:
    item = parse(message)[0]
    assert embargo(item) == (None, False)
    assert "embargoed is empty, which says nothing" in item.problems


@pytest.mark.parametrize(
    "message",
    [
        make_ninjs(),
        make_ninjs(embargoedUntil=None),
        make_ninjs(embargoedUntil="0001-01-01T00:00:00"),
        make_g2(item_meta="<embargoed>0001-01-01T00:00:00</embargoed>"),
        make_nitf(docdata='<date.release norm="20251013T101500+0000"/>'),
        make_nitf(docdata='<date.release norm="YYYYMMDD000000-HHMM"/>'),
        make_ninjs(edNote="The embargo is lifted."),
        make_ninjs(edNote="No embargo."),
        make_ninjs(edNote="Adds reaction to the oil embargo on Iran"),
        make_ninjs(headlines=[{"value": "Embargo on bricks hits harbour"}]),
        make_nitf(paragraphs=("An arms embargo until 2030 was agreed.", LEAD)),
        make_nitf(paragraphs=("EMBARGO ON BRICKS", LEAD)),
    ],
)
def test_no_embargo_is_invented(message: bytes) -> None:
    assert embargo(parse(message)[0]) == (None, False)


def test_embargo_line_is_cut_from_the_body() -> None:
    item = parse(make_nitf(paragraphs=("EMBARGOED UNTIL 0001 FRIDAY", LEAD)))[0]
    assert item.body_html == f"<p>{LEAD}</p>"
    assert item.editor_note == "EMBARGOED UNTIL 0001 FRIDAY"
