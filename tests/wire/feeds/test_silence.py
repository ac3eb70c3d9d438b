"""A feed that has fallen silent warns at the desk, and mails it once for each silence."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsroom.base.models import Outgoing
from tests.factories import HOUR, NOON, make_publication
from tests.wire.feeds.builders import drop, folder_feed, state, story
from wire.feeds import health
from wire.feeds.polling import poll
from wire.models import Feed

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed() -> Feed:
    """Something came at noon; the desk expects something every two hours."""
    make_publication(desk_email="desk@ledger.example")
    feed = folder_feed(silent_after=2)
    drop(feed, "1.json")
    poll(feed, NOON)
    feed.refresh_from_db()
    return feed


def test_silence_is_longer_than_the_desk_expects(feed: Feed) -> None:
    assert not health.is_silent(feed, NOON + HOUR)
    assert health.is_silent(feed, NOON + 3 * HOUR)
    feed.silent_after = None
    assert not health.is_silent(feed, NOON + 3 * HOUR)


def test_feed_that_is_switched_off_is_not_silent(feed: Feed) -> None:
    feed.is_active = False
    feed.save()
    assert not health.is_silent(feed, NOON + 3 * HOUR)
    assert health.tell_of_silence(NOON + 3 * HOUR) == 0


def test_desk_is_mailed_once_for_each_silence(feed: Feed) -> None:
    assert health.tell_of_silence(NOON + HOUR) == 0
    assert [health.tell_of_silence(NOON + hours * HOUR) for hours in (3, 4, 5)] == [1, 0, 0]
    mail = Outgoing.objects.get()
    assert mail.to == "desk@ledger.example" and mail.subject == "The feed “Northline by folder” has fallen silent"
    drop(feed, "2.json", story(2))
    poll(feed, NOON + 6 * HOUR)
    assert health.tell_of_silence(NOON + 7 * HOUR) == 0
    assert health.tell_of_silence(NOON + 9 * HOUR) == 1


def test_answers_without_anything_new_are_silence(feed: Feed) -> None:
    drop(feed, "1.json", story())
    poll(feed, NOON + HOUR)
    assert (state(feed).last_item_at or NOON) - NOON < timedelta(minutes=1)


def test_new_feed_has_the_time_of_its_first_poll_to_speak(feed: Feed) -> None:
    other = folder_feed(slug="other", silent_after=2, address="other")
    poll(other, NOON + 6 * HOUR)
    other.refresh_from_db()
    assert not health.is_silent(other, NOON + 7 * HOUR)
    assert health.is_silent(other, NOON + 9 * HOUR)


def test_items_of_today_are_counted_by_feed(feed: Feed) -> None:
    assert health.items_today([feed], NOON + HOUR) == {feed.pk: 1}
    assert health.items_today([feed], NOON + 24 * HOUR) == {}
