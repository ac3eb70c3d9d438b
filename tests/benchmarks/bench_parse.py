"""How many wire stories a second of its own time each parser reads on one core, and how long a bundle of 470 stories takes.

Run it from the project's folder: `python -m tests.benchmarks.bench_parse [STORIES]`. Every story has words and an id of its
own (tests/benchmarks/stories.py) and comes in a message of its own; before the clock starts, each format's parser is seen to
find them. "kept/s" adds what intake does before it stores a story: sanitising it and writing it as JSON. No database.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.benchmarks import stories

BUNDLE = 470
ROUNDS = 3  # the best counts: what disturbs a measurement only slows it


def main(count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from wire import formats

    print(machine())
    print(f"{count:,} stories of each format, best of {ROUNDS} rounds")
    print(f"{'format':<14} {'words':>6} {'kB':>6} {'parsed/s':>9} {'kept/s':>8}")
    for name in formats.PARSERS:
        made = list(stories.messages(name, count))
        size, words = sum(map(len, made)) / count / 1000, seen(made)
        parsed = count / best(lambda made=made: parse(made))  # type: ignore[misc]
        kept = count / best(lambda made=made: keep(made))  # type: ignore[misc]
        print(f"{name:<14} {words:>6.0f} {size:>6.1f} {parsed:>9,.0f} {kept:>8,.0f}")
    bundle = stories.bundle(BUNDLE)
    seconds = best(lambda: parse([bundle]))
    found = len(formats.parse(bundle))
    print(
        f"NewsML 1.2 bundle of {found} stories, {len(bundle) / 1e6:.1f} MB: {seconds:.2f} s to parse, {found / seconds:,.0f}/s"
    )


def parse(messages: Iterable[bytes]) -> None:
    from wire import formats

    for message in messages:
        formats.parse(message)


def keep(messages: Iterable[bytes]) -> None:
    from wire import formats, stored

    for message in messages:
        for item in formats.parse(message):
            stored.as_document(stored.sanitised(item))


def seen(messages: list[bytes]) -> float:
    """The words in a story's body, once it is certain that each message is one story of its own."""
    from wire import formats

    items = [item for message in messages for item in formats.parse(message)]
    assert len({item.item_id for item in items}) == len(messages), "every message is a story of its own"
    return sum(len(re.findall(r"\w+", re.sub(r"<[^>]+>", " ", item.body_html))) for item in items) / len(items)


def machine() -> str:
    """What was measured on, since figures mean nothing without it."""
    try:
        model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    except OSError:
        model = None
    name = model[1] if model else platform.processor() or platform.machine()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def best(work: Callable[[], object]) -> float:
    """The seconds of the fastest of some rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
