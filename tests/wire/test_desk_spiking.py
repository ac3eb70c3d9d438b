"""A wire story that we shall not use is put aside and can be taken back; the record says who did it."""

from __future__ import annotations

import pytest

from newsroom.base.models import Entry
from newsroom.base.refusals import Refused
from tests.factories import NOON, make_agency, make_user
from tests.wire.builders import hold, kill, picked_up, story, the_item
from tests.wire.conftest import Send
from wire import pickup, spiking
from wire.models import Item


@pytest.fixture
def item(send: Send) -> Item:
    make_agency("northline")
    send(story())
    return the_item()


def test_spiked_story_leaves_the_offer_and_the_record_says_who(item: Item) -> None:
    editor = make_user("Wire editor")
    spiking.spike(item=item, by=editor, at=NOON)
    assert the_item().state() == Item.State.SPIKED
    assert the_item().spiked_by == editor
    assert not Item.objects.on_offer().exists()
    entry = Entry.objects.filter(chain__name=pickup.chain(item)).latest("pk")
    assert (entry.verb, entry.by) == ("spiked", editor)


def test_spiked_story_is_taken_back(item: Item) -> None:
    spiking.spike(item=item, by=make_user())
    spiking.take_back(item=item, by=make_user())
    assert the_item().state() == Item.State.ON_OFFER
    assert Entry.objects.filter(chain__name=pickup.chain(item)).latest("pk").verb == "taken back from the spike"
    with pytest.raises(Refused, match="not spiked"):
        spiking.take_back(item=item, by=make_user())


def test_story_is_spiked_once(item: Item) -> None:
    spiking.spike(item=item, by=make_user())
    with pytest.raises(Refused, match="spiked already"):
        spiking.spike(item=item, by=make_user())


def test_taken_story_stays_in_sight(item: Item) -> None:
    picked_up()
    with pytest.raises(Refused, match="picked this story up"):
        spiking.spike(item=item, by=make_user())
    assert the_item().spiked_at is None


@pytest.mark.parametrize(("order", "words"), [(kill(), "killed"), (hold(), "withholds")])
def test_story_under_an_order_stays_in_sight(send: Send, item: Item, order: object, words: str) -> None:
    send(order)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=words):
        spiking.spike(item=the_item(), by=make_user())


def test_kill_of_a_spiked_story_shows(send: Send, item: Item) -> None:
    spiking.spike(item=item, by=make_user())
    send(kill())
    assert the_item().state() == Item.State.KILLED


def test_spiked_story_may_still_be_picked_up(item: Item) -> None:
    spiking.spike(item=item, by=make_user())
    picked_up()
    assert the_item().state() == Item.State.TAKEN
