"""ninjs, IPTC's JSON: versions 1, 2 and 3, Superdesk's and the BBC's forms of it, and dpa's digital wires."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wire.formats import advisory, bylines, change_note, release_times, status, story
from wire.formats.agencies import short_name
from wire.formats.dates import Problems, parse_time
from wire.formats.embargo import Embargo
from wire.formats.json import Record, parse_json, record, records, string, strings
from wire.formats.media import MEDIA, Gallery, kind_of
from wire.formats.ninjs_copy import body_of, changes_of, descriptions_of, headlines_of, notes_of, standfirst_of, unused_forms
from wire.formats.ninjs_media import associations_of, copyright_of, own_media, terms_of
from wire.formats.parsed import (
    ItemKind,
    ParsedItem,
    Removal,
    Subject,
    UnreadableMessage,
    WireStatus,
)
from wire.formats.text import (
    clean,
    derived_id,
    join_notes,
    number,
    plain,
    unique,
    urgency,
)

FORMAT = "ninjs"
_BODIES = ("body_html", "body_xhtml", "body_html5", "body_richtext", "body", "article_html")
_LISTS = ("item", "items", "associations_items", "data", "results", "_items", "entries")
_SUBJECTS = (
    "subject",
    "subjects",
    "person",
    "people",
    "organisation",
    "organisations",
    "organization",
    "event",
    "events",
    "object",
    "objects",
)


def parse(data: bytes) -> list[ParsedItem]:
    """Raises UnreadableMessage when the JSON holds no news item."""
    found = list(entries(parse_json(data)))
    if not found:
        raise UnreadableMessage("The JSON holds no news item: nothing in it has a uri, a guid or a urn.")
    return [item for entry in found for item in _with_embedded(entry)]


def is_item(value: Any) -> bool:
    """Whether a JSON object can be a ninjs item: it has an id, or a headline or body with a type or version."""
    if not isinstance(value, dict):
        return False
    if any(isinstance(value.get(key), str) and value[key].strip() for key in ("uri", "guid", "urn")):
        return True
    has_copy = any(key.startswith(("headline", "body", "bodies", "description")) for key in value)
    return has_copy and any(
        key in value for key in ("type", "versioncreated", "versionCreated", "version_created", "pubstatus", "pubStatus")
    )


def entries(value: Any) -> Iterator[Record]:
    """Every item of a document, however it is wrapped."""
    if isinstance(value, list):
        for entry in value:
            if is_item(entry):
                yield entry
        return
    if not isinstance(value, dict):
        return
    if is_item(value):
        yield value
        return
    for key in _LISTS:
        inner = value.get(key)
        if isinstance(inner, (list, dict)) and (found := list(entries(inner))):
            yield from found
            return


def _with_embedded(entry: Record) -> list[ParsedItem]:
    """A package can carry its stories inside; each is a story of its own."""
    first = _item(entry)
    found = [first]
    for association in records(entry.get("associations")):
        kind = kind_of(string(association, "type"))
        if kind is ItemKind.TEXT and is_item(association) and _has_body(association):
            embedded = _item(association)
            if embedded.item_id != first.item_id:
                found.append(embedded)
    return found


def _has_body(entry: Record) -> bool:
    return (
        bool(records(entry.get("bodies")))
        or any(key.startswith("body") and string(entry, key) for key in entry)
        or bool(string(entry, "article_html"))
    )


def _item(entry: Record) -> ParsedItem:
    problems = Problems()
    digital = string(entry, "format").startswith("digitalwires") or "article_html" in entry
    version = number(entry.get("version")) or 0
    created = parse_time(string(entry, "versioncreated", "versionCreated", "version_created"), "versioncreated", problems)
    first = parse_time(
        string(entry, "firstcreated", "firstCreated", "contentcreated", "contentCreated"), "firstcreated", problems
    )
    said, as_sent = status.read(entry.get("pubstatus", entry.get("pubStatus")))
    agency = _agency(entry)
    headline, subheadlines = headlines_of(entry)
    standfirst = standfirst_of(entry, headline)
    gallery = Gallery()
    body, alternatives = body_of(entry, gallery)
    kind = _kind(entry, bool(body))
    if kind in MEDIA and plain(string(entry, "body_text")) and not string(entry, "body_html"):
        body = []  # it is the picture's alt text
    embargo = Embargo()
    for key in ("embargoed", "embargoeduntil", "embargoedUntil"):
        if key in entry and entry[key] is not None:
            embargo.field(str(entry[key]) if not isinstance(entry[key], (dict, list)) else "unreadable", "embargoed", problems)
    notes = notes_of(entry)
    for note in notes:
        release_times.in_note(note, embargo, created, problems)
    byline = string(entry, "byline", "by")
    known = bylines.names(byline) if byline and bylines.are_names(byline) else _authors(entry)
    located = clean(string(entry, "located", "locatedText"))
    told = story.edit(
        body,
        headline=headline,
        subheadlines=subheadlines,
        known_dateline=string(entry, "dateline") or _dateline(entry),
        located=located,
        agency=agency,
        known_bylines=known,
        standfirst=standfirst,
        embargo=embargo,
    )
    embargo.words(headline, in_copy=True)
    embargo.settle(said, problems)
    media, links = associations_of(entry)
    own = own_media(entry, kind, headline, standfirst, agency)
    genre = next(
        (clean(g) for key in ("genres", "genre", "genre_names") for g in strings(entry.get(key)) if clean(g)),
        _category(entry, "genre"),
    )
    reason = _advisory(entry, kind, genre, headline)
    slugline = (
        clean(string(entry, "slugline", "slug", "title")) if not digital else "/".join(strings(entry.get("dpasubject_names")))
    )
    removals = [*gallery.removals, *told.removals, *unused_forms(alternatives, told.text)]
    removals += [Removal(text, "second headline") for text in subheadlines]
    removals += [Removal(text, "description") for text in descriptions_of(entry) if text not in (headline, standfirst)]
    if byline and clean(byline) not in " ".join(known):
        removals.append(Removal(clean(byline), "byline"))
    return ParsedItem(
        format=FORMAT,
        item_id=_identity(entry) or derived_id(agency, headline or slugline, first or created, told.text or standfirst),
        kind=kind,
        agency=agency,
        version=version,
        etag=clean(string(record(entry.get("altids")), "etag")),
        status=said,
        status_as_sent=as_sent,
        signals=unique(clean(s) for key in ("signal", "signals") for s in strings(entry.get(key))),
        is_advisory=bool(reason) and said in (WireStatus.USABLE, WireStatus.EMBARGOED),
        advisory_reason=reason,
        headline=told.headline(headline, problems) if kind is ItemKind.TEXT else headline,
        standfirst=standfirst,
        slugline=slugline,
        bylines=told.bylines,
        dateline=told.dateline,
        body_html=told.body_html,
        tagline=" ".join(told.tagline),
        credit_line=clean(string(entry, "creditline", "creditLine", "source")),
        copyright_notice=copyright_of(entry),
        usage_terms=terms_of(entry),
        editor_note=join_notes([*notes, *told.notes]),
        change_note=change_note.of([*notes, *told.notes], changes_of(entry)),
        service_number=_service_number(entry),
        language=clean(string(entry, "language")),
        genre=genre,
        place=located or _place(entry),
        urgency=urgency(entry.get("urgency")) or urgency(entry.get("priority")),
        keywords=_keywords(entry),
        subjects=tuple(_subjects(entry)),
        embargo_until=embargo.until,
        embargo_open_ended=embargo.open_ended,
        expires_at=parse_time(string(entry, "expires"), "expires", problems),
        first_created_at=first or created,
        version_created_at=created,
        media=tuple(dict.fromkeys((*own, *media, *gallery.media()))),
        links=links,
        removals=tuple(removals),
        problems=tuple(problems),
    )


def _identity(entry: Record) -> str:
    uri = clean(string(entry, "uri", "guid", "urn"))
    altids = entry.get("altids") or entry.get("altIds")
    roles = {string(r, "role"): string(r, "value") for r in records(altids)} if isinstance(altids, list) else record(altids)
    if "api.ap.org" in uri or not uri:
        return clean(string(roles, "itemid")) or uri.partition("?")[0]
    return re.sub(r"(\A(?:urn:newsml|tag):.*):v?\d{9,16}\Z", r"\1", uri) if "dpa.com" in uri or "reuters" in uri else uri


def _service_number(entry: Record) -> str:
    """The number by which a note names a story: a transmission reference, else the end of dpa's id."""
    altids = entry.get("altids") or entry.get("altIds")
    sent = {string(r, "role"): string(r, "value") for r in records(altids)} if isinstance(altids, list) else record(altids)
    dpa = re.search(r"dpa\.com:.*:\d{6}-\d{2,4}-(\d{1,7})\b", string(entry, "uri", "guid", "urn"))
    return clean(string(sent, "transref", "originaltransmissionreference", "transmissionreference")) or (dpa[1] if dpa else "")


