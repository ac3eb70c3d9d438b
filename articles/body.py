"""A story's body is sanitised HTML made of top-level blocks; the block is the unit of merging, passages and differences."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import nh3
from lxml import etree, html

INLINE = {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span",
          "strong", "sub", "sup", "time", "u"}  # fmt: skip
BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "hr", "figure", "aside", "table",
          "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}  # fmt: skip
TOP_LEVEL = {"p", "h2", "h3", "h4", "ul", "ol", "dl", "blockquote", "pre", "hr", "figure", "aside", "table"}
OF_WORDS = {"p", "h2", "h3", "h4", "pre"}  # blocks that hold words, and no other block
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "abbr": {"title"},
    "time": {"datetime"},
    "aside": {"data-promo"},
    "figure": {"data-photo"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
# Left out with their text, which no reader is meant to see.
WITH_CONTENT = {"script", "style", "template", "noscript", "object", "embed", "iframe", "svg", "math", "title"}
# Characters that neither the parser nor a database takes, and how HTML names a character by its number.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}));?", re.IGNORECASE)
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
DEEPEST = 150
# What stands apart on the page stands apart in plain text too: neither cells of a table nor items of a list are one word.
APART = ("td", "th", "tr", "caption", "li", "dt", "dd", "h2", "h3", "h4", "pre", "br", "p")
NUMBER = re.compile(r"\d{1,12}")


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block: "html" with its markup, "promo" or "photo" with the id of the story or photo it shows."""

    kind: str
    html: str = ""
    ref: int = 0


def clean(markup: str) -> str:
    """Sanitise and normalise: no script, handler or foreign address survives, and every top-level node is a block.

    Stray text becomes paragraphs, wrappers are opened, empty paragraphs go. Cleaning what is clean changes nothing.
    """
    safe = _without_controls(CLEANER.clean(_without_controls(markup)))  # again, for those that were written as numbers
    if _is_too_deep(safe):
        safe = nh3.clean(safe, tags={"p", "br"})  # the parser would drop the words that lie deeper
    return "\n".join(_serialised(element) for element in _top_level(safe))


def clean_line(markup: str) -> str:
    """Plain text of one line, for headlines and credits: no markup, no control characters, single spaces."""
    return " ".join(_without_controls(plain_text(markup) if "<" in markup or "&" in markup else markup).split())


def blocks(body: str) -> list[Block]:
    """The blocks of a clean body, in order."""
    return [_block(element) for element in _fragments(body)]


@functools.lru_cache(maxsize=16)  # who decides on a story asks for its words again and again
def plain_text(markup: str) -> str:
    """The words of a body, a line for each block: for search, digests and summaries."""
    if not markup.strip():
        return ""
    markup = REFERENCE.sub(_printable, _without_controls(markup))
    holder = html.fragment_fromstring(markup, create_parent="div")
    etree.strip_tags(holder, etree.Comment, etree.PI)
    for element in holder.iter(*APART):
        element.text, element.tail = " " + (element.text or ""), " " + (element.tail or "")
    lines = [" ".join(element.text_content().split()) for element in _opened(holder)]
    return "\n".join(line for line in lines if line)


def folded(text: str) -> str:
    """Text as search compares it: without case and accents, with single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(char for char in decomposed if not unicodedata.combining(char)).split())


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name in ("data-promo", "data-photo"):
        return value if NUMBER.fullmatch(value) else None
    if name == "dir":
        return value if value in ("ltr", "rtl", "auto") else None
    if name == "href" and value.strip().replace("\\", "/").startswith("//"):
        return None  # an address without a scheme hides where it leads
    return value


# What it allows is fixed, so it is made once; making it takes as long as cleaning a story.
CLEANER = nh3.Cleaner(
    tags=INLINE | BLOCKS | {"div", "section", "article", "main"},
    attributes=ATTRIBUTES,
    clean_content_tags=WITH_CONTENT,
    url_schemes=SCHEMES,
    link_rel="noopener",
    strip_comments=True,
    attribute_filter=_attribute,
)


def _without_controls(text: str) -> str:
    # What is printable, line ends aside, holds none; looking is quicker than replacing nothing.
    return text if text.replace("\n", " ").isprintable() else CONTROLS.sub("", text)


def _printable(reference: re.Match[str]) -> str:
    """A space for what cannot be printed: with nothing, what stands around it could become another reference."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return " " if 0 < code < 0x110000 and CONTROLS.match(chr(code)) else reference[0]


