"""Contributors' lines become the tagline; what is for editors only never reaches the body, and nothing vanishes."""

from __future__ import annotations

import pytest

from tests.wire.formats.messages import LEAD, SECOND, make_nitf
from wire.formats import ParsedItem, parse

STORY = f"<p>{LEAD}</p>\n<p>{SECOND}</p>"


def read(*after: str, before: tuple[str, ...] = ()) -> ParsedItem:
    return parse(make_nitf(paragraphs=(*before, LEAD, SECOND, *after)))[0]


@pytest.mark.parametrize(
    "line",
    [
        "Associated Press writers Ann Ly in Osk and Bo Ek in Rome contributed to this report.",
        "Ann Ly in Osk contributed reporting.",
        "(Reporting by Ann Ly in Osk; Editing by Bo Ek)",
        "(Additional reporting by Ann Ly; Writing by Bo Ek; Editing by Cy Om)",
        "Reporting by Ann Ly; editing by Bo Ek",
        "With files from Ann Ly in Osk",
        "This report by The Canadian Press was first published Oct. 13, 2025.",
        "Ann Ly reported from Osk. Bo Ek reported from Rome.",
        "Follow Ann Ly at https://example.org/annly",
    ],
)
def test_contributors_line_becomes_the_tagline(line: str) -> None:
    item = read(line)
    assert item.tagline == line
    assert item.body_html == STORY


def test_lines_under_a_separator_go_with_the_contributors_line() -> None:
    item = read("___", "Bo Ek in Rome contributed to this report.", "Ann Ly can be reached at 555-0100.")
    assert item.tagline == "Bo Ek in Rome contributed to this report. Ann Ly can be reached at 555-0100."
    assert item.body_html == STORY


def test_separator_between_parts_of_a_story_stays() -> None:
    item = read("___", "A second part tells of the barge and of its crew, who had sailed since dawn.")
    assert item.tagline == ""
    assert "<p>___</p>" in item.body_html


def test_reporting_line_inside_the_last_paragraph_is_cut_off() -> None:
    item = read("The barge was towed away. (Reporting by Ann Ly; Editing by Bo Ek)")
    assert item.tagline == "(Reporting by Ann Ly; Editing by Bo Ek)"
    assert item.body_html.endswith("<p>The barge was towed away.</p>")


@pytest.mark.parametrize(
    "line",
    [
        "Ann contributed to the fund.",
        "(The report was late.)",
        "Reporting is hard work, she said.",
        "The outbreak was first reported from Rome.",
    ],
)
def test_last_sentence_of_a_story_is_no_tagline(line: str) -> None:
    assert line in read(line).body_html


@pytest.mark.parametrize("line", ["hh/ph/ts/hd", "dpa pre yyhe n1 deg", "dpa kl xx n1 hn", "AAP RTV", "AAP gfr", "ends", "-0-"])
def test_sign_off_is_removed_but_told(line: str) -> None:
    item = read(line)
    assert item.body_html == STORY
    assert (line, "sign-off") in [(r.text, r.reason) for r in item.removals]


def test_agency_that_signs_its_last_sentence_is_cut() -> None:
    assert read("The barge was towed away.(ANSA).").body_html.endswith("<p>The barge was towed away.</p>")


@pytest.mark.parametrize(
    "marker",
    [
        "The following information is not intended for publication",
        "# # # The following information is not for publication:",
        "Die folgenden Informationen sind nicht zur Veröffentlichung bestimmt",
        "(Diese Informationen sind nicht zur Veröffentlichung bestimmt)",
        "Les informations suivantes ne sont pas destinées à la publication",
        "La siguiente información no está destinada a la publicación",
        "Le seguenti informazioni non sono destinate alla pubblicazione",
        "De volgende informatie is niet bestemd voor publicatie",
        "As seguintes informações não se destinam a publicação",
        "Följande information är ej avsedd för publicering",
        "Følgende oplysninger er ikke beregnet til offentliggørelse",
        "Følgende informasjon er ikke for publisering",
        "Seuraavat tiedot eivät ole tarkoitettu julkaistaviksi",
        "Poniższe informacje nie są przeznaczone do publikacji",
        "المعلومات التالية ليست للنشر",
        "NOT FOR PUBLICATION",
        "# dpa-Notizblock",
    ],
)
def test_block_not_for_publication_never_reaches_the_body(marker: str) -> None:
    item = read("* * * *", marker, "## Contacts", "Author: Ann Ly, +44 20 7946 0000", "ann@example.org")
    assert item.body_html == STORY
    assert "7946 0000" in item.editor_note and "ann@example.org" in item.editor_note
    assert "7946 0000" in "".join(removal.text for removal in item.removals)


@pytest.mark.parametrize(
    "line",
    [
        "The letter, marked “not for publication”, reached the harbour master in June.",
        "NOT FOR DISSEMINATION TO UNITED STATES NEWSWIRE SERVICES",
        "The following information is vital, the harbour master said, and it is not intended "
        "for publication by anybody but him and "
        "the company that owns the barge, whose lawyers had written to him in the spring and again in the summer of that year.",
    ],
)
def test_story_about_unpublished_papers_stays_whole(line: str) -> None:
    item = read(line, "The master did not answer.")
    assert "The master did not answer." in item.body_html


@pytest.mark.parametrize(
    "note",
    [
        "Eds: With photos.",
        "EDS: Adds quote.",
        "Editors: Note language in paragraph 3.",
        "ATTN EDITORS: New byline.",
        "Hinweis an die Redaktionen: Neu.",
        "(Adds comments, detail)",
        "(Recasts with closing; adds quotes)",
        "(In Oct. 12 story, corrects last paragraph to say bricks, not tiles)",
    ],
)
def test_note_to_editors_above_the_story_is_cut(note: str) -> None:
    item = read(before=(note,))
    assert item.body_html == STORY
    assert item.editor_note == note


@pytest.mark.parametrize(
    "line",
    ["Editors of the paper met on Monday.", "(Adds up to nine.) Nobody knew.", "EDITOR’S NOTE — This is part of a series."],
)
def test_printed_opening_lines_stay(line: str) -> None:
    assert line in read(before=(line,)).body_html


def test_telephone_list_at_the_end_is_for_editors() -> None:
    item = read("Redaktion: Ida Moss (Osk), +49 30 12345678, desk@example.org")
    assert item.body_html == STORY
    assert "12345678" in item.editor_note
