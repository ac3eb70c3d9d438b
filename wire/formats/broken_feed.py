"""A feed whose XML is broken is read as far as it goes, as browsers and feed readers do, and the desk is told."""

from __future__ import annotations

import io
from typing import Any

import feedparser  # type: ignore[import-untyped]

from wire.formats.feed_entry import Entry, Feed, Form
from wire.formats.media import kind_of
from wire.formats.parsed import ParsedMedia, ParsedRendition, Subject, UnreadableMessage
from wire.formats.text import clean, number, plain, unique
from wire.formats.xml import decode, repair


def read(data: bytes, reason: str, *, is_cut_short: bool = False) -> tuple[Feed, list[Entry]]:
    """reason says why the XML cannot be read. Raises UnreadableMessage with it when there is no entry to be found either."""
    # Of bytes and text feedparser first asks whether a file has that name; of a stream it does not.
    # A bare ampersand ("AT&T") would be read as a name without its semicolon and given one.
    source = io.BytesIO(repair(decode(data)).encode("utf-8", errors="replace"))
    try:
        found = feedparser.parse(source, sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # whatever its parsers trip over, the message stays unreadable for the reason we have
        raise UnreadableMessage(reason) from None
    entries = [entry for sent in found.entries if (entry := _entry(sent))]
    if not entries:
        raise UnreadableMessage(reason)
    for entry in entries[-1:] if is_cut_short else entries:  # what breaks off does so in its last entry
        entry.incomplete = "the feed is broken, and words of this entry may be missing"
    told = found.feed
    feed = Feed(
        title=_string(told, "title"),
        base=_string(told, "link"),
        language=_string(told, "language"),
        rights=_string(told, "rights"),
        problems=(f"the feed is broken and was read as far as possible: {reason}",),
    )
    return feed, entries


def _entry(sent: Any) -> Entry | None:
    texts = [Form(_string(part, "value"), is_html=_string(part, "type") != "text/plain") for part in _list(sent, "content")]
    summary = _string(sent, "summary")
    tags = [
        (_string(tag, "term"), _string(tag, "label") or _string(tag, "term"), _string(tag, "scheme"))
        for tag in _list(sent, "tags")
    ]
    # Captions of pictures arrive among the texts; the longest text is the story's.
    entry = Entry(
        id=_string(sent, "id"),
        title=_string(sent, "title"),
        url=_string(sent, "link"),
        texts=[form for form in texts if form.value.strip()],
        summaries=[Form(summary)] if summary else [],
        published=(_string(sent, "published"),),
        updated=(_string(sent, "updated"),),
        authors=unique(_string(author, "name") for author in _list(sent, "authors")),
        source=_string(sent.get("source") or {}, "title"),
        rights=_string(sent, "rights"),
        keywords=unique(plain(label) for _term, label, _scheme in tags),
        subjects=tuple(
            Subject(":".join(part for part in (scheme, term) if part), plain(label)) for term, label, scheme in tags
        ),
        media=tuple(_media(sent)),
    )
    return entry if entry.id or entry.title or entry.texts or entry.summaries else None


def _media(sent: Any) -> list[ParsedMedia]:
    places = [(medium, "url") for medium in _list(sent, "media_content")] + [
        (link, "href") for link in _list(sent, "enclosures")
    ]
    found = []
    for medium, name in places:
        if href := clean(_string(medium, name)):
            mime_type = _string(medium, "type")
            size = number(_string(medium, "width")), number(_string(medium, "height"))
            rendition = ParsedRendition(href, mime_type=mime_type, width=size[0], height=size[1])
            found.append(ParsedMedia(kind_of(_string(medium, "medium"), mime_type), renditions=(rendition,)))
    return found


def _list(holder: Any, name: str) -> list[Any]:
    value = holder.get(name)
    return [part for part in value if hasattr(part, "get")] if isinstance(value, list) else []


def _string(holder: Any, name: str) -> str:
    value = dict.get(holder, name)  # its own get() answers with other fields where one is missing
    return value if isinstance(value, str) else ""
