"""A crash at any point leaves the database consistent, and running again finishes the job."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError

from articles import publishing
from corrections import workflow
from newsroom.base import outbox
from tests.factories import HOUR, NOON, make_publication, make_user
from tests.wire.builders import kill, picked_up, story, the_item
from tests.wire.conftest import Send
from wire import formats, intake
from wire.intake import items, messages
from wire.models import Item, Message, Version


class PowerCut(BaseException):
    """Not an error that anybody catches."""


def cut(*args: Any, **kwargs: Any) -> Any:
    raise PowerCut


def crash_at(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str) -> pytest.MonkeyPatch:
    monkeypatch.setattr(owner, name, cut)
    return monkeypatch


@pytest.mark.parametrize(("owner", "name"), [(formats, "parse"), (items, "candidate"), (items, "move"), (messages, "settle")])
def test_message_is_kept_and_the_next_run_finishes_it(
    send: Send, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str
) -> None:
    send()  # the parser of the test knows the messages from here on
    with monkeypatch.context() as patched, pytest.raises(PowerCut):
        crash_at(patched, owner, name)
        if name == "parse":
            intake.receive(b"first", feed=intake.command_feed(), at=NOON)
        else:
            send(story(), story(item_id="two"), data=b"first")
    assert Message.objects.get(name="", size=5).state == "received"
    send(story(), story(item_id="two"), data=b"first") if name == "parse" else intake.finish_unfinished(at=NOON)
    assert Message.objects.get(size=5).state == "read"
    assert sorted(Item.objects.values_list("item_id", flat=True)) == ["two", "urn:northline:ferry"]
    assert Version.objects.count() == 2
    assert intake.finish_unfinished(at=NOON) == []


def test_kill_that_was_cut_off_is_obeyed_by_the_next_run(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    make_publication(desk_email="desk@ledger.example")
    send(story())
    article = picked_up()
    publishing.publish(article=article, by=make_user(None), at=NOON)
    with monkeypatch.context() as patched, pytest.raises(PowerCut):
        crash_at(patched, outbox, "post")
        send(kill(), at=NOON + HOUR)
    article.refresh_from_db()
    assert article.killed_at is None and the_item().killed_at is None, "half a kill"
    (outcome,) = intake.finish_unfinished(at=NOON + HOUR)
    assert outcome.word == "kill"
    article.refresh_from_db()
    assert article.killed_at is not None


def test_fault_of_ours_quarantines_the_item_and_the_run_goes_on(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    send(story())
    picked_up()

    def fail(**kwargs: Any) -> None:
        raise TypeError("a fault")

    with monkeypatch.context() as patched:
        patched.setattr(workflow, "kill", fail)
        outcomes = send(kill(), story(item_id="two"), data=b"kill")
    assert [outcome.word for outcome in outcomes] == ["quarantined", "new"]
    assert "not obeyed" in outcomes[0].detail
    assert the_item().killed_at is None
    message = Message.objects.quarantined().get()
    assert [outcome.word for outcome in intake.try_again(message, by=make_user(None), at=NOON)] == ["kill", "duplicate"]


def test_database_that_is_away_leaves_the_message_for_the_next_run(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched, pytest.raises(OperationalError):
        patched.setattr(items, "move", away)
        send(story())
    assert Message.objects.get().state == "received"
    assert [outcome.word for outcome in intake.finish_unfinished(at=NOON)] == ["new"]


def test_worker_leaves_a_message_that_may_still_be_in_hand(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched, pytest.raises(OperationalError):
        patched.setattr(items, "move", away)
        send(story())
    assert intake.finish_unfinished(before=NOON, at=NOON) == []
    assert [outcome.word for outcome in intake.finish_unfinished(before=NOON + HOUR, at=NOON)] == ["new"]
