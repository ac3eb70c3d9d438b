"""What was done stays done: the database itself refuses to change or delete rows of an append-only table.

The guards are triggers, installed after every `migrate` rather than by a migration of their own: SQLite rebuilds a
table whenever a column changes and drops its triggers without a word, so a guard made once would be lost later.
An UPDATE that changes nothing passes, so that `loaddata` can be run twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


class AppendOnly(models.Model):
    """Rows are added, never changed or deleted; `may_change` names the columns that may still be filled in later."""

    may_change: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True


def guarded_models() -> list[type[AppendOnly]]:
    """Every installed append-only model."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def protected_columns(model: type[AppendOnly]) -> list[str]:
    """The columns of a model that a guard keeps from changing."""
    return [str(field.column) for field in model._meta.concrete_fields if field.name not in model.may_change]


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the guards of every append-only table that exists, in place of older ones."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in guarded_models():
            if model._meta.db_table in tables:
                for statement in _statements(connection, model):
                    cursor.execute(statement)


def install_after_migrate(using: str, **kwargs: Any) -> None:
    """Signal handler: the guards stand whenever the tables have been (re)built."""
    install(connections[using])


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """The one way round the guards, for tests that clear the database and for the demo's builder; never in a request."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for model in guarded_models():
            for statement in _removals(connection, model):
                cursor.execute(statement)
    try:
        yield
    finally:
        install(connection)


def _removals(connection: BaseDatabaseWrapper, model: type[AppendOnly]) -> list[str]:
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        return [
            f'DROP TRIGGER IF EXISTS guard_{table}_row ON "{table}"',
            f'DROP TRIGGER IF EXISTS guard_{table}_truncate ON "{table}"',
        ]
    return [f"DROP TRIGGER IF EXISTS guard_{table}_update", f"DROP TRIGGER IF EXISTS guard_{table}_delete"]


def _statements(connection: BaseDatabaseWrapper, model: type[AppendOnly]) -> list[str]:
    table, columns = model._meta.db_table, protected_columns(model)
    message = f"{table} is append-only"
    if connection.vendor == "postgresql":
        changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in columns)
        return [
            f"""CREATE OR REPLACE FUNCTION guard_{table}() RETURNS trigger LANGUAGE plpgsql AS $guard$
                BEGIN
                    IF TG_OP = 'UPDATE' THEN
                        IF {changed} THEN RAISE EXCEPTION '{message}'; END IF;
                        RETURN NEW;
                    END IF;
                    RAISE EXCEPTION '{message}';
                END $guard$""",
            *_removals(connection, model),
            f"""CREATE TRIGGER guard_{table}_row BEFORE UPDATE OR DELETE ON "{table}"
                FOR EACH ROW EXECUTE FUNCTION guard_{table}()""",
            f"""CREATE TRIGGER guard_{table}_truncate BEFORE TRUNCATE ON "{table}"
                FOR EACH STATEMENT EXECUTE FUNCTION guard_{table}()""",
        ]
    changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns)
    return [
        *_removals(connection, model),
        f"""CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN {changed}
            BEGIN SELECT RAISE(ABORT, '{message}'); END""",
        f"""CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON "{table}" FOR EACH ROW
            BEGIN SELECT RAISE(ABORT, '{message}'); END""",
    ]
