"""A kill, hold, release or correction that names its story in words is matched, and put before a person."""

from __future__ import annotations

import pytest

from newsroom.base.models import Outgoing
from tests.factories import HOUR, NOON
from tests.wire.builders import published, story, the_item
from tests.wire.conftest import Send
from wire.models import Item, NamedOrder

pytestmark = pytest.mark.django_db

FERRY = {"service_number": "0157"}


def notice(headline: str = "KILL KILL KILL", body: str = "", number: int = 1, **fields: object):
    """A message of the agency's that orders something, under an id of its own, three hours after noon."""
    defaults = {
        "item_id": f"urn:northline:note-{number}",
        "headline": headline,
        "slugline": "",
        "dateline": "",
        "bylines": (),
        "body_html": f"<p>{body}</p>" if body else "",
        "version_created_at": NOON + 3 * HOUR,
    }
    return story(**{**defaults, **fields})


KILL = "Please kill item Northline 0157, Night ferries to stay, sent today. There will be no substitute."


def only() -> NamedOrder:
    return NamedOrder.objects.select_related("item").get()


def test_number_on_its_day_is_certain_and_the_story_is_held_at_once(send: Send) -> None:
    article = published(send, **FERRY)
    (outcome,) = send(notice(body=KILL.replace("Northline ", "")), at=NOON + 3 * HOUR)
    order = only()
    assert (order.kind, order.certainty, order.is_grave) == ("kill", "certain", True)
    assert order.item == the_item()
    assert order.held_at == NOON + 3 * HOUR
    assert order.settled_at is None
    article.refresh_from_db()
    assert article.killed_at is None
    assert not article.is_visible(NOON + 3 * HOUR)
    assert "held: http://127.0.0.1:8000/2020/11/20/night-ferries-to-stay/" in outcome.detail
    assert the_item().withheld_at == NOON + 3 * HOUR


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("KILL KILL KILL", "Please kill story FERRY-NIGHT, item 157, sent today. A kill is mandatory.", "kill"),
        ("BULLETIN KILL", "Kill the story FERRY-NIGHT, No. 157. Make certain the story is not used.", "kill"),
        ("STORY WITHDRAWN", "The story slugged FERRY-NIGHT, headlined “Night ferries to stay”, has been withdrawn.", "kill"),
        ("HOLD HOLD HOLD", "Please hold item 0157 “Night ferries to stay” while we check a figure.", "hold"),
        ("HOLD HOLD HOLD: Night ferries to stay", "Bitte halten Sie die Meldung 0157 vorerst zurück.", "hold"),
        ("Hinweis an die Redaktionen", "Bitte verwenden Sie die Meldung 0157 „Night ferries to stay“ von heute nicht.", "kill"),
        ("Avis", "Prière de ne pas utiliser la dépêche 157, «Night ferries to stay».", "kill"),
        ("Aviso", "Rogamos no utilicen la noticia 157, «Night ferries to stay».", "kill"),
    ],
)
def test_orders_of_many_kinds_hold_the_story_they_mean(send: Send, headline: str, body: str, kind: str) -> None:
    article = published(send, **FERRY)
    send(notice(headline, body), at=NOON + 3 * HOUR)
    assert (only().kind, only().certainty, only().item) == (kind, "certain", the_item())
    assert not article.is_visible(NOON + 3 * HOUR)


def test_order_never_becomes_a_story(send: Send) -> None:
    published(send, **FERRY)
    send(notice(body=KILL), at=NOON + 3 * HOUR, publish=True)
    send(
        notice("Advisory", "The story FERRY-NIGHT, No. 157, may now be used again.", number=2), at=NOON + 4 * HOUR, publish=True
    )
    for item in Item.objects.exclude(pk=the_item().pk):
        assert item.is_killed or item.is_advisory
        assert not item.pickups.exists()


