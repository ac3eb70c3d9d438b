"""Wire XML is read as text only: no entity expanded, no DTD loaded, nothing fetched, and a broken file never cut short."""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5

from lxml import etree

from wire.formats.parsed import UnreadableMessage
from wire.formats.text import words

XML_NAMED = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>", re.IGNORECASE)
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_XML_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}));")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,31});")
_BARE_AMPERSAND = re.compile(r"&(?!#\d{1,8};|#[xX][0-9A-Fa-f]{1,8};|[A-Za-z][A-Za-z0-9]{0,31};)")
_SECTION = re.compile(r"<!\[CDATA\[|<!--")
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^\[>]*(\[[^\]]{0,20000}\]?)?[^>]*>?", re.IGNORECASE)
_DOCTYPE_START = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z_][\w.\-]*:)?([A-Za-z_][\w.\-]*)")
_TAGS = re.compile(r"</?[a-zA-Z?!][^<>]*>")


class BrokenXML(UnreadableMessage):
    """The XML cannot be read whole; what stands before the break could still be."""

    is_cut_short = False


class CutShort(BrokenXML):
    """The XML ends before its root element does; all before its last entry is whole."""

    is_cut_short = True


def decode(data: bytes) -> str:
    """A message is read in the encoding its bytes are in, even when it declares another one."""
    for bom, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    if data[:4] in (b"<\x00?\x00", b"<\x00n\x00", b'{\x00"\x00'):
        return data.decode("utf-16-le", errors="replace")
    if data[:4] in (b"\x00<\x00?", b"\x00<\x00n", b'\x00{\x00"'):
        return data.decode("utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")  # agencies declare ISO-8859-1 over UTF-8 bytes; the reverse does not decode
    except UnicodeDecodeError:
        pass
    match = _DECLARED.match(data[:300])
    declared = match.group(1).decode("ascii").lower() if match else ""
    if declared in {"", "utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1"}:
        declared = "windows-1252"  # what wires call Latin-1; Latin-1's own C1 controls print nothing
    try:
        return data.decode(declared)
    except (LookupError, UnicodeDecodeError, ValueError):
        return data.decode("windows-1252", errors="replace")


def root_name(text: str) -> str:
    """The message's root element says which format it is: its name without prefix, or nothing."""
    position = _skip_prolog(text)
    match = _ROOT.match(text, position)
    return match.group(2) if match else ""


def parse_xml(data: bytes | str) -> etree._Element:
    """Raises UnreadableMessage for entity tricks, excessive nesting, and files whose text would be lost in repair."""
    sent = data if isinstance(data, str) else decode(data)
    if "\x00" not in sent:  # most messages are well-formed and hold no character that XML forbids
        try:
            return _read(_without_prolog(sent), recover=False)
        except (etree.XMLSyntaxError, UnicodeEncodeError):
            pass
    text = _NOT_XML_REFERENCE.sub(_keep_printable, _without_prolog(_NOT_XML.sub("", sent)))
    try:
        return _read(text, recover=False)
    except etree.XMLSyntaxError:
        pass
    repaired = repair(text)
    try:
        return _read(repaired, recover=False)
    except etree.XMLSyntaxError as error:
        problem = str(error)
    if "xcessive depth" in problem or "maximum depth" in problem.lower():
        raise UnreadableMessage("The XML is nested too deeply to be a news item.")
    if not _is_closed(text):
        raise CutShort("The XML breaks off before its end; the file seems to be cut short.")
    try:
        root = _without_unknown_prefixes(_read(repaired, recover=True))
    except etree.XMLSyntaxError:
        raise BrokenXML(f"The XML is broken: {problem}") from None
    bare = "".join(" " if part.startswith("<!--") else part for part in _segments(repaired))
    expected = html.unescape(_TAGS.sub(" ", bare))
    kept = words(spaced_text(root))
    if set(words(expected)) - set(kept) or len(kept) < 0.99 * len(words(expected)):
        raise BrokenXML(f"The XML is broken and text would be lost: {problem}")
    return root


def _without_prolog(text: str) -> str:
    text = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).strip()
    if not text:
        raise UnreadableMessage("The file is empty.")
    return _without_doctype(text)


def local(element: etree._Element) -> str:
    """An element's name without namespace or prefix; "" for comments and processing instructions."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


def html_name(element: etree._Element) -> str:
    """An element's name as HTML means it, in small letters."""
    tag = element.tag
    return _small(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=2000)  # asked for every element, of which there are few names
def _local(tag: str) -> str:
    return tag.rpartition("}")[2] if "}" in tag else tag.rpartition(":")[2]


@lru_cache(maxsize=2000)
def _small(tag: str) -> str:
    return _local(tag).lower()


