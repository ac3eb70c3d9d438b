"""A day's digest outside the database shows what was cut off or rewritten, however consistently."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, timedelta

import pytest

from newsroom.base import append_only, digests, record
from newsroom.base.actors import FeedActor
from newsroom.base.models import Chain, Entry
from newsroom.base.verification import Verification

pytestmark = pytest.mark.django_db

DAY = date(2020, 11, 20)
NIGHT = datetime(2020, 11, 21, 5, 30, tzinfo=UTC)  # half past midnight in New York
NEW_YORK = zoneinfo.ZoneInfo("America/New_York")
BY = FeedActor("northline")


def act(chain: str, times: int = 1) -> None:
    for _ in range(times):
        record.write(chain, "saved", by=BY)


def cut(chain: str, length: int) -> None:
    """Cut a chain off and rewrite its head, so that the database alone shows nothing."""
    with append_only.lifted():
        Entry.objects.filter(chain__name=chain, number__gt=length).delete()
    last = Entry.objects.filter(chain__name=chain).order_by("-number").first()
    Chain.objects.filter(name=chain).update(length=length, head=last.hash if last else "")
    assert list(Verification().faults()) == []


def found() -> list[str]:
    return [str(fault) for fault in digests.check_all()]


def test_the_digest_is_of_the_day_that_has_ended_where_we_are():
    act("story")
    assert digests.write_due(zone=NEW_YORK, at=NIGHT) == digests.path_of(DAY)
    assert digests.write_due(zone=NEW_YORK, at=NIGHT + timedelta(hours=20)) is None
    assert digests.write_due(zone=NEW_YORK, at=NIGHT + timedelta(hours=24)) == digests.path_of(DAY + timedelta(days=1))
    assert digests.days() == [DAY + timedelta(days=1), DAY]


def test_a_digest_is_never_written_again():
    act("story")
    path = digests.write(DAY, at=NIGHT)
    before = path.read_bytes()
    act("story")
    assert digests.write(DAY, at=NIGHT) is None
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_the_first_digest_names_every_chain_and_the_next_those_that_grew():
    act("one", 2)
    act("two", 3)
    heads = {chain.name: f"\n{chain.pk} {chain.length} {chain.head}\n" for chain in Chain.objects.all()}
    first = digests.write(DAY, at=NIGHT).read_text()
    assert all(line in first for line in heads.values())
    act("two")
    second = digests.write(DAY + timedelta(days=1), at=NIGHT).read_text()
    two = Chain.objects.get(name="two")
    assert f"\n{two.pk} 4 {two.head}\n" in second
    assert heads["one"] not in second


def test_a_digest_names_no_story():
    act("article:0b5f")
    assert "0b5f" not in digests.write(DAY, at=NIGHT).read_text()


def test_a_record_that_went_on_still_holds_its_digests():
    act("one", 2)
    digests.write(DAY, at=NIGHT)
    act("one")
    act("two")
    digests.write(DAY + timedelta(days=1), at=NIGHT)
    act("three")
    assert found() == []


@pytest.mark.parametrize("length", [2, 1])
def test_a_tail_that_was_cut_off_with_its_head_rewritten_is_found(length):
    act("story", 3)
    digests.write(DAY, at=NIGHT)
    cut("story", length)
    newer, cut_off = found()
    assert newer.startswith(f"Digest of {DAY} is newer than the database: its last entry has the number ")
    assert cut_off == f"story entry {length + 1} was cut off: the digest of {DAY} has 3 entries of it."


def test_a_tail_that_was_written_anew_is_found():
    act("story", 3)
    digests.write(DAY, at=NIGHT)
    cut("story", 2)
    act("story", 2)
    assert found() == [f"story entry 3 was cut off: the digest of {DAY} has 3 entries of it."]


def test_a_chain_rewritten_in_its_place_is_found():
    act("story", 3)
    digests.write(DAY, at=NIGHT)
    chain, previous = Chain.objects.get(name="story"), ""
    with append_only.lifted():
        for entry in chain.entries.order_by("number"):
            entry.previous, entry.canonical = previous, entry.canonical.replace("northline", "sundial")
            entry.by_feed, entry.hash = "sundial", record.link_hash(previous, entry.canonical)
            entry.save()
            previous = entry.hash
    Chain.objects.filter(pk=chain.pk).update(head=previous)
    assert list(Verification().faults()) == []
    assert found() == [f"story entry 3 is not the one that the digest of {DAY} has."]


def test_a_chain_that_is_gone_is_found():
    act("story", 3)
    digests.write(DAY, at=NIGHT)
    chain = Chain.objects.get(name="story")
    with append_only.lifted():
        chain.entries.all().delete()
        Chain.objects.filter(pk=chain.pk).delete()
    assert found()[1:] == [f"Chain {chain.pk} is gone: the digest of {DAY} has it with 3 entries."]


def test_one_digest_alone_shows_a_change_in_a_chain_that_had_not_grown_that_day():
    act("old", 3)
    digests.write(DAY, at=NIGHT)
    act("new")
    kept = digests.write(DAY + timedelta(days=1), at=NIGHT)
    cut("old", 2)
    (fault,) = digests.check(kept)
    assert "differs in a chain that had not grown that day" in str(fault)
    assert found()[0] == f"old entry 3 was cut off: the digest of {DAY} has 3 entries of it."


def test_a_changed_a_cut_and_a_missing_digest_are_found():
    act("story", 3)
    first = digests.write(DAY, at=NIGHT)
    digests.write(DAY + timedelta(days=1), at=NIGHT)
    whole = first.read_text()
    first.write_text(whole.replace(" 3 ", " 2 "))
    assert "is damaged: it is not as it was written" in found()[0]
    first.write_text(whole[:-80])
    assert "is damaged: it does not end as a digest ends" in found()[0]
    first.unlink()
    assert found() == [f"Digest of {DAY} is missing: the digest of {DAY + timedelta(days=1)} followed it."]


def test_a_digest_that_another_was_put_in_the_place_of_is_found():
    act("story", 3)
    first = digests.write(DAY, at=NIGHT)
    digests.write(DAY + timedelta(days=1), at=NIGHT)
    first.unlink()
    digests.write(DAY, at=NIGHT + timedelta(hours=1))
    assert found() == [f"Digest of {DAY} is not the one that the digest of {DAY + timedelta(days=1)} followed."]
