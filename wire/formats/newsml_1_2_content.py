"""What the components of a NewsML 1.2 item say: stories with their texts, and media with their captions."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field

from lxml import etree

from wire.formats import blocks, nitf_body, paragraphs
from wire.formats.media import MEDIA, Gallery
from wire.formats.newsml_1_2_tree import Component, Survey, kind_of_content, names_medium, parts_of, rendition
from wire.formats.parsed import ItemKind, ParsedRendition, Removal, UnreadableMessage
from wire.formats.text import lines, looks_like_html, unescape_once, words
from wire.formats.xml import attribute, descendants, local, parse_xml, spaced_text, strings

Element = etree._Element

_INLINE = {
    "em",
    "i",
    "strong",
    "b",
    "a",
    "span",
    "sub",
    "sup",
    "lang",
    "bdo",
    "q",
    "cite",
    "s",
    "del",
    "br",
    "u",
    "font",
    "small",
}
_MARKUP = (
    _INLINE
    | blocks.BLOCK_NAMES
    | {"li", "tr", "td", "th", "thead", "tbody", "head", "title", "style", "script", "link", "meta"}
)
_NITF = re.compile(r"\A(?:<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|\s)*<(?:\w{1,10}:)?nitf\b")
_FIRST_TAG = re.compile(r"<([A-Za-z][\w.-]*)")
_CAPTION = re.compile(r"\A(?:caption|legend|title|head-?line|\w*description|keywords?|metadata)\Z", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Text:
    """One text of an item, in whatever form it came."""

    component: Component
    role: str
    blocks: list[Element] = field(default_factory=list)
    nitf: nitf_body.Body | None = None
    head: Element | None = None  # of the NITF document
    gallery: Gallery = field(default_factory=Gallery)
    notes: list[str] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        return [word.casefold() for block in self.blocks for word in words(paragraphs.text_of(block))]

    def plain(self) -> str:
        return lines("\n".join(paragraphs.text_of(block) for block in self.blocks))

    def is_empty(self) -> bool:
        return not (self.blocks or self.removals or self.notes or self.gallery.found or (self.nitf and self.nitf.headline))


@dataclass(slots=True, eq=False)
class Medium:
    """A picture, graphic, recording or film with all the forms it comes in, and the texts that belong to it."""

    component: Component
    kind: ItemKind
    renditions: tuple[ParsedRendition, ...]
    texts: list[Text] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Contents:
    """All that an item's components hold."""

    texts: list[Text] = field(default_factory=list)
    media: list[Medium] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read(component: Component) -> Contents:
    """Media are told from stories by what stands together; nothing is told by position."""
    found = Contents()
    _collect(component, found)
    return found


def _collect(component: Component, found: Contents) -> None:
    if _is_medium(component):
        contents = [(c, owner) for owner in component.below() for c in owner.contents()]
        texts = [_text(c, owner) for c, owner in contents if kind_of_content(c, owner) is ItemKind.TEXT]
        found.media.append(_medium(component, contents, [text for text in texts if not text.is_empty()]))
        return
    loose: list[tuple[Element, Component]] = []
    for content in component.contents():
        if kind_of_content(content, component) is ItemKind.TEXT and not _is_only_named(content):
            text = _text(content, component)
            if not text.is_empty():
                found.texts.append(text)
        elif attribute(content, "Href"):
            if kind_of_content(content, component) is ItemKind.TEXT:
                found.problems.append("a text is only named by its address, and was not sent")
            loose.append((content, component))
        elif "Encoding" in parts_of(content):
            found.problems.append("a file is inside the message, in a coded form that is not read")
    if loose:
        found.media.append(_medium(component, loose, []))
    for inner in component.inside:
        _collect(inner, found)


def _is_only_named(content: Element) -> bool:
    parts = parts_of(content)
    return "DataContent" not in parts and "Encoding" not in parts


def _is_medium(component: Component) -> bool:
    """A component whose files are forms of one medium: what text it has is a caption, or its role says what it is."""
    if any(_survey(inner).is_titled for inner in component.inside):
        return False
    found = _survey(component)
    return found.has_media and (not found.has_story or names_medium(component.role))


def _survey(component: Component) -> Survey:
    """What a component and those in it hold, looked at once."""
    if component.survey is None:
        inside = [_survey(inner) for inner in component.inside]
        kinds = [(content, kind_of_content(content, component)) for content in component.contents()]
        texts = [] if _CAPTION.match(component.role) else [c for c, kind in kinds if kind is ItemKind.TEXT]
        component.survey = Survey(
            is_titled=component.is_titled() or any(s.is_titled for s in inside),
            has_media=any(k in MEDIA and attribute(c, "Href") for c, k in kinds) or any(s.has_media for s in inside),
            has_story=any(_has_words(content) for content in texts) or any(s.has_story for s in inside),
        )
    return component.survey


