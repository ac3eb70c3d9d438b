"""Feeds at the desk: what is not allowed is said in plain words, and each feed shows how it is doing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import HOUR, make_agency, make_publication, make_section, make_topic, make_user
from tests.wire.feeds.builders import drop, folder_feed, make_feed, state
from wire.feeds.polling import poll
from wire.models import Feed, Polling, SeenFile

pytestmark = pytest.mark.django_db

ADD = "/admin/wire/feed/add/"


@pytest.fixture
def desk() -> Client:
    """The managing editor's browser."""
    make_publication()
    client = Client()
    client.force_login(make_user("Managing editor"))
    return client


def data(**fields: Any) -> dict[str, Any]:
    given = {
        "name": "Northline main", "slug": "northline-main", "source": "http", "address": "https://northline.example/feed",
        "format": "", "key_variable": "", "hosts": "", "interval": "60", "silent_after": "", "agency": "", "section": "",
        "policy": "ask", "is_active": "on",
    }  # fmt: skip
    return {**given, **fields}


def complaints(client: Client, **fields: Any) -> str:
    response = client.post(ADD, data(**fields))
    assert response.status_code == 200 and not Feed.objects.exists()
    return response.content.decode()


def test_feed_is_set_up_with_all_that_it_needs(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRE_KEY_NORTHLINE", "secret-of-northline")
    agency, section, topic = make_agency("northline"), make_section("world"), make_topic()
    response = desk.post(
        ADD,
        data(format="newsml-g2", key_variable="WIRE_KEY_NORTHLINE", hosts="Images.Northline.example\n\n", interval="30",
             silent_after="6", agency=agency.pk, agencies=[agency.pk], section=section.pk, topics=[topic.pk]),
        follow=True,
    )  # fmt: skip
    feed = Feed.objects.get()
    assert (feed.format, feed.hosts, feed.interval, feed.silent_after) == ("newsml-g2", "images.northline.example", 30, 6)
    assert (feed.agency, feed.section, list(feed.topics.all())) == (agency, section, [topic])
    assert "secret-of-northline" not in response.content.decode() and "is not set" not in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"address": "http://northline.example/"}, "not encrypted"),
        ({"address": "ftp://northline.example/"}, "must begin with https://"),
        ({"address": ""}, "Which address?"),
        ({"address": "https://me:secret@northline.example/"}, "no place in the address"),
        ({"address": "https://northline.example/?apikey=1"}, "A key has no place in the address"),
        ({"address": "https://10.0.0.8/"}, "private network"),
        ({"address": "https://2130706433/"}, "private network"),
        ({"address": "https://localhost/"}, "private network"),
        ({"source": "folder", "address": "/etc"}, "does not lie below a folder that the operator allows"),
        ({"source": "folder", "address": "../outside"}, "does not lie below a folder that the operator allows"),
        ({"source": "folder", "address": ""}, "Which folder?"),
        ({"format": "word"}, "word is not one of the available choices"),
        ({"key_variable": "SECRET_KEY"}, "begins with WIRE_KEY_"),
        ({"key_variable": "WIRE_KEY_a b"}, "begins with WIRE_KEY_"),
        ({"hosts": "https://images.example/x"}, "is no host&#x27;s name"),
        ({"hosts": "images.example:8080"}, "is no host&#x27;s name"),
        ({"interval": "1"}, "greater than or equal to 5"),
        ({"interval": "9" * 30}, "less than or equal to"),
    ],
)
def test_what_is_not_allowed_is_said_in_plain_words(desk: Client, fields: dict[str, str], words: str) -> None:
    assert words in complaints(desk, **fields)


def test_feed_of_one_agency_must_be_allowed_to_speak_for_it(desk: Client) -> None:
    ours, other = make_agency("northline"), make_agency("meridian")
    assert "must be allowed to speak for" in complaints(desk, agency=ours.pk, agencies=[other.pk])


