"""The accuracy report counts what is there, and leaves out spam."""

from __future__ import annotations

from datetime import timedelta

import pytest

from corrections import answering
from corrections.accuracy import report, spoken
from tests.corrections.cases import LATER, make_ticket
from tests.factories import DAY, HOUR, make_publication, make_user

pytestmark = pytest.mark.django_db

AT = LATER + DAY


def test_reports_are_counted_by_what_became_of_them():
    editor = make_user(None)
    corrected, refused, asked, open_, spam, suspected = (make_ticket() for _ in range(6))
    make_ticket(suspicion="honeypot")
    answering.correct(ticket=corrected, by=editor, text="It is Thursday.", at=LATER + 2 * HOUR)
    answering.find_no_error(ticket=refused, by=editor, to_reader="It stands.", at=LATER + 4 * HOUR)
    answering.ask(ticket=asked, by=editor, question="Which page?", at=LATER + 6 * HOUR)
    answering.discard(ticket=spam, by=editor, at=LATER)
    answering.discard(ticket=suspected, by=editor, at=LATER)

    counted = report(at=AT)

    assert (counted.received, counted.answered, counted.upheld) == (4, 3, 1)
    assert counted.whole.to_first_answer.median == timedelta(hours=4)
    assert counted.whole.to_correction.median == timedelta(hours=2)
    assert counted.notices_by_kind == [("Correction", 1)]
    assert open_.is_open


def test_a_report_is_counted_in_the_month_in_which_it_came_in():
    ticket = make_ticket()
    months = report(at=AT).months
    assert len(months) == 12
    assert months[-1].begins <= ticket.received_at
    assert (months[-1].received, months[-2].received) == (1, 0)


def test_last_years_reports_are_no_longer_counted():
    make_ticket()
    assert report(at=LATER + 400 * DAY).received == 0


def test_the_page_shows_it_in_few_queries_even_when_there_is_nothing(client, django_assert_max_num_queries):
    make_publication()
    assert "no answer yet" in client.get("/corrections/accuracy/").content.decode()
    for _ in range(5):
        make_ticket()
    with django_assert_max_num_queries(7):
        client.get("/corrections/accuracy/")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=10), "1 minute"),
        (timedelta(minutes=45), "45 minutes"),
        (timedelta(minutes=90), "2 hours"),
        (timedelta(hours=30), "30 hours"),
        (timedelta(days=3), "3 days"),
        (None, ""),
    ],
)
def test_a_span_is_told_as_people_say_it(span, words):
    assert spoken(span) == words
