"""A process that is killed while it takes in copy leaves nothing lost, nothing doubled and nothing half done.

`python -m tests.benchmarks.bench_crash` does the same with thousands of items, as often as you like, on either database.
"""

from __future__ import annotations

from tests.benchmarks import bench_crash


def test_killed_at_random_moments_it_ends_as_if_nothing_had_happened() -> None:
    seen = bench_crash.run(120, 1, kills=3, seed=11)
    assert seen.kills >= 1
    assert seen.interrupted >= 1, "no kill came while messages were in hand: nothing was tested"
