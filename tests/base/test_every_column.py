"""Every column of ours is protected, told to the record by what changes it, or named as free with the reason."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from newsroom.base import append_only, on_record
from newsroom.recorded import FREE, TOLD

OURS = ("base", "articles", "corrections", "wire", "site", "desk", "newsroom")


def ours() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.split(".")[0] in (*OURS, "newsroom")]


def columns(model: type[models.Model]) -> set[str]:
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    return {f"{model._meta.label_lower}.{field.name}" for field in fields if not field.primary_key}


def known(model: type[models.Model]) -> set[str]:
    label, names = model._meta.label_lower, set(TOLD.get(model._meta.label_lower, ()))
    if issubclass(model, append_only.AppendOnly):
        names |= {field.name for field in append_only.protected_fields(model) if not field.primary_key}
        names |= {field.name for field in model._meta.many_to_many}  # joined: see test_what_may_change
    if issubclass(model, on_record.OnRecord):
        names |= set(on_record.told_columns(model))
    return {f"{label}.{name}" for name in names}


@pytest.mark.parametrize("model", ours(), ids=lambda model: model._meta.label)
def test_every_column_is_decided_on(model):
    label = model._meta.label_lower
    undecided = columns(model) - known(model) - set(FREE)
    if label not in FREE:
        assert not undecided, "Protect it, have its verb tell the record, or name it in newsroom/recorded.py with the reason."
    else:
        assert not known(model), f"{label} is named as free, and is not"


def test_what_is_named_as_free_or_told_exists_and_is_not_both():
    there = {model._meta.label_lower for model in ours()} | {name for model in ours() for name in columns(model)}
    assert set(FREE) <= there
    told = {name for model in ours() for name in known(model)}
    assert told <= there
    assert not set(FREE) & told


def test_every_free_column_has_a_reason():
    assert all(len(reason) > 10 for reason in FREE.values())
