"""What the desk closes as spam, and what it answers, teaches how the next report is judged; nothing else does."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from corrections import answering, learned, own_report, privacy, suspicion
from corrections.learned import Learned, said_in
from corrections.models import Ticket
from corrections.suspicion import Said
from tests.corrections.cases import LATER, form_data, make_ticket, report_address
from tests.corrections.judging import STORIES, judged, reports
from tests.factories import HOUR, make_published, make_user

LESSON = "Falconry lesson number {}: hooded falcons, gauntlets, perches and jesses at the old mews with our falconer"
NEXT = "Hooded falcons, gauntlets and jesses at the old mews with our falconer"
HONEST = "Number {}: the hooded falcons at the old mews with our falconer have gauntlets and jesses"


def close_all(texts: list[str], *, as_spam: bool, **fields) -> list[Ticket]:
    article, editor = make_published(), make_user("Standards editor")
    tickets = [make_ticket(article, wrong=text, email="", **fields) for text in texts]
    for ticket in tickets:
        ticket.refresh_from_db()
        if as_spam:
            answering.discard(ticket=ticket, by=editor, at=LATER + HOUR)
        elif ticket.is_open:  # grouped with one that is closed
            answering.find_no_error(ticket=ticket, by=editor, to_reader="It is right as it stands.", at=LATER + HOUR)
    return tickets


def of_next() -> str:
    return suspicion.reason(Said(NEXT, story=STORIES["ferry"]), learned.from_desk())


@pytest.mark.django_db
def test_what_is_like_reports_closed_as_spam_is_suspected_and_says_so():
    assert of_next() == ""
    close_all([LESSON.format(number) for number in range(14)], as_spam=True)
    assert of_next().startswith("Reads like 14 reports closed as spam: ")
    told = of_next().partition(": ")[2].partition(";")[0]
    assert all(word in NEXT.casefold().replace(",", "") for word in told.split(", "))


@pytest.mark.django_db
def test_what_the_desk_answered_is_honest_in_the_words_of_its_town():
    close_all([LESSON.format(number) for number in range(14)], as_spam=True)
    close_all([HONEST.format(number) for number in range(30)], as_spam=False)
    assert of_next() == ""


@pytest.mark.django_db
def test_a_report_whose_words_are_erased_is_forgotten():
    for ticket in close_all([LESSON.format(number) for number in range(14)], as_spam=True):
        ticket.refresh_from_db()
        privacy.erase(ticket=ticket, by=make_user("Standards editor"), at=LATER + 2 * HOUR)
    assert of_next() == ""
    assert learned.from_desk() == learned.examples()


@pytest.mark.django_db
def test_legal_complaints_open_reports_and_withdrawn_ones_teach_nothing():
    close_all([LESSON], as_spam=True, category="legal")
    make_ticket(wrong=LESSON)
    own_report.withdraw(ticket=make_ticket(wrong=HONEST), at=LATER + HOUR)
    assert learned.from_desk() == learned.examples()


@pytest.mark.django_db
def test_only_the_last_decisions_count_and_they_cost_one_query(monkeypatch):
    monkeypatch.setattr(learned, "DECISIONS", 3)
    close_all([LESSON] * 5, as_spam=True)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        known = learned.from_desk()
    assert (len(queries), len(known.closed)) == (1, 3)


@pytest.mark.django_db
def test_a_report_that_comes_in_is_judged_by_what_the_desk_decided(client):
    close_all([LESSON.format(number) for number in range(14)], as_spam=True)
    article = make_published()
    client.post(report_address(article), form_data(article, wrong=NEXT))
    ticket = Ticket.objects.latest("pk")
    assert ticket.is_suspected
    assert "14 reports closed as spam" in ticket.suspicion


@pytest.mark.parametrize("times", [1, 8])
def test_a_desk_that_closed_nothing_but_spam_suspects_no_honest_reader(times):
    spam = [said_in(report) for report in reports("fifth_blind", "junk")] * times
    known = learned.examples().and_of_desk(spam, [])
    for name in ("first", "second", "third", "fourth", "short"):
        assert [report["wrong"] for report in reports(name, "honest") if judged(report, known)] == []


def test_junk_in_the_words_of_stories_silences_none_of_their_readers():
    junk = [text[:600] for text in STORIES.values()] * 20
    known = learned.examples().and_of_desk(junk, [])
    for name in ("first", "third", "fourth", "fifth_blind", "sixth"):
        assert [report["wrong"] for report in reports(name, "honest") if judged(report, known)] == []


def test_one_word_counts_only_so_far_however_often_it_was_junk():
    known = Learned.of(["crossing"] * 500, ["boat"] * 500)
    assert known.score("crossing") == known.weight("crossing") == learned.MOST
    assert known.score(" ".join("crossing" for _ in range(50))) <= 2 * learned.MOST
