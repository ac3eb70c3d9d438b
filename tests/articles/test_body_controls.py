"""Characters that nothing can print are taken out of a text, however they were written, and never stop it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body

WRITTEN = [
    "\x0c",
    "&#12;",
    "&#x0C;",
    "&#0000012",
    "\x01",
    "&#1;",
    "\x7f",
    "&#127;",
    "\ufffe",
    "&#xfffe;",
    "&#65535;",
    "\ud800",
]


@pytest.mark.parametrize("control", WRITTEN)
def test_control_character_is_taken_out_and_the_words_stay(control: str) -> None:
    assert body.clean(f"<p>Tide{control} table</p>") == "<p>Tide table</p>"
    assert body.clean(f"<div>{control}Tide <a>table</a></div>") == "<p>Tide table</p>"
    assert body.plain_text(f"<p>Tide{control} table</p>") == "Tide table"
    assert body.clean_line(f"Tide{control} table & map") == "Tide table & map"


def test_characters_written_as_numbers_are_kept_where_they_print() -> None:
    assert body.plain_text("<p>&#65;&#x2014;&#160;&#1234567890;&#38;</p>").startswith("A—")
    assert body.clean_line("&#65; &#x2014; B") == "A — B"


@given(st.text(alphabet="<>/&#;xX0123456789abfpdiv \n\x00\x0c\x1f\ufffe\ud800", max_size=40))
def test_no_text_stops_the_sanitiser(markup: str) -> None:
    cleaned = body.clean(markup)
    assert body.clean(cleaned) == cleaned
    assert not body.CONTROLS.search(cleaned + body.plain_text(markup) + body.clean_line(markup))