@lru_cache(maxsize=1000)
def _in_any_namespace(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{{*}}{name}" for name in names)


def children(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    """The direct children with one of these names, in any namespace."""
    return iter(()) if element is None else element.iterchildren(*_in_any_namespace(names))


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    return None if element is None else next(element.iterchildren(*_in_any_namespace((name,))), None)


def find(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Goes down by names: find(item, "itemMeta", "pubStatus")."""
    for name in path:
        element = child(element, name)
    return element


def descendants(element: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    return iter(()) if element is None else element.iter(*_in_any_namespace(names))


def attribute(element: etree._Element | None, name: str) -> str:
    """An attribute's value by its local name, trimmed; "" when absent."""
    if element is None:
        return ""
    value = element.get(name)
    if value is None:
        ending = "}" + name
        for key in element.keys():  # noqa: SIM118  # an element's own iteration is over its children
            if str(key).endswith(ending):
                return str(element.get(key)).strip()
        return ""
    return value.strip()


def text_of(element: etree._Element | None) -> str:
    """An element's text with its white space squeezed."""
    if element is None:
        return ""
    if not len(element):
        return " ".join((element.text or "").split())
    return " ".join("".join(strings(element)).split())


def spaced_text(element: etree._Element | None) -> str:
    """An element's text with a space wherever a tag divides it: for elements that stand on lines of their own."""
    return " ".join(" ".join(strings(element)).split()) if element is not None else ""


def strings(element: etree._Element) -> Iterator[str]:
    """An element's pieces of text in reading order."""
    return (str(part) for part in element.itertext() if part)


def _read(text: str, *, recover: bool) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=recover,
        remove_pis=True,
        remove_comments=True,
        encoding="utf-8",
    )
    root = etree.fromstring(text.encode("utf-8"), parser)
    if root is None:
        raise UnreadableMessage("The XML is broken: it holds no element.")
    return root


def _without_unknown_prefixes(root: etree._Element) -> etree._Element:
    """A prefix that is declared nowhere stays part of the name when a file is repaired; here it goes."""
    for element in root.iter():
        tag = element.tag
        if isinstance(tag, str) and "}" not in tag and ":" in tag and _local(tag)[:1].isalpha():
            element.tag = _local(tag)
    return root


def _skip_prolog(text: str) -> int:
    position = 0
    while True:
        match = _PROLOG.match(text, position) or _DOCTYPE.match(text, position)
        if match is None or match.end() == position:
            return position
        position = match.end()


def _without_doctype(text: str) -> str:
    """A document type may be named, but it may not define anything: entities are how XML files attack their reader."""
    start = _DOCTYPE_START.search(text, 0, 100_000)
    if start is None:
        return text
    root = _ROOT.search(text, start.end())
    head = text[start.start() : root.start() if root else len(text)]
    if "<!ENTITY" in head.upper() or "<!ENTITY" in text[:100_000].upper():
        raise UnreadableMessage(
            "The XML defines entities of its own; such files are refused because they can attack the reader."
        )
    match = _DOCTYPE.match(text, start.start())
    if match is None:
        return text
    return text[: match.start()] + text[match.end() :]


def _keep_printable(match: re.Match[str]) -> str:
    code = int(match.group(1), 16) if match.group(1) else int(match.group(2))
    allowed = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return match.group(0) if allowed else ""


def repair(text: str) -> str:
    """Bare ampersands and HTML's named characters are common in real wires and lose nothing when read as meant."""
    return "".join(
        part if part.startswith(("<![CDATA[", "<!--")) else _ENTITY.sub(_named_character, _BARE_AMPERSAND.sub("&amp;", part))
        for part in _segments(text)
    )


def _segments(text: str) -> Iterator[str]:
    """Comments and CDATA sections apart from what lies between them, in one pass."""
    position = 0
    while (match := _SECTION.search(text, position)) is not None:
        close = "-->" if match.group(0) == "<!--" else "]]>"
        end = text.find(close, match.end())
        if end < 0:
            break
        yield text[position : match.start()]
        position = end + 3
        yield text[match.start() : position]
    yield text[position:]


def _is_closed(text: str) -> bool:
    """Whether the last thing in a file, comments aside, is the end of its root element."""
    name = root_name(text)
    for _ in range(20):
        text = text.rstrip()
        comment = text.rfind("<!--") if text.endswith("-->") else -1
        if comment < 0:
            break
        text = text[:comment]
    return bool(name) and re.search(rf"</\s*(?:[\w.\-]+:)?{re.escape(name)}\s*>\Z", text[-400:]) is not None


def _named_character(match: re.Match[str]) -> str:
    name = match.group(1)
    if name in XML_NAMED:
        return match.group(0)
    character = html5.get(name + ";")
    return character if character else "&amp;" + name + ";"
