"""Paragraphs as they are edited: read from plain text, measured, cut at either end, and written as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from wire.formats.text import printable

Element = etree._Element
CELLS = frozenset({"th", "td"})


def from_text(text: str) -> list[Element]:
    """Blocks of plain text: blank lines or indents divide paragraphs, hard line breaks inside them are joined, tables are kept."""
    text = printable(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    if "\n" not in text.strip():
        return [paragraph(" ".join(text.split()))] if text.strip() else []
    raw = text.expandtabs(8).split("\n")
    following = [len(line) - len(line.lstrip()) for line in raw[1:] if line.strip()]
    margin = min(following, default=0)
    rows = [raw[0].strip()] + [line[margin:] if line[:margin].strip() == "" else line for line in raw[1:]]
    hard_wrapped = _is_hard_wrapped(rows)
    groups: list[list[str]] = [[]]
    for index, row in enumerate(rows):
        bare = row.strip()
        indented = len(row) - len(row.lstrip()) >= 2
        starts = indented or bare.startswith(("* ", "- ", "• ", "– ", "— ", "+ ")) or not hard_wrapped or is_table_row(bare)
        if not bare:
            groups.append([])
            continue
        if (
            groups[-1]
            and (starts or is_table_row(groups[-1][-1]))
            and not (is_table_row(bare) and is_table_row(groups[-1][-1]))
        ):
            groups.append([])
        if is_table_row(bare) and index:
            bare = row.rstrip()
        groups[-1].append(bare)
    blocks = []
    for group in groups:
        if len(group) > 1 and all(is_table_row(row) for row in group):
            block = etree.Element("pre")
            block.text = "\n".join(group)
            blocks.append(block)
        elif group:
            blocks.append(paragraph(" ".join(" ".join(group).split())))
    return blocks


def is_table_row(row: str) -> bool:
    """Two or more wide gaps and a figure: a line of a fixed-width table."""
    return len(re.findall(r"\S(?:\s{2,}|\.{3,})(?=\S)", row.strip())) >= 2 and any(character.isdigit() for character in row)


def _is_hard_wrapped(rows: list[str]) -> bool:
    """Lines broken by a machine at one width, rather than one paragraph to a line."""
    full = [len(row.rstrip()) for row in rows if row.strip()]
    return bool(full) and max(full) <= 100


def paragraph(text: str, tag: str = "p") -> Element:
    block = etree.Element(tag)
    block.text = printable(text)
    return block


def text_of(block: Element) -> str:
    """A block's visible text; line breaks and cells are divided by white space."""
    parts: list[str] = []
    for event, node in etree.iterwalk(block, events=("start", "end")):
        name = node.tag
        if event == "start":
            if name == "br":
                parts.append("\n")
            parts.append(node.text or "")
        else:
            if name in ("td", "th", "li", "tr", "p", "caption", "h2", "h3", "blockquote", "ul", "ol"):
                parts.append("\n" if name != "td" else " ")
            if node is not block:
                parts.append(node.tail or "")
    return "".join(parts).strip("\n")


def cut_start(block: Element, length: int) -> None:
    """Takes the first characters of a paragraph's text away, wherever its markup divides them."""
    for node, slot, text in _slots(block):
        if length <= 0:
            break
        if slot == "br":
            length -= 1
            remove_keeping_tail(node)
            continue
        taken = min(length, len(text))
        setattr(node, slot, text[taken:])
        length -= taken
    _drop_empty(block)
    trim(block)


def cut_end(block: Element, start: int) -> None:
    """Takes a paragraph's text from a position on away."""
    position = 0
    for node, slot, text in _slots(block):
        if slot == "br":
            if position >= start:
                remove_keeping_tail(node)
            position += 1
            continue
        setattr(node, slot, text[: max(0, start - position)])
        position += len(text)
    _drop_empty(block)
    trim(block)


def _slots(block: Element) -> list[tuple[Element, str, str]]:
    """The places where a paragraph's text stands, in reading order; a line break counts as one character."""
    slots: list[tuple[Element, str, str]] = []
    for event, node in etree.iterwalk(block, events=("start", "end")):
        if event == "start":
            if node.tag == "br":
                slots.append((node, "br", ""))
            elif node.text:
                slots.append((node, "text", node.text))
        elif node is not block and node.tail:
            slots.append((node, "tail", node.tail))
    return slots


def serialise(blocks: Iterable[Element]) -> str:
    return "\n".join(etree.tostring(block, method="html", encoding="unicode", with_tail=False) for block in blocks)


def is_empty(block: Element) -> bool:
    return not "".join(str(part) for part in block.itertext()).strip(" \t\r\n\xa0\u200b")


def _drop_empty(block: Element) -> None:
    for node in list(block.iterdescendants()):
        if node.tag != "br" and len(node) == 0 and not (node.text or "").strip() and node.tag not in CELLS:
            remove_keeping_tail(node)


def remove_keeping_tail(node: Element) -> None:
    parent = node.getparent()
    if parent is None:
        return
    kept = (node.text or "") + (node.tail or "")
    before = node.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + kept
    else:
        parent.text = (parent.text or "") + kept
    node.tail = None
    parent.remove(node)


def join_hard_breaks(block: Element) -> None:
    """Line breaks that a typesetting machine put after each full line are joined; those of verse and addresses stay."""
    breaks = [child for child in block if child.tag == "br"]
    if block.tag != "p" or not breaks or len(breaks) != len(block):
        return
    rows = [block.text or ""] + [child.tail or "" for child in breaks]
    if all(row.endswith(" ") and 40 <= len(row.strip()) <= 90 for row in rows[:-1]):
        for child in breaks:
            block.remove(child)
        block.text = " ".join(" ".join(rows).split())


def trim(block: Element) -> None:
    if block.tag in ("pre", "table", "ul", "ol", "blockquote"):
        return
    while len(block) and block[-1].tag == "br" and not (block[-1].tail or "").strip():
        block.remove(block[-1])
    while len(block) and block[0].tag == "br" and not (block.text or "").strip():
        block.text = block[0].tail
        block[0].tail = None
        block.remove(block[0])
    if block.text:
        block.text = block.text.lstrip(" \t\n")
    if len(block) and block[-1].tail:
        block[-1].tail = block[-1].tail.rstrip(" \t\n")
    elif block.text and not len(block):
        block.text = block.text.rstrip(" \t\n")
