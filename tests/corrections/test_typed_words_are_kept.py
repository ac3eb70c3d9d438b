"""Nothing that a reader typed is lost: not without the form's key, not when we are busy, not when the story or link is gone."""

from __future__ import annotations

import re

import pytest
from django.db import OperationalError
from django.test import Client

from articles import publishing
from corrections import access, answering, own_report
from corrections.models import Ticket
from tests.corrections.cases import LATER, form_data, make_ticket, report_address
from tests.factories import make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

PAGE = "/corrections/tickets/"
WORDS = "My grandmother’s <long> letter."


def busy(**_):
    raise OperationalError("database is locked")


def opened(ticket: Ticket, **options) -> Client:
    client = Client(**options)
    client.get(PAGE, {"t": access.token_of(ticket)})
    return client


def typed(page: str) -> str:
    """What stands in the page's text areas."""
    return " ".join(re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page))


def test_a_report_without_the_forms_key_comes_back_and_goes_through_at_the_second_try():
    article, client = make_published(), Client(enforce_csrf_checks=True)
    refused = client.post(report_address(article), form_data(article, wrong=WORDS, passage="on Friday", quoted="True"))
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "&lt;long&gt; letter." in typed(page)
    assert "<mark>on Friday</mark>" in page
    assert "send it once more" in page
    [key] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert client.post(report_address(article), form_data(article, wrong=WORDS, csrfmiddlewaretoken=key)).status_code == 302
    assert Ticket.objects.get().wrong == WORDS


def test_a_report_comes_back_when_the_database_is_busy(monkeypatch):
    monkeypatch.setattr("corrections.intake.receive_report", busy)
    article = make_published()
    response = Client().post(report_address(article), form_data(article, wrong=WORDS, contact_name="Ada"))
    assert response.status_code == 503
    assert "&lt;long&gt; letter." in typed(response.content.decode())
    assert 'value="Ada"' in response.content.decode()


@pytest.mark.parametrize("fate", ["killed", "held"])
def test_who_wrote_while_the_story_was_taken_off_keeps_their_words_and_sees_none_of_the_story(fate):
    make_publication()
    article = make_published(body="<p>Words that a judge forbade.</p>")
    if fate == "killed":
        publishing.kill(article=article, by=make_user(None), reason="Legal")
    else:
        publishing.hold(article=article, by=make_user(None), kind="legal", reason="Injunction")
    response = Client().post(report_address(article), form_data(article, wrong=WORDS, passage="that a judge forbade"))
    page = response.content.decode()
    assert response.status_code == {"killed": 410, "held": 404}[fate]
    assert "&lt;long&gt; letter." in page
    assert "mailto:" in page
    assert "forbade" not in page
    assert article.headline not in page


@pytest.mark.parametrize(("what", "name"), [("add", "more"), ("answer", "answer")])
def test_words_come_back_without_the_forms_key_and_when_the_database_is_busy(what, name, monkeypatch):
    ticket = make_ticket()
    answering.ask(ticket=ticket, by=make_user(None), question="Which page?", at=LATER)
    without_key = opened(ticket, enforce_csrf_checks=True).post(f"{PAGE}{what}/", {name: WORDS})
    monkeypatch.setattr(own_report, "add", busy)
    monkeypatch.setattr(answering, "answer", busy)
    while_busy = opened(ticket).post(f"{PAGE}{what}/", {name: WORDS})
    assert (without_key.status_code, while_busy.status_code) == (403, 503)
    for response in (without_key, while_busy):
        assert "&lt;long&gt; letter." in typed(response.content.decode())
        assert response["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("is_asked", [True, False])
def test_words_sent_from_a_report_that_was_closed_meanwhile_wait_until_it_is_opened_again(is_asked):
    ticket, client = make_ticket(), Client()
    if is_asked:
        answering.ask(ticket=ticket, by=make_user(None), question="Which page?", at=LATER)
    response = client.post(f"{PAGE}answer/" if is_asked else f"{PAGE}add/", {"answer": WORDS, "more": WORDS})
    assert response.status_code == 403
    assert "&lt;long&gt; letter." in typed(response.content.decode())
    again = client.post(PAGE, {"reference": ticket.reference, "code": access.code_of(ticket), "words": WORDS})
    assert again.status_code == 200
    assert f'name="{"answer" if is_asked else "more"}"' in again.content.decode()
    assert "&lt;long&gt; letter." in typed(again.content.decode())
    assert ticket.reference in client.get(PAGE).content.decode()


@pytest.mark.parametrize("what", ["withdraw", "erase", "link"])
def test_who_follows_a_link_of_a_closed_report_is_led_to_where_it_is_opened(what):
    response = Client().get(f"{PAGE}{what}/")
    assert (response.status_code, response["Location"]) == (302, PAGE)


def test_reference_and_code_are_kept_without_the_forms_key():
    response = Client(enforce_csrf_checks=True).post(PAGE, {"reference": "HL-AAAA-AAAA", "code": "X"})
    assert response.status_code == 403
    assert 'value="HL-AAAA-AAAA"' in response.content.decode()
