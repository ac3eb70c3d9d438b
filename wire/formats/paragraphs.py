"""Paragraphs as they are edited: read from plain text, measured, cut at either end, and written as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from wire.formats.text import printable

Element = etree._Element
CELLS = frozenset({"th", "td"})
_BLANK = " \t\r\n\xa0\u200b"
_WIDE_GAP = re.compile(r"[^\s.!?:;,\"”)]\s{2,}\S")


def from_text(text: str) -> list[Element]:
    """Blank lines, indents and bullets divide paragraphs of plain text; hard line breaks are joined, tables keep theirs."""
    text = printable(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    if "\n" not in text.strip():
        return [paragraph(" ".join(text.split()))] if text.strip() else []
    raw = text.expandtabs(8).split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in raw[1:] if line.strip()), default=0)
    rows = [raw[0].strip()] + [line[margin:] if line[:margin].strip() == "" else line for line in raw[1:]]
    hard_wrapped = max(len(row.rstrip()) for row in rows) <= 100  # else each line is a paragraph
    blocks: list[Element] = []
    for stanza in _stanzas(rows):
        table = [index for index, row in enumerate(stanza) if is_table_row(row)]
        if len(table) >= 2 and len(table) * 3 >= len(stanza):
            blocks.extend(_prose(stanza[: table[0]], hard_wrapped))
            blocks.append(paragraph("\n".join(row.rstrip() for row in stanza[table[0] :]), "pre"))
        elif len(stanza) >= 3 and all(len(row.strip()) <= 45 and not row.startswith("  ") for row in stanza):
            blocks.append(_broken_lines(stanza))
        else:
            blocks.extend(_prose(stanza, hard_wrapped))
    return blocks


def _stanzas(rows: list[str]) -> list[list[str]]:
    stanzas: list[list[str]] = [[]]
    for row in rows:
        if row.strip():
            stanzas[-1].append(row)
        elif stanzas[-1]:
            stanzas.append([])
    return [stanza for stanza in stanzas if stanza]


def _prose(rows: list[str], hard_wrapped: bool) -> list[Element]:
    groups: list[list[str]] = []
    for row in rows:
        starts = len(row) - len(row.lstrip()) >= 2 or row.strip().startswith(("* ", "- ", "• ", "– ", "— ", "+ "))
        if not groups or starts or not hard_wrapped:
            groups.append([])
        groups[-1].append(row)
    return [paragraph(" ".join(" ".join(group).split())) for group in groups]


def _broken_lines(rows: list[str]) -> Element:
    """Verse, addresses, results: short lines stay lines."""
    block = paragraph(" ".join(rows[0].split()))
    for row in rows[1:]:
        etree.SubElement(block, "br").tail = " ".join(row.split())
    return block


def is_table_row(row: str) -> bool:
    """A line of a fixed-width table: columns divided by wide gaps (not the two spaces a typist puts after a full stop)."""
    return _WIDE_GAP.search(row.strip()) is not None


def paragraph(text: str, tag: str = "p") -> Element:
    block = etree.Element(tag)
    block.text = printable(text)
    return block


def text_of(block: Element) -> str:
    """A block's visible text; line breaks and cells are divided by white space."""
    if not len(block) and block.tag != "td":
        return (block.text or "").strip("\n")
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
    breaks = []
    for node, slot, text in _slots(block):
        if length <= 0:
            break
        if slot == "br":
            breaks.append(node)
            length -= 1
            continue
        taken = min(length, len(text))
        setattr(node, slot, text[taken:])
        length -= taken
    _tidy(block, breaks)


def cut_end(block: Element, start: int) -> None:
    """Takes a paragraph's text from a position on away."""
    breaks = []
    position = 0
    for node, slot, text in _slots(block):
        if slot == "br":
            if position >= start:
                breaks.append(node)
            position += 1
            continue
        setattr(node, slot, text[: max(0, start - position)])
        position += len(text)
    _tidy(block, breaks)


def _tidy(block: Element, breaks: list[Element]) -> None:
    for node in breaks:
        remove_keeping_tail(node)
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
    if block.text and block.text.strip(_BLANK):
        return False
    return not "".join(str(part) for part in block.itertext()).strip(_BLANK)


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
    if block.tag != "p" or not len(block):
        return
    breaks = [child for child in block if child.tag == "br"]
    if not breaks or len(breaks) != len(block):
        return
    rows = [block.text or ""] + [child.tail or "" for child in breaks]
    if all(row.endswith(" ") and 40 <= len(row.strip()) <= 90 for row in rows[:-1]):
        for child in breaks:
            block.remove(child)
        block.text = " ".join(" ".join(rows).split())


def trim(block: Element) -> None:
    if block.tag in ("pre", "table", "ul", "ol", "blockquote"):
        return
    if not len(block):
        text = block.text or ""
        bare = text.strip(" \t\n")
        if len(bare) != len(text):
            block.text = bare
        return
    inside = list(block)
    while inside and inside[-1].tag == "br" and not (inside[-1].tail or "").strip():
        block.remove(inside.pop())
    leading = 0
    while leading < len(inside) and inside[leading].tag == "br" and not (block.text or "").strip():
        block.text = inside[leading].tail
        inside[leading].tail = None
        block.remove(inside[leading])
        leading += 1
    if block.text:
        block.text = block.text.lstrip(" \t\n")
    last = inside[-1] if len(inside) > leading else None
    if last is not None and last.tail:
        last.tail = last.tail.rstrip(" \t\n")
    elif block.text and last is None:
        block.text = block.text.rstrip(" \t\n")
