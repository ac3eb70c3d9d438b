"""From the list a story is picked up, published, spiked and taken back, by those who may; what is refused is said in words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Edition
from tests.factories import make_agency, make_disclaimer, make_publication, make_published, make_section, make_user
from tests.wire.builders import kill, picked_up, story, the_item
from tests.wire.conftest import Send
from wire.models import Item

BODY = "<p>" + " ".join(f"Word {number} of the ferry story." for number in range(40)) + "</p>"


def desk(role: str | None = "Wire editor") -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


@pytest.fixture
def item(send: Send) -> Item:
    make_publication()
    make_agency("northline")
    make_section("world")
    send(story())
    return the_item()


def post(client: Client, item: Item, verb: str, **data: object) -> str:
    """The page one is on afterwards."""
    fields = {"section": make_section("world").pk, "version": item.text_version_id, **data}
    response = client.post(f"/admin/wire/item/{item.pk}/{verb}/", fields, follow=True)
    return response.content.decode()


def test_picked_up_and_published_in_one_step_with_its_disclaimer(item: Item) -> None:
    make_disclaimer()
    assert "Picked up and published" in post(desk(), item, "publish")
    article = Article.objects.get()
    assert article.is_visible()
    page = Client().get(article.visible_edition().path).content.decode()  # type: ignore[union-attr]
    assert "has not reviewed this Northline News Agency story" in page
    assert "Northline" in page


def test_from_the_list_one_comes_back_to_the_list_as_it_was(item: Item) -> None:
    client = desk()
    data = {"section": make_section("world").pk, "version": item.text_version_id, "back": "q=ferry&state=offer"}
    assert client.post(f"/admin/wire/item/{item.pk}/publish/", data)["Location"] == "/admin/wire/item/?q=ferry&state=offer"
    crooked = client.post(f"/admin/wire/item/{item.pk}/spike/", {"back": "//evil.example/?x=\r\ny"})["Location"]
    assert crooked.startswith("/admin/wire/item/?")


@pytest.mark.parametrize("role", ["Reporter", "Standards editor", None])
def test_only_who_may_publishes_and_spikes(item: Item, role: str | None) -> None:
    for verb in ("publish", "spike", "take-back", "pick-up"):
        response = desk(role).post(f"/admin/wire/item/{item.pk}/{verb}/", {"section": make_section("world").pk})
        assert response.status_code == 403, verb
    assert not Article.objects.exists()
    assert the_item().spiked_at is None


@pytest.mark.parametrize(
    ("role", "shown"), [("Reporter", False), ("Standards editor", False), ("Wire editor", True), ("Editor", True)]
)
def test_buttons_are_for_those_who_may(item: Item, role: str, shown: bool) -> None:
    client = desk(role)
    for address in ("/admin/wire/item/", f"/admin/wire/item/{item.pk}/change/"):
        page = client.get(address).content.decode()
        for verb in ("/publish/", "/spike/", "/pick-up/"):
            assert (f'formaction="/admin/wire/item/{item.pk}{verb}"' in page or f'data-part="{verb[1:-1]}"' in page) <= shown
        assert ("Pick up and publish" in page) == shown


def test_what_came_in_since_one_looked_is_not_published_unseen(send: Send, item: Item) -> None:
    send(story(2, body_html="<p>Quite other words.</p>"))
    assert "A later version has come since you looked" in post(desk(), item, "publish")
    assert not Article.objects.exists()


def test_killed_story_is_not_published(send: Send, item: Item) -> None:
    send(kill())
    assert "has killed this story" in post(desk(), item, "publish")
    assert not Article.objects.exists()


def test_what_the_publish_screen_would_refuse_is_said_and_nothing_is_left_half_done(send: Send, item: Item) -> None:
    send(story(item_id="past", expires_at=timezone.now() - timedelta(days=1)))
    past = Item.objects.get(item_id="past")
    page = post(desk(), past, "publish")
    assert "It cannot be published as it came" in page and "Its time on the site has ended" in page
    assert not Article.objects.exists() and not Edition.objects.exists()


def test_embargoed_story_is_scheduled_for_its_end(send: Send, item: Item) -> None:
    send(story(item_id="later", embargo_until=timezone.now() + timedelta(hours=2)))
    assert "Picked up and scheduled" in post(desk(), Item.objects.get(item_id="later"), "publish")
    assert not Article.objects.get().is_visible()


def test_without_a_section_nothing_is_published(item: Item) -> None:
    assert "Choose the section it goes to. Nothing was published." in post(desk(), item, "publish", section="")
    assert not Article.objects.exists()


def test_nearly_the_same_story_is_warned_of_and_published_only_when_both_are_wanted(send: Send, item: Item) -> None:
    ours = make_published(headline="We had it first", body=BODY, at=timezone.now())
    send(story(item_id="same", headline="Theirs", body_html=BODY))
    same, client = Item.objects.get(item_id="same"), desk()
    row = client.get("/admin/wire/item/?q=theirs").content.decode()
    assert "Nearly the same story is published" in row and "We had it first" in row
    assert "Pick up and publish" not in row
    for address in ("change", "preview"):
        assert "We had it first" in client.get(f"/admin/wire/item/{same.pk}/{address}/").content.decode()
    assert "say that you want both" in post(client, same, "publish")
    assert Article.objects.count() == 1
    assert "Picked up and published" in post(client, same, "publish", although=ours.pk)


def test_story_is_spiked_and_taken_back_from_the_list(item: Item) -> None:
    client = desk()
    assert "Spiked: “Night ferries to stay”." in post(client, item, "spike")
    assert "Take back" in client.get("/admin/wire/item/?state=spiked").content.decode()
    assert "Taken back" in post(client, item, "take-back")
    assert the_item().state() == Item.State.ON_OFFER


def test_script_of_the_list_is_answered_in_a_line(item: Item) -> None:
    client, address = desk(), f"/admin/wire/item/{item.pk}/spike/"
    told = [client.post(address, headers={"Accept": "application/json"}).json() for _ in range(2)]
    assert told[0] == {"is_done": True, "words": "Spiked: “Night ferries to stay”."}
    assert told[1] == {"is_done": False, "words": "This story is spiked already."}


def test_row_says_who_took_it_and_what_became_of_it(item: Item) -> None:
    picked_up(by=make_user("Wire editor", first_name="Priya", last_name="Raman"))
    page = desk().get("/admin/wire/item/").content.decode()
    assert "Priya Raman took it" in page and ">draft<" in page
    assert "Pick up" not in page.split('id="wire-help"')[0].split('id="wire-list"')[1]


def test_preview_shows_credit_and_disclaimer(item: Item) -> None:
    make_disclaimer()
    page = desk("Reporter").get(f"/admin/wire/item/{item.pk}/preview/").content.decode()
    for words in ("Night ferries to stay", "Northline News Agency", "has not reviewed this"):
        assert words in page


@pytest.mark.parametrize("number", ["999", "9" * 40])
def test_unknown_item_is_not_found(item: Item, number: str) -> None:
    client = desk()
    assert client.get(f"/admin/wire/item/{number}/preview/").status_code == 404
    assert client.post(f"/admin/wire/item/{number}/spike/").status_code == 404
