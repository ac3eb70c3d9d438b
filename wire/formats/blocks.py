"""A story's body becomes a flat run of paragraphs, headings, lists, quotations and tables, whatever markup brought it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml import etree
from lxml import html as lxml_html

from wire.formats.paragraphs import CELLS, Element, from_text, is_empty, join_hard_breaks, paragraph, remove_keeping_tail, trim
from wire.formats.text import printable_markup
from wire.formats.xml import html_name

DEEPEST = 150

_INLINE = {
    "em": "em",
    "i": "em",
    "strong": "strong",
    "b": "strong",
    "a": "a",
    "span": "span",
    "sub": "sub",
    "sup": "sup",
    "lang": "span",
    "bdo": "bdo",
    "q": "q",
    "cite": "cite",
    "s": "s",
    "del": "s",
}
_HEADINGS = {
    "h1": "h2",
    "hl1": "h2",
    "h2": "h2",
    "hl2": "h2",
    "h3": "h3",
    "hl3": "h3",
    "h4": "h3",
    "hl4": "h3",
    "h5": "h3",
    "h6": "h3",
    "hl5": "h3",
    "dt": "h3",
}
_PARAGRAPHS = {"p", "address", "dd", "summary", "legend", "fn"}
_SILENT = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "link",
    "meta",
    "title",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "form",
    "input",
    "button",
    "select",
}
_MEDIA = {"media", "figure", "img", "picture", "video", "audio", "nitf-media"}
_ROWS = {"thead", "tbody", "tfoot", "tr", "caption", "nitf-col", "col", "colgroup", "nitf-colgroup"}
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SPAN_ATTRIBUTES = ("colspan", "rowspan", "align", "scope")
BLOCK_NAMES = (
    set(_HEADINGS)
    | _PARAGRAPHS
    | _MEDIA
    | {
        "ul",
        "ol",
        "dl",
        "table",
        "pre",
        "blockquote",
        "bq",
        "div",
        "section",
        "article",
        "aside",
        "header",
        "footer",
        "main",
        "nav",
        "block",
        "body",
        "html",
        "body.content",
        "body.end",
        "hr",
        "fn",
        "nitf-table",
        "details",
        "fieldset",
        "center",
        "figcaption",
        "hedline",
        "tagline",
        "bibliography",
        "content",
        "note",
    }
)

# A paragraph that is itself escaped markup. Embeds are left as they were sent: unescaped, they would be script.
_ESCAPED = re.compile(r"\A\s*<(?:p|br|h[1-6]|ul|ol|table|strong|b|em|i|a)\b(?!.*<script).*>\s*\Z", re.IGNORECASE | re.DOTALL)

Special = Callable[[Element], bool]


def from_html(markup: str, special: Special | None = None) -> list[Element]:
    """Blocks of an HTML fragment or page, however broken."""
    markup = printable_markup(markup)
    if not markup.strip():
        return []
    parser = lxml_html.HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(f"<div>{markup}</div>".encode(errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or _too_deep(root):
        return [paragraph(" ".join(re.sub(r"<[^>]*>", " ", markup).split()))]
    return from_tree(root, special)


def from_tree(root: Element, special: Special | None = None) -> list[Element]:
    """Blocks of an HTML or NITF element. special(element) is asked first; where it answers True, it took the element away."""
    builder = _Builder(special)
    builder.inside(root)
    builder.close()
    return builder.blocks


def _too_deep(root: Element) -> bool:
    level = 0
    for event, _node in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        if level > DEEPEST:
            return True
    return False


class _Builder:
    """Walks markup and keeps what is printed: blocks as blocks, everything else as text in the paragraph it stands in."""

    def __init__(self, special: Special | None) -> None:
        self.special = special
        self.blocks: list[Element] = []
        self.open: Element | None = None  # the paragraph that loose text goes to
        self.quoted = False

    def inside(self, element: Element) -> None:
        self.loose(element.text)
        for child in element:
            self.node(child)
            self.loose(child.tail)

    def node(self, element: Element) -> None:
        name = html_name(element)
        if not name or name in _SILENT:
            return
        if self.special is not None and self.special(element):
            return
        if name in _MEDIA:
            self.inside(element)
        elif name in _HEADINGS:
            self.flow(element, _HEADINGS[name])
        elif name in _PARAGRAPHS:
            self.flow(element, "p")
        elif name in ("ul", "ol"):
            self.close()
            self.add(self.list(element, name))
        elif name == "frac":
            self.loose(_fraction(element))
        elif name == "table" or (name == "nitf-table" and not any(html_name(part) == "table" for part in element)):
            self.close()
            self.add(self.table(element))
        elif name == "pre":
            self.close()
            block = etree.Element("pre")
            block.text = "".join(str(part) for part in element.itertext()).strip("\n")
            self.add(block)
        elif name in ("blockquote", "bq"):
            self.quote(element)
        elif name == "hr":
            self.close()
        elif name == "br":
            self.break_line()
        elif name in BLOCK_NAMES or _holds_blocks(element):
            self.close()
            self.inside(element)
            self.close()
        else:
            self.inline(element)

    def flow(self, element: Element, tag: str) -> None:
        """A paragraph or heading; blocks wrongly put inside one come out beside it."""
        self.close()
        lang = element.get(_XML_LANG) or element.get("lang")
        holds_others = len(element) > 0
        if holds_others and _holds_blocks(element):
            self.inside(element)
            self.close()
            return
        text = element.text or ""
        if not holds_others and "<" in text and _ESCAPED.match(text):
            for block in from_html(text, self.special):
                self.add(block)
            return
        if not holds_others and tag == "p" and "\n" in text and "\n" in text.strip():
            for block in from_text(text):
                self.add(block)
            return
        self.open = etree.Element(tag)
        if lang:
            self.open.set("lang", lang)
        self.inside(element)
        self.close()

    def quote(self, element: Element) -> None:
        self.close()
        inner = _Builder(self.special)
        inner.inside(element)
        inner.close()
        block = etree.Element("blockquote")
        block.extend(inner.blocks)
        self.add(block)

    def list(self, element: Element, tag: str) -> Element:
        block = etree.Element(tag)
        for child in element:
            name = html_name(child)
            if not name or (self.special is not None and self.special(child)):
                continue
            if name in ("ul", "ol"):
                (block[-1] if len(block) else etree.SubElement(block, "li")).append(self.list(child, name))
                continue
            item = etree.SubElement(block, "li")
            inner = _Builder(self.special)
            if name == "li":
                inner.inside(child)
            else:
                inner.node(child)
            inner.close()
            self.fill(item, inner.blocks)
            if child.tail and child.tail.strip():
                etree.SubElement(block, "li").text = child.tail.strip()
        if element.text and element.text.strip():
            loose = etree.Element("li")
            loose.text = element.text.strip()
            block.insert(0, loose)
        return block

    def table(self, element: Element) -> Element:
        block = etree.Element("table")
        self.rows(element, block)
        return block

    def rows(self, source: Element, target: Element) -> None:
        for child in source:
            name = html_name(child)
            if not name or name in _SILENT or (self.special is not None and self.special(child)):
                continue
            if name in CELLS:
                cell = etree.SubElement(target, name)
                for attribute in _SPAN_ATTRIBUTES:
                    if child.get(attribute):
                        cell.set(attribute, str(child.get(attribute)))
                inner = _Builder(self.special)
                inner.inside(child)
                inner.close()
                self.fill(cell, inner.blocks)
            elif name == "caption":
                etree.SubElement(target, "caption").text = " ".join("".join(str(p) for p in child.itertext()).split())
            elif name in _ROWS:
                self.rows(child, etree.SubElement(target, name) if name in ("thead", "tbody", "tfoot", "tr") else target)
            else:
                inner = _Builder(self.special)
                inner.node(child)
                inner.close()
                if inner.blocks:
                    row = etree.SubElement(target, "tr") if target.tag != "tr" else target
                    self.fill(etree.SubElement(row, "td"), inner.blocks)

    def fill(self, target: Element, blocks: Iterable[Element]) -> None:
        """Paragraphs inside a cell or list item become lines of it; lists and tables stay."""
        for index, block in enumerate(blocks):
            if block.tag in ("p", "h2", "h3"):
                if index:
                    etree.SubElement(target, "br")
                holder = target if block.tag == "p" else etree.SubElement(target, "strong")
                self.put(holder, block.text)
                holder.extend(list(block))
            else:
                block.tail = None
                target.append(block)

    def inline(self, element: Element) -> None:
        name = html_name(element)
        tag = _INLINE.get(name)
        attributes = _kept_attributes(element, tag)
        if tag is None or (tag in ("span", "a", "bdo") and not attributes):
            self.inside(element)
            return
        if self.open is None:
            self.open = etree.Element("p")
        outer = self.open
        holder = etree.SubElement(outer, tag, attributes)
        self.open = holder
        self.inside(element)
        self.open = outer
        if not holder.text and not len(holder):
            remove_keeping_tail(holder)

    def loose(self, text: str | None) -> None:
        if not text:
            return
        if self.open is None:
            if not text.strip():
                return
            if "\n" in text.strip() and len(text) > 400 and re.search(r"\n\s*\n|\n {2,}\S", text):
                for block in from_text(text):
                    self.add(block)
                return
            self.open = etree.Element("p")
        self.put(self.open, _squeezed(text))

    def put(self, holder: Element, text: str | None) -> None:
        if not text:
            return
        last = next(holder.iterchildren(reversed=True), None)  # len() of an element counts all its children
        if last is not None:
            last.tail = (last.tail or "") + text
        else:
            holder.text = (holder.text or "") + text

    def break_line(self) -> None:
        if self.open is not None:
            etree.SubElement(self.open, "br")

    def close(self) -> None:
        block, self.open = self.open, None
        if block is not None:
            self.add(block)

    def add(self, block: Element) -> None:
        join_hard_breaks(block)
        trim(block)
        if not is_empty(block):
            self.blocks.append(block)


def _fraction(element: Element) -> str:
    """NITF's 1 and 2 of a half: "12" would be another number."""
    parts = [" ".join("".join(str(part) for part in child.itertext()).split()) for child in element if html_name(child)]
    if len(parts) == 2:
        parts.insert(1, "/")
    before = (element.text or "").strip()
    return f"{before}{''.join(part or '/' for part in parts)}"


def _squeezed(text: str) -> str:
    if "  " in text or "\n" in text or "\t" in text or "\r" in text or "\f" in text:
        return _SPACES.sub(" ", text)
    return text


def _kept_attributes(element: Element, tag: str | None) -> dict[str, str]:
    kept = {}
    lang = element.get(_XML_LANG) or element.get("lang") or element.get("iso-lang")
    if lang:
        kept["lang"] = str(lang)
    if element.get("dir"):
        kept["dir"] = str(element.get("dir"))
    if tag == "a" and element.get("href"):
        kept["href"] = str(element.get("href")).strip()
    return kept


def _holds_blocks(element: Element) -> bool:
    return any(html_name(below) in BLOCK_NAMES for below in element.iterdescendants())
