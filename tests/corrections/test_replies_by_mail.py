"""A reader's mail reaches the report by the address it was sent to; and is its reader's words there."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from corrections import access, answering, mailbox
from corrections.models import Ticket
from newsroom.base.models import Outgoing
from tests.corrections.cases import LATER, make_ticket
from tests.corrections.letters import kept, mail, receive
from tests.factories import make_publication, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def newsroom(settings):
    settings.MAIL_REPLIES_TO = "corrections@ledger.example"
    make_publication(desk_email="desk@ledger.example")


def asked() -> Ticket:
    ticket = make_ticket()
    answering.ask(ticket=ticket, by=make_user(), question="Which day?", at=LATER)
    ticket.refresh_from_db()
    return ticket


def test_our_mail_bears_the_reports_own_address():
    ticket = asked()
    question = Outgoing.objects.get(key__contains="question")
    assert question.reply_to == access.reply_address(ticket)
    assert "replying to this mail" in question.text


def test_without_a_mailbox_for_it_the_mail_bears_the_corrections_address(settings):
    settings.MAIL_REPLIES_TO = ""
    asked()
    question = Outgoing.objects.get(key__contains="question")
    assert question.reply_to == "desk@ledger.example"
    assert "replying" not in question.text


def test_a_reply_answers_the_question():
    ticket = asked()
    assert receive(mail(access.reply_address(ticket), "Thursday.\n\n> Which day?")) == f"answered {ticket}"
    ticket.refresh_from_db()
    assert ticket.status == Ticket.Status.ANSWERED
    assert ticket.events.get(verb="answered").to_reader == "Thursday."


def test_without_a_question_it_is_added():
    ticket = make_ticket()
    assert receive(mail(access.reply_address(ticket).upper())) == f"added to {ticket}"
    assert ticket.events.get(verb="added").to_reader == "It is Thursday."


@pytest.mark.parametrize("where", ["Cc", "Delivered_To", "X_Original_To"])
def test_the_address_may_stand_elsewhere(where):
    ticket = make_ticket()
    assert receive(mail("desk@ledger.example", **{where: access.reply_address(ticket)})).startswith("added")


def test_the_servers_word_on_the_recipient_is_taken():
    ticket = make_ticket()
    assert receive(mail("undisclosed@ledger.example"), recipient=access.reply_address(ticket)).startswith("added")


@pytest.mark.parametrize(("text", "status"), [("It still says Friday.", "reopened"), ("Thank you so much!", "closed")])
def test_a_reply_to_the_outcome_takes_it_up_again_unless_it_only_thanks(text, status):
    ticket = make_ticket()
    answering.find_no_error(ticket=ticket, by=make_user(), to_reader="We checked it.", at=LATER)
    receive(mail(access.reply_address(ticket), text))
    ticket.refresh_from_db()
    assert ticket.status == status
    assert ticket.events.get(verb="added").to_reader == text


def test_the_same_mail_brought_twice_is_one():
    ticket = make_ticket()
    message = mail(access.reply_address(ticket))
    assert receive(message).startswith("added")
    assert receive(message).startswith("ignored")
    assert ticket.events.filter(verb="added").count() == 1


def test_what_is_attached_is_named_and_not_kept():
    ticket = make_ticket()
    message = mail(access.reply_address(ticket))
    message.add_attachment(b"\xff\xd8" * 900, maintype="image", subtype="jpeg", filename="pier.jpg")
    receive(message)
    assert ticket.events.get(verb="added").to_reader.endswith("[Attached, not kept: pier.jpg, image/jpeg]")


def test_a_mail_of_html_alone_is_read():
    ticket = make_ticket()
    message = mail(access.reply_address(ticket))
    message.set_content("<p>It is <b>Thursday</b>.</p><script>alert(1)</script>", subtype="html")
    receive(message)
    assert ticket.events.get(verb="added").to_reader == "It is Thursday."


def test_a_long_mail_is_kept_whole_in_pieces():
    ticket = make_ticket()
    words = "word " * 1500
    receive(mail(access.reply_address(ticket), words))
    stored = "".join(event.to_reader for event in ticket.events.filter(verb="added"))
    assert stored.replace(" ", "") == words.replace(" ", "")


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "yes"}, {"Return_Path": "<>"},
        {"From": "MAILER-DAEMON@example.org"}, {"From": "corrections@ledger.example"}, {"From": "newsroom@localhost"},
    ],
)  # fmt: skip
def test_machines_are_not_listened_to(headers):
    ticket = make_ticket()
    assert receive(mail(access.reply_address(ticket), **headers)).startswith("ignored")
    assert not ticket.events.filter(verb="added").exists()
    assert kept() == []


def piped(monkeypatch, data: bytes) -> tuple[str, int]:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    try:
        call_command("receive_mail", stdout=out, stderr=out)
    except SystemExit as end:
        return out.getvalue(), int(end.code)
    return out.getvalue(), 0


def test_the_command_reads_one_mail_and_speaks_the_mail_servers_language(monkeypatch):
    ticket = make_ticket()
    assert piped(monkeypatch, bytes(mail(access.reply_address(ticket)))) == (f"added to {ticket}\n", 0)
    assert piped(monkeypatch, b"x" * (mailbox.LARGEST + 1))[1] == 65
