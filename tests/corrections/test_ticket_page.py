"""A reader's own page: reached by link or code, kept private, closed with the story it quotes."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from articles import publishing
from corrections import access, answering, workflow
from corrections.models import Ticket
from tests.corrections.cases import LATER, form_data, make_ticket, report_address
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db

PAGE = "/corrections/tickets/"


def opened(ticket: Ticket) -> Client:
    client = Client()
    client.get(PAGE, {"t": access.token_of(ticket)})
    return client


def page_of(ticket: Ticket) -> str:
    return opened(ticket).get(PAGE).content.decode()


def test_sending_a_report_opens_its_page():
    article, client = make_published(), Client()
    response = client.post(report_address(article), form_data(article))
    cookie = response.cookies["ticket"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (PAGE, True, "Lax")
    page = client.get(PAGE).content.decode()
    ticket = Ticket.objects.get()
    for needed in (ticket.reference, access.code_of(ticket), access.token_of(ticket)):
        assert needed in page


def test_the_private_link_is_exchanged_for_a_cookie_and_a_clean_address():
    client = Client()
    response = client.get(PAGE, {"t": access.token_of(make_ticket())})
    assert (response.status_code, response["Location"]) == (302, PAGE)
    assert response.cookies["ticket"]["httponly"]
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("query", ["", "?t=wrong", "?t="])
def test_every_answer_of_the_page_is_private(client, query):
    for response in (client.get(PAGE + query), opened(make_ticket()).get(PAGE)):
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize("token", ["wrong", "", "\x00", "HL-AAAA-AAAA." + "a" * 43])
def test_a_wrong_link_opens_nothing_and_says_so(client, token):
    response = client.get(PAGE, {"t": token})
    assert response.status_code == 404
    assert "opens no report" in response.content.decode()
    assert "ticket" not in response.cookies


def test_reference_and_code_open_the_report():
    ticket, client = make_ticket(), Client()
    response = client.post(PAGE, {"reference": ticket.reference.lower(), "code": access.code_of(ticket)})
    assert response.status_code == 302
    assert ticket.reference in client.get(PAGE).content.decode()


def test_a_wrong_code_is_refused_and_guessing_is_slowed_down(client):
    reference = make_ticket().reference
    answers = [client.post(PAGE, {"reference": reference, "code": "AAAA-AAAA-AAAA"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert client.post(PAGE, {"reference": reference}).status_code == 422


def test_the_page_tells_each_step_but_no_note_and_no_editors_name():
    ticket, mara = make_ticket(), make_user(None, first_name="Mara", last_name="Quill")
    answering.take(ticket=ticket, by=mara, at=LATER)
    answering.note(ticket=ticket, by=mara, text="The reader is a pest.", at=LATER)
    answering.find_no_error(ticket=ticket, by=mara, to_reader="The union says Friday.", at=LATER)
    page = page_of(ticket)
    assert "An editor took it up" in page
    assert "The union says Friday." in page
    assert "pest" not in page
    assert "Quill" not in page


def test_the_reader_answers_a_question_on_the_page():
    ticket = make_ticket()
    client = opened(ticket)
    assert client.post(f"{PAGE}answer/", {"answer": "Page 3"}).status_code == 422
    answering.ask(ticket=ticket, by=make_user(None), question="Which <page>?", at=LATER)
    assert "Which &lt;page&gt;?" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}answer/", {"answer": " "}).status_code == 422
    assert client.post(f"{PAGE}answer/", {"answer": "Page 3"}).status_code == 302
    ticket.refresh_from_db()
    assert ticket.status == "answered"


def test_an_answer_that_comes_too_late_is_shown_again():
    ticket = make_ticket()
    response = opened(ticket).post(f"{PAGE}answer/", {"answer": "My long answer"})
    assert "My long answer" in response.content.decode()
    assert "no open question" in response.content.decode()


def test_nobody_answers_without_the_cookie(client):
    ticket = make_ticket()
    answering.ask(ticket=ticket, by=make_user(None), question="Which page?", at=LATER)
    assert client.post(f"{PAGE}answer/", {"answer": "Page 3"}).status_code == 403
    ticket.refresh_from_db()
    assert ticket.status == "asked"


def test_forms_of_the_page_are_protected_by_csrf():
    client = Client(enforce_csrf_checks=True)
    for address in (PAGE, f"{PAGE}answer/", f"{PAGE}leave/"):
        assert client.post(address, {}).status_code == 403


def test_the_page_of_a_killed_story_shows_neither_headline_nor_passage():
    article = make_published(headline="Mayor charged with fraud")
    ticket = make_ticket(article, passage="charged with fraud", wrong="He was not charged with fraud", right="no fraud")
    assert "charged with fraud" in page_of(ticket)
    publishing.kill(article=article, by=make_user(None), reason="Legal", at=LATER)
    page = page_of(ticket)
    assert "fraud" not in page
    assert ticket.reference in page


def test_the_page_shows_the_notice_only_while_it_is_public():
    article = make_published()
    ticket = make_ticket(article)
    answering.correct(ticket=ticket, by=make_user(None), text="It is due on Thursday.", at=LATER)
    assert "It is due on Thursday." in page_of(ticket)
    workflow.kill(article=article, by=make_user(None), reason="Legal", at=LATER)
    assert "It is due on Thursday." not in page_of(ticket)


def test_the_reader_of_a_joined_report_sees_the_answer_to_the_original():
    article = make_published()
    first, second = make_ticket(article), make_ticket(article)
    answering.join(ticket=second, by=make_user(None), original=first, at=LATER)
    answering.correct(ticket=first, by=make_user(None), text="It is due on Thursday.", at=LATER)
    assert "It is due on Thursday." in page_of(second)


def test_a_shared_computer_can_forget_the_report():
    client = opened(make_ticket())
    client.post(f"{PAGE}leave/")
    assert "Open it by the private link" in client.get(PAGE).content.decode()


def test_a_revoked_link_opens_nothing_not_even_by_an_old_cookie():
    ticket = make_ticket()
    client = opened(ticket)
    Ticket.objects.filter(pk=ticket.pk).update(access_key=access.new_key())
    assert ticket.reference not in client.get(PAGE).content.decode()


def test_a_large_post_to_the_page_is_refused_as_too_much(client):
    assert client.post(PAGE, {"reference": "x" * 5_000_000}).status_code == 413


def test_the_page_carries_no_form_without_its_key():
    page = page_of(make_ticket())
    assert len(re.findall(r"<form[^>]*method=\"post\"", page)) == len(re.findall("csrfmiddlewaretoken", page))


@pytest.mark.parametrize("quoted", ["the headline", "the passage"])
def test_our_answer_is_closed_too_where_it_repeats_a_story_that_is_gone(quoted):
    article = make_published()
    passage = "Ferry crews began voting on Tuesday."
    ticket = make_ticket(article, passage=passage)
    words = article.headline if quoted == "the headline" else passage
    answering.find_no_error(ticket=ticket, by=make_user(), to_reader=f"We stand by it: “{words}”", at=LATER)
    assert words in page_of(ticket)
    workflow.kill(article=article, by=make_user(), reason="Legal")
    page = page_of(ticket)
    assert words not in page
    assert "repeats words of the story" in page
    assert "We have checked it" in page


def test_our_answer_stays_where_it_tells_nothing_of_the_story_that_is_gone():
    article = make_published()
    ticket = make_ticket(article, passage="Friday")
    answering.find_no_error(ticket=ticket, by=make_user(), to_reader="We checked it: Friday is right.", at=LATER)
    workflow.kill(article=article, by=make_user(), reason="Legal")
    assert "We checked it: Friday is right." in page_of(ticket)
