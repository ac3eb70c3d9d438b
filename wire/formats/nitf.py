"""NITF, the news industry's older XML text format: one document, one story (and, rarely, an order about another one)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from lxml import etree

from wire.formats import advisory, change_note, release_times, status, story
from wire.formats.agencies import short_name
from wire.formats.dates import Problems, parse_time
from wire.formats.embargo import Embargo
from wire.formats.nitf_body import Body, read_body
from wire.formats.parsed import ParsedItem, Removal, Subject, UnreadableMessage, WireStatus
from wire.formats.text import clean, derived_id, join_notes, lines, number, unique, urgency
from wire.formats.xml import attribute, child, children, descendants, find, local, parse_xml, text_of

FORMAT = "nitf"
_PA_ID = re.compile(r"\A([0-9a-fA-F-]{36}[A-Z]{1,4})-(\d{1,4})-(\d{1,3})\Z")
_DPA_ID = re.compile(r"\A(urn[-:]newsml[-:]dpa.+):\d{10,16}\Z")
_DPA_NUMBER = re.compile(r"dpa.*:\d{6}-\d{2,4}-(\d{1,7})\b")
_PLACEHOLDER = re.compile(r"\A[YMDHS0:T+-]*Y[YMDHS0:T+-]*\Z")

Element = etree._Element


def parse(data: bytes) -> list[ParsedItem]:
    """Raises UnreadableMessage when the bytes are no NITF document with anything in it."""
    root = parse_xml(data)
    if local(root) != "nitf":
        found = next(descendants(root, "nitf"), None)
        if found is None:
            raise UnreadableMessage(f"This is not NITF: the XML's root is <{local(root)}>.")
        root = found
    return items(root)


def items(root: Element) -> list[ParsedItem]:
    """The story of a NITF document, and an order for another item where the document withdraws one."""
    item = _item(root)
    if not (
        item.headline
        or item.body_html
        or item.standfirst
        or item.media
        or item.removals
        or item.status_as_sent
        or find(root, "head", "docdata", "doc-id") is not None
    ):
        raise UnreadableMessage("The NITF document holds neither text, headline nor an id.")
    docdata = find(root, "head", "docdata")
    target = attribute(docdata, "management-doc-idref")
    if not target:
        return [item]
    target_status, target_sent = status.read(attribute(docdata, "management-idref-status") or None)
    if not target_sent and item.status in (WireStatus.CANCELED, WireStatus.WITHHELD):
        target_status, target_sent = WireStatus.WITHHELD, item.status_as_sent  # it names another and does not say what for
    target_id = _with_source(_stable(target, docdata)[0], _source(docdata))
    if target_status is WireStatus.USABLE or target_id == item.item_id:
        return [replace(item, links=unique((*item.links, target_id)))]
    if item.status is target_status:
        return [replace(item, status_target=target_id)]
    order = ParsedItem(
        format=FORMAT,
        item_id=target_id,
        agency=item.agency,
        version=item.version,
        status=target_status,
        status_as_sent=target_sent,
        editor_note=item.editor_note,
        version_created_at=item.version_created_at,
        links=(item.item_id,),
    )
    return [replace(item, links=unique((*item.links, target_id))), order]


def _item(root: Element) -> ParsedItem:
    problems = Problems()
    head = child(root, "head")
    docdata = child(head, "docdata")
    meta = {attribute(m, "name").casefold(): attribute(m, "content") for m in children(head, "meta")}
    body = read_body(root)
    title = text_of(child(head, "title"))
    headline = body.headline or title
    item_id, version, is_stable = _identity(docdata, meta)
    issued = _time(docdata, "date.issue", problems)
    released = _time(docdata, "date.release", problems)
    said, as_sent = status.read(attribute(docdata, "management-status") or None)
    embargo = Embargo()
    release_sent = attribute(child(docdata, "date.release"), "norm")
    if released and (said is WireStatus.EMBARGOED or (issued and released > issued)):
        embargo.until = released
    elif release_sent and not released and not _PLACEHOLDER.match(release_sent):
        embargo.open_ended = True
    notes = [lines(attribute(m, "info")) for m in children(docdata, "ed-msg")] + body.notes
    notes += [
        f"{attribute(r, 'comment')}" for r in children(head, "revision-history") if attribute(r, "comment") and _is_change(r)
    ]
    changes = [lines(attribute(c, "info")) for c in children(docdata, "correction")]
    notes += changes
    for note in notes:
        release_times.in_note(note, embargo, issued, problems)
    agency = _agency(docdata, meta, body)
    evloc = child(docdata, "evloc")
    place = ", ".join(v for v in (attribute(evloc, "city"), attribute(evloc, "state-prov"), attribute(evloc, "iso-cc")) if v)
    located = _city(root) or place
    standfirst = body.standfirst or body.byline_as_standfirst
    told = story.edit(
        body.blocks,
        headline=headline,
        subheadlines=(*body.subheadlines, title),
        known_dateline=body.dateline,
        located=located,
        agency=agency,
        known_bylines=body.bylines,
        standfirst=standfirst,
        embargo=embargo,
    )
    embargo.words(headline, in_copy=True)
    embargo.settle(said, problems)
    if body.byline_as_standfirst:
        problems.add("the byline element holds a sentence; read as standfirst")
    rest = [text for text in (*body.subheadlines, body.byline_as_standfirst) if text and text not in (headline, standfirst)]
    slugline = _slugline(docdata, meta, title, headline)
    removals = [*body.removals, *told.removals, *(Removal(text, "second headline") for text in rest)]
    first = issued or released
    if not item_id:
        item_id = derived_id(agency, headline or slugline, first, told.text)
    elif not is_stable:
        problems.add("the id carries a version; its stable part is used")
    genre = _genre(head)
    reason = advisory.reason(
        kinds=[
            ("genre", genre),
            ("genre", attribute(child(head, "tobject"), "tobject.type")),
            ("slugline", meta.get("anpa-takekey", "").strip("() ")),
        ],
        headline=headline or slugline,
        note=" ".join(notes),
    )
    rights = child(docdata, "doc.copyright")
    return ParsedItem(
        format=FORMAT,
        item_id=item_id,
        agency=agency,
        version=version,
        status=said,
        status_as_sent=as_sent,
        is_advisory=bool(reason) and said in (WireStatus.USABLE, WireStatus.EMBARGOED),
        advisory_reason=reason,
        headline=told.headline(headline, problems),
        standfirst=standfirst,
        slugline=slugline,
        bylines=told.bylines,
        dateline=told.dateline,
        body_html=told.body_html,
        tagline=" ".join([*body.tagline, *told.tagline]),
        credit_line=body.distributor or agency,
        copyright_notice=_copyright(rights) or (f"© {body.rights}" if body.rights else ""),
        usage_terms=lines("\n".join(_terms(docdata))),
        editor_note=join_notes([*notes, *told.notes]),
        change_note=change_note.of([*notes, *told.notes], changes),
        service_number=_service_number(docdata, meta),
        language=_language(root, meta),
        genre=genre,
        place=place or located,
        urgency=urgency(attribute(next(descendants(head, "urgency"), None), "ed-urg")),
        keywords=_keywords(docdata, meta),
        subjects=tuple(_subjects(head)),
        embargo_until=embargo.until,
        embargo_open_ended=embargo.open_ended,
        expires_at=_time(docdata, "date.expire", problems),
        first_created_at=first,
        version_created_at=issued,
        media=body.media,
        removals=tuple(removals),
        problems=tuple(problems),
    )


def _identity(docdata: Element | None, meta: dict[str, str]) -> tuple[str, int, bool]:
    """The stable id, the version, and whether the id came without a version in it."""
    sent = attribute(child(docdata, "doc-id"), "id-string")
    key = child(docdata, "du-key")
    version = number(attribute(key, "version")) or 0
    generation = number(attribute(key, "generation"))
    if generation is not None and generation * 1000 + version < 2**62:
        version = generation * 1000 + version if generation else version
    version = version or number(meta.get("article-revision")) or 0
    if not sent:
        return "", version, True
    stable, from_id = _stable(sent, docdata)
    return _with_source(stable, _source(docdata)), version or from_id, stable == sent


def _stable(sent: str, docdata: Element | None) -> tuple[str, int]:
    """An id without the version that PA, dpa and NTB write into it, and that version."""
    pa = _PA_ID.match(sent)
    if pa:
        return (pa[1] if pa[3] == "1" else f"{pa[1]}:part{pa[3]}"), int(pa[2])
    dpa = _DPA_ID.match(sent)
    if dpa:
        return dpa[1], int(sent.rpartition(":")[2])
    key = attribute(child(docdata, "du-key"), "key")
    if len(key) >= 12 and re.fullmatch(re.escape(key) + r"[_.:-]v?\d{1,6}", sent):
        return key, int(re.findall(r"\d+", sent)[-1])
    return sent, 0


def _with_source(item_id: str, source: str) -> str:
    return f"{source}:{item_id}" if source and item_id and not item_id.startswith(("urn", "tag:", "http")) else item_id


def _source(docdata: Element | None) -> str:
    return attribute(child(docdata, "doc-id"), "regsrc")


def _agency(docdata: Element | None, meta: dict[str, str], body: Body) -> str:
    sources = sorted(descendants(docdata, "from-src"), key=lambda e: number(attribute(e, "level-number")) or 0)
    for name in (
        _source(docdata),
        body.distributor,
        meta.get("aap-source", ""),
        meta.get("origin", ""),
        *(attribute(s, "src-name") for s in sources),
        attribute(child(docdata, "doc.copyright"), "holder"),
        body.rights,
    ):
        if clean(name):
            return short_name(re.sub(r"(?i)[.,]? all rights reserved.*", "", clean(name)))
    return ""


def _copyright(rights: Element | None) -> str:
    holder, year = attribute(rights, "holder"), attribute(rights, "year")
    return clean(f"© {year} {holder}") if holder else ""


def _terms(docdata: Element | None) -> Iterable[str]:
    for rights in children(docdata, "doc.rights"):
        for name in ("type", "limitations", "geography"):
            value = attribute(rights, name)
            if value:
                yield value


def _time(docdata: Element | None, name: str, problems: Problems) -> datetime | None:
    sent = attribute(child(docdata, name), "norm")
    if _PLACEHOLDER.match(sent):
        problems.add(f"{name} is an unfilled placeholder")
        return None
    return parse_time(sent, name, problems)


def _is_change(revision: Element) -> bool:
    """The note of who first wrote a story says nothing about a change."""
    return not re.match(r"(?i)(?:initial|original|created|first)\b", attribute(revision, "comment"))


def _city(root: Element) -> str:
    location = find(root, "body", "body.head", "dateline", "location")
    return text_of(child(location, "city")) or text_of(location)


def _slugline(docdata: Element | None, meta: dict[str, str], title: str, headline: str) -> str:
    key = child(child(docdata, "key-list"), "keyword")
    return (
        clean(meta.get("anpa-keyword") or meta.get("ntbstikkord") or meta.get("slugline") or "")
        or attribute(key, "key").strip("/")
        or (title if title != headline else "")
        or clean(attribute(child(docdata, "du-key"), "key"))
    )


def _service_number(docdata: Element | None, meta: dict[str, str]) -> str:
    """The number by which a note names a story: AP's and AAP's sequence, AP's transmission reference, the end of dpa's id."""
    dpa = _DPA_NUMBER.search(attribute(child(docdata, "doc-id"), "id-string"))
    return clean(meta.get("ap-transref") or meta.get("transref") or meta.get("anpa-sequence") or (dpa[1] if dpa else ""))


def _genre(head: Element | None) -> str:
    properties = [attribute(p, "tobject.property.type") for p in descendants(head, "tobject.property")]
    return next((p for p in properties if p and p.casefold() != "current"), "")


def _language(root: Element, meta: dict[str, str]) -> str:
    body = child(root, "body")
    for value in (
        attribute(root, "baselang"),
        attribute(root, "lang"),
        attribute(body, "lang"),
        meta.get("article-language", ""),
        meta.get("language", ""),
        attribute(next((e for e in descendants(body, "lang") if attribute(e, "lang")), None), "lang"),
    ):
        if value:
            return value
    return ""


def _keywords(docdata: Element | None, meta: dict[str, str]) -> tuple[str, ...]:
    sent = [attribute(k, "key") or text_of(k) for k in descendants(docdata, "keyword")]
    sent += re.split(r"\s*[,;]\s*", meta.get("article-keywords", "") or meta.get("keywords", ""))
    return unique(clean(word) for value in sent for word in ([value] if value.count("/") < 2 else value.split("/")))


def _subjects(head: Element | None) -> Iterable[Subject]:
    seen = set()
    for element in descendants(head, "tobject.subject"):
        name = next(
            (
                attribute(element, f"tobject.subject.{part}")
                for part in ("detail", "matter", "type")
                if attribute(element, f"tobject.subject.{part}")
            ),
            "",
        )
        code = attribute(element, "tobject.subject.refnum") or attribute(element, "tobject.subject.code")
        if (code or name) and (code, name) not in seen:
            seen.add((code, name))
            yield Subject(code, name)
    for element in descendants(head, "classifier"):
        code, name = attribute(element, "value"), attribute(element, "type")
        if code and (code, name) not in seen:
            seen.add((code, name))
            yield Subject(f"{name}:{code}" if name else code, text_of(element))
