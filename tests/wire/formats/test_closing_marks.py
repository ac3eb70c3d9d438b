"""How European desks sign, and what Reuters writes to desks in double brackets: none of it is printed."""

from __future__ import annotations

import pytest

from tests.wire.formats.messages import LEAD, SECOND, make_ap, make_g2, make_nitf
from tests.wire.formats.teletype_messages import make_7901, only
from wire.formats import parse

TEXT = "Osk - The bricks are gone from the harbour, its master said."


@pytest.mark.parametrize(
    "line",
    [
        "AL/BEK",
        "AL/BEK/",
        "AL // BEK",
        "(Schluss) al/bek",
        "(sda/al)",
        "Lusa/Fim",
        "==Kyodo",
        "س ف/ع ب",
        "AL/BEK\n05-MAR-26 10:11 NNNN",
    ],
)
def test_marks_of_the_desk_close_a_story_and_are_not_printed(line: str) -> None:
    item = only(make_7901(f"{TEXT}\n\n{line}"))
    assert item.body_html == f"<p>{TEXT}</p>"
    assert " ".join(line.split()) in [removal.text for removal in item.removals]


@pytest.mark.parametrize("line", ["It was NATO/EU.", "He said: AL/BEK"])
def test_a_last_sentence_is_no_mark(line: str) -> None:
    body = only(make_7901(line)).body_html
    assert line in body


def test_contacts_in_double_brackets_are_for_desks_and_the_reporters_line_above_them_is_the_tagline() -> None:
    reporters, contacts = "(Reporting by Ann Ly; Editing by Bo Ek)", "((ann.ly@northline.example; +1 212 555 0100))"
    (item,) = parse(make_g2(html=f"<p>{LEAD}</p><p>{SECOND}</p><p>{reporters}</p><p>{contacts}</p>"))
    assert (item.body_html, item.tagline) == (f"<p>{LEAD}</p>\n<p>{SECOND}</p>", reporters)
    assert contacts in item.editor_note


def test_one_reporter_under_a_line_is_the_tagline() -> None:
    (item,) = parse(make_ap(body_html=f"<p>{LEAD}</p><p>{SECOND}</p><p>___</p><p>Ek reported from Osk.</p>"))
    assert (item.body_html, item.tagline) == (f"<p>{LEAD}</p>\n<p>{SECOND}</p>", "Ek reported from Osk.")


def test_everything_after_the_tagline_of_a_nitf_end_is_read() -> None:
    (item,) = parse(make_nitf(body_end="<tagline>Ek, Osk.</tagline><p>One line more.</p><p>And another.</p>"))
    assert item.body_html.endswith("<p>One line more.</p>\n<p>And another.</p>")
