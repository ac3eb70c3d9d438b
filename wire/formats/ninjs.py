"""ninjs, IPTC's JSON: versions 1, 2 and 3, Superdesk's and the BBC's forms of it, and dpa's digital wires."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from wire.formats import advisory, blocks, bylines, status, story
from wire.formats.agencies import short_name
from wire.formats.dates import Problems, parse_time
from wire.formats.embargo import Embargo
from wire.formats.json import Record, parse_json, record, records, string, strings
from wire.formats.media import Gallery, kind_of
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
from wire.formats.text import clean, derived_id, join_notes, lines, looks_like_html, number, plain, unescape_once, unique, urgency, words
from wire.formats.xml import local, text_of

FORMAT = "ninjs"
_BODIES = ("body_html", "body_xhtml", "body_html5", "body_richtext", "body", "article_html")
_LISTS = ("item", "items", "associations_items", "data", "results", "_items", "entries")
_SUBJECTS = ("subject", "subjects", "person", "people", "organisation", "organisations", "organization", "event", "events", "object", "objects")


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
    return has_copy and any(key in value for key in ("type", "versioncreated", "versionCreated", "version_created", "pubstatus", "pubStatus"))


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
    return bool(records(entry.get("bodies"))) or any(key.startswith("body") and string(entry, key) for key in entry) or bool(
        string(entry, "article_html"))


def _item(entry: Record) -> ParsedItem:
    problems = Problems()
    digital = string(entry, "format").startswith("digitalwires") or "article_html" in entry
    version = number(entry.get("version")) or 0
    created = parse_time(string(entry, "versioncreated", "versionCreated", "version_created"), "versioncreated", problems)
    first = parse_time(string(entry, "firstcreated", "firstCreated", "contentcreated", "contentCreated"), "firstcreated", problems)
    said, as_sent = status.read(entry.get("pubstatus", entry.get("pubStatus")))
    agency = _agency(entry)
    headline, subheadlines = _headlines(entry)
    standfirst = _standfirst(entry, headline)
    gallery = Gallery()
    body, alternatives = _body(entry, gallery)
    kind = _kind(entry, bool(body))
    embargo = Embargo()
    for key in ("embargoed", "embargoeduntil", "embargoedUntil"):
        if key in entry and entry[key] is not None:
            embargo.field(str(entry[key]) if not isinstance(entry[key], (dict, list)) else "unreadable", "embargoed", problems)
    notes = _notes(entry)
    for note in notes:
        embargo.words(note)
    byline = string(entry, "byline", "by")
    known = bylines.names(byline) if byline and bylines.are_names(byline) else _authors(entry)
    located = clean(string(entry, "located", "locatedText"))
    told = story.edit(
        body, headline=headline, subheadlines=subheadlines, known_dateline=string(entry, "dateline") or _dateline(entry), located=located,
        agency=agency, known_bylines=known, standfirst=standfirst, embargo=embargo,
    )
    embargo.words(headline, in_copy=True)
    embargo.settle(said, problems)
    media, links = _associations(entry)
    own = _own_media(entry, kind, headline, standfirst, agency)
    genre = next((clean(g) for key in ("genres", "genre", "genre_names") for g in strings(entry.get(key)) if clean(g)), _category(entry, "genre"))
    reason = _advisory(entry, kind, genre, headline)
    slugline = clean(string(entry, "slugline", "slug", "title")) if not digital else "/".join(strings(entry.get("dpasubject_names")))
    removals = [*gallery.removals, *told.removals, *_unused(alternatives, told.text)]
    removals += [Removal(text, "second headline") for text in subheadlines]
    if byline and clean(byline) not in " ".join(known):
        removals.append(Removal(clean(byline), "byline"))
    return ParsedItem(
        format=FORMAT, item_id=_identity(entry) or derived_id(agency, headline or slugline, first or created, told.text or standfirst),
        kind=kind, agency=agency, version=version, etag=clean(string(record(entry.get("altids")), "etag")), status=said, status_as_sent=as_sent,
        signals=unique(clean(s) for key in ("signal", "signals") for s in strings(entry.get(key))),
        is_advisory=bool(reason) and said in (WireStatus.USABLE, WireStatus.EMBARGOED), advisory_reason=reason,
        headline=headline, standfirst=standfirst, slugline=slugline, bylines=told.bylines, dateline=told.dateline, body_html=told.body_html,
        tagline=" ".join(told.tagline), credit_line=clean(string(entry, "creditline", "creditLine", "source")),
        copyright_notice=_copyright(entry), usage_terms=_terms(entry), editor_note=join_notes([*notes, *told.notes]),
        language=clean(string(entry, "language")), genre=genre, place=located or _place(entry),
        urgency=urgency(entry.get("urgency")) or urgency(entry.get("priority")), keywords=_keywords(entry),
        subjects=tuple(_subjects(entry)), embargo_until=embargo.until, embargo_open_ended=embargo.open_ended,
        expires_at=parse_time(string(entry, "expires"), "expires", problems), first_created_at=first or created, version_created_at=created,
        media=tuple(dict.fromkeys((*own, *media, *gallery.media()))), links=links, removals=tuple(removals), problems=tuple(problems),
    )


def _identity(entry: Record) -> str:
    uri = clean(string(entry, "uri", "guid", "urn")) or clean(string(record(entry.get("altids")), "itemid"))
    return re.sub(r"(\A(?:urn:newsml|tag):.*):v?\d{9,16}\Z", r"\1", uri) if "dpa.com" in uri or "reuters" in uri else uri


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
    candidates = (provider, string(entry, "source", "provider"), string(entry, "creditline", "creditLine"), *sources,
                  string(entry, "copyrightholder", "copyrightHolder"))
    for name in candidates:
        if isinstance(name, str) and clean(name):
            return short_name(re.sub(r"\A.*/(?=(?:dpa|AP|AFP|Reuters)\Z)", "", clean(name)))
    uri = string(entry, "uri", "urn", "guid")
    match = re.match(r"urn:newsml:([\w.-]+?):|tag:([\w.-]+?),|https?://(?:www\.)?([\w.-]+)", uri)
    domain = next((g for g in match.groups() if g), "") if match else ""
    return {"dpa.com": "dpa", "reuters.com": "Reuters", "tt.se": "TT", "afp.com": "AFP", "businesswire.com": "Business Wire"}.get(domain, "")


def _category(entry: Record, name: str) -> str:
    """A value from dpa's list of typed categories."""
    for category in records(entry.get("categories")):
        if string(category, "type") == f"dnltype:{name}" and string(category, "name", "qcode"):
            return string(category, "name", "qcode")
    return ""


