"""One story or medium of a NewsML 1.2 item, with all that its components and its item's management say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from wire.formats import bylines, change_note, nitf_body, paragraphs, release_times, status, story
from wire.formats import newsml_1_2_fields as fields
from wire.formats import newsml_1_2_marks as marks
from wire.formats.dates import Problems, parse_time
from wire.formats.embargo import Embargo
from wire.formats.newsml_1_2_content import Medium, Text, overlap
from wire.formats.newsml_1_2_management import Management, copyright_of, usage
from wire.formats.newsml_1_2_tree import Component, formal_name, line_of
from wire.formats.parsed import ItemKind, ParsedItem, ParsedMedia, Removal, WireStatus
from wire.formats.text import clean, derived_id, join_notes, lines, unique, words
from wire.formats.xml import attribute, child, children, descendants, local

FORMAT = "newsml-1.2"

_TITLE = re.compile(r"\A(?:title|head-?line)\Z", re.IGNORECASE)
_CAPTION = re.compile(r"\A(?:caption|legend)\Z", re.IGNORECASE)
_SUBTITLE = re.compile(r"\Asub-?\s?(?:head-?line|title)\Z", re.IGNORECASE)
_STANDFIRST = re.compile(r"\A(?:abstract|summary|teaser|standfirst|lead|intro(?:duction)?|chapeau)\Z", re.IGNORECASE)
_FOR_EDITORS = re.compile(
    r"contact|\bed(?:itor(?:ial|s)?)?['’]?s?[ _-]?note|advisory|note to|not for publication", re.IGNORECASE
)
_ALMOST_ALL = 0.8

Element = etree._Element


@dataclass(slots=True, eq=False)
class Copy:
    """A story with its media, or one medium, in the component that gives it its headline."""

    component: Component
    texts: list[Text]
    media: list[Medium]
    others: list[Text] = field(default_factory=list)  # other forms of the same text
    is_main: bool = True  # else another story of the same item


@dataclass(slots=True)
class _Routed:
    """The texts of a story by what they are for."""

    body: list[Element] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    standfirst: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    nitf: list[nitf_body.Body] = field(default_factory=list)
    heads: list[Element] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    media: list[ParsedMedia] = field(default_factory=list)


def story_item(copy: Copy, managed: Management, envelope: Element | None, item_id: str) -> ParsedItem:
    """A text item: a story, an order about one, or an index that names others."""
    component, problems = copy.component, Problems(managed.problems)
    routed = _route(copy)
    for text in (*copy.texts, *copy.others):
        for problem in text.problems:
            problems.add(problem)
    nitf = routed.nitf[0] if routed.nitf else None
    agency = fields.agency(component, managed.provider, envelope)
    headline = component.line("HeadLine") or (nitf.headline if nitf else "") or next(iter(routed.titles), "")
    said, said_as = _status(managed, routed)
    terms = usage(component, managed)
    embargo = managed.embargo()
    keywords = fields.keywords(component, routed.heads)
    nitf_notes = [note for body in routed.nitf for note in body.notes] + _nitf_head(routed, managed, embargo, said)
    line_notes, change_notes, line_kinds = fields.news_lines(component)
    notes = [*line_notes, *managed.notes, *routed.notes, *nitf_notes, *managed.replacements]
    for note in notes:
        release_times.in_note(note, embargo, managed.this_created, problems)
    place, city = fields.place(component, routed.heads)
    sub_lines = component.lines("SubHeadLine") or (component.above.lines("SubHeadLine") if component.above else [])
    body_text = "\n".join(paragraphs.text_of(block) for block in routed.body[:3])
    standfirst = _standfirst(routed, sub_lines, nitf, body_text)
    sent_bylines = fields.bylines(component)
    marked = marks.take(routed.body, agency)
    for note in marked.notes:
        release_times.in_note(note, embargo, managed.this_created, problems)
    known = unique(n for by in sent_bylines for n in bylines.names(by)) or unique(
        n for body in routed.nitf for n in body.bylines if not n.startswith("(")
    )
    titles = [*routed.titles, *(line for line in sub_lines if not _is_sentence(line))]
    titles += [nitf.headline, *nitf.subheadlines] if nitf else []
    known = known or marked.bylines
    dateline = fields.dateline(component) or marked.dateline
    told = story.edit(
        routed.body,
        headline=headline,
        subheadlines=tuple(titles),
        known_dateline=dateline or (nitf.dateline if nitf else ""),
        located=city,
        agency=agency,
        known_bylines=known,
        standfirst=standfirst,
        embargo=embargo,
    )
    embargo.words(headline, in_copy=True)
    embargo.settle(said, problems)
    media = unique_media([*(_media(m, copy, agency, managed) for m in copy.media), *routed.media])
    slugline = fields.slugline(component, managed.name_label, sub_lines)
    kind, reason = _kind(copy, managed, headline, told.blocks, media, problems)
    genres = [formal_name(e) for e in component.metadata("DescriptiveMetadata", "Genre") if formal_name(e)]
    kinds = [*(("type", name) for name in managed.types), *line_kinds, ("slugline", slugline), ("name", managed.name_label)]
    kinds += [("product", formal_name(e)) for e in children(envelope, "NewsProduct", "NewsService")]
    reason = reason or fields.advisory_reason(component, agency, genres, kinds, headline, notes)
    created = managed.this_created
    credit = component.line("CreditLine") or (nitf.distributor if nitf else "")
    first = managed.first_created or created
    parsed = ParsedItem(
        format=FORMAT,
        item_id=item_id or managed.item_id or _other_id(copy, managed, agency, headline or slugline, told.text),
        kind=kind,
        agency=agency,
        version=managed.version,
        status=said,
        status_as_sent=said_as,
        signals=unique((*managed.signals, *marked.signals)),
        is_advisory=bool(reason) and said in (WireStatus.USABLE, WireStatus.EMBARGOED),
        advisory_reason=reason,
        headline=told.headline(headline, problems) if kind is ItemKind.TEXT else headline,
        standfirst=standfirst,
        slugline=slugline,
        service_number=managed.service_number,
        bylines=told.bylines,
        dateline=told.dateline,
        body_html=told.body_html,
        tagline=" ".join([*(line for body in routed.nitf for line in body.tagline), *told.tagline]),
        credit_line=credit or agency,
        copyright_notice=copyright_of(component) or (nitf.rights if nitf and "://" not in nitf.rights else ""),
        usage_terms=terms,
        editor_note=join_notes([*notes, *marked.notes, *told.notes]),
        change_note=change_note.of([*notes, *told.notes], [*managed.change_notes, *change_notes, *marked.notes]),
        language=fields.language(component, routed.heads),
        genre=genres[0] if genres else "",
        place=place,
        urgency=fields.priority(component) or managed.urgency,
        keywords=keywords,
        subjects=fields.subjects(component),
        embargo_until=embargo.until,
        embargo_open_ended=embargo.open_ended,
        expires_at=managed.expires_at,
        first_created_at=first,
        version_created_at=created,
        media=media,
        links=managed.links,
        removals=(*routed.removals, *marked.removals, *told.removals),
        problems=tuple(problems),
    )
    return _with_leftovers(parsed, copy, routed.nitf)


def media_item(copy: Copy, managed: Management, envelope: Element | None, item_id: str) -> ParsedItem:
    """A picture, graphic, recording or film, or several under one headline."""
    found = story_item(copy, managed, envelope, item_id)
    if len(found.media) == 1 and found.media[0].headline and found.media[0].headline != found.headline:
        medium = found.media[0]
        is_caption = bool(medium.caption) and _key(found.headline)[:60] == _key(medium.caption)[:60]
        return replace(found, headline=medium.headline) if is_caption or not found.headline else found
    return found


def _route(copy: Copy) -> _Routed:
    """Each text to where its role says it belongs; a text without a role is the body."""
    routed = _Routed()
    bodies: list[Text] = []
    for text in copy.texts:
        _take_apart(text, routed)
        if not text.blocks:
            continue
        role = text.role
        if _TITLE.match(role):
            routed.titles.append(clean(text.plain()))
        elif _STANDFIRST.match(role) or (_SUBTITLE.match(role) and not any(b.tag in ("ul", "ol") for b in text.blocks)):
            routed.standfirst.append(clean(text.plain()))
        elif _FOR_EDITORS.search(role):
            routed.notes.append(text.plain())
            routed.removals.append(Removal(text.plain(), f"{role}, for editors"))
        else:
            bodies.append(text)
    _body(bodies, copy.others, routed)
    for text in copy.others:
        _take_apart(text, routed)
    for title in routed.titles:
        routed.removals.append(Removal(title, "title"))
    return routed


def _body(bodies: list[Text], others: list[Text], routed: _Routed) -> None:
    """Texts that follow on each other make one body; another form of a text adds what it says more to the removals."""
    said: list[str] = []
    for text in bodies:
        own = text.words if len(bodies) > 1 or others else []
        if said and overlap(said, own) >= _ALMOST_ALL:
            routed.removals.append(Removal(text.plain(), "another form of the text"))
            continue
        said += own
        routed.body.extend(text.blocks)
    known = set(said)
    for text in others:
        if not known.issuperset(text.words):
            routed.removals.append(Removal(text.plain(), "another form of the text"))


def _take_apart(text: Text, routed: _Routed) -> None:
    routed.notes += text.notes
    routed.removals += [*text.removals, *text.gallery.removals]
    routed.media += text.gallery.media()
    if text.nitf is not None:
        routed.nitf.append(text.nitf)
        routed.removals += text.nitf.removals
        routed.media += text.nitf.media
    if text.head is not None and (head := child(text.head, "head")) is not None:
        routed.heads.append(head)


def _status(managed: Management, routed: _Routed) -> tuple[WireStatus, str]:
    """The item's status, unless the text inside says something stricter."""
    said, as_sent = managed.status, managed.status_as_sent
    for head in routed.heads:
        word = attribute(child(head, "docdata"), "management-status")
        inner, inner_sent = status.read(word or None)
        if status.strictest(said, inner) is not said:
            said, as_sent = inner, f"{as_sent} + NITF {inner_sent}".removeprefix(" + ")
    return said, as_sent


