"""An order finds its item by the id, though its message names no agency that we know, and reaches every part of the item."""

from __future__ import annotations

import pytest

from tests.factories import make_agency
from tests.wire.builders import hold, kill, published, story, the_item
from wire import intake
from wire.models import Item

pytestmark = pytest.mark.django_db


def test_a_kill_that_names_only_a_providers_domain_finds_its_story(send):
    article = published(send)
    send(kill(agency="Northlinewire"))
    article.refresh_from_db()
    assert article.killed_at is not None
    assert the_item().is_killed


def test_an_id_that_another_agency_may_use_too_is_not_taken_for_its_item(send):
    send(story(item_id="157"))
    send(kill(item_id="157", agency="Northlinewire"))
    assert [item.is_killed for item in Item.objects.filter(item_id="157").order_by("pk")] == [False, True]


def test_a_known_agencys_kill_does_not_reach_another_agencys_item(send):
    make_agency("meridian")
    send(story())
    send(kill(agency="Meridian"))
    assert not Item.objects.get(agency__slug="northline").is_killed


def test_a_feed_is_not_believed_for_an_agency_that_is_not_its_own(send):
    article = published(send)
    feed = intake.command_feed()
    feed.agencies.add(make_agency("meridian"))
    outcomes = send(kill(agency="Northlinewire"))
    article.refresh_from_db()
    assert article.killed_at is None
    assert [outcome.word for outcome in outcomes] == ["quarantined"]


@pytest.mark.parametrize("order", [kill, hold])
def test_an_order_for_an_item_reaches_its_parts(send, order):
    send(story(), story(item_id="urn:northline:ferry#D2"), story(item_id="urn:northline:ferry-2"))
    outcome = send(order())[0]
    stopped = {item.item_id for item in [*Item.objects.killed(), *Item.objects.withheld()]}
    assert stopped == {"urn:northline:ferry", "urn:northline:ferry#D2"}
    assert "its part D2" in outcome.detail
