"""Whatever is changed, removed, reordered or cut off in any append-only table is found, and named."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, models

from newsroom.base import anchors, append_only
from newsroom.base.models import Entry
from newsroom.base.verification import Verification
from tests.base import whole

pytestmark = pytest.mark.django_db
newsroom = whole.newsroom  # one for all tests here: each undoes what it did

TABLES = append_only.guarded_models()
ROWS = [model for model in TABLES if model is not Entry]  # entries are their own anchor


def label(model: type[models.Model]) -> str:
    return model._meta.label


def test_a_newsroom_at_work_is_whole():
    assert whole.faults() == []


@pytest.mark.parametrize("model", TABLES, ids=label)
def test_the_newsroom_of_these_tests_fills_every_table(model):
    assert model._base_manager.count() >= whole.ROWS


@pytest.mark.parametrize("model", ROWS, ids=label)
def test_a_changed_character_in_any_column_is_found(model):
    row = model._base_manager.order_by("pk")[1]
    found = 0
    for field in append_only.protected_fields(model):
        changed = whole.other_than(row, field)
        if field.primary_key or changed == getattr(row, field.attname):
            continue
        try:
            with whole.tampered():
                model._base_manager.filter(pk=row.pk).update(**{field.attname: changed})
                assert any(f"{anchors.label_of(model)} {row.pk} was altered" in fault for fault in whole.faults()), field
                found += 1
        except DatabaseError:
            continue  # a constraint of the table's own refuses this value
    assert found >= 3


@pytest.mark.parametrize("model", ROWS, ids=label)
def test_a_removed_row_is_found(model):
    row = model._base_manager.order_by("pk")[1]
    with whole.tampered():
        model._base_manager.filter(pk=row.pk)._raw_delete("default")
        assert any(f"{anchors.label_of(model)} {row.pk} was removed" in fault for fault in whole.faults())


@pytest.mark.parametrize("model", ROWS, ids=label)
def test_a_reordered_pair_is_found(model):
    first, second = model._base_manager.order_by("pk").values_list("pk", flat=True)[:2]
    with whole.tampered():
        for before, after in ((first, whole.FAR), (second, first), (whole.FAR, second)):
            model._base_manager.filter(pk=before).update(id=after)
        found = whole.faults()
        assert all(any(f"{anchors.label_of(model)} {key} was altered" in fault for fault in found) for key in (first, second))


@pytest.mark.parametrize("model", ROWS, ids=label)
def test_a_truncated_tail_is_found(model):
    first, *rest = model._base_manager.order_by("pk").values_list("pk", flat=True)
    with whole.tampered():
        model._base_manager.filter(pk__in=rest)._raw_delete("default")
        assert any(f"{anchors.label_of(model)} {rest[-1]} was removed" in fault for fault in whole.faults())
        assert not any(f"{anchors.label_of(model)} {first} was removed" in fault for fault in whole.faults())


@pytest.mark.parametrize("model", ROWS, ids=label)
def test_a_row_put_in_past_the_verbs_is_found(model):
    row = model._base_manager.order_by("pk")[0]
    with whole.tampered():
        model._base_manager.filter(pk=row.pk).update(id=-1)
        assert any(f"{anchors.label_of(model)} -1 is in no entry" in fault for fault in whole.faults())


def test_wire_rows_that_wait_for_their_seal_are_counted_and_no_fault():
    whole.receive(7)
    walk = Verification()
    assert list(walk.faults()) == []
    assert walk.waiting == 2
    whole.seal()
    walk = Verification()
    assert list(walk.faults()) == []
    assert walk.waiting == 0
