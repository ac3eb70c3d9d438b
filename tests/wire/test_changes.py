"""Which kind of change a version brings: told by status, signals, headline, note and words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import HOUR, NOON
from tests.wire.builders import TEXT, hold, kill, story
from wire.changes import Change, ChangeKind, classify, headline_of, is_past
from wire.formats.parsed import ParsedItem, WireStatus

OTHER_TEXT = TEXT.replace("14,200", "12,400")


def kind(previous: ParsedItem | None, current: ParsedItem) -> str:
    return classify(previous, current).kind.value


def words_of(change: Change) -> list[str]:
    return [f"{evidence.field}: {evidence.words}" for evidence in change.evidence]


def test_first_version_is_new() -> None:
    assert kind(None, story()) == "new"


def test_other_words_are_an_update() -> None:
    change = classify(story(), story(2, body_html=OTHER_TEXT))
    assert change.kind is ChangeKind.UPDATE
    assert words_of(change) == ["text: 1 word more, 1 word gone"]


@pytest.mark.parametrize(
    "fields",
    [
        {"signals": ("sig:correction",)},
        {"signals": ("http://cv.iptc.org/newscodes/signal/correction",)},
        {"signals": ("edStat:C",)},
        {"signals": ("Corrective",)},
        {"headline": "CORRECTED-Night ferries to stay"},
        {"headline": "CORRECTED-(OFFICIAL)-Night ferries to stay"},
        {"slugline": "FERRY-NIGHT/KORJATTU"},
        {"editor_note": "Eds: CORRECTS: number of passengers. With photos."},
        {"editor_note": "Correction: paragraph 2: 12,400 (not 14,200)."},
        {"editor_note": "Im 2. Absatz wurde berichtigt: 12 400 (statt 14 200)"},
        {"body_html": "<p>(In Oct. 13 story, corrects paragraph 2)</p>" + OTHER_TEXT},
    ],
)
def test_correction_is_told_by_signal_headline_slugline_note_or_first_words(fields: dict[str, object]) -> None:
    change = classify(story(), story(2, **{"body_html": OTHER_TEXT, **fields}))
    assert change.kind is ChangeKind.CORRECTION
    assert change.evidence


def test_note_of_the_last_correction_does_not_make_the_next_version_one() -> None:
    corrected = story(2, editor_note="CORRECTS: number of passengers.")
    assert kind(corrected, replace(corrected, version=3, body_html=OTHER_TEXT)) == "update"


@pytest.mark.parametrize("headline", ["Corrections officer freed", "Withdrawn troops return", "Hold on, says minister"])
def test_ordinary_headline_that_begins_with_such_a_word_decides_nothing(headline: str) -> None:
    assert kind(None, story(headline=headline)) == "new"
    assert kind(story(), story(2, headline=headline)) == "update"


@pytest.mark.parametrize(
    "body",
    [
        TEXT,
        TEXT.replace("</p><p>", "</p>\n <p>"),
        TEXT.replace("company will", "company,  will"),
        TEXT.replace("night.", "night"),
        TEXT.replace("It carried", "It “carried”").replace("“", "").replace("”", ""),
    ],
)
def test_same_words_with_other_spaces_or_punctuation_are_minor(body: str) -> None:
    assert kind(story(), story(2, body_html=body)) == "minor"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1.5 percent", "15 percent"),
        ("won $5", "won 5"),
        ("he was re-signed", "he was resigned"),
        ("a 5", "a -5"),
        ("Wenga", "Menga"),
    ],
)
def test_figures_and_names_are_never_minor(before: str, after: str) -> None:
    assert kind(story(body_html=f"<p>{before}</p>"), story(2, body_html=f"<p>{after}</p>")) == "update"


def test_agency_code_before_the_headline_is_no_change_of_words() -> None:
    assert kind(story(), story(2, headline="REFILE-Night ferries to stay")) == "minor"
    assert headline_of(story(headline="CORRECTED-UPDATE 2-Night ferries to stay")) == "Night ferries to stay"
    assert headline_of(story(headline="UPDATE 1-CORRECTED: Night ferries")) == "Night ferries"
    assert headline_of(story(headline="Update on ferries")) == "Update on ferries"


@pytest.mark.parametrize(
    "current",
    [
        kill(),
        story(2, signals=("Kill",)),
        story(2, signals=("edStat:D",)),
        story(2, headline="KILL KILL KILL Night ferries"),
        story(2, editor_note="A kill is mandatory. Make certain the story is not used."),
    ],
)
def test_kill_is_told_by_status_signal_headline_or_note(current: ParsedItem) -> None:
    assert kind(story(), current) == "kill"
    assert kind(None, current) == "kill"


@pytest.mark.parametrize("current", [hold(), story(2, signals=("Withhold",)), story(2, headline="HOLD HOLD HOLD Ferries")])
def test_hold_is_told_by_status_signal_or_headline(current: ParsedItem) -> None:
    assert kind(story(), current) == "hold"


def test_unknown_status_stops_the_story() -> None:
    unknown = story(2, status=WireStatus.WITHHELD, status_as_sent="stat:pondering")
    change = classify(story(), unknown)
    assert change.kind is ChangeKind.HOLD
    assert words_of(change) == ["status: stat:pondering"]


def test_usable_after_withheld_is_a_release() -> None:
    assert kind(replace(story(), status=WireStatus.WITHHELD), story(2)) == "release"


def test_embargo_lifted_without_other_change() -> None:
    embargoed = story(embargo_until=NOON + HOUR, status=WireStatus.EMBARGOED)
    assert kind(embargoed, story(2)) == "embargo_lifted"
    assert kind(story(embargo_open_ended=True), story(2)) == "embargo_lifted"


def test_advisory_stays_an_advisory() -> None:
    assert kind(story(), story(2, is_advisory=True, advisory_reason="genre: Advisory")) == "advisory"


def test_message_without_text_says_nothing_of_the_text() -> None:
    assert kind(story(), story(2, body_html="")) == "minor"


def test_lower_number_is_past_and_gaps_are_normal() -> None:
    assert is_past(ChangeKind.UPDATE, story(3), than=story(7))
    assert not is_past(ChangeKind.UPDATE, story(1132955871, version_created_at=None), than=story(7))


def test_lower_number_with_a_later_time_is_a_new_count() -> None:
    assert not is_past(ChangeKind.UPDATE, story(1, version_created_at=NOON + 9 * HOUR), than=story(7))


def test_same_number_with_an_earlier_time_is_past() -> None:
    assert is_past(ChangeKind.UPDATE, story(7, version_created_at=NOON), than=story(7))


def test_kill_is_never_past_and_a_hold_only_for_sure() -> None:
    assert not is_past(ChangeKind.KILL, kill(1), than=story(7))
    assert not is_past(ChangeKind.HOLD, hold(1, version_created_at=None), than=story(7))
    assert is_past(ChangeKind.HOLD, hold(1), than=story(7))
