"""The report form works without JavaScript, keeps what was typed, and says what is wrong beside the field and on top."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from articles import publishing
from articles.models import Article
from corrections.models import Ticket
from newsroom.base.models import Outgoing
from tests.corrections.cases import form_data, report_address
from tests.factories import NOON, make_agency, make_article, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db


def sent(article, client: Client | None = None, **fields):
    return (client or Client()).post(report_address(article), form_data(article, **fields))


def test_the_form_names_the_story_and_its_agency(client):
    article = make_published(agency=make_agency())
    page = client.get(report_address(article)).content.decode()
    assert article.headline in page
    assert "Northline News Agency" in page


def test_the_form_says_what_name_and_address_are_used_for(client):
    page = client.get(report_address(make_published())).content.decode()
    assert "never published" in page
    assert "for nothing else" in page
    assert 'autocomplete="email"' in page
    assert 'autocomplete="name"' in page


def test_a_report_is_kept_with_the_edition_the_link_named(client):
    make_publication()
    article = make_published()
    edition = article.editions.get()
    response = sent(
        article, passage="due on Friday", right="Thursday", source_url="https://union.example/vote",
        contact_name="Ada Reader", contact_email="ada@example.org", edition=edition.pk,
    )  # fmt: skip
    assert (response.status_code, response["Location"]) == (302, "/corrections/tickets/")
    ticket = Ticket.objects.get()
    assert (ticket.article, ticket.edition, ticket.passage) == (article, edition, "due on Friday")
    assert (ticket.contact_name, ticket.contact_email) == ("Ada Reader", "ada@example.org")
    assert ticket.source_url == "https://union.example/vote"
    assert Outgoing.objects.get().to == "ada@example.org"


def test_refused_input_is_kept_and_explained_beside_the_field_and_on_top():
    article = make_published()
    response = sent(article, wrong="", passage="due on <b>Friday</b>", contact_email="ada@")
    page = response.content.decode()
    assert response.status_code == 422
    assert "due on &lt;b&gt;Friday&lt;/b&gt;" in page
    assert 'value="ada@"' in page
    assert '<a href="#id_wrong">Tell us what is wrong.</a>' in page
    assert 'id="id_wrong_error"' in page
    [field] = re.findall(r"<textarea[^>]*id=\"id_wrong\"[^>]*>", page)
    assert 'aria-invalid="true"' in field
    assert "id_wrong_error" in field
    assert not Ticket.objects.exists()


def test_the_reader_lands_on_what_was_refused_and_knows_beforehand_what_is_needed(client):
    article = make_published()
    assert "must be filled in" in client.get(report_address(article)).content.decode()
    refused = sent(article, wrong="").content.decode()
    assert re.search(r'<div class="error-summary"[^>]* autofocus ', refused)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "//x.example", "ftp://x.example", "http://"]
)
def test_a_source_that_is_no_web_address_is_refused_with_a_sentence(address):
    response = sent(make_published(), source_url=address)
    assert response.status_code == 422
    assert 'href="#id_source_url"' in response.content.decode()
    assert not Ticket.objects.exists()


def test_a_source_without_its_scheme_is_understood():
    sent(make_published(), source_url="union.example/vote")
    assert Ticket.objects.get().source_url == "https://union.example/vote"


@pytest.mark.parametrize(
    ("field", "length"), [("passage", 2001), ("wrong", 4001), ("right", 2001), ("contact_name", 121), ("source_url", 501)]
)
def test_what_is_too_long_is_refused_with_its_limit_and_kept(field, length):
    response = sent(make_published(), **{field: "x" * length})
    page = response.content.decode()
    assert response.status_code == 422
    assert "x" * length in page
    assert f"{length - 1:,} characters" in page


@pytest.mark.parametrize("fields", [{"category": "gossip"}, {"wrong": "a\x00b"}, {"edition": "1 or 1"}])
def test_hostile_values_are_refused_without_an_error_page(fields):
    assert sent(make_published(), **fields).status_code == 422


@pytest.mark.parametrize("edition", ["", "x", "-1", "9" * 40])
def test_a_strange_edition_in_the_link_does_no_harm(client, edition):
    assert client.get(f"{report_address(make_published())}?edition={edition}").status_code == 200


def test_an_unknown_edition_becomes_what_readers_see_now():
    article = make_published()
    sent(article, edition=10**15)
    assert Ticket.objects.get().edition == article.visible_edition()


def test_a_post_without_the_csrf_key_is_refused():
    article = make_published()
    client = Client(enforce_csrf_checks=True)
    assert client.post(report_address(article), form_data(article)).status_code == 403
    page = client.get(report_address(article)).content.decode()
    [key] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert client.post(report_address(article), form_data(article, csrfmiddlewaretoken=key)).status_code == 302


def test_five_megabytes_are_refused_as_too_much():
    response = sent(make_published(), Client(enforce_csrf_checks=True), wrong="x" * 5_000_000)
    assert response.status_code == 413
    assert "larger than we can take" in response.content.decode()


def test_a_header_in_the_name_becomes_part_of_one_line():
    sent(make_published(), contact_name="Eve\r\nBcc: all@example.org", contact_email="eve@example.org")
    assert Ticket.objects.get().contact_name == "Eve Bcc: all@example.org"
    assert "all@example.org" not in Outgoing.objects.get().subject + Outgoing.objects.get().text


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_a_story_that_one_can_read_takes_reports(client, method):
    draft, killed, expired, held = make_article(), make_published(), make_published(), make_published()
    publishing.kill(article=killed, by=make_user(None), reason="Legal", at=NOON)
    publishing.set_terms(
        article=expired, by=make_user(None), embargo_until=None, embargo_open_ended=False, expires_at=NOON, at=NOON
    )  # fmt: skip
    publishing.hold(article=held, by=make_user(None), kind="legal", reason="Injunction", at=NOON)
    answers = {}
    for name, article in {"draft": draft, "killed": killed, "expired": expired, "held": held}.items():
        response = getattr(client, method)(report_address(article), form_data(article))
        answers[name] = response.status_code
        assert article.headline not in response.content.decode()
        assert name == "draft" or ("takes" in response.text and "never have led anywhere" not in response.text)
    assert answers == {"draft": 404, "killed": 410, "expired": 410, "held": 404}
    assert client.get("/corrections/report/999999999999999999999999/").status_code == 404


def test_the_form_page_is_never_stored_or_listed(client):
    response = client.get(report_address(make_published()))
    assert response["Cache-Control"] == "no-store"
    assert 'content="noindex"' in response.content.decode()


def test_a_story_that_was_embargoed_when_it_was_killed_never_existed_for_readers():
    article = make_published()
    Article.objects.filter(pk=article.pk).update(embargo_open_ended=True)
    publishing.kill(article=article, by=make_user(), reason="Wrong")
    for address in (report_address(article), article.editions.get().path):
        assert Client().get(address).status_code == 404
