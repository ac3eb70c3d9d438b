"""Once a day the heads of all chains are written down outside the database, and published.

Who changes the database can rewrite a chain to its end, and its head too; but not the files of which others have copies.
A digest names chains by number, not by name: it tells nobody which story was worked on.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice, pairwise, zip_longest
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from newsroom.base import seals
from newsroom.base.checks import Fault
from newsroom.base.models import Chain, Entry

AT_ONCE = 1000
FEW = 3  # chains that may all have been tampered with one by one
SLOWEST = timedelta(hours=1)  # from the beginning of an act to its entry
NAME = re.compile(r"(\d{4}-\d{2}-\d{2})\.txt")
SEAL = "sha256 of all the above: "
LINE = re.compile(r"(\d+) (\d+) ([0-9a-f]{64})\n")
EXPLANATION = """\
# Every act on a story joins a chain in which each entry holds the hash of the one before. Below stand the chains that
# grew since the digest before: number, entries, hash of the last entry (SHA-256). "heads" is the hash over all chains
# in this form. After them stands each notice that readers were told since: its id and the SHA-256 of its words in
# UTF-8. Keep a copy: `manage.py verify_record --digest FILE` shows whether our record still holds all of it.
"""


@dataclass(frozen=True)
class Head:
    """A chain as it stood at a moment: its number, how many entries it had, and the hash of the last."""

    chain: int
    length: int  # 0: it has no entry any more
    hash: str
    entry: int = 0

    def __str__(self) -> str:
        return f"{self.chain} {self.length} {self.hash}\n"


@dataclass(frozen=True)
class Digest:
    """A digest's own words on itself; its heads are read from the file as they are needed."""

    path: Path
    day: str
    made: datetime
    last_entry: int
    heads: str
    before: str
    site: str = ""


Words = Callable[[int, int], Iterable[str]]


class Damaged(ValueError):
    """The file is not a digest as it was written."""


def folder() -> Path:
    """Where the digests lie."""
    return Path(settings.DIGEST_DIR or Path(settings.DATA_DIR) / "digests")


def path_of(day: date) -> Path:
    return folder() / f"{day.isoformat()}.txt"


def days() -> list[date]:
    """The days of which there is a digest, the newest first."""
    return sorted((day for path in folder().glob("*.txt") if (day := day_of(path.name)) is not None), reverse=True)


def day_of(name: str) -> date | None:
    """The day whose digest a file holds, by its name; None for any other file."""
    match = NAME.fullmatch(name)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


def gaps(found: Iterable[date]) -> dict[date, tuple[date, date]]:
    """The days without a digest (from, until) that each of some digests covers with its own."""
    one, oldest_first = timedelta(days=1), sorted(found)
    return {day: (before + one, day - one) for before, day in pairwise(oldest_first) if before + one < day}


def write_due(*, zone: tzinfo, words: Words = lambda after, until: (), at: datetime | None = None) -> Path | None:
    """Write the digest of the day that has ended in a time zone, if there is none; returns its path."""
    at = at or timezone.now()
    day = at.astimezone(zone).date() - timedelta(days=1)
    return None if path_of(day).exists() else write(day, words=words, at=at)


def write(day: date, *, words: Words = lambda after, until: (), at: datetime | None = None) -> Path | None:
    """Write a day's digest of all that the record holds by now; None if there is one: it is never written again.

    `words` gives a line for each public text that came with the entries between two keys, so that everybody can check it.
    """
    path = path_of(day)
    if path.exists():
        return None
    for _ in seals.seal(at=at):
        pass
    with seals.settled(Entry):
        last_entry = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    path.parent.mkdir(parents=True, exist_ok=True)
    before = next((read(path_of(earlier)) for earlier in days() if earlier < day), None)
    since = before.last_entry if before else 0
    with tempfile.TemporaryFile("w+", encoding="ascii") as lines:
        totals = _write_lines(lines, last_entry, since=since)
        lines.writelines(f"{line}\n" for line in words(since, last_entry))
        lines.seek(0)
        facts = {
            "site": settings.SITE_URL,
            "day": day,
            "made": (at or timezone.now()).astimezone(UTC).isoformat(timespec="seconds"),
            **totals,
            "before": f"{before.day} {_sha256(before.path)}" if before else "none",
        }
        return path if _publish(path, facts, lines) else None


