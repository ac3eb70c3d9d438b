from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.models import Agency
from wire import formats, intake
from wire.intake import Outcome, Source


class Command(BaseCommand):
    """Wire files come in: each is kept, read and taken, and each item's outcome is told in a line."""

    help = "Takes in wire files, folders of them, or standard input (-). Running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="A file, a folder (read in name order), or - for stdin.")
        parser.add_argument("--agency", metavar="SLUG", help="Whose copy it is, whatever the files say.")
        parser.add_argument("--format", metavar="F", help=f"{', '.join(formats.PARSERS)}. Without: sniffed.")
        parser.add_argument("--publish", action="store_true", help="Pick up and publish new stories at once, without a person.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and write nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        agency = _agency(options["agency"])
        if options["format"] and options["format"] not in formats.PARSERS:
            raise CommandError(f"“{options['format']}” is no format we read. Known: {', '.join(formats.PARSERS)}.")
        paths = [_checked(path) for path in options["paths"]]
        counts: Counter[str] = Counter()
        with transaction.atomic() if options["dry_run"] else _no_transaction():
            feed = intake.command_feed()
            self._tell(intake.finish_unfinished(), counts)
            said = {"agency": agency, "format": options["format"], "publish": options["publish"]}
            for _, outcomes in intake.receive_many(_sources(paths), feed=feed, **said):
                self._tell(outcomes, counts)
            if options["dry_run"]:
                transaction.set_rollback(True)
        told = ", ".join(f"{counts[word]} {word}" for word in intake.WORDS if counts[word]) or "nothing found"
        self.stdout.write(f"{'Nothing written. ' if options['dry_run'] else ''}{counts.total()} items: {told}.")
        if counts["quarantined"]:
            sys.exit(1)

    def _tell(self, outcomes: list[Outcome], counts: Counter[str]) -> None:
        for outcome in outcomes:
            counts[outcome.word] += 1
            # A file's name or words must not forge a line, nor steer the terminal.
            self.stdout.write("".join(letter if letter.isprintable() else " " for letter in str(outcome)))
        self.stdout.flush()


def _no_transaction() -> Any:
    from contextlib import nullcontext

    return nullcontext()


def _agency(slug: str | None) -> Agency | None:
    if not slug:
        return None
    agency = Agency.objects.filter(slug=slug).first()
    if agency is None:
        known = ", ".join(Agency.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no agency “{slug}”. Known: {known}. Add it in the admin under Agencies.")
    return agency


def _checked(path: str) -> str | Path:
    if path == "-":
        return path
    found = Path(path)
    if not found.exists():
        raise CommandError(f"There is no file or folder “{path}”.")
    if not (found.is_file() or found.is_dir()):
        raise CommandError(f"“{path}” is neither a file nor a folder.")
    return found


def _sources(paths: list[str | Path]) -> Iterator[Source]:
    """Files in name order; hidden files and folders are skipped."""
    for path in paths:
        if isinstance(path, str):
            yield Source.of_stream(sys.stdin.buffer, name="standard input")
        elif path.is_file():
            yield Source.of_file(path)
        else:
            yield from _in_folder(path)


def _in_folder(folder: Path) -> Iterator[Source]:
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry.name, entry.is_dir(follow_symlinks=False), entry.is_file()) for entry in entries)
    except OSError as error:
        yield Source(str(folder), problem=f"The folder cannot be opened: {error.strerror or error}")
        return
    for name, is_folder, is_file in found:
        if name.startswith("."):
            continue
        if is_folder:
            yield from _in_folder(folder / name)
        elif is_file:
            yield Source.of_file(folder / name)
