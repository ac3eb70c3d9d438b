"""Readers add to their own report, take it back, and make its private link a new one."""

from __future__ import annotations

import pytest
from django.test import Client

from corrections import access, answering, own_report
from corrections.models import Ticket
from newsroom.base.models import Outgoing
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, make_ticket
from tests.factories import DAY, HOUR, make_published, make_user

pytestmark = pytest.mark.django_db

PAGE = "/corrections/tickets/"


def opened(ticket: Ticket) -> Client:
    client = Client()
    client.get(PAGE, {"t": access.token_of(ticket)})
    return client


def closed(ticket: Ticket) -> Ticket:
    answering.find_no_error(ticket=ticket, by=make_user(), to_reader="We checked it.", at=LATER + HOUR)
    ticket.refresh_from_db()
    return ticket


def test_added_words_are_a_step_that_reader_and_desk_see():
    ticket = make_ticket()
    client = opened(ticket)
    response = client.post(PAGE + "add/", {"more": "I have found the timetable."})
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert ticket.events.get(verb="added").to_reader == "I have found the timetable."
    assert "I have found the timetable." in client.get(PAGE).content.decode()
    ticket.refresh_from_db()
    assert ticket.status == Ticket.Status.NEW


def test_words_added_to_a_closed_report_take_it_up_again():
    ticket = closed(make_ticket())
    own_report.add(ticket=ticket, text="The union’s own page says Thursday.", at=LATER + DAY)
    ticket.refresh_from_db()
    assert (ticket.status, ticket.resolution, ticket.closed_at) == ("reopened", "", None)
    assert ticket.due_at > LATER + DAY
    assert ticket in Ticket.objects.queue()


def test_words_added_to_spam_reopen_nothing():
    ticket = make_ticket()
    answering.discard(ticket=ticket, by=make_user())
    own_report.add(ticket=ticket, text="But I meant it.")
    ticket.refresh_from_db()
    assert ticket.status == Ticket.Status.CLOSED


def test_nobody_adds_words_without_end():
    ticket = make_ticket()
    for number in range(own_report.MOST_WORDS):
        own_report.add(ticket=ticket, text=f"More {number}")
    with pytest.raises(Refused, match="write to us"):
        own_report.add(ticket=ticket, text="More")


@pytest.mark.parametrize("more", ["", "   ", "x" * 4001])
def test_refused_words_come_back_and_say_why(more):
    response = opened(make_ticket()).post(PAGE + "add/", {"more": more})
    assert response.status_code == 422
    assert more.strip() in response.content.decode()
    assert 'href="#id_more"' in response.content.decode()


def test_a_report_taken_back_is_closed_and_leads_no_others():
    article = make_published()
    first = make_ticket(article, passage="due on Friday")
    second = make_ticket(article, passage="due on Friday", at=LATER + HOUR)
    client = opened(first)
    assert "Take your report back?" in client.get(PAGE + "withdraw/").content.decode()
    assert client.post(PAGE + "withdraw/").status_code == 302
    for ticket in (first, second):
        ticket.refresh_from_db()
    assert (first.status, first.resolution) == ("closed", "withdrawn")
    assert second.grouped_with is None
    assert first not in Ticket.objects.queue()
    assert client.get(PAGE).content.decode().count("You took your report back") == 2


def test_a_question_that_waits_ends_with_the_report():
    ticket = make_ticket()
    answering.ask(ticket=ticket, by=make_user(), question="Which day?", at=LATER)
    own_report.withdraw(ticket=ticket, at=LATER + HOUR)
    ticket.refresh_from_db()
    assert ticket.clock_stopped_at is None


def test_a_closed_report_cannot_be_taken_back():
    response = opened(closed(make_ticket())).post(PAGE + "withdraw/")
    assert response.status_code == 422
    assert "closed already" in response.content.decode()


def test_a_new_link_makes_the_old_link_code_and_address_worthless(settings):
    settings.MAIL_REPLIES_TO = "corrections@ledger.example"
    ticket = make_ticket()
    old_link, old_code, old_address = access.token_of(ticket), access.code_of(ticket), access.reply_token(ticket)
    client = opened(ticket)
    assert client.post(PAGE + "link/").status_code == 302
    assert client.get(PAGE).status_code == 200  # this browser got the new one
    ticket.refresh_from_db()
    assert access.by_token(old_link) is None
    assert access.by_code(ticket.reference, old_code) is None
    assert access.by_reply_token(old_address) is None
    assert access.by_token(access.token_of(ticket)) == ticket
    assert ticket.events.filter(verb="revoked").exists()
    for mail in Outgoing.objects.all():
        assert old_link not in mail.text
        assert old_code not in mail.text
        assert old_address not in mail.reply_to
    assert Outgoing.objects.filter(key__contains=":link:").count() == 1


def test_new_links_do_not_fill_the_mailbox_of_whoever_was_named():
    ticket = make_ticket(email="somebody@else.example")
    for _ in range(6):
        client = opened(Ticket.objects.get())
        last = client.post(PAGE + "link/")
    assert last.status_code == 422
    assert "Ask for another in" in last.content.decode()
    assert Outgoing.objects.filter(key__startswith=f"ticket:{ticket.pk}:link:").count() == 3


@pytest.mark.parametrize("what", ["add", "withdraw", "erase", "link", "data", "answer"])
def test_nothing_of_it_works_without_the_private_link(what):
    make_ticket()
    method = Client().get if what == "data" else Client().post
    assert method(f"{PAGE}{what}/", {"more": "x", "answer": "x"}).status_code == 403


@pytest.mark.parametrize("what", ["withdraw", "erase", "link"])
def test_looking_changes_nothing(what):
    ticket = make_ticket()
    before = Ticket.objects.values().get()
    assert opened(ticket).get(f"{PAGE}{what}/").status_code == 200
    assert Ticket.objects.values().get() == before


@pytest.mark.parametrize("what", ["", "withdraw/", "erase/", "link/", "data/"])
def test_every_page_of_it_is_private(what):
    response = opened(make_ticket()).get(PAGE + what)
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
