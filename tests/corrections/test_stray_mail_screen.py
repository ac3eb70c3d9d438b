"""The desk sees each mail that belongs to no report, and settles it on one screen; who wrote it is for few."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corrections.models import StrayMail, Ticket
from newsroom.base.models import Outgoing
from newsroom.desk import home
from tests.corrections.cases import desk_client, make_ticket
from tests.corrections.letters import stray_mail
from tests.factories import make_publication, make_published, make_user

pytestmark = pytest.mark.django_db
LIST = "admin:corrections_straymail_changelist"


@pytest.fixture(autouse=True)
def newsroom(settings):
    settings.MAIL_REPLIES_TO = "corrections@ledger.example"
    make_publication(desk_email="desk@ledger.example")


def address(mail: StrayMail, what: str = "change") -> str:
    return reverse(f"admin:corrections_straymail_{what}", args=[mail.pk])


def filing(mail: StrayMail) -> str:
    return f"{reverse('admin:corrections_ticket_file')}?mail={mail.pk}"


@pytest.mark.parametrize("role", ["Reporter", "Wire editor"])
def test_who_handles_no_reports_sees_no_mail(role):
    mail, client = stray_mail(), desk_client(role)
    addresses = [reverse(LIST), address(mail), address(mail, "original"), filing(mail)]
    assert [client.get(one).status_code for one in addresses] == [403] * 4
    assert [client.post(address(mail, what)).status_code for what in ("dismiss", "add_to_report")] == [403] * 2


@pytest.mark.parametrize(("role", "sees"), [("Editor", False), ("Standards editor", True), ("Managing editor", True)])
def test_who_wrote_it_is_seen_with_the_right_alone(role, sees):
    mail, client = stray_mail(), desk_client(role)
    pages = [client.get(one).text for one in (reverse(LIST), address(mail), filing(mail), reverse("admin:index"))]
    assert all("wrong date" in page or "your question" in page for page in pages)
    assert any("adalind@example.org" in page for page in pages) == sees
    assert client.get(address(mail, "original")).status_code == (200 if sees else 403)
    found = client.get(reverse(LIST), {"q": "adalind@example.org"}).text
    assert ("1 mail" in found or "Re: your question" in found) == sees


def test_nobody_guesses_a_sender_through_the_lists_filters():
    stray_mail()
    response = desk_client("Editor").get(reverse(LIST), {"sender__startswith": "a"})
    assert response.status_code == 302 or "Re: your question" not in response.text


def test_a_mail_about_a_restricted_report_is_for_those_who_may_see_it():
    mail = stray_mail(f"About {make_ticket(category='legal')}.")
    editor, standards = desk_client("Editor"), desk_client("Standards editor")
    assert [client.get(address(mail)).status_code for client in (editor, standards)] == [404, 200]
    assert [client.get(filing(mail)).status_code for client in (editor, standards)] == [404, 200]
    assert "your question" not in editor.get(reverse(LIST)).text
    assert "Mail that belongs to no report" not in {pile.title for pile in home.piles(make_user("Editor"))}


def test_nothing_is_added_to_a_restricted_report_by_those_who_may_not_see_it():
    mail, ticket = stray_mail(), make_ticket(category="legal")
    said = {"reference": ticket.reference, "words": "x"}
    assert desk_client("Editor").post(address(mail, "add_to_report"), said).status_code == 422
    assert not ticket.events.filter(verb="added").exists()


@pytest.mark.parametrize("role", ["Editor", "Standards editor"])
def test_a_mail_is_filed_with_what_it_says_and_its_sender_is_told(role):
    article = make_published()
    path = article.visible_edition().path
    mail, client = stray_mail(f"In https://ledger.example{path} the day is wrong."), desk_client(role)
    form = client.get(filing(mail)).context["form"]
    assert (form["story"].value(), form["channel"].value()) == (path, "mail")
    said = {name: form[name].value() or "" for name in form.fields}
    assert client.post(filing(mail), said).status_code == 302
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.contact_email, mail.words == ticket.wrong) == ("mail", "adalind@example.org", True)
    assert Outgoing.objects.filter(to="adalind@example.org").count() == 1
    assert client.post(filing(mail), said).status_code == 422  # settled already
    assert Ticket.objects.count() == 1


def test_a_mail_is_added_by_reference():
    mail, ticket = stray_mail(), make_ticket()
    said = {"reference": f" {ticket.reference.lower()} ", "words": mail.words}
    response = desk_client("Editor").post(address(mail, "add_to_report"), said)
    assert response["Location"] == reverse("admin:corrections_ticket_change", args=[ticket.pk])
    assert ticket.events.get(verb="added").to_reader == mail.words


def test_a_mail_that_needs_no_answer_leaves_the_list_and_stays_findable():
    mail, client = stray_mail(), desk_client("Editor")
    assert "your question" in client.get(reverse(LIST)).text
    client.post(address(mail, "dismiss"), follow=True)
    assert "your question" not in client.get(reverse(LIST)).text
    assert "your question" in client.get(reverse(LIST), {"state": "dismissed"}).text


def test_looking_settles_nothing():
    mail, client = stray_mail(), desk_client("Editor")
    for what in ("dismiss", "add_to_report", "history"):
        assert client.get(address(mail, what)).status_code == 302
    assert StrayMail.objects.waiting().count() == 1


def test_the_home_page_says_that_mail_waits():
    stray_mail()
    pile = next(pile for pile in home.piles(make_user("Editor")) if pile.title == "Mail that belongs to no report")
    assert (pile.count, pile.rows[0].words) == (1, "Re: your question")


def test_the_list_takes_the_same_queries_however_many_mails_wait_and_reads_none_of_them_whole():
    client = desk_client("Standards editor")
    stray_mail("The first.")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse(LIST))
        counts.append(len(captured))
        for number in range(9):
            stray_mail(f"Number {number}")
    assert counts[1] <= counts[0] <= 9
    assert not any('"data"' in query["sql"] for query in captured)
