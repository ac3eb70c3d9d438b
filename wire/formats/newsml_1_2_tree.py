"""The components of a NewsML 1.2 item as a tree: what each holds of its own, and what it takes from those above it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from wire.formats.media import MEDIA
from wire.formats.parsed import ItemKind, ParsedRendition
from wire.formats.text import looks_like_html, number, plain
from wire.formats.xml import attribute, local, text_of

Element = etree._Element

_ESCAPED = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_KINDS = (
    (re.compile(r"photo|image|picture|jpe?g|gif|png|tiff?\b|bmp", re.IGNORECASE), ItemKind.PICTURE),
    (re.compile(r"graphic|animation|illustrat|svg|infogra", re.IGNORECASE), ItemKind.GRAPHIC),
    (re.compile(r"audio|sound|mpeg3|mp3|wav\b|ogg\b", re.IGNORECASE), ItemKind.AUDIO),
    (re.compile(r"video|film|movie|clip|mpeg4?\b|mp4|wmv|mov\b|flv|quicktime|webm", re.IGNORECASE), ItemKind.VIDEO),
    (re.compile(r"text|nitf|html|plain", re.IGNORECASE), ItemKind.TEXT),
)
_MIME = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".wmv": "video/x-ms-wmv",
    ".pdf": "application/pdf",
}


@dataclass(slots=True)
class Survey:
    """What a component and all in it hold."""

    is_titled: bool
    has_media: bool
    has_story: bool


@dataclass(slots=True, eq=False)
class Component:
    """One NewsComponent with its children by name, and the component it stands in."""

    element: Element
    above: Component | None
    parts: dict[str, list[Element]]
    role: str = ""
    inside: list[Component] = field(default_factory=list)
    survey: Survey | None = None

    def part(self, name: str) -> Element | None:
        found = self.parts.get(name)
        return found[0] if found else None

    def lines(self, name: str) -> list[str]:
        """The news lines of its own with this name; AFP fills an empty one with a dash."""
        news_lines = self.part("NewsLines")
        if news_lines is None:
            return []
        return [line for e in news_lines if local(e) == name and (line := line_of(e)) and line != "-"]

    def upward(self) -> Iterator[Component]:
        found: Component | None = self
        while found is not None:
            yield found
            found = found.above

    def below(self) -> Iterator[Component]:
        yield self
        for component in self.inside:
            yield from component.below()

    def line(self, name: str) -> str:
        """The nearest news line with this name, its own first."""
        return next((lines[0] for component in self.upward() if (lines := component.lines(name))), "")

    def is_titled(self) -> bool:
        return bool(self.lines("HeadLine"))

    def metadata(self, group: str, *names: str) -> Iterator[Element]:
        """The elements with one of these names in a group of metadata, the nearest component's first."""
        for component in self.upward():
            for holder in component.parts.get(group, ()):
                for element in holder:
                    if local(element) in names:
                        yield element

    def contents(self) -> Iterator[Element]:
        yield from self.parts.get("ContentItem", ())


def tree(element: Element, above: Component | None = None) -> Component:
    """A NewsComponent and those in it. An item nested in it is an item of its own and is left out."""
    parts = parts_of(element)
    found = Component(element, above, parts, formal_name(parts.get("Role", [None])[0]))
    found.inside = [tree(inner, found) for inner in parts.get("NewsComponent", ())]
    return found


def parts_of(element: Element) -> dict[str, list[Element]]:
    """An element's children by name; TASS writes DescriptiveMetada."""
    parts: dict[str, list[Element]] = {}
    for part in element:
        name = local(part)
        parts.setdefault("DescriptiveMetadata" if name == "DescriptiveMetada" else name, []).append(part)
    return parts


def formal_name(element: Element | None) -> str:
    """A coded value: as attribute where the standard has it, or as text where some put it."""
    return "" if element is None else attribute(element, "FormalName") or text_of(element)


def line_of(element: Element) -> str:
    """A line's text, without markup that was escaped on its way."""
    text = text_of(element)
    if "<" in text and looks_like_html(text):
        return plain(text)
    return " ".join(html.unescape(text).split()) if "&" in text and _ESCAPED.search(text) else text


def party(element: Element | None) -> str:
    """The name of the first party in an element that has one."""
    if element is None:
        return ""
    return next((name for e in element if local(e) == "Party" and (name := " ".join(attribute(e, "FormalName").split()))), "")


def properties(elements: list[Element]) -> dict[str, str]:
    """The named values in some elements; the first of a name counts."""
    found: dict[str, str] = {}
    for element in elements:
        for part in element:
            if local(part) == "Property" and (value := attribute(part, "Value")) not in ("", "-"):
                found.setdefault(attribute(part, "FormalName"), " ".join(value.split()))
    return found


def kind_of_content(content: Element, component: Component) -> ItemKind:
    """Text, a kind of medium, or OTHER: from the types named, else from the file's name. A component may name its class."""
    parts = parts_of(content)
    href = attribute(content, "Href")
    if not href and ("DataContent" in parts or "Encoding" in parts):
        named = formal_name(parts.get("MediaType", [None])[0])
        found = _kind(named)
        return found if found in MEDIA and "Encoding" in parts else ItemKind.TEXT
    if any(len(data) or (data.text or "").strip() for data in parts.get("DataContent", ())):
        return ItemKind.TEXT
    mime = formal_name(parts.get("MimeType", [None])[0])
    for word in (
        formal_name(parts.get("MediaType", [None])[0]),
        properties(component.parts.get("DescriptiveMetadata", [])).get("ComponentClass", ""),
        "" if mime.startswith("application") else mime,
        formal_name(parts.get("Format", [None])[0]),
        _MIME.get(PurePosixPath(href.partition("?")[0]).suffix.lower(), ""),
        component.role,
    ):
        if (found := _kind(word)) is not ItemKind.OTHER:
            return found
    return ItemKind.OTHER


def rendition(content: Element, component: Component) -> ParsedRendition:
    """One form of a medium, with the name that its agency gives the form."""
    parts = parts_of(content)
    href = attribute(content, "Href")
    facts = properties(parts.get("Characteristics", []))
    sent = formal_name(parts.get("MimeType", [None])[0])
    return ParsedRendition(
        href=href,
        mime_type=sent if "/" in sent else _MIME.get(PurePosixPath(href.partition("?")[0]).suffix.lower(), ""),
        width=number(facts.get("Width") or facts.get("PixelWidth")),
        height=number(facts.get("Height") or facts.get("PixelHeight")),
        role=facts.get("ImageUse") or component.role or formal_name(parts.get("Format", [None])[0]),
    )


def _kind(word: str) -> ItemKind:
    return next((kind for pattern, kind in _KINDS if pattern.search(word)), ItemKind.OTHER) if word else ItemKind.OTHER


def names_medium(role: str) -> bool:
    """Whether a component's role says that it is a picture, a recording or a film."""
    return _kind(role) in MEDIA
