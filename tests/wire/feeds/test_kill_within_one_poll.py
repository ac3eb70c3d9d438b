"""From the arrival of a kill file to 410 for the reader: within one poll, whatever we did to the story meanwhile."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article
from tests.desk.test_article_form import values
from tests.factories import make_publication, make_section, make_user
from tests.wire.feeds.builders import drop, folder_feed, kill, story
from wire import pickup
from wire.models import Item, Polling

pytestmark = pytest.mark.django_db

LISTS = (
    "/",
    "/sections/world/",
    "/search/?q=Ferries",
    "/feeds/latest.rss",
    "/feeds/latest.json",
    "/sitemap.xml",
    "/api/v1/articles/",
)


def next_poll() -> None:
    """The feed's time has come again, and the worker does all that is due."""
    Polling.objects.update(next_poll_at=timezone.now())
    call_command("desk", "--once", stdout=io.StringIO(), stderr=io.StringIO())


def shown_in(address: str, headline: str) -> bool:
    return headline in Client().get(address).content.decode()


@pytest.fixture
def taken() -> tuple[Any, Article, str, str]:
    """A story that came through a folder, was published, edited and renamed: its feed, its old and its new address."""
    make_publication(desk_email="desk@ledger.example")
    make_section("world")
    feed = folder_feed()
    drop(feed, "1-first.json", story())
    next_poll()
    by = make_user("Managing editor")
    article = pickup.pick_up(item=Item.objects.get(), by=by, section=make_section("world"))
    old = publishing.publish(article=article, by=by).path
    article.refresh_from_db()
    article.headline, article.body = "Ferries stay for good", article.body + "<p>Our reporter adds a line.</p>"
    article.slug = "ferries-for-good"
    publishing.save_revision(article=article, by=by)
    new = publishing.publish(article=article, by=by, change="minor", no_notice_reason="A test.").path
    assert old != new
    article.refresh_from_db()
    return feed, article, old, new


def test_kill_in_the_folder_takes_the_story_down_everywhere(taken: tuple[Any, Article, str, str]) -> None:
    feed, article, old, new = taken
    assert Client().get(old).status_code == 301 and Client().get(new).status_code == 200
    assert any(shown_in(address, "Ferries stay") for address in LISTS[:2]) and shown_in("/feeds/latest.rss", "Ferries stay")
    editor = Client()
    editor.force_login(make_user("Managing editor"))
    form = editor.get(f"/admin/articles/article/{article.pk}/change/")
    assert form.status_code == 200
    opened = values(article, headline="Ferries stay, says a third headline")

    drop(feed, "2-kill.json", kill())
    next_poll()

    assert [Client().get(address).status_code for address in (old, new)] == [410, 410]
    assert not any(shown_in(address, "Ferries stay") for address in LISTS)

    editor.post(f"/admin/articles/article/{article.pk}/change/", opened)
    editor.post(f"/admin/articles/article/{article.pk}/change/", {**opened, "status": "ready", "_publish": "1"})
    article.refresh_from_db()
    assert article.killed_at is not None
    assert [Client().get(address).status_code for address in (old, new)] == [410, 410]
    assert not any(shown_in(address, "Ferries stay") for address in LISTS)


def test_kill_that_lies_behind_a_hundred_others_and_broken_files_comes_in_the_same_poll(
    taken: tuple[Any, Article, str, str],
) -> None:
    feed, _, _, new = taken
    for number in range(2, 130):
        drop(feed, f"{number:03}.json", story(number) if number % 10 else b"{")
    drop(feed, "999-kill.json", kill())
    next_poll()
    assert Client().get(new).status_code == 410
