"""A person settles an order in words: obeys it on the story it means or on another, or puts it aside with the reason."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Article, Hold
from newsroom.base.models import Entry
from newsroom.base.refusals import Refused
from tests.factories import HOUR, NOON, make_user
from tests.wire.builders import hold, published, story, the_item
from tests.wire.conftest import Send
from tests.wire.test_named_orders import FERRY, notice
from wire import named_orders
from wire.models import Item, NamedOrder

pytestmark = pytest.mark.django_db

AFTER = NOON + 4 * HOUR
KILL = "Please kill item 0157, Night ferries to stay, sent today. A kill is mandatory."
HOLD = "Please hold item 0157 “Night ferries to stay” while we check a figure."
RELEASE = "The story FERRY-NIGHT, No. 157, “Night ferries to stay”, may now be used again."


@pytest.fixture
def article(send: Send) -> Article:
    return published(send, **FERRY)


def ordered(send: Send, body: str, headline: str = "ADVISORY TO EDITORS", number: int = 1) -> NamedOrder:
    send(notice(headline, body, number=number), at=NOON + 3 * HOUR)
    return NamedOrder.objects.latest("pk")


def obey(order: NamedOrder, item: Item | None = None) -> list[str]:
    return named_orders.obey(order=order, item=item or the_item(), by=make_user("Wire editor"), at=AFTER)


def test_obeyed_kill_takes_the_story_down_for_good(send: Send, article: Article) -> None:
    done = obey(ordered(send, KILL))
    article.refresh_from_db()
    assert article.killed_at == AFTER
    assert the_item().is_killed
    assert "taken down" in " ".join(done)
    order = NamedOrder.objects.get()
    assert (order.settlement, order.settled_at) == ("obeyed", AFTER)
    assert Entry.objects.filter(verb="obeyed an order in words", by=order.settled_by).exists()


def test_order_is_settled_once(send: Send, article: Article) -> None:
    order = ordered(send, KILL)
    obey(order)
    with pytest.raises(Refused, match="has settled this order already"):
        obey(order)
    with pytest.raises(Refused, match="has settled this order already"):
        named_orders.dismiss(order=order, reason="Not ours.", by=make_user("Wire editor"))


def test_release_in_words_gives_back_what_a_hold_in_words_took(send: Send, article: Article) -> None:
    ordered(send, HOLD)
    assert not article.is_visible(NOON + 3 * HOUR)
    release = ordered(send, RELEASE, number=2)
    assert (release.kind, release.is_grave, release.certainty) == ("release", False, "certain")
    assert not article.is_visible(NOON + 3 * HOUR)
    obey(release)
    assert article.is_visible(AFTER)
    assert the_item().withheld_at is None
    assert not NamedOrder.objects.open().exists()


def test_order_put_aside_frees_what_was_held_for_it_alone(send: Send, article: Article) -> None:
    order = ordered(send, HOLD)
    with pytest.raises(Refused, match="Say why it is put aside"):
        named_orders.dismiss(order=order, reason=" ", by=make_user("Wire editor"), at=AFTER)
    named_orders.dismiss(order=order, reason="It means the story of last year.", by=make_user("Wire editor"), at=AFTER)
    assert article.is_visible(AFTER)
    assert (NamedOrder.objects.get().settlement, the_item().withheld_at) == ("dismissed", None)


def test_order_put_aside_frees_nothing_that_the_agency_holds_by_id_too(send: Send, article: Article) -> None:
    order = ordered(send, HOLD)
    send(hold(), at=NOON + 3 * HOUR)
    send(story(6, is_advisory=True), at=NOON + 3 * HOUR)
    named_orders.dismiss(order=order, reason="Twice the same.", by=make_user("Wire editor"), at=AFTER)
    assert not article.is_visible(AFTER)


def test_another_story_chosen_is_killed_and_the_first_one_freed(send: Send, article: Article) -> None:
    order = ordered(send, KILL)
    send(story(item_id="other", headline="Pears counted", slugline="PEARS"), at=NOON + 3 * HOUR)
    other = Item.objects.get(item_id="other")
    obey(order, other)
    assert article.is_visible(AFTER)
    other.refresh_from_db()
    assert other.is_killed
    assert the_item().withheld_at is None


def test_order_is_not_obeyed_on_another_agencys_story(send: Send, article: Article) -> None:
    order = ordered(send, KILL)
    send(story(item_id="southline", agency="Southline"), at=NOON)
    with pytest.raises(Refused, match="the story is Southline’s"):
        obey(order, Item.objects.get(item_id="southline"))
    with pytest.raises(Refused, match="This is the order itself"):
        obey(order, order.version.item)


def test_correction_in_words_is_told_and_changes_nothing_by_itself(send: Send, article: Article) -> None:
    order = ordered(send, "In the story FERRY-NIGHT, No. 157, it must read 12,400.", "Correction to story FERRY-NIGHT")
    assert (order.kind, order.is_grave, order.held_at) == ("correction", False, None)
    assert article.is_visible(AFTER)
    assert obey(order) == []
    assert not Hold.objects.exists()


def test_desk_screen_shows_the_order_and_settles_it(send: Send, article: Article, client: Client) -> None:
    order = ordered(send, KILL)
    client.force_login(make_user("Wire editor"))
    page = client.get("/admin/wire/namedorder/").content.decode()
    assert "Please kill item 0157" in page and "(held)" in page
    page = client.get(f"/admin/wire/namedorder/{order.pk}/change/?q=0157").content.decode()
    assert "Kill this story: Night ferries to stay" in page
    response = client.post(f"/admin/wire/namedorder/{order.pk}/obey/{the_item().pk}/", follow=True)
    assert "Taken down" in response.content.decode()
    article.refresh_from_db()
    assert article.killed_at is not None
    assert "Please kill item 0157" not in client.get("/admin/wire/namedorder/").content.decode()


def test_reporter_sees_an_order_and_may_not_settle_it(send: Send, article: Article, client: Client) -> None:
    order = ordered(send, KILL)
    client.force_login(make_user("Reporter"))
    assert "Kill this story" not in client.get(f"/admin/wire/namedorder/{order.pk}/change/").content.decode()
    assert client.post(f"/admin/wire/namedorder/{order.pk}/obey/{the_item().pk}/").status_code == 403
    assert client.post(f"/admin/wire/namedorder/{order.pk}/put-aside/", {"reason": "x"}).status_code == 403
    assert client.get(f"/admin/wire/namedorder/{order.pk}/obey/{the_item().pk}/").status_code in (403, 405)


def test_desk_is_told_when_a_reason_is_missing(send: Send, article: Article, client: Client) -> None:
    order = ordered(send, KILL)
    client.force_login(make_user("Wire editor"))
    response = client.post(f"/admin/wire/namedorder/{order.pk}/put-aside/", {"reason": ""}, follow=True)
    assert "Say why it is put aside." in response.content.decode()
    assert client.get("/admin/wire/namedorder/999999/change/").status_code == 404


def test_screen_of_many_candidates_costs_few_queries(
    send: Send, article: Article, client: Client, django_assert_max_num_queries
) -> None:
    send(*(story(item_id=f"n{n}", **FERRY) for n in range(9)))
    order = ordered(send, KILL)
    assert len(order.candidates) == 10
    client.force_login(make_user("Wire editor"))
    with django_assert_max_num_queries(25):
        client.get(f"/admin/wire/namedorder/{order.pk}/change/")
