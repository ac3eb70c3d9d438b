"""What a NewsML-G2 item carries inside: its text, whichever of several forms is best, and its media."""

from __future__ import annotations

import re

from lxml import etree

from wire.formats import blocks, nitf_body, paragraphs
from wire.formats.media import Gallery
from wire.formats.parsed import ParsedRendition, Removal
from wire.formats.text import lines, looks_like_html, number, unescape_once, words
from wire.formats.xml import attribute, child, descendants, local, strings, text_of

Element = etree._Element


class Content:
    """The text and media of an item's contentSet."""

    def __init__(self, item: Element) -> None:
        self.gallery = Gallery()
        self.blocks: list[Element] = []
        self.nitf: nitf_body.Body | None = None
        self.removals: list[Removal] = []
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.dateline = ""
        self.embargo = ""
        self.standfirst = ""
        self.renditions: list[ParsedRendition] = []
        content = child(item, "contentSet")
        alternatives: list[tuple[str, str]] = []
        for part in content if content is not None else ():
            name = local(part)
            if name == "inlineXML":
                self._xml(part, alternatives)
            elif name == "inlineData":
                self._data(part, alternatives)
            elif name == "remoteContent":
                self._remote(part)
        self._alternatives(alternatives)

    def _xml(self, part: Element, alternatives: list[tuple[str, str]]) -> None:
        inner = next((e for e in part if local(e)), None)
        if inner is None:
            if text_of(part):
                self._use(blocks.from_html(unescape_once("".join(strings(part)))), alternatives, "inlineXML")
            return
        if local(inner) == "nitf":
            body = nitf_body.read_body(inner)
            if self.blocks or self.nitf:
                alternatives.append(("second text", "\n".join(paragraphs.text_of(b) for b in body.blocks)))
            else:
                self.nitf, self.blocks = body, body.blocks
        elif local(inner) in ("html", "body", "div", "section", "article", "p", "table", "xhtml"):
            self._use(blocks.from_tree(part, self._special), alternatives, "inlineXML")
        else:
            text = lines("\n".join(strings(inner)))
            if text:
                self.removals.append(Removal(text, f"<{local(inner)}> data that is not body text"))
            self.problems.append(f"the content is <{local(inner)}>, which is no text")

    def _data(self, part: Element, alternatives: list[tuple[str, str]]) -> None:
        text = "".join(strings(part))
        if not text.strip() or attribute(part, "encoding"):
            return
        kind = attribute(part, "contenttype")
        text = unescape_once(text)
        role = attribute(part, "rendition") or kind
        if re.search(r"nonpublic|public\Z|note", role) and self.blocks:
            self.notes.append(lines(text))
            self.removals.append(Removal(lines(text), f"inlineData {role}"))
            return
        found = blocks.from_html(text, self._special) if "html" in kind or looks_like_html(text) else paragraphs.from_text(text)
        self._use(found, alternatives, f"inlineData {role}")

    def _use(self, found: list[Element], alternatives: list[tuple[str, str]], role: str) -> None:
        if self.blocks:
            alternatives.append((role, "\n".join(paragraphs.text_of(b) for b in found)))
        else:
            self.blocks = found

    def _alternatives(self, alternatives: list[tuple[str, str]]) -> None:
        """A second form of the same text adds nothing; one that says more is kept where the desk can see it."""
        if not alternatives:
            return
        told = {w.casefold() for b in self.blocks for w in words(paragraphs.text_of(b))}
        for role, text in alternatives:
            if any(w.casefold() not in told for w in words(text)):
                self.removals.append(Removal(text, f"another form of the text ({role})"))

    def _remote(self, part: Element) -> None:
        href = attribute(part, "href") or attribute(part, "residref")
        if href:
            self.renditions.append(
                ParsedRendition(
                    href=href,
                    mime_type=attribute(part, "contenttype"),
                    width=number(attribute(part, "width")),
                    height=number(attribute(part, "height")),
                    role=attribute(part, "rendition"),
                )
            )

    def _special(self, element: Element) -> bool:
        name = local(element).lower()
        if name in ("figure", "img", "picture", "video", "audio"):
            return self.gallery.take(element)
        classes = set((element.get("class") or "").split())
        if name == "header" and local(element.getparent()).lower() == "body":  # type: ignore[arg-type]
            self._header(element)
            return True
        if classes & {"np-nonpublic", "notepad", "closingline"}:
            text = lines("\n".join(paragraphs.text_of(b) for b in blocks.from_tree(element)))
            self.notes.append(text)
            self.removals.append(Removal(text, "not for publication"))
            return True
        if name == "span" and "dateline" in classes and not self.dateline:
            self.dateline = text_of(element)
        if "teaser" in classes and name == "p" and not self.standfirst:
            self.standfirst = text_of(element)
            return True
        return False

    def _header(self, element: Element) -> None:
        """dpa repeats its metadata above the text: headline, slugline, time, embargo."""
        for below in descendants(element, "strong", "p", "div"):
            if "embargoed" in (below.get("class") or ""):
                self.embargo = below.get("data-datetime") or ""
                self.notes.append(text_of(below))
        text = lines("\n".join(paragraphs.text_of(b) for b in blocks.from_tree(element)))
        if text:
            self.removals.append(Removal(text, "head of the text, repeats its fields"))
