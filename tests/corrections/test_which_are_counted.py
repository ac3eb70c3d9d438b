"""Which reports, notices and answers the accuracy report counts: each question and its twin agree."""

import itertools

import pytest

from articles.models import Edition
from corrections import answering
from corrections.models import Notice, Ticket, TicketEvent
from tests.corrections.cases import LATER, make_ticket
from tests.factories import DAY, HOUR, NOON, make_published, make_user

pytestmark = pytest.mark.django_db

TIMES = [NOON - HOUR, NOON, NOON + HOUR, LATER, LATER + HOUR, LATER + 3 * DAY]


@pytest.fixture
def reports():
    editor = make_user(None)
    corrected, spam, asked, refused = (make_ticket() for _ in range(4))
    make_ticket(suspicion="honeypot")
    answering.correct(ticket=corrected, by=editor, text="It is Thursday.", at=LATER + HOUR)
    answering.discard(ticket=spam, by=editor, at=LATER)
    answering.ask(ticket=asked, by=editor, question="Which page?", at=LATER + 2 * HOUR)
    answering.find_no_error(ticket=refused, by=editor, to_reader="It stands.", at=LATER + HOUR)
    make_published(at=NOON - HOUR)


def spans():
    return [(one, other) for one, other in itertools.product(TIMES, repeat=2) if one < other]


def test_reports_that_count(reports):
    for (since, before), at in itertools.product(spans(), TIMES):
        counted = {ticket for ticket in Ticket.objects.all() if ticket.is_counted(since, before, at)}
        assert set(Ticket.objects.counted(since, before, at)) == counted
    assert Ticket.objects.counted(NOON, LATER + 9 * DAY, LATER + 9 * DAY).count() == 3


def test_notices_of_a_time(reports):
    for since, before in spans():
        told = {notice for notice in Notice.objects.all() if notice.was_told_between(since, before)}
        assert set(Notice.objects.told_between(since, before)) == told
    assert Notice.objects.told_between(LATER, LATER + 2 * HOUR).count() == 1


def test_answers(reports):
    answers = {event for event in TicketEvent.objects.all() if event.is_answer}
    assert set(TicketEvent.objects.answers()) == answers
    assert len(answers) == 3


def test_stories_of_a_time(reports):
    for since, before in [*spans(), (NOON, None)]:
        out = {edition for edition in Edition.objects.all() if edition.was_first_published(since, before)}
        assert set(Edition.objects.first_published(since, before)) == out
