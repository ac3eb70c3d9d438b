"""What comes too fast for an entry each is sealed soon afterwards, all of it, in the order of its keys."""

from __future__ import annotations

import json
import threading

import pytest
from django.core.management import call_command
from django.db import connection

from articles.models import Address
from newsroom.base import append_only, digests, record, seals
from newsroom.base.models import Chain, Entry
from newsroom.base.verification import Verification
from tests.base import whole
from tests.factories import NOON, make_publication, make_published, make_user
from wire.models import Message, Version


def sealed() -> list[int]:
    """The rows of messages that each seal holds."""
    entries = Entry.objects.filter(chain__name="table:wire.message").order_by("number")
    return [len(json.loads(entry.canonical)["facts"]["rows"]) for entry in entries]


def test_only_tables_of_the_wire_wait_for_a_seal():
    assert seals.sealed_models() == [Message, Version]


@pytest.mark.django_db
def test_rows_are_sealed_once_in_entries_of_a_bounded_size(monkeypatch):
    monkeypatch.setattr(seals, "TOGETHER", 2)
    for number in range(5):
        whole.receive(number)
    assert sum(seals.seal()) == 10
    assert sealed() == [2, 2, 1]
    assert sum(seals.seal()) == 0
    whole.receive(5)
    assert sum(seals.seal()) == 2
    assert sealed() == [2, 2, 1, 1]
    assert whole.faults() == []


@pytest.mark.django_db
def test_a_round_without_news_costs_two_queries_a_table(django_assert_num_queries):
    whole.receive(1)
    whole.seal()
    with django_assert_num_queries(4):
        assert sum(seals.seal()) == 0


@pytest.mark.django_db
def test_the_worker_seals_and_writes_the_digest(capsys):
    make_publication()
    whole.receive(1)
    call_command("desk", "--once")
    assert "rows sealed: 2, digests of the record written: 1" in capsys.readouterr().out
    assert len(digests.days()) == 1
    call_command("desk", "--once")
    assert "sealed" not in capsys.readouterr().out
    walk = Verification()
    assert list(walk.faults()) == []
    assert walk.waiting == 0
    assert list(digests.check_all()) == []


@pytest.mark.django_db(transaction=True)
def test_a_row_under_way_is_waited_for_and_not_left_behind(monkeypatch):
    """A transaction that began before another may commit after it, with the lower key."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nobody is under way beside it")
    monkeypatch.setattr(seals, "PATIENCE", "100ms")
    whole.receive(1)
    key, go_on = threading.Event(), threading.Event()

    def receive_slowly() -> None:
        from django.db import transaction

        with transaction.atomic():
            whole.receive(2)
            key.set()
            go_on.wait(20)
        connection.close()

    slow = threading.Thread(target=receive_slowly)
    slow.start()
    assert key.wait(20)
    assert sum(seals.seal()) == 0  # somebody writes: nothing is sealed past their rows
    go_on.set()
    slow.join(20)
    assert sum(seals.seal()) == 4
    assert whole.faults() == []


@pytest.mark.django_db
def test_rows_older_than_the_record_of_rows_are_sealed_once_at_the_upgrade():
    story = make_published()
    with append_only.lifted():
        Entry.objects.all().delete()
        Chain.objects.all().delete()
    record.write("article:of-before", "published", by=make_user(None))  # as entries were, without rows
    assert whole.faults() != []
    assert seals.seal_older() >= 3  # its revision, its edition, its address
    assert whole.faults() == []
    assert seals.seal_older() == 0
    assert story.is_visible()


@pytest.mark.django_db
def test_a_row_that_is_added_past_a_record_of_rows_is_never_sealed_later():
    make_published()
    story = make_published()
    Address.objects.create(article=story, path="/2020/11/20/forged/", created_at=NOON)
    assert seals.seal_older() == 0
    assert whole.faults() != []
