"""The log as a file: one line or object after the other, so that no length of it fills the memory."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from corrections.log import LogEntry, document

COLUMNS = (
    "published", "label", "text", "found_by", "severity", "headline", "section", "agency", "story", "address", "id",
    "replaces", "replaced_by",
)  # fmt: skip
# What Excel, LibreOffice and Sheets take for a formula, in the widths of East Asian keyboards too (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def as_json(entries: Iterable[LogEntry]) -> Iterator[str]:
    """One object with a list of notices."""
    yield '{"notices": ['
    separator = "\n"
    for entry in entries:
        yield separator + json.dumps(document(entry), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def as_csv(entries: Iterable[LogEntry]) -> Iterator[str]:
    """A line of names, then a line for each notice."""
    yield _line(COLUMNS)
    for entry in entries:
        cells = document(entry)
        yield _line(_cell(cells[name]) for name in COLUMNS)


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: str) -> str:
    """A spreadsheet must not take words for a formula; a leading tab or line break does not hide one."""
    return f"'{value}" if value.lstrip().startswith(FORMULA) or value.startswith(("\t", "\r", "\n")) else value
