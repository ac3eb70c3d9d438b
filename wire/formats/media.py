"""Pictures, graphics, sound and film that stand in a body are kept apart from it, with caption, alt text and credit."""

from __future__ import annotations

from lxml import etree

from wire.formats.parsed import ItemKind, ParsedMedia, ParsedRendition, Removal
from wire.formats.text import clean, number
from wire.formats.xml import attribute, children, descendants, local, spaced_text, text_of

Element = etree._Element

MEDIA = (ItemKind.PICTURE, ItemKind.GRAPHIC, ItemKind.VIDEO, ItemKind.AUDIO)
_KINDS = {
    "image": ItemKind.PICTURE,
    "picture": ItemKind.PICTURE,
    "photo": ItemKind.PICTURE,
    "img": ItemKind.PICTURE,
    "figure": ItemKind.PICTURE,
    "graphic": ItemKind.GRAPHIC,
    "graphics": ItemKind.GRAPHIC,
    "animation": ItemKind.GRAPHIC,
    "video": ItemKind.VIDEO,
    "audio": ItemKind.AUDIO,
    "text": ItemKind.TEXT,
    "story": ItemKind.TEXT,
    "composite": ItemKind.PACKAGE,
    "package": ItemKind.PACKAGE,
    "event": ItemKind.EVENT,
    "planning": ItemKind.PLANNING,
    "article": ItemKind.TEXT,
    "component": ItemKind.OTHER,
}


def kind_of(name: str, mime_type: str = "") -> ItemKind:
    """The kind a type word or MIME type names; OTHER for words nobody knows."""
    word = (
        clean(name).casefold().rpartition("/")[2].rpartition(":")[2] if "/" in name or ":" in name else clean(name).casefold()
    )
    if word in _KINDS:
        return _KINDS[word]
    main = (mime_type or name).partition("/")[0].casefold()
    return {"image": ItemKind.PICTURE, "video": ItemKind.VIDEO, "audio": ItemKind.AUDIO}.get(main, ItemKind.OTHER)


class Gallery:
    """Takes media elements out of a body as it is read."""

    def __init__(self) -> None:
        self.found: list[ParsedMedia] = []
        self.removals: list[Removal] = []

    def media(self) -> tuple[ParsedMedia, ...]:
        return tuple(dict.fromkeys(self.found))

    def take(self, element: Element) -> bool:
        """True when the element was media and was taken."""
        name = local(element).lower()
        medium = self._nitf(element) if name == "media" else self._html(element)
        if medium.renditions and all(r.width is not None and r.width <= 2 for r in medium.renditions) and not medium.caption:
            return True  # a counting pixel, not a picture
        if medium.renditions or medium.caption or medium.item_id or medium.alt:
            self.found.append(medium)
            for text in (medium.caption, medium.credit, medium.byline):
                if text:
                    self.removals.append(Removal(text, "media"))
        rest = spaced_text(element)
        told = "".join((medium.caption, medium.credit, medium.byline))
        if rest and "".join(rest.split()) not in "".join(told.split()) and any(w not in told for w in rest.split()):
            self.removals.append(Removal(rest, "media"))
        return True

    def _nitf(self, element: Element) -> ParsedMedia:
        references = list(children(element, "media-reference"))
        metadata = {attribute(m, "name"): attribute(m, "value") for m in children(element, "media-metadata")}
        renditions = tuple(
            ParsedRendition(
                href=attribute(r, "source") or attribute(r, "data-location"),
                mime_type=attribute(r, "mime-type"),
                width=number(attribute(r, "width")),
                height=number(attribute(r, "height")),
                role=attribute(r, "name"),
            )
            for r in references
            if attribute(r, "source") or attribute(r, "data-location")
        )
        mime = renditions[0].mime_type if renditions else ""
        producer = " / ".join(text_of(p) for p in children(element, "media-producer") if text_of(p))
        return ParsedMedia(
            kind=kind_of(attribute(element, "media-type") or "image", mime),
            item_id=metadata.get("media-id") or metadata.get("id") or metadata.get("TransRef") or attribute(element, "id"),
            headline=metadata.get("headline", ""),
            caption="\n".join(text_of(c) for c in children(element, "media-caption") if text_of(c)),
            alt=next((attribute(r, "alternate-text") for r in references if attribute(r, "alternate-text")), ""),
            credit=metadata.get("credit") or producer,
            byline=producer,
            renditions=renditions,
        )

    def _html(self, element: Element) -> ParsedMedia:
        name = local(element).lower()
        sources = [element] if name in ("img", "video", "audio") else []
        sources += list(descendants(element, "img", "video", "audio", "source"))
        seen: dict[str, ParsedRendition] = {}
        for source in sources:
            href = attribute(source, "src") or attribute(source, "source") or attribute(source, "href")
            if href and href not in seen:
                seen[href] = ParsedRendition(
                    href=href,
                    mime_type=attribute(source, "type"),
                    width=number(attribute(source, "width")),
                    height=number(attribute(source, "height")),
                )
        inner = next((local(s).lower() for s in sources if local(s).lower() in ("img", "video", "audio")), name)
        credit = next(
            (
                text_of(e)
                for e in element.iterdescendants()
                if {"byline", "credit", "copyright"} & set((e.get("class") or "").split()) and text_of(e)
            ),
            "",
        )
        caption = " ".join(text_of(c) for c in descendants(element, "figcaption") if text_of(c))
        return ParsedMedia(
            kind=kind_of(inner),
            item_id=next((attribute(s, "data-uri") for s in sources if attribute(s, "data-uri")), ""),
            caption=caption,
            alt=next((attribute(s, "alt") for s in sources if attribute(s, "alt")), ""),
            credit=credit,
            renditions=tuple(seen.values()),
        )
