"""A reader's page promises an answer only while it is our turn, and says so where we are late."""

from __future__ import annotations

import pytest
from django.utils import timezone

from corrections import answering, own_report
from corrections.models import Ticket
from tests.corrections.cases import make_ticket
from tests.corrections.test_ticket_page import page_of
from tests.factories import DAY, make_published, make_user

pytestmark = pytest.mark.django_db


def test_it_says_by_when_we_aim_to_answer():
    assert "We aim to answer by" in page_of(make_ticket(at=timezone.now()))


def test_it_says_that_we_are_late():
    page = page_of(make_ticket(at=timezone.now() - 9 * DAY))
    assert "and are late" in page
    assert "We aim to answer" not in page


@pytest.mark.parametrize("status", Ticket.WAITING_STATES)
def test_it_promises_nothing_while_it_waits_for_somebody_else(status):
    ticket = make_ticket(at=timezone.now())
    Ticket.objects.filter(pk=ticket.pk).update(status=status, forwarded_at=timezone.now())
    page = page_of(ticket)
    assert "answer by" not in page
    assert "are late" not in page


def test_a_report_that_was_taken_back_can_be_sent_after_all():
    ticket = make_ticket()
    own_report.withdraw(ticket=ticket)
    page = page_of(ticket)
    assert "If you have thought again" in page
    assert "think that we are wrong" not in page


def test_a_corrected_report_leads_to_the_notice_and_to_the_passage_as_it_reads_now():
    ticket = make_ticket(make_published())
    answering.correct(ticket=ticket, by=make_user(None), text="It is due on Thursday.", at=timezone.now())
    notice = Ticket.objects.get().notice
    page = page_of(ticket)
    assert f'href="{notice.get_absolute_url()}"' in page
    assert f'href="{notice.get_absolute_url()}passage/"' in page
