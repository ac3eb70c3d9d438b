"""What comes by phone, letter, mail or from staff is filed at the desk and goes the way of all reports."""

from __future__ import annotations

import pytest
from django.urls import reverse

from corrections.models import Ticket
from newsroom.base.models import Outgoing
from tests.corrections.cases import desk_client
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db


def address() -> str:
    return reverse("admin:corrections_ticket_file")


def said(article, **fields):
    return {"story": str(article.pk), "channel": "phone", "category": "name", "wrong": "Her name has one l.", **fields}


def test_a_call_becomes_a_ticket_by_the_colleague_who_took_it():
    article, client = make_published(), desk_client("Editor")
    response = client.post(address(), said(article, passage="Ferry crews", email="reader@example.org", name="Adalind"))
    ticket = Ticket.objects.get()
    assert response["Location"] == reverse("admin:corrections_ticket_change", args=[ticket.pk])
    assert (ticket.channel, ticket.category, ticket.is_suspected) == ("phone", "name", False)
    assert ticket.events.get(verb="received").by is not None
    assert Outgoing.objects.get().to == "reader@example.org"


@pytest.mark.parametrize("how", ["path", "whole address", "number", "headline"])
def test_the_story_is_named_by_its_address_number_or_headline(how):
    article = make_published(headline="Pier reopens after nine years")
    make_published(headline="Pier closes")
    make_article(headline="Why the pier reopens")
    path = article.visible_edition().path
    story = {
        "path": path,
        "whole address": f"https://ledger.example{path}?x=1#top",
        "number": str(article.pk),
        "headline": "pier reopens",
    }[how]
    desk_client("Editor").post(address(), said(article, story=story))
    assert Ticket.objects.get().article == article


@pytest.mark.parametrize("story", ["", "nowhere", "/2020/11/20/nothing/", "999999", "9" * 40, "http://[broken"])
def test_an_unknown_story_is_refused_and_nothing_typed_is_lost(story):
    response = desk_client("Editor").post(address(), said(make_published(), story=story))
    assert response.status_code == 422
    assert "Her name has one l." in response.content.decode()
    assert not Ticket.objects.exists()


def test_words_of_several_headlines_name_none():
    make_published(headline="Pier closes")
    response = desk_client("Editor").post(address(), said(make_published(headline="Pier reopens"), story="pier"))
    assert "Several stories" in response.content.decode()
    assert not Ticket.objects.exists()


def test_a_draft_takes_no_report():
    assert desk_client("Editor").post(address(), said(make_article())).status_code == 422


def test_nobody_files_as_if_it_came_by_the_form():
    assert desk_client("Editor").post(address(), said(make_published(), channel="form")).status_code == 422


@pytest.mark.parametrize("role", ["Reporter", "Wire editor"])
def test_who_may_not_handle_tickets_files_none(role):
    client = desk_client(role)
    assert client.get(address()).status_code == 403
    assert client.post(address(), said(make_published())).status_code == 403
    assert address() not in client.get(reverse("admin:corrections_ticket_changelist")).content.decode()


def test_the_queue_leads_to_it():
    assert address() in desk_client("Editor").get(reverse("admin:corrections_ticket_changelist")).content.decode()


def test_who_files_a_legal_complaint_need_not_see_it_afterwards():
    response = desk_client("Editor").post(address(), said(make_published(), category="legal"))
    assert response["Location"] == reverse("admin:corrections_ticket_changelist")
    assert Ticket.objects.get().category == "legal"
