"""Names, numbers, quotations, headline and attribution are never minor by themselves: the reason is shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from articles import kind_of_change, publishing
from articles.models import Photo
from newsroom.base.actors import FeedActor
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, desk_client
from tests.factories import NOON, make_photo, make_published, make_user

BODY = "<p>Mayor Ana Holt said on Tuesday that 5 of 9 ferries would run. “We are ready to sail,” she said.</p>"
CONTENT: dict[str, Any] = {
    "headline": "Ferries to run", "standfirst": "The vote was close.", "dateline": "PORT MERRION", "tagline": "",
    "body": BODY, "bylines": [{"person_id": 1, "name": "", "role": ""}], "agency_id": None, "kind": "news",
    "lead_photo_id": None, "lead_photo_caption": "",
}  # fmt: skip


def proposed(**fields: Any) -> kind_of_change.Proposal:
    return kind_of_change.of(CONTENT, {**CONTENT, **fields})


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
        (body("Tuesday", "Monday"), "Numbers changed: “Tuesday” → “Monday”"),
        (body("Ana Holt", "Anna Holt"), "Names changed: “Ana” → “Anna”"),
        (body("Mayor Ana Holt said", "Holt said"), "Names"),
        ({"body": "<p>Quill voted.</p>"}, "Names"),
        ({"standfirst": "The vote was near."}, "Words changed: “close” → “near”"),
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
    assert "Tell readers in a notice, or say why it is minor." in response.content.decode()
    assert article.editions.count() == 1
    why = "The port counts its crews in."
    data = {"act": "publish", "revision": 2, "when": "now", "change": "minor", "no_notice_reason": why}
    assert client.post(address, data).status_code == 302
    edition = article.visible_edition()
    assert (edition.change, edition.updated_at, edition.first_published_at) == ("minor", None, NOON)
    assert edition.no_notice_reason == why
    assert f"because: {why}" in desk_client("Managing editor").get(
        reverse("admin:articles_article_history", args=[article.pk])
    ).content.decode()  # fmt: skip
    history = client.get(f"{edition.path}history/").content.decode()
    assert why in history and "14,200" in history


@pytest.mark.django_db
@pytest.mark.parametrize("by", [FeedActor("northline"), None])
def test_whoever_publishes_it_what_looks_substantive_is_minor_for_a_reason_alone(by):
    article = make_published(body="<p>It carried 14,200 people.</p>")
    article.body = "<p>It carried 12,400 people.</p>"
    publishing.save_revision(article=article, by=make_user(None), at=LATER)
    publish = {"article": article, "by": by or make_user(None), "change": "minor", "at": LATER}
    for reason, why in ((" \n", "say why it is minor"), ("x" * 251, "longer than 250")):
        with pytest.raises(Refused, match=why):
            publishing.publish(**publish, no_notice_reason=reason)
    assert article.editions.count() == 1
    publishing.publish(**publish, no_notice_reason="A slip of ours.")
    assert article.visible_edition().no_notice_reason == "A slip of ours."


@pytest.mark.django_db
def test_what_is_said_of_a_picture_counts_and_a_slip_in_it_does_not():
    photo = make_photo(caption="The harbor at noon.", alt="A harbor", credit="Mara Quill/The Harbor Ledger")
    article = make_published(lead_photo=photo)
    revision = article.current_revision()
    for field, words, is_substantive in (
        ("caption", "The harbour at noon.", False), ("caption", "The harbor at night.", True),
        ("alt", "A harbor at sunset", True), ("credit", "Ana Holt/The Harbor Ledger", True),
    ):  # fmt: skip
        Photo.objects.update(caption="The harbor at noon.", alt="A harbor", credit="Mara Quill/The Harbor Ledger")
        Photo.objects.update(**{field: words})
        assert kind_of_change.between(article.editions.get(), revision).is_substantive is is_substantive, words


@pytest.mark.django_db
def test_a_minor_change_is_proposed_as_minor_and_needs_no_word():
    article = make_published(body="<p>It carryed many.</p>")
    article.body = "<p>It carried many.</p>"
    publishing.save_revision(article=article, by=make_user(None), at=LATER)
    client, address = desk_client("Editor"), reverse("admin:desk_publish", args=[article.pk])
    assert 'value="minor" required id="id_change_0" checked' in client.get(address).content.decode()
    data = {"act": "publish", "revision": 2, "when": "now", "change": "minor", "no_notice_reason": "Not needed."}
    assert client.post(address, data).status_code == 302
    assert article.visible_edition().no_notice_reason == ""
