"""Junk and honest reports judged without having been learned from, on whole stories.

Each set was written before anybody looked at how it would be judged. At the first look, lists of words set 47 of 60 junk
reports of the fourth set aside, 41 of 60 of the fifth and 4 of 15 of the sixth, and none of 60, one of 60 and three of 40
honest ones. At the first look, what was learned from the four sets before set 57 of 60 of the fifth aside and one of 60
honest ones; of the sixth, whose honest reports speak of offers and prices on purpose, 10 of 15 and two of 40. Since then a
figure of the story speaks for its reader. The fifth set teaches nothing; of the others each is judged by what the rest
teach. All are of one hand: of junk that comes in, expect less to be told by its words until the desk has closed some.
"""

from __future__ import annotations

import pytest

from corrections import suspicion
from corrections.learned import Learned
from corrections.suspicion import Said, reason
from tests.corrections.judging import STORIES, judged, judged_by_the_others, reports
from tests.factories import DAY, NOON


@pytest.mark.parametrize(
    ("name", "aside", "number"),
    [("first", 58, 62), ("second", 36, 40), ("third", 38, 40), ("fourth", 56, 60), ("fifth_blind", 57, 60), ("sixth", 8, 15)],
)
def test_no_honest_report_is_set_aside_and_most_junk_is(name: str, aside: int, number: int):
    assert [report["wrong"] for report, why in judged_by_the_others(name, "honest") if why] == []
    junk = [bool(why) for _, why in judged_by_the_others(name, "junk")]
    assert len(junk) == number
    assert sum(junk) >= aside


def test_no_honest_letter_that_names_nothing_of_its_story_is_set_aside():
    assert [report["wrong"] for report in reports("letters", "honest") if judged(report)] == []


OFFER = "Our team would gladly help you reach many more people, just have a look: https://helpers.example"


def of_ferries(**more) -> str:
    """As one judges who has learned nothing yet."""
    return reason(Said(**{"wrong": OFFER, "story": STORIES["ferry"], **more}), Learned.of([], []))


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
