"""NITF: ids, versions, heads and media of the agencies that use it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.wire.formats.messages import LEAD, make_nitf
from wire.formats import ItemKind, ParsedItem, UnreadableMessage, parse
from wire.formats.parsed import Subject


def read(**parts: str) -> ParsedItem:
    return parse(make_nitf(**parts))[0]  # type: ignore[arg-type]


def test_fields_of_a_story_are_read() -> None:
    item = read(
        docdata='<urgency ed-urg="3"/><du-key key="bricks" generation="0" version="4"/><date.expire norm="20251113T000000Z"/>'
        '<doc.copyright year="2025" holder="Northline"/><ed-msg info="With photos."/>'
        '<key-list><keyword key="Bricks"/></key-list>'
        '<evloc city="Osk" iso-cc="NRL"/>',
        head='<tobject><tobject.property tobject.property.type="Analysis"/>'
        '<tobject.subject tobject.subject.refnum="03000000" tobject.subject.type="Disaster" '
        'tobject.subject.matter="Accident"/></tobject>',
        body_head="<abstract><p>A barge lost <em>bricks</em>.</p></abstract><distributor>Northline News</distributor>",
        body_end="<tagline>Bo Ek contributed.</tagline>",
    )
    assert (item.item_id, item.version, item.agency, item.urgency) == ("Northline:osk-1", 4, "Northline", 3)
    assert (item.headline, item.standfirst, item.genre) == ("Bricks close harbour", "A barge lost bricks.", "Analysis")
    assert (item.credit_line, item.copyright_notice, item.editor_note) == ("Northline News", "© 2025 Northline", "With photos.")
    assert (item.keywords, item.subjects, item.place) == (("Bricks",), (Subject("03000000", "Accident"),), "Osk, NRL")
    assert item.version_created_at == datetime(2025, 10, 13, 10, 15, tzinfo=UTC)
    assert item.expires_at == datetime(2025, 11, 13, tzinfo=UTC)
    assert item.tagline == "Bo Ek contributed."
    assert item.removals == ()


@pytest.mark.parametrize(
    ("doc_id", "docdata", "item_id", "version"),
    [
        ('id-string="4a82e12e-6b39-47eb-8e59-2c616a7e32a4HHH-13-1"', "", "4a82e12e-6b39-47eb-8e59-2c616a7e32a4HHH", 13),
        ('id-string="4a82e12e-6b39-47eb-8e59-2c616a7e32a4HHH-2-3"', "", "4a82e12e-6b39-47eb-8e59-2c616a7e32a4HHH:part3", 2),
        (
            'id-string="urn-newsml-dpa-com-20090101-190710-99-1:1562753522000" regsrc="dpa"',
            "",
            "urn-newsml-dpa-com-20090101-190710-99-1",
            1562753522000,
        ),
        (
            'id-string="sak-d9cde75b-256e_47" regsrc="NTB"',
            '<du-key key="sak-d9cde75b-256e" version="48"/>',
            "NTB:sak-d9cde75b-256e",
            48,
        ),
        ('id-string="AAP.123.456"', "", "AAP.123.456", 0),
    ],
)
def test_id_is_stable_over_versions(doc_id: str, docdata: str, item_id: str, version: int) -> None:
    item = read(doc_id=doc_id, docdata=docdata)
    assert (item.item_id, item.version) == (item_id, version)


def test_story_without_an_id_gets_the_same_one_each_time() -> None:
    first = read(doc_id='regsrc="AP"', paragraphs=("One.",))  # type: ignore[arg-type]
    again = read(doc_id='regsrc="AP"', paragraphs=("One, corrected.",))  # type: ignore[arg-type]
    assert first.item_id == again.item_id == "derived:AP:20251013:bricks-close-harbour"
    assert read(doc_id="", headline="").item_id.startswith("derived:20251013:")


def test_later_generation_is_a_higher_version() -> None:
    old = read(docdata='<du-key generation="1" version="9"/>')
    new = read(docdata='<du-key generation="2" version="0"/>')
    assert new.version > old.version


def test_media_is_kept_apart_with_caption_alt_and_credit() -> None:
    item = read(
        body=f'<p>{LEAD}</p><media media-type="image"><media-metadata name="media-id" value="osk-p1"/>'
        '<media-reference mime-type="image/jpeg" '
        'source="barge.jpg" width="640" height="480" alternate-text="A barge"/>'
        "<media-caption><p>The barge on Monday.</p></media-caption>"
        "<media-producer>Ann Ly</media-producer></media>"
    )
    (picture,) = item.media
    assert (picture.kind, picture.item_id, picture.alt) == (ItemKind.PICTURE, "osk-p1", "A barge")
    assert (picture.caption, picture.credit) == ("The barge on Monday.", "Ann Ly")
    assert [(r.href, r.width, r.height) for r in picture.renditions] == [("barge.jpg", 640, 480)]
    assert item.body_html == f"<p>{LEAD}</p>"


def test_counting_pixel_is_no_picture() -> None:
    assert read(body=f'<p>{LEAD}</p><img src="https://example.org/count" width="1" height="1"/>').media == ()


def test_notes_in_the_document_are_for_editors() -> None:
    item = read(body_head='<note noteclass="editorsnote" type="npa"><body.content><p>Call Ann.</p></body.content></note>')
    assert item.editor_note == "Call Ann."
    assert "Call Ann" not in item.body_html
    assert [removal.text for removal in item.removals] == ["Call Ann."]


def test_second_headline_is_kept_where_the_desk_can_see_it() -> None:
    item = parse(make_nitf().replace(b"</hl1>", b"</hl1><hl2>Ferries wait</hl2>"))[0]
    assert ("Ferries wait", "second headline") in [(r.text, r.reason) for r in item.removals]


def test_namespaced_document_is_read_like_any_other() -> None:
    message = make_nitf().replace(b"<nitf>", b'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">')
    assert parse(message) == parse(make_nitf())


@pytest.mark.parametrize("declared", ["ISO-8859-1", "UTF-8", "utf-16", "klingon"])
def test_utf8_bytes_are_read_as_utf8_whatever_is_declared(declared: str) -> None:
    message = make_nitf(headline="Médica à Málvik", prolog=f'<?xml version="1.0" encoding="{declared}"?>')
    assert parse(message)[0].headline == "Médica à Málvik"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("ISO-8859-1", "latin-1"), ("UTF-8", "cp1252"), ("ISO-8859-15", "iso-8859-15"), ("windows-1251", "cp1251")],
)
def test_other_bytes_are_read_in_the_encoding_they_are_in(declared: str, encoding: str) -> None:
    text = "Привет" if encoding == "cp1251" else "£66 à Málvik"
    message = make_nitf(headline=text, prolog=f'<?xml version="1.0" encoding="{declared}"?>').decode().encode(encoding)
    assert parse(message)[0].headline == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_byte_order_marks_and_wide_encodings_are_read(encoding: str) -> None:
    assert parse(make_nitf(headline="Málvik").decode().encode(encoding))[0].headline == "Málvik"


def test_bare_ampersand_is_read_as_meant() -> None:
    item = read(body='<p>Smith & Sons <a href="https://example.org/?a=1&b=2">site</a> <![CDATA[R&D]]></p>')
    assert item.body_html == '<p>Smith &amp; Sons <a href="https://example.org/?a=1&amp;b=2">site</a> R&amp;D</p>'


def test_badly_nested_tags_lose_no_word() -> None:
    assert "brick barge" in read(body="<p>The <em>brick <strong>barge</em></strong> sank.</p>").body_html.replace(
        "<strong>", ""
    )


def test_empty_document_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match="neither text, headline nor an id"):
        parse(b"<nitf><head/><body/></nitf>")
    with pytest.raises(UnreadableMessage, match="not NITF"):
        parse(b"<foo/>", format="nitf")
