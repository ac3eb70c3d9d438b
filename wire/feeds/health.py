"""How the feeds are doing: what came today, and which have fallen silent; the desk hears of each silence once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.db.models import Count
from django.utils import timezone
from django.utils.timesince import timesince

from articles.models import Publication
from newsroom.base import outbox
from wire.models import Feed, Polling, Version

WORKER_IS_LATE = timedelta(minutes=2)


class Condition(Enum):
    """How a feed is doing, in a word."""

    OFF = "Switched off"
    COMMAND = "By command"
    NEW = "Not polled yet"
    FAILING = "Fails"
    SILENT = "Silent"
    LATE = "Waits for the worker"
    PARTLY = "Works, but for a part"
    WELL = "Works"


def condition(feed: Feed, at: datetime | None = None) -> Condition:
    """The gravest that is to be said of a feed."""
    at, polling = at or timezone.now(), polling_of(feed)
    if not feed.is_active:
        return Condition.OFF
    if feed.source == Feed.Source.COMMAND:
        return Condition.COMMAND
    if polling is None or polling.last_polled_at is None:
        return Condition.NEW
    if polling.failures:
        return Condition.FAILING
    if is_silent(feed, at):
        return Condition.SILENT
    if polling.next_poll_at and polling.next_poll_at + WORKER_IS_LATE < at and not polling.leased_until:
        return Condition.LATE
    return Condition.PARTLY if polling.last_error else Condition.WELL


def is_silent(feed: Feed, at: datetime | None = None) -> bool:
    """Nothing that we did not have has come from the feed for longer than the desk expects."""
    polling = polling_of(feed)
    if not (feed.is_active and feed.silent_after and polling and polling.last_item_at):
        return False
    return polling.last_item_at + timedelta(hours=feed.silent_after) < (at or timezone.now())


def polling_of(feed: Feed) -> Polling | None:
    """A feed's state; None before its first poll."""
    return getattr(feed, "polling", None)


def items_today(feeds: Iterable[Feed], at: datetime | None = None) -> dict[int, int]:
    """How many versions came from each feed since midnight, in the time zone that is active."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Version.objects.filter(message__received_at__gte=midnight, message__feed__in=list(feeds))
    return dict(today.values_list("message__feed").annotate(Count("pk")).order_by())


def tell_of_silence(at: datetime | None = None) -> int:
    """Mail the desk about each feed that has fallen silent, once for each silence; how many mails were promised."""
    at = at or timezone.now()
    desk = Publication.objects.values_list("desk_email", flat=True).first()
    if not desk:
        return 0
    watched = Feed.objects.filter(is_active=True, silent_after__isnull=False, polling__last_item_at__lt=at)
    promised = 0
    for feed in watched.exclude(source=Feed.Source.COMMAND).select_related("polling"):
        if is_silent(feed, at):
            promised += _tell(feed, desk, at=at)
    return promised


def _tell(feed: Feed, desk: str, *, at: datetime) -> bool:
    since = feed.polling.last_item_at
    assert since is not None
    lines = [
        f"Nothing new has come from “{feed}” for {timesince(since, at)}.",
        f"The desk expects something at least every {feed.silent_after} hours.",
        "",
        f"What its last poll said: {feed.polling.last_error or 'all is well, there was nothing new'}",
        f"{settings.SITE_URL}/admin/wire/feed/{feed.pk}/change/",
    ]
    # The key holds the time: two workers, or two rounds, promise one mail for one silence.
    mail = outbox.post(
        key=f"wire:silent:{feed.slug}:{since.isoformat()}", to=desk, subject=f"The feed “{feed}” has fallen silent",
        text="\n".join(lines), at=at,
    )  # fmt: skip
    return mail is not None
