"""The kill drill rehearses a kill from the wire to the reader, tells what failed, and leaves nothing behind."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles import publishing
from articles.models import Agency, Article, FrontSlot, Photo
from newsroom.base.models import Entry, Outgoing
from tests.factories import make_agency, make_publication, make_published
from wire import orders
from wire.models import Feed, Item, Message

pytestmark = pytest.mark.django_db


def drill(**options: Any) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("desk_drill", stdout=out, **options)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture(autouse=True)
def newsroom() -> None:
    make_publication(desk_email="desk@ledger.example", on_call_emails="night@ledger.example\nchief@ledger.example")
    make_agency()


def test_drill_passes_every_step_and_tells_each_with_its_time() -> None:
    code, told = drill()
    assert code == 0, told
    assert "FAIL" not in told
    assert "12 of 12 steps passed" in told
    assert "ms  The kill comes in by wire" in told


def test_drill_leaves_nothing_behind(settings: Any) -> None:
    make_published()
    before = [model.objects.count() for model in (Article, Item, Message, Photo, Outgoing, Entry, FrontSlot, Feed, Agency)]
    assert drill()[0] == 0
    after = [model.objects.count() for model in (Article, Item, Message, Photo, Outgoing, Entry, FrontSlot, Feed, Agency)]
    assert after == before
    assert not [path for path in Path(settings.DATA_DIR).rglob("*") if path.is_file()]


def test_drill_fails_when_a_killed_story_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "kill", lambda **kwargs: ["taken down: not at all"])
    code, told = drill()
    assert code == 1
    assert "answers 200 instead of 410" in told
    assert "FAIL" in told and "No mail was written to: chief@ledger.example" in told
    assert not Article.objects.exists()


def test_drill_fails_when_nobody_would_be_mailed() -> None:
    make_publication(desk_email="", on_call_emails="")
    code, told = drill()
    assert code == 1
    assert "Nobody would hear of it" in told


def test_drill_tells_what_stands_in_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**kwargs: Any) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(publishing, "publish", broken)
    code, told = drill()
    assert code == 1
    assert "OSError: no space left" in told
    assert not Item.objects.exists()


def test_drill_is_run_for_an_agency_that_is_known() -> None:
    make_agency("southline")
    assert drill(agency="southline")[0] == 0
    with pytest.raises(CommandError, match="There is no agency “westline”"):
        drill(agency="westline")


@pytest.mark.parametrize("terms", [{"may_edit": False}, {"feed_text": "none"}, {"indexing": "noindex"}, {"max_days": 3}])
def test_drill_works_under_any_terms(terms: dict[str, Any]) -> None:
    make_agency("strict", **terms)
    code, told = drill(agency="strict")
    assert code == 0, told
