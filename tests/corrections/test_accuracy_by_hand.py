"""The accuracy report against figures worked out by hand, for every way a report can go."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client

from corrections import answering, forwarding, own_report, workflow
from corrections.accuracy import report
from tests.corrections.cases import LATER, make_ticket
from tests.factories import DAY, HOUR, make_agency, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

AT = LATER + 10 * DAY
BODY = "<p>The ferry carried 14,200 people in its first month.</p>"


def counts(source):
    return (source.received, source.answered, source.upheld)


@pytest.fixture
def editor():
    make_publication()
    return make_user(None)


def test_a_report_taken_back_by_its_reader_counts_nowhere(editor):
    make_ticket()
    own_report.withdraw(ticket=make_ticket(), at=LATER + HOUR)
    assert counts(report(at=AT).whole) == (1, 0, 0)


def test_a_reopened_report_counts_as_it_is_today_and_keeps_its_first_answer(editor):
    """Refused after 2 hours, taken up again after 5, corrected after 9."""
    ticket = make_ticket()
    answering.find_no_error(ticket=ticket, by=editor, to_reader="It stands.", at=LATER + 2 * HOUR)
    answering.reopen(ticket=ticket, by=editor, reason="She was right.", at=LATER + 5 * HOUR)
    assert counts(report(at=AT).whole) == (1, 1, 0)
    answering.correct(ticket=ticket, by=editor, text="It is Thursday.", at=LATER + 9 * HOUR)
    whole = report(at=AT).whole
    assert counts(whole) == (1, 1, 1)
    assert (whole.to_first_answer.median, whole.to_correction.median) == (timedelta(hours=2), timedelta(hours=9))


def test_reports_of_a_group_count_each_for_itself(editor):
    """At 0, 1 and 2 hours on the same words; all corrected at 6: waits of 6, 5 and 4 hours."""
    story = make_published(body=BODY)
    first = make_ticket(story, passage="14,200 people", wrong="Too many.")
    for hours in (1, 2):
        make_ticket(
            story, passage="14,200 people", wrong=f"No, {hours}.", email=f"r{hours}@example.org", at=LATER + hours * HOUR
        )
    answering.correct(ticket=first, by=editor, text="It is 12,400.", at=LATER + 6 * HOUR)
    whole = report(at=AT).whole
    assert counts(whole) == (3, 3, 3) and whole.notices == 1
    assert (whole.to_correction.median, whole.to_correction.p90) == (timedelta(hours=5), timedelta(hours=6))


def test_the_wait_for_an_agency_is_part_of_the_time(editor):
    """Forwarded after 1 hour, which is no answer; corrected when the agency did, after 30."""
    story = make_published(agency=make_agency(corrections_contact="errors@wire.example"), body=BODY)
    ticket = make_ticket(story, passage="14,200 people")
    forwarding.forward(ticket=ticket, by=editor, text="Please check.", at=LATER + HOUR)
    assert counts(report(at=AT).sources[1]) == (1, 0, 0)
    notice = workflow.publish_change(
        article=story, by=editor, kind="correction", text="It is 12,400.", origin="agency", at=LATER + 30 * HOUR
    )
    answering.answer_with(ticket=ticket, by=editor, notice=notice, at=LATER + 31 * HOUR)
    agency = report(at=AT).sources[1]
    assert counts(agency) == (1, 1, 1)
    assert (agency.to_first_answer.median, agency.to_correction.median) == (timedelta(hours=31), timedelta(hours=30))


def test_a_notice_that_nobody_reported_counts_as_a_notice_alone(editor):
    workflow.publish_change(article=make_published(), by=editor, kind="correction", text="It is 90.", at=LATER)
    whole = report(at=AT).whole
    assert (counts(whole), whole.notices) == ((0, 0, 0), 1)


def test_a_report_that_came_after_its_notice_is_right_and_has_no_time_to_correction(editor):
    story = make_published()
    notice = workflow.publish_change(article=story, by=editor, kind="correction", text="It is 90.", at=LATER - HOUR / 2)
    answering.answer_with(ticket=make_ticket(story), by=editor, notice=notice, at=LATER + HOUR)
    whole = report(at=AT).whole
    assert counts(whole) == (1, 1, 1) and whole.to_correction.median is None


def test_what_was_thrown_away_as_spam_by_mistake_was_not_answered_by_that(editor):
    ticket = make_ticket()
    answering.discard(ticket=ticket, by=editor, at=LATER + HOUR)
    answering.reopen(ticket=ticket, by=editor, reason="A real one.", at=LATER + 2 * HOUR)
    assert counts(report(at=AT).whole) == (1, 0, 0)
    answering.find_no_error(ticket=ticket, by=editor, to_reader="It stands.", at=LATER + 4 * HOUR)
    assert report(at=AT).whole.to_first_answer.median == timedelta(hours=4)


def test_the_figures_can_be_taken_away(editor):
    answering.correct(ticket=make_ticket(), by=editor, text="It is Thursday.", at=LATER + 2 * HOUR)
    make_ticket(make_published(agency=make_agency(name="=SUM(A1)")))
    address = "/corrections/accuracy/?period=2020-Q4"
    data = Client().get(f"{address}&format=json").json()
    assert data["all"] == {
        "received": 2, "answered": 1, "upheld": 1, "notices": 1, "first_answer_median": 7200, "first_answer_p90": 7200,
        "correction_median": 7200, "correction_p90": 7200,
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(Client().get(f"{address}&format=csv").content.decode())))
    assert [row["by"] for row in rows] == ["all", "source", "source", "month", "month", "month"]
    assert (rows[0]["received"], rows[2]["name"], rows[2]["correction_p90"]) == ("2", "'=SUM(A1)", "")


def test_empty_months_before_the_first_report_are_told_in_a_line(editor):
    make_ticket()
    shown = report(at=AT)
    assert (len(shown.months), len(shown.told_months)) == (12, 1)
