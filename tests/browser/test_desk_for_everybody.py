"""Every main screen of the desk passes the accessibility checker: on a wide screen, in the dark, and on a phone."""

from __future__ import annotations

import pytest

from articles import publishing
from tests.browser import axe
from tests.doors import addresses
from tests.factories import HOUR, NOON, make_user
from tests.test_every_door import CHAIN
from tests.test_every_door import story as story
from wire import intake

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SCREENS = (
    "index", "password_change", "desk_accuracy", "desk_publish", "desk_kill", "articles_article_changelist",
    "articles_article_add", "articles_article_change", "articles_article_history", "articles_agency_change",
    "articles_disclaimer_add", "articles_policypage_changelist", "articles_policypage_add", "articles_policypage_checklist",
    "articles_publication_change", "corrections_ticket_changelist", "corrections_ticket_change", "corrections_ticket_file",
    "corrections_notice_changelist", "corrections_notice_change", "corrections_noticeproposal_changelist",
    "corrections_noticeproposal_change", "corrections_straymail_changelist", "corrections_straymail_change",
    "wire_item_changelist", "wire_item_change", "wire_pickup_changelist", "wire_pickup_change", "wire_namedorder_changelist",
    "wire_message_changelist", "wire_feed_add", "wire_changepolicy_changelist", "wire_changepolicy_add",
    "base_outgoing_changelist", "base_entry_changelist",
)  # fmt: skip
# What changes in the dark are the colours.
LOOKS = {"wide": (1280, "light", axe.ALL), "dark": (1280, "dark", ["color-contrast"]), "phone": (375, "light", axe.ALL)}


@pytest.fixture
def desk(story, visit, client, chromium, live_server):
    """The managing editor's window, before a newsroom in which readers, agency and desk have all had a hand in one story."""
    by = make_user("Managing editor")
    story.body += "<p>Crews told us that they would vote.</p>"
    publishing.save_revision(article=story, by=by, at=NOON + HOUR)
    publishing.publish(article=story, by=by, change="minor", no_notice_reason="A line was added.", at=NOON + HOUR)
    intake.receive((CHAIN / "ferry-chain-2-writethru.xml").read_bytes(), feed=intake.command_feed(), at=NOON + 2 * HOUR)
    client.force_login(by)
    page = visit(bypass_csp=True)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page.context.add_init_script(axe.source(chromium))
    return page


def test_the_desks_screens_pass_the_accessibility_checker(desk, story):
    known, found = addresses(story), []
    for address in (known[f"admin:{name}"][0] for name in SCREENS):
        assert desk.goto(address).status == 200, address
        for look, (width, scheme, rules) in LOOKS.items():
            desk.emulate_media(color_scheme=scheme)
            desk.set_viewport_size({"width": width, "height": 800})
            # As tall as the page: what the bar with the buttons covers for the moment is no fault.
            height = desk.evaluate("document.documentElement.scrollHeight")
            desk.set_viewport_size({"width": width, "height": height + 200})
            found += [f"{address} ({look}): {complaint}" for complaint in axe.complaints(desk, rules)]
    assert not found, "\n".join(found)
