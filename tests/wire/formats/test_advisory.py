"""Advisories, daybooks, plans and tests are told from stories, with the reason; stories about such things stay stories."""

from __future__ import annotations

import pytest

from tests.wire.formats.messages import make_ap, make_digital_wire, make_g2, make_ninjs, make_nitf
from wire.formats import advisory, parse


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (make_ap(signals=...), "AP's signals lack newscontent"),
        (make_ap(signals=["isnotdigitized"]), "AP's signals lack newscontent"),
        (make_ap(signals=["newscontent", "Test"]), "signal: Test"),
        (make_ap(editorialtypes=["Advisory"]), "editorial type: Advisory"),
        (make_ap(editorialtypes=["Disregard"]), "editorial type: Disregard"),
        (make_ap(profile="Daybook"), "profile: Daybook"),
        (make_ninjs(genres=[{"name": "Advisory"}]), "genre: Advisory"),
        (make_ninjs(service=[{"name": "Advisory", "code": "m"}]), "service: Advisory"),
        (make_ninjs(type="event"), "type: event"),
        (make_ninjs(type="planning"), "type: planning"),
        (
            make_digital_wire(categories=[{"type": "dnltype:genre", "name": "Vorschau", "qcode": "dpatextgenre:32"}]),
            "genre: Vorschau",
        ),
        (make_g2(content_meta='<genre qcode="dpatextgenre:32"/>'), "genre: dpatextgenre:32"),
        (make_g2(content_meta='<genre qcode="genre:advisory"><name>Advisory</name></genre>'), "genre: Advisory"),
        (make_nitf(head='<meta name="anpa-takekey" content="(ATTN EDITORS)"/>'), "slugline: ATTN EDITORS"),
        (make_nitf(docdata='<ed-msg info="This is a test. Do not publish."/>'), "note: This is a test"),
    ],
)
def test_field_that_marks_an_advisory_decides(message: bytes, reason: str) -> None:
    item = parse(message)[0]
    assert item.is_advisory
    assert item.advisory_reason == reason


@pytest.mark.parametrize(
    "headline",
    [
        "ADVISORY: Coverage plans",
        "AP ADVISORY: Photos",
        "BC-AP News Digest 6 a.m.",
        "Washington Daybook",
        "DAYBOOK: Osk",
        "Daybook for Friday",
        "ATTENTION EDITORS: New schedule",
        "Media advisory - Harbour opens",
        "dpa-Tagesvorschau Politik",
        "Terminvorschau Wirtschaft",
        "Vorschau auf die Woche",
        "Hinweis an die Redaktionen",
        "Agenda AFP du lundi",
        "Previsiones EFE",
        "Highlights of the AAP Finance Wire",
        "TEST TEST TEST",
        "Test message",
        "This is a test",
        "TEST - PLEASE IGNORE",
        "Testmeldung",
        "REUTERS NEWS SCHEDULE AT 0600 GMT",
    ],
)
def test_headline_that_marks_an_advisory_decides(headline: str) -> None:
    item = parse(make_nitf(headline=headline))[0]
    assert item.is_advisory
    assert item.advisory_reason.startswith("headline: ")


@pytest.mark.parametrize(
    "headline",
    [
        "Test cricket: Osk all out for 97",
        "Tests show bricks were sound",
        "Harbour advisory board quits",
        "Travel advisory issued for Osk",
        "Advisory panel backs vaccine",
        "Budget passes in Osk",
        "Budget: what it means for you",
        "Agenda for change splits party",
        "Osk publishes plan",
        "News of the harbour",
        "Schedule change angers commuters",
        "Editors quit over bricks",
        "Vorschauen im Kino immer länger",
        "Achtung, Baustelle: Redaktion zieht um",
        "A day in the life of a book",
        "Ankündigung überrascht Osk",
        "Flood advisory: Osk harbour shut",
    ],
)
def test_story_about_such_things_stays_a_story(headline: str) -> None:
    assert not parse(make_nitf(headline=headline))[0].is_advisory
    assert not parse(make_ap(headline=headline))[0].is_advisory


@pytest.mark.parametrize("tag", ["planningItem", "conceptItem", "knowledgeItem", "catalogItem"])
def test_item_that_can_never_be_a_story_is_an_advisory(tag: str) -> None:
    item = parse(make_g2(tag=tag))[0]
    assert item.is_advisory
    assert item.advisory_reason == f"a {tag} is no story"


def test_ordinary_items_are_no_advisories() -> None:
    for message in (make_ap(), make_ninjs(), make_digital_wire(), make_g2(), make_nitf()):
        assert [(item.is_advisory, item.advisory_reason) for item in parse(message)] == [(False, "")]


@pytest.mark.parametrize("headline", ["Daybook of a soldier published", "A daybook for spring", "Her daybook sold"])
def test_book_is_no_daybook(headline: str) -> None:
    assert advisory.reason(headline=headline) == ""


@pytest.mark.parametrize(
    "headline", ["Osk Daybook", "Northline Daybook for Tuesday", "DAYBOOK", "Daybook: Osk", "Osk Daybook Oct 13"]
)
def test_daybook_of_the_wire_is_one(headline: str) -> None:
    assert advisory.reason(headline=headline)
