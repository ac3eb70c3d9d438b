"""Two workers take versions of one story in the same moment: each sees what the other did."""

from __future__ import annotations

import json
from threading import Barrier, Thread

import pytest
from django.db import connection

from newsroom.base.refusals import Refused
from tests.factories import make_agency, make_publication, make_section, make_user
from wire import intake, pickup
from wire.models import Item, Pickup, Version

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database lives in memory: its writers cannot meet"),
]


def at_once(*acts):
    """What came of acts done in threads that start together."""
    start, results = Barrier(len(acts)), []

    def run(act):
        start.wait()
        try:
            results.append(act())
        except Refused as refusal:
            results.append(refusal)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def message(number: int) -> bytes:
    story = {"uri": "urn:x:1", "type": "text", "version": str(number), "headline": f"Ferries stay {number}"}
    return json.dumps({**story, "body_html": f"<p>All {number} nights.</p>", "infosources": [{"name": "Northline"}]}).encode()


def test_only_the_first_of_many_versions_is_new():
    make_agency(name="Northline")
    feed = intake.command_feed()
    at_once(*[lambda number=number: intake.receive(message(number), feed=feed) for number in range(1, 7)])
    changes = list(Version.objects.order_by("number").values_list("change", flat=True))
    assert changes.count("new") == 1, changes
    assert len(changes) == 6


def test_a_story_is_picked_up_once():
    make_publication()
    make_agency(name="Northline")
    intake.receive(message(1), feed=intake.command_feed())
    item, section, by = Item.objects.get(), make_section(), make_user()
    results = at_once(*[lambda: pickup.pick_up(item=item, by=by, section=section)] * 4)
    assert sum(isinstance(result, Refused) for result in results) == 3
    assert Pickup.objects.count() == 1
