"""The log as a file: one line or object after the other, so that no length of it fills the memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

COLUMNS = (
    "published", "label", "text", "found_by", "severity", "headline", "section", "agency", "story", "address", "id",
    "replaces", "replaced_by",
)  # fmt: skip
# What Excel, LibreOffice and Sheets take for a formula, in the widths of East Asian keyboards too (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def as_json(entries: Iterable[dict[str, str]]) -> Iterator[str]:
    """One object with a list of notices."""
    yield '{"notices": ['
    separator = "\n"
    for entry in entries:
        yield separator + json.dumps(entry, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def as_csv(entries: Iterable[dict[str, str]]) -> Iterator[str]:
    """A line of names, then a line for each notice."""
    return table(COLUMNS, entries)


def table(columns: Iterable[str], rows: Iterable[dict[str, str]]) -> Iterator[str]:
    """Rows as lines of CSV, below a line of their names, for spreadsheets too."""
    columns = tuple(columns)
    yield _line(columns)
    for row in rows:
        yield _line(_cell(row[name]) for name in columns)


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: str) -> str:
    """A spreadsheet must not take words for a formula; a leading tab or line break does not hide one."""
    return f"'{value}" if value.lstrip().startswith(FORMULA) or value.startswith(("\t", "\r", "\n")) else value
