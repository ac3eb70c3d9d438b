"""Whatever is changed in any column that the record is told of is found, and its row is named; so the list is no mere claim."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models

from articles import publishing
from articles.models import Byline, Hold, Photo, PolicyPage, Section
from corrections import answering, promises
from corrections.models import AnswerTime, NoticeProposal, Reply, Republisher, Ticket
from newsroom.base import on_record
from newsroom.recorded import CHAINS, TOLD, rest
from tests.base import whole
from tests.corrections.cases import make_ticket
from tests.factories import (
    make_agency,
    make_disclaimer,
    make_person,
    make_photo,
    make_publication,
    make_published,
    make_section,
    make_topic,
    make_user,
)
from wire import intake, named_orders, pickup, spiking
from wire.models import ChangePolicy, Feed, Item, Message, NamedOrder, Pickup

pytestmark = pytest.mark.django_db

COLUMNS = [(label, column) for label, columns in TOLD.items() if label not in CHAINS for column in columns]
SPIKED = Item.objects.filter(spiked_at__isnull=False)


@pytest.fixture(scope="module", autouse=True)
def newsroom(django_db_setup: None, django_db_blocker: Any) -> Any:
    """A newsroom at work, with wire copy that was taken, put aside and quarantined, and a proposal."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        whole.work()
        work_more()
        yield
        transaction.set_rollback(True)


def work_more() -> None:
    by = make_user()
    make_publication()
    for number in range(10, 13):
        whole.receive(number)
    first, second, _ = Item.objects.order_by("-pk")[:3]
    article = pickup.pick_up(item=first, by=by, section=make_section())
    spiking.spike(item=second, by=by)
    photo = make_photo()
    Byline.objects.create(article=article, name="Ada Byline")
    article.topics.set([make_topic()])
    publishing.save_revision(article=article, by=by)
    publishing.kill_photo(photo=photo, by=by, reason="Not ours.")
    publishing.photos.set_end(photo, by=by)
    story = make_published()
    answering.correct(ticket=make_ticket(story), by=by, kind="retraction", text="We retract this.", to_reader="You were right.")
    time = AnswerTime.objects.order_by("-pk")[0]
    time.hours += 1
    promises.change(time, by=by)
    intake.receive(b"no message", feed=intake.command_feed(), agency=make_agency(), format="ninjs")


def told(changed: models.Model) -> list[str]:
    faults = [*whole.faults(), *map(str, rest())]
    return [fault for fault in faults if changed._meta.label_lower in fault]


def row_of(label: str) -> Any:
    model: Any = apps.get_model(label)
    newest = model._base_manager.order_by("-pk")
    if model is Item:
        return SPIKED.get()
    if model is Hold:
        return newest.filter(lifted_at=None).first()
    if model is Photo:
        return newest.filter(killed_at__isnull=False).first()
    if model is Ticket:
        return newest.filter(notice_proposals=None).first()
    return newest.filter(article__pickups__isnull=False).first() if label == "articles.byline" else newest.first()


def test_a_newsroom_at_work_is_whole():
    assert [*whole.faults(), *map(str, rest())] == []


@pytest.mark.parametrize(("label", "column"), COLUMNS, ids=lambda value: value)
def test_a_change_past_the_verbs_is_found(label, column):
    row = row_of(label)
    field = row._meta.get_field(column)
    with whole.tampered():
        if field.many_to_many:
            getattr(row, column).add(make_topic("strange"))
        else:
            changed = whole.other_than(row, field)
            if changed == getattr(row, field.attname):
                changed = other_row_of(field).pk
            try:
                type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: changed})
            except DatabaseError:
                pytest.skip("a constraint of the table's own refuses this value")
        faults = [*whole.faults(), *map(str, rest())]
        assert faults, "nothing is said"


def other_row_of(field: Any) -> models.Model:
    """A row that a column could lead to just as well."""
    makers: dict[str, Any] = {
        "user": make_user,
        "agency": lambda: make_agency("sundial"),
        "photo": make_photo,
        "person": make_person,
    }
    return makers[field.related_model._meta.model_name]()


def rows_on_record() -> dict[type[models.Model], Any]:
    """A row of each kind that is saved on the record, as its form or verb leaves it."""
    agency = make_agency("sundial")
    return {
        model: make()
        for model, make in {
            Reply: lambda: Reply.objects.create(name="Thanks", text="Thank you."),
            Republisher: lambda: Republisher.objects.create(name="Bay Radio", email="desk@bay.example"),
            ChangePolicy: lambda: ChangePolicy.objects.create(agency=agency),
            NamedOrder: lambda: order(agency),
        }.items()
    }


def order(agency: Any) -> NamedOrder:
    version = Item.objects.order_by("pk")[0].newest
    return NamedOrder.objects.create(version=version, kind="kill", words="Kill it.", at=version.received_at)


OTHERS: dict[str, Any] = {
    "person": make_person, "photo": make_photo, "section": lambda: make_section("harbor"),
    "agency": lambda: make_agency("sundial"),
    "policypage": lambda: PolicyPage.objects.create(slug="ours", title="Ours", body="x"),
    "disclaimer": lambda: make_disclaimer("other"),
}  # fmt: skip


@pytest.mark.parametrize("model", on_record.models_on_record(), ids=lambda model: model._meta.label)
def test_a_change_past_a_save_is_found_in_every_column(model):
    made = rows_on_record()
    row = made.get(model) or model._base_manager.order_by("-pk").first() or OTHERS[model._meta.model_name]()
    by, found = make_user(), 0
    on_record.write(row, by=by)
    assert whole.faults() == []
    row = model._base_manager.get(pk=row.pk)
    for name in on_record.told_columns(model):
        field: Any = model._meta.get_field(name)
        with whole.tampered():
            if field.many_to_many:
                getattr(row, name).add(make_agency("tide") if name == "agencies" else make_topic("tide"))
            else:
                changed = whole.other_than(row, field)
                if changed == getattr(row, field.attname):
                    continue
                try:
                    model._base_manager.filter(pk=row.pk).update(**{field.attname: changed})
                except DatabaseError:
                    continue  # a constraint of the table's own refuses this value
            assert any(f"{model._meta.label_lower} {row.pk} was altered" in fault for fault in whole.faults()), name
            found += 1
    assert found >= 2


@pytest.mark.parametrize("model", [Pickup, Feed, Message, Section, NoticeProposal], ids=lambda model: model.__name__)
def test_a_removed_row_is_found(model):
    row = model._base_manager.order_by("-pk")[0]
    if isinstance(row, on_record.OnRecord):
        on_record.write(row, by=make_user())
    with whole.tampered():
        model._base_manager.filter(pk=row.pk)._raw_delete("default")
        assert any(f"{model._meta.label_lower} {row.pk} was removed" in fault for fault in whole.faults())


def test_an_order_in_words_that_is_settled_by_nobody_is_found():
    settled = order(make_agency())
    named_orders.dismiss(order=settled, reason="It is about another story.", by=make_user())
    assert told(settled) == []
    with whole.tampered():
        NamedOrder.objects.filter(pk=settled.pk).update(settled_by=make_user())
        assert told(settled) != []
