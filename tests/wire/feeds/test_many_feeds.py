"""A server that hangs keeps no other feed waiting, and a worker that dies leaves its feeds to the others."""

from __future__ import annotations

import threading
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from tests.factories import HOUR, NOON
from tests.wire.feeds.builders import drop, folder_feed, http_feed, kill, state, story
from tests.wire.feeds.servers import Agency, sends
from wire.feeds import leases, polling
from wire.feeds.polling import Poller, poll
from wire.models import Feed, Item, Message

pytestmark = pytest.mark.django_db


def test_hanging_server_does_not_delay_a_kill_in_a_folder(agency: Agency) -> None:
    over = threading.Event()
    agency.paths["/feed"] = lambda request: over.wait(20) and None
    folder = folder_feed()
    drop(folder, "1.json")
    poll(folder, NOON)
    http_feed(agency)
    drop(folder, "2-kill.json", kill())
    poller = Poller()
    assert poller.start_due(NOON + HOUR) == 2
    reports = []
    while not reports:
        reports = poller.collect(wait=0.1)
    assert [(report.feed, [outcome.word for outcome in report.outcomes]) for report in reports] == [(folder, ["kill"])]
    assert Item.objects.get().is_killed
    assert poller.is_busy and not over.is_set(), "the other server still hangs"
    over.set()


def test_worker_that_ends_leaves_its_feeds_to_the_next_at_once(agency: Agency) -> None:
    over = threading.Event()
    agency.paths["/feed"] = lambda request: over.wait(20) and None
    feed = http_feed(agency)
    poller = Poller()
    poller.start_due(NOON)
    poller.close()
    over.set()
    assert not poller.is_busy
    assert polling.due(NOON) == [feed]


def test_all_that_is_due_is_polled_once(agency: Agency) -> None:
    agency.paths |= {f"/{number}": sends(story(number)) for number in range(30)}
    for number in range(30):
        http_feed(agency, slug=f"n{number}", address=agency.url(f"/{number}"))
    reports = Poller().run(NOON)
    assert len(reports) == 30 and {len(report.outcomes) for report in reports} == {1}
    assert len(agency.asked) == 30


def test_single_round_of_the_worker_polls_and_tells(agency: Agency) -> None:
    agency.paths["/feed"] = sends(status=500)
    drop(folder_feed(), "1.json")
    http_feed(agency)
    told, complaints = StringIO(), StringIO()
    call_command("desk", "--once", stdout=told, stderr=complaints)
    assert "Northline by folder: 1 new" in told.getvalue()
    assert "Northline by http: The agency's server has trouble of its own (500)." in complaints.getvalue()


def test_one_worker_has_the_turn_until_it_ends_or_dies() -> None:
    feed = folder_feed()
    first = leases.lease(feed, at=NOON)
    assert first is not None
    assert leases.lease(feed, at=NOON + timedelta(seconds=61)) is None, "due again, but not free"
    second = leases.lease(feed, at=NOON + HOUR)
    assert second is not None, "the first worker must be dead"
    leases.fail(first, "what the dead one says")
    assert not first.update(etag="of the dead one")
    assert (state(feed).last_error, state(feed).etag, state(feed).leased_by) == ("", "", second.token)


def test_long_poll_lengthens_its_lease() -> None:
    turn = leases.lease(folder_feed(), at=NOON)
    assert turn is not None
    turn.started -= 500  # seconds ago
    turn.update()
    assert (state(turn.feed).leased_until or NOON) > NOON + timedelta(seconds=500)


def test_feed_that_leads_elsewhere_meanwhile_loses_what_was_read_for_it() -> None:
    feed = folder_feed()
    drop(feed, "1.json")
    turn = leases.lease(feed, at=NOON)
    assert turn is not None
    under_way = polling._Poll(turn)
    steps = [under_way.next_step(), under_way.next_step()]
    leases.start_over(feed)
    assert [under_way.take(step) for step in steps] == [True, True]
    assert not Message.objects.exists() and state(feed).next_poll_at is None


def test_feed_that_is_switched_off_meanwhile_takes_nothing_in() -> None:
    feed = folder_feed()
    drop(feed, "1.json")
    turn = leases.lease(feed, at=NOON)
    assert turn is not None
    under_way = polling._Poll(turn)
    Feed.objects.update(is_active=False)
    assert under_way.take(under_way.next_step())
    assert not Message.objects.exists() and state(feed).leased_until is None


def test_poll_asked_for_comes_even_while_the_feed_is_set_back(agency: Agency) -> None:
    agency.paths["/feed"] = sends(status=503, Retry_After="3000")
    feed = http_feed(agency)
    poll(feed, NOON)
    assert poll(feed, NOON + HOUR / 2) is None
    leases.ask(feed)
    agency.paths["/feed"] = sends(story())
    assert poll(feed, NOON + HOUR / 2) is not None


def test_fault_of_ours_is_told_and_the_other_feeds_go_on(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Any:
        raise TypeError("a fault")

    monkeypatch.setitem(polling.READERS, "folder", fail)
    agency.paths["/feed"] = sends(story())
    folder_feed(), http_feed(agency)
    errors = {report.feed.source: report.error for report in Poller().run(NOON)}
    assert errors == {"folder": "Our worker failed on it (TypeError). The next poll tries again.", "http": ""}
