"""A story that speaks of kills, holds and corrections is a story; only what orders the desk is an order."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.wire.builders import TEXT, hold, story
from wire.changes import change_note, classify, headline_of, told_in

LONG = TEXT + "<p>" + "The band had played here before, and the hall was full again that night. " * 20 + "</p>"


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "“KILL KILL KILL” is the loudest record of the year", "body_html": LONG},
        {"headline": '"KILL KILL KILL" BAND RETURNS TO PORT MERRION'},
        {"headline": "Kill Kill Kill, reviewed: loud, and then louder", "body_html": LONG},
        {"headline": "Kill switch for scooters to be tested"},
        {"headline": "Bull kills two in Port Merrion"},
        {"headline": "Correction-facility guards strike"},
        {"headline": "CORRECTION FACILITY GUARDS STRIKE"},
        {"headline": "Hold on to your hats: storm nears"},
        {"headline": "WITHDRAWN TROOPS RETURN"},
        {"headline": "Company withdraws item from sale"},
        {"slugline": "Correction-Facility-Fire"},
        {"slugline": "KILL-DEVIL-HILLS"},
        {"editor_note": "There is no embargo on this story. With photos."},
        {"editor_note": "No kill has been issued for the earlier story."},
        {"editor_note": "Eds: This substitutes for the story Ferry-Night, which has been killed."},
        {"editor_note": "Ersetzt die Meldung dpa 0157, die zurückgezogen wurde."},
        {"editor_note": "Corrections officers speak in paragraph 4."},
        {"body_html": "<p>The paper said the story has been withdrawn. It gave no reason.</p>", "dateline": "ILSE (Northline)"},
        {"body_html": "<p>“Please kill the story,” the mayor wrote to the editor in 1987.</p>" + LONG},
        {"body_html": "<p>The shop must hold the item until Friday, a court ruled.</p>"},
    ],
)
def test_story_about_such_things_is_new(fields: dict[str, object]) -> None:
    item = story(**fields)
    assert told_in(item) is None
    change = classify(None, item)
    assert change.kind.value == "new"
    assert not any("correct" in evidence.words.casefold() for evidence in change.evidence)


BRIEF = "<p>The maker took its pill off the shelves of all shops on Monday, its head said in Ilse. "
BRIEF += "Nobody had been hurt, she said, and those who had bought one would be paid.</p>"


@pytest.mark.parametrize("headline", ["WITHDRAWN - maker takes its pill back", "WITHDRAWN: maker takes its pill back"])
def test_report_on_what_is_withdrawn_is_doubtful_and_kills_nothing(headline: str) -> None:
    item = story(headline=headline, body_html=BRIEF, agency="Reuters")
    assert told_in(item) is None
    assert classify(None, item).kind.value == "hold"


def test_same_word_above_a_story_that_came_without_it_kills() -> None:
    item = story(2, headline="WITHDRAWN - maker takes its pill back", body_html=BRIEF, agency="Reuters")
    assert classify(story(headline="Maker takes its pill back", body_html=BRIEF), item).kind.value == "kill"


def test_agencys_own_code_above_a_whole_story_stops_it() -> None:
    assert classify(None, story(agency="EFE", headline="(ANULADA) Night ferries to stay", body_html=LONG)).kind.value == "hold"
    assert classify(None, story(agency="PA", slugline="FERRY Night (kill)", body_html=LONG)).kind.value == "hold"


@pytest.mark.parametrize("agency", ["AFP", "Belga", "APA"])
def test_cancellation_that_is_news_is_no_kill(agency: str) -> None:
    assert classify(None, story(agency=agency, headline="ANNULATION DU FESTIVAL DE MERRION")).kind.value == "new"


@pytest.mark.parametrize(
    "note",
    ["Please disregard earlier version.", "Please kill the previous story.", "Please kill the first version of this story."],
)
def test_note_on_the_version_that_is_replaced_stops_no_other(note: str) -> None:
    assert classify(story(), story(2, editor_note=note, body_html=LONG)).kind.value == "update"


@pytest.mark.parametrize(
    "note",
    [
        "Rectifies spelling of name.",
        "Rectifica la cifra.",
        "Corrige el nombre.",
        "SUBS 2nd graf to correct age.",
        "In the 3rd paragraph, corrected: 40.",
    ],
)
def test_note_on_a_correction_makes_one(note: str) -> None:
    assert classify(story(), story(2, editor_note=note, body_html=LONG)).kind.value == "correction"


def test_unmistakable_code_above_a_whole_story_stops_it_but_kills_nothing() -> None:
    change = classify(None, story(headline="KILL KILL KILL Night ferries", body_html=LONG))
    assert change.kind.value == "hold"
    assert "above a whole story" in change.evidence[0].words


@pytest.mark.parametrize(
    "fields",
    [
        {"editor_note": "A kill is mandatory. Make certain the story is not used."},
        {"editor_note": "This story has been withdrawn."},
        {"editor_note": "Please kill this story. There will be no substitute."},
        {"body_html": "<p>This story has been withdrawn. Do not use it.</p>", "dateline": ""},
        {"headline": "KILL: MANDATORY KILL", "signals": ("Kill",)},
        {"headline": "BULLETIN KILL", "body_html": "<p>Do not use.</p>"},
    ],
)
def test_order_about_the_item_itself_is_a_kill_of_it(fields: dict[str, object]) -> None:
    assert classify(story(), story(2, **fields)).kind.value == "kill"


def test_withheld_item_with_a_note_not_to_use_it_is_held() -> None:
    assert classify(story(), hold(editor_note="Please do not use this item. We are checking.")).kind.value == "hold"
    assert classify(story(), story(2, editor_note="Please do not use this item for the time being.")).kind.value == "hold"


@pytest.mark.parametrize(
    "fields",
    [
        {"editor_note": "Please hold this story; we are checking."},
        {"editor_note": "Please do not use this story until further notice."},
        {"headline": "HOLD HOLD HOLD", "body_html": "<p>Please hold the story while we check.</p>"},
    ],
)
def test_order_to_wait_is_a_hold_and_no_kill(fields: dict[str, object]) -> None:
    assert classify(story(), story(2, **fields)).kind.value == "hold"


@example(words="\x1e\r", note="KILL ")
@given(words=st.text(max_size=80), note=st.sampled_from(["KILL ", "in story ", "sent Feb 30, item ", "(corrects ", "31.12. "]))
def test_any_words_are_read_without_a_fault(words: str, note: str) -> None:
    for field in ("headline", "slugline", "editor_note", "change_note", "agency"):
        item = story(**{field: f"{note}{words}"}, body_html=f"<p>{note}{words.replace('<', '')}</p>")
        assert classify(story(), item).kind
        assert change_note(item) == change_note(item).strip()
        told_in(item)
        headline_of(item)