def _nitf_head(routed: _Routed, managed: Management, embargo: Embargo, said: WireStatus) -> list[str]:
    """What the head of a NITF text adds: notes to editors, its release, its end."""
    notes = []
    for head in routed.heads:
        docdata = child(head, "docdata")
        notes += [note for m in children(docdata, "ed-msg") if (note := lines(attribute(m, "info")))]
        release = parse_time(attribute(child(docdata, "date.release"), "norm"), "date.release", managed.problems)
        if release and (said is WireStatus.EMBARGOED or (managed.this_created and release > managed.this_created)):
            embargo.until = max(embargo.until, release) if embargo.until else release
        expires = parse_time(attribute(child(docdata, "date.expire"), "norm"), "date.expire", managed.problems)
        if expires:
            managed.expires_at = min(managed.expires_at, expires) if managed.expires_at else expires
    return notes


def _standfirst(routed: _Routed, sub_lines: list[str], nitf: nitf_body.Body | None, opening: str) -> str:
    """The summary line; one that only repeats the first paragraph is none."""
    found = " ".join(routed.standfirst) or ((nitf.standfirst or nitf.byline_as_standfirst) if nitf else "")
    found = found or next((line for line in sub_lines if _is_sentence(line)), "")
    return "" if found and _key(found) in _key(opening) else found


