"""A feed at an address is asked with its marks, taken in whole, and asked less often while it fails."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import HOUR, NOON
from tests.wire.feeds.builders import http_feed, state, story
from tests.wire.feeds.servers import Agency, raw, sends
from wire import intake
from wire.feeds.polling import due, poll
from wire.models import Feed, Item, Message

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def words(report: Any) -> list[str]:
    return [outcome.word for outcome in report.outcomes]


def test_new_story_is_taken_in_as_the_feeds_agencys(agency: Agency) -> None:
    agency.paths["/feed"] = sends(story(infosources=[{"name": "Somebody else"}]))
    feed = http_feed(agency)
    report = poll(feed, NOON)
    assert report is not None and words(report) == ["new"]
    assert Item.objects.get().agency == feed.agency
    message = Message.objects.get()
    assert (message.feed, message.name) == (feed, agency.url())
    assert bytes(message.raw or b"") == story(infosources=[{"name": "Somebody else"}])


def test_unchanged_feed_sends_nothing_twice(agency: Agency) -> None:
    agency.paths["/feed"] = sends(story(), ETag='"1"')
    feed = http_feed(agency)
    poll(feed, NOON)
    agency.paths["/feed"] = sends(status=304)
    report = poll(feed, NOON + HOUR)
    assert agency.headers["If-None-Match"] == '"1"'
    assert report is not None and words(report) == [] and report.error == ""
    assert (state(feed).last_success_at or NOON) >= NOON + HOUR
    assert (state(feed).last_item_at or NOON) < NOON + HOUR
    assert state(feed).etag == '"1"'


def test_same_bytes_again_are_known(agency: Agency) -> None:
    agency.paths["/feed"] = sends(story())
    feed = http_feed(agency)
    poll(feed, NOON)
    report = poll(feed, NOON + HOUR)
    assert report is not None and words(report) == ["duplicate"]
    assert Message.objects.count() == 1
    assert (state(feed).last_item_at or NOON) < NOON + HOUR


def test_polled_feed_is_due_again_after_its_interval(agency: Agency) -> None:
    agency.paths["/feed"] = sends(story())
    feed = http_feed(agency, interval=300)
    assert due(NOON) == [feed]
    poll(feed, NOON)
    assert due(NOON + 4 * MINUTE) == [] and poll(feed, NOON + 4 * MINUTE) is None
    assert due(NOON + 5 * MINUTE) == [feed]


def test_each_failure_makes_the_pause_longer_up_to_a_quarter_of_an_hour(agency: Agency) -> None:
    agency.paths["/feed"] = sends(status=500)
    feed = http_feed(agency, interval=60)
    at, pauses = NOON, []
    for _ in range(6):
        report = poll(feed, at)
        assert report is not None and "trouble of its own (500)" in report.error
        after = state(feed).next_poll_at
        assert after is not None
        pauses.append(round((after - at).total_seconds() / 60))
        at = after
    assert pauses == [2, 4, 8, 15, 15, 15]
    assert state(feed).failures == 6
    assert state(feed).last_error == "The agency's server has trouble of its own (500)."
    assert state(feed).last_success_at is None
    agency.paths["/feed"] = sends(story())
    poll(feed, at)
    assert (state(feed).failures, state(feed).last_error) == (0, "")
    assert state(feed).next_poll_at == at + MINUTE


def test_agency_that_asks_for_a_pause_gets_it(agency: Agency) -> None:
    agency.paths["/feed"] = sends(status=429, Retry_After="1800")
    feed = http_feed(agency)
    poll(feed, NOON)
    wait = (state(feed).next_poll_at or NOON) - NOON
    assert 30 * MINUTE <= wait <= 31 * MINUTE


def test_broken_answer_leaves_nothing_and_is_asked_for_again(agency: Agency) -> None:
    agency.paths["/feed"] = raw(b'HTTP/1.1 200 OK\r\nETag: "2"\r\nContent-Length: 5000\r\n\r\n' + story())
    feed = http_feed(agency)
    report = poll(feed, NOON)
    assert report is not None and "broke off" in report.error
    assert not Message.objects.exists()
    assert state(feed).etag == ""


def test_page_in_place_of_the_feed_is_an_error_and_not_kept(agency: Agency) -> None:
    page = b"<!-- 17 --><!DOCTYPE HTML><html><body>Please log in</body></html>"
    agency.paths["/feed"] = sends(page, Content_Type="text/html", ETag='"page"')
    feed = http_feed(agency)
    report = poll(feed, NOON)
    assert report is not None and report.error == "The agency's server sent a web page where the feed should be."
    assert not Message.objects.exists() and state(feed).etag == ""


def test_feed_under_a_wrong_content_type_is_taken(agency: Agency) -> None:
    agency.paths["/feed"] = sends(story(), Content_Type="text/html; charset=utf-8")
    report = poll(http_feed(agency), NOON)
    assert report is not None and words(report) == ["new"]


def test_what_cannot_be_read_is_kept_and_quarantined(agency: Agency) -> None:
    agency.paths["/feed"] = sends(b'{"uri": "urn:northline:1", "headli')
    feed = http_feed(agency)
    report = poll(feed, NOON)
    assert report is not None and words(report) == ["quarantined"] and report.error == ""
    assert "breaks off" in Message.objects.quarantined().get().reason


def test_feed_that_is_switched_off_is_not_polled(agency: Agency) -> None:
    feed = http_feed(agency, is_active=False)
    assert due(NOON) == []
    feed.is_active = True
    feed.save()
    assert due(NOON) == [feed]
    Feed.objects.update(is_active=False)
    poll(feed, NOON)
    assert not Message.objects.exists()


def test_marks_move_only_after_the_message_is_kept(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    class PowerCut(BaseException):
        """Not an error that anybody catches."""

    def cut(*_: Any, **__: Any) -> Any:
        raise PowerCut

    agency.paths["/feed"] = sends(story(), ETag='"1"')
    feed = http_feed(agency)
    with monkeypatch.context() as patched, pytest.raises(PowerCut):
        patched.setattr(intake, "receive_many", cut)
        poll(feed, NOON)
    assert state(feed).etag == ""
    assert poll(feed, NOON + MINUTE) is None, "the dead worker's lease has not ended"
    report = poll(feed, NOON + HOUR)
    assert report is not None and words(report) == ["new"]
    assert "If-None-Match" not in agency.headers
