"""Whether intake survives `kill -9`: killed at random moments and run again, it ends as if nothing had happened.

Run it from the project's folder:
`python -m tests.benchmarks.bench_crash [ITEMS] [REPETITIONS] [--database ADDRESS] [--seed N]`.
Each repetition ingests the same files into a database of its own, kills the process several times on its way, and lets
the last run come to its end; then every row is compared with those of an undisturbed run, but for keys and receipt times.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks import stories
from tests.benchmarks.databases import ROOT, Databases, command, fetch

KILLS = 4  # in a repetition, at most
MORE = 4  # times as many repetitions, if no kill came while messages were in hand
IN_HAND = -1
FORMATS = ("nitf", "newsml-g2", "ninjs", "ap-media-api")


class Killed(Exception):
    """The process was killed before it came to its end."""


@dataclass
class Crashes:
    """What was seen: how often a run was killed, and when messages lay half done."""

    kills: int = 0
    interrupted: int = 0


def write_files(folder: Path, items: int) -> None:
    """Stories in several formats with later versions, kills, holds and wrecks among them, in an order that matters."""
    share = -(-items // len(FORMATS))
    of_all = itertools.chain.from_iterable(zip(*(stories.messages(name, share) for name in FORMATS), strict=True))
    samples = sorted(path for name in FORMATS for path in (stories.SAMPLES / name).iterdir() if path.is_file())
    every = max(1, items // (len(samples) + 1))
    number = 0
    for place, data in enumerate(itertools.islice(of_all, items)):
        (folder / f"{number:06d}").write_bytes(data)
        number += 1
        if place % every == 0 and samples:
            (folder / f"{number:06d}").write_bytes(samples.pop(0).read_bytes())
            number += 1


def contents(environment: dict[str, str]) -> dict[str, list[Any]]:
    """The rows of a database, as `tests.wire.contents` tells them."""
    asked = [sys.executable, "-m", "tests.wire.contents"]
    told = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, check=True)
    rows: dict[str, list[Any]] = json.loads(told.stdout)
    return rows


def ingest(environment: dict[str, str], folder: Path, *, kill_after: tuple[int, float] | None = None) -> None:
    """Ingest a folder to its end. With `kill_after`, be killed so many lines and seconds after the start: raises Killed.

    Lines below nought mean: after messages were seen in hand.
    """
    pipe = subprocess.PIPE
    lines, timeout = kill_after or (0, None)
    out = subprocess.DEVNULL if lines < 0 else pipe  # nobody reads while we look
    child = subprocess.Popen(command("ingest", folder, "--skip-checks"), cwd=ROOT, env=environment, stdout=out, stderr=pipe)
    if child.stdout is not None:
        for _ in range(lines):
            child.stdout.readline()
    while lines < 0 and child.poll() is None and not unfinished(environment["DATABASE_URL"]):
        time.sleep(0.001)
    try:
        _, errors = child.communicate(timeout=timeout)  # reads on, or the child would wait
    except subprocess.TimeoutExpired:
        child.kill()
        _, errors = child.communicate()
    if child.returncode == -9:
        raise Killed
    if child.returncode not in (0, 1):  # 1: something was quarantined
        raise AssertionError(f"ingest ended with {child.returncode}: {errors.decode()[-2000:]}")


def differences(one: dict[str, list[Any]], other: dict[str, list[Any]]) -> list[str]:
    """In which tables the rows are not the same, and how many."""
    return [
        f"{table}: {len(one[table])} rows and {len(other[table])}, {len(odd)} of them not in both, such as {min(odd)[:300]}"
        for table in one
        if (odd := {*map(str, one[table])} ^ {*map(str, other[table])}) or len(one[table]) != len(other[table])
    ]


def unfinished(address: str) -> int:
    """How many messages lie half done."""
    return int(fetch(address, "SELECT count(*) FROM wire_message WHERE state = 'received'")[0][0])


def crash(environment: dict[str, str], folder: Path, files: int, kills: int, chance: random.Random, seen: Crashes) -> None:
    """Killed again and again at moments that nobody chose, then to the end."""
    for _ in range(kills):
        lines = chance.choice((0, chance.randint(1, files), 0 if unfinished(environment["DATABASE_URL"]) else IN_HAND))
        longest = {IN_HAND: 0.02, 0: 2.5}.get(lines, 0.4)
        try:
            ingest(environment, folder, kill_after=(lines, chance.uniform(0, longest)))
        except Killed:
            seen.kills += 1
            seen.interrupted += unfinished(environment["DATABASE_URL"]) > 0
        else:
            break
    ingest(environment, folder)


def run(items: int, repetitions: int, *, kills: int = KILLS, server: str = "", seed: int = 0, tell: bool = False) -> Crashes:
    """All repetitions; raises AssertionError where a database is not that of the undisturbed run."""
    seen = Crashes()
    chance = random.Random(seed)  # noqa: S311 - so that a failure can be seen again
    with tempfile.TemporaryDirectory() as place, Databases(Path(place), server) as databases:
        folder = Path(place) / "files"
        folder.mkdir()
        write_files(folder, items)
        files = len(list(folder.iterdir()))
        undisturbed = databases.fresh()
        ingest(undisturbed, folder)
        wanted = contents(undisturbed)
        if len(wanted["wire.Message"]) < items:
            raise AssertionError(f"only {len(wanted['wire.Message'])} messages were kept")
        for repetition in range(repetitions * MORE):
            if repetition >= repetitions and seen.interrupted:
                break
            environment = databases.fresh()
            crash(environment, folder, files, kills, chance, seen)
            odd = differences(wanted, contents(environment))
            if odd:
                raise AssertionError(f"repetition {repetition} of seed {seed}:\n" + "\n".join(odd))
            if tell:
                told = f"{seen.kills} kills so far, {seen.interrupted} of them with messages in hand"
                print(f"{repetition + 1}/{repetitions}: the same {len(wanted['wire.Version']):,} versions; {told}", flush=True)
    return seen


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("items", nargs="?", type=int, default=2000)
    parser.add_argument("repetitions", nargs="?", type=int, default=20)
    parser.add_argument("--database", default="", metavar="ADDRESS", help="any database on a PostgreSQL server")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    print(f"{options.items:,} items, {options.repetitions} repetitions, seed {options.seed}")
    run(options.items, options.repetitions, server=options.database, seed=options.seed, tell=True)
