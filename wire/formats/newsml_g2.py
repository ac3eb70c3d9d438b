"""NewsML-G2, IPTC's XML for everything: each item of a message comes out, stories as stories, the rest as what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from wire.formats import advisory, blocks, bylines, change_note, paragraphs, release_times, status, story
from wire.formats.agencies import short_name
from wire.formats.dates import Problems, parse_time
from wire.formats.embargo import Embargo
from wire.formats.media import kind_of
from wire.formats.newsml_g2_content import Content
from wire.formats.parsed import (
    ItemKind,
    ParsedItem,
    ParsedMedia,
    Removal,
    Subject,
    UnreadableMessage,
    WireStatus,
)
from wire.formats.text import (
    clean,
    derived_id,
    join_notes,
    lines,
    number,
    unique,
    urgency,
)
from wire.formats.xml import attribute, child, children, descendants, find, local, parse_xml, strings, text_of

FORMAT = "newsml-g2"
ITEMS = {
    "newsItem": ItemKind.TEXT,
    "packageItem": ItemKind.PACKAGE,
    "planningItem": ItemKind.PLANNING,
    "conceptItem": ItemKind.OTHER,
    "knowledgeItem": ItemKind.OTHER,
    "catalogItem": ItemKind.OTHER,
}
_NEVER_STORIES = {"planningItem", "conceptItem", "knowledgeItem", "catalogItem"}
_SUBTITLE = re.compile(r"sub|deck|second", re.IGNORECASE)
_STANDFIRST = re.compile(r"summ|abstract|teaser|lead|standfirst|intro", re.IGNORECASE)

Element = etree._Element


def parse(data: bytes) -> list[ParsedItem]:
    """Raises UnreadableMessage when there is no item in it."""
    root = parse_xml(data)
    found = list(_items(root))
    if not found:
        raise UnreadableMessage(f"The NewsML-G2 message <{local(root)}> holds no item.")
    return [_item(element) for element in found]


def _items(root: Element) -> Iterator[Element]:
    if local(root) in ITEMS:
        yield root
        return
    for element in root:
        if local(element) in ("itemSet", "newsMessage"):
            yield from _items(element)
        elif local(element) in ITEMS:
            yield element


def _item(item: Element) -> ParsedItem:
    problems = Problems()
    meta, content, rights = child(item, "itemMeta"), child(item, "contentMeta"), child(item, "rightsInfo")
    kind = _kind(item, meta)
    copy = Content(item)
    for problem in copy.problems:
        problems.add(problem)
    version = number(attribute(item, "version")) or 0
    created = parse_time(text_of(child(meta, "versionCreated")), "versionCreated", problems)
    first = parse_time(text_of(child(meta, "firstCreated")), "firstCreated", problems) or _content_created(content, problems)
    said, as_sent = status.read(_code(child(meta, "pubStatus")) or None)
    if attribute(child(meta, "itemClass"), "msgType") == "D":
        said = WireStatus.CANCELED  # Reuters: delete
    agency = _agency(meta, content)
    headline, subheadlines = _headlines(content, meta, copy)
    headline = headline or text_of(next((n for c in descendants(item, "concept") for n in children(c, "name")), None))
    standfirst = _description(content, _STANDFIRST) or copy.standfirst or (copy.nitf.standfirst if copy.nitf else "")
    caption = _description(content, None, but=standfirst)
    embargo = Embargo()
    element = child(meta, "embargoed")
    embargo.field(text_of(element) if element is not None else None, "embargoed", problems)
    if copy.embargo:
        embargo.field(copy.embargo, "embargo in the text", problems)
    notes = [_note(note) for note in children(meta, "edNote")] + copy.notes + (copy.nitf.notes if copy.nitf else [])
    for note in notes:
        release_times.in_note(note, embargo, created, problems)
    located = _located(content)
    sent_bylines = [text_of(by) for by in children(content, "by") if text_of(by)]
    known = unique(name for by in sent_bylines for name in bylines.names(by)) or (copy.nitf.bylines if copy.nitf else ())
    told = story.edit(
        copy.blocks,
        headline=headline,
        subheadlines=(*subheadlines, copy.nitf.headline if copy.nitf else ""),
        known_dateline=text_of(child(content, "dateline")) or copy.dateline or (copy.nitf.dateline if copy.nitf else ""),
        located=located,
        agency=agency,
        known_bylines=known,
        standfirst=standfirst,
        embargo=embargo,
    )
    embargo.words(headline, in_copy=True)
    embargo.settle(said, problems)
    media = _media(item, kind, copy, agency, headline, caption, content, rights)
    slugline = text_of(child(content, "slugline"))
    guid = attribute(item, "guid")
    reason = _advisory(item, meta, content, headline, notes)
    return ParsedItem(
        format=FORMAT,
        item_id=_stable(guid, version) or derived_id(agency, headline or slugline, first or created, told.text or caption),
        kind=kind,
        agency=agency,
        version=version,
        status=said,
        status_as_sent=as_sent,
        signals=_signals(meta),
        is_advisory=bool(reason) and said in (WireStatus.USABLE, WireStatus.EMBARGOED),
        advisory_reason=reason,
        headline=told.headline(headline, problems) if kind is ItemKind.TEXT else headline,
        standfirst=standfirst,
        slugline=slugline,
        bylines=told.bylines,
        dateline=told.dateline,
        body_html=told.body_html,
        tagline=" ".join([*(copy.nitf.tagline if copy.nitf else []), *told.tagline]),
        credit_line=text_of(child(content, "creditline")),
        copyright_notice=text_of(child(rights, "copyrightNotice")),
        usage_terms=_terms(rights),
        editor_note=join_notes([*notes, *told.notes]),
        change_note=change_note.of([*notes, *told.notes], _changes(meta)),
        service_number=_service_number(content, guid),
        language=_language(item, content),
        genre=next((_name(g) for g in children(content, "genre")), ""),
        place=located,
        urgency=urgency(text_of(child(content, "urgency"))),
        keywords=unique(text_of(k) for k in children(content, "keyword")),
        subjects=tuple(_subjects(content)),
        embargo_until=embargo.until,
        embargo_open_ended=embargo.open_ended,
        expires_at=parse_time(text_of(child(meta, "expires")), "expires", problems),
        first_created_at=first or created,
        version_created_at=created,
        media=media,
        links=_links(item, meta),
        removals=(
            *(Removal(c, "description") for c in [caption] if c and kind is ItemKind.TEXT and c not in (headline, standfirst)),
            *copy.removals,
            *copy.gallery.removals,
            *(copy.nitf.removals if copy.nitf else ()),
            *told.removals,
            *(Removal(text, "second headline") for text in subheadlines),
            *(
                Removal(text, "second headline")
                for text in ((copy.nitf.headline, *copy.nitf.subheadlines) if copy.nitf else ())
                if text and text != headline
            ),
            *(Removal(by, "byline") for by in sent_bylines if " ".join(known) != by),
        ),
        problems=tuple(problems),
    )


def _kind(item: Element, meta: Element | None) -> ItemKind:
    name = local(item)
    if name == "newsItem":
        code = _code(child(meta, "itemClass"))
        return kind_of(code.rpartition(":")[2]) if code else ItemKind.TEXT
    if name in ("conceptItem", "knowledgeItem"):
        concepts = list(descendants(item, "concept"))
        types = {_code(child(concept, "type")).rpartition(":")[2] for concept in concepts}
        return (
            ItemKind.EVENT
            if "event" in types or any(child(c, "eventDetails") is not None for c in concepts)
            else ItemKind.OTHER
        )
    return ITEMS[name]


def _stable(guid: str, version: int) -> str:
    """Reuters appends its long version number to the guid in some products; the story's id is the part before."""
    if version > 9999 or "reuters.com" in guid:
        return re.sub(rf"[:_](?:version_)?{version}\Z", "", guid)
    return guid


