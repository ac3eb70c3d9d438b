"""Parts of words are found off an index on PostgreSQL that has pg_trgm; without it, and on SQLite, by reading what there is.

The indexes are made after every `migrate` rather than by a migration: pg_trgm comes with PostgreSQL, and the owner of a
database may add it, but some hosts do not let them; as soon as it is there, the next `migrate` makes the indexes. What is
found is the same with them and without.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper


def word_indexes() -> dict[str, tuple[str, str]]:
    """The table and the expression of every index, by its name: what models name as their `word_indexes`."""
    return {
        name: (model._meta.db_table, expression)
        for model in apps.get_models()
        for name, expression in getattr(model, "word_indexes", {}).items()
    }


def install(connection: BaseDatabaseWrapper) -> bool:
    """Make those that are missing; says whether the database could."""
    if connection.vendor != "postgresql":
        return False
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            tables = set(connection.introspection.table_names(cursor))
            for name, (table, expression) in word_indexes().items():
                if table in tables:
                    cursor.execute(f'CREATE INDEX IF NOT EXISTS {name} ON "{table}" USING gin ({expression} gin_trgm_ops)')
    except DatabaseError:  # pg_trgm is not installed, or not ours to add
        return False
    return True


def install_after_migrate(using: str, **kwargs: Any) -> None:
    """Signal handler: once, when every table is there."""
    install(connections[using])
