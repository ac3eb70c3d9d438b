"""Where an item stands: the queryset and its twin agree on every case."""

from __future__ import annotations

import itertools

import pytest

from tests.factories import HOUR, NOON, make_agency, make_article, make_photo, make_user
from wire.models import Feed, Item, Message, Pickup, Version

pytestmark = pytest.mark.django_db

QUESTIONS = {
    "killed": lambda: Item.objects.killed().exclude(pk__in=Item.objects.revived()),
    "revived": lambda: Item.objects.revived(),
    "withheld": lambda: Item.objects.withheld(),
    "advisory": lambda: Item.objects.advisories(),
    "changed": lambda: Item.objects.changed_since_taken(),
    "taken": lambda: Item.objects.taken(),
    "embargoed": lambda: Item.objects.embargoed(NOON),
    "offer": lambda: Item.objects.on_offer(NOON),
}


def test_every_item_is_in_one_state_and_the_twins_agree() -> None:
    agency, user = make_agency(), make_user(None)
    feed = Feed.objects.create(slug="f", name="F")
    message = Message.objects.create(feed=feed, sha256="0" * 64, size=0, received_at=NOON, raw=b"")
    kills = [{}, {"killed_at": NOON}, {"killed_at": NOON, "usable_after_kill_at": NOON},
             {"killed_at": NOON, "usable_after_kill_at": NOON, "cleared_at": NOON, "cleared_by": user}]  # fmt: skip
    embargoes = [{}, {"embargo_until": NOON - HOUR}, {"embargo_until": NOON}, {"embargo_until": NOON + HOUR},
                 {"embargo_open_ended": True}]  # fmt: skip
    cases = itertools.product(kills, embargoes, [None, NOON], [False, True], ["", "taken", "waiting"])
    article = make_article()
    for number, (kill, embargo, withheld, advisory, tie) in enumerate(cases):
        item = Item.objects.create(
            agency=agency, item_id=str(number), withheld_at=withheld, is_advisory=advisory, first_seen_at=NOON, changed_at=NOON,
            **kill, **embargo,
        )  # fmt: skip
        if tie:
            version = Version.objects.create(
                item=item, number=1, sent_version=1, content_hash="x", change="new", status="usable", message=message,
                received_at=NOON, document={},
            )  # fmt: skip
            Pickup.objects.create(
                item=item, article=article, based_on=version, at=NOON, by=user,
                waiting=version if tie == "waiting" else None, waiting_since=NOON if tie == "waiting" else None,
            )  # fmt: skip
    answers = {name: set(question().values_list("pk", flat=True)) for name, question in QUESTIONS.items()}
    for item in Item.objects.prefetch_related("pickups"):
        assert [name for name, found in answers.items() if item.pk in found] == [item.state(NOON).value], item.pk
    for since in (NOON - HOUR, NOON, NOON + HOUR):
        down = {item for item in Item.objects.all() if item.was_taken_down_since(since)}
        assert set(Item.objects.taken_down_since(since)) == down
    assert Item.objects.taken_down_since(NOON).exists()


def test_pickup_is_tied_to_a_story_or_a_photo_never_to_both_or_none(django_assert_num_queries: object) -> None:
    from django.db import IntegrityError, transaction

    agency, user = make_agency(), make_user(None)
    item = Item.objects.create(agency=agency, item_id="1", first_seen_at=NOON, changed_at=NOON)
    feed = Feed.objects.create(slug="f", name="F")
    message = Message.objects.create(feed=feed, sha256="0" * 64, size=0, received_at=NOON, raw=b"")
    version = Version.objects.create(
        item=item, number=1, sent_version=1, content_hash="x", change="new", status="usable", message=message,
        received_at=NOON, document={},
    )  # fmt: skip
    for tied in ({}, {"article": make_article(), "photo": make_photo()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pickup.objects.create(item=item, based_on=version, at=NOON, by=user, **tied)


def test_raw_message_and_version_can_be_neither_changed_nor_deleted() -> None:
    from django.db import DatabaseError, transaction

    feed = Feed.objects.create(slug="f", name="F")
    message = Message.objects.create(feed=feed, sha256="0" * 64, size=0, received_at=NOON, raw=b"kept")
    for act in (lambda: Message.objects.update(raw=b"other"), lambda: Message.objects.all().delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
    message.state = Message.State.READ
    message.save()
    assert bytes(Message.objects.get().raw or b"") == b"kept"
