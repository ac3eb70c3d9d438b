"""NewsML-G2: every item of a message comes out, with its fields, signals and the better of two texts."""

from __future__ import annotations

import pytest

from tests.wire.formats.messages import LEAD, SECOND, make_g2, make_g2_item, make_nitf
from wire.formats import ItemKind, ParsedItem, UnreadableMessage, parse


def read(**parts: str) -> ParsedItem:
    return parse(make_g2(**parts))[0]


def test_fields_of_a_story_are_read() -> None:
    item = read(
        item_meta="<firstCreated>2025-10-13T09:00:00Z</firstCreated>"
        "<edNote>With photos.</edNote><signal qcode='sig:correction'/>"
        "<role qcode='itemRole:N'/><link rel='irel:seeAlso' residref='tag:northline.example,2025:B2'/>"
        "<expires>2025-11-13T00:00:00Z</expires>",
        content_meta="<urgency>3</urgency><located><name>Osk</name></located><by>By ANN LY</by>"
        "<creditline>Northline</creditline>"
        "<slugline>OSK-BRICKS/</slugline><genre qcode='g:1'><name>Report</name></genre>"
        "<subject qcode='medtop:20000139'><name>accident</name></subject>"
        "<keyword>bricks</keyword><description role='drol:summary'>A barge lost bricks.</description><language tag='en-GB'/>",
        rights="<copyrightNotice>© Northline</copyrightNotice><usageTerms>Online only</usageTerms>",
    )
    assert (item.item_id, item.version, item.agency) == ("tag:northline.example,2025:newsml_A1", 2, "Northline")
    assert item.signals == ("sig:correction", "itemRole:N")
    assert (item.bylines, item.slugline, item.genre, item.place) == (("Ann Ly",), "OSK-BRICKS/", "Report", "Osk")
    assert (item.standfirst, item.credit_line, item.editor_note) == ("A barge lost bricks.", "Northline", "With photos.")
    assert (item.copyright_notice, item.usage_terms, item.language) == ("© Northline", "Online only", "en-GB")
    assert (item.urgency, item.keywords, item.links) == (3, ("bricks",), ("tag:northline.example,2025:B2",))
    assert [(s.code, s.name) for s in item.subjects] == [("medtop:20000139", "accident")]
    assert item.first_created_at is not None and item.version_created_at is not None and item.expires_at is not None
    assert item.body_html == f"<p>{LEAD}</p>\n<p>{SECOND}</p>"


def test_every_item_of_a_message_comes_out_as_what_it_is() -> None:
    items = parse(
        make_g2(
            make_g2_item(guid="a"),
            make_g2_item(guid="b", item_class="ninat:picture", content=""),
            make_g2_item(guid="c", tag="packageItem"),
            make_g2_item(guid="d", tag="planningItem"),
            make_g2_item(guid="e", tag="conceptItem"),
            make_g2_item(guid="f", item_class="ninat:video"),
            make_g2_item(guid="a"),
            make_g2_item(guid="g", item_class="ninat:graphic"),
            make_g2_item(guid="h", item_class="icls:audio"),
        )
    )
    assert [item.item_id for item in items] == list("abcdefagh")
    assert [item.kind.value for item in items] == [
        "text",
        "picture",
        "package",
        "planning",
        "other",
        "video",
        "text",
        "graphic",
        "audio",
    ]


def test_several_item_sets_are_all_read() -> None:
    message = make_g2(make_g2_item(guid="a")).replace(
        b"</itemSet>", b"</itemSet><itemSet>" + make_g2_item(guid="b").encode() + b"</itemSet>"
    )
    assert [item.item_id for item in parse(message)] == ["a", "b"]


@pytest.mark.parametrize(
    ("guid", "version", "item_id"),
    [
        ("tag:reuters.com,2025:newsml_L4N1:1132689232", "1132689232", "tag:reuters.com,2025:newsml_L4N1"),
        ("tag_reuters.com_2014_newsml_KBN_version_5", "5", "tag_reuters.com_2014_newsml_KBN"),
        ("urn:newsml:dpa.com:20090101:170629-99-5", "5", "urn:newsml:dpa.com:20090101:170629-99-5"),
        ("urn:newsml:example:2025:1", "1", "urn:newsml:example:2025:1"),
    ],
)
def test_guid_is_stable_over_versions(guid: str, version: str, item_id: str) -> None:
    item = read(guid=guid, version=version)
    assert (item.item_id, item.version) == (item_id, int(version))


