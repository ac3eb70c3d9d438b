from __future__ import annotations

import hashlib
import os
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles.models import Agency
from wire import formats, intake
from wire.intake import Outcome
from wire.models import Feed

CHUNK = 1 << 20


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
            for source in _sources(paths):
                self._tell(
                    _take(source, feed=feed, agency=agency, format=options["format"], publish=options["publish"]), counts
                )
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


def _sources(paths: list[str | Path]) -> Iterator[str | Path]:
    """Files in name order; hidden files and folders are skipped."""
    for path in paths:
        if isinstance(path, str) or path.is_file():
            yield path
        else:
            for found in sorted(path.rglob("*")):
                hidden = any(part.startswith(".") for part in found.relative_to(path).parts)
                if found.is_file() and not hidden:
                    yield found


def _take(source: str | Path, *, feed: Feed, agency: Agency | None, format: str | None, publish: bool) -> list[Outcome]:
    """One file; never more of it in memory than the limit."""
    if isinstance(source, str):
        return _take_stream(sys.stdin.buffer, "standard input", feed=feed, agency=agency, format=format, publish=publish)
    try:
        with source.open("rb") as stream:
            return _take_stream(stream, source.name, feed=feed, agency=agency, format=format, publish=publish)
    except OSError as error:
        return [Outcome("quarantined", str(source), f"The file cannot be opened: {error.strerror or error}")]


def _take_stream(
    stream: BinaryIO, name: str, *, feed: Feed, agency: Agency | None, format: str | None, publish: bool
) -> list[Outcome]:
    size = os.fstat(stream.fileno()).st_size if _has_size(stream) else 0
    data = b"" if size > settings.WIRE_MAX_BYTES else stream.read(settings.WIRE_MAX_BYTES + 1)
    if size > settings.WIRE_MAX_BYTES or len(data) > settings.WIRE_MAX_BYTES:
        digest, read = hashlib.sha256(data), len(data)
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            read += len(chunk)
        return [intake.refuse(feed=feed, name=name, size=read, sha256=digest.hexdigest())]
    return intake.receive(data, feed=feed, name=name, agency=agency, format=format, publish=publish)


def _has_size(stream: BinaryIO) -> bool:
    try:
        return stream.seekable() and bool(stream.fileno())
    except (OSError, ValueError):
        return False