def _kind(entry: Record, has_body: bool) -> ItemKind:
    sent = string(entry, "type")
    kind = kind_of(sent) if sent else ItemKind.TEXT
    types = {kind_of(string(a, "type")) for a in records(entry.get("associations"))}
    if string(entry, "format").startswith("digitalwires") or "article_html" in entry:
        return ItemKind.TEXT if has_body or not types else ItemKind.PICTURE if types == {ItemKind.PICTURE} else ItemKind.PACKAGE
    if kind is ItemKind.PACKAGE and has_body:
        return ItemKind.TEXT  # a composite with a body of its own is a story with its pictures
    return kind


def _agency(entry: Record) -> str:
    provider = _category(entry, "provider")
    sources = [s for key in ("infosources", "infoSources", "infosource") for s in strings(entry.get(key))]
    candidates = (
        provider,
        string(entry, "source", "provider"),
        string(entry, "creditline", "creditLine"),
        *sources,
        string(entry, "copyrightholder", "copyrightHolder"),
    )
    for name in candidates:
        if isinstance(name, str) and clean(name):
            return short_name(re.sub(r"\A.*/(?=(?:dpa|AP|AFP|Reuters)\Z)", "", clean(name)))
    uri = string(entry, "uri", "urn", "guid")
    match = re.match(r"urn:newsml:([\w.-]+?):|tag:([\w.-]+?),|https?://(?:www\.)?([\w.-]+)", uri)
    domain = next((g for g in match.groups() if g), "") if match else ""
    return {
        "dpa.com": "dpa",
        "reuters.com": "Reuters",
        "tt.se": "TT",
        "afp.com": "AFP",
        "businesswire.com": "Business Wire",
    }.get(domain, "")


