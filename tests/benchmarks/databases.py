"""Databases of one's own for benchmarks and crash tests: real files, or real databases on a PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parents[2]


class Databases:
    """Makes as many databases as are asked for, and clears them away at the end.

    `server` is the address of any database on a PostgreSQL server; without one they are SQLite files in the folder.
    """

    def __init__(self, folder: Path, server: str = "") -> None:
        self.folder, self.server = folder, server
        self.made: list[str] = []
        self.pattern: int | None = None

    def __enter__(self) -> Databases:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number in reversed(range(len(self.made) if self.server else 0)):
            self._ask(f'DROP DATABASE IF EXISTS "{self._name(number)}" WITH (FORCE)')

    def empty(self) -> dict[str, str]:
        """The environment of a process that works on a database without a table."""
        number = len(self.made)
        if self.server:
            self._ask(f'CREATE DATABASE "{self._name(number)}"')
        self.made.append(self._address(number))
        return self.environment(self.made[number])

    def fresh(self) -> dict[str, str]:
        """The same with the tables as `migrate` leaves them, which is done but once."""
        if self.pattern is None:
            self.pattern = len(self.made)
            migrated = manage(self.empty(), "migrate", "--verbosity", "0", "--skip-checks")
            if migrated.returncode != 0:
                raise RuntimeError(migrated.stderr.decode())
        number = len(self.made)
        if self.server:
            self._ask(f'CREATE DATABASE "{self._name(number)}" TEMPLATE "{self._name(self.pattern)}"')
        else:
            shutil.copy(self.folder / f"{self.pattern}.sqlite3", self.folder / f"{number}.sqlite3")
        self.made.append(self._address(number))
        return self.environment(self.made[number])

    def environment(self, address: str) -> dict[str, str]:
        """Where a process finds a database and keeps its files."""
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        ours = {"DATABASE_URL": address, "DATA_DIR": str(data), "NEWSROOM_ENV": "demo", "PYTHONPATH": str(ROOT)}
        return {**os.environ, **ours, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}

    def _address(self, number: int) -> str:
        if not self.server:
            return f"sqlite:///{self.folder / f'{number}.sqlite3'}"
        parts = urlsplit(self.server)
        return parts._replace(path=f"/{self._name(number)}").geturl()

    def _name(self, number: int) -> str:
        return f"scratch_{os.getpid()}_{id(self) % 10**6}_{number}"

    def _ask(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


def server_of_the_tests() -> str:
    """The address of the PostgreSQL server on which the tests run; "" where they run on SQLite."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if "postgresql" not in database["ENGINE"]:
        return ""
    user = quote(database.get("USER") or "postgres") + (f":{quote(database['PASSWORD'])}" if database.get("PASSWORD") else "")
    return f"postgres://{user}@{database.get('HOST') or '127.0.0.1'}:{database.get('PORT') or 5432}/postgres"


def fetch(address: str, query: str) -> list[tuple[Any, ...]]:
    """The rows of a query, asked without Django."""
    if address.startswith("sqlite:///"):
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"), timeout=20)) as connection:
            return connection.execute(query).fetchall()
    import psycopg

    with psycopg.connect(address) as connection:
        return connection.execute(query).fetchall()  # type: ignore[call-overload]


def manage(environment: dict[str, str], *arguments: Any) -> subprocess.CompletedProcess[bytes]:
    """A command of manage.py, run to its end in a process of its own."""
    return subprocess.run(command(*arguments), cwd=ROOT, env=environment, capture_output=True, check=False)


def command(*arguments: Any) -> list[str]:
    return [sys.executable, "manage.py", *map(str, arguments)]
