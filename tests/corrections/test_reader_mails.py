"""What readers are told by mail reads well, bears nothing that could be misused, and comes once for each step."""

from __future__ import annotations

import pytest
from django.core import mail as sent
from django.test import Client

from corrections import access, answering, mails, own_report, workflow
from corrections.models import Ticket
from newsroom.base import outbox
from newsroom.base.actors import FeedActor
from newsroom.base.models import Outgoing
from tests.corrections.cases import LATER, make_ticket
from tests.factories import HOUR, make_publication, make_user

pytestmark = pytest.mark.django_db
LONG = "We looked into it with the harbor office, and the count was indeed on Friday, as the story says. " * 5


@pytest.fixture(autouse=True)
def newsroom(settings):
    settings.MAIL_REPLIES_TO = "corrections@ledger.example"
    make_publication(
        name="The Harbor Ledger", street_address="4 Quay Street, Merrion", corrections_email="hello@ledger.example"
    )


def letter(what: str) -> str:
    return Outgoing.objects.get(key__contains=f":{what}").text


def test_every_letter_is_signed_and_fits_a_narrow_window():
    ticket = make_ticket()
    answering.ask(ticket=ticket, by=make_user(), question=LONG, at=LATER)
    answering.answer(ticket=ticket, text="x", at=LATER)
    answering.find_no_error(ticket=ticket, by=make_user(), to_reader=f"{LONG}\n\nBest wishes\nAda", at=LATER)
    own_report.renew(ticket=ticket, by=make_user(), at=LATER)
    letters = list(Outgoing.objects.values_list("text", flat=True))
    assert len(letters) == 4
    for text in letters:
        assert text.endswith("\n\n-- \nThe Harbor Ledger\n4 Quay Street, Merrion\nhello@ledger.example\n")
        assert max(len(line) for line in text.splitlines() if "://" not in line) <= 72
        assert "\n\n\n" not in text
        assert "&#" not in text


def test_the_desks_own_paragraphs_stay():
    answering.find_no_error(ticket=make_ticket(), by=make_user(), to_reader="First.\n\nSecond:\n- one\n- two", at=LATER)
    assert "\n\nFirst.\n\nSecond:\n- one\n- two\n\n" in letter("outcome")


@pytest.mark.parametrize("resolution", [one for one in Ticket.Resolution.values if one != "spam"])
def test_each_outcome_has_words_of_its_own(resolution):
    assert mails.OUTCOMES[Ticket.Resolution(resolution)].endswith(".")
    assert len(set(mails.OUTCOMES.values())) == len(mails.OUTCOMES)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("correction", "You were right, and we have corrected the story."),
        ("retraction", "You were right, and we have retracted the story."),
        ("editors_note", "We have put an editor’s note on the story."),
        ("update", "We have brought the story up to date, and said so in a notice on it."),
    ],
)
def test_the_outcome_is_told_in_the_words_of_its_notice_by_mail_and_on_the_page(kind, words):
    ticket = make_ticket()
    notice = workflow.publish_change(article=ticket.article, by=FeedActor("northline"), kind=kind, text="So it is.", at=LATER)
    answering.answer_with(ticket=ticket, by=make_user(), notice=notice, at=LATER)
    assert f"\n\n{words}\n" in letter("outcome")
    page = Client().get(f"/corrections/tickets/?t={access.token_of(ticket)}", follow=True).text
    assert page.count(words) == 2  # on top, and at the step


def test_spam_is_not_answered():
    answering.discard(ticket=make_ticket(), by=make_user(), at=LATER)
    assert not Outgoing.objects.filter(key__contains="outcome").exists()


def test_no_word_of_a_reader_becomes_a_header():
    make_ticket(name="Ada\r\nBcc: all@example.org", wrong="x\r\nBcc: all@example.org")
    outbox.send_due(at=LATER + HOUR)
    (message,) = sent.outbox
    assert message.recipients() == ["reader@example.org"]
    assert message.message()["Auto-Submitted"] == "auto-generated"
    assert message.reply_to == [access.reply_address(Ticket.objects.get())]
    assert "Bcc" not in message.message().as_string()


def test_a_mail_to_no_address_is_not_promised():
    make_ticket(email="")
    assert not Outgoing.objects.exists()
