"""Mails come from every program there is: whoever reads them must find the reader's words, and no loop may start."""

from __future__ import annotations

import time
from email.message import EmailMessage

import pytest

from corrections import access, answering, mailbox
from corrections.models import StrayMail
from tests.corrections.cases import LATER, make_ticket
from tests.corrections.letters import kept, mail, receive
from tests.factories import make_publication, make_user

pytestmark = pytest.mark.django_db
ASKED = "Which day?"


@pytest.fixture(autouse=True)
def newsroom(settings):
    settings.MAIL_REPLIES_TO = "corrections@ledger.example"
    make_publication(desk_email="desk@ledger.example")


def html(markup: str, plain: str | None = None) -> EmailMessage:
    message = mail(access.reply_address(make_ticket()))
    if plain is None:
        message.set_content(markup, subtype="html")
    else:
        message.set_content(plain)
        message.add_alternative(markup, subtype="html")
    return message


def words(message: EmailMessage) -> str:
    from corrections.models import TicketEvent

    assert receive(message).startswith("added")
    return TicketEvent.objects.get(verb="added").to_reader


@pytest.mark.parametrize(
    "markup",
    [
        '<div dir="ltr">It is Thursday.</div><br><div class="gmail_quote"><div class="gmail_attr">On Fri … wrote:<br></div>'
        '<blockquote class="gmail_quote">Which day?</blockquote></div>',
        '<html><body><p>It is Thursday.</p><blockquote type="cite"><div>Which day?</div></blockquote></body></html>',
        '<p>It is Thursday.</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Desk</div>'
        "<div>Which day?</div>",
        '<?xml version="1.0" encoding="utf-8"?><html><head><style>p {color: red}</style></head><body><p>It is Thursday.</p>'
        '<div class="moz-cite-prefix">Am 20.11.:</div><blockquote type="cite">Which day?</blockquote></body></html>',
        '<p>It is Thursday.</p><div class="yahoo_quoted">Which day?</div>',
    ],
)
def test_html_is_read_without_the_mail_it_answers(markup):
    assert words(html(markup)) == "It is Thursday."


def test_where_the_plain_part_is_empty_the_other_is_read():
    assert words(html("<p>It is Thursday.</p>", plain=" \n")) == "It is Thursday."


def test_what_readers_quote_of_the_story_stays():
    assert "on Friday" in words(html("<p>You write</p><blockquote>The count is on Friday.</blockquote><p>No.</p>"))


def test_a_wrapped_outlook_file_is_named():
    message = mail(access.reply_address(make_ticket()))
    message.add_attachment(b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    assert words(message).endswith("[Attached, not kept: winmail.dat, application/ms-tnef]")


@pytest.mark.parametrize("charset", ["utf-8", "us-ascii", "iso-8859-1", "nonsense", "utf-7", "idna"])
def test_a_charset_that_lies_loses_no_word(charset):
    to = access.reply_address(make_ticket())
    data = f"From: adalind@example.org\nTo: {to}\nContent-Type: text/plain; charset={charset}\n\nIt is Thursday, caf\u00e9.\n"
    assert mailbox.receive(data.encode(), at=LATER).startswith(("added", "kept apart"))
    assert not kept() or kept() == [data.encode()]


@pytest.mark.parametrize(
    "subject", ["Automatic reply: Your report", "Out of office", "Abwesenheitsnotiz: x", "Réponse automatique"]
)
def test_who_is_away_without_saying_so_in_a_header_takes_up_no_closed_report(subject):
    ticket = make_ticket()
    answering.find_no_error(ticket=ticket, by=make_user(), to_reader="We checked it.", at=LATER)
    message = mail(access.reply_address(ticket), "I am back on Monday.")
    message.replace_header("Subject", subject)
    assert receive(message).startswith("kept apart: It seems to say that somebody is away")
    ticket.refresh_from_db()
    assert (ticket.status, StrayMail.objects.get().ticket) == ("closed", ticket)


def test_a_bounce_of_our_mail_is_no_answer():
    bounce = mail(access.reply_address(make_ticket()), "undeliverable")
    bounce.replace_header("Content-Type", "multipart/report; report-type=delivery-status; boundary=x")
    assert receive(bounce).startswith("ignored")


def test_words_from_another_address_are_taken_and_marked_for_the_desk():
    ticket = make_ticket(email="reader@example.org")
    receive(mail(access.reply_address(ticket), From="somebody@example.net"))
    receive(mail(access.reply_address(ticket), "And it was cold.", From="Reader <Reader@example.org>"))
    other, own = ticket.events.filter(verb="added")
    assert ("another address" in other.internal, own.internal) == (True, "")
    assert "somebody@example.net" not in other.internal + other.to_reader


def test_a_reply_to_spam_takes_nothing_up():
    ticket = make_ticket()
    answering.discard(ticket=ticket, by=make_user(), at=LATER)
    assert receive(mail(access.reply_address(ticket))).startswith("added")
    ticket.refresh_from_db()
    assert (ticket.status, ticket.resolution) == ("closed", "spam")


@pytest.mark.parametrize(
    "text", ["<div>" * 200_000, "<p>word</p>" * 500_000, "> \n" * 2_000_000, "On 2020 a@b " * 400_000, "x" * 9_000_000]
)
def test_the_largest_mail_is_read_in_bounded_time(text):
    message = EmailMessage()
    message["From"], message["To"] = "adalind@example.org", access.reply_address(make_ticket())
    message.set_content("x", subtype="html" if text.startswith("<") else "plain")
    data = bytes(message).replace(b"\nx\n", b"\n" + text.encode() + b"\n")
    began = time.process_time()
    mailbox.receive(data, at=LATER)
    assert time.process_time() - began < 20


@pytest.mark.parametrize(
    "data",
    [
        "From: a@b.example\nTo: " + "(" * 1000 + "\n\nhello",
        "From: a@b.example\nContent-Type: text/plain" + "; a*0*=b" * 20_000 + "\n\nhello",
        "From: a@b.example\nTo: " + "a@b.example, " * 50_000 + "\n\nhello",
        "From: a@b.example\n" + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(9000)),
        "From: a@b.example\n" + "Content-Type: message/rfc822\n\n" * 5000 + "hello",
        "From: a@b.example\nContent-Type: text/plain; charset=punycode\n\n" + "a" * 300_000 + "-" + "a" * 300_000,
        "From: a@b.example\nContent-Type: text/html\n\n" + "<p id=divRplyFwdMsg>x</p>" * 15_000,
        "From: a@b.example\nContent-Type: text/plain\n\n" + "From:\n" * 60_000,
    ],
)
def test_a_mail_made_to_keep_us_busy_waits_for_a_person_like_any_other(data):
    began = time.process_time()
    assert mailbox.receive(data.encode(), at=LATER).startswith("kept apart")
    assert time.process_time() - began < 5
