"""A mail that belongs to no report is settled by a person, once: filed, added to a report, or left to rest."""

from __future__ import annotations

import pytest

from corrections import answering, privacy, stray
from corrections.intake import Report
from corrections.models import StrayMail, Ticket
from newsroom.base.actors import ReaderActor
from newsroom.base.models import Outgoing
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, make_ticket
from tests.corrections.letters import stray_mail
from tests.factories import make_publication, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def newsroom(settings):
    settings.MAIL_REPLIES_TO = "corrections@ledger.example"
    make_publication(desk_email="desk@ledger.example")


def settled(mail: StrayMail) -> tuple:
    mail.refresh_from_db()
    return mail.settled_as, mail.settled_by, mail.ticket


def test_a_filed_mail_becomes_a_report_and_is_settled_with_it():
    mail, editor = stray_mail(), make_user()
    ticket = stray.file(mail=mail, by=editor, article=make_published(), report=Report(mail.words, email=mail.sender))
    assert settled(mail) == ("filed", editor, ticket)
    assert (ticket.channel, ticket.wrong) == ("mail", "Your front page has the wrong date.")
    assert Outgoing.objects.get(to="adalind@example.org").subject.startswith("We have your report")


def test_a_report_that_is_refused_leaves_the_mail_waiting():
    mail = stray_mail()
    with pytest.raises(Refused):
        stray.file(mail=mail, by=make_user(), article=make_published(), report=Report(""))
    assert settled(mail)[0] == ""


def test_an_added_mail_is_the_readers_words_on_the_report():
    mail, ticket, editor = stray_mail("The pier is in Merrion. " * 300), make_ticket(), make_user()
    stray.add(mail=mail, ticket=ticket, words=mail.words, by=editor)
    words = [event for event in ticket.events.all() if event.verb == "added"]
    assert "".join(event.to_reader for event in words).count("Merrion") == 300
    assert {event.by for event in words} == {editor}
    assert settled(mail) == ("added", editor, ticket)


def test_an_added_mail_answers_the_question_that_is_open():
    mail, ticket = stray_mail(), make_ticket()
    answering.ask(ticket=ticket, by=make_user(), question="Which day?", at=LATER)
    stray.add(mail=mail, ticket=ticket, words="Thursday.", by=make_user())
    ticket.refresh_from_db()
    assert ticket.status == Ticket.Status.ANSWERED


def test_nothing_is_added_to_an_erased_report():
    mail, ticket = stray_mail(), make_ticket()
    privacy.erase(ticket=ticket, by=ReaderActor())
    with pytest.raises(Refused, match="erased"):
        stray.add(mail=mail, ticket=ticket, words="x", by=make_user())
    assert settled(mail)[0] == ""


def test_of_two_editors_who_settle_a_mail_the_second_is_told():
    mail, ticket = stray_mail(), make_ticket()
    stray.add(mail=mail, ticket=ticket, words="x", by=make_user())
    acts = [
        lambda: stray.dismiss(mail=mail, by=make_user()),
        lambda: stray.add(mail=mail, ticket=ticket, words="x", by=make_user()),
        lambda: stray.file(mail=mail, by=make_user(), article=make_published(), report=Report("x")),
    ]
    for act in acts:
        with pytest.raises(Refused, match=r"settled already by .*added to a report"):
            act()
    assert Ticket.objects.count() == 1


def test_a_dismissed_mail_may_still_be_filed():
    mail, editor = stray_mail(), make_user()
    stray.dismiss(mail=mail, by=editor)
    assert settled(mail) == ("dismissed", editor, None)
    with pytest.raises(Refused):
        stray.dismiss(mail=mail, by=editor)
    assert stray.file(mail=mail, by=editor, article=make_published(), report=Report("x")).pk == settled(mail)[2].pk


def test_the_number_of_a_report_in_a_mail_says_what_it_seems_to_be_about():
    ticket = make_ticket()
    assert stray_mail(f"I wrote you as {ticket} and heard nothing.").ticket == ticket
    assert stray_mail("I wrote you as HL-AAAA-AAAA and heard nothing.").ticket is None


def test_with_a_reports_personal_data_its_mails_go():
    ticket = make_ticket()
    mine, other = stray_mail(f"About {ticket}."), stray_mail("Something else.")
    privacy.erase(ticket=ticket, by=ReaderActor())
    assert list(StrayMail.objects.all()) == [other]
    assert not Outgoing.objects.filter(key__endswith=mine.hash).exists()


def test_a_reader_gets_back_the_mails_that_became_part_of_the_report():
    ticket = make_ticket(email="adalind@example.org")
    mail, _waiting = stray_mail("It is Thursday."), stray_mail(f"About {ticket}.")
    stray.add(mail=mail, ticket=ticket, words=mail.words, by=make_user())
    assert [letter["words"] for letter in privacy.held_on(ticket)["letters"]] == ["It is Thursday."]
