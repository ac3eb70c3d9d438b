"""Two workers on one database: a feed is polled by one of them at a time, and no item comes twice."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.wire.feeds.builders import story
from tests.wire.feeds.servers import Agency, sends
from wire.models import Feed

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[3]
LEASES = """
import time
from django.utils import timezone
from wire.feeds import leases
from wire.models import Feed
feeds = list(Feed.objects.filter(source="http").order_by("pk"))
while time.time() < {start}:
    pass
print(sum(leases.lease(feed, at=timezone.now()) is not None for feed in feeds))
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """That of a worker on a database that several processes share."""
    variables = {**os.environ, "DATA_DIR": str(tmp_path), "WIRE_PRIVATE_HOSTS": "127.0.0.1", "LOG_LEVEL": "ERROR"}
    if connection.vendor == "sqlite":
        yield {**variables, "DATABASE_URL": f"sqlite:///{tmp_path / 'shared.sqlite3'}"}
        return
    facts = connection.settings_dict
    place = f"{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}"
    yield {**variables, "DATABASE_URL": f"postgres://{place}/{facts['NAME']}"}


def manage(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> str:
    output, complaints = process.communicate(timeout=120)
    assert process.returncode == 0, complaints
    return output


def shell(environment: dict[str, str], code: str) -> subprocess.Popen[str]:
    return manage(environment, "shell", "-v0", "-c", code)


def prepare(environment: dict[str, str], feeds: list[dict[str, Any]]) -> None:
    """The feeds, in the database that the workers share."""
    if connection.vendor != "sqlite":
        Feed.objects.bulk_create([Feed(**fields) for fields in feeds])
        return
    told(manage(environment, "migrate", "-v0"))
    code = f"from wire.models import Feed; Feed.objects.bulk_create([Feed(**fields) for fields in {feeds!r}])"
    told(shell(environment, code))


def test_each_turn_is_taken_by_one_worker(environment: dict[str, str]) -> None:
    feeds = [{"slug": f"n{n}", "name": f"n{n}", "source": "http", "address": "https://agency.example/"} for n in range(60)]
    prepare(environment, feeds)
    start = time.time() + 4
    workers = [shell(environment, LEASES.replace("{start}", str(start))) for _ in range(3)]
    taken = [int(told(worker)) for worker in workers]
    assert sum(taken) == 60


def test_two_workers_ask_an_agency_once(environment: dict[str, str], agency: Agency) -> None:
    asked = threading.Event()

    def slowly(request: Any) -> None:
        asked.set()
        time.sleep(6)  # so long that the other worker comes while this one waits
        sends(story(infosources=[{"name": "Northline"}]))(request)

    agency.paths["/feed"] = slowly
    prepare(environment, [{"slug": "n", "name": "n", "source": "http", "address": agency.url(), "interval": 5}])
    first = manage(environment, "desk", "--once")
    assert asked.wait(60)
    second = manage(environment, "desk", "--once")
    assert not [line for line in told(second).splitlines() if line.startswith("n:")]
    assert "n: 1 new" in told(first).splitlines()
    assert len(agency.asked) == 1
    count = "from wire.models import Version, Message; print(Version.objects.count(), Message.objects.count())"
    assert told(shell(environment, count)).split() == ["1", "1"]
