"""Readers get what we hold of them, have it erased, and it goes by itself; the record stays whole without it."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command
from django.test import Client

from articles import publishing
from articles.models import Publication
from corrections import access, answering, own_report, privacy
from corrections.models import Ticket, TicketEvent
from newsroom.base.actors import ReaderActor
from newsroom.base.models import Entry, Outgoing
from newsroom.base.refusals import Refused
from newsroom.base.verification import Verification
from tests.corrections.cases import LATER, make_ticket
from tests.factories import DAY, HOUR, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

PAGE = "/corrections/tickets/"
PERSONAL = ("Adalind", "adalind@example.org", "aunt", "Berta", "logbook")


def full_ticket(article=None) -> Ticket:
    """A closed report with something personal in every place that has room for it."""
    ticket = make_ticket(
        article, name="Adalind Reader", email="adalind@example.org", wrong="My aunt says so.", right="Ask Berta.",
        passage="aunt Berta’s words", source_url="https://adalind.example/logbook",
    )  # fmt: skip
    answering.ask(ticket=ticket, by=make_user(), question="Which aunt, Adalind?", at=LATER)
    answering.answer(ticket=ticket, text="Aunt Berta.", at=LATER + HOUR)
    answering.note(ticket=ticket, by=make_user(), text="Adalind is known to us.", at=LATER + HOUR)
    answering.find_no_error(ticket=ticket, by=make_user(), to_reader="Dear Adalind, no.", at=LATER + HOUR)
    own_report.add(ticket=ticket, text="Berta has the logbook.", looks_again=False, at=LATER + HOUR)
    ticket.refresh_from_db()
    return ticket


def stored_words() -> str:
    """Everything about tickets that the database holds."""
    tables = (Ticket, TicketEvent, Outgoing, Entry)
    return json.dumps([list(table.objects.values()) for table in tables], default=str, ensure_ascii=False)


def opened(ticket: Ticket) -> Client:
    client = Client()
    client.get(PAGE, {"t": access.token_of(ticket)})
    return client


def test_readers_get_all_that_we_hold_of_them_and_nothing_of_the_desk():
    response = opened(full_ticket()).get(PAGE + "data/")
    assert response["Content-Disposition"].startswith("attachment;")
    held = json.loads(response.content)
    assert (held["name"], held["email"], held["right"]) == ("Adalind Reader", "adalind@example.org", "Ask Berta.")
    said = [step["words"] for step in held["steps"]]
    assert {"Which aunt, Adalind?", "Aunt Berta.", "Dear Adalind, no.", "Berta has the logbook."} <= set(said)
    assert len(held["mails"]) == 3
    assert "known to us" not in response.content.decode()


def test_the_file_does_not_repeat_a_story_that_is_gone():
    article = make_published()
    ticket = make_ticket(article, passage="The result is due on Friday")
    client = opened(ticket)
    publishing.kill(article=article, by=make_user(None), reason="Legal")
    assert "due on Friday" not in client.get(PAGE + "data/").content.decode()


def test_erasing_leaves_no_personal_word_anywhere_and_the_record_whole():
    ticket = full_ticket()
    assert all(word in stored_words() for word in PERSONAL)
    privacy.erase(ticket=ticket, by=ReaderActor(), at=LATER + DAY)
    left = stored_words()
    assert [word for word in PERSONAL if word.casefold() in left.casefold()] == []
    assert list(Verification().faults()) == []
    ticket.refresh_from_db()
    assert (ticket.resolution, ticket.record_key, ticket.erased_at) == ("no_error", "", LATER + DAY)


def test_a_reader_erases_by_hand_and_the_link_opens_nothing_any_more():
    ticket = full_ticket()
    client, link = opened(ticket), access.token_of(ticket)
    page = client.post(PAGE + "erase/").content.decode()
    assert "It is erased" in page
    assert "Open the report" in client.get(PAGE).content.decode()
    assert access.by_token(link) is None


def test_erasing_an_open_report_takes_it_back():
    ticket = make_ticket()
    assert opened(ticket).post(PAGE + "erase/").status_code == 200
    ticket.refresh_from_db()
    assert (ticket.resolution, ticket.wrong, ticket.contact_email) == ("withdrawn", "", "")
    assert list(Verification().faults()) == []


def test_the_desk_does_not_erase_what_it_still_has_to_decide():
    with pytest.raises(Refused, match="Close the report first"):
        privacy.erase(ticket=make_ticket(), by=make_user())


def test_nothing_is_added_to_what_is_erased():
    ticket = full_ticket()
    privacy.erase(ticket=ticket, by=ReaderActor())
    with pytest.raises(Refused, match="erased"):
        own_report.add(ticket=ticket, text="More")
    with pytest.raises(Refused, match="erased"):
        own_report.renew(ticket=ticket, by=make_user())


def test_personal_data_goes_by_itself_after_the_days_that_the_publication_sets():
    make_publication(personal_data_days=30)
    ticket, still_open = full_ticket(), make_ticket()
    closed_at = ticket.closed_at
    assert sum(privacy.erase_due(closed_at + 30 * DAY - HOUR)) == 0
    assert sum(privacy.erase_due(closed_at + 30 * DAY)) == 1
    assert sum(privacy.erase_due(closed_at + 31 * DAY)) == 0
    ticket.refresh_from_db()
    still_open.refresh_from_db()
    assert (ticket.wrong, still_open.wrong) == ("", "The result is due on Thursday.")
    assert list(Verification().faults()) == []
    assert ticket.events.get(verb="erased").actor_name  # by the record, for no person did it


def test_the_worker_does_it(capsys):
    make_publication(personal_data_days=1)
    full_ticket()
    call_command("desk", "--once")
    assert Ticket.objects.get().erased_at is not None
    assert "readers’ personal data erased: 1" in capsys.readouterr().out


def test_the_page_says_when_the_data_goes():
    Publication.objects.all().delete()
    make_publication(personal_data_days=90)
    assert "90 days after the report is closed" in opened(make_ticket()).get(PAGE).content.decode()
