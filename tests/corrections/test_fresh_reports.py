"""Junk and honest reports that were written before anybody looked at how they would be judged, on whole stories.

Before signs were weighed against the story, 42 of 62, 21 of 40 and 14 of 40 junk reports of the three sets were set aside. The
first set showed what was missing. At the first look at the second set 30 of 40 were set aside and 1 of 40 honest ones, at the
third 29 of 40 and 2 of 40; what let those honest ones down has been mended since, so that no set is fresh any more. Of new
junk, expect about three quarters to be told by its words; the form's time, its hidden field and the limits stop machines first.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from articles.body import folded
from corrections import suspicion
from corrections.suspicion import Said, reason
from tests.factories import DAY, NOON

FOLDER = Path(__file__).parent / "reports"
STORIES = json.loads((FOLDER / "stories.json").read_text(encoding="utf-8"))


def judged(report: dict[str, str]) -> str:
    story, passage = STORIES[report["story"]], report.get("passage", "")
    found = bool(passage) and folded(passage) in folded(story)
    said = Said(report["wrong"], passage=passage, name=report.get("name", ""), story=story, is_passage_found=found)
    return reason(said)


@pytest.mark.parametrize(
    ("name", "aside", "number"), [("first_blind", 59, 62), ("second_blind", 33, 40), ("third_blind", 31, 40)]
)
def test_no_honest_report_is_set_aside_and_most_junk_is(name: str, aside: int, number: int):
    reports = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert [report["wrong"] for report in reports["honest"] if judged(report)] == []
    junk = [bool(judged(report)) for report in reports["junk"]]
    assert len(junk) == number
    assert sum(junk) >= aside


OFFER = "Our team would gladly help you reach many more people, just have a look: https://helpers.example"


def of_ferries(**more) -> str:
    return reason(Said(**{"wrong": OFFER, "story": STORIES["ferry"], **more}))


def test_a_text_that_shares_nothing_with_its_story_is_told_by_its_link():
    assert of_ferries() == "Nothing of the story; a link."


@pytest.mark.parametrize(
    "more",
    [
        {"wrong": f"The timetable of the crossings is another. {OFFER}"},
        {"wrong": f"Olsen disagrees. {OFFER}"},
        {"wrong": f"It was 1998. {OFFER}"},
        {"wrong": f"That is wrong. {OFFER}"},
        {"is_passage_found": True},
        {"story": "Ferries"},
    ],
)
def test_what_ties_it_to_the_story_speaks_for_it(more):
    assert of_ferries(**more) == ""


def test_the_words_of_its_trade_tie_no_offer_to_a_story_about_that_trade():
    offer = {
        "wrong": "Casino slots and gambling with a betting bonus, play here: https://wins.example",
        "story": STORIES["casino"],
    }
    assert reason(Said(**offer))


def test_text_that_nobody_can_have_typed_in_the_time_is_a_sign_but_not_enough():
    text = "The crossing was longer than you say, and nobody at the pier was told of any of it beforehand."
    assert of_ferries(wrong=text, seconds=4) == of_ferries(wrong=text, seconds=40) == ""
    pasted = f"{OFFER.partition(':')[0]} with every kind of help that anybody could wish for."
    assert (of_ferries(wrong=pasted, seconds=200), "faster" in of_ferries(wrong=pasted, seconds=4)) == ("", True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "Hello from {}. The best deck paint in the world is to be had from us and nobody else.",
        "I read {} with joy, look at https://paint.example",
    ],
)
def test_what_comes_to_many_stories_in_other_wrapping_is_suspected_from_the_third_on(text):
    found = [suspicion.repetition(text.format(f"number {number}"), number, at=NOON) for number in range(4)]
    assert [bool(words) for words in found] == [False, False, True, True]
    assert suspicion.repetition(text.format("one more"), 9, at=NOON + 2 * DAY) == ""


@pytest.mark.django_db
def test_the_same_evidence_for_many_stories_is_no_repetition():
    link = "https://registry.example/ships/heron?year=1998"
    assert [suspicion.repetition(f"No. {number} differs: {link}", number, at=NOON) for number in range(5)] == [""] * 5
