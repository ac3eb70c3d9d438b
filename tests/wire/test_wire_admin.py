"""The wire at the desk: what came in is seen, picked up and tried again, and changed by no other door."""

from __future__ import annotations

import pytest
from django.test import Client

from articles import publishing
from articles.models import Article
from tests.factories import NOON, make_agency, make_disclaimer, make_publication, make_section, make_user
from tests.wire.builders import kill, picked_up, story, the_item
from tests.wire.conftest import Send
from wire import merging
from wire.models import Item, Message, Pickup

LISTS = ("item", "pickup", "message", "feed")


def desk(role: str | None = "Wire editor") -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


@pytest.fixture
def came(send: Send) -> Item:
    """A story with attacks in it, picked up by nobody."""
    make_publication()
    make_disclaimer()
    make_agency("northline")
    make_section("world")
    send(story(
        headline="<b>Night</b> ferries & more", body_html='<p>Words <script>bad()</script><a href="javascript:x">stay</a>.</p>',
        editor_note="Not for <print>", usage_terms="No archive use.", tagline="Odile contributed.",
    ))  # fmt: skip
    return the_item()


def test_list_shows_what_decides_the_next_action(came: Item) -> None:
    page = desk().get("/admin/wire/item/").content.decode()
    for words in ("What came in", "Night ferries &amp; more", "On offer", "New", "Northline", "FERRY-NIGHT", "Pick up"):
        assert words in page


@pytest.mark.parametrize("state", Item.State.values)
def test_each_state_can_be_asked_for(came: Item, state: str) -> None:
    page = desk().get(f"/admin/wire/item/?state={state}").content.decode()
    assert ("Night ferries" in page) == (state == "offer")


def test_search_finds_slugline_and_id(came: Item) -> None:
    assert "Night ferries" in desk().get("/admin/wire/item/?q=ferry-night&change=new").content.decode()
    assert "Night ferries" not in desk().get("/admin/wire/item/?q=tramway").content.decode()


def test_item_page_shows_the_story_as_readers_would_have_it_and_the_note_apart(came: Item) -> None:
    page = desk().get(f"/admin/wire/item/{came.pk}/change/").content.decode()
    sheet = page[page.index('class="proof__sheet"') : page.index("</article>")]
    printed = ("Night ferries &amp; more", "By Ilse Tamberlane", "Northline News Agency", "PORT MERRION (Northline) —", "Odile")
    for words in printed:
        assert words in sheet
    assert "has not reviewed this" in sheet
    assert "javascript:" not in page and "bad()" not in page
    assert "No archive use." in page and "No archive use." not in sheet
    assert "agency copy, not reviewed by staff" in page.lower()


def test_pick_up_button_makes_a_draft_and_leads_to_it(came: Item) -> None:
    client = desk()
    section = make_section("world")
    response = client.post(f"/admin/wire/item/{came.pk}/pick-up/", {"section": section.pk})
    article = Article.objects.get()
    assert response["Location"] == f"/admin/articles/article/{article.pk}/change/"
    assert (article.section, article.agency, article.status) == (section, came.agency, "draft")
    assert client.get(response["Location"]).status_code == 200
    again = client.post(f"/admin/wire/item/{came.pk}/pick-up/", {"section": section.pk}, follow=True)
    assert "has picked up this story already" in again.content.decode()
    assert Article.objects.count() == 1


def test_pick_up_without_a_section_is_asked_for_it(came: Item) -> None:
    page = desk().post(f"/admin/wire/item/{came.pk}/pick-up/", {}, follow=True).content.decode()
    assert "Choose the section it goes to." in page
    assert not Article.objects.exists()


@pytest.mark.parametrize("role", ["Reporter", "Standards editor", None])
def test_only_who_may_picks_up(came: Item, role: str | None) -> None:
    client = desk(role)
    assert client.post(f"/admin/wire/item/{came.pk}/pick-up/", {"section": make_section("world").pk}).status_code == 403
    assert client.get(f"/admin/wire/item/{came.pk}/change/").status_code == (403 if role is None else 200)
    assert not Article.objects.exists()


def test_stranger_is_sent_to_the_log_in(came: Item) -> None:
    for address in ("/admin/wire/item/", f"/admin/wire/item/{came.pk}/change/", f"/admin/wire/item/{came.pk}/pick-up/"):
        assert Client().post(address).status_code == 302
        assert "/login/" in Client().get(address)["Location"]


def test_verbs_take_no_get(came: Item) -> None:
    client = desk("Managing editor")
    for verb in ("pick-up", "clear"):
        assert client.get(f"/admin/wire/item/{came.pk}/{verb}/").status_code == 405