def _is_sentence(line: str) -> bool:
    return len(line.split()) > 5 and not line.isupper()


def _kind(
    copy: Copy, managed: Management, headline: str, body: list[Element], media: tuple[ParsedMedia, ...], problems: Problems
) -> tuple[ItemKind, str]:
    """What the item is: its text decides, then its media; references alone make a package."""
    if body:
        return ItemKind.TEXT, ""
    if media:
        kinds = {medium.kind for medium in media}
        kind = next(iter(kinds)) if len(kinds) == 1 else ItemKind.PACKAGE
        return kind, ""
    if managed.status is not WireStatus.USABLE or copy.texts:
        return ItemKind.TEXT, ""
    if managed.replacements:
        problems.add("the message changes only parts of an earlier version; the parts are in the editor's note")
        return ItemKind.TEXT, ""
    if managed.links and next(descendants(copy.component.element, "NewsItemRef"), None) is not None:
        return ItemKind.PACKAGE, ""
    if copy.component.above is None and not headline and local(copy.component.element) == "NewsComponent":
        problems.add("an index that names no item")
        return ItemKind.PACKAGE, ""
    if local(copy.component.element) == "NewsComponent":
        problems.add("no text was sent")
    return ItemKind.TEXT, ""


def _other_id(copy: Copy, managed: Management, agency: str, label: str, text: str) -> str:
    """TASS gives no id but that of the component, which is long enough to be its own."""
    duid = next((d for above in copy.component.upward() if (d := attribute(above.element, "Duid"))), "")
    if len(duid) >= 12:
        return ":".join(part for part in (managed.provider, duid) if part)
    caption = text or " ".join(r.href for m in copy.media for r in m.renditions)
    return derived_id(agency, label, managed.first_created or managed.this_created, caption)


