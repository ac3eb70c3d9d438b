"""Many messages together end as they would one after the other, only sooner; one that cannot be taken takes no other along."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import NOON, make_agency, make_publication, make_section
from tests.wire.contents import contents, in_order
from wire import formats, intake
from wire.intake import Source
from wire.models import Feed, Item, Message, Pickup, Version

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures" / "wire"


def source(uri: str, version: int = 1, **fields: Any) -> Source:
    story = {
        "uri": uri, "type": "text", "version": str(version), "headline": f"Ferries of {uri} stay", "pubstatus": "usable",
        "body_html": f"<p>All {version} nights.</p>", "infosources": [{"name": "Northline"}],
        "versioncreated": f"2025-10-13T{version:02}:00:00Z",
    }  # fmt: skip
    return Source.of(json.dumps({**story, **fields}).encode(), name=f"{uri}-{version}.json")


def kill(uri: str, version: int = 9) -> Source:
    return source(uri, version, pubstatus="canceled", body_html="", headline="")


def mixed() -> list[Source]:
    """Chains, stale and double versions, orders before their stories, strangers and wrecks, between plain stories."""
    plain = [source(f"urn:plain:{number}") for number in range(60)]
    odd = [
        source("urn:chain"), source("urn:chain", 2), source("urn:chain", 2), source("urn:chain", 3, ednote="Corrects it."),
        kill("urn:chain"), source("urn:late", 3), source("urn:late", 2), kill("urn:before"), source("urn:before"),
        source("urn:twice"), source("urn:twice", keywords=["other bytes"]), source("urn:twice", copyrightholder="Northline"),
        source("urn:held"), source("urn:held", 2, pubstatus="withheld"), source("urn:held", 3),
        source("urn:other", infosources=[{"name": "Meridian"}]), source("urn:other", 2, infosources=[{"name": "Meridian"}]),
        source("urn:nameless", infosources=[]), source(""), Source.of(b"", name="empty"), Source.of(b"{", name="wreck"),
        source("urn:nul", headline="Half \ud800 and \x00"), source("urn:long" + "x" * 900), source("urn:long" + "x" * 900, 2),
        source("urn:note", headline="Editors: please kill FERRY-NIGHT", body_html="<p>Please kill the story FERRY-NIGHT.</p>"),
        source("urn:embargo", embargoed="2031-01-01T00:00:00Z"), Source("locked.xml", problem="The file cannot be opened."),
    ]  # fmt: skip
    samples = [Source.of_file(path) for path in sorted(SAMPLES.glob("*/*"))]
    together = [*odd, *samples]
    for place, one in enumerate(plain):
        together.insert(place * 2, one)
    return together


def test_together_ends_as_one_after_the_other() -> None:
    make_publication(desk_email="desk@ledger.example")
    feed = intake.command_feed()

    def run(batches: list[list[Source]], together: int) -> list[Any]:
        told = [
            (source.name, [str(outcome) for outcome in outcomes])
            for batch in batches
            for source, outcomes in intake.receive_many(batch, feed=feed, at=NOON, together=together)
        ]
        return [told, contents(), in_order()]

    with transaction.atomic():
        alone = run([[one] for one in mixed()], 1)
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    together = run([mixed()], 100)
    for name, one, other in zip(("told", "contents", "order"), alone, together, strict=True):
        assert one == other, name
    words = {outcome.split()[0] for _, outcomes in together[0] for outcome in outcomes}
    assert words == set(intake.WORDS)


def test_a_bundle_ends_as_its_stories_one_after_the_other() -> None:
    feed = intake.command_feed()
    data = (SAMPLES / "newsml-g2" / "50-bundle-three-items.xml").read_bytes()
    outcomes = intake.receive(data, feed=feed, at=NOON)
    assert len(outcomes) == len(formats.parse(data)) == Version.objects.filter(number=1).count()
    assert Item.objects.filter(newest__isnull=True).count() == 0


def test_a_hundred_new_stories_cost_few_queries() -> None:
    make_agency(name="Northline")
    feed = intake.command_feed()
    sources = [source(f"urn:plain:{number}") for number in range(100)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(intake.receive_many(sources, feed=feed, at=NOON))
    assert Version.objects.count() == 100
    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(statements) <= 20, "\n".join(sql[:100] for sql in statements)
    with CaptureQueriesContext(connection) as queries:
        list(intake.receive_many(sources, feed=feed, at=NOON))
    assert len(queries) <= 2, "the same bytes again"


def test_new_items_point_at_their_version() -> None:
    feed = intake.command_feed()
    make_agency(name="Northline")
    list(intake.receive_many([source("urn:1"), source("urn:2", body_html="", headline="Bare")], feed=feed, at=NOON))
    one, two = Item.objects.order_by("item_id")
    assert one.newest is not None and one.newest == one.text_version == one.versions.get()
    assert two.newest == two.versions.get() and two.text_version is None
    assert (one.version_count, one.first_seen_at, one.changed_at) == (1, NOON, NOON)


def test_one_story_that_the_database_refuses_takes_no_other_along(monkeypatch: pytest.MonkeyPatch) -> None:
    make_agency(name="Northline")
    sources = [source(f"urn:{number}", headline=f"Story {number}") for number in range(5)]
    with connection.cursor() as cursor:
        _forbid(cursor, "urn:3")
    told = [outcomes[0].word for _, outcomes in intake.receive_many(sources, feed=intake.command_feed(), at=NOON)]
    assert told == ["new", "new", "new", "quarantined", "new"]
    assert Item.objects.count() == 4
    assert Message.objects.quarantined().count() == 1


def test_stories_that_are_published_at_once_are_taken_one_by_one() -> None:
    make_publication()
    feed = intake.command_feed()
    Feed.objects.filter(pk=feed.pk).update(section=make_section("world"))
    feed.refresh_from_db()
    list(intake.receive_many([source("urn:1"), source("urn:2")], feed=feed, publish=True, at=NOON))
    assert all(pickup.article is not None and pickup.article.is_visible(NOON) for pickup in Pickup.objects.all())
    assert Pickup.objects.count() == 2


def test_messages_are_kept_even_if_what_follows_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **options: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(formats, "parse", fail)
        list(intake.receive_many([source("urn:1"), source("urn:2")], feed=intake.command_feed(), at=NOON))
    assert Message.objects.unfinished().count() == 2
    assert [outcome.word for outcome in intake.finish_unfinished(at=NOON)] == ["new", "new"]


def _forbid(cursor: Any, item_id: str) -> None:
    """The database itself refuses an item."""
    if connection.vendor == "postgresql":
        cursor.execute(f"ALTER TABLE wire_item ADD CONSTRAINT forbidden CHECK (item_id <> '{item_id}') NOT VALID")
    else:
        cursor.execute(
            f"CREATE TRIGGER forbidden BEFORE INSERT ON wire_item WHEN NEW.item_id = '{item_id}' "
            "BEGIN SELECT RAISE(ABORT, 'forbidden'); END"
        )
