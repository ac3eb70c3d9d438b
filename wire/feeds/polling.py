"""Feeds are polled when they are due: read step by step in a thread, taken in here, and a slow one keeps no other waiting."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from wire import intake
from wire.feeds import ap, folders, leases, web
from wire.feeds.errors import FetchError
from wire.feeds.leases import Turn, due
from wire.feeds.sources import Document, Job, Step, Steps
from wire.intake import Outcome, Source
from wire.models import Feed, SeenFile

__all__ = ["Poller", "Report", "due", "poll"]

logger = logging.getLogger(__name__)

READERS: dict[str, Callable[[Job], Steps]] = {
    Feed.Source.FOLDER: folders.read,
    Feed.Source.HTTP: web.read,
    Feed.Source.AP: ap.read,
}
# At a time, so that servers that hang never take the place of a folder.
FOLDERS, SERVERS = 8, 24
NOTHING_NEW = ("duplicate", "quarantined")


@dataclass(slots=True)
class Report:
    """How a poll went: what came, and what went wrong in plain words."""

    feed: Feed
    outcomes: list[Outcome] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    error: str = ""
    is_unfinished: bool = False


class _Lost(Exception):
    """The feed was switched off or led elsewhere meanwhile, or another worker has taken it over."""


def poll(feed: Feed, at: datetime | None = None) -> Report | None:
    """Poll one feed if it is due and nobody else does, and wait for the end; None if not."""
    turn = leases.lease(feed, at=at or timezone.now())
    if turn is None:
        return None
    under_way = _Poll(turn)
    while not under_way.take(under_way.next_step()):
        pass
    return under_way.report


class Poller:
    """Polls whatever is due, many feeds at a time: threads read, and only the caller's thread touches the database."""

    def __init__(self) -> None:
        self._read: queue.SimpleQueue[tuple[_Poll, Step | Exception | None]] = queue.SimpleQueue()
        self._under_way: dict[str, _Poll] = {}

    @property
    def is_busy(self) -> bool:
        return bool(self._under_way)

    def start_due(self, at: datetime | None = None) -> int:
        """Begin to poll what is due, as much as may go on at a time; how many polls were begun."""
        at = at or timezone.now()
        begun = 0
        for feed in due(at):
            if self._has_room(feed) and (turn := leases.lease(feed, at=at)) is not None:
                self._under_way[turn.token] = _Poll(turn)
                self._ask(self._under_way[turn.token])
                begun += 1
        return begun

    def collect(self, wait: float = 0.0) -> list[Report]:
        """Take in what was read, for so many seconds at least; how the polls went that ended."""
        ended, until = [], time.monotonic() + wait
        while self._under_way:
            try:
                under_way, step = self._read.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            try:
                is_over = under_way.take(step)
            except BaseException:
                self._under_way.pop(under_way.turn.token, None)
                raise
            if is_over:
                ended.append(self._under_way.pop(under_way.turn.token).report)
            else:
                self._ask(under_way)
        return ended

    def run(self, at: datetime | None = None) -> list[Report]:
        """Poll all that is due, each feed once, and wait for the end."""
        at = at or timezone.now()
        reports: list[Report] = []
        while self.start_due(at) or self.is_busy:
            reports += self.collect(wait=0.2)
        return reports

    def close(self) -> None:
        """The worker ends: what is under way is left to the next one at once."""
        for under_way in self._under_way.values():
            under_way.let_go()
        self._under_way.clear()

    def _has_room(self, feed: Feed) -> bool:
        is_folder = feed.source == Feed.Source.FOLDER
        of_its_kind = [one for one in self._under_way.values() if (one.turn.feed.source == Feed.Source.FOLDER) == is_folder]
        return len(of_its_kind) < (FOLDERS if is_folder else SERVERS)

    def _ask(self, under_way: _Poll) -> None:
        def read() -> None:
            self._read.put((under_way, under_way.next_step()))

        # A daemon: what a server still owes us never keeps the worker from ending.
        threading.Thread(target=read, name=f"feed {under_way.turn.feed.slug}", daemon=True).start()


