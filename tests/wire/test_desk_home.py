"""The desk's home shows what the wire asks of a person: orders told in words first, changes where they are compared."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.desk import home
from tests.factories import NOON, make_agency, make_user
from tests.wire.builders import kill, picked_up, published, story, the_item
from tests.wire.conftest import Send
from wire.models import Item, NamedOrder, Pickup, Version


@pytest.fixture
def item(send: Send) -> Item:
    make_agency("northline")
    send(story())
    return the_item()


def piles(role: str = "Wire editor") -> dict[str, home.Pile]:
    return {pile.title: pile for pile in home.piles(make_user(role))}


def test_order_told_in_words_is_the_first_pile_while_it_is_open(item: Item) -> None:
    assert "Orders told in words" not in piles()
    NamedOrder.objects.create(version=item.newest, kind="kill", is_grave=True, words="Please kill item 157.", at=NOON)
    title, pile = next(iter(piles().items()))
    assert title == "Orders told in words"
    assert pile.rows[0].words == "Kill: Please kill item 157." and pile.rows[0].is_urgent


def test_change_leads_to_where_it_is_compared(item: Item) -> None:
    picked_up()
    tie = Pickup.objects.get()
    tie.waiting, tie.waiting_since = Version.objects.get(), NOON
    tie.save()
    pile = piles()["Changed since we took it"]
    assert pile.rows[0].address == f"/admin/wire/pickup/{tie.pk}/change/"
    assert pile.address == "/admin/wire/pickup/"


def test_thousands_on_offer_are_not_counted(item: Item) -> None:
    Item.objects.bulk_create(
        Item(agency=item.agency, item_id=f"n{number}", first_seen_at=NOON, changed_at=NOON) for number in range(120)
    )
    pile = piles()["New on the wire"]
    assert (pile.count, pile.shown_count) == (101, "100+")
    assert pile.address == "/admin/wire/item/?state=offer"


def test_kill_of_what_we_took_is_told_for_a_day(send: Send) -> None:
    now = timezone.now()
    article = published(send)
    assert "Killed by an agency since yesterday" not in piles()
    send(kill(), at=now)
    pile = piles()["Killed by an agency since yesterday"]
    assert [row.words for row in pile.rows] == [article.headline]
    assert pile.rows[0].remark == "Northline killed it, and it is off our pages"
    Item.objects.update(killed_at=now - timedelta(days=2))
    assert "Killed by an agency since yesterday" not in piles()


def test_kill_of_what_we_never_took_is_no_news(send: Send) -> None:
    send(story())
    send(kill(), at=timezone.now())
    assert "Killed by an agency since yesterday" not in piles()