def test_keyword_alone_is_likely_and_holds_nothing(send: Send) -> None:
    article = published(send)
    send(notice(body="Please kill story FERRY-NIGHT, V9991. A kill is mandatory."), at=NOON + 3 * HOUR)
    assert (only().certainty, only().item, only().candidates) == ("likely", None, [the_item().pk])
    assert only().evidence == [{"field": "slugline", "words": "FERRY-NIGHT"}]
    assert article.is_visible(NOON + 3 * HOUR)
    assert "LOOK NOW" in Outgoing.objects.get().subject
    assert "NOT sure which story" in Outgoing.objects.get().subject


def test_number_of_another_day_or_with_another_headline_is_not_certain(send: Send) -> None:
    article = published(send, **FERRY)
    send(notice(body="Please kill item 0157 sent on Nov. 15."), at=NOON + 3 * HOUR)
    assert (only().certainty, only().candidates) == ("unknown", [])
    send(notice(body="Please kill item 0157 “Orchard owners count their frozen pears” sent today.", number=2))
    assert NamedOrder.objects.latest("pk").certainty == "likely"
    assert article.is_visible(NOON + 3 * HOUR)


def test_two_items_that_answer_equally_leave_it_to_a_person(send: Send) -> None:
    send(story(**FERRY), story(item_id="two", **FERRY))
    send(notice(body="Please kill item 0157, FERRY-NIGHT, sent today."), at=NOON + 3 * HOUR)
    assert (only().certainty, only().item, len(only().candidates)) == ("likely", None, 2)


def test_number_of_an_earlier_version_still_names_the_story(send: Send) -> None:
    article = published(send, **FERRY)
    send(story(2, service_number="0203", body_html="<p>The ferries run.</p>"), at=NOON + HOUR)
    send(notice(body="Please kill item 0157, FERRY-NIGHT."), at=NOON + 3 * HOUR)
    assert only().certainty == "certain"
    assert not article.is_visible(NOON + 3 * HOUR)


def test_same_order_again_is_one_order(send: Send) -> None:
    published(send, **FERRY)
    send(notice(body=KILL), at=NOON + 3 * HOUR)
    (outcome,) = send(notice(body=KILL, number=2), at=NOON + 4 * HOUR)
    assert NamedOrder.objects.count() == 1
    assert "the same order came on 2020-11-20 at 15:00" in outcome.detail


def test_order_waits_for_its_story_and_holds_it_when_it_comes(send: Send) -> None:
    send(notice(body=KILL.replace("Northline ", "")), at=NOON + 3 * HOUR)
    assert (only().certainty, only().item) == ("unknown", None)
    send(story(**FERRY), story(item_id="other", service_number="0158", slugline="PEAR", headline="Pears"), at=NOON + 4 * HOUR)
    assert (only().certainty, only().item, only().held_at) == ("certain", the_item(), NOON + 4 * HOUR)
    assert the_item().withheld_at == NOON + 4 * HOUR
    assert Item.objects.get(item_id="other").withheld_at is None


def test_story_made_after_the_order_is_not_the_one_it_means(send: Send) -> None:
    send(notice(body="Please kill item 0157 sent today."), at=NOON + 3 * HOUR)
    send(story(9, **FERRY), at=NOON + 9 * HOUR)
    assert only().item is None
    assert the_item().withheld_at is None


def test_new_version_does_not_free_a_story_that_an_order_holds(send: Send) -> None:
    article = published(send, **FERRY)
    send(notice(body=KILL.replace("Northline ", "")), at=NOON + 3 * HOUR)
    send(story(4, body_html="<p>The ferries run all night, the company says.</p>"), at=NOON + 4 * HOUR)
    assert not article.is_visible(NOON + 4 * HOUR)
    assert the_item().withheld_at is not None


def test_kill_under_the_storys_own_id_is_the_ordinary_path(send: Send) -> None:
    article = published(send, **FERRY)
    send(notice(body=KILL, item_id="urn:northline:ferry", version=2), at=NOON + 3 * HOUR)
    assert not NamedOrder.objects.exists()
    article.refresh_from_db()
    assert article.killed_at is not None
