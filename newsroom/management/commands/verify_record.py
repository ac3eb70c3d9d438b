"""Anybody may ask whether the record is whole: that is what makes an editor's word on past words worth something."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.db.models import Sum

from articles.models import Publication
from corrections.recorded import words_told
from newsroom.base import digests, stored
from newsroom.base.checks import Fault
from newsroom.base.models import Erasure
from newsroom.base.verification import Verification
from newsroom.recorded import CHECKS, rest

TOLD = 50  # faults that are named; the rest is counted
STEP = 100_000


class Command(BaseCommand):
    help = "Shows that nothing in the record was altered, removed, reordered or cut off, or names the first that was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--digest", action="append", default=[], type=Path, metavar="FILE",
            help="Also compare with this digest, of which you have kept a copy. May be given several times.",
        )  # fmt: skip
        parser.add_argument(
            "--write-digest", action="store_true", help="First write the digest of yesterday, if there is none yet."
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write_digest"]:
            self.write_digest()
        self.told = 0
        walk = Verification(CHECKS, progress=self.progress if options["verbosity"] else lambda entries: None)
        kept = (digests.check(path) for path in options["digest"])
        faults = self.tell(itertools.chain(stored.faults(), walk.faults(), rest(), digests.check_all(), *kept))
        self.stdout.write(
            f"{walk.entries:,} entries in {walk.chains:,} chains, {walk.rows:,} rows, "
            f"{len(digests.days()) + len(options['digest']):,} digests."
        )
        if walk.waiting:
            self.stdout.write(f"{walk.waiting:,} wire rows came since the last seal and are not in the record yet.")
        self.tell_of_days()
        self.tell_of_erasures()
        if faults:
            told = f"{faults:,} fault{'' if faults == 1 else 's'}"
            raise CommandError(f"The record is NOT whole: {told}. Change nothing yet; the README tells what to do.")
        self.stdout.write(self.style.SUCCESS("The record is whole."))

    def tell(self, faults: Iterator[Fault]) -> int:
        """Print what is wrong, the first fifty in words, and return how many faults there are."""
        count = 0
        try:
            for count, fault in enumerate(faults, start=1):
                if count <= TOLD:
                    self.stdout.write(str(fault))
        except (*stored.CANNOT_READ, TypeError) as error:
            self.name_unreadable(error, count)
        return count

    def name_unreadable(self, error: Exception, found: int) -> NoReturn:
        """What stopped the reading, by the names of its rows; it has to be put right before anything else can be told."""
        count = 0
        try:
            for count, fault in enumerate(stored.unreadable(), start=1):
                if count <= TOLD:
                    self.stdout.write(str(fault))
        except DatabaseError:
            pass  # it went away, which says nothing of the record
        if not count and not found:
            words = f"The record could NOT be checked: {type(error).__name__}: {error}. Is the database there? Run this again."
            raise CommandError(words, returncode=2) from error
        raise CommandError(
            "The record is NOT whole: what cannot be read is named above, and nothing was compared "
            "after the first such row. Put these rows right from a backup, then run this again."
        ) from error

    def progress(self, entries: int) -> None:
        if entries // STEP > self.told:
            self.told = entries // STEP
            self.stderr.write(f"{entries:,} entries …")

    def write_digest(self) -> None:
        path = digests.write_due(zone=Publication.zone(), words=words_told)
        self.stdout.write(f"Wrote {path}." if path else "Yesterday’s digest is written already.")

    def tell_of_days(self) -> None:
        """What is no fault, but somebody may ask of it: days without a digest, and entries dated back."""
        for day, (first, last) in sorted(digests.gaps(digests.days()).items()):
            self.stdout.write(f"No digest was written of {first} to {last}: that of {day} covers them.")
        for words in digests.dated_back():
            self.stdout.write(words)

    def tell_of_erasures(self) -> None:
        """What is gone by design: each thing that two people expunged, and how much of readers' own."""
        expunged = Erasure.objects.filter(second__isnull=False).select_related("by", "second").order_by("pk")
        for erasure in expunged.iterator(chunk_size=1000):
            self.stdout.write(
                f"Expunged: {erasure.row_name} {erasure.part}, {erasure.size:,} bytes, on {erasure.at:%Y-%m-%d} "
                f"by {erasure.actor_name} and {erasure.second}: {erasure.reason}"
            )
        erased = Erasure.objects.filter(second__isnull=True)
        if rows := erased.values("row_name").distinct().count():
            size = erased.aggregate(size=Sum("size"))["size"]
            self.stdout.write(f"Readers’ personal words erased in {rows:,} rows, {size:,} bytes.")
