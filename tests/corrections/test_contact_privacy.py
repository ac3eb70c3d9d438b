"""A reader's name and address are seen by those who may see them, and guessed by nobody."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from django.views.debug import SafeExceptionReporterFilter

from corrections import answering
from corrections.models import Ticket
from tests.corrections.cases import LATER, desk_client, form_data, make_ticket, report_address, screen_address
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db

NAME, ADDRESS = "Ada Lovelace", "ada.lovelace@example.org"


@pytest.mark.parametrize(
    ("role", "sees"),
    [("Reporter", False), ("Wire editor", False), ("Editor", False), ("Standards editor", True), ("Managing editor", True)],
)
def test_only_those_who_may_see_contact_details_see_them(role, sees):
    ticket = make_ticket(name=NAME, email=ADDRESS)
    page = desk_client(role).get(screen_address(ticket)).content.decode()
    assert (NAME in page) == sees
    assert (ADDRESS in page) == sees


def test_no_list_shows_them_even_to_those_who_may():
    make_ticket(name=NAME, email=ADDRESS)
    page = desk_client("Managing editor").get("/admin/corrections/ticket/").content.decode()
    assert NAME not in page
    assert ADDRESS not in page


def test_search_does_not_find_by_them():
    ticket = make_ticket(name=NAME, email=ADDRESS)
    for query in ("Lovelace", "ada.lovelace"):
        page = desk_client("Managing editor").get("/admin/corrections/ticket/", {"q": query}).content.decode()
        assert ticket.reference not in page


@pytest.mark.parametrize(
    ("door", "lookup"),
    [
        ("ticket", "contact_email__startswith"),
        ("ticket", "contact_name__contains"),
        ("ticket", "access_key__startswith"),
        ("ticket", "duplicate_of__contact_email__startswith"),
        ("notice", "tickets__contact_email__startswith"),
    ],
)
def test_they_are_not_guessed_letter_by_letter_through_filters(door, lookup):
    ticket = make_ticket(name=NAME, email=ADDRESS)
    answering.correct(ticket=ticket, by=make_user(None), text="It is Thursday.", at=LATER)
    response = desk_client("Managing editor").get(f"/admin/corrections/{door}/", {lookup: "a"})
    assert response.status_code == 400


@pytest.mark.parametrize("lookup", [{"text__contains": "?t=HL"}, {"reply_to__startswith": "corrections+hl"}])
def test_a_private_link_is_not_guessed_letter_by_letter_through_the_outgoing_mail(lookup):
    make_ticket(email=ADDRESS)
    assert desk_client("Managing editor").get("/admin/base/outgoing/", lookup).status_code == 400


def test_neither_the_tickets_name_nor_its_events_bear_them():
    ticket = make_ticket(name=NAME, email=ADDRESS)
    texts = [str(ticket), repr(ticket), *map(str, ticket.events.all())]
    assert not any("Lovelace" in text or ADDRESS in text for text in texts)


def test_logs_do_not_hold_them_or_the_private_link(caplog):
    article, client = make_published(), Client()
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        client.post(report_address(article), form_data(article, contact_name=NAME, contact_email=ADDRESS))
        client.get("/corrections/tickets/")
    assert "Lovelace" not in caplog.text
    assert ADDRESS not in caplog.text


def test_error_reports_do_not_hold_what_the_reader_typed(monkeypatch, settings):
    settings.DEBUG = False
    seen = {}

    def fail(**fields):
        raise RuntimeError("broken")

    monkeypatch.setattr("corrections.intake.receive_report", fail)
    article = make_published()

    def keep(sender, request, **kwargs):
        seen.update(SafeExceptionReporterFilter().get_post_parameters(request))

    from django.core.signals import got_request_exception

    got_request_exception.connect(keep)
    client = Client(raise_request_exception=False)
    response = client.post(report_address(article), form_data(article, contact_name=NAME, contact_email=ADDRESS))
    got_request_exception.disconnect(keep)
    assert response.status_code == 500
    assert seen
    assert NAME not in str(seen)
    assert ADDRESS not in str(seen)
    assert ADDRESS not in response.content.decode()


def test_the_public_never_sees_them():
    ticket = make_ticket(name=NAME, email=ADDRESS)
    answering.correct(ticket=ticket, by=make_user(None), text="It is Thursday.", at=LATER)
    ticket = Ticket.objects.get()
    for address in ("/corrections/", ticket.notice.get_absolute_url(), "/corrections/?format=json", "/corrections/accuracy/"):
        page = Client().get(address).getvalue().decode()
        assert "Lovelace" not in page
        assert ADDRESS not in page
        assert ticket.reference not in page
