"""Names, numbers, quotations, headline and attribution are never minor by themselves: the reason is shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from articles import publishing
from corrections import proposing
from tests.corrections.cases import LATER, desk_client
from tests.factories import NOON, make_published, make_user

BODY = "<p>Mayor Ana Holt said on Tuesday that 5 of 9 ferries would run. “We are ready to sail,” she said.</p>"
CONTENT: dict[str, Any] = {
    "headline": "Ferries to run", "standfirst": "The vote was close.", "dateline": "PORT MERRION", "tagline": "",
    "body": BODY, "bylines": [{"person_id": 1, "name": "", "role": ""}], "agency_id": None, "kind": "news",
    "lead_photo_id": None, "lead_photo_caption": "",
}  # fmt: skip


def proposed(**fields: Any) -> proposing.Proposal:
    return proposing.of(CONTENT, {**CONTENT, **fields})


def body(old: str, new: str) -> dict[str, str]:
    assert old in BODY
    return {"body": BODY.replace(old, new)}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"headline": "Ferries may run"}, "headline"),
        ({"dateline": "PORT ELLIS"}, "dateline"),
        ({"bylines": []}, "attribution"),
        ({"agency_id": 3}, "attribution"),
        ({"kind": "opinion"}, "attribution"),
        ({"lead_photo_id": 4}, "lead photo"),
        ({"lead_photo_caption": "Mayor Ana Holt"}, "Names"),
        ({"standfirst": "The vote was 5–4."}, "Numbers changed: none → “5–4”"),
        (body("5 of 9", "6 of 9"), "Numbers changed: “5” → “6”"),
        (body("5 of 9", "five of 9"), "Numbers"),
        (body("Tuesday", "Monday"), "Numbers changed: “tuesday” → “monday”"),
        (body("Ana Holt", "Anna Holt"), "Names changed: “Ana” → “Anna”"),
        (body("Mayor Ana Holt said", "Holt said"), "Names"),
        ({"body": "<p>Quill voted.</p>"}, "Names"),
        (body("ready to sail", "not ready to sail"), "Quotations"),
        (body("“We are ready to sail,” she said.", "She agreed."), "Quotations"),
    ],
)
def test_what_a_reader_would_believe_differently_is_proposed_as_substantive_with_the_reason(fields, why):
    found = proposed(**fields)
    assert found.is_substantive
    assert why in " ".join(found.reasons)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        body("would run", "will run"),
        body("said on", "had said on"),
        body("sail,” she said", "sail!” she said"),
        body("Mayor Ana Holt said on Tuesday that", "On Tuesday Mayor Ana Holt said that"),
        {"standfirst": "The vote was near."},
        {"editor_note": "Looked at by 3 people."},
        {"body": BODY.replace("ferries", "<em>ferries</em>")},
    ],
)
def test_spelling_style_and_markup_are_proposed_as_minor(fields):
    assert proposed(**fields).reasons == ()


def test_a_long_list_is_cut_with_a_count():
    reasons = proposed(**body("5 of 9", "11 of 22, 33, 44 and 55")).reasons
    assert "and 2 more" in reasons[0]


@pytest.mark.django_db
def test_publishing_a_change_asks_its_kind_and_proposes_one():
    article = make_published(body="<p>It carried 14,200 people.</p>")
    client, address = desk_client("Editor"), reverse("admin:desk_publish", args=[article.pk])
    article.body = "<p>It carried 12,400 people.</p>"
    publishing.save_revision(article=article, by=make_user(None), at=LATER)
    page = client.get(address).content.decode()
    assert "Numbers changed: “14,200” → “12,400”." in page
    assert 'value="notice" required id="id_change_1" checked' in page

    response = client.post(address, {"act": "publish", "revision": 2, "when": "now", "change": "minor"})
    assert "Tick this if it is minor all the same" in response.content.decode()
    assert article.editions.count() == 1
    data = {"act": "publish", "revision": 2, "when": "now", "change": "minor", "minor_anyway": "on"}
    assert client.post(address, data).status_code == 302
    edition = article.visible_edition()
    assert (edition.change, edition.updated_at, edition.first_published_at) == ("minor", None, NOON)


@pytest.mark.django_db
def test_a_minor_change_is_proposed_as_minor_and_needs_no_word():
    article = make_published(body="<p>It carryed many.</p>")
    article.body = "<p>It carried many.</p>"
    publishing.save_revision(article=article, by=make_user(None), at=LATER)
    client, address = desk_client("Editor"), reverse("admin:desk_publish", args=[article.pk])
    assert 'value="minor" required id="id_change_0" checked' in client.get(address).content.decode()
    data = {"act": "publish", "revision": 2, "when": "now", "change": "minor"}
    assert client.post(address, data).status_code == 302
