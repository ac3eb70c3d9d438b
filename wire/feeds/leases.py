"""One poll of a feed at a time, however many workers there are: whoever leases it polls it, and a dead worker's lease ends."""

from __future__ import annotations

import os
import secrets
import socket
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q

from wire.models import Feed, Polling

LONGEST_PAUSE = timedelta(minutes=15)  # after failures: an agency that is back must not wait for us


@dataclass(slots=True)
class Turn:
    """One poll of one feed, by one worker."""

    feed: Feed
    polling: Polling
    at: datetime
    token: str
    started: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        """The time of the poll's beginning, and what has passed since."""
        return self.at + timedelta(seconds=time.monotonic() - self.started)

    def update(self, **fields: object) -> bool:
        """Note how the poll goes, and lengthen the lease; False once the turn is somebody else's."""
        fields = {"leased_until": self.now() + length(), **fields}
        return bool(Polling.objects.filter(pk=self.feed.pk, leased_by=self.token).update(**fields))


def length() -> timedelta:
    """Longer than one step of a poll may take: a question to a server, and its answer taken in."""
    return timedelta(seconds=2 * settings.WIRE_DEADLINE + 60)


def due(at: datetime) -> list[Feed]:
    """The feeds in use whose time has come and that nobody polls, the longest waiting first."""
    is_free = Q(polling__leased_until__isnull=True) | Q(polling__leased_until__lte=at)
    has_come = Q(polling__next_poll_at__isnull=True) | Q(polling__next_poll_at__lte=at)
    feeds = Feed.objects.filter(is_free, has_come, is_active=True).exclude(source=Feed.Source.COMMAND)
    return list(feeds.select_related("agency", "polling").order_by(F("polling__next_poll_at").asc(nulls_first=True), "pk"))


def lease(feed: Feed, *, at: datetime, even_early: bool = False) -> Turn | None:
    """Take a feed's turn in one statement; None if it is not due or another worker has it."""
    if not hasattr(feed, "polling"):
        # A feed's silence counts from its first poll.
        Polling.objects.get_or_create(feed=feed, defaults={"last_item_at": at})
    token = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(8)}"
    # Conditions on the row itself alone: one on another table would be checked before a wait for the row, and not after.
    mine = Polling.objects.filter(Q(leased_until__isnull=True) | Q(leased_until__lte=at), pk=feed.pk)
    if not even_early:
        mine = mine.filter(Q(next_poll_at__isnull=True) | Q(next_poll_at__lte=at))
    taken = mine.update(
        leased_until=at + length(),
        leased_by=token,
        last_polled_at=at,
        next_poll_at=at + timedelta(seconds=feed.interval),
    )
    if not taken:
        return None
    return Turn(feed, Polling.objects.get(pk=feed.pk), at, token)


def succeed(turn: Turn, *, remarks: str = "", is_unfinished: bool = False) -> None:
    """The poll is over and went well; with `remarks`, but for parts of it."""
    again = {"next_poll_at": turn.at} if is_unfinished else {}
    _end(turn, last_success_at=turn.now(), last_error=remarks, failures=0, **again)


def fail(turn: Turn, words: str, *, retry_after: int | None = None) -> None:
    """The poll went wrong: the next waits longer each time, or as long as the agency's server asks."""
    failures = turn.polling.failures + 1
    wait = max(pause(turn.feed, failures), timedelta(seconds=retry_after or 0))
    if not _end(turn, last_error=words, failures=failures):
        return
    # Whoever asked for a poll meanwhile gets it.
    Polling.objects.filter(pk=turn.feed.pk, next_poll_at__isnull=False).update(next_poll_at=turn.now() + wait)


def let_go(turn: Turn) -> None:
    """The poll ends without a word on how it went, and is due again at once."""
    _end(turn, next_poll_at=turn.at)


def pause(feed: Feed, failures: int) -> timedelta:
    """How long to wait after so many failures in a row: twice as long each time, up to a quarter of an hour."""
    interval = timedelta(seconds=feed.interval)
    return max(interval, min(interval * 2 ** min(failures, 20), LONGEST_PAUSE))


def ask(feed: Feed) -> None:
    """Someone wants the feed polled now: the worker does it in its next round, also while the feed is set back for failures."""
    Polling.objects.update_or_create(feed=feed, defaults={"next_poll_at": None})


def start_over(feed: Feed) -> None:
    """The feed leads elsewhere now: nothing that was known of the old place counts, and a poll under way loses its turn."""
    fresh = {
        "etag": "", "last_modified": "", "cursor": "", "next_poll_at": None, "failures": 0, "last_error": "",
        "leased_until": None, "leased_by": "",
    }  # fmt: skip
    Polling.objects.filter(pk=feed.pk).update(**fresh)
    feed.seen_files.all().delete()


def _end(turn: Turn, **fields: object) -> bool:
    return turn.update(leased_until=None, leased_by="", **fields)
