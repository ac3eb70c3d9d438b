"""The agency's own words on a change, and the number it gives its story, are found in each format."""

from __future__ import annotations

import pytest

from tests.wire.formats.messages import LEAD, make_ap, make_digital_wire, make_g2, make_ninjs, make_nitf, make_rss
from wire.formats import ParsedItem, change_note, parse


def read(message: bytes) -> ParsedItem:
    (item,) = parse(message)
    return item


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Eds: CORRECTS: weight of the bricks. With AP Photos.", "CORRECTS: weight of the bricks."),
        ("Eds: UPDATES: Adds harbor master. Adds photos.", "UPDATES: Adds harbor master."),
        ("ADDS military statement", "ADDS military statement"),
        ("(Adds quote, detail)", "(Adds quote, detail)"),
        ("Eds: With AP Photos.", ""),
        ("Updates will follow by noon.", ""),
        ("POOL PHOTO, NO SEQUENCES", ""),
    ],
)
def test_sentence_on_a_change_is_told_from_the_rest_of_the_note(note: str, told: str) -> None:
    assert change_note.of([note]) == told


def test_note_whose_role_says_that_it_is_one_needs_no_such_words() -> None:
    assert change_note.of(["CORRECTS: weight"], ["Nine tons, not six"]) == "Nine tons, not six"


def test_nitf_tells_it_in_its_correction_element() -> None:
    item = read(
        make_nitf(docdata='<correction info="Nine tons, not six" id-string="osk-1"/><ed-msg info="Eds: CORRECTS weight."/>')
    )
    assert item.change_note == "Nine tons, not six"
    assert item.editor_note == "Eds: CORRECTS weight.\nNine tons, not six"


def test_newsml_g2_tells_it_by_the_role_of_the_note_shortest_form_first() -> None:
    notes = (
        '<edNote role="dpaednoterole:contacts">Desk: Ilse</edNote>'
        '<edNote role="dpaednoterole:correction">In the story of noon: nine tons</edNote>'
        '<edNote role="dpaednoterole:correctionshort">Nine tons, not six</edNote>'
    )
    item = read(make_g2(item_meta=notes))
    assert item.change_note == "Nine tons, not six"
    assert "In the story of noon: nine tons" in item.editor_note and "Nine tons, not six" in item.editor_note
    assert read(make_g2(item_meta='<edNote role="aparole:correctionnote">Mit Zitat</edNote>')).change_note == "Mit Zitat"


def test_ninjs_tells_it_by_the_role_of_the_note_or_in_words() -> None:
    notes = [{"role": "dpaednoterole:correctionshort", "ednote": "Neun Tonnen"}, {"role": "x:picture", "ednote": "Foto"}]
    item = read(make_digital_wire(ednotes=notes))
    assert (item.change_note, item.editor_note) == ("Neun Tonnen", "Neun Tonnen\nFoto")
    assert read(make_ninjs(edNote="CORRECTS weight. With photos.")).change_note == "CORRECTS weight."


def test_ap_tells_it_in_capitals() -> None:
    assert (
        read(make_ap(ednote="Eds: CORRECTS weight. With AP Photos.", body_html=f"<p>{LEAD}</p>")).change_note
        == "CORRECTS weight."
    )


def test_first_paragraph_tells_it_where_agencies_write_it_there() -> None:
    for message in (
        make_g2(html=f"<p>(Adds harbour master)</p><p>{LEAD}</p>"),
        make_rss(content=f"<p>(Adds harbour master)</p><p>{LEAD}</p>" * 1 + "<p>More.</p>" * 120),
    ):
        item = read(message)
        assert item.change_note == item.editor_note == "(Adds harbour master)"
        assert "Adds" not in item.body_html


@pytest.mark.parametrize(
    ("message", "number"),
    [
        (make_ap(altids={"itemid": "0f9d3c6ae2b84d7f9b1c55aa70e4c210", "etag": "x_1", "transref": "V9991"}), "V9991"),
        (make_nitf(head='<meta name="anpa-sequence" content="0157"/>'), "0157"),
        (make_nitf(doc_id='id-string="urn:newsml:dpa.com:20090101:251013-99-157" regsrc="dpa"'), "157"),
        (make_g2(guid="urn:newsml:dpa.com:20090101:251013-99-157"), "157"),
        (make_g2(content_meta='<altId type="idType:USN">L4N1AB2CD</altId>'), "L4N1AB2CD"),
        (make_g2(content_meta="<altId>APA0157</altId>"), "APA0157"),
        (make_digital_wire(urn="urn:newsml:dpa.com:20090101:251013-99-157"), "157"),
        (make_ninjs(altIds=[{"role": "originaltransmissionreference", "value": "a0157"}]), "a0157"),
        (make_ninjs(), ""),
    ],
)
def test_number_in_the_service_is_kept(message: bytes, number: str) -> None:
    assert read(message).service_number == number
