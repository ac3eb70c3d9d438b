"""On a phone, the desk's lists keep their buttons in reach and their pages as wide as the screen."""

from __future__ import annotations

import pytest

from tests.browser.test_merge import edited as edited
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(visit, client, live_server):
    page = visit()
    page.set_viewport_size({"width": 390, "height": 800})
    client.force_login(make_user("Managing editor"))
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    return page


def is_in_reach(page, button) -> bool:
    box = button.bounding_box()
    wide = page.evaluate("document.documentElement.scrollWidth")
    return wide <= 390 and box is not None and box["x"] >= 0 and box["x"] + box["width"] <= 390


def test_what_the_agency_changed_is_compared_from_a_phone(edited, phone):
    phone.goto("/admin/wire/pickup/")
    button = phone.get_by_role("link", name="Compare")
    assert is_in_reach(phone, button)
    button.click()
    phone.get_by_role("button", name="Publish with notice").wait_for()