def _agency(meta: Element | None, content: Element | None) -> str:
    provider = child(meta, "provider")
    said = _name(provider)
    name = short_name(said.rpartition(":")[2] if said == attribute(provider, "qcode") else said)
    code = attribute(provider, "qcode") or attribute(provider, "literal") or attribute(provider, "uri")
    if name and name != text_of(child(provider, "name")):
        return name
    if text_of(child(provider, "name")):
        return name
    bare = code.rpartition(":")[2] if attribute(provider, "qcode") else code
    return short_name(bare) or short_name(text_of(child(content, "creditline")))


def _name(element: Element | None) -> str:
    """The name a concept gives itself, else what it is referred to by."""
    names = list(children(element, "name"))
    chosen = next((n for n in names if text_of(n) and "mnemonic" not in attribute(n, "role")), None)
    return text_of(chosen) or attribute(element, "literal") or attribute(element, "qcode") or attribute(element, "uri")


def _code(element: Element | None) -> str:
    return attribute(element, "qcode") or attribute(element, "uri") or attribute(element, "literal")


def _headlines(content: Element | None, meta: Element | None, copy: Content) -> tuple[str, tuple[str, ...]]:
    sent = [(text_of(h), attribute(h, "role")) for h in children(content, "headline") if text_of(h)]
    main = [text for text, role in sent if not _SUBTITLE.search(role)] or [text for text, _ in sent]
    headline = main[0] if main else (copy.nitf.headline if copy.nitf else "")
    headline = headline or text_of(child(meta, "title"))
    return headline, unique(text for text, _ in sent if text != headline)


