"""The pictures and other media that a ninjs item is, carries or names, with their rights."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wire.formats.json import Record, record, records, string, strings
from wire.formats.media import MEDIA, kind_of
from wire.formats.ninjs_copy import headlines_of, roles_of, standfirst_of
from wire.formats.parsed import ItemKind, ParsedMedia, ParsedRendition
from wire.formats.text import clean, lines, number, plain, unique

DEEPEST = 5  # galleries in galleries


def copyright_of(entry: Record) -> str:
    notice = lines(string(entry, "copyrightnotice", "copyrightNotice"))
    holder = clean(string(entry, "copyrightholder", "copyrightHolder"))
    return notice or (f"© {holder}" if holder else "")


def terms_of(entry: Record) -> str:
    rights = record(entry.get("rightsinfo") or entry.get("rightsInfo"))
    linked = [string(r, "href", "value", "uri") for r in records(rights.get("linkedrights") or rights.get("linkedRights"))]
    return lines("\n".join([*strings(entry.get("usageterms") or entry.get("usageTerms")), *linked]))


def renditions_of(value: Any) -> tuple[ParsedRendition, ...]:
    pairs = value.items() if isinstance(value, dict) else (("", entry) for entry in value) if isinstance(value, list) else ()
    found: list[ParsedRendition] = []
    for role, entry in pairs:
        if isinstance(entry, dict) and (href := clean(string(entry, "href", "url", "src"))):
            found.append(
                ParsedRendition(
                    href=href,
                    mime_type=clean(string(entry, "mimetype", "mimeType", "contenttype", "contentType")),
                    width=number(entry.get("width")),
                    height=number(entry.get("height")),
                    role=clean(string(entry, "name", "role", "usage")) or role,
                )
            )
    return tuple(found)


def medium_of(entry: Record, kind: ItemKind) -> ParsedMedia:
    caption = plain(string(entry, "caption")) or standfirst_of(entry, "")
    return ParsedMedia(
        kind=kind,
        item_id=clean(string(entry, "uri", "urn", "guid", "id")),
        headline=headlines_of(entry)[0],
        caption=caption,
        alt=clean(
            string(entry, "alt", "alttext", "altText", "alt_text", "description_alt", "body_text")
        ),  # Superdesk: body_text
        credit=clean(string(entry, "creditline", "creditLine"))
        or credit_description(entry)
        or clean(string(entry, "byline", "by", "source")),
        byline=clean(string(entry, "byline", "by")),
        copyright_notice=copyright_of(entry),
        usage_terms=terms_of(entry),
        renditions=renditions_of(entry.get("renditions")),
    )


def credit_description(entry: Record) -> str:
    return next((plain(value) for role, _type, value in roles_of(entry, "descriptions", "description") if "credit" in role), "")


def own_media(entry: Record, kind: ItemKind, headline: str, standfirst: str, agency: str) -> tuple[ParsedMedia, ...]:
    if kind in MEDIA and (entry.get("renditions") or standfirst):
        return (medium_of(entry, kind),) if "article_html" not in entry else ()
    return ()


def _associated(entry: Record, depth: int = 0) -> Iterator[Record]:
    """What is associated with an item, and with a gallery among it."""
    for association in records(entry.get("associations")):
        yield association
        if depth < DEEPEST and kind_of(string(association, "type")) is ItemKind.PACKAGE:
            yield from _associated(association, depth + 1)


def associations_of(entry: Record) -> tuple[tuple[ParsedMedia, ...], tuple[str, ...]]:
    """Pictures and the like are media, those of a gallery too; other items are named by their id."""
    media, links = [], []
    for association in _associated(entry):
        kind = kind_of(string(association, "type"))
        renditions = renditions_of(association.get("renditions"))
        if kind is ItemKind.OTHER and renditions:
            kind = kind_of("", renditions[0].mime_type)
        if kind in MEDIA or renditions:
            media.append(medium_of(association, kind))
        elif uri := clean(string(association, "uri", "urn", "guid")):
            links.append(uri)
    links += [clean(uri) for key in ("replacing", "evolvedfrom", "evolvedFrom") for uri in strings(entry.get(key))]
    return tuple(media), unique(links)
