"""Wire formats: bytes in, frozen records out. Each format has one parser, and all of them stand in PARSERS."""

from __future__ import annotations

from collections.abc import Callable

from wire.formats import anpa_1312, ap_media_api, iptc_7901, json_feed, newsml_1_2, newsml_g2, ninjs, nitf, rss_atom
from wire.formats.json import parse_json
from wire.formats.parsed import ItemKind, ParsedItem, ParsedMedia, UnreadableMessage, WireStatus
from wire.formats.xml import decode, root_name

__all__ = [
    "MAX_BYTES",
    "PARSERS",
    "ItemKind",
    "ParsedItem",
    "ParsedMedia",
    "UnreadableMessage",
    "WireStatus",
    "check_size",
    "parse",
    "sniff",
]

MAX_BYTES = 20_000_000

PARSERS: dict[str, Callable[[bytes], list[ParsedItem]]] = {
    "nitf": nitf.parse,
    "newsml-g2": newsml_g2.parse,
    "newsml-1.2": newsml_1_2.parse,
    "ninjs": ninjs.parse,
    "ap-media-api": ap_media_api.parse,
    "anpa-1312": anpa_1312.parse,
    "iptc-7901": iptc_7901.parse,
    "rss-atom": rss_atom.parse,
}

_ROOTS = {
    "nitf": "nitf",
    "newsMessage": "newsml-g2",
    "NewsML": "newsml-1.2",
    "rss": "rss-atom",
    "feed": "rss-atom",
    "RDF": "rss-atom",
    **dict.fromkeys(newsml_g2.ITEMS, "newsml-g2"),
}
_LATER = {"rfc822": "e-mail"}
_CONTROLS = bytes([*range(9), *range(14, 32)])
_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"RIFF", "a sound or film file"),
    (b"BZh", "a bzip2 archive"),
)


def sniff(data: bytes, max_bytes: int = MAX_BYTES) -> str:
    """A message's format is told from its content. Raises UnreadableMessage, in an editor's words, when it cannot be read."""
    check_size(data, max_bytes)
    _check_signature(data)
    if (teletype := _teletype(data)) is not None:
        return teletype
    _check_text(data)
    start = decode(data[:200_000]).lstrip("\ufeff \t\r\n\x00")
    if start.startswith("<"):
        return _sniff_xml(start)
    if start[:1] in ("{", "["):
        return _sniff_json(data)
    raise UnreadableMessage("The file is neither XML nor JSON, so it cannot be told which wire format it is.")


def parse(data: bytes, format: str | None = None, max_bytes: int = MAX_BYTES) -> list[ParsedItem]:
    """Every item of a message. Raises UnreadableMessage with the reason, and nothing else, whatever the bytes are."""
    check_size(data, max_bytes)
    name = format or sniff(data, max_bytes)
    parser = PARSERS.get(name)
    if parser is None:
        raise UnreadableMessage(f"There is no parser for the format “{name}”; there are {', '.join(PARSERS)}.")
    try:
        return parser(data)
    except RecursionError:
        raise UnreadableMessage("The message is nested too deeply to be a news item.") from None


def check_size(data: bytes, max_bytes: int = MAX_BYTES) -> None:
    """An empty message and one above the limit are refused before anything reads them."""
    if len(data) > max_bytes:
        raise UnreadableMessage(
            f"The file is too large: {len(data) / 1_000_000:,.1f} MB, "
            f"and {max_bytes / 1_000_000:,.0f} MB is the limit for one message."
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise UnreadableMessage("The file is empty.")


def _check_signature(data: bytes) -> None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableMessage(f"The file is {name}, not a wire message.")


def _teletype(data: bytes) -> str | None:
    """The formats that are older than markup are told by their control characters and headers."""
    if data[:400].lstrip(b" \t\r\n\x00\xef\xbb\xbf")[:1] in (b"<", b"{", b"["):
        return None
    if anpa_1312.is_message(data):
        return "anpa-1312"
    return "iptc-7901" if iptc_7901.is_message(data) else None


def _check_text(data: bytes) -> None:
    sample = data[:4096]
    if (
        sample.count(0) > len(sample) // 10
        and not sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
        and (decode(sample)[:1] not in ("<", "{", "["))
    ):
        raise UnreadableMessage("The file is not text.")
    if len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) // 12 and sample.count(0) < len(sample) // 10:
        raise UnreadableMessage("The file is not text.")


def _sniff_xml(start: str) -> str:
    root = root_name(start)
    if root in _ROOTS:
        return _ROOTS[root]
    if root in _LATER:
        raise UnreadableMessage(f"This is {_LATER[root]}, a wire format that cannot be read yet.")
    if root.casefold() == "html":
        raise UnreadableMessage("This is a web page, not a wire message.")
    if not root:
        raise UnreadableMessage("The XML holds no element.")
    raise UnreadableMessage(f"The XML's root <{root[:60]}> belongs to no wire format we know.")


def _sniff_json(data: bytes) -> str:
    document = parse_json(data)
    if json_feed.is_document(document):
        return "rss-atom"
    if ap_media_api.is_document(document):
        return "ap-media-api"
    if next(ninjs.entries(document), None) is not None:
        return "ninjs"
    raise UnreadableMessage("The JSON holds no news item.")
