"""JSON Feed (versions 1 and 1.1) is a web feed in JSON."""

from __future__ import annotations

from typing import Any

from wire.formats.feed_entry import Entry, Feed, Form
from wire.formats.json import Record, parse_json, record, records, string, strings
from wire.formats.media import kind_of
from wire.formats.parsed import ItemKind, ParsedMedia, ParsedRendition, Subject, UnreadableMessage
from wire.formats.text import clean, plain, unique


def is_document(value: Any) -> bool:
    return isinstance(value, dict) and "jsonfeed.org" in str(value.get("version"))


def read(data: bytes) -> tuple[Feed, list[Entry]]:
    """Raises UnreadableMessage when the JSON is no JSON Feed."""
    document = parse_json(data)
    if not is_document(document):
        raise UnreadableMessage("The JSON is no JSON Feed: its version does not say so.")
    feed = Feed(
        title=string(document, "title"),
        base=clean(string(document, "home_page_url", "feed_url")),
        language=string(document, "language"),
        authors=tuple(_authors(document)),
    )
    return feed, [_entry(item) for item in records(document.get("items"))]


def _entry(item: Record) -> Entry:
    tags = unique(plain(tag) for tag in strings(item.get("tags")))
    return Entry(
        id=string(item, "id"),
        title=string(item, "title"),
        url=string(item, "url", "external_url"),
        links=tuple(clean(item[key]) for key in ("external_url",) if isinstance(item.get(key), str)),
        texts=[
            Form(string(item, key), is_html=key == "content_html")
            for key in ("content_html", "content_text")
            if string(item, key)
        ],
        summaries=[Form(string(item, "summary"), is_html=False)] if string(item, "summary") else [],
        published=(string(item, "date_published"),),
        updated=(string(item, "date_modified"),),
        authors=tuple(_authors(item)),
        language=string(item, "language"),
        keywords=tags,
        subjects=tuple(Subject("", tag) for tag in tags),
        media=tuple(_media(item)),
    )


def _authors(holder: Record) -> list[str]:
    sent = records(holder.get("authors")) or [record(holder.get("author"))]
    return [name for author in sent if (name := string(author, "name"))]


def _media(item: Record) -> list[ParsedMedia]:
    pictures = dict.fromkeys(clean(string(item, key)) for key in ("image", "banner_image") if string(item, key))
    found = [ParsedMedia(ItemKind.PICTURE, renditions=(ParsedRendition(href),)) for href in pictures]
    for attachment in records(item.get("attachments")):
        if href := clean(string(attachment, "url")):
            mime_type = clean(string(attachment, "mime_type"))
            rendition = ParsedRendition(href, mime_type=mime_type)
            found.append(
                ParsedMedia(kind_of("", mime_type), headline=plain(string(attachment, "title")), renditions=(rendition,))
            )
    return found
