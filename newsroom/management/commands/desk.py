"""The worker: sends what the outbox holds and makes what renditions are missing.

Nothing depends on when it runs: a story appears, vanishes or is killed at the moment the page is asked for. What it
does is found by asking the database what is due, so that it may be stopped at any point and started again.
"""

from __future__ import annotations

import signal
import threading
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from articles.models import Photo
from articles.photos import make_renditions
from newsroom.base import outbox, throttle
from wire import intake

SURELY_CRASHED = timedelta(minutes=15)  # whoever received the message is not at it any more
TALLIES_KEPT = timedelta(days=2)


class Command(BaseCommand):
    help = "The worker: sends mail and makes renditions. With --once: does what is due and ends."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do all that is due now, then end.")
        parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help="Pause between rounds (5).")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.round()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            close_old_connections()
            try:
                self.round(stop)
            except DatabaseError as error:  # restarting, or busy for long: the next round finds what is due
                self.stderr.write(f"The database did not answer: {error}")
            stop.wait(options["every"])

    def round(self, stop: threading.Event | None = None) -> None:
        """All that is due now, once."""
        sent, failed = outbox.send_due()
        finished = intake.finish_unfinished(before=timezone.now() - SURELY_CRASHED)
        made = 0
        for photo in Photo.objects.without_renditions().order_by("-pk").iterator(chunk_size=100):
            if stop is not None and stop.is_set():
                return
            try:
                made += make_renditions(photo)
            except DatabaseError:
                raise
            except Exception as error:  # one damaged original does not keep the mail and the others
                self.stderr.write(f"Photo {photo.pk}: {type(error).__name__}: {error}")
        throttle.forget_old(before=timezone.now() - TALLIES_KEPT)
        if sent or failed or made or finished:
            self.stdout.write(
                f"{sent} mails sent, {failed} failed, {made} renditions made, {len(finished)} interrupted wire items finished"
            )
