"""Which rows a list takes, and what one row says of itself, are the same answer."""

from __future__ import annotations

from datetime import date

import pytest

from corrections import answering, workflow
from corrections.models import Notice, StrayMail, Ticket
from newsroom.base.models import Outgoing
from tests.corrections.cases import LATER, make_ticket
from tests.factories import DAY, HOUR, NOON, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db


def test_reports_that_are_closed_genuine_and_for_everybody():
    article, by = make_published(), make_user("Standards editor")
    tickets = [make_ticket(article, wrong=f"Figure {number}.") for number in range(2)]
    tickets += [make_ticket(article, suspicion="Many links."), make_ticket(article, category="legal")]
    answering.discard(ticket=tickets[0], by=by, at=LATER)
    answering.find_no_error(ticket=tickets[1], by=by, to_reader="It stands.", at=LATER)
    assert len(Ticket.objects.closed()) == 2
    assert len(Ticket.objects.genuine()) == 2
    for ticket in Ticket.objects.all():
        assert (ticket in Ticket.objects.closed()) is not ticket.is_open
        assert (ticket in Ticket.objects.genuine()) is ticket.is_genuine
        assert (ticket in Ticket.objects.unrestricted()) is not ticket.is_restricted


def test_notices_that_readers_had_by_a_time():
    article = make_published()
    notice = workflow.publish_change(article=article, by=make_user(None), kind="editors_note", text="A note.", at=LATER)
    for at in (LATER - HOUR, LATER, LATER + HOUR):
        assert (notice in Notice.objects.told(at)) is notice.is_told(at)


def test_notices_of_some_days_by_the_publications_calendar():
    make_publication(time_zone="America/New_York")
    article, day = make_published(), NOON.date()
    notice = workflow.publish_change(article=article, by=make_user(None), kind="editors_note", text="A note.", at=LATER)
    assert list(Notice.objects.dated(day, day)) == [notice]
    assert list(Notice.objects.dated(None, None)) == [notice]
    assert not Notice.objects.dated(day + DAY, None)
    assert not Notice.objects.dated(None, date(2000, 1, 1))


def test_mails_to_the_desk_that_are_settled():
    user = make_user(None)
    for number, how in enumerate(("", "dismissed")):
        settled = {"settled_as": how, "settled_by": user, "settled_at": LATER} if how else {}
        StrayMail.objects.create(hash=str(number), data=b"x", why="x", received_at=NOON, **settled)
    assert len(StrayMail.objects.settled()) == 1
    for mail in StrayMail.objects.all():
        assert (mail in StrayMail.objects.settled()) is mail.is_settled
        assert (mail in StrayMail.objects.waiting()) is not mail.is_settled


def test_mails_that_have_not_gone_out():
    cases = [{}, {"attempts": 3}, {"attempts": 24, "gave_up_at": LATER}, {"attempts": 1, "sent_at": LATER}, {"sent_at": LATER}]
    for number, case in enumerate(cases):
        Outgoing.objects.create(key=str(number), to="a@example.org", created_at=NOON, due_at=NOON, **case)
    assert (len(Outgoing.objects.unsent()), len(Outgoing.objects.tried())) == (3, 2)
    for mail in Outgoing.objects.all():
        assert (mail in Outgoing.objects.unsent()) is mail.is_unsent
        assert (mail in Outgoing.objects.tried()) is mail.was_tried
