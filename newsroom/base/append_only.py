"""What was done stays done: the database itself refuses to change or delete rows of an append-only table.

The guards are triggers, installed after every `migrate` rather than by a migration of their own: SQLite rebuilds a
table whenever a column changes and drops its triggers without a word, so a guard made once would be lost later.
An UPDATE that changes nothing passes, so that `loaddata` can be run twice. One narrow door stays open: a column's words
may give way to nothing where an `Erasure` of just that column of just that row is in the record already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, ClassVar

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

ERASURES = "base_erasure"


class AppendOnly(models.Model):
    """Rows are added, never changed or deleted, and each is known to the record by a digest (`anchors.digest_of`).

    `may_change` names the columns that may still be filled in later. `erasable` names those whose words may have to go,
    for a law or a licence; `keyed_by` leads to the key under which they are hashed, where they are personal. With
    `is_in_act` the verb that writes a row gives it to `record.write(rows=…)`; other rows are sealed by the worker, soon
    afterwards. `added_later` names the columns that came when the table had rows, with what those rows got. `join` makes
    and tells what a row's many-to-many fields hold.
    """

    may_change: ClassVar[tuple[str, ...]] = ()
    erasable: ClassVar[tuple[str, ...]] = ()
    keyed_by: ClassVar[str] = ""
    is_in_act: ClassVar[bool] = False
    added_later: ClassVar[Mapping[str, Any]] = MappingProxyType({})

    class Meta:
        abstract = True

    def join(self, **keys: Iterable[int]) -> None:
        """Fill the many-to-many fields of a new row, once; its act's entry will say with what."""
        self.joined = {name: sorted(found) for name, found in keys.items()}
        for name, found in self.joined.items():
            if found:
                getattr(self, name).add(*found)


def guarded_models() -> list[type[AppendOnly]]:
    """Every installed append-only model."""
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def protected_fields(model: type[AppendOnly]) -> list[models.Field[Any, Any]]:
    """The fields of a model whose columns a guard keeps from changing."""
    return [field for field in model._meta.concrete_fields if field.name not in model.may_change]


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


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away, for what is rolled back afterwards; nothing but a test may want it."""
    with connection.cursor() as cursor:
        for model in guarded_models():
            for statement in _removals(connection, model):
                cursor.execute(statement)


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """The one way round the guards, for tests that clear the database and for the demo's builder; never in a request."""
    connection = connections[using]
    remove(connection)
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
    table = model._meta.db_table
    message = f"{table} is append-only"
    if connection.vendor == "postgresql":
        changed = _changed(connection, model, "IS DISTINCT FROM")
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
    changed = _changed(connection, model, "IS NOT")
    return [
        *_removals(connection, model),
        f"""CREATE TRIGGER guard_{table}_update BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN {changed}
            BEGIN SELECT RAISE(ABORT, '{message}'); END""",
        f"""CREATE TRIGGER guard_{table}_delete BEFORE DELETE ON "{table}" FOR EACH ROW
            BEGIN SELECT RAISE(ABORT, '{message}'); END""",
    ]


def _changed(connection: BaseDatabaseWrapper, model: type[AppendOnly], differs: str) -> str:
    """The condition under which an UPDATE changes what it may not."""
    parts = []
    for field in protected_fields(model):
        part = f'OLD."{field.column}" {differs} NEW."{field.column}"'
        if field.name in model.erasable:
            part = f"({part} AND NOT ({_is_blank(connection, field)} AND {_is_erased(model, field)}))"
        parts.append(part)
    return " OR ".join(parts)


def _is_blank(connection: BaseDatabaseWrapper, field: models.Field[Any, Any]) -> str:
    new = f'NEW."{field.column}"'
    if isinstance(field, models.JSONField):
        return f"{new} = '{{}}'::jsonb" if connection.vendor == "postgresql" else f"{new} = '{{}}'"
    if isinstance(field, models.BinaryField):
        return f"length({new}) = 0"
    return f"{new} = ''"


def _is_erased(model: type[AppendOnly], field: models.Field[Any, Any]) -> str:
    row = f"'{model._meta.label_lower}:' || OLD.\"{model._meta.pk.column}\""
    return f"EXISTS (SELECT 1 FROM {ERASURES} WHERE row_name = {row} AND part = '{field.name}')"  # noqa: S608
