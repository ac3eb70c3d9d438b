"""Rows whose every save says what it leaves in their columns: what the desk sets on forms, and what waits for a person.

Rules, terms, rights and addresses decide what the verbs do; who changes one in the database is told by the next check.
The record keeps hashes: a colleague's address is nobody's business, and what a page said before is kept where it must be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.db import models

from newsroom.base import record
from newsroom.base.canonical import content_hash
from newsroom.base.checks import Act, Check, Fault, Known, altered
from newsroom.base.numbers import whole_number

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor

PREFIX = "row:"


class OnRecord(models.Model):
    """A row whose saves are told by `write()`, but for the columns named in `told_elsewhere`."""

    told_elsewhere: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True


def models_on_record() -> list[type[OnRecord]]:
    """Every installed model whose rows are saved on the record."""
    return [model for model in apps.get_models() if issubclass(model, OnRecord)]


def told_columns(model: type[OnRecord]) -> list[str]:
    """What a save tells the record of: all columns and joined rows but the key and what is set elsewhere."""
    fields = [field for field in (*model._meta.concrete_fields, *model._meta.many_to_many) if not field.primary_key]
    return [field.name for field in fields if field.name not in model.told_elsewhere]


def write(row: OnRecord, *, by: AnyActor, at: datetime | None = None) -> None:
    """Tell the record how a save leaves a row; part of the save's transaction."""
    model, told = type(row), told_columns(type(row))
    columns = [field.name for field in model._meta.concrete_fields if field.name in told]
    left = _left(model._default_manager.only(*columns).get(pk=row.pk), told)
    record.write(f"{PREFIX}{row._meta.label_lower}:{row.pk}", "set", by=by, at=at, left=left)


def gather(known: Known, act: Act) -> None:
    """What the record knows of a row after one more save."""
    known["left"] = dict(act["facts"]["left"])


def compare(known: Mapping[str, Known]) -> Iterator[tuple[str, Fault]]:
    """The rows that are not as the last save left them."""
    by_model: dict[type[OnRecord], dict[int, str]] = defaultdict(dict)
    labels = {model._meta.label_lower: model for model in models_on_record()}
    for name in known:
        label, _, key = name.removeprefix(PREFIX).rpartition(":")
        if label in labels and (pk := whole_number(key)) is not None:
            by_model[labels[label]][pk] = name
    for model, names in by_model.items():
        rows = model._default_manager.in_bulk(names)
        for pk, name in sorted(names.items()):
            if pk not in rows:
                yield name, Fault(f"{model._meta.label_lower} {pk}", f"was removed: {name} names it.")
                continue
            said = {column: hash for column, hash in known[name].get("left", {}).items() if column in told_columns(model)}
            now = _left(rows[pk], said)
            if column := next((column for column, hash in said.items() if now[column] != hash), ""):
                yield name, altered(rows[pk], column)


CHECKS = (Check(PREFIX, gather, compare),)


def _left(row: OnRecord, columns: Iterable[str]) -> dict[str, str]:
    left = {}
    for name in columns:
        field: Any = row._meta.get_field(name)
        if field.many_to_many:
            value = sorted(getattr(row, name).values_list("pk", flat=True))
        else:
            value = field.value_to_string(row) if not isinstance(field, models.JSONField) else getattr(row, field.attname)
        left[name] = content_hash(value)
    return left
