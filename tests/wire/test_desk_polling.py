"""The open list asks every few seconds: nothing is sent while nothing changed; a change, above all a kill, is there at once."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import publishing
from tests.factories import make_agency, make_article, make_publication, make_section, make_user
from tests.wire.builders import hold, kill, picked_up, story, the_item
from tests.wire.conftest import Send
from wire import spiking
from wire.models import Item

LIVE = "/admin/wire/item/live/"


@pytest.fixture
def desk(send: Send) -> Client:
    """A wire editor before a list with one story in it."""
    make_publication()
    make_agency("northline")
    make_section("world")
    send(story())
    client = Client()
    client.force_login(make_user("Wire editor"))
    return client


def mark(client: Client, address: str = LIVE) -> str:
    return client.get(address)["ETag"]


def asked_again(client: Client, etag: str, address: str = LIVE) -> int:
    return client.get(address, headers={"If-None-Match": etag}).status_code


def test_nothing_is_sent_while_nothing_changed(desk: Client) -> None:
    etag = mark(desk)
    response = desk.get(LIVE, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_page_bears_the_mark_of_the_list_it_shows(desk: Client) -> None:
    page = desk.get("/admin/wire/item/").content.decode()
    etag = html.unescape(re.findall(r'data-etag="([^"]*)"', page)[0])
    assert asked_again(desk, etag) == 304


def test_nobody_else_stores_the_list(desk: Client) -> None:
    assert "private" in desk.get(LIVE)["Cache-Control"]
    assert "private" in desk.get("/admin/wire/item/")["Cache-Control"]


def spike(send: Send) -> None:
    spiking.spike(item=the_item(), by=make_user())


def pick_up(send: Send) -> None:
    picked_up()


def publish_another(send: Send) -> None:
    publishing.publish(article=make_article(), by=make_user())


def quarantine(send: Send) -> None:
    send(story(item_id="", agency="Northline"))


CHANGES: list[Callable[[Send], object]] = [
    lambda send: send(story(2)),
    lambda send: send(story(item_id="other")),
    lambda send: send(kill()),
    lambda send: send(hold()),
    spike,
    pick_up,
    publish_another,
    quarantine,
]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_the_list_is_sent(send: Send, desk: Client, change: Callable[[Send], object]) -> None:
    etag = mark(desk)
    change(send)
    assert asked_again(desk, etag) == 200


def test_kill_is_in_the_next_answer(send: Send, desk: Client) -> None:
    etag = mark(desk)
    send(kill())
    page = desk.get(LIVE, headers={"If-None-Match": etag}).content.decode()
    assert "Killed" in page and "data-grave" in page
    assert 'data-part="pick-up"' not in page


def test_embargo_that_ends_changes_the_list_although_nothing_came(send: Send, desk: Client) -> None:
    from django.utils import timezone

    send(story(item_id="later", embargo_until=timezone.now() + timedelta(hours=1)))
    etag = mark(desk)
    assert asked_again(desk, etag) == 304
    Item.objects.filter(item_id="later").update(embargo_until=timezone.now() - timedelta(seconds=1))
    assert asked_again(desk, etag) == 200


def test_change_that_the_filters_leave_out_is_not_sent(send: Send, desk: Client) -> None:
    etag = mark(desk, f"{LIVE}?q=ferry")
    send(story(item_id="other", headline="Trams", slugline="TRAM", body_html="<p>They run.</p>"))
    assert asked_again(desk, etag, f"{LIVE}?q=ferry") == 304


def test_mark_is_ones_own(desk: Client) -> None:
    editor = Client()
    editor.force_login(make_user("Reporter"))
    assert asked_again(editor, mark(desk)) == 200


def test_who_has_logged_out_is_sent_to_the_log_in(desk: Client) -> None:
    etag = mark(desk)
    desk.logout()
    response = desk.get(LIVE, headers={"If-None-Match": etag})
    assert response.status_code == 302 and "/login/" in response["Location"]


def test_who_may_not_see_the_wire_gets_nothing(desk: Client) -> None:
    other = Client()
    other.force_login(make_user(None))
    for address in (LIVE, "/admin/wire/item/", f"/admin/wire/item/{the_item().pk}/preview/"):
        assert other.get(address).status_code == 403


def test_asking_is_cheap_and_the_answer_costs_the_same_however_long_it_is(send: Send, desk: Client) -> None:
    from django.db import connection

    def costs(headers: dict[str, str]) -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(LIVE, headers=headers)
        return len(queries)

    few = costs({})
    for number in range(30):
        send(story(item_id=f"n{number}", body_html="<p>x</p>" * 50))
        picked_up(item=Item.objects.get(item_id=f"n{number}"))
    assert costs({}) <= few + 2 <= 20
    etag = mark(desk)
    unchanged = costs({"If-None-Match": etag})
    assert unchanged <= 7  # who asks (4), the publication's time zone, the list, the queues
