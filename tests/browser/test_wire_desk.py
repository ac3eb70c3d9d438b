"""The wire's list in a real browser: what arrives appears by itself, nothing moves under hand or eye, and keys do all of it."""

from __future__ import annotations

import json

import pytest
from django.contrib.sessions.models import Session

from articles.models import Article
from tests.factories import make_agency, make_disclaimer, make_publication, make_section, make_user
from wire import intake
from wire.admin import live
from wire.models import Item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOON = 12_000  # milliseconds, on a slow machine


def sent(number: int, version: int = 1, **fields) -> None:
    """A story of Northline's comes in, in ninjs."""
    story = {
        "uri": f"urn:northline:{number}", "version": str(version), "type": "text", "pubstatus": "usable", "language": "en",
        "versioncreated": f"2020-11-20T1{version}:00:00Z", "provider": "Northline", "slugline": f"FERRY-{number}",
        "headline": f"Ferry story {number}", "body_html": f"<p>Boat {number} runs all night, the company said.</p>",
        "subject": [{"code": "world", "name": "World"}],
    }  # fmt: skip
    outcomes = intake.receive(json.dumps({**story, **fields}).encode(), feed=intake.command_feed())
    assert [outcome.word for outcome in outcomes] != ["quarantined"], outcomes


def killed(number: int) -> None:
    sent(number, 9, pubstatus="canceled", body_html="", headline="")


@pytest.fixture
def desk(visit, client, live_server, monkeypatch):
    """A wire editor's list with three stories on it."""
    monkeypatch.setattr(live, "EVERY", 1)
    make_publication()
    make_section("world")
    make_agency("northline")
    make_disclaimer()
    for number in (1, 2, 3):
        sent(number)
    client.force_login(make_user("Wire editor"))
    page = visit()
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page.goto("/admin/wire/item/")
    page.get_by_text("Up to date at").wait_for()
    return page


def focused(page) -> str:
    return page.evaluate("document.activeElement.closest('.wirerow')?.dataset.name ?? ''")


def test_what_arrives_appears_by_itself_and_is_announced(desk):
    desk.evaluate("window.loadedOnce = true")
    sent(4)
    desk.get_by_role("link", name="Ferry story 4", exact=True).wait_for(timeout=SOON)
    assert desk.locator(".wirerow").first.get_attribute("data-name") == "Ferry story 4"
    assert "Just in" in desk.locator(".wirerow").first.inner_text()
    assert "Ferry story 4" in desk.locator("#wire-said").inner_text()
    assert desk.evaluate("window.loadedOnce") is True


def test_arrival_steals_neither_focus_nor_place_nor_choice(desk):
    desk.set_viewport_size({"width": 1280, "height": 500})
    make_section("sports")
    desk.reload()
    row = desk.locator(".wirerow", has_text="Ferry story 1")
    row.get_by_role("combobox").select_option(label="Sports")
    row.get_by_role("combobox").focus()
    place = row.bounding_box()["y"]
    sent(4)
    desk.locator(".wirerow", has_text="Ferry story 4").wait_for(state="attached", timeout=SOON)
    assert row.locator("select").evaluate("select => select === document.activeElement")
    assert row.locator("option:checked").inner_text() == "Sports"
    assert abs(row.bounding_box()["y"] - place) <= 2


def test_kill_is_an_alarm_and_takes_the_buttons_away(desk):
    killed(2)
    alarm = desk.get_by_role("alert").get_by_role("link", name="Ferry story 2")
    alarm.wait_for(timeout=SOON)
    row = desk.locator(".wirerow", has_text="Ferry story 2")
    assert "Killed" in row.inner_text()
    assert row.get_by_role("button", name="Pick up").count() == 0
    desk.get_by_role("button", name="Seen").click()
    assert alarm.count() == 0


def test_keys_walk_preview_spike_take_back_and_pick_up(desk):
    desk.keyboard.press("j")
    assert focused(desk) == "Ferry story 3"
    desk.keyboard.press("j")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("k")
    assert focused(desk) == "Ferry story 2"
    desk.keyboard.press("v")
    desk.get_by_text("has not reviewed this Northline News Agency story").wait_for()
    desk.keyboard.press("Escape")
    assert desk.locator(".wirerow__preview").count() == 0
    desk.keyboard.press("x")
    desk.get_by_text("Spiked: “Ferry story 2”.").wait_for()
    desk.locator(".wirerow", has_text="Ferry story 2").wait_for(state="detached", timeout=SOON)
    assert focused(desk) == "Ferry story 1"
    assert Item.objects.get(item_id="urn:northline:2").spiked_at is not None
    desk.keyboard.press("z")
    desk.locator(".wirerow", has_text="Ferry story 2").wait_for(timeout=SOON)
    desk.keyboard.press("p")
    desk.wait_for_url("**/admin/articles/article/*/change/")
    assert Article.objects.get().headline == "Ferry story 1"


def test_keys_are_silent_while_one_types_and_can_be_switched_off(desk):
    desk.keyboard.press("/")
    desk.keyboard.type("jxp?")
    assert desk.locator("#wire-search").input_value() == "jxp?"
    assert focused(desk) == ""
    desk.locator("#wire-search").press("Tab")
    desk.keyboard.press("?")
    dialog = desk.get_by_role("dialog", name="Keys on this screen")
    dialog.get_by_label("Single keys act").uncheck()
    desk.keyboard.press("Escape")
    assert not dialog.is_visible()
    desk.keyboard.press("j")
    assert focused(desk) == ""


def test_row_that_changed_under_an_open_preview_says_so_and_is_not_published_unseen(desk):
    row = desk.locator(".wirerow", has_text="Ferry story 1")
    row.get_by_role("button", name="Preview").click()
    row.get_by_text("Boat 1 runs all night").last.wait_for()
    sent(1, 2, body_html="<p>Boat 1 does not run at all, the company said.</p>")
    row.get_by_text("It has changed since you opened this preview.").wait_for(timeout=SOON)
    row.get_by_role("button", name="Pick up and publish").click()
    desk.get_by_text("A later version has come since you looked.").wait_for()
    assert not Article.objects.exists()


def test_lost_connection_and_log_in_are_said(desk):
    desk.route("**/live/**", lambda route: route.abort())
    desk.get_by_text("Not connected.").first.wait_for(timeout=SOON)
    desk.unroute("**/live/**")
    desk.get_by_role("button", name="Try now").click()
    desk.get_by_text("Up to date at").wait_for(timeout=SOON)
    Session.objects.all().delete()
    desk.get_by_text("You are logged out.").first.wait_for(timeout=SOON)
    assert "next=/admin/wire/item/" in desk.get_by_role("link", name="Log in again").get_attribute("href")


def test_hidden_tab_asks_nothing(desk):
    asked = []
    desk.on("request", lambda request: asked.append(request.url) if "/live/" in request.url else None)
    desk.evaluate(
        "Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    desk.wait_for_timeout(3_000)
    assert asked == []
    desk.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    desk.wait_for_timeout(500)
    assert len(asked) == 1


def test_phone_shows_the_list_without_sideways_scrolling(desk):
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.reload()
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    smallest = desk.evaluate(
        "Math.min(...[...document.querySelectorAll('.wirerow button, .wirerow select, .wirerow__acts a')]"
        ".map(e => e.getBoundingClientRect().height))"
    )
    assert smallest >= 24
