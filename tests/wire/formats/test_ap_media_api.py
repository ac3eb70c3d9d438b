"""The AP Media API: ids and etags, what may never be published, and a text that is inside or elsewhere."""

from __future__ import annotations

import pytest

from tests.wire.formats.messages import LEAD, SECOND, inline_nitf, make_ap, make_ap_item
from wire.formats import ItemKind, ParsedItem, UnreadableMessage, parse

STORY = f"<p>{LEAD}</p>\n<p>{SECOND}</p>"


def read(**fields: object) -> ParsedItem:
    return parse(make_ap(**fields))[0]


def test_fields_of_a_story_are_read() -> None:
    item = read(
        bylines=[{"by": "By ANN LY", "title": "AP Writer"}, {"by": "By BO EK and CY OM"}],
        ednote="Eds: CORRECTS: bricks, not tiles.",
        editorialtypes=["Corrective"],
        located="OSK, Northland",
        copyrightnotice="© AP",
        usageterms=["Editorial use only.", "No archive."],
        keywords=["bricks"],
        subject=[{"code": "a", "name": "Accidents"}],
        editorialrole="FullStory",
        description_summary="A barge lost bricks.",
        body_nitf=inline_nitf(LEAD, SECOND),
    )
    assert (item.item_id, item.version, item.etag) == (
        "0f9d3c6ae2b84d7f9b1c55aa70e4c210",
        1,
        "0f9d3c6ae2b84d7f9b1c55aa70e4c210_1a",
    )
    assert (item.agency, item.credit_line, item.bylines) == ("AP", "AP", ("Ann Ly", "Bo Ek", "Cy Om"))
    assert item.signals == ("newscontent", "Corrective")
    assert (item.editor_note, item.usage_terms) == ("Eds: CORRECTS: bricks, not tiles.", "Editorial use only.\nNo archive.")
    assert (item.standfirst, item.genre, item.dateline, item.body_html) == (
        "A barge lost bricks.",
        "FullStory",
        "OSK, Northland",
        STORY,
    )
    assert item.urgency == 4


@pytest.mark.parametrize(
    "fields",
    [
        {"body_nitf": inline_nitf(LEAD, SECOND)},
        {"nitf": inline_nitf(LEAD, SECOND)},
        {"renditions": {"nitf": {"href": "x", "content": inline_nitf(LEAD, SECOND)}}},
        {"nitf": {"body_html": f"<block><p>{LEAD}</p><p>{SECOND}</p></block>"}},
        {"body_html": f"<p>{LEAD}</p><p>{SECOND}</p>"},
        {"body_text": f"{LEAD}\n\n{SECOND}"},
    ],
)
def test_text_is_found_wherever_it_stands(fields: dict[str, object]) -> None:
    item = read(**fields)
    assert item.body_html == STORY
    assert not any("rendition" in problem for problem in item.problems)


def test_text_that_stands_elsewhere_is_named() -> None:
    item = read()
    assert item.body_html == ""
    assert "the text is not in this message; it stands in the NITF rendition that it names" in item.problems
    (text,) = item.media
    assert (text.kind, text.renditions[0].href, text.renditions[0].role) == (ItemKind.TEXT, "https://api.ap.org/x.nitf", "nitf")


def test_dateline_of_the_inline_text_is_cut() -> None:
    item = read(located="OSK", body_nitf=inline_nitf("OSK (AP) — Bricks fell.", "Bo Ek in Rome contributed to this report."))
    assert (item.dateline, item.body_html, item.tagline) == (
        "OSK (AP)",
        "<p>Bricks fell.</p>",
        "Bo Ek in Rome contributed to this report.",
    )


def test_broken_inline_nitf_is_read_as_markup_and_told() -> None:
    item = read(body_nitf=f"<nitf><body><body.content><p>{LEAD}</p>")
    assert "barge" in item.body_html
    assert any("cannot be read as XML" in problem for problem in item.problems)


def test_every_item_of_a_feed_comes_out() -> None:
    items = parse(make_ap(*(make_ap_item(altids={"itemid": f"{n}" * 32, "etag": "e"}) for n in range(3))))
    assert [item.item_id[0] for item in items] == ["0", "1", "2"]


def test_item_outside_its_envelope_is_read() -> None:
    import json

    assert parse(json.dumps(make_ap_item()).encode())[0].item_id == "0f9d3c6ae2b84d7f9b1c55aa70e4c210"


def test_item_without_an_itemid_is_known_by_its_address() -> None:
    assert read(altids={"etag": "e"}).item_id == "0f9d3c6ae2b84d7f9b1c55aa70e4c210"


def test_picture_carries_its_credit_caption_and_renditions() -> None:
    item = read(
        type="picture",
        photographer={"name": "Ann Ly", "code": "stf"},
        description_caption="The barge.",
        description_creditline="AP Photo/Ann Ly",
        renditions={"main": {"href": "https://x/b.jpg", "width": 900, "height": 600, "mimetype": "image/jpeg"}},
    )
    (picture,) = item.media
    assert (item.kind, item.bylines) == (ItemKind.PICTURE, ("Ann Ly",))
    assert (picture.caption, picture.credit, picture.byline) == ("The barge.", "AP Photo/Ann Ly", "Ann Ly")
    assert picture.renditions[0].width == 900


def test_associated_pictures_are_media_and_links() -> None:
    item = read(associations={"1": {"type": "picture", "headline": "Barge", "altids": {"itemid": "p1", "etag": "e"}}})
    assert item.links == ("p1",)
    assert [m.item_id for m in item.media if m.kind is ItemKind.PICTURE] == ["p1"]


def test_whoever_provides_it_an_item_of_aps_api_is_aps() -> None:
    item = read(provider="Sportradar")
    assert (item.agency, item.credit_line) == ("AP", "Sportradar")


def test_json_without_an_ap_item_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match="no AP item"):
        parse(b'{"data": {"item": {}}}', format="ap-media-api")
