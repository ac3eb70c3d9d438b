from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

WIRE_INTAKE = 0x57697265  # "Wire": the number of a lock that PostgreSQL knows by numbers only


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """A transaction that writes many rows, one such at a time: two that met in another order would wait for each other.

    SQLite has one writer anyhow. Inside a longer transaction (a dry run) nobody is kept waiting.
    """
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WIRE_INTAKE])
        yield