def _media(medium: Medium, copy: Copy, agency: str, managed: Management) -> ParsedMedia:
    component = medium.component
    captions: list[str] = []
    titles: list[str] = []
    for text in medium.texts:
        if text.nitf is not None and text.nitf.headline:
            titles.append(text.nitf.headline)
        (titles if _TITLE.match(text.role) else captions).append(text.plain())
    named = [text.plain() for text in medium.texts if _CAPTION.match(text.role)]  # beside it Getty sends what its archive knows
    caption = "\n".join(dict.fromkeys(c for c in (named or captions) if c))
    headline = next((line for above in component.upward() if (line := "".join(above.lines("HeadLine")[:1]))), "")
    if titles and (not headline or (caption and _key(headline)[:60] == _key(caption)[:60])):
        headline = titles[0]
    is_own = bool(component.lines("HeadLine")) and not (copy.texts and component is copy.component)
    return ParsedMedia(
        kind=medium.kind,
        item_id=f"{managed.item_id}#{duid}" if (duid := attribute(component.element, "Duid")) and managed.item_id else "",
        headline=headline if is_own or titles else "",
        caption=caption or (headline if is_own else ""),
        credit=component.line("CreditLine") or fields.agency(component, "", None) or agency,
        byline=" / ".join(fields.bylines(component)) or fields.creator(component),
        copyright_notice=copyright_of(component),
        usage_terms=usage(component),
        renditions=medium.renditions,
    )


def unique_media(found: list[ParsedMedia]) -> tuple[ParsedMedia, ...]:
    """Without the marks in a text that only say where one of its pictures stands ("#photo0")."""
    kept = [
        m for m in found if m.caption or m.item_id or not m.renditions or not all(r.href.startswith("#") for r in m.renditions)
    ]
    return tuple(dict.fromkeys(kept))


def _with_leftovers(parsed: ParsedItem, copy: Copy, bodies: list[nitf_body.Body]) -> ParsedItem:
    """Every line that no field carries is recorded, so that no visible word goes unaccounted for."""
    told = "\n".join(_told(parsed))
    said: set[str] | None = None
    left: dict[str, str] = {}
    for reason, text in _said(copy, bodies):
        if not text or text in told:
            continue
        said = said if said is not None else set(words(told))
        if not said.issuperset(words(text)):
            left.setdefault(text, reason)
    if not left:
        return parsed
    return replace(parsed, removals=(*parsed.removals, *(Removal(text, reason) for text, reason in left.items())))


def _said(copy: Copy, bodies: list[nitf_body.Body]) -> Iterator[tuple[str, str]]:
    top = list(copy.component.upward())[-1]
    for component in top.below() if copy.is_main else copy.component.below():
        for news_lines in component.parts.get("NewsLines", ()):
            for line in news_lines:
                if local(line) == "NewsLine":
                    for text in children(line, "NewsLineText"):
                        yield "news line", line_of(text)
                elif local(line):
                    yield f"{local(line)}", line_of(line)
    for caption in (text for medium in copy.media for text in medium.texts):
        yield "text of a medium", caption.plain()
        for removal in (*caption.removals, *caption.gallery.removals, *(caption.nitf.removals if caption.nitf else ())):
            yield removal.reason, removal.text
        yield from _nitf_said([caption.nitf] if caption.nitf else [])
    yield from _nitf_said(bodies)


def _nitf_said(bodies: list[nitf_body.Body]) -> Iterator[tuple[str, str]]:
    for body in bodies:
        for text in (body.headline, *body.subheadlines):
            yield "second headline", text
        for text in (body.byline_as_standfirst, body.standfirst, *body.bylines):
            yield "head of the text", text
        for text in (body.dateline, body.distributor, body.rights, *body.notes):
            yield "head of the text", text


def _told(parsed: ParsedItem) -> Iterator[str]:
    """What an item's fields say, the ones in which a line of the component may stand again."""
    yield from (parsed.headline, parsed.standfirst, parsed.slugline, parsed.dateline, parsed.body_html, parsed.tagline)
    yield from (parsed.credit_line, parsed.copyright_notice, parsed.usage_terms, parsed.editor_note, *parsed.bylines)
    yield from parsed.keywords
    for medium in parsed.media:
        yield from (medium.headline, medium.caption, medium.credit, medium.byline, medium.copyright_notice, medium.usage_terms)
    for removal in parsed.removals:
        yield removal.text


def _key(text: str) -> str:
    return "".join(words(text)).casefold()
