"""How fast a large record is verified, and in how much memory.

Run it from the project's folder: `python -m tests.benchmarks.bench_verify [ENTRIES] [--database ADDRESS]`.
It makes a record of its own: one chain with a fifth of the entries, the others with ten each, and a row of an append-only
table behind every tenth entry. Then it writes a digest and verifies the record against it, in processes of their own; the
last of them finds a change in the very last row.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from tests.benchmarks.databases import ROOT, Databases

BATCH = 10_000
SHORT = 10  # entries in each of the many chains


def fill(entries: int) -> None:
    """Make the record, in the database of this process."""
    from articles.models import Address, Article, Section
    from newsroom.base import record
    from newsroom.base.models import Chain, Entry

    now = _moment()
    article = Article.objects.create(
        headline="Ferries", section=Section.objects.create(name="City", slug="city"), created_at=now, saved_at=now
    )
    long = entries // 5
    lengths = [long, *[SHORT] * ((entries - long) // SHORT)]
    chains = [Chain(pk=number, name=f"bench:{number}", length=length) for number, length in enumerate(lengths, start=1)]
    Chain.objects.bulk_create(chains, batch_size=BATCH)
    rows = Address.objects.bulk_create(
        (Address(path=f"/2020/11/20/story-{n}/", article=article, created_at=now) for n in range(entries // 10)),
        batch_size=BATCH,
    )

    def made() -> Iterator[Entry]:
        waiting, number = iter(rows), 0
        for chain in chains:
            for place in range(1, chain.length + 1):
                number += 1
                facts: dict[str, Any] = {"edition": place, "path": "/2020/11/20/ferry-crews-vote-on-a-new-timetable/"}
                facts = record.with_rows(facts, [next(waiting)] if number % 10 == 0 else [])
                entry = record.entry(
                    chain, "published", by=_feed(), at=now, facts=facts, number=place, previous=chain.head
                )  # fmt: skip
                chain.head = entry.hash
                yield entry

    all_entries = made()
    while batch := list(islice(all_entries, BATCH)):
        Entry.objects.bulk_create(batch)
    for start in range(0, len(chains), BATCH):
        Chain.objects.bulk_update(chains[start : start + BATCH], ["head"], batch_size=500)


def spoil() -> None:
    """Change a character of the last row."""
    from articles.models import Address
    from newsroom.base import append_only

    with append_only.lifted():
        last = Address.objects.order_by("-pk")[0]
        Address.objects.filter(pk=last.pk).update(path=last.path[:-2] + "x/")


def _moment() -> Any:
    from tests.factories import NOON

    return NOON


def _feed() -> Any:
    from newsroom.base.actors import FeedActor

    return FeedActor("northline")


def _inside(step: str, entries: int) -> None:
    """A step in a process of its own; prints how long it took, and the most memory it held, as JSON."""
    import django

    django.setup()
    from django.core.management import CommandError, call_command

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, error = time.perf_counter(), ""
    if step == "fill":
        fill(entries)
    elif step == "digest":
        from articles.models import Publication
        from newsroom.base import digests

        digests.write_due(zone=Publication.zone())
    else:
        if step == "find":
            spoil()
            started = time.perf_counter()
        try:
            call_command("verify_record", stdout=sys.stderr, stderr=sys.stderr)
        except CommandError as fault:
            error = str(fault)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": time.perf_counter() - started, "before": before, "most": most, "error": error}))


def run(entries: int, *, server: str = "", tell: bool = False) -> dict[str, dict[str, Any]]:
    """Every step once; how long each took and how much memory it held."""
    told = {}
    with tempfile.TemporaryDirectory() as place, Databases(Path(place), server) as databases:
        environment = databases.fresh()
        for step in ("fill", "digest", "verify", "find"):
            asked = [sys.executable, "-m", "tests.benchmarks.bench_verify", str(entries), "--step", step]
            done = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
            told[step] = json.loads(done.stdout.splitlines()[-1])
            if bool(told[step]["error"]) != (step == "find"):
                raise AssertionError(f"{step}: {told[step]['error'] or 'nothing was found'}\n{done.stderr[-2000:]}")
            if tell:
                one = told[step]
                print(
                    f"{step}: {one['seconds']:.1f} s, {entries / one['seconds']:,.0f} entries/s, "
                    f"{one['most'] / 1024:.0f} MB at most ({one['before'] / 1024:.0f} MB before it began)", flush=True,
                )  # fmt: skip
    return told


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("entries", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--database", default="", metavar="ADDRESS", help="any database on a PostgreSQL server")
    parser.add_argument("--step", choices=("fill", "digest", "verify", "find"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        _inside(options.step, options.entries)
    else:
        run(options.entries, server=options.database, tell=True)
