"""Resolving as corrected writes a notice, publishes the newest saved revision, and tells the reader once."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from corrections import answering
from corrections.models import Notice, Ticket, TicketEvent
from newsroom.base.models import Outgoing
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, make_ticket, save_text
from tests.factories import HOUR, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

TEXT = "An earlier version said the result is due on Friday. It is due on Thursday."
LATER_STILL = LATER + HOUR


def correct(ticket: Ticket, **fields):
    fields = {"by": make_user(None), "text": TEXT, "at": LATER_STILL, **fields}
    return answering.correct(ticket=ticket, **fields)


def test_the_saved_correction_goes_live_with_its_notice_and_closes_the_ticket():
    article = make_published()
    ticket = make_ticket(article)
    save_text(article, "<p>The result is due on Thursday.</p>")

    notice = correct(ticket)

    ticket.refresh_from_db()
    edition = article.visible_edition(LATER_STILL)
    assert (ticket.status, ticket.resolution, ticket.notice, ticket.closed_at) == ("closed", "corrected", notice, LATER_STILL)
    assert "Thursday" in edition.page["blocks"][0]["html"]
    assert (edition.updated_at, edition.notice_uid) == (LATER_STILL, notice.uid)
    assert notice.origin == "reader"


@pytest.mark.parametrize(
    ("kind", "resolution"),
    [
        ("correction", "corrected"),
        ("retraction", "corrected"),
        ("clarification", "clarified"),
        ("editors_note", "clarified"),
    ],
)
def test_the_notices_kind_decides_how_the_ticket_ends(kind, resolution):
    make_publication(needs_second_person=False)
    ticket = make_ticket()
    correct(ticket, kind=kind)
    ticket.refresh_from_db()
    assert ticket.resolution == resolution


@pytest.mark.parametrize("fields", [{"text": " "}, {"kind": "kill"}, {"severity": "huge"}, {"origin": "x"}])
def test_a_notice_that_cannot_be_written_leaves_everything_as_it_was(fields):
    article = make_published()
    ticket = make_ticket(article)
    save_text(article, "<p>The result is due on Thursday.</p>")
    with pytest.raises(Refused):
        correct(ticket, **fields)
    ticket.refresh_from_db()
    assert ticket.is_open
    assert article.editions.count() == 1
    assert not Notice.objects.exists()


def test_nothing_is_published_if_somebody_saved_since_the_editor_looked():
    article = make_published()
    ticket = make_ticket(article)
    looked_at = article.current_revision().number
    save_text(article, "<p>Half a sentence</p>")
    with pytest.raises(Refused, match="saved the story since"):
        correct(ticket, revision=looked_at)
    assert article.editions.count() == 1


def test_the_second_editor_to_correct_is_told_and_only_one_notice_stands():
    ticket = make_ticket()
    correct(ticket)
    with pytest.raises(Refused, match="closed already"):
        correct(ticket)
    assert Notice.objects.count() == 1


def test_the_reader_gets_the_outcome_once_with_the_notices_address():
    ticket = make_ticket()
    notice = correct(ticket, to_reader="Thank you, you were right.")
    mail = Outgoing.objects.get(key=f"ticket:{ticket.pk}:outcome:1")
    assert notice.get_absolute_url() in mail.text
    assert "you were right" in mail.text


def test_a_ticket_is_answered_with_a_notice_that_stands_already():
    article = make_published()
    notice = correct(make_ticket(article))
    ticket = make_ticket(article)
    answering.answer_with(ticket=ticket, by=make_user(None), notice=notice, at=LATER_STILL)
    ticket.refresh_from_db()
    assert (ticket.resolution, ticket.notice) == ("corrected", notice)
    with pytest.raises(Refused, match="of this story"):
        answering.answer_with(ticket=make_ticket(), by=make_user(None), notice=notice, at=LATER_STILL)


def test_readers_of_joined_reports_get_the_answer_too():
    article = make_published()
    first, second = make_ticket(article), make_ticket(article, email="second@example.org")
    answering.join(ticket=second, by=make_user(None), original=first, at=LATER)
    second.refresh_from_db()
    assert (second.resolution, second.duplicate_of) == ("duplicate", first)
    correct(first)
    to_second = Outgoing.objects.filter(to="second@example.org").order_by("pk").values_list("key", flat=True)
    assert list(to_second) == [
        f"ticket:{second.pk}:received",
        f"ticket:{second.pk}:outcome:1",
        f"ticket:{second.pk}:original:{first.pk}:1",
    ]


def test_a_report_is_joined_only_with_a_genuine_earlier_one_of_the_same_story():
    article, editor = make_published(), make_user(None)
    ticket, first, second, spam = (make_ticket(article) for _ in range(4))
    answering.join(ticket=second, by=editor, original=first, at=LATER)
    answering.discard(ticket=spam, by=editor, at=LATER)
    for original in (ticket, make_ticket(), second, spam):
        original.refresh_from_db()
        with pytest.raises(Refused):
            answering.join(ticket=ticket, by=editor, original=original, at=LATER)


def test_the_database_refuses_to_change_or_delete_an_event_or_a_notice():
    ticket = make_ticket()
    notice = correct(ticket)
    event = ticket.events.first()
    attempts = [
        lambda: TicketEvent.objects.filter(pk=event.pk).update(internal="changed"),
        lambda: TicketEvent.objects.filter(pk=event.pk).delete(),
        lambda: Notice.objects.filter(pk=notice.pk).update(text="Nothing was wrong."),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


def test_reports_joined_with_a_report_that_is_joined_itself_follow_it():
    article, editor = make_published(), make_user(None)
    first, second, third = (make_ticket(article) for _ in range(3))
    answering.join(ticket=third, by=editor, original=second, at=LATER)
    second.refresh_from_db()
    answering.join(ticket=second, by=editor, original=first, at=LATER)
    third.refresh_from_db()
    assert third.duplicate_of == first