def _description(content: Element | None, role: re.Pattern[str] | None, but: str = "") -> str:
    for element in children(content, "description"):
        text = text_of(element)
        if text and text != but and (role is None or role.search(attribute(element, "role"))):
            return text
    return ""


def _note(element: Element) -> str:
    if not len(element):
        return lines("".join(strings(element)))
    return lines("\n".join(paragraphs.text_of(block) for block in blocks.from_tree(element)))


def _changes(meta: Element | None) -> list[str]:
    """The notes that by their role tell of a change; dpa's short form is meant for readers, the long one for desks."""
    sent = [(attribute(note, "role").rpartition(":")[2].casefold(), _note(note)) for note in children(meta, "edNote")]
    short = [note for role, note in sent if role in ("correctionshort", "updateshort")]
    return short or [note for role, note in sent if role.startswith(("correction", "update", "change"))]


def _service_number(content: Element | None, guid: str) -> str:
    """The number by which a note names a story: Reuters' USN, APA's running number, the end of dpa's id."""
    for altid in children(content, "altId"):
        kind, sent = attribute(altid, "type").rpartition(":")[2].casefold(), text_of(altid)
        if kind in ("usn", "textid", "servicenumber") or (not kind and re.fullmatch(r"[A-Z]{2,4}\d{1,6}", sent)):
            return sent
    dpa = re.search(r"dpa\.com:.*:\d{6}-\d{2,4}-(\d{1,7})\b", guid)
    return dpa[1] if dpa else ""


def _signals(meta: Element | None) -> tuple[str, ...]:
    found = [_code(signal) for signal in children(meta, "signal")]
    itemclass = child(meta, "itemClass")
    if attribute(itemclass, "msgType"):
        found.append(f"msgType:{attribute(itemclass, 'msgType')}")
    found += [_code(role) for role in children(meta, "role")]
    return unique(found)


def _advisory(item: Element, meta: Element | None, content: Element | None, headline: str, notes: list[str]) -> str:
    if local(item) in _NEVER_STORIES:
        return f"a {local(item)} is no story"
    kinds = [("genre", value) for g in children(content, "genre") for value in (_name(g), _code(g))]
    kinds += [("subject", _name(s)) for s in children(content, "subject") if attribute(s, "type").endswith("dpasubject")]
    kinds += [("role", _name(r)) for r in children(meta, "role")]
    return advisory.reason(kinds=kinds, headline=headline, note=" ".join(notes)[:300])


def _located(content: Element | None) -> str:
    located = child(content, "located")
    name = _name(located)
    return "" if ":" in name or name.startswith("http") else name


def _content_created(content: Element | None, problems: Problems) -> datetime | None:
    return parse_time(text_of(child(content, "contentCreated")), "contentCreated", Problems())


def _terms(rights: Element | None) -> str:
    return lines("\n".join("".join(strings(term)) for term in children(rights, "usageTerms")))


def _language(item: Element, content: Element | None) -> str:
    tags = [attribute(element, "tag") for element in children(content, "language") if attribute(element, "tag")]
    return tags[0] if tags else attribute(item, "lang")


def _subjects(content: Element | None) -> Iterator[Subject]:
    for element in children(content, "subject"):
        code = attribute(element, "qcode") or attribute(element, "uri")
        name = _name(element)
        if code or name:
            yield Subject(code, "" if name == code else name)


def _links(item: Element, meta: Element | None) -> tuple[str, ...]:
    found = [attribute(link, "residref") for link in children(meta, "link")]
    found += [attribute(link, "residref") for link in children(item, "link")]
    groups = child(item, "groupSet")
    found += [attribute(ref, "residref") or attribute(ref, "href") for ref in descendants(groups, "itemRef")]
    found += [attribute(ref, "residref") for ref in descendants(find(item, "newsCoverageSet"), "deliveredItemRef")]
    return unique(found)


def _media(
    item: Element,
    kind: ItemKind,
    copy: Content,
    agency: str,
    headline: str,
    caption: str,
    content: Element | None,
    rights: Element | None,
) -> tuple[ParsedMedia, ...]:
    found = [*copy.gallery.media(), *(copy.nitf.media if copy.nitf else ())]
    if copy.renditions or (kind is not ItemKind.TEXT and caption):
        own = kind if kind is not ItemKind.TEXT else kind_of("", copy.renditions[0].mime_type if copy.renditions else "")
        found.insert(
            0,
            ParsedMedia(
                kind=own,
                item_id=attribute(item, "guid"),
                headline=headline,
                caption=caption,
                credit=text_of(child(content, "creditline")),
                byline=clean(" / ".join(text_of(by) for by in children(content, "by"))),
                copyright_notice=text_of(child(rights, "copyrightNotice")),
                usage_terms=_terms(rights),
                renditions=tuple(copy.renditions),
            ),
        )
    return tuple(found)
