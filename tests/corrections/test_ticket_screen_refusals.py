"""Who was not the first loses no word, and may go on from what the ticket has become."""

from __future__ import annotations

import re

import pytest

from corrections import answering
from corrections.models import Ticket
from newsroom.base.models import Outgoing
from tests.corrections.cases import desk_client, make_ticket, screen_address, verb_address
from tests.factories import make_agency, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

ANSWER = "We rang the union: it is Friday."


def test_words_for_a_report_that_was_closed_meanwhile_are_kept_to_copy():
    ticket, client = make_ticket(), desk_client("Standards editor")
    answering.find_no_error(ticket=ticket, by=make_user(None), to_reader="It stands.")
    page = client.post(verb_address(ticket, "no_error"), {"to_reader": ANSWER}).content.decode()
    assert "This report is closed already" in page
    assert re.search(rf"<textarea[^>]*readonly[^>]*>{ANSWER}</textarea>", page)
    assert Outgoing.objects.filter(key__contains=":outcome:").count() == 1


def test_a_form_that_was_refused_can_be_sent_again_from_the_new_screen():
    ticket, client = make_ticket(), desk_client("Standards editor")
    seen = ticket.events.last().pk
    answering.ask(ticket=ticket, by=make_user(None), question="Which page?")
    page = client.post(verb_address(ticket, "no_error"), {"to_reader": ANSWER, "seen": seen}).content.decode()
    assert "moved on since you opened it" in page
    form = page[page.index('id="verb-no_error"') :]
    (again,) = re.findall(r'name="seen" value="(\d+)"', form[: form.index("</form>")])
    assert client.post(verb_address(ticket, "no_error"), {"to_reader": ANSWER, "seen": again}).status_code == 302
    assert Ticket.objects.get().resolution == "no_error"


def test_who_is_done_with_one_is_led_to_the_next():
    first, second, legal = make_ticket(), make_ticket(), make_ticket(category="legal")
    client = desk_client("Editor")
    client.post(verb_address(first, "take"))
    page = client.get(screen_address(first)).content.decode()
    assert "Next:" not in page
    page = client.post(verb_address(first, "ask"), {"question": "Which page?"}, follow=True).content.decode()
    assert f">Next: {second}</a>" in page
    assert legal.reference not in page


def test_the_private_link_is_made_a_new_one_from_the_screen():
    ticket, client = make_ticket(), desk_client("Editor")
    before = ticket.access_key
    assert "the reader is mailed the new one" in client.get(screen_address(ticket)).content.decode()
    assert client.post(verb_address(ticket, "new_link"), {}).status_code == 302
    assert Ticket.objects.get().access_key != before
    assert Outgoing.objects.filter(key__startswith=f"ticket:{ticket.pk}:link:").count() == 1


def test_a_readers_data_is_erased_from_the_screen_once_the_report_is_closed():
    ticket, client = make_ticket(), desk_client("Standards editor")
    sent = {"reason": "The reader asked for it.", "sure": "on"}
    assert "Close the report before you erase" in client.post(verb_address(ticket, "erase"), sent).content.decode()
    answering.find_no_error(ticket=ticket, by=make_user(None), to_reader="It stands.")
    assert client.post(verb_address(ticket, "erase"), {"reason": "x"}).status_code == 422
    assert client.post(verb_address(ticket, "erase"), sent).status_code == 302
    page = client.get(screen_address(ticket)).content.decode()
    assert "erased on" in page
    assert "Ada Reader" not in page
    assert desk_client("Editor").post(verb_address(ticket, "erase"), sent).status_code == 403


def test_an_agency_with_a_web_address_has_the_words_to_copy_and_is_told_by_hand():
    make_publication()
    agency = make_agency(corrections_contact="https://northline.example/errors")
    ticket, client = make_ticket(make_published(agency=agency), passage="due on Friday"), desk_client("Editor")
    page = client.get(screen_address(ticket)).content.decode()
    forward = page[page.index('id="verb-forward"') :]
    assert 'href="https://northline.example/errors"' in forward
    assert f"Our reference: {ticket.reference}" in forward
    assert re.search(r'name="by_hand"[^>]*checked', forward)
    assert client.post(verb_address(ticket, "forward"), {"text": "Please check.", "by_hand": "on"}).status_code == 302
    assert Ticket.objects.get().status == "awaiting_agency"