@pytest.mark.parametrize("role", ["Wire editor", "Managing editor"])
@pytest.mark.parametrize("name", ["item", "pickup", "message"])
def test_nothing_is_added_changed_or_deleted_by_another_door(send: Send, came: Item, role: str, name: str) -> None:
    picked_up()
    pk = {"item": Item, "pickup": Pickup, "message": Message}[name].objects.get().pk  # type: ignore[attr-defined]
    client = desk(role)
    assert client.get(f"/admin/wire/{name}/add/").status_code == 403
    assert client.post(f"/admin/wire/{name}/{pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"/admin/wire/{name}/{pk}/change/", {"headline": "x"}).status_code == 405
    client.post(f"/admin/wire/{name}/", {"action": "delete_selected", "_selected_action": [pk], "post": "yes"})
    assert Item.objects.count() == Pickup.objects.count() == Message.objects.count() == 1
    assert client.get(f"/admin/wire/{name}/{pk}/history/").status_code == 200


def test_unknown_and_crooked_addresses_are_not_found(came: Item) -> None:
    for address in (
        "item/999/change/", "item/x/change/", "item/²/change/", "message/999/change/", "message/³/change/",
        "pickup/999/change/", "pickup/x%2F/change/", f"pickup/{'9' * 5000}/change/",
    ):  # fmt: skip
        assert desk().get(f"/admin/wire/{address}").status_code == 404, address


def test_story_sent_again_after_a_kill_is_allowed_by_an_editor_alone(send: Send, came: Item) -> None:
    send(kill())
    send(story(10))
    wire_editor, editor = desk("Wire editor"), desk("Editor")
    assert "Allow this story again" not in wire_editor.get(f"/admin/wire/item/{came.pk}/change/").content.decode()
    assert wire_editor.post(f"/admin/wire/item/{came.pk}/clear/").status_code == 403
    assert "Allow this story again" in editor.get(f"/admin/wire/item/{came.pk}/change/").content.decode()
    editor.post(f"/admin/wire/item/{came.pk}/clear/")
    assert not the_item().is_killed
    assert "This story is not killed." in editor.post(f"/admin/wire/item/{came.pk}/clear/", follow=True).content.decode()


def test_waiting_list_compares_and_the_desk_decides(send: Send, came: Item) -> None:
    article = picked_up()
    article.headline = "Our headline"
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    send(story(2, body_html="<p>Other words stay.</p>"))
    client = desk()
    assert "Our headline" in client.get("/admin/wire/pickup/").content.decode()
    tie = Pickup.objects.get()
    page = client.get(f"/admin/wire/pickup/{tie.pk}/change/").content.decode()
    assert "Paragraph 1: the agency’s change" in page and "<legend>Headline</legend>" in page
    decide = f"/admin/wire/pickup/{tie.pk}/decide/"
    seen = {"version": tie.waiting_id, "ours": merging.digest(article)}
    assert "Say why we keep our words." in client.post(decide, {**seen, "act": "keep"}).content.decode()
    assert client.post(decide, {**seen, "act": "take"}).status_code == 302
    article.refresh_from_db()
    assert "Other words" in article.body
    assert "Our headline" not in client.get("/admin/wire/pickup/").content.decode()
    assert desk("Reporter").post(decide, {"act": "keep", "reason": "x"}).status_code == 403


def test_quarantine_shows_the_reason_and_the_raw_text_safely_and_tries_again(send: Send) -> None:
    send(story(agency=""), data=b"<script>alert(1)</script>\xff\x00", name="odd.xml")
    agency = make_agency("northline")
    client = desk()
    assert "--agency" in client.get("/admin/wire/message/").content.decode()
    message = Message.objects.get()
    page = client.get(f"/admin/wire/message/{message.pk}/change/").content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page
    response = client.post(f"/admin/wire/message/{message.pk}/try-again/", {"agency": agency.pk}, follow=True)
    assert "Night ferries to stay" in response.content.decode()
    assert "odd.xml" not in client.get("/admin/wire/message/").content.decode().split("changelist-form")[1]
    assert "odd.xml" in client.get("/admin/wire/message/?state=any").content.decode()
    assert desk("Reporter").get(f"/admin/wire/message/{message.pk}/change/").status_code == 403
    assert desk("Standards editor").post(f"/admin/wire/message/{message.pk}/try-again/").status_code == 403


def test_managing_editor_alone_sets_up_feeds(send: Send) -> None:
    send(story())
    assert desk("Wire editor").get("/admin/wire/feed/add/").status_code == 403
    client = desk("Managing editor")
    assert client.get("/admin/wire/feed/add/").status_code == 200
    feed = Message.objects.get().feed
    data = {"name": "Files", "slug": "other", "source": "command", "policy": "ask", "is_active": "on"}
    client.post(f"/admin/wire/feed/{feed.pk}/change/", data)
    feed.refresh_from_db()
    assert (feed.name, feed.slug) == ("Files", "command")


def test_list_costs_the_same_however_long_it_is(send: Send, django_assert_max_num_queries: object) -> None:
    make_publication()
    for number in range(30):
        send(story(item_id=f"n{number}", body_html="<p>x</p>" * 50))
        picked_up(item=Item.objects.get(item_id=f"n{number}"))
    client = desk()
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        assert client.get("/admin/wire/item/").status_code == 200
