"""How many wire stories a second come in, end to end, and how much of that is parsing.

Run it from the project's folder: `python -m tests.benchmarks.bench_ingest [STORIES]`. It uses a database of its own
in a temporary folder: SQLite as in production (write-ahead log), every story committed, nothing skipped.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "wire"
TEMPLATES = {
    "nitf": ("nitf/ferry-chain-1-first.xml", b"0f9d3c6ae2b84d7f9b1c55aa70e4c210"),
    "newsml-g2": ("newsml-g2/01-reservoir-1-first.xml", None),
    "ninjs": ("ninjs/01-orchard-1-first.json", b"251013-99-031877"),
    "ap-media-api": ("ap-media-api/01-kelp-1-first.json", None),
}


def messages(folder: str, count: int) -> list[bytes]:
    """Stories that differ in nothing but their identity."""
    name, identity = TEMPLATES[folder]
    data = (SAMPLES / name).read_bytes()
    if identity is None:
        from wire import formats

        identity = formats.parse(data)[0].item_id.encode()
    assert identity in data, f"{name} no longer holds {identity!r}"
    return [data.replace(identity, b"bench-%08d" % number) for number in range(count)]


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DJANGO_SETTINGS_MODULE="newsroom.settings", DATA_DIR=folder, NEWSROOM_ENV="demo")
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        from wire import formats, intake
        from wire.models import Version

        call_command("migrate", verbosity=0)
        feed = intake.command_feed()
        print(f"{'format':<14} {'parse/s':>9} {'in/s':>7} {'parsing':>8} {'again/s':>8}")
        for name in TEMPLATES:
            data = messages(name, count)
            parsing = _seconds(lambda data=data: [formats.parse(message) for message in data])
            before = Version.objects.count()
            taking = _seconds(lambda data=data: [intake.receive(message, feed=feed) for message in data])
            assert Version.objects.count() - before == count, "every message is a story of its own"
            again = _seconds(lambda data=data: [intake.receive(message, feed=feed) for message in data])
            share = f"{parsing / taking:.0%}"
            print(f"{name:<14} {count / parsing:>9,.0f} {count / taking:>7,.0f} {share:>8} {count / again:>8,.0f}")


def _seconds(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
