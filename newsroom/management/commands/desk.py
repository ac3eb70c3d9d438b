"""The worker: polls the feeds, sends what the outbox holds, and does whatever else is due.

Nothing depends on when it runs: a story appears, vanishes or is killed at the moment the page is asked for. What it
does is found by asking the database what is due, so that it may be stopped at any point and started again.
"""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from articles.models import Photo, Publication
from articles.photos import make_renditions
from corrections import mailbox, privacy
from corrections.recorded import words_told
from newsroom.base import digests, outbox, seals, throttle
from wire import files, intake, overdue, pictures
from wire.feeds import health
from wire.feeds.polling import Poller, Report

SURELY_CRASHED = timedelta(minutes=15)  # whoever received the message is not at it any more
TALLIES_KEPT = timedelta(days=2)
SERVER_IS_AWAY = 3  # mails in a row that failed
MAILS = 1  # before the feeds are looked at again: a mail server may be slow, and a kill may come


class Command(BaseCommand):
    help = "The worker: polls feeds, sends mail, makes renditions. With --once: does what is due and ends."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do all that is due now, then end.")
        parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help="Pause between rounds (5).")

    def handle(self, *args: Any, **options: Any) -> None:
        self.poller = Poller()
        self.done: Counter[str] = Counter()
        self.stop = threading.Event()
        self.is_single = options["once"]
        self.threads: dict[str, threading.Thread] = {}
        if self.is_single:
            self._tell_of_feeds(self.poller.run())
            self.round()
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        while not self.stop.is_set():
            close_old_connections()
            try:
                self.round()
                self.pause(options["every"])
            except DatabaseError as error:  # restarting, or busy for long: the next round finds what is due
                self.stderr.write(f"The database did not answer: {error}")
                self.stop.wait(options["every"])
        self.poller.close()

    def round(self) -> None:
        """All that is due now, once; feeds are looked after between one piece of work and the next."""
        for words, chore in self.chores():
            try:
                for count in chore():
                    self.done[words] += count
                    self.look_after_feeds()
                    if self.stop.is_set():
                        break
            except DatabaseError:
                raise
            except Exception as error:  # one kind of work that fails does not keep the others
                self.stderr.write(f"{words}: {type(error).__name__}: {error}")
        throttle.forget_old(before=timezone.now() - TALLIES_KEPT)
        told = ", ".join(f"{words}: {count}" for words, count in self.done.items() if count)
        self.done.clear()
        if told:
            self.stdout.write(told)

    def apart(self, words: str, work: Callable[[], int]) -> None:
        """Work that waits for others' servers goes on by itself, a thread for each kind; in a single round, at once."""
        if self.is_single:
            self.done[words] += work()
            return

        def go_on() -> None:
            try:
                self.done[words] += work()
            except Exception as error:
                self.stderr.write(f"{words}: {type(error).__name__}: {error}")
            finally:
                connection.close()

        if words not in self.threads or not self.threads[words].is_alive():
            self.threads[words] = threading.Thread(target=go_on, name=words, daemon=True)
            self.threads[words].start()

    def chores(self) -> list[tuple[str, Callable[[], Iterator[int]]]]:
        """What the worker does, in order: the words for it, and a generator that yields how much each piece of it was."""
        return [
            ("interrupted wire items finished", self.finish_unfinished),
            ("warnings of silent feeds", self.tell_of_silence),
            ("reminders of overdue changes", self.remind),
            ("mails sent", self.send_mail),
            ("wire files brought", self.bring_files),
            ("stories led by a picture that came late", self.lead_with_pictures),
            ("renditions made", self.make_renditions),
            ("mails brought to the desk from disk", mailbox.take_in_written_down),
            ("readers’ personal data erased", privacy.erase_due),
            ("rows sealed", seals.seal),
            ("digests of the record written", self.write_digest),
        ]

    def look_after_feeds(self) -> None:
        """Begin to poll what is due, and take in what has been read; nobody waits for a server."""
        if self.is_single:
            return
        self.poller.start_due()
        self._tell_of_feeds(self.poller.collect())

    def pause(self, seconds: float) -> None:
        """Until the next round: what comes from a feed is taken in at once."""
        until = time.monotonic() + seconds
        self.look_after_feeds()
        while not self.stop.is_set() and (left := until - time.monotonic()) > 0:
            wait = min(left, 0.5)
            if self.poller.is_busy:
                self._tell_of_feeds(self.poller.collect(wait=wait))
            else:
                self.stop.wait(wait)

    def finish_unfinished(self) -> Iterator[int]:
        yield len(intake.finish_unfinished(before=timezone.now() - SURELY_CRASHED))

    def tell_of_silence(self) -> Iterator[int]:
        yield health.tell_of_silence()

    def remind(self) -> Iterator[int]:
        yield overdue.remind()

    def send_mail(self) -> Iterator[int]:
        """All that is due; where several fail in a row the server is away, and the rest waits for the next round."""
        in_a_row = 0
        while in_a_row < SERVER_IS_AWAY:
            sent, failed = outbox.send_due(limit=MAILS)
            self.done["mails failed"] += failed
            in_a_row = in_a_row + failed if not sent else 0
            yield sent
            if sent + failed < MAILS:
                return

    def bring_files(self) -> Iterator[int]:
        self.apart("wire files brought", files.bring_due)
        yield 0

    def lead_with_pictures(self) -> Iterator[int]:
        yield pictures.give_late()

    def make_renditions(self) -> Iterator[int]:
        for photo in Photo.objects.without_renditions().order_by("-pk").iterator(chunk_size=100):
            try:
                yield make_renditions(photo)
            except DatabaseError:
                raise
            except Exception as error:  # one damaged original does not keep the others
                self.stderr.write(f"Photo {photo.pk}: {type(error).__name__}: {error}")

    def write_digest(self) -> Iterator[int]:
        yield 1 if digests.write_due(zone=Publication.zone(), words=words_told) else 0

    def _tell_of_feeds(self, reports: list[Report]) -> None:
        for report in reports:
            counts = Counter(outcome.word for outcome in report.outcomes)
            told = ", ".join(f"{counts[word]} {word}" for word in intake.WORDS if counts[word])
            if told:
                self.stdout.write(f"{report.feed}: {told}")
            for words in (report.error, *report.remarks):
                if words:
                    self.stderr.write(f"{report.feed}: {words}")