def test_folder_is_watched_by_one_feed(desk: Client) -> None:
    folder_feed()
    response = desk.post(ADD, data(source="folder", address="northline/below"))
    assert "watches" in response.content.decode() and Feed.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"key_variable": "WIRE_KEY_NOWHERE"}, "WIRE_KEY_NOWHERE is not set in this server&#x27;s environment"),
        ({"source": "folder", "address": "later"}, "is not there yet"),
        ({"source": "ap", "address": ""}, "AP answers nobody without a key"),
    ],
)
def test_what_may_be_right_all_the_same_is_a_warning(desk: Client, fields: dict[str, str], words: str) -> None:
    assert words in desk.post(ADD, data(**fields), follow=True).content.decode()
    assert Feed.objects.get().address


def test_list_and_page_show_how_a_feed_is_doing(desk: Client) -> None:
    well, failing = folder_feed(silent_after=1), folder_feed(slug="other", name="Other", address="nowhere")
    drop(well, "1.json")
    poll(well), poll(failing)
    page = desk.get("/admin/wire/feed/").content.decode()
    assert "Works" in page and "Fails" in page and "No such file or directory" in page
    assert 'class="field-items_today">1<' in page
    page = desk.get(f"/admin/wire/feed/{failing.pk}/change/").content.decode()
    assert "1 time in a row" in page and "Poll now" in page and "in 1\xa0minute" in page
    Polling.objects.filter(pk=well.pk).update(last_item_at=timezone.now() - 5 * HOUR)
    assert "Nothing new has come since" in desk.get(f"/admin/wire/feed/{well.pk}/change/").content.decode()
    assert "Silent" in desk.get("/admin/wire/feed/").content.decode()


def test_poll_now_is_done_in_the_workers_next_round(desk: Client) -> None:
    feed = folder_feed(interval=3600)
    poll(feed)
    assert poll(feed) is None
    page = desk.post(f"/admin/wire/feed/{feed.pk}/poll/", follow=True).content.decode()
    assert "The worker polls “Northline by folder” within seconds." in page
    assert poll(feed) is not None
    assert desk.get(f"/admin/wire/feed/{feed.pk}/poll/").status_code == 405
    assert desk.post("/admin/wire/feed/999/poll/").status_code == 404
    off = make_feed("folder", slug="off", address="off", is_active=False)
    assert "is not polled" in desk.post(f"/admin/wire/feed/{off.pk}/poll/", follow=True).content.decode()


@pytest.mark.parametrize(("role", "may_look"), [("Wire editor", True), ("Reporter", False), (None, False)])
def test_only_the_managing_editor_changes_and_polls(desk: Client, role: str | None, may_look: bool) -> None:
    feed = folder_feed()
    client = Client()
    client.force_login(make_user(role))
    page = client.get(f"/admin/wire/feed/{feed.pk}/change/")
    assert page.status_code == (200 if may_look else 403)
    assert "Poll now" not in page.content.decode()
    assert client.post(f"/admin/wire/feed/{feed.pk}/poll/").status_code == 403
    assert "/login/" in Client().post(f"/admin/wire/feed/{feed.pk}/poll/")["Location"]


def test_feed_that_is_led_elsewhere_begins_anew(desk: Client, tmp_path: Path) -> None:
    feed = folder_feed()
    drop(feed, "1.json")
    poll(feed)
    Polling.objects.update(etag="old", cursor="old")
    address = f"/admin/wire/feed/{feed.pk}/change/"
    desk.post(address, data(source="folder", address=feed.address, name="Renamed"))
    assert state(feed).etag == "old" and SeenFile.objects.exists()
    desk.post(address, data(source="folder", address="elsewhere"))
    assert (state(feed).etag, state(feed).cursor, state(feed).next_poll_at) == ("", "", None)
    assert not SeenFile.objects.exists()


def test_list_costs_the_same_however_many_feeds_there_are(desk: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        feed = make_feed("folder", slug=f"n{number}", address=f"n{number}")
        Polling.objects.create(feed=feed)
    with django_assert_max_num_queries(12):
        assert desk.get("/admin/wire/feed/").status_code == 200
