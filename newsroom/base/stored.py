"""What a database keeps and we did not write: values that read the same and sort otherwise, and values that cannot be read.

SQLite keeps in a column what its type would not take: a yes written as 2 is a no to Python and a yes to a query.
PostgreSQL keeps times that no calendar of Python's has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models

from newsroom.base.checks import Fault

TOGETHER = 2000  # rows that are tried at once
CANNOT_READ = (DatabaseError, ValueError, OverflowError)
TEXT, NUMBER = "(typeof({0}) IN ('text', 'null'))", "(typeof({0}) IN ('integer', 'null'))"
# How Django writes each kind; whatever else reads the same may sort and filter otherwise.
WRITTEN = {
    **dict.fromkeys((models.CharField, models.TextField, models.FileField, models.JSONField, models.UUIDField), TEXT),
    **dict.fromkeys((models.IntegerField, models.ForeignKey), NUMBER),
    models.BooleanField: "({0} IN (0, 1))",
    models.DateTimeField: "({0} GLOB '????-??-?? ??:??:??*' AND {0} NOT GLOB '*[-+]??:??' AND {0} NOT GLOB '*Z')",
}


def faults() -> Iterator[Fault]:
    """In each table the first row that holds what Django never wrote there."""
    for model in apps.get_models() if connection.vendor == "sqlite" else ():
        kinds = [(field, kind) for field in model._meta.concrete_fields for kind in WRITTEN if isinstance(field, kind)]
        if kinds:
            columns = [WRITTEN[kind].format(f'"{field.column}"') for field, kind in kinds]
            with connection.cursor() as cursor:
                table, key = model._meta.db_table, model._meta.pk.column
                cursor.execute(f'SELECT MIN("{key}") FROM "{table}" WHERE NOT ({" AND ".join(columns)})')  # noqa: S608
                found = cursor.fetchone()[0]
            if found is not None:
                yield Fault(f"{model._meta.label_lower} {found}", "was altered: it holds what the newsroom does not write.")


def unreadable() -> Iterator[Fault]:
    """Every row that holds a value which cannot be read, with the column; slow, for when something could not be."""
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy:
            last, keys = None, model._base_manager.order_by("pk").values_list("pk", flat=True)
            while found := list((keys if last is None else keys.filter(pk__gt=last))[:TOGETHER]):
                last = found[-1]
                yield from _unreadable(model, found)


def _unreadable(model: type[models.Model], keys: list[object]) -> Iterator[Fault]:
    """Of some rows those that cannot be read: half of them are tried, and half of those."""
    rows = model._base_manager.filter(pk__in=keys)
    if _can_be_read(rows):
        return
    if len(keys) > 1:
        middle = len(keys) // 2
        yield from _unreadable(model, keys[:middle])
        yield from _unreadable(model, keys[middle:])
        return
    columns = [field.name for field in model._meta.concrete_fields if not _can_be_read(rows.values_list(field.attname))]
    yield Fault(f"{model._meta.label_lower} {keys[0]}", f"cannot be read: its {' and '.join(columns) or 'row'}.")


def _can_be_read(rows: models.QuerySet[Any, Any]) -> bool:
    try:
        for _ in rows.iterator(chunk_size=100):
            pass
    except CANNOT_READ:
        return False
    return True
