"""The desk's lists keep their buttons in reach and their pages as wide as the screen, at any width."""

from __future__ import annotations

import pytest

from tests.browser.test_merge import edited as edited
from tests.corrections.cases import make_ticket
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


WIDTHS = (1280, 1200, 1024, 768, 390)


@pytest.fixture
def desk(visit, client, live_server):
    page = visit(viewport={"width": 390, "height": 800})
    client.force_login(make_user("Managing editor"))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    return page


def is_in_reach(page, button) -> bool:
    """Whether nothing is wider than the screen or than the box that it scrolls in, and the button stands within both."""
    box, wide = button.bounding_box(), page.viewport_size["width"]
    fits = "[...document.querySelectorAll('html, .results')].every((part) => part.scrollWidth <= part.clientWidth)"
    return page.evaluate(fits) and box is not None and box["x"] >= 0 and box["x"] + box["width"] <= wide


def test_what_the_agency_changed_is_compared_from_a_phone(edited, desk):
    desk.goto("/admin/wire/pickup/")
    button = desk.get_by_role("link", name="Compare")
    assert is_in_reach(desk, button)
    button.click()
    desk.get_by_role("button", name="Publish with notice").wait_for()


def test_a_report_is_taken_from_the_queue_at_any_width(desk):
    make_ticket(wrong="Wrong: " + "a very long word and another one " * 12 + "x" * 120)
    desk.goto("/admin/corrections/ticket/")
    for width in WIDTHS:
        desk.set_viewport_size({"width": width, "height": 800})
        assert is_in_reach(desk, desk.get_by_role("button", name="Take")), width


def test_a_filter_tells_its_answer_and_is_put_away_by_escape(desk):
    make_ticket(category="number")
    desk.set_viewport_size({"width": 1200, "height": 800})
    desk.goto("/admin/corrections/ticket/")
    desk.get_by_text("Category: All").click()
    choice = desk.get_by_role("link", name="A number or date is wrong")
    desk.keyboard.press("Escape")
    assert not choice.is_visible()
    assert desk.evaluate("document.activeElement.innerText") == "Category: All"
    desk.keyboard.press("Enter")
    choice.click()
    desk.get_by_text("Category: A number or date is wrong").wait_for()