def _roles(entry: Record, plural: str, singular: str) -> list[tuple[str, str, str]]:
    """(role, content type, value) of headlines, descriptions or bodies in any version of the standard."""
    found = []
    for part in records(entry.get(plural)):
        value = string(part, "value", "description")
        if value:
            found.append((string(part, "role"), string(part, "contenttype", "contentType"), value))
    for key, value in entry.items():
        if (key == singular or key.startswith(singular + "_")) and isinstance(value, str) and value.strip():
            found.append((key[len(singular) + 1:], "", value))
    return found


def _headlines(entry: Record) -> tuple[str, tuple[str, ...]]:
    sent = [(role, plain(value)) for role, _type, value in _roles(entry, "headlines", "headline")]
    rank = {"": 0, "main": 1, "headline": 1}
    ordered = sorted(sent, key=lambda pair: 9 if "sub" in pair[0] or "short" in pair[0] else rank.get(pair[0].rpartition(":")[2].lower(), 5))
    texts = [text for _role, text in ordered] or [plain(string(entry, "title", "name"))]
    others = [*texts[1:], plain(string(entry, "subhead")), plain(string(entry, "kicker"))]
    return texts[0], unique(text for text in others if text and text != texts[0])


def _standfirst(entry: Record, headline: str) -> str:
    teaser = plain(string(entry, "teaser"))
    if teaser:
        return teaser
    sent = [(role, plain(value)) for role, _type, value in _roles(entry, "descriptions", "description")]
    ordered = sorted(sent, key=lambda pair: 0 if re.search(r"summ|abstract|teaser|text|main", pair[0]) or not pair[0] else 5)
    return next((text for _role, text in ordered if text and text != headline), "")


def _body(entry: Record, gallery: Gallery) -> tuple[list[blocks.Element], list[str]]:
    """The richest form of the body, and the other forms as text."""
    def special(element: blocks.Element) -> bool:
        name = local(element).lower()
        if name in ("figure", "img", "picture", "video", "audio"):
            return gallery.take(element)
        classes = set((element.get("class") or "").split())
        if classes & {"dat", "np-nonpublic", "closingline"}:
            gallery.removals.append(Removal(text_of(element), "head of the text, repeats its fields" if "dat" in classes else "not for publication"))
            return True
        return False

    forms = []
    for order, (role, kind, value) in enumerate(_roles(entry, "bodies", "body")):
        value = unescape_once(value)
        is_html = "html" in kind.lower() or looks_like_html(value)
        forms.append((not is_html, order, role, value))
    if string(entry, "article_html"):
        forms.append((False, -1, "article", string(entry, "article_html")))
    if not forms:
        return [], []
    forms.sort(key=lambda form: form[:2])
    best = forms[0]
    found = blocks.from_text(best[3]) if best[0] else blocks.from_html(best[3], special)
    for key in ("infobox_html", "linkbox_html"):
        if string(entry, key):
            found.extend(blocks.from_html(string(entry, key), special))
    return found, [plain(value) for _plain, _order, _role, value in forms[1:]]


