"""The pictures, sound and film that an entry of a feed names, each with the caption and credit that stand with it."""

from __future__ import annotations

from lxml import etree

from wire.formats.media import kind_of
from wire.formats.parsed import ItemKind, ParsedMedia, ParsedRendition
from wire.formats.text import clean, number, plain
from wire.formats.xml import attribute, local, text_of

Element = etree._Element


def media_of(told: dict[str, list[Element]]) -> tuple[ParsedMedia, ...]:
    """Every medium once; a small preview is a rendition of the medium it belongs to."""
    found = [_medium([group], told) for group in told.get("media:group", ())]
    found += [_medium([content], told) for content in told.get("media:content", ())]
    thumbnails = [_rendition(element, "thumbnail") for element in told.get("media:thumbnail", ()) if attribute(element, "url")]
    named = {rendition.href for medium in found for rendition in medium.renditions}
    for element in told.get("enclosure", ()):
        href = attribute(element, "url") or attribute(element, "href")
        if href and href not in named:
            named.add(href)
            found.append(_described(kind_of("", attribute(element, "type")), (_rendition(element, ""),), [], told))
    for element in told.get("link", ()):
        href = attribute(element, "href")
        if attribute(element, "rel") == "enclosure" and href and href not in named:
            named.add(href)
            found.append(_described(kind_of("", attribute(element, "type")), (_rendition(element, ""),), [], told))
    for element in told.get("image", ()):
        href = (
            attribute(element, "href")
            or next((text_of(part) for part in element if local(part) == "url"), "")
            or text_of(element)
        )
        if href and href not in named:
            named.add(href)
            found.append(_described(ItemKind.PICTURE, (ParsedRendition(clean(href)),), [element], told))
    if thumbnails and not found:
        found.append(_described(ItemKind.PICTURE, tuple(thumbnails), [], told))
    return tuple(dict.fromkeys(medium for medium in found if medium.renditions or medium.caption or medium.credit))


def _medium(holders: list[Element], told: dict[str, list[Element]]) -> ParsedMedia:
    """A medium in one or several sizes."""
    holder = holders[0]
    parts = [holder] if local(holder) == "content" else [part for part in holder if local(part) == "content"]
    renditions = [_rendition(part, "") for part in parts if attribute(part, "url")]
    previews = [e for part in (holder, *parts) for e in part if local(e) == "thumbnail" and attribute(e, "url")]
    renditions += [_rendition(element, "thumbnail") for element in dict.fromkeys(previews)]
    kind = next((k for part in parts if (k := _kind(part)) is not ItemKind.OTHER), ItemKind.OTHER)
    if kind is ItemKind.OTHER and any(
        r.href.rpartition(".")[2].casefold() in ("jpg", "jpeg", "png", "webp", "gif") for r in renditions
    ):
        kind = ItemKind.PICTURE
    return _described(kind, tuple(renditions), [*parts, *([] if holder in parts else [holder])], told)


def _kind(part: Element) -> ItemKind:
    medium = attribute(part, "medium")
    return kind_of(medium) if medium in ("image", "video", "audio") else kind_of("", attribute(part, "type"))


def _described(
    kind: ItemKind, renditions: tuple[ParsedRendition, ...], holders: list[Element], told: dict[str, list[Element]]
) -> ParsedMedia:
    """What is said inside the medium counts; what is said beside it counts for those that say nothing themselves."""

    def said(name: str) -> str:
        inside = [plain(text_of(part)) for holder in holders for part in holder if local(part) == name and text_of(part)]
        beside = [plain(text_of(part)) for part in told.get(f"media:{name}", ()) if text_of(part)]
        return " / ".join(dict.fromkeys(inside or beside))

    alt = next((attribute(holder, "alt") for holder in holders if attribute(holder, "alt")), "")
    return ParsedMedia(
        kind=kind,
        headline=said("title"),
        caption=said("description") or said("text"),
        alt=alt,
        credit=said("credit"),
        copyright_notice=said("copyright"),
        renditions=renditions,
    )


def _rendition(element: Element, role: str) -> ParsedRendition:
    return ParsedRendition(
        href=clean(attribute(element, "url") or attribute(element, "href")),
        mime_type=attribute(element, "type"),
        width=number(attribute(element, "width")),
        height=number(attribute(element, "height")),
        role=role,
    )
