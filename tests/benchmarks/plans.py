"""What a database does for a page: the queries it is asked, with the plan of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass
class Asked:
    """One query: its words, its plan in lines, and the seconds it took."""

    sql: str
    plan: list[str] = field(default_factory=list)

    def reads(self, table: str) -> bool:
        return f'FROM "{table}"' in self.sql

    def whole_scans(self, table: str) -> list[str]:
        """Steps that read a table from end to end without an index."""
        aliases = {table, *re.findall(rf'"{table}" (U\d+|T\d+|V\d+|W\d+)\b', self.sql)}
        if connection.vendor == "postgresql":
            return [line for line in self.plan if f"Seq Scan on {table} " in line]
        # An automatic index is made for this one query, from the whole table.
        return [
            line for line in self.plan
            if any(re.search(rf"\bSCAN {alias}\s*$|{alias} USING AUTOMATIC", line) for alias in aliases)
        ]  # fmt: skip

    @property
    def sorts(self) -> list[str]:
        """Steps that put rows in order which no index had in order."""
        found = re.compile(r"\bSort \(|USE TEMP B-TREE FOR ORDER BY")
        return [line for line in self.plan if found.search(line) and "Incremental" not in line]


@contextmanager
def watched() -> Iterator[list[Asked]]:
    """The queries asked within, explained."""
    asked: list[Asked] = []
    explain = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith(("SELECT", "(SELECT")):
            cursor = connection.connection.cursor()  # one of the driver's own, which nobody watches
            text = sql if connection.vendor == "postgresql" else sql.replace("%s", "?").replace("%%", "%")
            cursor.execute(explain + text, tuple(params or ()))
            asked.append(Asked(sql, [str(row[-1]) for row in cursor.fetchall()]))
            cursor.close()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked
