"""What the desk reads about the wire is said as people say it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.admin.shown import age_of
from articles.body import plain_text
from tests.factories import HOUR, NOON
from tests.wire.builders import TEXT, hold, kill, published, story, the_item
from tests.wire.conftest import Send
from tests.wire.later_versions import correction, edited, tie
from tests.wire.test_merge_screen import desk, page_of
from wire.admin.shown import evidence_of
from wire.models import Version

LIST = "/admin/wire/item/"


@pytest.fixture
def wire_editor(db: None) -> Client:
    return desk("Wire editor")


def test_withheld_story_is_not_called_published(send: Send, wire_editor: Client) -> None:
    published(send)
    assert ">published</a>" in wire_editor.get(LIST).content.decode()
    send(hold())
    page = wire_editor.get(LIST).content.decode()
    assert ">held: readers don’t have it</a>" in page
    assert ">published</a>" not in page


def test_story_that_is_ours_already_is_called_taken(send: Send, wire_editor: Client) -> None:
    published(send)
    page = wire_editor.get(f"{LIST}{the_item().pk}/change/").content.decode()
    assert '<h2 id="pick-up">Taken</h2>' in page and "Not to be picked up" not in page


def test_killed_story_is_not_to_be_picked_up(send: Send, wire_editor: Client) -> None:
    send(story())
    send(kill())
    assert "Not to be picked up" in wire_editor.get(f"{LIST}{the_item().pk}/change/").content.decode()


def test_row_says_why_a_story_cannot_be_picked_up_yet(send: Send, wire_editor: Client) -> None:
    send(story(body_html=""))
    page = wire_editor.get(LIST).content.decode()
    assert "its text has not come yet" in page and 'data-part="pick-up"' not in page


@pytest.mark.parametrize(
    ("sent", "number", "label"),
    [
        (0, 1, "first version"),
        (3, 2, "version 3"),
        (1_760_446_800, 1, "first version"),
        (1_760_446_800, 2, "version 2 as they came"),
    ],
)
def test_version_has_a_name_that_can_be_read(sent: int, number: int, label: str) -> None:
    assert Version(sent_version=sent, number=number).label == label


def test_same_evidence_is_told_once() -> None:
    rows = [("status", "KILL KILL KILL"), ("signal", "kill"), ("signal", "sig:Kill"), ("editor's note", "Please kill item 157")]
    version = Version(evidence=[{"field": field, "words": words} for field, words in rows])
    assert evidence_of(version) == "status: KILL KILL KILL; editor's note: Please kill item 157"


def test_age_below_a_minute_is_just_now() -> None:
    now = timezone.now()
    assert age_of(now) == age_of(now - timedelta(seconds=50)) == "just now"
    assert age_of(now - timedelta(minutes=3, seconds=1)).replace("\xa0", " ") == "3 minutes ago"


def test_cells_of_a_table_are_words_apart() -> None:
    table = "<table><tbody><tr><th>Stannock</th><td>9</td><td>10</td></tr><tr><th>Holm</th><td>7</td></tr></tbody></table>"
    assert plain_text(table) == "Stannock 9 10 Holm 7"
    assert plain_text("<ul><li>Goats</li><li>Sheep</li></ul><p>One<br>two</p>") == "Goats Sheep\nOne two"


def test_what_the_agency_changed_stands_open_beside_what_is_to_decide(send: Send, wire_editor: Client) -> None:
    article = published(send)
    edited(article)
    send(correction(headline="Night ferries to stay for good"), at=NOON + HOUR)
    page = page_of(wire_editor)
    assert '<details class="settled" open>' in page.split("Headline: the agency’s change")[0]
    assert '<details class="settled settled--same">' in page or TEXT.count("<p>") < 3
    assert tie().waiting is not None


def test_reason_that_ends_a_sentence_is_followed_by_no_comma(send: Send, db: Any) -> None:
    from wire import intake

    intake.receive(b"<nitf><head></head><body>", feed=intake.command_feed())
    page = desk("Wire editor").get("/admin/").content.decode()
    assert "In quarantine" in page and ".," not in page


def test_text_that_only_grew_lost_no_words(send: Send) -> None:
    send(story())
    send(story(2, body_html=TEXT + "<p>The union agreed.</p>"))
    newest = the_item().newest
    assert newest is not None
    assert evidence_of(newest) == "text: 3 words more"


def test_killed_words_are_not_shown_as_what_readers_would_have(send: Send, wire_editor: Client) -> None:
    send(story())
    address = f"{LIST}{the_item().pk}/change/"
    assert "As readers would have it" in wire_editor.get(address).content.decode()
    send(kill())
    page = wire_editor.get(address).content.decode()
    assert "What had come before the kill: not for use" in page and "As readers would have it" not in page


def test_quarantine_says_where_a_feed_is_allowed_to_speak_for_an_agency(send: Send, wire_editor: Client) -> None:
    from tests.factories import make_agency
    from wire import intake

    feed = intake.command_feed()
    feed.agencies.add(make_agency("meridian"))
    outcomes = send(story(), feed=feed)
    assert [outcome.word for outcome in outcomes] == ["quarantined"]
    assert "If it may, allow it under Feeds, then try again." in wire_editor.get("/admin/wire/message/").content.decode()
