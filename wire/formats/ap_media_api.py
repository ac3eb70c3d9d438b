"""The AP Media API's JSON: one item or a feed of them; the text comes inside or stands in a NITF rendition that is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wire.formats import advisory, blocks, bylines, change_note, nitf_body, paragraphs, release_times, status, story
from wire.formats.agencies import short_name
from wire.formats.dates import Problems, parse_time
from wire.formats.embargo import Embargo
from wire.formats.json import Record, parse_json, record, records, string, strings
from wire.formats.media import MEDIA, Gallery, kind_of
from wire.formats.parsed import (
    ItemKind,
    ParsedItem,
    ParsedMedia,
    ParsedRendition,
    Removal,
    Subject,
    UnreadableMessage,
    WireStatus,
)
from wire.formats.text import clean, derived_id, join_notes, lines, looks_like_html, number, plain, unique, urgency
from wire.formats.xml import child, local, parse_xml

FORMAT = "ap-media-api"
_KILLS = {"kill", "elimination"}
_HOLDS = {"withhold"}


def parse(data: bytes) -> list[ParsedItem]:
    """Raises UnreadableMessage when the JSON holds no AP item. A feed without items is readable and gives none."""
    document = parse_json(data)
    found = list(entries(document))
    if not found and not (isinstance(document, dict) and isinstance(record(document.get("data")).get("items"), list)):
        raise UnreadableMessage("The JSON holds no AP item.")
    return [_item(entry, envelope) for entry, envelope in found]


def is_document(value: Any) -> bool:
    """Whether a JSON document is an answer of the AP Media API or an item out of one."""
    return (isinstance(value, (dict, list)) and next(entries(value), None) is not None) or (
        isinstance(value, dict) and "api_version" in value and isinstance(value.get("data"), dict)
    )


def entries(value: Any) -> Iterator[tuple[Record, Record]]:
    """Each item with the envelope it came in (which may carry the NITF text beside it)."""
    if isinstance(value, list):
        for entry in value:
            yield from entries(entry)
        return
    if not isinstance(value, dict):
        return
    if _is_item(value):
        yield value, {}
        return
    data = record(value.get("data"))
    holder = data or value
    if isinstance(holder.get("item"), dict) and _is_item(holder["item"]):
        yield holder["item"], value
    for entry in records(holder.get("items")):
        inner = entry.get("item") if isinstance(entry.get("item"), dict) else entry
        if isinstance(inner, dict) and _is_item(inner):
            yield inner, entry


def _is_item(value: Record) -> bool:
    if "$standard" in value or "standard" in value or "headlines" in value or isinstance(value.get("altids"), list):
        return False
    altids = record(value.get("altids"))
    return "api.ap.org" in string(value, "uri") or bool(
        string(altids, "itemid") and ("etag" in altids or "friendlykey" in altids)
    )


@dataclass(slots=True)
class _Text:
    """The text of an item, wherever it was found."""

    blocks: list[paragraphs.Element]
    nitf: nitf_body.Body | None = None
    gallery: Gallery | None = None


def _item(entry: Record, envelope: Record) -> ParsedItem:
    problems = Problems()
    altids = record(entry.get("altids"))
    kind = kind_of(string(entry, "type")) if string(entry, "type") else ItemKind.TEXT
    version = number(entry.get("version")) or 0
    signals = unique(clean(s) for s in strings(entry.get("signals")))
    types = unique(clean(t) for t in strings(entry.get("editorialtypes")))
    said, as_sent = _status(entry, types)
    headline = plain(string(entry, "headline", "title", "headline_extended"))
    extended = plain(string(entry, "headline_extended"))
    standfirst = plain(string(entry, "description_summary"))
    agency = "AP"  # whoever provides a piece, what comes through AP's API is AP's to correct and to kill
    note = lines(string(entry, "ednote"))
    embargo = Embargo()
    if entry.get("embargoed") is not None:
        embargo.field(
            string(entry, "embargoed") if not isinstance(entry["embargoed"], (dict, list)) else "unreadable",
            "embargoed",
            problems,
        )
    created = parse_time(string(entry, "versioncreated"), "versioncreated", problems)
    release_times.in_note(note, embargo, created, problems)
    if any(t.casefold() == "holdforrelease" for t in types):
        said = status.strictest(said, WireStatus.EMBARGOED)
    text = _text(entry, envelope, problems)
    names = unique(name for by in records(entry.get("bylines")) for name in bylines.names(string(by, "by", "name")))
    names = (
        names
        or (text.nitf.bylines if text.nitf else ())
        or unique(name for sent in strings(entry.get("photographer")) for name in bylines.names(sent))
    )
    located = clean(string(entry, "located")) or _city(entry)
    told = story.edit(
        text.blocks,
        headline=headline,
        subheadlines=(extended, string(entry, "title"), text.nitf.headline if text.nitf else ""),
        known_dateline=text.nitf.dateline if text.nitf and text.nitf.dateline else clean(string(entry, "located")),
        located=located,
        agency=agency,
        known_bylines=names,
        standfirst=standfirst,
        embargo=embargo,
    )
    embargo.words(headline, in_copy=True)
    embargo.settle(said, problems)
    first = parse_time(string(entry, "firstcreated"), "firstcreated", problems)
    reason = _advisory(entry, signals, types, headline)
    slugline = clean(string(entry, "slugline", "title"))
    media = _media(entry, envelope, kind, text)
    if kind is ItemKind.TEXT and not told.blocks and any(m.kind is ItemKind.TEXT for m in media):
        problems.add("the text is not in this message; it stands in the NITF rendition that it names")
    removals = [*(text.nitf.removals if text.nitf else ()), *(text.gallery.removals if text.gallery else ()), *told.removals]
    others = unique(
        (extended, text.nitf.headline if text.nitf else "", plain(string(record(envelope.get("nitf")), "headline")))
    )
    removals += [Removal(other, "second headline") for other in others if other != headline]
    sent_bylines = [clean(f"{string(by, 'by', 'name')} {string(by, 'title')}") for by in records(entry.get("bylines"))]
    removals += [Removal(by, "byline") for by in sent_bylines if by and by not in names]
    return ParsedItem(
        format=FORMAT,
        item_id=_identity(entry) or derived_id(agency, headline or slugline, first or created, told.text),
        kind=kind,
        agency=agency,
        version=version,
        etag=clean(string(altids, "etag")),
        status=said,
        status_as_sent=as_sent,
        signals=unique((*signals, *types)),
        is_advisory=bool(reason) and said in (WireStatus.USABLE, WireStatus.EMBARGOED),
        advisory_reason=reason,
        headline=told.headline(headline, problems) if kind is ItemKind.TEXT else headline,
        standfirst=standfirst,
        slugline=slugline,
        bylines=told.bylines,
        dateline=told.dateline,
        body_html=told.body_html,
        tagline=" ".join([*(text.nitf.tagline if text.nitf else []), *told.tagline]),
        credit_line=_credit(entry, agency),
        copyright_notice=lines(string(entry, "copyrightnotice")),
        usage_terms=lines("\n".join(strings(entry.get("usageterms")))),
        editor_note=join_notes([note, *(text.nitf.notes if text.nitf else []), *told.notes]),
        change_note=change_note.of([note, *(text.nitf.notes if text.nitf else []), *told.notes]),
        service_number=clean(string(altids, "transref")),
        language=clean(string(entry, "language")),
        genre=clean(string(entry, "editorialrole")) or clean(string(entry, "profile")),
        place=located,
        urgency=urgency(entry.get("urgency")),
        keywords=unique(clean(k) for k in strings(entry.get("keywords"))),
        subjects=tuple(_subjects(entry)),
        embargo_until=embargo.until,
        embargo_open_ended=embargo.open_ended,
        expires_at=parse_time(string(entry, "expires"), "expires", problems),
        first_created_at=first or created,
        version_created_at=created,
        media=media,
        links=_links(entry),
        removals=tuple(removals),
        problems=tuple(problems),
    )


def _identity(entry: Record) -> str:
    sent = clean(string(record(entry.get("altids")), "itemid"))
    match = re.search(r"/content/([0-9a-f]{20,40})", string(entry, "uri"))
    return sent or (match.group(1) if match else clean(string(entry, "uri")).partition("?")[0])


def _status(entry: Record, types: tuple[str, ...]) -> tuple[WireStatus, str]:
    """AP warns not to go by pubstatus alone: a kill or withhold among the editorial types counts as much."""
    said, as_sent = status.read(entry.get("pubstatus"))
    lowered = {t.casefold() for t in types}
    if lowered & _KILLS:
        said = WireStatus.CANCELED
    elif lowered & _HOLDS:
        said = status.strictest(said, WireStatus.WITHHELD)
    return said, as_sent


def _text(entry: Record, envelope: Record, problems: Problems) -> _Text:
    """The text as inline NITF, as HTML or as plain text; in the item, in its NITF rendition, or beside the item."""
    rendition = record(record(entry.get("renditions")).get("nitf"))
    for value in (
        entry.get("body_nitf"),
        entry.get("nitf"),
        rendition.get("content"),
        rendition.get("value"),
        rendition.get("body"),
        envelope.get("nitf"),
        entry.get("body"),
        entry.get("body_html"),
        entry.get("body_xhtml"),
        entry.get("body_text"),
    ):
        if isinstance(value, dict):
            value = string(value, "body_html", "body_nitf", "content", "value", "body")
        if isinstance(value, str) and value.strip():
            return _read(value, problems)
    return _Text([])


def _read(value: str, problems: Problems) -> _Text:
    if re.match(r"\s*(?:<\?xml|<!DOCTYPE nitf|<nitf\b)", value):
        try:
            root = parse_xml(value)
            if local(root) == "nitf" and child(root, "body") is not None:
                body = nitf_body.read_body(root)
                return _Text(body.blocks, nitf=body)
        except UnreadableMessage as error:
            problems.add(f"the NITF inside cannot be read as XML: {error}")
    if looks_like_html(value):
        gallery = Gallery()

        def special(element: paragraphs.Element) -> bool:
            return local(element).lower() in ("figure", "img", "picture", "video", "audio", "media") and gallery.take(element)

        return _Text(blocks.from_html(value, special), gallery=gallery)
    return _Text(paragraphs.from_text(value))


def _advisory(entry: Record, signals: tuple[str, ...], types: tuple[str, ...], headline: str) -> str:
    """AP: what lacks the signal "newscontent" may never be published."""
    lowered = {signal.casefold() for signal in signals}
    if "test" in lowered:
        return "signal: Test"
    if "newscontent" not in lowered:
        return "AP's signals lack newscontent"
    told = next((t for t in types if t.casefold() in ("advisory", "disregard")), "")
    if told:
        return f"editorial type: {told}"
    kinds = [("profile", string(entry, "profile")), ("editorial role", string(entry, "editorialrole"))]
    return advisory.reason(kinds=kinds, headline=headline)


def _city(entry: Record) -> str:
    location = record(entry.get("datelinelocation"))
    return ", ".join(
        clean(v)
        for v in (string(location, "city"), string(location, "countryareaname") or string(location, "countryname"))
        if v
    )


def _credit(entry: Record, agency: str) -> str:
    return clean(string(entry, "description_creditline", "creditline")) or short_name(string(entry, "provider")) or agency


def _subjects(entry: Record) -> Iterator[Subject]:
    for key in ("subject", "person", "organisation", "event"):
        for part in records(entry.get(key)):
            code, name = clean(string(part, "code")), clean(string(part, "name"))
            if code or name:
                yield Subject(code, name)


def _renditions(entry: Record) -> tuple[ParsedRendition, ...]:
    renditions = entry.get("renditions")
    return tuple(
        ParsedRendition(
            href=clean(string(value, "href")),
            mime_type=clean(string(value, "mimetype")),
            width=number(value.get("width")),
            height=number(value.get("height")),
            role=clean(role),
        )
        for role, value in (renditions.items() if isinstance(renditions, dict) else ())
        if isinstance(value, dict) and string(value, "href")
    )


def _medium(entry: Record, kind: ItemKind, renditions: tuple[ParsedRendition, ...]) -> ParsedMedia:
    photographers = entry.get("photographer")
    byline = next(iter(strings(photographers)), "") or " / ".join(string(by, "by") for by in records(entry.get("bylines")))
    return ParsedMedia(
        kind=kind,
        item_id=_identity(entry),
        headline=plain(string(entry, "headline")),
        caption=plain(string(entry, "description_caption")),
        credit=clean(string(entry, "description_creditline")),
        byline=clean(byline),
        copyright_notice=lines(string(entry, "copyrightnotice")),
        usage_terms=lines("\n".join(strings(entry.get("usageterms")))),
        renditions=renditions,
        alt=clean(string(entry, "description_accessibility", "alttext")),
    )


def _media(entry: Record, envelope: Record, kind: ItemKind, text: _Text) -> tuple[ParsedMedia, ...]:
    """The item's own renditions, the pictures that go with it, and those that stand in its text."""
    found = []
    renditions = _renditions(entry)
    if kind in MEDIA:
        found.append(_medium(entry, kind, renditions))
    elif renditions:
        found.append(ParsedMedia(kind=ItemKind.TEXT, item_id=_identity(entry), renditions=renditions))
    richer = {}
    for value in records(envelope.get("associations")):
        inner = record(record(value.get("data")).get("item")) or record(value.get("item")) or value
        richer[_identity(inner)] = inner
    for association in records(entry.get("associations")):
        whole = {**association, **richer.pop(_identity(association), {})}
        found.append(_medium(whole, kind_of(string(whole, "type")), _renditions(whole)))
    found += [_medium(inner, kind_of(string(inner, "type")), _renditions(inner)) for key, inner in richer.items() if key]
    found += text.nitf.media if text.nitf else text.gallery.media() if text.gallery else ()
    return tuple(dict.fromkeys(found))


def _links(entry: Record) -> tuple[str, ...]:
    return unique(_identity(association) for association in records(entry.get("associations")))
