"""JSON Feed is read like the other web feeds."""

from __future__ import annotations

import json
from typing import Any

from wire.formats import ItemKind, ParsedItem, parse


def feed(**fields: Any) -> ParsedItem:
    item = {
        "id": "https://meridian.example/1",
        "url": "https://meridian.example/1",
        "title": "Bricks close harbour",
        "content_html": "<p>Tugs came from three islands to clear the fairway.</p>" * 15,
        "summary": "A barge lost its load.",
        "date_published": "2025-10-13T09:00:00Z",
        "date_modified": "2025-10-13T10:15:00Z",
        **fields,
    }
    document = {"version": "https://jsonfeed.org/version/1.1", "title": "Meridian", "language": "en", "items": [item]}
    (found,) = parse(json.dumps(document).encode())
    return found


def test_item_is_read_field_by_field() -> None:
    item = feed(authors=[{"name": "Ann Ly"}], tags=["Shipping"], image="https://meridian.example/a.jpg")
    assert (item.item_id, item.agency, item.headline, item.language) == (
        "https://meridian.example/1",
        "Meridian",
        "Bricks close harbour",
        "en",
    )
    assert (item.standfirst, item.bylines, item.keywords) == ("A barge lost its load.", ("Ann Ly",), ("Shipping",))
    assert item.body_html.count("<p>") == 15
    assert item.version_created_at is not None and item.version == int(item.version_created_at.timestamp())
    assert [(m.kind, m.renditions[0].href) for m in item.media] == [(ItemKind.PICTURE, "https://meridian.example/a.jpg")]


def test_plain_text_and_attachments_are_read() -> None:
    sound = {"url": "https://meridian.example/a.mp3", "mime_type": "audio/mpeg", "title": "The harbour"}
    item = feed(content_html=None, content_text="Tide < 3 m.\n\nBricks fell.", summary=None, attachments=[sound])
    assert item.body_html == "<p>Tide &lt; 3 m.</p>\n<p>Bricks fell.</p>"
    assert [(m.kind, m.headline) for m in item.media] == [(ItemKind.AUDIO, "The harbour")]
