"""Teletype copy: messages between control characters, and paragraphs and tables between typed lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby

from lxml import etree

from wire.formats.paragraphs import Element, is_table_row, paragraph
from wire.formats.parsed import Removal
from wire.formats.text import clean

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
# Space-band and the four separators stand where a typesetter puts a space (ANPA 1312).
_SPACE = re.compile("[\x10\x1c-\x1f]")
_LINE_END = re.compile(r"\r*\n\r?|\r|\x85|\u2028")
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[A-Za-z]{2,8});")
# ISO 6937 writes an accent before its letter; these bytes before a small letter are no Latin-1 word.
_ACCENTS = {0xC1: "\u0300", 0xC2: "\u0301", 0xC3: "\u0302", 0xC4: "\u0303", 0xC8: "\u0308", 0xCB: "\u0327", 0xCF: "\u030c"}
_ISO_6937 = re.compile(rb"(?<=[A-Za-z])[\xc1-\xc4\xc8\xcb\xcf](?=[aeioucnszAEIOU][a-z])")
_DIN_66003 = str.maketrans("{|}~[\\]", "äöüßÄÖÜ")
_DIN_LETTER = re.compile(r"(?<=[A-Za-z{|}])[{|}~](?=[a-z\s.,;:!?{|}~])|(?<![^\s(\"])[{|}\[\\\]](?=[a-z]{2})")
_CELLS = re.compile(r";(?=\S)")
_BULLET = re.compile(r"(\s*)(?:[*•–—+-]|\d{1,2}\.)\s")


@dataclass(frozen=True, slots=True)
class Transmission:
    """One message as it came over the line."""

    head: str
    text: str
    end: str
    is_whole: bool
    stray: str = ""  # visible characters outside any message


def split(data: bytes, header: re.Pattern[bytes]) -> list[bytes]:
    """The messages of a file: each from its SOH on, or from its header where the control characters were lost."""
    starts = [match.start() for match in re.finditer(rb"\x01", data)] or [match.start() for match in header.finditer(data)]
    if not starts:
        return [data]
    starts[0] = 0
    return [data[start:end] for start, end in zip(starts, [*starts[1:], len(data)], strict=True)]


def read(raw: bytes, end_line: re.Pattern[str]) -> Transmission:
    """Head, text and end of one message; without its end characters or its end line it was cut short."""
    before, soh, message = decode(raw).rpartition(SOH)
    message, eot, after = message.partition(EOT)
    head, stx, text = message.partition(STX)
    if not stx:
        head, text = "", message
    text, etx, end = text.partition(ETX)
    if not etx:
        found = list(end_line.finditer(text))
        if found:
            text, end = text[: found[-1].start()], text[found[-1].start() :]
    is_whole = bool(etx or eot or end) or not (soh or stx)
    return Transmission(head, text, end, is_whole, clean(f"{before} {after}"))


def decode(raw: bytes) -> str:
    """Bytes of one message as text: UTF-8, else line by line UTF-8, ISO 6937 or Windows-1252; German 7-bit letters too."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = "".join(_line(line) for line in raw.splitlines(keepends=True))
    if any(letter in text for letter in "{}~") and text.isascii() and len(_DIN_LETTER.findall(text)) >= 3:
        text = _DIN_LETTER.sub(lambda match: match.group(0).translate(_DIN_66003), text)
    if "&" in text and _ENTITY.search(text):
        text = _ENTITY.sub(lambda match: unescape(match.group(0)), text)
    return text


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _ISO_6937.search(line):
        parts = _ISO_6937.split(line)
        marks = _ISO_6937.findall(line)
        text = parts[0].replace(b"\xfb", "ß".encode()).decode("utf-8", errors="replace")
        for mark, part in zip(marks, parts[1:], strict=True):
            rest = part.replace(b"\xfb", "ß".encode()).decode("utf-8", errors="replace")
            text += unicodedata.normalize("NFC", rest[:1] + _ACCENTS[mark[0]]) + rest[1:]
        if "\ufffd" not in text:
            return text
    return line.decode("windows-1252", errors="replace")


def rows(text: str) -> list[str]:
    """Typed lines without control characters. A backspace begins a tabular line."""
    text = text.replace("\r\n", "\n")
    if "\r" in text or "\x85" in text or "\u2028" in text:
        text = _LINE_END.sub("\n", text)
    text = text.replace("\n\x08", "\n").replace("\x08", "\n").replace(STX, "\n")
    return _CONTROL.sub("", _SPACE.sub(" ", text)).split("\n")


