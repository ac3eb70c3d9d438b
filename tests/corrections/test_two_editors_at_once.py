"""Of two editors who act in the same moment, one does and the other is told."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection

from corrections import answering
from corrections.models import Notice, Ticket
from newsroom.base.models import Outgoing
from newsroom.base.refusals import Refused
from tests.corrections.cases import make_ticket
from tests.factories import make_user

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database lives in memory: its writers cannot meet"),
]


def both_at_once(*verbs) -> list[str]:
    """What came of verbs done in threads that start together."""
    start, results = Barrier(len(verbs)), []

    def run(verb):
        start.wait()
        try:
            verb()
            results.append("done")
        except Refused:
            results.append("told")
        finally:
            connection.close()

    threads = [Thread(target=run, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def test_one_of_two_takes_the_ticket():
    ticket, mara, jo = make_ticket(), make_user(None), make_user(None)
    results = both_at_once(
        lambda: answering.take(ticket=ticket, by=mara), lambda: answering.take(ticket=ticket, by=jo)
    )  # fmt: skip
    assert results == ["done", "told"]
    assert Ticket.objects.get().events.filter(verb="taken").count() == 1


def test_one_of_two_corrects_and_readers_are_told_once():
    ticket, mara, jo = make_ticket(), make_user(None), make_user(None)
    results = both_at_once(
        lambda: answering.correct(ticket=ticket, by=mara, text="It is Thursday."),
        lambda: answering.correct(ticket=ticket, by=jo, text="It is Wednesday."),
    )
    assert results == ["done", "told"]
    assert Notice.objects.count() == 1
    assert Outgoing.objects.filter(key__contains=":outcome:").count() == 1
