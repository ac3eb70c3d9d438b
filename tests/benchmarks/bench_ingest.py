"""How many wire stories a second come in, end to end: from bytes to committed rows, nothing skipped.

Run it from the project's folder: `python -m tests.benchmarks.bench_ingest [STORIES] [--database ADDRESS]`. Without an
address it uses SQLite files as in production (write-ahead log) in a temporary folder; with one of PostgreSQL
(`postgres://postgres@127.0.0.1/postgres`) it makes databases of its own on that server and drops them again.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import stories
from tests.benchmarks.databases import ROOT, Databases, command

BUNDLE = 470
FEW, MANY = 1_000, 20_000
# Linux counts what the parent held when it forked as the child's own, so the parent is one that holds little.
SMALL_PARENT = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
if status != 0:
    sys.exit(f"ingest ended with {os.waitstatus_to_exitcode(status)}")
print(usage.ru_maxrss)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", nargs="?", type=int, default=1000, help="of each format (1000)")
    parser.add_argument("--database", default="", metavar="ADDRESS", help="any database on a PostgreSQL server")
    parser.add_argument("--no-memory", action="store_true", help=f"leave out the runs of {FEW:,} and {MANY:,} files")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Databases(Path(folder), options.database) as databases:
        os.environ.update(databases.fresh())
        import django

        django.setup()
        print(machine())
        measure(options.stories)
        from django.db import connection

        connection.close()
        if not options.no_memory:
            few, many = (peak(databases, Path(folder), count) for count in (FEW, MANY))
            print(f"Peak memory of `ingest`: {few:.1f} MB for {FEW:,} files, {many:.1f} MB for {MANY:,}: {many / few - 1:+.1%}")


def machine() -> str:
    """What was measured on."""
    from django.db import connection

    info = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else None
    connection.ensure_connection()
    version = ".".join(map(str, connection.get_database_version()))  # type: ignore[attr-defined]
    return (
        f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {connection.vendor} {version}"
    )


def measure(count: int) -> None:
    """Each format, in a batch and message by message; known files again; one large bundle."""
    from wire import formats, intake
    from wire.models import Version

    feed = intake.command_feed()
    print("stories a second by the clock (by this process's own time, which a busy machine disturbs less)")
    print(f"{'format':<14} {'together':>15} {'parsing':>8} {'one by one':>15} {'known again':>17}")
    for name in formats.PARSERS:
        sources = [intake.Source.of(data, name=name) for data in stories.messages(name, count)]
        singly = [intake.Source.of(data, name=name) for data in stories.messages(name, count // 4, start=count)]
        parsing = _seconds(lambda sources=sources: [formats.parse(source.data or b"") for source in sources])
        before = Version.objects.count()
        taking = _seconds(lambda sources=sources: _all(intake.receive_many(sources, feed=feed)))
        again = _seconds(lambda sources=sources: _all(intake.receive_many(sources, feed=feed)))
        alone = _seconds(lambda singly=singly: [intake.receive(source.data or b"", feed=feed) for source in singly])
        if Version.objects.count() - before != count + len(singly):
            raise AssertionError(f"{name}: not every message became a story of its own")
        share = f"{parsing.own / taking.own:.0%}"
        print(f"{name:<14} {taking.of(count):>15} {share:>8} {alone.of(len(singly)):>15} {again.of(count):>17}")
    data = stories.bundle(BUNDLE)
    taking = _seconds(lambda: intake.receive(data, feed=feed))
    print(f"A bundle of {BUNDLE} stories, {len(data) / 1e6:.1f} MB: {taking.clock:.2f} s ({taking.own:.2f} s)")


def peak(databases: Databases, folder: Path, count: int) -> float:
    """The most memory in MB that `ingest` of so many files, all formats in turn, ever had."""
    from wire import formats

    files = folder / f"{count} files"
    files.mkdir()
    share = -(-count // len(formats.PARSERS))
    of_all = itertools.chain.from_iterable(zip(*(stories.messages(name, share) for name in formats.PARSERS), strict=True))
    for number, data in enumerate(itertools.islice(of_all, count)):
        (files / f"{number:06d}").write_bytes(data)
    asked = [sys.executable, "-c", SMALL_PARENT, *command("ingest", files, "--skip-checks")]
    told = subprocess.run(asked, cwd=ROOT, env=databases.fresh(), capture_output=True, check=True)
    return int(told.stdout) / 1024


def _all(told: Iterable[object]) -> None:
    for _ in told:
        pass


class Taken(NamedTuple):
    """The seconds that something took: by the clock, and of this process alone."""

    clock: float
    own: float

    def of(self, count: int) -> str:
        return f"{count / self.clock:,.0f} ({count / self.own:,.0f})"


def _seconds(work: Callable[[], object]) -> Taken:
    clock, own = time.perf_counter(), time.process_time()
    work()
    return Taken(time.perf_counter() - clock, time.process_time() - own)


if __name__ == "__main__":
    main()
