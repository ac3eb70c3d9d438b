"""A reader comes back by a private link, or by reference and code; nobody else does."""

from __future__ import annotations

import pytest

from corrections import access
from corrections.models import Ticket
from tests.corrections.cases import make_ticket

pytestmark = pytest.mark.django_db


def test_the_link_opens_its_ticket():
    ticket = make_ticket()
    assert access.by_token(access.token_of(ticket)) == ticket


@pytest.mark.parametrize("typed", [str, str.lower, lambda text: text.replace("-", " "), lambda text: f" {text} "])
def test_reference_and_code_open_the_ticket_however_they_are_typed(typed):
    ticket = make_ticket()
    assert access.by_code(typed(ticket.reference), typed(access.code_of(ticket))) == ticket


@pytest.mark.parametrize("token", ["", "x", "HL-AAAA-AAAA." + "a" * 43, "HL-AAAA-AAAA", "é" * 60, "\x00", "a" * 10_000])
def test_a_token_that_we_did_not_make_opens_nothing(token):
    make_ticket()
    assert access.by_token(token) is None


def test_a_link_does_not_open_another_ticket():
    one, other = make_ticket(), make_ticket()
    digest = access.token_of(one).split(".")[1]
    assert access.by_token(f"{other.reference}.{digest}") is None
    assert access.by_code(other.reference, access.code_of(one)) is None


@pytest.mark.parametrize("code", ["", "-", "AAAA-AAAA-AAAA", "é"])
def test_a_wrong_code_opens_nothing(code):
    assert access.by_code(make_ticket().reference, code) is None


def test_an_unknown_reference_opens_nothing():
    assert access.by_code("HL-AAAA-AAAA", "AAAA-AAAA-AAAA") is None
    assert access.by_code("", "") is None


def test_a_new_key_revokes_the_old_link_and_code():
    ticket = make_ticket()
    token, code = access.token_of(ticket), access.code_of(ticket)
    Ticket.objects.filter(pk=ticket.pk).update(access_key=access.new_key())
    assert access.by_token(token) is None
    assert access.by_code(ticket.reference, code) is None


def test_link_and_code_depend_on_the_sites_secret(settings):
    ticket = make_ticket()
    token = access.token_of(ticket)
    settings.SECRET_KEY = "another"
    assert access.by_token(token) is None
