"""An agency's error is forwarded to the agency; our clock waits, the agency's runs, and its correction closes the report."""

from __future__ import annotations

import pytest

from articles import publishing
from corrections import accuracy, answering, forwarding, workflow
from corrections.models import Ticket
from newsroom.base.actors import FeedActor
from newsroom.base.models import Outgoing
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, desk_client, make_ticket, save_text, screen_address, verb_address
from tests.factories import DAY, HOUR, make_agency, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

FEED = FeedActor("northline")
CONTACT = "errors@northline.example"


def wire_ticket(**fields) -> Ticket:
    make_publication()
    agency = make_agency(corrections_contact=fields.pop("contact", CONTACT))
    article = make_published(agency=agency, body="<p>It carried 14,200 people.</p>")
    return make_ticket(article, **{"passage": "14,200 people", "wrong": "It was 12,400, says Ada.", **fields})


def forwarded(ticket: Ticket, **fields) -> Ticket:
    defaults = {"by": make_user(None), "text": "Please check the figure.", "at": LATER + HOUR}
    forwarding.forward(ticket=ticket, **{**defaults, **fields})
    ticket.refresh_from_db()
    return ticket


def corrected_by_agency(ticket: Ticket, body: str = "<p>It carried 12,400 people.</p>", at=LATER + DAY):
    save_text(ticket.article, body, at)
    forwarding.lock_awaiting(ticket.article_id)
    notice = workflow.publish_change(
        article=ticket.article, by=FEED, kind="correction", text="Northline has corrected this.", origin="agency", at=at
    )
    forwarding.arrived(article=ticket.article, by=FEED, at=at, notice=notice)
    ticket.refresh_from_db()
    return notice


def test_the_agency_gets_one_mail_with_passage_address_and_nothing_of_the_reader():
    ticket = forwarded(wire_ticket())
    mail = Outgoing.objects.get(to=CONTACT)
    assert "“14,200 people”" in mail.text
    assert ticket.article.visible_edition().path in mail.text
    assert ticket.reference in mail.subject
    assert "Please check the figure." in mail.text
    assert mail.reply_to == "desk@ledger.example"
    for private in ("reader@example.org", "Ada", "?t="):
        assert private not in mail.text
    with pytest.raises(Refused, match="told already"):
        forwarded(ticket)


def test_our_clock_stands_still_while_the_agencys_runs():
    ticket = forwarded(wire_ticket())
    assert (ticket.status, ticket.answers_for_it, ticket.clock_stopped_at) == ("awaiting_agency", "agency", LATER + HOUR)
    late = ticket.agency_due_at + HOUR
    assert not ticket.is_overdue(late)
    assert ticket.is_agency_overdue(late)
    assert list(Ticket.objects.agency_overdue(late)) == [ticket]
    assert not Ticket.objects.agency_overdue(ticket.agency_due_at - HOUR).exists()
    assert not Ticket.objects.overdue(late).exists()


def test_a_ticket_that_is_taken_back_has_the_time_it_had_left():
    ticket = wire_ticket()
    due = ticket.due_at
    forwarded(ticket)
    forwarding.take_back(ticket=ticket, by=make_user(None), at=LATER + 5 * HOUR)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.due_at - due, ticket.clock_stopped_at) == ("taken", 4 * HOUR, None)


@pytest.mark.parametrize(("contact", "why"), [("https://northline.example/errors", "takes corrections at"), ("", "has no")])
def test_an_agency_without_an_address_is_told_by_hand(contact, why):
    ticket = wire_ticket(contact=contact)
    with pytest.raises(Refused, match=why):
        forwarded(ticket)
    assert forwarded(ticket, by_hand=True).status == "awaiting_agency"
    assert not Outgoing.objects.filter(key__contains="forwarded").exists()


def test_our_own_story_is_not_forwarded():
    with pytest.raises(Refused, match="our own story"):
        forwarded(make_ticket())


