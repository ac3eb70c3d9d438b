"""A watched folder: each file is taken in once, what is not ready waits, and one bad file never stops the others."""

from __future__ import annotations

import os
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories import HOUR, NOON
from tests.wire.feeds.builders import drop, folder_feed, make_feed, state, story, touch
from wire.feeds.polling import Report, poll
from wire.models import Feed, Item, Message, SeenFile

pytestmark = pytest.mark.django_db


def polled(feed: Feed, at: Any = NOON) -> Report:
    report = poll(feed, at)
    assert report is not None
    return report


def words(report: Report) -> list[str]:
    return [outcome.word for outcome in report.outcomes]


def test_each_file_is_taken_in_once_and_again_when_it_changes() -> None:
    feed = folder_feed()
    drop(feed, "a.json"), drop(feed, "below/b.json", story(2))
    assert words(polled(feed)) == ["new", "new"]
    kept = {"a.json": feed.address, "below/b.json": f"{feed.address}/below"}
    assert dict(Message.objects.values_list("name", "folder")) == kept
    assert words(polled(feed, NOON + HOUR)) == []
    drop(feed, "a.json", story(1, 2, headline="Ferries stay, says council"))
    assert words(polled(feed, NOON + 2 * HOUR)) == ["update"]


def test_older_files_come_first() -> None:
    feed = folder_feed()
    touch(drop(feed, "a.json", story(1, 2, headline="Later")), 2_000_000)
    touch(drop(feed, "b.json", story(1, 1)), 1_000_000)
    assert words(polled(feed)) == ["new", "update"]


def test_hidden_temporary_and_media_files_are_left_alone() -> None:
    feed = folder_feed()
    for name in (".a.json", "a.json.tmp", "a.json.part", "A.JSON.PART", "a.json~", ".hidden/a.json", "a.jpg", "film.MP4"):
        drop(feed, name)
    assert words(polled(feed)) == []
    (Path(feed.address) / "a.json.part").rename(Path(feed.address) / "a.json")
    assert words(polled(feed, NOON + HOUR)) == ["new"]


def test_file_that_still_grows_waits_for_the_next_poll(settings: Any) -> None:
    settings.WIRE_SETTLE = 0.4
    feed = folder_feed()
    whole, growing = story(1), drop(feed, "growing.json", story(2)[:60])
    drop(feed, "ready.json", whole)
    touch(Path(feed.address) / "ready.json", 1_000_000)
    over = threading.Event()

    def grow() -> None:
        while not over.wait(0.05):
            with growing.open("ab") as stream:
                stream.write(b" ")

    writer = threading.Thread(target=grow)
    writer.start()
    report = polled(feed)
    over.set()
    writer.join()
    assert words(report) == ["new"]
    growing.write_bytes(story(2))
    assert words(polled(feed, NOON + HOUR)) == ["new"]
    assert Message.objects.quarantined().count() == 0


def test_file_of_a_clock_that_is_ahead_is_taken(settings: Any) -> None:
    settings.WIRE_SETTLE = 0.05
    feed = folder_feed()
    touch(drop(feed, "a.json"), time.time() + 9999)
    assert words(polled(feed)) == ["new"]


def test_unreadable_file_is_told_of_and_tried_again_while_the_others_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    feed = folder_feed()
    drop(feed, "a.json"), drop(feed, "b.json", story(2)), drop(feed, "c.json", story(3))
    opened = os.open

    def denied(path: Any, *args: Any, **kwargs: Any) -> int:
        if str(path).endswith("b.json"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **kwargs)

    with monkeypatch.context() as patched:  # whoever runs the tests may be allowed to read everything
        patched.setattr(os, "open", denied)
        assert words(polled(feed)) == ["new", "new"]
    assert state(feed).last_error == "b.json cannot be read: Permission denied."
    assert state(feed).failures == 0
    assert words(polled(feed, NOON + HOUR)) == ["new"]
    assert state(feed).last_error == ""


def test_bad_file_is_quarantined_and_the_others_are_taken(settings: Any) -> None:
    settings.WIRE_MAX_BYTES = 5000
    feed = folder_feed()
    for name, data in {"a.json": b"{", "b.json": b"", "c.json": b"x" * 6000, "d.json": story()}.items():
        drop(feed, name, data)
    assert sorted(words(polled(feed))) == ["new", "quarantined", "quarantined", "quarantined"]
    assert Message.objects.quarantined().get(name="c.json").raw is None
    assert words(polled(feed, NOON + HOUR)) == []


def test_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    feed = folder_feed()
    outside = tmp_path / "secret.json"
    outside.write_bytes(story())
    (Path(feed.address) / "out.json").symlink_to(outside)
    (Path(feed.address) / "up").symlink_to(tmp_path)
    (Path(feed.address) / "circle.json").symlink_to(Path(feed.address) / "circle.json")
    drop(feed, "inside.json", story(2))
    (Path(feed.address) / "in.json").symlink_to(Path(feed.address) / "inside.json")
    assert sorted(words(polled(feed))) == ["duplicate", "new"]
    assert "out.json leads out of the folder and is not read." in state(feed).last_error
    assert not Item.objects.filter(item_id="urn:northline:1").exists()


def test_pipe_and_names_that_are_no_text_do_not_stop_the_poll() -> None:
    feed = folder_feed()
    os.mkfifo(Path(feed.address) / "pipe.json")
    (Path(os.fsdecode(os.fsencode(feed.address) + b"/caf\xe9.json"))).write_bytes(story())
    drop(feed, "/".join(["n" * 200] * 4) + "/a.json", story(2))
    assert words(polled(feed)) == ["new", "new"]
    assert words(polled(feed, NOON + HOUR)) == []


@pytest.mark.parametrize("address", ["/etc", "../outside", "northline/../../x", "/", "\x00"])
def test_folder_that_is_not_allowed_is_refused(address: str) -> None:
    report = polled(make_feed("folder", address=address.replace("\x00", "/dev/null/x")))
    assert "does not lie below a folder that the operator allows (WIRE_FOLDERS)" in report.error


def test_folder_that_is_gone_is_an_error_and_forgets_nothing() -> None:
    feed = folder_feed()
    path = drop(feed, "a.json")
    polled(feed)
    path.unlink()
    Path(feed.address).rmdir()
    assert "cannot be read: No such file or directory" in polled(feed, NOON + HOUR).error
    assert SeenFile.objects.count() == 1


def test_files_that_are_gone_are_forgotten() -> None:
    feed = folder_feed()
    path = drop(feed, "a.json")
    drop(feed, "b.json", story(2))
    polled(feed)
    path.unlink()
    polled(feed, NOON + HOUR)
    assert list(SeenFile.objects.values_list("name", flat=True)) == ["b.json"]


def test_folder_of_many_seen_files_costs_a_few_queries(django_assert_max_num_queries: Any) -> None:
    feed = folder_feed()
    rows = []
    for number in range(2000):
        facts = drop(feed, f"{number}.json", b"").stat()
        rows.append(SeenFile(feed=feed, name=f"{number}.json", size=0, modified_ns=facts.st_mtime_ns, seen_at=NOON))
    SeenFile.objects.bulk_create(rows)
    poll(feed, NOON - timedelta(days=1))
    with django_assert_max_num_queries(10):
        assert words(polled(feed)) == []
    with django_assert_max_num_queries(40):
        drop(feed, "new.json")
        assert words(polled(feed, NOON + HOUR)) == ["new"]