def _category(entry: Record, name: str) -> str:
    """A value from dpa's list of typed categories."""
    for category in records(entry.get("categories")):
        if string(category, "type") == f"dnltype:{name}" and string(category, "name", "qcode"):
            return string(category, "name", "qcode")
    return ""


def _authors(entry: Record) -> tuple[str, ...]:
    sent = records(entry.get("authors")) + records(entry.get("bylines"))
    found: list[str] = []
    for author in sent:
        if string(author, "role").casefold() in ("", "writer", "author", "byline", "reporter"):
            found.extend(
                bylines.names(string(author, "name", "byline", "value"))
                or bylines.names(f"{string(author, 'firstname')} {string(author, 'lastname')}")
            )
    return unique(found)


def _dateline(entry: Record) -> str:
    return string(record(entry.get("dateline")), "text")


def _place(entry: Record) -> str:
    return next((clean(p) for key in ("place", "places", "poi_names") for p in strings(entry.get(key))), "")


def _keywords(entry: Record) -> tuple[str, ...]:
    return unique(clean(word) for key in ("keywords", "keyword", "keyword_names") for word in strings(entry.get(key)))


def _subjects(entry: Record) -> Iterator[Subject]:
    for key in _SUBJECTS:
        value = entry.get(key)
        for part in records(value) if not isinstance(value, dict) or "name" not in value else [value]:
            code, name = clean(string(part, "code", "qcode", "uri", "literal")), clean(string(part, "name"))
            if code or name:
                yield Subject(code, name)
    for category in records(entry.get("categories")):
        if string(category, "type") in ("dnltype:dpasubject", "dnltype:geosubject", "dnltype:desk", "dnltype:subject"):
            yield Subject(clean(string(category, "qcode")), clean(string(category, "name")))


def _advisory(entry: Record, kind: ItemKind, genre: str, headline: str) -> str:
    if kind in (ItemKind.EVENT, ItemKind.PLANNING):
        return f"type: {string(entry, 'type')}"
    kinds = [("genre", genre), ("genre", _category(entry, "genre")), ("profile", string(entry, "profile"))]
    kinds += [("service", name) for name in strings(entry.get("service"))]
    kinds += [("subject", name) for name in strings(entry.get("dpasubject_names"))]
    kinds += [("genre", string(c, "qcode")) for c in records(entry.get("categories")) if string(c, "type") == "dnltype:genre"]
    return advisory.reason(kinds=kinds, headline=headline)
