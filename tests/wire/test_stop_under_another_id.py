"""A kill or hold under an id of which we have nothing finds the story that we have under another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from articles import publishing
from articles.models import Article
from newsroom.base.models import Outgoing
from tests.factories import HOUR, NOON, make_publication, make_section, make_user
from tests.wire.builders import kill, published, story, the_item
from tests.wire.conftest import Send
from tests.wire.formats.teletype_messages import make_anpa
from wire import intake, pickup
from wire.models import Item, NamedOrder

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
KILLED = "Make certain the story is not used."


def wall() -> Article:
    """The story of a teletype message, on the site."""
    make_publication(desk_email="desk@ledger.example")
    item = intake.receive(make_anpa(), feed=intake.command_feed(), at=AT)[0].item
    assert item is not None
    article = pickup.pick_up(item=item, by=make_user(None), section=make_section("world"), at=AT)
    publishing.publish(article=article, by=make_user(None), at=AT)
    return article


def killed_next_day(*paragraphs: str, **fields: str) -> bytes:
    told = {
        "added": "Kill",
        "number": "V5001",
        "day": "11-21",
        "end": "AP-WF-11-21-26 0915GMT<",
        "heads": ["Bricks close harbor<"],
    }
    return make_anpa(*paragraphs, **{**told, **fields})  # type: ignore[arg-type]


def test_kill_on_the_next_day_finds_its_story_by_keyword_and_headline_and_holds_it() -> None:
    article = wall()
    (outcome,) = intake.receive(killed_next_day(KILLED), feed=intake.command_feed(), at=AT + timedelta(hours=18))
    order = NamedOrder.objects.get()
    assert (order.kind, order.certainty, order.item) == ("kill", "certain", article.pickups.get().item)
    assert not article.is_visible(AT + timedelta(hours=18))
    assert "held: " in outcome.detail
    assert Outgoing.objects.filter(subject__startswith="LOOK NOW").exists()


def test_kill_with_nothing_but_the_keyword_is_put_before_a_person() -> None:
    article = wall()
    message = killed_next_day(KILLED, heads=["BULLETIN KILL<"])  # type: ignore[arg-type]
    intake.receive(message, feed=intake.command_feed(), at=AT + timedelta(hours=18))
    order = NamedOrder.objects.get()
    assert (order.certainty, order.candidates) == ("likely", [article.pickups.get().item_id])
    assert article.is_visible(AT + timedelta(hours=18))


def test_kill_by_another_id_with_keyword_and_headline_holds_the_story(send: Send) -> None:
    article = published(send)
    send(kill(item_id="urn:northline:other", headline="Night ferries to stay"), at=NOON + 3 * HOUR)
    assert NamedOrder.objects.get().item == the_item()
    assert not article.is_visible(NOON + 3 * HOUR)
    assert Item.objects.get(item_id="urn:northline:other").is_killed


def test_kill_by_an_id_that_can_be_relied_on_needs_more_than_a_keyword(send: Send) -> None:
    article = published(send)
    (outcome,) = send(kill(item_id="urn:northline:other"), at=NOON + 3 * HOUR)
    assert "remembered" in outcome.detail
    assert not NamedOrder.objects.exists()
    assert article.is_visible(NOON + 3 * HOUR)


def test_kill_of_a_story_that_we_have_is_obeyed_there_alone(send: Send) -> None:
    article = published(send)
    twin = story(item_id="urn:northline:twin")
    send(twin)
    send(kill(item_id="urn:northline:twin", headline=twin.headline), at=NOON + 3 * HOUR)
    assert not NamedOrder.objects.exists()
    assert article.is_visible(NOON + 3 * HOUR)


def test_number_in_a_withheld_storys_text_names_no_other_story(send: Send) -> None:
    article = published(send, service_number="0157")
    long = (
        "<p>The council read report No. 157 on the ferries.</p>" + "<p>It was long, and few stayed to the end of it.</p>" * 20
    )
    send(story(item_id="urn:northline:other", slugline="COUNCIL", headline="A long evening", body_html=long,
               status="withheld", status_as_sent="withheld"), at=NOON + 3 * HOUR)  # fmt: skip
    assert not NamedOrder.objects.exists()
    assert article.is_visible(NOON + 3 * HOUR)
