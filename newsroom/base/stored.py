"""SQLite keeps in a column what its type would not take: a yes written as 2 is a no to Python and a yes to a query."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from newsroom.base.checks import Fault

# How Django writes each kind; whatever else reads the same may sort and filter otherwise.
WRITTEN = {
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
