"""The body of a NITF document, alone or inside another format's envelope: head, content and end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from wire.formats import blocks, bylines, paragraphs
from wire.formats.media import Gallery
from wire.formats.parsed import ParsedMedia, Removal
from wire.formats.text import clean, lines, unique
from wire.formats.xml import attribute, child, children, descendants, local, spaced_text, text_of

Element = etree._Element


@dataclass(slots=True)
class Body:
    """What a NITF body gives, alone or inside another format's envelope."""

    headline: str
    subheadlines: tuple[str, ...]
    bylines: tuple[str, ...]
    byline_as_standfirst: str
    standfirst: str
    dateline: str
    distributor: str
    blocks: list[Element]
    media: tuple[ParsedMedia, ...]
    notes: list[str]
    tagline: list[str]
    rights: str
    removals: list[Removal]


def read_body(root: Element) -> Body:
    """Reads a NITF element's body: its head, content and end."""
    body = child(root, "body")
    head = child(body, "body.head")
    gallery = Gallery()
    notes: list[str] = []
    removals: list[Removal] = []

    def special(element: Element) -> bool:
        name = local(element)
        if name == "note":
            _note(element, notes, removals)
            return True
        if name in ("media", "figure", "img", "picture", "video", "audio"):
            return gallery.take(element)
        if name in ("lang", "story.date", "media-reference"):
            return not text_of(element)
        return False

    headlines = [text_of(h) for h in descendants(head, "hl1", "hl2", "hl3", "hl4", "hl5") if text_of(h)]
    heading = child(head, "hedline")
    heading = heading if heading is not None else child(head, "headline")
    headline = text_of(next(descendants(heading, "hl1"), None)) or (headlines[0] if headlines else text_of(heading))
    byline_elements = list(children(head, "byline"))
    names: list[str] = []
    byline_as_standfirst = ""
    for element in byline_elements:
        sent = _byline(element)
        if bylines.are_names(sent):
            names.extend(bylines.names(sent))
        elif sent and not bylines.are_initials(sent):
            byline_as_standfirst = sent
        whole = spaced_text(element)
        if sent and whole and whole != byline_as_standfirst and whole not in names:
            removals.append(Removal(whole, "byline"))
    abstracts: list[str] = []
    for element in children(head, "abstract"):
        abstracts.extend(paragraphs.text_of(block) for block in blocks.from_tree(element, special))
    for element in children(head, "note"):
        _note(element, notes, removals)
    content: list[Element] = []
    ends: list[Element] = []
    tagline: list[str] = []
    loose = paragraphs.from_text(body.text or "") if body is not None else []
    for part in list(body) if body is not None else ():  # a part that is moved away ends a live walk
        name = local(part)
        content.extend(loose)
        loose = paragraphs.from_text(part.tail or "")
        if name == "body.content":
            content.extend(blocks.from_tree(part, special))
        elif name and not name.startswith("body."):
            wrapper = etree.Element("div")
            wrapper.append(part)
            part.tail = None
            content.extend(blocks.from_tree(wrapper, special))
        elif name == "body.end":
            for element in list(part):
                if local(element) == "tagline":
                    tagline.append(text_of(element))
                elif local(element) == "note":
                    _note(element, notes, removals)
                else:
                    wrapper = etree.Element("div")
                    wrapper.append(element)
                    ends.extend(blocks.from_tree(wrapper, special))
    return Body(
        headline=headline,
        subheadlines=unique(h for h in headlines if h != headline),
        bylines=unique(names),
        byline_as_standfirst=byline_as_standfirst,
        standfirst=clean(" ".join(abstracts)),
        dateline=_dateline(child(head, "dateline")),
        distributor=text_of(child(head, "distributor")),
        blocks=content + loose + ends,
        media=gallery.media(),
        notes=notes,
        tagline=[line for line in tagline if line],
        rights=spaced_text(child(head, "rights")) or text_of(child(head, "rights.owner")),
        removals=removals + gallery.removals,
    )


def _byline(element: Element) -> str:
    """A byline without the writer's title, which stands in an element of its own."""
    parts = [element.text or ""]
    for part in element:
        if local(part) not in ("byttl", "org", "location"):
            parts.append(text_of(part))
        parts.append(part.tail or "")
    return clean(" ".join(parts))


def _note(element: Element, notes: list[str], removals: list[Removal]) -> None:
    text = lines("\n".join(paragraphs.text_of(block) for block in blocks.from_tree(element)))
    if not text:
        return
    notes.append(text)
    kind = attribute(element, "noteclass") or attribute(element, "type") or "note"
    removals.append(Removal(text, f"note to editors ({kind})"))


def _dateline(element: Element | None) -> str:
    if element is None:
        return ""
    parts = [element.text or ""]
    for part in element:
        if local(part) == "location" and len(part) and not (part.text or "").strip(" ,\n\t"):
            names = [text_of(p).strip(" ,") for p in part if text_of(p)]
            parts.append(", ".join(names) if all(not (p.tail or "").strip() for p in part) else text_of(part))
        elif local(part) != "story.date":
            parts.append(text_of(part))
        parts.append(part.tail or "")
    return re.sub(r"\s+,", ",", clean(" ".join(parts)))