def read(path: Path) -> Digest:
    """A digest by its file. Raises Damaged if it isn't whole, or none at all."""
    hashed, words, sealed = hashlib.sha256(), {}, ""
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        for line in file:
            if sealed:
                raise Damaged("something follows its last line")
            if line.startswith(SEAL):
                sealed = line.removeprefix(SEAL).strip()
                continue
            hashed.update(line.encode())
            if ": " in line and not line.startswith("#"):
                name, _, value = line.rstrip("\n").partition(": ")
                words[name] = value
    if not sealed:
        raise Damaged("it does not end as a digest ends")
    if sealed != hashed.hexdigest():
        raise Damaged("it is not as it was written")
    try:
        return Digest(
            path, words["day"], datetime.fromisoformat(words["made"]), int(words["last entry"]), words["heads"],
            words["before"], words.get("site", ""),
        )  # fmt: skip
    except (KeyError, ValueError) as error:
        raise Damaged("it does not say what a digest says") from error


def check(path: Path, *, whole: bool = True) -> Iterator[Fault]:
    """What the record no longer holds of a digest; with `whole`, also of chains that the digest doesn't name."""
    try:
        digest = read(path)
    except OSError as error:
        yield Fault(f"Digest {path}", f"cannot be read: {error.strerror}.")
        return
    except Damaged as error:
        yield Fault(f"Digest {path}", f"is damaged: {error}.")
        return
    is_whole = True
    last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    if last < digest.last_entry:
        is_whole = False
        words = f"is newer than the database: its last entry has the number {digest.last_entry:,}, ours {last:,}."
        yield Fault(f"Digest of {digest.day}", f"{words} If a backup was restored, the README tells what to do.")
    for fault in _check_lines(digest):
        is_whole = False
        yield fault
    if whole and is_whole and Totals.of(heads_at(digest.last_entry)).hash != digest.heads:
        yield Fault(f"Digest of {digest.day}", "differs in a chain that had not grown that day: check the digests before it.")


def check_all() -> Iterator[Fault]:
    """What the record no longer holds of any digest in the folder, the oldest first; and whether the digests follow."""
    newest_first = days()
    for day in reversed(newest_first):
        yield from check(path_of(day), whole=day == newest_first[0])
        yield from _check_follows(path_of(day))


def dated_back() -> Iterator[str]:
    """Entries that are dated before a digest which was made without them: an older archive, or somebody forged a past."""
    found = sorted((digest for day in days() if (digest := _read_or_none(path_of(day)))), key=lambda one: one.last_entry)
    for digest, following in zip_longest(found, found[1:]):
        entries = Entry.objects.filter(pk__gt=digest.last_entry, at__lt=digest.made - SLOWEST).order_by("pk")
        if following is not None:
            entries = entries.filter(pk__lte=following.last_entry)
        if first := entries.select_related("chain").first():
            yield (
                f"{entries.count():,} entries came after the digest of {digest.day} and are dated before it: copy of older "
                f"days was brought in, or a past was made up. The first is {first.chain.name} entry {first.number}."
            )


@dataclass
class Totals:
    """What all chains together come to."""

    chains: int = 0
    entries: int = 0
    hash: str = ""

    @classmethod
    def of(cls, heads: Iterable[Head], each: Callable[[Head], object] = lambda head: None) -> Totals:
        totals, hashed = cls(), hashlib.sha256()
        for head in heads:
            totals.chains += 1
            totals.entries += head.length
            hashed.update(str(head).encode())
            each(head)
        totals.hash = hashed.hexdigest()
        return totals


