"""Bylines are kept as names; a sentence that begins with "By" is no byline."""

from __future__ import annotations

import pytest

from tests.wire.formats.messages import LEAD, make_nitf
from wire.formats import bylines, parse


@pytest.mark.parametrize(
    ("sent", "names"),
    [
        ("By BERNARD CONTI", ("Bernard Conti",)),
        ("By ANNA McKAY and JOSÉ DE LA CRUZ, Associated Press", ("ANNA McKAY", "José de la Cruz")),
        ("By RORY MCALLISTER and O'NEIL", ("Rory McAllister", "O'NEIL")),
        ("Von Anna Tomforde, dpa", ("Anna Tomforde",)),
        ("By Sam Lister, Press Association Political Correspondent", ("Sam Lister",)),
        ("Mia Rabe and Jordan Press", ("Mia Rabe", "Jordan Press")),
        ("Par Luc Petit et Ana Gil", ("Luc Petit", "Ana Gil")),
        ("Lars Holm/TT", ("Lars Holm",)),
        ("A3576/_Maurizio Gamba", ("Maurizio Gamba",)),
        ("By Ida Moss, Meridian", ("Ida Moss",)),
        ("Ann Ly, Bo Ek and Cy Om", ("Ann Ly", "Bo Ek", "Cy Om")),
        ("By The Associated Press", ("The Associated Press",)),
        ("gr/bp", ()),
        ("", ()),
        ("  ", ()),
    ],
)
def test_byline_becomes_names(sent: str, names: tuple[str, ...]) -> None:
    assert bylines.names(sent) == names


@pytest.mark.parametrize(
    "paragraph",
    [
        "By Joseph Axe",
        "By ELLEN PARK, Associated Press",
        "Von Anna Tomforde, dpa",
        "By The Associated Press",
        "By Ann Ly and Bo Ek",
    ],
)
def test_byline_paragraph_is_taken_out_of_the_body(paragraph: str) -> None:
    item = parse(make_nitf(paragraphs=(paragraph, LEAD)))[0]
    assert item.bylines == bylines.names(paragraph)
    assert item.body_html == f"<p>{LEAD}</p>"
    assert (paragraph, "byline") in [(r.text, r.reason) for r in item.removals]


@pytest.mark.parametrize(
    "paragraph",
    [
        "By Monday, the storm had passed.",
        "By then",
        "By Friday",
        "By the time help came it was late",
        "By Contrast, France waited",
        "Von Montag an fährt der Zug wieder.",
        "By order of the court, Ann Ly must pay.",
        "By George! Ann did it.",
    ],
)
def test_sentence_that_begins_like_a_byline_stays(paragraph: str) -> None:
    item = parse(make_nitf(paragraphs=(paragraph, LEAD)))[0]
    assert item.bylines == ()
    assert paragraph in item.body_html


def test_byline_element_wins_over_the_text_and_keeps_its_title_in_removals() -> None:
    item = parse(
        make_nitf(body_head="<byline>By ANN LY<byttl>AP Business Writer</byttl></byline>", paragraphs=("By Ann Ly", LEAD))
    )[0]
    assert item.bylines == ("Ann Ly",)
    assert any("AP Business Writer" in removal.text for removal in item.removals)


def test_subtitle_in_the_byline_element_becomes_the_standfirst() -> None:
    item = parse(make_nitf(body_head="<byline>Harbour shut for hours, ready for more says master</byline>"))[0]
    assert item.bylines == ()
    assert item.standfirst == "Harbour shut for hours, ready for more says master"


def test_writer_who_signs_below_the_story_is_not_printed_twice() -> None:
    item = parse(make_nitf(body_head="<byline>Lars Holm/TT</byline>", paragraphs=(LEAD, "Lars Holm/TT")))[0]
    assert item.body_html == f"<p>{LEAD}</p>"
