"""Test data of this floor: tickets in a state, by plain functions."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.test import Client
from django.urls import reverse

from articles import publishing
from articles.models import Article
from corrections import form_clock
from corrections.intake import Report, receive_report
from corrections.models import Ticket
from tests.factories import HOUR, NOON, make_published, make_user

LATER = NOON + HOUR


def make_ticket(article: Article | None = None, **fields: Any) -> Ticket:
    """A report by a reader with an address, an hour after the story went live."""
    defaults = {"wrong": "The result is due on Thursday.", "email": "reader@example.org", "name": "Ada Reader", "at": LATER}
    return receive(article or make_published(), **{**defaults, **fields})


def receive(article: Article, **fields: Any) -> Ticket:
    """A report whose words, and how they came, are given together."""
    how = {name: fields.pop(name) for name in ("channel", "by", "suspicion", "at") if name in fields}
    return receive_report(article=article, report=Report(**fields), **how)


def save_text(article: Article, body: str, at: Any = LATER) -> None:
    """A correction that is saved but not yet published."""
    article.body = body
    publishing.save_revision(article=article, by=make_user(None), at=at)


def form_data(article: Article, **fields: Any) -> dict[str, Any]:
    """What a reader sends who has read the form first."""
    opened = signing.dumps([article.pk, True], salt=form_clock.SALT)
    return {"category": "fact", "wrong": "The result is due on Thursday.", "opened": opened, "website": "", **fields}


def report_address(article: Article) -> str:
    return reverse("corrections:report_error", args=[article.pk])


def desk_client(role: str) -> Client:
    """Somebody of a role, logged in at the desk."""
    client = Client()
    client.force_login(make_user(role))
    return client


def verb_address(ticket: Ticket, verb: str) -> str:
    return reverse("admin:corrections_ticket_verb", args=[ticket.pk, verb])


def screen_address(ticket: Ticket) -> str:
    return reverse("admin:corrections_ticket_change", args=[ticket.pk])
