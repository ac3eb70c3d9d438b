"""Junk waits apart, honest reports don't: angry, terse, foreign ones, and those with links and figures, least of all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrections import suspicion
from corrections.models import Ticket
from corrections.suspicion import Said, reason
from tests.corrections.cases import form_data, report_address
from tests.corrections.judging import SHORT_STORY, judged, judged_by_the_others, reports
from tests.factories import DAY, NOON, make_published


@pytest.mark.parametrize("half", [0, 1])
def test_no_honest_report_is_set_aside(half):
    honest = reports("short", "honest")
    assert len(honest) == 200
    assert [report["wrong"] for report in honest[half::2] if judged(report)] == []


def test_no_honest_report_is_set_aside_that_was_not_learned_from():
    assert [report["wrong"] for report, why in judged_by_the_others("short", "honest", in_parts=True) if why] == []


@pytest.mark.parametrize("half", [0, 1])
def test_at_least_95_of_100_junk_reports_are_set_aside(half):
    junk = reports("short", "junk")
    assert len(junk) == 200
    missed = [report["wrong"] for report in junk[half::2] if not judged(report)]
    assert len(missed) <= 5, missed


def test_a_passage_that_stands_in_the_story_speaks_for_its_reader():
    report = {"wrong": "Online casino with a welcome bonus and free spins: register now and play for real money!"}
    assert judged(report)
    assert judged({**report, "passage": "the tower"})
    assert not judged({**report, "passage": "the count"})


def test_an_attack_says_what_it_is():
    assert judged({"wrong": "<script>alert(1)</script>"}).startswith("An attack on the form")


@given(st.text(max_size=300), st.text(max_size=100))
def test_any_text_is_judged_and_the_reason_fits_its_column(wrong, name):
    assert len(reason(Said(wrong=wrong, name=name, story=SHORT_STORY))) <= 202


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
    assert "backlinks" in ticket.suspicion
    assert ticket in Ticket.objects.suspected()


@pytest.mark.django_db
def test_an_honest_report_joins_the_queue(client):
    article = make_published()
    client.post(report_address(article), form_data(article, wrong="IT WAS THURSDAY!!! See https://union.example/vote"))
    assert Ticket.objects.get() in Ticket.objects.queue()
