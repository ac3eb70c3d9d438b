"""Every input that once crashed a parser is tried for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wire.formats.promises import parses_or_refuses
from wire.formats import PARSERS

CRASHES = Path(__file__).parents[2] / "fuzz" / "crashes"
INPUTS = sorted(path for path in CRASHES.rglob("*") if path.is_file())


def test_what_once_crashed_a_parser_is_read_or_refused() -> None:
    assert INPUTS, "the inputs are not where they were"
    for path in INPUTS:
        try:
            parses_or_refuses(path.read_bytes(), path.parent.name)
        except Exception as error:
            pytest.fail(f"{path.parent.name}/{path.name}: {error!r}")


def test_crashes_lie_in_folders_named_for_formats() -> None:
    assert {path.parent.name for path in INPUTS} <= PARSERS.keys()
