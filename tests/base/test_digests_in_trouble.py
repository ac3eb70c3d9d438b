"""Digests in a bad world: a worker that was off, two at midnight, a clock gone wrong, an old file under a new name."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import override_settings

from newsroom.base import append_only, digests, record
from newsroom.base.actors import FeedActor
from newsroom.base.models import Chain, Entry

pytestmark = pytest.mark.django_db

DAY = date(2020, 11, 20)
NIGHT = datetime(2020, 11, 21, 5, 30, tzinfo=UTC)
ONE = timedelta(days=1)
BY = FeedActor("northline")


def act(chain: str, at: datetime | None = None) -> None:
    record.write(chain, "saved", by=BY, at=at or NIGHT)


def found() -> list[str]:
    return [str(fault) for fault in digests.check_all()]


def test_days_without_the_worker_are_told_and_covered_by_the_next_digest():
    act("one")
    digests.write(DAY, at=NIGHT)
    act("two")
    path = digests.write(DAY + 4 * ONE, at=NIGHT + 4 * ONE)
    assert f"\n{Chain.objects.get(name='two').pk} 1 " in path.read_text()
    assert digests.gaps(digests.days()) == {DAY + 4 * ONE: (DAY + ONE, DAY + 3 * ONE)}
    assert found() == []


def test_a_clock_that_went_back_writes_no_second_digest_and_raises_no_alarm():
    act("one")
    digests.write(DAY, at=NIGHT)
    digests.write(date(2031, 1, 1), at=datetime(2031, 1, 2, tzinfo=UTC))  # the clock was wrong
    act("one")
    digests.write(DAY + ONE, at=NIGHT + ONE)
    assert digests.write(DAY + ONE, at=NIGHT) is None
    act("one")
    digests.write(DAY + 2 * ONE, at=NIGHT + 2 * ONE)
    assert found() == []


def test_an_old_digest_under_a_new_name_is_found():
    act("one")
    path = digests.write(DAY, at=NIGHT)
    shutil.copy(path, digests.path_of(DAY + ONE))
    assert found() == [f"Digest {DAY + ONE}.txt is that of {DAY}: another was put in its place."]


def test_a_digest_that_is_newer_than_a_restored_backup_says_so_first():
    act("one")
    digests.write(DAY, at=NIGHT)
    act("one")
    act("one")
    digests.write(DAY + ONE, at=NIGHT + ONE)
    with append_only.lifted():
        Entry.objects.filter(number__gt=1).delete()
    Chain.objects.update(length=1, head=Entry.objects.get().hash)
    said = found()
    assert said[0].startswith(f"Digest of {DAY + ONE} is newer than the database: its last entry has the number ")
    assert said[1].startswith("one entry 2 was cut off")
    digests.path_of(DAY + ONE).unlink()
    act("one")  # work goes on where the backup ends
    digests.write(DAY + 2 * ONE, at=NIGHT + 2 * ONE)
    assert found() == []


def test_an_old_digest_still_holds_and_passes_as_what_it_is():
    act("one")
    path = digests.write(DAY, at=NIGHT)
    act("one")
    digests.write(DAY + ONE, at=NIGHT + ONE)
    assert list(digests.check(path)) == []


def test_a_digest_of_another_installation_is_one_fault_that_says_so():
    for number in range(9):
        act(f"story {number}")
    with override_settings(SITE_URL="https://sundial.example"):
        path = digests.write(DAY, at=NIGHT)
    with append_only.lifted():
        Entry.objects.all().delete()
        Chain.objects.all().delete()
    for number in range(9):
        act(f"other {number}")
    (fault,) = digests.check(path)
    assert str(fault).startswith(f"Digest of {DAY} of https://sundial.example is of another record, or all was rewritten")


def test_an_act_dated_back_behind_a_digest_is_told():
    act("one", NIGHT - ONE)
    digests.write(DAY, at=NIGHT)
    act("one", NIGHT + ONE)
    assert list(digests.dated_back()) == []
    act("two", NIGHT - 300 * ONE)
    digests.write(DAY + ONE, at=NIGHT + ONE)
    (words,) = digests.dated_back()
    assert words.startswith(f"1 entries came after the digest of {DAY} and are dated before it")
    assert words.endswith("The first is two entry 1.")


def test_a_digest_can_be_read_by_all_and_leaves_nothing_beside_it():
    act("one")
    path = digests.write(DAY, at=NIGHT)
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(path.parent.iterdir()) == [path]


def test_a_crash_while_a_digest_is_written_leaves_none_and_the_next_round_writes_it(monkeypatch):
    act("one")
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError("power cut")))
    with pytest.raises(OSError, match="power cut"):
        digests.write(DAY, at=NIGHT)
    assert digests.days() == []
    monkeypatch.undo()
    assert digests.write(DAY, at=NIGHT) is not None
    assert found() == []


def test_of_two_workers_at_midnight_one_writes(monkeypatch):
    act("one")
    publish, other = digests._publish, []

    def publish_late(*said):
        """Ours is ready when the other worker writes its own."""
        monkeypatch.undo()
        other.append(digests.write(DAY, at=NIGHT))
        return publish(*said)

    monkeypatch.setattr(digests, "_publish", publish_late)
    assert digests.write(DAY, at=NIGHT + timedelta(seconds=1)) is None
    assert other == [digests.path_of(DAY)]
    assert "made: 2020-11-21T05:30:00" in other[0].read_text()
    assert found() == []


def test_lines_for_public_words_stand_under_the_seal_and_are_not_chains():
    act("one")
    path = digests.write(DAY, words=lambda after, until: [f"notice x {'0' * 64}"], at=NIGHT)
    assert f"\nnotice x {'0' * 64}\n" in path.read_text()
    assert found() == []
