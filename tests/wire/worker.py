"""A worker of its own process, for tests: gets ready, acts when it is told to, and prints what came of it.

`python -m tests.wire.worker ACT [ARGUMENT…]`: it prints "ready", waits for a line, and answers with JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.databases import ROOT


def at_once(environment: dict[str, str], *acts: Sequence[Any]) -> list[Any]:
    """What came of acts done by processes that start together."""
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    asked = [[sys.executable, "-m", "tests.wire.worker", *map(str, act)] for act in acts]
    workers = [subprocess.Popen(words, cwd=ROOT, env=environment, **pipes) for words in asked]
    for worker in workers:
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        worker.stdin.write("go\n")
        worker.stdin.flush()
    told = [worker.communicate(timeout=120)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * len(workers)
    return [json.loads(words) for words in told]


def message(number: int) -> bytes:
    """A version of one story."""
    story = {"uri": "urn:x:1", "type": "text", "version": str(number), "headline": f"Ferries stay {number}"}
    return json.dumps({**story, "body_html": f"<p>All {number} nights.</p>", "infosources": [{"name": "Northline"}]}).encode()


def _prepare() -> list[str]:
    from tests.factories import make_publication, make_section, make_user

    make_publication()
    make_section()
    make_user(username="wire")
    return _receive("1")


def _receive(number: str) -> list[str]:
    from wire import intake

    return [outcome.word for outcome in intake.receive(message(int(number)), feed=intake.command_feed())]


def _ingest(folder: str, order: str) -> list[str]:
    from wire import intake

    paths = sorted(Path(folder).iterdir(), reverse=order == "backwards")
    received = intake.receive_many(map(intake.Source.of_file, paths), feed=intake.command_feed())
    return [outcome.word for _, outcomes in received for outcome in outcomes]


def _pick_up() -> str:
    from django.contrib.auth.models import User

    from articles.models import Section
    from newsroom.base.refusals import Refused
    from wire import pickup
    from wire.models import Item

    try:
        pickup.pick_up(item=Item.objects.get(), by=User.objects.get(username="wire"), section=Section.objects.get())
    except Refused as refusal:
        return f"refused: {refusal}"
    return "picked up"


ACTS = {"prepare": _prepare, "receive": _receive, "ingest": _ingest, "pick_up": _pick_up}

if __name__ == "__main__":
    import django

    django.setup()
    print("ready", flush=True)
    sys.stdin.readline()
    print(json.dumps(ACTS[sys.argv[1]](*sys.argv[2:])))
