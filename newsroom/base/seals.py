"""Rows that come too fast for an entry each are sealed soon afterwards: one entry of their table's chain for many of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, models, transaction

from newsroom.base import anchors, record
from newsroom.base.actors import RecordActor
from newsroom.base.append_only import AppendOnly, guarded_models
from newsroom.base.models import Entry

TOGETHER = 200  # rows in an entry: while it is written, nobody adds to the table
PATIENCE = "2s"
NAMES_ROWS = '"rows":{'


def sealed_models() -> list[type[AppendOnly]]:
    """The tables whose rows no verb gives to the record."""
    return [model for model in guarded_models() if not model.is_in_act]


def chain_of(model: type[AppendOnly]) -> str:
    """The name of a table's chain in the record."""
    return f"table:{anchors.label_of(model)}"


def seal(*, at: datetime | None = None) -> Iterator[int]:
    """Bring every row that waits into the record; yields how many at a time, nothing while others write at length."""
    for model in sealed_models():
        while _waits(model):
            try:
                sealed = _seal(model, at=at)
            except OperationalError:
                if connection.vendor != "postgresql" or connection.in_atomic_block:
                    raise
                break  # somebody writes to the table for long: the next round finds the same rows
            yield sealed


def seal_older(*, at: datetime | None = None) -> int:
    """Bring the rows into the record that stood before entries named rows, as they are now; once, at the upgrade. How many.

    From then on a row that no entry names was added past the record.
    """
    if not Entry.objects.exists() or Entry.objects.filter(canonical__contains=NAMES_ROWS).exists():
        return 0
    sealed = 0
    with transaction.atomic():
        for model in guarded_models():
            if model.is_in_act and model is not Entry:
                for rows in _batches(model):
                    digests = {anchors.name_of(row): anchors.digest_of(row) for row in rows}
                    record.write(chain_of(model), "sealed", by=RecordActor(), at=at, rows=digests, until=rows[-1].pk)
                    sealed += len(rows)
    return sealed


def seal_older_after_migrate(using: str, **kwargs: Any) -> None:
    """Signal handler: an installation whose record is older than this has it made whole when it is migrated."""
    if using == DEFAULT_DB_ALIAS:
        seal_older()


def _batches(model: type[AppendOnly]) -> Iterator[list[AppendOnly]]:
    last = 0
    while rows := list(anchors.with_keys(model).filter(pk__gt=last).order_by("pk")[:TOGETHER]):
        yield rows
        last = rows[-1].pk


def sealed_until(model: type[AppendOnly]) -> int:
    """The key of the last row of a table that was sealed; 0 if none was."""
    last = Entry.objects.filter(chain__name=chain_of(model)).order_by("-number").values_list("canonical", flat=True).first()
    return int(json.loads(last)["facts"]["until"]) if last else 0


def _waits(model: type[AppendOnly]) -> bool:
    return model._default_manager.filter(pk__gt=sealed_until(model)).exists()


def _seal(model: type[AppendOnly], *, at: datetime | None) -> int:
    with settled(model):
        after = sealed_until(model)
        keys = list(
            model._default_manager.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:TOGETHER]
        )  # fmt: skip
        if keys:
            erased = anchors.erased(model, keys)
            found = anchors.with_keys(model).filter(pk__in=keys).iterator(chunk_size=anchors.AT_A_TIME)
            rows = {anchors.name_of(row): anchors.digest_of(row, erased.get(row.pk)) for row in found}
            record.write(chain_of(model), "sealed", by=RecordActor(), at=at, rows=rows, until=keys[-1])
    return len(keys)


@contextmanager
def settled(model: type[models.Model]) -> Iterator[None]:
    """A transaction in which no row with a lower key than the highest can still appear.

    PostgreSQL gives out keys before a transaction commits, so we wait for those under way; SQLite has one writer.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                cursor.execute(f'LOCK TABLE "{model._meta.db_table}" IN SHARE MODE')
        yield