def heads_at(last_entry: int) -> Iterator[Head]:
    """Every chain as it stood when an entry was the record's last, in the order of their numbers."""
    chains, after = _as_they_stood(last_entry), 0
    while rows := list(chains.filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        after = rows[-1][0]
        yield from (Head(*row) for row in rows if row[1])


def _as_they_stood(last_entry: int) -> QuerySet[Chain, tuple[int, int, str, int]]:
    newest = Entry.objects.filter(chain=OuterRef("pk"), pk__lte=last_entry).order_by("-number")
    number, hash, entry = (Subquery(newest.values(part)[:1]) for part in ("number", "hash", "pk"))
    chains = Chain.objects.annotate(last_number=Coalesce(number, 0), last_hash=hash, last_pk=entry)
    return chains.values_list("pk", "last_number", "last_hash", "last_pk")


def _write_lines(lines: TextIO, last_entry: int, *, since: int) -> dict[str, object]:
    grown = 0

    def keep(head: Head) -> None:
        nonlocal grown
        if head.entry > since:
            grown += 1
            lines.write(str(head))

    totals = Totals.of(heads_at(last_entry), keep)
    return {"last entry": last_entry, "chains": totals.chains, "entries": totals.entries, "heads": totals.hash, "grown": grown}


def _publish(path: Path, words: dict[str, object], lines: TextIO) -> bool:
    """Put the file in its place whole or not at all; False if another process was first."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "w", encoding="ascii", newline="\n") as file:
            file.write(f"Digest of the record\n{EXPLANATION}")
            file.writelines(f"{name}: {value}\n" for name, value in words.items())
            file.write("\n")
            shutil.copyfileobj(lines, file)
            file.write("\n")
        sealed = _sha256(Path(temporary))
        with Path(temporary).open("a", encoding="ascii", newline="\n") as file:
            file.write(f"{SEAL}{sealed}\n")
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        try:
            os.link(temporary, path)  # refuses to replace a file, as a rename would
        except FileExistsError:
            return False
        place = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(place)  # or a power cut takes the name away again
        finally:
            os.close(place)
        return True
    finally:
        Path(temporary).unlink()


def _check_lines(digest: Digest) -> Iterator[Fault]:
    chains = _as_they_stood(digest.last_entry)
    with digest.path.open(encoding="ascii") as file:
        said = (Head(int(match[1]), int(match[2]), match[3]) for line in file if (match := LINE.fullmatch(line)))
        while batch := list(islice(said, AT_ONCE)):
            stood = {row[0]: Head(*row) for row in chains.filter(pk__in=[head.chain for head in batch])}
            names = dict(Chain.objects.filter(pk__in=stood).values_list("pk", "name"))
            faults = [_compare(head, stood.get(head.chain), names.get(head.chain, ""), digest) for head in batch]
            if len(batch) > FEW and all(faults):
                of = f" of {digest.site}" if digest.site != settings.SITE_URL else ""
                words = f"is of another record, or all was rewritten: not one of {len(batch):,} chains is as it says."
                yield Fault(f"Digest of {digest.day}{of}", words)
                return
            yield from filter(None, faults)


def _compare(said: Head, stood: Head | None, name: str, digest: Digest) -> Fault | None:
    if stood is None:
        return Fault(f"Chain {said.chain}", f"is gone: the digest of {digest.day} has it with {said.length} entries.")
    if stood.length < said.length:
        first = f"{name} entry {stood.length + 1}"
        return Fault(first, f"was cut off: the digest of {digest.day} has {said.length} entries of it.")
    if (stood.length, stood.hash) != (said.length, said.hash):
        return Fault(f"{name} entry {said.length}", f"is not the one that the digest of {digest.day} has.")
    return None


def _check_follows(path: Path) -> Iterator[Fault]:
    digest = _read_or_none(path)
    if digest is None:
        return  # told already
    if digest.day != path.stem:
        yield Fault(f"Digest {path.name}", f"is that of {digest.day}: another was put in its place.")
        return
    day, _, hashed = digest.before.partition(" ")
    if day == "none":
        return
    before = path.with_name(f"{day}.txt")
    if not before.exists():
        yield Fault(f"Digest of {day}", f"is missing: the digest of {path.stem} followed it.")
    elif _sha256(before) != hashed:
        yield Fault(f"Digest of {day}", f"is not the one that the digest of {path.stem} followed.")


def _read_or_none(path: Path) -> Digest | None:
    try:
        return read(path)
    except (OSError, Damaged):
        return None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
