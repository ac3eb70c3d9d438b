"""The agency's own words on a change are taken from its note, without what is for editors only."""

from __future__ import annotations

import pytest

from tests.wire.builders import TEXT, story
from wire.changes import change_note


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Eds: CORRECTS: number of passengers. With photos.", "CORRECTS: number of passengers."),
        ("Eds: UPDATES: With reaction; CORRECTS name of harbor to Merrion", "CORRECTS name of harbor to Merrion."),
        ("Im 2. Absatz, 3. Satz wurde berichtigt: Iden (statt Eden)", "Im 2. Absatz, 3. Satz wurde berichtigt: Iden (statt Eden)."),  # noqa: E501
        ("Berichtigung: Im 1. Absatz heißt es richtig: 12 400", "Berichtigung: Im 1. Absatz heißt es richtig: 12 400."),
        ("Korjaus: kappaleessa 2 luku on 12 400", "Korjaus: kappaleessa 2 luku on 12 400."),
        ("RECTIFICATIF: bien lire 12.400 au 2e paragraphe", "RECTIFICATIF: bien lire 12.400 au 2e paragraphe."),
        ("Adds quote from harbor master", "Adds quote from harbor master."),
        ("CORRECTS name of Dr. Hale to Dr. Hall. AP Video.", "CORRECTS name of Dr. Hale to Dr. Hall."),
        ("CORRECTS: age\nCall the desk: +47 22 00 34 56", "CORRECTS: age."),
        ("Editors: Minor edits.\nKontakt: Ilse Tamberlane, Tel. 0301 2345 678", "Minor edits."),
    ],
)  # fmt: skip
def test_what_changed_is_found_in_the_note_to_editors(note: str, told: str) -> None:
    assert change_note(story(editor_note=note)) == told


@pytest.mark.parametrize(
    "note",
    [
        "",
        "With photos. Will be updated.",
        "Corrections officers are on strike in three towns, see separate story.",
        "Contact: desk@northline.example",
        "ab/cd/ef",
        "This story has no embargo.",
    ],
)
def test_note_that_tells_of_no_change_gives_nothing(note: str) -> None:
    assert change_note(story(editor_note=note)) == ""


def test_parsers_own_finding_comes_first_and_is_cleaned() -> None:
    parsed = story(change_note="Eds: In the 2nd paragraph 12,400\nTel: 0301 2345 678", editor_note="CORRECTS: something else")
    assert change_note(parsed) == "In the 2nd paragraph 12,400."


def test_opening_paragraph_tells_where_no_note_does() -> None:
    assert (
        change_note(story(body_html="<p>(In Oct. 13 story, corrects paragraph 2)</p>" + TEXT))
        == "In Oct. 13 story, corrects paragraph 2."
    )