def _is_too_deep(safe: str) -> bool:
    """Whether sanitised markup is nested deeper than any text of a newsroom."""
    if safe.count("</") <= DEEPEST:
        return False
    depth = 0
    for tag in TAG.finditer(safe):
        depth += -1 if tag[1] else 0 if tag[2] in ("br", "hr") else 1
        if depth > DEEPEST:
            return True
    return False


def _fragments(markup: str) -> list[html.HtmlElement]:
    if not markup.strip():
        return []
    parts = html.fragments_fromstring(markup)
    if parts and isinstance(parts[0], str):
        first = html.Element("p")
        first.text = parts[0]
        parts[0] = first
    return [part for part in parts if isinstance(part.tag, str)]


def _top_level(safe: str) -> Iterator[html.HtmlElement]:
    holder = html.fragment_fromstring(safe, create_parent="div")
    links: list[html.HtmlElement] = list(holder.iter("a"))
    for link in links:
        if link.get("href") is None:
            link.drop_tag()  # its address was refused; its words stay
    yield from _opened(holder)


def _opened(holder: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The holder's content as blocks: loose text and inline elements gather in paragraphs."""
    loose = _with_text(None, holder.text)
    for child in list(holder):
        tag, tail = child.tag, child.tail
        if tail:
            child.tail = None
        if tag in TOP_LEVEL and not (tag in OF_WORDS and _holds_blocks(child)):
            yield from _paragraphs(loose)
            loose = None
            if tag == "p":
                yield from _paragraphs(child)
            elif tag in ("hr", "aside", "figure") or child.text_content().strip():
                yield child
        elif tag not in INLINE or _holds_blocks(child):
            yield from _paragraphs(loose)
            loose = None
            yield from _opened(child)
        else:
            loose = html.Element("p") if loose is None else loose
            loose.append(child)
        loose = _with_text(loose, tail)
    yield from _paragraphs(loose)


def _paragraphs(paragraph: html.HtmlElement | None) -> Iterator[html.HtmlElement]:
    """A paragraph, cut where two line breaks stand for a new one; nothing if it is empty."""
    if paragraph is None:
        return
    if not len(paragraph) or paragraph.find("br") is None:
        if _has_words(paragraph):
            yield _trimmed(paragraph)
        return
    current = html.Element("p", dict(paragraph.attrib))
    current.text = paragraph.text
    children = list(paragraph)
    index = 0
    while index < len(children):
        child = children[index]
        follower = children[index + 1] if index + 1 < len(children) else None
        if child.tag == "br" and not (child.tail or "").strip() and follower is not None and follower.tag == "br":
            if _has_words(current):
                yield _trimmed(current)
            current = html.Element("p", dict(paragraph.attrib))
            current.text = follower.tail
            index += 2
            continue
        current.append(child)
        index += 1
    if _has_words(current):
        yield _trimmed(current)


def _holds_blocks(element: html.HtmlElement) -> bool:
    return len(element) > 0 and any(inner.tag not in INLINE for inner in element.iterdescendants())


def _has_words(element: html.HtmlElement) -> bool:
    return bool((element.text or "").strip() or element.text_content().strip())


def _trimmed(paragraph: html.HtmlElement) -> html.HtmlElement:
    if not len(paragraph):
        text = paragraph.text or ""
        if len(bare := text.strip()) != len(text):
            paragraph.text = bare
        return paragraph
    children = list(paragraph)
    if paragraph.text:
        paragraph.text = paragraph.text.lstrip()
    while children and children[-1].tag == "br" and not (children[-1].tail or "").strip():
        paragraph.remove(children.pop())
    if children:
        children[-1].tail = (children[-1].tail or "").rstrip() or None
    elif paragraph.text:
        paragraph.text = paragraph.text.rstrip()
    return paragraph


def _with_text(loose: html.HtmlElement | None, text: str | None) -> html.HtmlElement | None:
    """The paragraph that loose text gathers in, with more of it; space alone begins none."""
    if not text or (loose is None and text.isspace()):
        return loose
    if loose is None:
        loose = html.Element("p")
    if len(loose):
        loose[-1].tail = (loose[-1].tail or "") + text
    else:
        loose.text = (loose.text or "") + text
    return loose


def _serialised(element: html.HtmlElement) -> str:
    element.tail = None
    return etree.tostring(element, encoding="unicode", method="html").strip()


def _block(element: html.HtmlElement) -> Block:
    if element.tag == "aside" and element.get("data-promo"):
        return Block("promo", ref=int(element.get("data-promo")))
    if element.tag == "figure" and element.get("data-photo"):
        return Block("photo", ref=int(element.get("data-photo")))
    return Block("html", html=_serialised(element))
