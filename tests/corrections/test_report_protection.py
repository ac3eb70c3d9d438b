"""Machines are set apart without a puzzle, and no person's report is lost for it."""

from __future__ import annotations

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from corrections import form_clock
from corrections.models import Ticket
from newsroom.base.models import Outgoing, Tally
from tests.corrections.cases import form_data, report_address
from tests.factories import make_published

pytestmark = pytest.mark.django_db


def opened_ago(article, seconds: float) -> str:
    """A form's time as it was signed some seconds ago."""
    signer = signing.TimestampSigner(salt=form_clock.SALT)
    signer.timestamp = lambda: signing.b62_encode(int(timezone.now().timestamp() - seconds))
    return signer.sign_object([article.pk, False])


def send(article, client: Client | None = None, **fields):
    return (client or Client()).post(report_address(article), form_data(article, **fields))


def thanks(client: Client) -> str:
    ticket = Ticket.objects.latest("pk")
    page = client.get("/corrections/tickets/").content.decode()
    return page[page.index("<main") : page.index("</main>")].replace(ticket.reference, "")


@pytest.mark.parametrize(
    ("fields", "because"),
    [({"website": "https://spam.example"}, "field that people"), ({"seconds": 0}, "within 3 seconds")],
)
def test_a_machine_like_report_is_kept_apart_and_its_sender_sees_the_same_thanks(fields, because):
    article, client = make_published(), Client()
    if "seconds" in fields:
        fields = {"opened": opened_ago(article, fields["seconds"])}
    response = send(article, client, contact_email="bot@example.org", **fields)
    assert (response.status_code, response["Location"]) == (302, "/corrections/tickets/")
    ticket = Ticket.objects.get()
    assert ticket.is_suspected
    assert because in ticket.suspicion
    assert not Outgoing.objects.exists()
    suspected = thanks(client)
    assert "uspect" not in suspected
    assert "We have your report." in suspected


@pytest.mark.parametrize("seconds", [5, 60, 23 * 3600])
def test_a_form_that_was_read_first_is_good_for_a_day(seconds):
    article = make_published()
    send(article, opened=opened_ago(article, seconds))
    assert not Ticket.objects.get().is_suspected


def test_an_expired_form_comes_back_with_everything_typed_and_a_fresh_time():
    article, client = make_published(), Client()
    response = send(article, client, wrong="My long explanation", opened=opened_ago(article, 25 * 3600))
    page = response.content.decode()
    assert response.status_code == 422
    assert "My long explanation" in page
    assert "more than a day" in page
    assert not Ticket.objects.exists()
    fresh = response.context["opened"]
    send(article, client, wrong="My long explanation", opened=fresh)
    assert not Ticket.objects.get().is_suspected


@pytest.mark.parametrize("token", ["", "forged", "W10:1abc:def", "\x00"])
def test_a_forged_time_is_not_believed_and_nothing_typed_is_lost(token):
    response = send(make_published(), wrong="My explanation", opened=token)
    assert response.status_code == 422
    assert "My explanation" in response.content.decode()
    assert not Ticket.objects.exists()


def test_the_time_of_another_storys_form_is_not_believed():
    article, other = make_published(), make_published()
    assert send(article, opened=opened_ago(other, 60)).status_code == 422


def test_a_correction_of_what_was_refused_keeps_the_forms_first_time():
    article = make_published()
    token = opened_ago(article, 60)
    response = send(article, wrong="", opened=token)
    assert response.context["opened"] == token


def test_the_sixth_report_on_a_story_in_an_hour_waits_and_keeps_what_was_typed():
    article = make_published()
    for _ in range(5):
        assert send(article).status_code == 302
    response = send(article, wrong="The sixth report")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "The sixth report" in response.content.decode()
    assert Ticket.objects.count() == 5
    assert send(make_published()).status_code == 302


def test_reports_from_one_address_are_limited_over_all_stories():
    for article in [make_published() for _ in range(7)]:
        for _ in range(3):
            last = send(article)
    assert last.status_code == 429
    assert Ticket.objects.count() == 20


def test_a_refused_form_does_not_count_against_the_reader():
    article = make_published()
    for _ in range(8):
        send(article, wrong="")
    assert send(article).status_code == 302


def test_no_address_is_kept_by_the_limit():
    send(make_published())
    assert not any("127.0.0.1" in key for key in Tally.objects.values_list("key", flat=True))
