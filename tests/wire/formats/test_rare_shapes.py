"""Shapes that few agencies send: fractions, loose text, galleries in galleries, codes without names."""

from __future__ import annotations

import pytest

from tests.wire.formats.messages import LEAD, SECOND, make_digital_wire, make_g2, make_ninjs, make_nitf
from tests.wire.formats.teletype_messages import make_7901, only
from wire.formats import ItemKind, WireStatus, parse


def test_fraction_of_nitf_keeps_its_stroke() -> None:
    half = "<frac><frac-num>1</frac-num><frac-den>2</frac-den></frac>"
    (item,) = parse(make_nitf(body=f"<p>It rose 3 {half} feet.</p>"))
    assert item.body_html == "<p>It rose 3 1/2 feet.</p>"


def test_table_of_nitf_in_its_envelope_is_one_table() -> None:
    (item,) = parse(make_nitf(body=f"<p>{LEAD}</p><nitf-table><table><tr><td>3</td></tr></table></nitf-table>"))
    assert item.body_html.count("<table>") == 1


def test_text_that_stands_loose_in_a_nitf_body_is_read_in_its_place() -> None:
    message = make_nitf().replace(b"<body.content>", b"<p>First.</p>Loose words.<body.content>")
    (item,) = parse(message)
    assert item.body_html == f"<p>First.</p>\n<p>Loose words.</p>\n<p>{LEAD}</p>\n<p>{SECOND}</p>"


def test_canceled_document_that_names_another_without_a_word_on_it_holds_that_one() -> None:
    message = make_nitf(docdata_attributes='management-status="canceled" management-doc-idref="osk-0"')
    own, other = parse(message)
    assert (own.status, other.status) == (WireStatus.CANCELED, WireStatus.WITHHELD)
    assert own.links == (other.item_id,)


def test_code_of_a_provider_without_a_name_is_read_without_its_vocabulary() -> None:
    (item,) = parse(make_g2(provider='<provider qcode="nprov:AFP"/>'))
    assert item.agency == "AFP"


def test_second_headline_of_nitf_inside_newsml_g2_is_accounted_for() -> None:
    head = "<body.head><hedline><hl1>A</hl1><hl2>B</hl2></hedline></body.head>"
    nitf = f"<nitf><body>{head}<body.content><p>{LEAD}</p></body.content></body></nitf>"
    (item,) = parse(make_g2(content=f"<inlineXML>{nitf}</inlineXML>"))
    assert {"A", "B"} <= {removal.text for removal in item.removals}


def test_pictures_of_a_gallery_inside_an_item_are_media() -> None:
    picture = {
        "type": "picture",
        "uri": "urn:p9",
        "headline": "Barge",
        "renditions": {"main": {"href": "https://x.example/9.jpg"}},
    }
    (item,) = parse(
        make_ninjs(associations={"gallery": {"type": "composite", "uri": "urn:g", "associations": {"one": picture}}})
    )
    assert [(medium.kind, medium.item_id) for medium in item.media] == [(ItemKind.PICTURE, "urn:p9")]


def test_notes_in_a_list_under_the_name_of_one_are_read() -> None:
    note = "Im 2. Satz wurde berichtigt: Osk (statt Ask)."
    (item,) = parse(make_digital_wire(ednotes=None, ednote=[{"role": "dpaednoterole:correctionshort", "ednote": note}]))
    assert (item.editor_note, item.change_note) == (note, note)


def test_ampersand_in_a_broken_feed_gets_no_semicolon() -> None:
    feed = b"<rss><channel><item><title>AT&T and R&D</title><guid>1</guid><x:y>open</x:y></item></channel></rss>"
    assert parse(feed, "rss-atom")[0].headline == "AT&T and R&D"


def test_line_under_a_headline_is_not_part_of_it() -> None:
    head = "Bricks close harbour\nUtl.: Barge lost its load - Nobody hurt ="
    item = only(make_7901(header="APA0123 5 AI 0211 II", head=head))
    assert item.headline == "Bricks close harbour"
    assert "Utl.: Barge lost its load - Nobody hurt" in [removal.text for removal in item.removals]


@pytest.mark.parametrize(
    ("agency", "opening"),
    [
        ("sda", "Osk, 5. März (sda) "),
        ("TASS", "OSK, March 5. /TASS/. "),
        ("STT", "OSK, STT. "),
        ("Kyodo", "OSK, March 5, Kyodo - "),
    ],
)
def test_dateline_that_ends_with_the_agencys_name_alone_is_cut(agency: str, opening: str) -> None:
    (item,) = parse(make_ninjs(infoSources=[{"name": agency}], bodies=[{"value": f"<p>{opening}{LEAD}</p>"}]))
    assert item.body_html == f"<p>{LEAD}</p>"
    assert item.dateline == opening.rstrip(" -").removesuffix(".")


@pytest.mark.parametrize("opening", ["Officials in Osk (sda) said ", "The STT. ", "Osk, where STT. "])
def test_sentence_with_the_agencys_name_is_no_dateline(opening: str) -> None:
    (item,) = parse(make_ninjs(infoSources=[{"name": "STT"}], bodies=[{"value": f"<p>{opening}{LEAD}</p>"}]))
    assert item.dateline == ""