class _Poll:
    """One poll under way. `next_step` reads and may be called in any thread; `take` writes."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self.report = Report(turn.feed)
        self._job = Job.of(turn.feed, turn.polling)
        self._steps: Steps | None = None

    def next_step(self) -> Step | Exception | None:
        """What was read next; None at the end; or what went wrong."""
        try:
            if self._steps is None:
                self._steps = READERS[self._job.source](self._job)
            return next(self._steps, None)
        except Exception as error:
            return error

    def take(self, step: Step | Exception | None) -> bool:
        """Take in what was read; whether the poll is over."""
        try:
            return self._take(step)
        except _Lost:
            return True
        except (OperationalError, InterfaceError):
            self.let_go()
            raise
        except Exception as error:
            return self._take(error)

    def _take(self, step: Step | Exception | None) -> bool:
        report = self.report
        if isinstance(step, Exception):
            error = step if isinstance(step, FetchError) else _fault(self.turn.feed, step)
            report.error = str(error)
            leases.fail(self.turn, report.error, retry_after=error.retry_after)
            return True
        if step is None:
            leases.succeed(self.turn, remarks="\n".join(report.remarks), is_unfinished=report.is_unfinished)
            return True
        feed = self._feed()
        report.remarks += step.remarks
        report.is_unfinished = report.is_unfinished or step.is_unfinished
        outcomes = self._received(step.documents, feed)
        report.outcomes += outcomes
        _forget(feed, step.gone)
        moved: dict[str, object] = {
            name: value
            for name, value in (("etag", step.etag), ("last_modified", step.last_modified), ("cursor", step.cursor))
            if value is not None
        }
        if any(outcome.word not in NOTHING_NEW for outcome in outcomes):
            moved["last_item_at"] = self.turn.now()
        if not self.turn.update(**moved):
            raise _Lost
        return False

    def _feed(self) -> Feed:
        """The feed as the desk has it now; a poll that is not ours any more ends here."""
        feed = Feed.objects.select_related("agency").filter(pk=self.turn.feed.pk).first()
        if feed is None or not self.turn.update():
            raise _Lost
        if not feed.is_active:
            leases.let_go(self.turn)
            raise _Lost
        return feed

    def _received(self, documents: list[Document], feed: Feed) -> list[Outcome]:
        """Everything goes through the intake; where one document is a fault of ours, the others are taken without it."""
        try:
            return _taken(documents, feed=feed, at=self.turn.now())
        except (OperationalError, InterfaceError):
            raise  # the database is away
        except Exception:
            if len(documents) == 1 and feed.source != Feed.Source.FOLDER:
                raise
        outcomes = []
        for document in documents:
            try:
                outcomes += _taken([document], feed=feed, at=self.turn.now())
            except (OperationalError, InterfaceError):
                raise
            except Exception as error:
                # A file is not noted as seen, and so tried again; of a server's answer nothing is passed over.
                if feed.source != Feed.Source.FOLDER:
                    raise
                self.report.remarks.append(f"{document.name}: {_fault(feed, error)}")
        return outcomes

    def let_go(self) -> None:
        """Leave the feed to whoever comes next."""
        try:
            leases.let_go(self.turn)
        except DatabaseError:
            return  # the lease ends by itself


def _taken(documents: list[Document], *, feed: Feed, at: datetime) -> list[Outcome]:
    """What became of documents; a file is noted as seen once its message is kept and taken."""
    outcomes: list[Outcome] = []
    marks = {document.name: document.mark for document in documents if document.mark is not None}
    sources = [
        Source.of(document.data, name=document.name, folder=document.folder)
        if document.data is not None
        else Source(document.name, None, document.size, document.sha256, folder=document.folder)
        for document in documents
    ]
    seen = []
    for source, became in intake.receive_many(sources, feed=feed, agency=feed.agency, format=feed.format or None, at=at):
        outcomes += became
        if (mark := marks.get(source.name)) is not None:
            seen.append(SeenFile(feed=feed, name=mark.name, size=mark.size, modified_ns=mark.modified_ns, seen_at=at))
    if seen:
        SeenFile.objects.bulk_create(
            seen, update_conflicts=True, unique_fields=["feed", "name"], update_fields=["size", "modified_ns", "seen_at"]
        )
    return outcomes


def _forget(feed: Feed, gone: list[str]) -> None:
    with transaction.atomic():
        for start in range(0, len(gone), 500):
            SeenFile.objects.filter(feed=feed, name__in=gone[start : start + 500]).delete()


def _fault(feed: Feed, error: Exception) -> FetchError:
    """A fault of ours: the log has all of it, the desk its kind."""
    logger.error("feed %s could not be polled", feed.slug, exc_info=error)
    return FetchError(f"Our worker failed on it ({type(error).__name__}). The next poll tries again.")
