"""The log as a file: whole, in pieces that fit into memory, closed to what is closed."""

from __future__ import annotations

import csv
import io
import json

import pytest

from corrections import log, log_download, workflow
from corrections.models import Notice
from newsroom.base.actors import actor_fields
from tests.corrections.test_public_log import tell
from tests.factories import HOUR, NOON, make_published, make_user

pytestmark = pytest.mark.django_db


def make_many(article, number):
    by = actor_fields(make_user(None))
    rows = [
        Notice(article=article, kind="correction", origin="staff", placement="end", text=f"Fixed {index}.",
               at=NOON + HOUR * (1 + index // 3), **by)
        for index in range(number)
    ]  # fmt: skip
    Notice.objects.bulk_create(rows)


@pytest.fixture
def small_pieces(monkeypatch):
    monkeypatch.setattr(log, "CHUNK", 4)


def test_a_download_holds_every_notice_once_in_order_wherever_it_is_cut(small_pieces):
    make_many(make_published(), 23)
    expected = [notice.text for notice in Notice.objects.newest_first()]
    assert [entry["text"] for entry in log.all_entries(log.notices())] == expected
    downloaded = json.loads("".join(log_download.as_json(log.all_entries(log.notices()))))
    assert [notice["text"] for notice in downloaded["notices"]] == expected


def test_a_download_asks_for_a_piece_only_when_it_is_read(small_pieces, django_assert_num_queries):
    make_many(make_published(), 9)
    lines = log_download.as_csv(log.all_entries(log.notices()))
    with django_assert_num_queries(0):
        next(lines)
    with django_assert_num_queries(3):
        for _ in range(4):
            next(lines)


def test_a_story_killed_while_a_download_runs_is_not_in_its_rest(small_pieces):
    safe, killed = make_published(), make_published(headline="Mayor charged with fraud")
    make_many(safe, 4)
    tell(killed, text="It was not fraud.", at=NOON)
    entries = log.all_entries(log.notices())
    first = [next(entries) for _ in range(4)]
    workflow.kill(article=killed, by=make_user(None), reason="Legal")
    rest = list(entries)
    assert {entry["headline"] for entry in first} == {safe.headline}
    assert not any("fraud" in str(entry) for entry in rest)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "＝1+1", "\t=1"])
def test_no_cell_is_taken_for_a_formula(client, text):
    Notice.objects.create(article=make_published(), kind="correction", origin="staff", placement="end", text=text,
                          at=NOON + HOUR, **actor_fields(make_user(None)))  # fmt: skip
    response = client.get("/corrections/?format=csv")
    [row] = csv.DictReader(io.StringIO(response.getvalue().decode()))
    assert row["text"] == f"'{text}"
    assert 'attachment; filename="corrections.csv"' in response["Content-Disposition"]


def test_an_empty_log_is_an_empty_file(client):
    assert json.loads(client.get("/corrections/?format=json").getvalue()) == {"notices": []}
    assert len(client.get("/corrections/?format=csv").getvalue().decode().splitlines()) == 1


def test_held_and_killed_stories_are_there_in_neutral_words_only(client):
    held = make_published(headline="Mayor charged with fraud")
    tell(held, text="It was not fraud.")
    workflow.hold(article=held, by=make_user(None), kind="desk", reason="Fraud?", at=NOON + 2 * HOUR)
    for kind in ("csv", "json"):
        words = client.get(f"/corrections/?format={kind}").getvalue().decode()
        assert workflow.WITHHELD in words
        assert "fraud" not in words.lower()
