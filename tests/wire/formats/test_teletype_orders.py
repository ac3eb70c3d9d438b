"""Kills, holds and corrections told in words act on the story whose keyword they repeat; a story about a kill is a story."""

from __future__ import annotations

import pytest

from tests.wire.formats.teletype_messages import make_7901, make_anpa, only
from wire.formats import ParsedItem, WireStatus

KILL = "Please kill the story. A kill is mandatory. Make certain the story is not used."


@pytest.mark.parametrize(
    ("added", "heads", "text", "status"),
    [
        ("Kill", ("BULLETIN KILL<",), KILL, WireStatus.CANCELED),
        ("", ("BULLETIN KILL<",), KILL, WireStatus.CANCELED),
        ("", ("KILL<",), KILL, WireStatus.CANCELED),
        ("", (), "EDITORS: Please kill this story, which was sent by mistake.", WireStatus.CANCELED),
        ("Withhold", (), "The story is being checked.", WireStatus.WITHHELD),
        ("", ("BULLETIN WITHHOLD<",), "Please withhold the story.", WireStatus.WITHHELD),
    ],
)
def test_order_under_the_keyword_of_a_story_is_about_it(
    added: str, heads: tuple[str, ...], text: str, status: WireStatus
) -> None:
    item = only(make_anpa(text, added=added, heads=heads, priority="b"))
    assert item.item_id == only(make_anpa()).item_id
    assert item.status is status
    assert {"kill", "hold"} & set(item.signals)
    assert item.body_html == "" and text.split()[-1] in item.editor_note


@pytest.mark.parametrize("head", ["KILL KILL KILL =", "HOLD HOLD HOLD =", "KILL KILL KILL\nBricks close harbour ="])
def test_dpa_order_under_the_keywords_of_a_story_is_about_it(head: str) -> None:
    item = only(make_7901("Please kill item dpa 157. Do not use it.", head=head))
    assert item.item_id == only(make_7901()).item_id
    assert item.status is (WireStatus.WITHHELD if "HOLD" in head else WireStatus.CANCELED)
    assert item.body_html == "" and "dpa 157" in item.editor_note


def order_apart() -> list[ParsedItem]:
    return [
        only(make_anpa("Please kill the story Mill-Race, V9991, which is wrong.", added="Kill", heads=("BULLETIN KILL<",))),
        only(make_anpa(KILL, keyword="BC-AP-Kill", heads=("BULLETIN KILL<",))),
        only(make_anpa(KILL, keyword="BC-Kill Advisory", heads=())),
        only(make_7901("Please kill item dpa 157 headlined “Mill”.", keywords="dpa/advisory/", head="KILL KILL KILL =")),
        only(make_7901("Bitte die Meldung dpa 157 nicht mehr verwenden.", keywords="Hinweis/Redaktion/", head="Achtung =")),
    ]


def test_order_about_another_story_changes_no_story_of_its_own() -> None:
    own = {only(make_anpa()).item_id, only(make_7901()).item_id}
    for item in order_apart():
        assert item.status is WireStatus.USABLE and item.item_id not in own
        assert item.is_advisory and item.advisory_reason.startswith("order about another story")
        assert item.body_html and item.headline and not {"kill", "hold"} & set(item.signals)


@pytest.mark.parametrize(
    "text",
    [
        "In item dpa 157, the third paragraph should read: The wall is 12 metres high, not 21.",
        "In der Meldung dpa 157 muss es im dritten Absatz heißen: Die Mauer ist 12 Meter hoch (statt 21).",
    ],
)
def test_note_that_corrects_another_item_never_replaces_its_text(text: str) -> None:
    item = only(make_7901(text, head="CORRECTION\nBricks close harbour ="))
    assert item.item_id == only(make_7901()).item_id + ":eca062"
    assert item.is_advisory and text in item.body_html.replace("\n", " ")


def test_corrected_version_is_a_version_of_its_story() -> None:
    item = only(make_7901(head="CORRECTION\nBricks close harbour ="))
    assert item.item_id == only(make_7901()).item_id
    assert "CORRECTION" in item.signals and not item.is_advisory and item.body_html


def test_word_that_a_held_item_may_be_used_again_brings_no_text() -> None:
    item = only(make_7901("Item dpa 157 may be used again. The hold is lifted.", head="Advisory ="))
    assert item.item_id == only(make_7901()).item_id
    assert item.status is WireStatus.USABLE and "release" in item.signals and item.body_html == ""


@pytest.mark.parametrize(
    ("headline", "text"),
    [
        ("Kill switch ordered for old boilers", "OSK (AP) _ The council ordered a kill switch for old boilers."),
        ("Hold music drives harbor callers away", "OSK (AP) _ Hold music of the harbor office is to be changed."),
        ("Report may be published, court says", "OSK (AP) _ The report on the wall may be published, the court said."),
        ("Wolves kill 12 sheep", "OSK (AP) _ Wolves killed 12 sheep; please hold the dogs, the parish asked."),
        ("Correct change only, ferry says", "OSK (AP) _ Passengers should bring the correct change, the ferry said."),
    ],
)
def test_story_that_speaks_of_such_things_is_a_story(headline: str, text: str) -> None:
    for item in (only(make_anpa(text, heads=(f"{headline}<",))), only(make_7901(text, head=f"{headline} ="))):
        assert item.status is WireStatus.USABLE and not item.is_advisory
        assert item.headline == headline and item.body_html and not item.embargo_open_ended


def test_advisories_are_told_by_category_keyword_and_marker() -> None:
    assert only(make_anpa(category="v")).is_advisory
    assert only(make_anpa(keyword="BC-AP News Digest", heads=())).is_advisory
    assert only(make_7901(head="(Vorschau)\nTagesvorschau für Montag =")).is_advisory
    assert not only(make_anpa()).is_advisory and not only(make_7901()).is_advisory