def test_item_without_a_guid_gets_the_same_id_each_time() -> None:
    assert read(guid="").item_id == read(guid="", version="7").item_id == "derived:Northline:20251013:bricks-close-harbour"


def test_dpa_head_of_the_text_is_not_printed_and_its_dateline_is_cut() -> None:
    item = read(
        html="<header><time>13.10.2025</time>"
        '<strong class="embargoed" data-datetime="2036-01-05T07:00:00+01:00">Sperrfrist 7 Uhr</strong>'
        '<h1>Bricks close harbour</h1></header><section class="main"><p class="teaser">A barge lost bricks.</p>'
        '<p><span class="dateline">Osk <span class="credit">(dpa)</span> - </span>Bricks fell.</p></section>',
        provider='<provider qcode="nprov:dpa"><name>Deutsche Presse-Agentur GmbH</name></provider>',
    )
    assert (item.agency, item.dateline, item.standfirst) == ("dpa", "Osk (dpa)", "A barge lost bricks.")
    assert item.body_html == "<p>Bricks fell.</p>"
    assert item.embargo_until is not None and item.embargo_until.year == 2036
    assert any("13.10.2025" in removal.text for removal in item.removals)


def test_notes_of_a_notepad_are_for_editors_each_once() -> None:
    item = read(
        item_meta='<edNote role="r:notepad"><section xmlns="http://www.w3.org/1999/xhtml"><p>Not for print</p>'
        "<ul><li>Ann, +44 20 7946</li></ul>"
        '</section></edNote><edNote role="r:contacts">Ann, +44 20 7946</edNote><edNote/>'
    )
    assert item.editor_note == "Not for print\nAnn, +44 20 7946"


def test_nitf_inside_is_read_with_its_byline_and_dateline() -> None:
    nitf = make_nitf(
        body_head="<byline>By Ann Ly<byttl>Writer</byttl></byline>", paragraphs=("OSK (AP) — Bricks fell.",), prolog=""
    ).decode()
    item = read(content=f'<inlineXML contenttype="application/nitf+xml">{nitf}</inlineXML>')
    assert (item.bylines, item.dateline, item.body_html) == (("Ann Ly",), "OSK (AP)", "<p>Bricks fell.</p>")


@pytest.mark.parametrize(
    "data", [f"<![CDATA[<p>{LEAD}</p>]]>", LEAD, f"&lt;p&gt;{LEAD}&lt;/p&gt;", f"<![CDATA[&lt;p&gt;{LEAD}&lt;/p&gt;]]>"]
)
def test_text_in_inline_data_is_read(data: str) -> None:
    assert read(content=f'<inlineData contenttype="text/plain">{data}</inlineData>').body_html == f"<p>{LEAD}</p>"


def test_second_form_of_the_text_is_kept_only_where_it_says_more() -> None:
    html = f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{LEAD}</p></body></html></inlineXML>'
    same = read(content=html + f'<inlineData contenttype="text/plain">{LEAD}</inlineData>')
    assert same.removals == ()
    more = read(content=html + f'<inlineData contenttype="text/plain">{LEAD} Zebras watched.</inlineData>')
    assert "Zebras" in more.removals[0].text


def test_other_data_is_told_and_kept() -> None:
    item = read(
        content='<inlineXML contenttype="application/sportsml+xml">'
        "<sports-content><team>Osk</team></sports-content></inlineXML>"
    )
    assert item.body_html == ""
    assert "the content is <sports-content>, which is no text" in item.problems
    assert item.removals[0].text == "Osk"


def test_picture_item_carries_its_renditions_and_caption() -> None:
    item = read(
        item_class="ninat:picture",
        content_meta='<by>Ann Ly</by><description role="drol:caption">The barge.</description>',
        content='<remoteContent rendition="rnd:web" href="barge.jpg" contenttype="image/jpeg" width="640" height="480"/>',
    )
    (picture,) = item.media
    assert (picture.kind, picture.caption, picture.byline) == (ItemKind.PICTURE, "The barge.", "Ann Ly")
    assert (picture.renditions[0].href, picture.renditions[0].width, picture.renditions[0].role) == (
        "barge.jpg",
        640,
        "rnd:web",
    )


def test_package_names_its_items() -> None:
    item = read(tag="packageItem").links
    assert item == ()
    message = make_g2(tag="packageItem").replace(
        b"</contentMeta>",
        b'</contentMeta><groupSet root="r"><group id="r"><itemRef residref="a"/><itemRef residref="b"/></group></groupSet>',
    )
    assert parse(message)[0].links == ("a", "b")


def test_message_without_items_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match="holds no item"):
        parse(b'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet/></newsMessage>')
