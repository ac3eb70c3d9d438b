"""Two workers take copy in on one database in the same moment: nothing twice, nobody stuck, the end that one would reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import stories
from tests.benchmarks.bench_crash import contents, differences, write_files
from tests.benchmarks.databases import Databases, fetch, server_of_the_tests
from tests.wire.worker import at_once


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Of the kind on which the tests run: files, or databases on the same server."""
    with Databases(tmp_path_factory.mktemp("databases"), server_of_the_tests()) as made:
        yield made


def test_the_same_files_at_once_end_as_if_one_had_read_them(databases: Databases, tmp_path: Path) -> None:
    write_files(tmp_path, 60)
    alone, together = databases.fresh(), databases.fresh()
    at_once(alone, ["ingest", tmp_path, "forwards"])
    at_once(together, ["ingest", tmp_path, "forwards"], ["ingest", tmp_path, "forwards"])
    assert differences(contents(alone), contents(together)) == []


def test_workers_that_meet_from_both_ends_do_not_wait_for_each_other_for_ever(databases: Databases, tmp_path: Path) -> None:
    for number, data in enumerate(stories.messages("ninjs", 100)):
        (tmp_path / f"{number:03}").write_bytes(data)
    environment = databases.fresh()  # a hundred are one batch: both write the same rows, in another order
    there, back = at_once(environment, ["ingest", tmp_path, "forwards"], ["ingest", tmp_path, "backwards"])
    assert len(there) == len(back) == 100
    assert {*there, *back} <= {"new", "duplicate"}
    ((items, versions),) = fetch(
        environment["DATABASE_URL"], "SELECT (SELECT count(*) FROM wire_item), (SELECT count(*) FROM wire_version)"
    )
    assert (items, versions) == (100, 100)


def test_only_the_first_of_many_versions_is_new(databases: Databases) -> None:
    environment = databases.fresh()
    told = at_once(environment, *(["receive", number] for number in range(1, 5)))
    words = [word for words in told for word in words]
    assert words.count("new") == 1, words
    kept = fetch(environment["DATABASE_URL"], "SELECT change FROM wire_version ORDER BY number")
    assert len(kept) == 4 and kept[0] == ("new",)


def test_a_story_is_picked_up_once(databases: Databases) -> None:
    environment = databases.fresh()
    at_once(environment, ["prepare"])
    told = at_once(environment, *[["pick_up"]] * 3)
    assert sorted(word.partition(":")[0] for word in told) == ["picked up", "refused", "refused"]
    assert fetch(environment["DATABASE_URL"], "SELECT count(*) FROM wire_pickup") == [(1,)]
