"""IPTC 7901: header, keywords, headline and notebook go to their fields, however the copy is typed and coded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.wire.formats.teletype_messages import make_7901, only
from wire.formats import parse

NOTEBOOK = """Osk (dpa) - Bricks fell.

# Notebook

## Note to editors
- corrects name of harbour in first
  paragraph

* * * *
The following information is not intended for publication

## Editorial contacts
- Reporting by: Ann Ly
- Editing by: Bo Ek, +44 20 7946 0123

dpa al be"""


@pytest.mark.parametrize(
    ("header", "number", "urgency", "category"),
    [
        ("eca062 4 i 211 ccccb   dpa 061", "061", 4, "i"),
        ("bdt0157 2 pl 41  dpa 0389", "0389", 2, "pl"),
        ("spe0012 3 sp 331  dpa-spe 0044", "0044", 3, "sp"),
        ("eca0003 3 i 380  dpa 0045", "0045", 3, "i"),
        ("bdt0157 2 pl 41  dpa 0000", "0157", 2, "pl"),
        ("bdt0000 1 pl 41  dpa 0000", "", 1, "pl"),
    ],
)
def test_header_gives_number_priority_category_and_agency(header: str, number: str, urgency: int, category: str) -> None:
    item = only(make_7901(header=header))
    assert (item.service_number, item.urgency, item.subjects[0].code, item.agency) == (number, urgency, category, "dpa")


def test_day_and_keywords_are_the_identity() -> None:
    item = only(make_7901(keywords="/politics/Osk/\nharbour/"))
    assert item.item_id == "iptc-7901:dpa:2026-11-20:politics-Osk-harbour"
    assert item.slugline == "politics/Osk/harbour"
    assert item.keywords == ("politics", "Osk", "harbour")


def test_item_without_keywords_is_known_by_its_number() -> None:
    assert only(make_7901(keywords="")).item_id == "iptc-7901:dpa:2026-11-20:eca062"


@pytest.mark.parametrize(
    ("head", "version", "signals"),
    [
        ("Bricks close harbour =", 0, ()),
        ("1ST LEAD\nBricks close harbour =", 1, ("1ST LEAD",)),
        ("2ND LEAD\n3RD NET\nBricks close\nharbour =", 2, ("2ND LEAD", "3RD NET")),
        ("REFILE\n1ST LEAD\nBricks close harbour\nBy Ann Ly, dpa =", 1, ("REFILE", "1ST LEAD")),
        ("(Eil \x07\x07\x07)\nBricks close harbour =", 0, ("Eil",)),
        ("EXTRA\nBricks close harbour =\nBy Ann Ly, dpa =", 0, ("EXTRA",)),
        ("CORRECTION\n3RD LEAD\nBricks close harbour =", 3, ("CORRECTION", "3RD LEAD")),
    ],
)
def test_lines_above_the_headline_are_signals(head: str, version: int, signals: tuple[str, ...]) -> None:
    item = only(make_7901(head=head))
    assert item.headline == "Bricks close harbour"
    assert item.version == version
    assert item.signals == (*signals, "eca062")
    assert item.bylines == (("Ann Ly",) if "Ann" in head else ())
    assert item.dateline == "Osk (dpa)"
    assert item.body_html.startswith("<p>Bricks fell")


@pytest.mark.parametrize(
    ("end", "moment"),
    [
        ("131137 GMT Nov 13", datetime(2013, 11, 13, 11, 37, tzinfo=UTC)),
        ("071341 GMT Okt 15", datetime(2015, 10, 7, 13, 41, tzinfo=UTC)),
        ("101137 MEZ Dez 98", datetime(1998, 12, 10, 10, 37, tzinfo=UTC)),
        ("010900 GMT Mär 24", datetime(2024, 3, 1, 9, 0, tzinfo=UTC)),
        ("251037 Sep 24", datetime(2024, 9, 25, 10, 37, tzinfo=UTC)),
        ("321037 Sep 24", None),
    ],
)
def test_end_line_gives_the_time(end: str, moment: datetime | None) -> None:
    assert only(make_7901(end=end)).version_created_at == moment


def test_notebook_goes_to_the_editors_and_tells_the_change() -> None:
    item = only(make_7901(NOTEBOOK))
    assert item.body_html == "<p>Bricks fell.</p>"
    assert item.change_note == "corrects name of harbour in first paragraph"
    assert "+44 20 7946 0123" in item.editor_note and "dpa al be" not in item.editor_note
    assert {removal.reason for removal in item.removals} == {"sign-off", "not for publication"}


def test_sign_off_without_a_notebook_is_cut() -> None:
    item = only(make_7901("Osk (dpa) - Bricks fell.\n\ndpa al be"))
    assert item.body_html == "<p>Bricks fell.</p>"
    assert [removal.text for removal in item.removals] == ["dpa al be"]


@pytest.mark.parametrize("sent", ["The harbour publishes\nits notes.", "The notebook of the harbour master\nwas found."])
def test_sentence_about_notes_is_no_notebook(sent: str) -> None:
    assert " ".join(sent.split()) in only(make_7901(f"Osk (dpa) - Bricks fell.\n\n{sent}")).body_html


@pytest.mark.parametrize(
    "coded",
    [
        "Münchner Straße".encode(),
        "Münchner Straße".encode("latin-1"),
        b"M&uuml;nchner Stra&#223;e",
        b"M\xc8unchner Stra\xfbe",
    ],
    ids=["utf-8", "latin-1", "entities", "iso-6937"],
)
def test_umlauts_are_read_however_they_are_coded(coded: bytes) -> None:
    assert "Münchner Straße" in only(make_7901().replace(b"harbour wall", coded)).body_html


def test_german_seven_bit_letters_are_read() -> None:
    text = "Osk (dpa) - Die B}rger der M}nchner Stra~e h|ren fr}h V|gel und gr}~en zur}ck."
    assert "Die Bürger der Münchner Straße hören früh Vögel und grüßen zurück." in only(make_7901(text)).body_html


def test_each_message_of_a_file_is_read_in_its_own_code() -> None:
    one = make_7901().replace(b"harbour wall", "Straße".encode())
    two = make_7901(keywords="Osk/street/").replace(b"harbour wall", "Straße".encode("latin-1"))
    assert ["Straße" in item.body_html for item in parse(one + two)] == [True, True]


def test_copy_that_lost_its_control_characters_is_read() -> None:
    lost = make_7901(head="2ND LEAD\nBricks close harbour\nBy Ann Ly, dpa  =")
    bare = lost.translate(None, b"\x01\x02\x03\x04\x7f\r")
    whole, item = only(lost), only(bare)
    assert (item.item_id, item.version, item.headline, item.bylines, item.body_html) == (
        whole.item_id,
        whole.version,
        whole.headline,
        whole.bylines,
        whole.body_html,
    )
