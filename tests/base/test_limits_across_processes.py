"""A rate limit holds across processes, whatever cache they have: it is counted in the database."""

from __future__ import annotations

import json
import time

import pytest

from tests.base.processes import answer, environment, start

__all__ = ["environment"]
pytestmark = pytest.mark.django_db(transaction=True)

TRY = """
import json, time
from datetime import UTC, datetime, timedelta
from newsroom.base import throttle
at = datetime(2020, 11, 20, 12, 0, tzinfo=UTC)
while time.time() < {start}:
    pass
waits = [throttle.seconds_to_wait("report", "192.0.2.7", limit=20, window=timedelta(hours=1), at=at) for _ in range(15)]
print(json.dumps(waits))
"""


def test_of_attempts_made_at_once_exactly_as_many_pass_as_may(environment: dict[str, str]) -> None:
    begin = time.time() + 6
    workers = [start(environment, TRY.format(start=begin)) for _ in range(4)]
    waits = [wait for worker in workers for wait in json.loads(worker.communicate(timeout=120)[0])]
    assert (len(waits), waits.count(0)) == (60, 20)
    assert set(waits) == {0, 3600}
    counted = "from newsroom.base.models import Tally; print(Tally.objects.get().count)"
    assert answer(environment, counted).strip() == "60"