@dataclass(slots=True)
class Copy:
    """Blocks built of typed lines, and the marks that divided a table's columns."""

    polish: Callable[[str], str] = str
    is_tabular: bool = False
    blocks: list[Element] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def removals(self) -> list[Removal]:
        return [Removal("".join(self.marks), "column marks")] if self.marks else []

    def add(self, lines: list[str]) -> None:
        """Blank lines divide paragraphs, an indent or a bullet begins one; rows of a table stay rows."""
        is_wrapped = max((len(line) for line in lines), default=0) <= 100
        for stanza in _stanzas(lines):
            for kind, group in groupby(stanza, key=_kind):
                run = list(group)
                if kind and len(run) > 1:
                    self.table(run, kind)
                elif kind:
                    self.blocks.append(self.preformatted(run))
                else:
                    self.typed(run, is_wrapped)

    def typed(self, run: list[str], is_wrapped: bool) -> None:
        wide = [index for index, row in enumerate(run) if _is_wide(row)]
        first = run[0].strip()
        if self.is_tabular and not _is_prose(run):
            self.blocks.append(self.preformatted(run))
        elif len(wide) >= 2 and len(wide) * 3 >= len(run):
            if wide[0]:
                self.prose(run[: wide[0]], is_wrapped)
            self.blocks.append(self.preformatted(run[wide[0] :]))
        elif len(run) >= 3 and all(len(row.strip()) <= 45 and row[:1].strip() for row in run) and not _BULLET.match(first):
            self.broken(run)
        else:
            self.prose(run, is_wrapped)

    def prose(self, run: list[str], is_wrapped: bool) -> None:
        groups: list[list[str]] = []
        margin, ended = -1, True
        for row in run:
            bullet = _BULLET.match(row)
            indent = len(row) - len(row.lstrip())
            is_continued = margin >= 0 and indent > margin and not bullet
            if ended or not is_wrapped or bullet or (not is_continued and (row[:1] in "\t^" or indent >= 2)):
                groups.append([])
                margin = indent if bullet else -1
            groups[-1].append(row)
            ended = row.rstrip().endswith("<")
        for group in groups:
            is_marked = group[0].lstrip().startswith("^") and group[-1].rstrip().endswith(("<", "="))
            self.paragraph(" ".join(line.strip().removesuffix("<") for line in group), is_marked)

    def paragraph(self, text: str, is_marked: bool) -> None:
        is_heading = is_marked and len(text) < 80 and not text.rstrip().endswith((".", ":", "_", "?", "!", "-"))
        text = text.removesuffix("=") if is_marked else text
        text = self.polish(" ".join(text.lstrip("^").split()))
        if text:
            block = etree.Element("h3" if is_heading and len(text) > 3 else "p")
            block.text = text
            self.blocks.append(block)

    def broken(self, run: list[str]) -> None:
        """Verse, addresses, results: short lines stay lines."""
        texts = [self.polish(" ".join(row.strip(" \t^<").split())) for row in run]
        block = paragraph(texts[0])
        for text in texts[1:]:
            etree.SubElement(block, "br").tail = text
        self.blocks.append(block)

    def preformatted(self, run: list[str]) -> Element:
        typed = [row.expandtabs(8).rstrip().removesuffix("<").removeprefix("^") for row in run]
        margin = min((len(row) - len(row.lstrip()) for row in typed if row.strip()), default=0)
        return paragraph("\n".join(row[margin:] for row in typed), "pre")

    def table(self, run: list[str], mark: str) -> None:
        block = etree.Element("table")
        for typed in run:
            row = typed.strip().removesuffix("<").removeprefix("^")
            self.marks.append(mark * row.count(mark))
            if mark == "|":
                row = row.strip().removeprefix("|").removesuffix("|")
            line = etree.SubElement(block, "tr")
            for cell in row.split(mark):
                etree.SubElement(line, "td").text = " ".join(cell.split())
        widest = max(len(line) for line in block)
        for line in block:
            if len(line) == 1 and widest > 1:
                line[0].set("colspan", str(widest))
        self.blocks.append(block)


def _stanzas(lines: list[str]) -> Iterator[list[str]]:
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        if not is_blank:
            yield list(group)


def _kind(row: str) -> str:
    """The mark that divides a row's columns, or nothing."""
    text = row.strip()
    if text.startswith("|") and text.endswith("|") and len(text) > 2:
        return "|"
    if ";" in text and len(text) < 160 and len(_CELLS.findall(text)) >= 2 and "; " not in text:
        return ";"
    return ""


def _is_wide(row: str) -> bool:
    """Whether wide gaps divide a row into columns."""
    row = row.strip()
    return ("  " in row or "\t" in row) and is_table_row(row)


def _is_prose(run: list[str]) -> bool:
    """Full lines without wide gaps, even in a message marked as tabular."""
    if any(_is_wide(row) for row in run):
        return False
    return any(len(row) > 100 for row in run) or (len(run) > 1 and all(len(row.strip()) >= 45 for row in run[:-1]))