def _has_words(content: Element) -> bool:
    return any(not part.isspace() for data in descendants(content, "DataContent") for part in strings(data))


def _medium(component: Component, contents: list[tuple[Element, Component]], texts: list[Text]) -> Medium:
    files = [(content, owner) for content, owner in contents if attribute(content, "Href")]
    kinds = [kind_of_content(content, owner) for content, owner in files]
    # A film comes with a still picture and a thumbnail; it remains a film.
    kind = next((k for k in (ItemKind.VIDEO, ItemKind.AUDIO, ItemKind.GRAPHIC, ItemKind.PICTURE) if k in kinds), ItemKind.OTHER)
    return Medium(component, kind, tuple(rendition(content, owner) for content, owner in files), texts)


def _text(content: Element, component: Component) -> Text:
    """Reads a ContentItem's text, be it NITF, HTML, plain, escaped or coded."""
    text = Text(component, component.role)
    if re.search(r"stylesheet", component.role, re.IGNORECASE):
        return text  # layout, not words
    for part in content:
        name = local(part)
        if name == "DataContent":
            _data(part, text)
        elif name == "Encoding":
            _coded(part, text)
        elif name == "Comment" and (note := " ".join("".join(strings(part)).split())):
            text.notes.append(note)
            text.removals.append(Removal(note, "comment"))
    return text


def _data(data: Element, text: Text) -> None:
    first = next((e for e in data if local(e)), None)
    if first is None:
        _markup("".join(strings(data)), text)
    elif local(first) == "nitf":
        _nitf(first, text)
        for other in data:
            if other is not first and (rest := spaced_text(other)):
                text.removals.append(Removal(rest, "another form of the text"))
    elif local(first).lower() in _MARKUP:
        text.blocks.extend(blocks.from_tree(data, _special(text)))
    else:
        _keep_data(first, spaced_text(data), text)


def _nitf(element: Element, text: Text) -> None:
    text.nitf = nitf_body.read_body(element)
    text.head = element
    text.blocks.extend(text.nitf.blocks)


def _markup(sent: str, text: Text) -> None:
    """Character data: NITF or HTML that was wrapped or escaped, plain text, or data of some other kind."""
    if not sent.strip():
        return
    if _NITF.match(sent):
        try:
            _nitf(parse_xml(sent), text)
            return
        except UnreadableMessage as error:
            text.problems.append(f"the NITF inside is broken and was read as it stands: {error}")
    sent = unescape_once(sent)
    first = _FIRST_TAG.search(sent) if looks_like_html(sent) else None
    if first is None:
        text.blocks.extend(paragraphs.from_text(sent))
        return
    if first[1].lower() not in _MARKUP and sent.lstrip().startswith("<"):
        try:
            root = parse_xml(f"<data>{sent}</data>")
        except UnreadableMessage:
            root = None
        if root is not None:
            _keep_data(root[0], spaced_text(root), text)
            return
    text.blocks.extend(blocks.from_html(sent, _special(text)))


def _keep_data(element: Element, told: str, text: Text) -> None:
    """Results, prices and other data are no text to print, but the desk must see that they are there."""
    if told:
        text.removals.append(Removal(told, f"<{local(element)}> data that is not body text"))
    text.problems.append(f"the content is <{local(element)}>, which is no text")


def _coded(encoding: Element, text: Text) -> None:
    """Base64 around a text is taken off; other codings, and files in them, stay in the message."""
    data = next(descendants(encoding, "DataContent"), None)
    sent = "".join(strings(data)) if data is not None else ""
    if not sent.strip():
        return
    if attribute(encoding, "Notation").casefold().rpartition(":")[2] not in ("base64", "b64"):
        text.problems.append("the text is in a coded form that is not read")
        text.removals.append(Removal(lines(sent), "coded text"))
        return
    try:
        _markup(base64.b64decode("".join(sent.split()), validate=True).decode("utf-8"), text)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        text.problems.append("the text is in a coded form that is not read")
        text.removals.append(Removal(lines(sent), "coded text"))


def _special(text: Text) -> blocks.Special:
    def special(element: Element) -> bool:
        name = local(element).lower()
        if name in ("media", "figure", "img", "picture", "video", "audio"):
            return text.gallery.take(element)
        if name == "note" or set((element.get("class") or "").split()) & {"np-nonpublic", "notepad", "nonpublic", "ednote"}:
            note = lines("\n".join(paragraphs.text_of(block) for block in blocks.from_tree(element)))
            if note:
                text.notes.append(note)
                text.removals.append(Removal(note, "note to editors"))
            return True
        return False

    return special


def overlap(one: list[str], other: list[str]) -> float:
    """How much of the shorter of two texts is said in the longer."""
    shorter, longer = sorted((set(one), set(other)), key=len)
    return len(shorter & longer) / len(shorter) if shorter else 1.0