def _unused(alternatives: list[str], told: str) -> Iterator[Removal]:
    known = {w.casefold() for w in words(told)}
    for text in alternatives:
        if any(w.casefold() not in known for w in words(text)):
            yield Removal(text, "another form of the body")


def _notes(entry: Record) -> list[str]:
    notes = [lines(string(entry, "ednote", "edNote"))]
    for part in records(entry.get("ednotes")):
        notes.append(lines(string(part, "ednote", "value")))
    notepad = record(entry.get("notepad"))
    for key in ("public_html", "nonpublic_html", "closingline_html"):
        notes.append("\n".join(blocks.text_of(block) for block in blocks.from_html(string(notepad, key))))
    notes.append(lines(plain(string(entry, "autopublishnotice"))))
    return [note for note in notes if note]


def _authors(entry: Record) -> tuple[str, ...]:
    sent = records(entry.get("authors")) + records(entry.get("bylines"))
    found = []
    for author in sent:
        if string(author, "role").casefold() in ("", "writer", "author", "byline", "reporter"):
            found.extend(bylines.names(string(author, "name", "byline", "value")) or bylines.names(
                f"{string(author, 'firstname')} {string(author, 'lastname')}"))
    return unique(found)


def _dateline(entry: Record) -> str:
    return string(record(entry.get("dateline")), "text")


def _copyright(entry: Record) -> str:
    notice = lines(string(entry, "copyrightnotice", "copyrightNotice"))
    holder = clean(string(entry, "copyrightholder", "copyrightHolder"))
    return notice or (f"© {holder}" if holder else "")


def _terms(entry: Record) -> str:
    rights = record(entry.get("rightsinfo") or entry.get("rightsInfo"))
    linked = [string(r, "href", "value", "uri") for r in records(rights.get("linkedrights") or rights.get("linkedRights"))]
    return lines("\n".join([*strings(entry.get("usageterms") or entry.get("usageTerms")), *linked]))


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


def _renditions(value: Any) -> tuple[ParsedRendition, ...]:
    pairs = value.items() if isinstance(value, dict) else (("", entry) for entry in value) if isinstance(value, list) else ()
    found = []
    for role, entry in pairs:
        if isinstance(entry, dict) and (href := clean(string(entry, "href", "url", "src"))):
            found.append(ParsedRendition(
                href=href, mime_type=clean(string(entry, "mimetype", "mimeType", "contenttype", "contentType")),
                width=number(entry.get("width")), height=number(entry.get("height")), role=clean(string(entry, "name", "role", "usage")) or role,
            ))
    return tuple(found)


def _medium(entry: Record, kind: ItemKind) -> ParsedMedia:
    caption = clean(plain(string(entry, "caption", "body_text"))) or _standfirst(entry, "")
    return ParsedMedia(
        kind=kind, item_id=clean(string(entry, "uri", "urn", "guid", "id")), headline=_headlines(entry)[0], caption=caption,
        alt=clean(string(entry, "alt", "alttext", "altText", "alt_text", "description_alt")),
        credit=clean(string(entry, "creditline", "creditLine", "byline", "by", "source")), byline=clean(string(entry, "byline", "by")),
        copyright_notice=_copyright(entry), usage_terms=_terms(entry), renditions=_renditions(entry.get("renditions")),
    )


def _own_media(entry: Record, kind: ItemKind, headline: str, standfirst: str, agency: str) -> tuple[ParsedMedia, ...]:
    if kind in (ItemKind.PICTURE, ItemKind.GRAPHIC, ItemKind.VIDEO, ItemKind.AUDIO) and (entry.get("renditions") or standfirst):
        return (_medium(entry, kind),) if "article_html" not in entry else ()
    return ()


def _associations(entry: Record) -> tuple[tuple[ParsedMedia, ...], tuple[str, ...]]:
    """Pictures and the like are media; other items are named by their id."""
    media, links = [], []
    for association in records(entry.get("associations")):
        kind = kind_of(string(association, "type"))
        renditions = _renditions(association.get("renditions"))
        if kind is ItemKind.OTHER and renditions:
            kind = kind_of("", renditions[0].mime_type)
        if kind in (ItemKind.PICTURE, ItemKind.GRAPHIC, ItemKind.VIDEO, ItemKind.AUDIO) or renditions:
            media.append(_medium(association, kind))
        elif uri := clean(string(association, "uri", "urn", "guid")):
            links.append(uri)
    links += [clean(uri) for key in ("replacing", "evolvedfrom", "evolvedFrom") for uri in strings(entry.get(key))]
    return tuple(media), unique(links)
