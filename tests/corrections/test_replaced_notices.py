"""Whoever was answered by a notice learns of the one that takes its place: by mail, on their page, by the old links."""

from __future__ import annotations

import pytest
from django.test import Client

from corrections import access, answering, workflow
from corrections.models import Notice, Ticket
from newsroom.base.models import Outgoing
from tests.corrections.cases import LATER, make_ticket, save_text
from tests.factories import HOUR, make_publication, make_user

pytestmark = pytest.mark.django_db


def answered(**fields) -> Ticket:
    ticket = make_ticket(email="ada@example.org", **fields)
    save_text(ticket.article, "<p>The count is on Thursday.</p>")
    said = {"kind": "correction", "text": "It is Thursday.", "passage": "on Thursday", "origin": "reader"}
    answering.correct(ticket=ticket, by=make_user(), at=LATER + HOUR, **said)
    ticket.refresh_from_db()
    return ticket


def replace(notice: Notice, hours: int = 2) -> Notice:
    at = LATER + hours * HOUR
    save_text(notice.article, f"<p>The count is on Wednesday, {hours}.</p>", at=at)
    return workflow.publish_change(
        article=notice.article, by=make_user(), kind="correction", text=f"It is Wednesday, {hours}.", passage="on Wednesday",
        supersedes=notice, at=at,
    )  # fmt: skip


def test_its_reader_gets_one_mail_with_the_way_to_each_later_notice():
    make_publication()
    ticket = answered()
    second = replace(ticket.notice)
    third = replace(second, hours=3)
    mails = list(Outgoing.objects.filter(key__startswith=f"ticket:{ticket.pk}:replaced:").order_by("pk"))
    assert [mail.to for mail in mails] == ["ada@example.org"] * 2
    for mail, notice in zip(mails, (second, third), strict=True):
        assert "A later notice has taken the place" in mail.text
        assert f"{notice.get_absolute_url()}passage/" in mail.text
        assert "Wednesday" not in mail.text


def test_the_reader_of_a_repetition_is_told_too():
    ticket = answered()
    other = make_ticket(ticket.article, email="bea@example.org")
    answering.join(ticket=other, by=make_user(), original=ticket, at=LATER + HOUR)
    replace(ticket.notice)
    assert Outgoing.objects.filter(key__contains=":replaced:", to="bea@example.org").count() == 1


def test_another_notice_on_the_same_story_is_told_to_nobody_who_was_answered():
    ticket = answered()
    workflow.publish_change(article=ticket.article, by=make_user(), kind="update", text="More to come.", at=LATER + 2 * HOUR)
    assert not Outgoing.objects.filter(key__contains=":replaced:").exists()


def test_the_link_in_the_first_mail_leads_to_the_words_as_the_last_notice_has_them():
    ticket = answered()
    third = replace(replace(ticket.notice), hours=3)
    response = Client().get(f"{ticket.notice.get_absolute_url()}passage/")
    assert response["Location"] == f"{ticket.article.visible_edition().path}#passage-{third.pk}"


def test_the_readers_page_shows_the_notice_that_stands_and_says_that_it_came_later():
    ticket = answered()
    client = Client()
    client.get(f"/corrections/tickets/?t={access.token_of(ticket)}")
    assert "taken the place" not in client.get("/corrections/tickets/").text
    replace(ticket.notice)
    page = client.get("/corrections/tickets/").text
    assert "It is Wednesday, 2." in page
    assert "It is Thursday." not in page
    assert "taken the place" in page
