"""Junk waits apart, honest reports don't: angry, terse, foreign ones, and those with links and figures, least of all.

The words that give junk away were chosen with every second report in view. At the first look at the others they set 92 of
100 junk reports aside, and 2 of 100 honest ones; what those showed has gone into the words since. Of 15 more of each that
were written last and never looked at, they set 9 and none aside: new junk is caught by the form's time and the limits first.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrections import suspicion
from corrections.models import Ticket
from corrections.suspicion import Said, reason
from tests.corrections.cases import form_data, report_address
from tests.factories import DAY, NOON, make_published

FOLDER = Path(__file__).parent / "reports"
STORY = "Ferry crews vote on a new timetable\nThe count is expected on Friday."


def reports(kind: str) -> list[dict[str, str]]:
    return json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))


def judged(report: dict[str, str], **more) -> str:
    said = {name: report[name] for name in ("wrong", "right", "passage", "name") if name in report}
    return reason(Said(**said, story=report.get("story", STORY), **more))


@pytest.mark.parametrize("half", [0, 1])
def test_no_honest_report_is_set_aside(half):
    honest = reports("honest")
    assert len(honest) == 200
    assert [report["wrong"] for report in honest[half::2] if judged(report)] == []


@pytest.mark.parametrize("half", [0, 1])
def test_at_least_95_of_100_junk_reports_are_set_aside(half):
    junk = reports("junk")
    assert len(junk) == 200
    missed = [report["wrong"] for report in junk[half::2] if not judged(report)]
    assert len(missed) <= 5, missed


def test_a_passage_that_stands_in_the_story_speaks_for_its_reader():
    report = {"wrong": "Online casino bonus, is that right?", "passage": "the count"}
    assert judged(report)
    assert not judged(report, is_passage_found=True)


def test_an_attack_says_what_it_is():
    assert judged({"wrong": "<script>alert(1)</script>"}) == "An attack on the form."


@given(st.text(max_size=300), st.text(max_size=100))
def test_any_text_is_judged_and_the_reason_fits_its_column(wrong, name):
    assert len(reason(Said(wrong=wrong, name=name, story=STORY))) <= 202


@pytest.mark.django_db
def test_the_same_text_on_many_stories_is_suspected_from_the_third_on():
    text = "The captain of this ship is a friend of the mayor."
    found = [suspicion.repetition(text, number, at=NOON) for number in (1, 2, 3, 4)]
    assert [bool(words) for words in found] == [False, False, True, True]
    assert suspicion.repetition(text, 5, at=NOON + 2 * DAY) == ""


@pytest.mark.django_db
def test_the_same_text_twice_on_one_story_or_a_short_one_anywhere_is_not():
    assert [suspicion.repetition("Typo in the third paragraph.", 1, at=NOON) for _ in range(5)] == [""] * 5
    assert [suspicion.repetition("wrong date", number, at=NOON) for number in range(9)] == [""] * 9


@pytest.mark.django_db
def test_a_mailbox_that_is_named_again_and_again_is_written_to_no_more():
    found = [suspicion.crowded(mailbox, at=NOON) for mailbox in ["mara@example.org"] * 10 + ["Mara@Example.org"]]
    assert [bool(words) for words in found] == [False] * 10 + [True]
    assert suspicion.crowded("", at=NOON) == suspicion.crowded("noor@example.org", at=NOON) == ""


@pytest.mark.django_db
def test_a_suspected_report_is_kept_with_its_reason_and_not_dropped(client):
    article = make_published()
    junk = "Dear webmaster, we offer high quality guest posts and backlinks."
    assert client.post(report_address(article), form_data(article, wrong=junk)).status_code == 302
    ticket = Ticket.objects.get()
    assert (ticket.wrong, ticket.is_suspected) == (junk, True)
    assert "guest post" in ticket.suspicion
    assert ticket in Ticket.objects.suspected()


@pytest.mark.django_db
def test_an_honest_report_joins_the_queue(client):
    article = make_published()
    client.post(report_address(article), form_data(article, wrong="IT WAS THURSDAY!!! See https://union.example/vote"))
    assert Ticket.objects.get() in Ticket.objects.queue()
