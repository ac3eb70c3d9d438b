"""An installation that began with each app's first migration comes up to today's with all that it holds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from corrections.models import Ticket
from tests.benchmarks.databases import ROOT, Databases, fetch, manage, server_of_the_tests


def rows(address: str, tables: dict[str, list[str]]) -> dict[str, list[dict[str, Any]]]:
    """What the columns hold, row by row."""
    found = {}
    for table, columns in tables.items():
        names = ", ".join(f'"{column}"' for column in columns)
        told = fetch(address, f'SELECT {names} FROM "{table}" ORDER BY 1')  # noqa: S608 - our own names
        found[table] = [dict(zip(columns, map(str, row), strict=True)) for row in told]
    return found


def test_rows_of_the_first_migrations_come_through_to_the_last(tmp_path: Path) -> None:
    with Databases(tmp_path, server_of_the_tests()) as databases:
        environment = databases.empty()
        address = environment["DATABASE_URL"]
        asked = [sys.executable, "-m", "tests.first_migrations"]
        filled = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, check=False)
        assert filled.returncode == 0, filled.stderr.decode()[-3000:]
        tables = json.loads(filled.stdout)
        before = rows(address, tables)
        assert all(
            before[table] for table in ("wire_item", "wire_version", "wire_pickup", "articles_photo", "articles_edition")
        )

        migrated = manage(environment, "migrate", "--verbosity", "0", "--skip-checks")
        assert migrated.returncode == 0, migrated.stderr.decode()[-3000:]

        after = rows(address, tables)
        (folder,) = [feed for feed in before["wire_feed"] if feed["slug"] == "folder"]
        assert folder["source"] == "folder"
        folder["source"] = "command"  # it had no address: it goes on as what it was
        for table, told in before.items():  # what was empty, such as the roles' permissions, may be filled
            assert after[table] == told or not told, table
        _new_columns_are_right(address)
        assert manage(environment, "makemigrations", "--check", "--dry-run", "--skip-checks").returncode == 0
        _history_is_guarded(address)


def _new_columns_are_right(address: str) -> None:
    assert fetch(address, "SELECT lead, service_number, spiked_at FROM wire_item") == [("", "", None)]
    assert fetch(address, "SELECT folder FROM wire_message") == [("",), ("",)]
    assert fetch(address, "SELECT archive_days FROM articles_agency") == [(30,)]
    assert fetch(address, "SELECT slug, headquarters, founded FROM articles_agencyversion") == []
    assert set(fetch(address, "SELECT usage_terms FROM articles_article")) == {("",)}
    assert fetch(address, "SELECT article_id FROM articles_edition_promoted") == fetch(
        address, "SELECT id FROM articles_article WHERE headline = 'Bridges open'"
    )
    assert fetch(address, "SELECT expires_at FROM articles_photo") == [(None,)]
    assert fetch(address, "SELECT on_call_emails FROM articles_publication") == [("",)]
    assert len(fetch(address, "SELECT hours FROM corrections_answertime")) == len(Ticket.Category)
    assert [str(places) for (places,) in fetch(address, "SELECT places FROM corrections_notice")] == ["[]"]
    assert set(fetch(address, "SELECT source, address, agency_id FROM wire_feed")) == {("command", "", None)}


def _history_is_guarded(address: str) -> None:
    with pytest.raises(Exception, match="append-only"):
        fetch(address, "UPDATE wire_version SET sent_version = 2 RETURNING id")
    with pytest.raises(Exception, match="append-only"):
        fetch(address, "UPDATE wire_message SET folder = 'elsewhere' RETURNING id")
