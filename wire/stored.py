"""A parsed item as we keep it: sanitised once, as plain JSON, and back."""

from __future__ import annotations

import dataclasses
import re
from datetime import datetime
from enum import StrEnum
from typing import Any

from articles.body import clean, clean_line, plain_text
from newsroom.base import record
from newsroom.base.refusals import Refused
from wire.formats.parsed import ItemKind, ParsedItem, ParsedMedia, ParsedRendition, Removal, Subject, WireStatus

LONGEST = 1_000_000  # characters of markup; the longest stories of the agencies have a tenth of that
LINES = (
    "agency", "headline", "standfirst", "slugline", "service_number", "dateline", "tagline", "credit_line",
    "copyright_notice", "language", "genre", "place", "item_id", "etag", "status_as_sent", "status_target", "advisory_reason",
    "incomplete",
)  # fmt: skip
MEDIA_LINES = ("headline", "caption", "alt", "credit", "byline", "copyright_notice", "usage_terms", "item_id")
NOTES = ("editor_note", "change_note", "usage_terms")
TIMES = ("embargo_until", "expires_at", "first_created_at", "version_created_at")
# Not the agency's content: what our parser thought of it, what is compared apart, and what the editor's note holds too.
NOT_CONTENT = (
    "format",
    "problems",
    "removals",
    "advisory_reason",
    "version",
    "etag",
    "service_number",
    "change_note",
    "incomplete",
)
FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in dataclasses.fields(kind))
    for kind in (ParsedItem, ParsedMedia, ParsedRendition, Removal, Subject)
}
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# A tag, not "a < b": a note may hold a comparison, which is text.
TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
SILENT = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)


def sanitised(item: ParsedItem) -> ParsedItem:
    """The item with its text made safe: the body by the body's rule, everything else plain.

    A body longer than any story is refused before it is cleaned, which could take hours; an order to stop is obeyed
    without its text. The raw message is kept in both cases.
    """
    if len(item.body_html) > LONGEST:
        if item.status not in (WireStatus.CANCELED, WireStatus.WITHHELD):
            raise Refused(f"Its text is longer than {LONGEST:,} characters; no story is.")
        item = dataclasses.replace(item, body_html="")
    plain: dict[str, Any] = {name: _plain(getattr(item, name)) for name in FIELDS[ParsedItem]}
    plain["body_html"] = clean(plain["body_html"])
    for name in LINES:
        plain[name] = _line(plain[name])
    for name in NOTES:
        note = plain[name]
        plain[name] = (TAGS.sub("", SILENT.sub("", note)) if "<" in note else note).strip()
    plain["bylines"] = tuple(line for line in map(_line, plain["bylines"]) if line)
    plain["media"] = tuple(
        dataclasses.replace(medium, **{name: _line(getattr(medium, name)) for name in MEDIA_LINES}) for medium in plain["media"]
    )
    return ParsedItem(**plain)


def as_document(item: ParsedItem) -> dict[str, Any]:
    """The item as JSON data."""
    document: dict[str, Any] = _json(item)
    return document


def from_document(document: dict[str, Any]) -> ParsedItem:
    """The item of a stored document, also of one stored before a field was added, or expunged since."""
    known = {field.name for field in dataclasses.fields(ParsedItem)}
    values: dict[str, Any] = {"format": "", "item_id": ""}
    values |= {name: value for name, value in document.items() if name in known}
    for name in TIMES:
        if values.get(name):
            values[name] = datetime.fromisoformat(values[name])
    for name in ("signals", "bylines", "keywords", "links", "problems"):
        values[name] = tuple(values.get(name, ()))
    values["kind"] = ItemKind(values.get("kind", ItemKind.TEXT))
    values["status"] = WireStatus(values.get("status", WireStatus.WITHHELD))
    values["subjects"] = tuple(Subject(**subject) for subject in values.get("subjects", ()))
    values["removals"] = tuple(Removal(**removal) for removal in values.get("removals", ()))
    values["media"] = tuple(
        ParsedMedia(
            **{
                **medium,
                "kind": ItemKind(medium["kind"]),
                "renditions": tuple(ParsedRendition(**rendition) for rendition in medium["renditions"]),
            }
        )
        for medium in values.get("media", ())
    )
    return ParsedItem(**values)


def content_hash(document: dict[str, Any]) -> str:
    """The digest by which a version is known again when it is sent again."""
    return record.content_hash({name: value for name, value in document.items() if name not in NOT_CONTENT})


def has_text(item: ParsedItem) -> bool:
    """Whether the message brings words of its own; a picture's are its caption."""
    if item.kind is ItemKind.TEXT:
        return bool(plain_text(item.body_html))
    return bool(item.headline or item.standfirst or item.body_html or item.media)


def _line(text: str) -> str:
    return clean_line(SILENT.sub("", text) if "<" in text else text) if text else ""


def _plain(value: Any) -> Any:
    """Text that every database takes: no control characters, no half characters."""
    kind = type(value)
    if kind is str:
        return value if value.replace("\n", " ").isprintable() else CONTROLS.sub("", value)
    if kind is tuple:
        return tuple([_plain(part) for part in value])
    if kind in FIELDS:
        return kind(**{name: _plain(getattr(value, name)) for name in FIELDS[kind]})
    return value


def _json(value: Any) -> Any:
    kind = type(value)
    if kind is tuple:
        return [_json(part) for part in value]
    if kind in FIELDS:
        return {name: _json(getattr(value, name)) for name in FIELDS[kind]}
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if kind is datetime else value