def test_the_agencys_correction_gives_the_ticket_back_and_is_offered_for_closing():
    ticket = forwarded(wire_ticket())
    due = ticket.due_at
    notice = corrected_by_agency(ticket)
    assert (ticket.status, ticket.due_at - due) == ("taken", DAY - HOUR)
    assert forwarding.offers([ticket]) == {ticket.pk: notice}

    client = desk_client("Standards editor")
    assert "The agency has corrected this." in client.get(screen_address(ticket)).content.decode()
    row = client.get("/admin/corrections/ticket/").content.decode()
    assert verb_address(ticket, "agency_corrected") in row
    assert client.post(verb_address(ticket, "agency_corrected"), {}).status_code == 302
    ticket.refresh_from_db()
    assert (ticket.resolution, ticket.notice, notice.origin) == ("corrected", notice, "agency")
    assert Outgoing.objects.filter(key=f"ticket:{ticket.pk}:outcome:1", text__contains=notice.get_absolute_url()).exists()


def test_a_correction_of_something_else_leaves_the_ticket_waiting():
    ticket = forwarded(wire_ticket())
    corrected_by_agency(ticket, "<p>It carried 14,200 people by night.</p>")
    assert ticket.status == "awaiting_agency"
    assert forwarding.offers([ticket]) == {}
    with pytest.raises(Refused, match="No correction"):
        answering.close_with_agencys(ticket=ticket, by=make_user(None))


def test_a_change_without_a_word_gives_the_ticket_back_too():
    ticket = forwarded(wire_ticket())
    save_text(ticket.article, "<p>It carried 12,400 people.</p>", LATER + DAY)
    publishing.publish(article=ticket.article, by=FEED, change="minor", no_notice_reason="A test.", at=LATER + DAY)
    forwarding.arrived(article=ticket.article, by=FEED, at=LATER + DAY)
    ticket.refresh_from_db()
    assert ticket.status == "taken"
    assert "told of no correction" in ticket.events.last().internal


def test_a_reader_who_is_asked_meanwhile_does_not_stop_the_clock_twice():
    ticket, editor = wire_ticket(), make_user(None)
    due = ticket.due_at
    answering.ask(ticket=ticket, by=editor, question="Which page?", at=LATER)
    forwarded(ticket, at=LATER + 2 * HOUR)
    forwarding.take_back(ticket=ticket, by=editor, at=LATER + 5 * HOUR)
    ticket.refresh_from_db()
    assert ticket.due_at - due == 5 * HOUR


def test_who_answers_for_the_error_is_kept_without_naming_anyone():
    ticket = wire_ticket()
    client = desk_client("Editor")
    assert client.post(verb_address(ticket, "attribute"), {"answers_for_it": "source"}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.answers_for_it == "source"
    assert client.post(verb_address(ticket, "attribute"), {"answers_for_it": "Jo"}).status_code == 422


def test_each_who_reported_it_is_told_once_that_the_agency_was_asked():
    ticket = wire_ticket()
    make_ticket(ticket.article, passage="14,200 people", email="second@example.org")
    forwarded(ticket, by_hand=True)
    told = Outgoing.objects.filter(subject__contains="asked the agency")
    assert sorted(told.values_list("to", flat=True)) == ["reader@example.org", "second@example.org"]
    for mail in told:
        assert "Northline" not in mail.text
        assert ticket.article.headline not in mail.text
    assert {one.events.last().verb for one in Ticket.objects.all()} == {"forwarded"}


@pytest.mark.parametrize("text", ["Ada  Reader says so.", "Ask READER@example.org."])
def test_who_told_us_is_not_passed_on(text):
    with pytest.raises(Refused, match="Leave out who told us"):
        forwarded(wire_ticket(), text=text)


def test_being_told_that_the_agency_was_asked_is_no_answer_yet():
    forwarded(wire_ticket())
    assert accuracy.report(at=LATER + DAY).answered == 0
