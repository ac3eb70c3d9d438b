"""ninjs in its versions and dialects: IPTC's 1, 2 and 3, Superdesk's, the BBC's, and dpa's digital wires."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.wire.formats.messages import LEAD, SECOND, make_digital_wire, make_ninjs
from wire.formats import ItemKind, ParsedItem, UnreadableMessage, parse

STORY = f"<p>{LEAD}</p>\n<p>{SECOND}</p>"
OLD: dict[str, Any] = {
    "uri": "urn:newsml:meridian.example:1",
    "type": "text",
    "version": "3",
    "versioncreated": "2025-10-13T10:15:00Z",
    "pubstatus": "usable",
    "headline": "Bricks close harbour",
    "body_xhtml": STORY.replace("\n", ""),
    "description_text": "A barge lost bricks.",
    "byline": "By Ann Ly",
    "located": "Osk",
    "ednote": "With photos.",
    "slugline": "bricks",
    "source": "Meridian",
    "usageterms": "Online only",
    "urgency": 2,
    "subject": [{"code": "medtop:1", "name": "accident"}],
    "place": [{"name": "Osk"}],
    "genre": [{"name": "Report"}],
    "keywords": ["bricks"],
    "associations": {
        "main": {"type": "picture", "uri": "p1", "description_text": "The barge.", "renditions": {"web": {"href": "b.jpg"}}}
    },
}
NEW: dict[str, Any] = {
    "uri": "urn:newsml:meridian.example:1",
    "type": "text",
    "version": "3",
    "versionCreated": "2025-10-13T10:15:00Z",
    "pubStatus": "usable",
    "headlines": [{"role": "main", "value": "Bricks close harbour"}],
    "bodies": [{"contentType": "text/html", "value": OLD["body_xhtml"]}],
    "descriptions": [{"role": "summary", "value": "A barge lost bricks."}],
    "by": "By Ann Ly",
    "located": "Osk",
    "edNote": "With photos.",
    "slugline": "bricks",
    "infoSources": [{"name": "Meridian"}],
    "usageTerms": "Online only",
    "urgency": 2,
    "subjects": [{"uri": "medtop:1", "name": "accident"}],
    "places": [{"name": "Osk"}],
    "genres": [{"name": "Report"}],
    "keywords": ["bricks"],
    "associations": [
        {
            "name": "main",
            "type": "picture",
            "uri": "p1",
            "descriptions": [{"role": "caption", "value": "The barge."}],
            "renditions": [{"name": "web", "href": "b.jpg"}],
        }
    ],
}


def read(message: bytes) -> ParsedItem:
    return parse(message)[0]


@pytest.mark.parametrize("item", [OLD, NEW, {key.lower(): value for key, value in NEW.items()}], ids=["1.x", "3.x", "2.x"])
def test_each_version_of_the_standard_gives_the_same_item(item: dict[str, Any]) -> None:
    told = read(json.dumps(item).encode())
    assert (told.item_id, told.version, told.agency, told.urgency) == ("urn:newsml:meridian.example:1", 3, "Meridian", 2)
    assert (told.headline, told.standfirst, told.body_html) == ("Bricks close harbour", "A barge lost bricks.", STORY)
    assert (told.bylines, told.place, told.editor_note, told.slugline) == (("Ann Ly",), "Osk", "With photos.", "bricks")
    assert (told.usage_terms, told.genre, told.keywords) == ("Online only", "Report", ("bricks",))
    assert [(s.code, s.name) for s in told.subjects] == [("medtop:1", "accident")]
    (picture,) = told.media
    assert (picture.item_id, picture.caption) == ("p1", "The barge.")
    assert (picture.renditions[0].href, picture.renditions[0].role) == ("b.jpg", "web")


def test_richest_body_is_used_and_a_poorer_one_that_says_more_is_kept() -> None:
    bodies = [
        {"contentType": "text/plain", "value": LEAD},
        {"contentType": "text/html", "value": f"<p><em>{LEAD}</em></p>"},
        {"contentType": "text/plain", "value": "Zebras watched."},
    ]
    item = read(make_ninjs(bodies=bodies))
    assert item.body_html == f"<p><em>{LEAD}</em></p>"
    assert [removal.text for removal in item.removals] == ["Zebras watched."]


@pytest.mark.parametrize("wrap", ["item", "items"])
def test_items_in_a_wrapper_all_come_out(wrap: str) -> None:
    message = json.dumps({"total": 2, wrap: [OLD, {**OLD, "uri": "b"}]}).encode()
    assert [item.item_id for item in parse(message)] == ["urn:newsml:meridian.example:1", "b"]


def test_stories_inside_a_package_come_out_as_stories() -> None:
    items = parse(
        make_ninjs(
            type="composite", bodies=[], associations=[{**NEW, "uri": "a"}, {**NEW, "uri": "b"}, {"type": "text", "uri": "c"}]
        )
    )
    assert [(item.item_id[-1], item.kind) for item in items] == [
        ("1", ItemKind.PACKAGE),
        ("a", ItemKind.TEXT),
        ("b", ItemKind.TEXT),
    ]
    assert items[0].links == ("a", "b", "c")


@pytest.mark.parametrize(
    ("fields", "item_id"),
    [
        ({"uri": ..., "guid": "urn:newsml:localhost:1"}, "urn:newsml:localhost:1"),
        ({"uri": "http://api.ap.org/media/v/content/abc?qt=1&et=2", "altIds": [{"role": "itemid", "value": "abc"}]}, "abc"),
        ({"uri": "urn:newsml:dpa.com:20090101:190617-99-1:1562753522000"}, "urn:newsml:dpa.com:20090101:190617-99-1"),
        ({"uri": ...}, "derived:Meridian:20251013:bricks-close-harbour"),
    ],
)
def test_id_is_stable(fields: dict[str, Any], item_id: str) -> None:
    assert read(make_ninjs(**fields)).item_id == item_id


def test_picture_is_a_picture_with_alt_text_from_superdesk() -> None:
    item = read(
        json.dumps(
            {**OLD, "type": "picture", "body_xhtml": "", "body_text": "A barge", "renditions": {"o": {"href": "b.jpg"}}}
        ).encode()
    )
    assert (item.kind, item.body_html, item.media[0].alt) == (ItemKind.PICTURE, "", "A barge")
    assert item.media[0].caption == "A barge lost bricks."


def test_figure_in_the_body_is_kept_apart() -> None:
    html = f'<p>{LEAD}</p><figure><img src="b.jpg" alt="A barge"><figcaption>The barge.</figcaption></figure>'
    item = read(make_ninjs(bodies=[{"contentType": "text/html", "value": html}]))
    assert item.body_html == f"<p>{LEAD}</p>"
    assert (item.media[0].alt, item.media[0].caption) == ("A barge", "The barge.")


def test_digital_wire_is_read_with_its_boxes_and_notes() -> None:
    item = read(
        make_digital_wire(
            byline="Von Ann Ly, dpa",
            teaser="Ein Kahn verlor Ziegel.",
            kicker="Unfall",
            signal="sig:correction",
            urgency=3,
            linkbox_html='<ul><li><a href="https://example.org">Hafen</a></li></ul>',
            ednotes=[{"role": "dpaednoterole:correctionshort", "ednote": "Zahl korrigiert", "is_publishable": True}],
            notepad={"public_html": "<p>Hinweis</p>", "nonpublic_html": "<p>Ann Ly, +49 30 12345</p>"},
            associations=[
                {
                    "type": "image",
                    "urn": "p1",
                    "caption": "Der Kahn.",
                    "creditline": "Bo Ek/dpa",
                    "renditions": [{"url": "b.jpg", "width": 9}],
                }
            ],
            categories=[
                {"type": "dnltype:provider", "name": "dpa", "qcode": "dnlprov:dpa"},
                {"type": "dnltype:genre", "name": "Meldung"},
            ],
        )
    )
    assert (item.item_id, item.agency, item.kind) == ("urn:newsml:dpa.com:20090101:251013-99-1", "dpa", ItemKind.TEXT)
    assert (item.dateline, item.bylines, item.standfirst, item.genre) == (
        "Osk (dpa)",
        ("Ann Ly",),
        "Ein Kahn verlor Ziegel.",
        "Meldung",
    )
    assert item.signals == ("sig:correction",)
    assert item.editor_note == "Zahl korrigiert\nHinweis\nAnn Ly, +49 30 12345"
    assert item.body_html == f'<p>{LEAD}</p>\n<ul><li><a href="https://example.org">Hafen</a></li></ul>'
    assert (item.media[0].credit, item.media[0].renditions[0].href) == ("Bo Ek/dpa", "b.jpg")
    assert "Unfall" in [removal.text for removal in item.removals]


def test_digital_wire_that_is_only_a_picture_is_one() -> None:
    item = read(
        make_digital_wire(
            article_html=None, dateline=None, associations=[{"type": "image", "urn": "p1", "renditions": [{"url": "b.jpg"}]}]
        )
    )
    assert (item.kind, len(item.media)) == (ItemKind.PICTURE, 1)


def test_json_without_an_item_is_refused() -> None:
    with pytest.raises(UnreadableMessage, match="no news item"):
        parse(b'{"$schema": "x", "type": "object"}', format="ninjs")
