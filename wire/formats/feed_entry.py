"""An entry of a web feed (RSS, Atom, JSON Feed) becomes an item: full text where the feed gives it, else its summary."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from wire.formats import advisory, blocks, bylines, change_note, paragraphs, story
from wire.formats.agencies import SHORT_NAMES, short_name
from wire.formats.dates import Problems, parse_time
from wire.formats.embargo import Embargo
from wire.formats.media import Gallery
from wire.formats.paragraphs import Element
from wire.formats.parsed import ItemKind, ParsedItem, ParsedMedia, Removal, Subject, WireStatus
from wire.formats.text import clean, derived_id, join_notes, lines, looks_like_html, plain, unescape_once, unique, words
from wire.formats.xml import local

FORMAT = "rss-atom"
SUMMARY = "the feed gives no more than a summary; the whole story stands where its link leads"
FULL_TEXT = 120  # words from which a description is no summary any more, but the story
_MEDIA = ("figure", "img", "picture", "video", "audio")
_MORE = re.compile(
    r"\s*(?:\[?\s*(?:…|\.\.\.|&#8230;)\s*\]?|\[more\]|(?:continue|keep) reading\b.{0,80}|read more\W*)\s*\Z", re.IGNORECASE
)
_FEED_WORDS = re.compile(r"\s*(?:[-–—|:»]\s*)?\b(?:rss|atom|json|news)?\s*feeds?\Z", re.IGNORECASE)
_MAILED = re.compile(r"\A\S+@\S+\s*\((?P<name>[^()]+)\)\Z|\A(?P<alone>[^<>]+?)\s*<\S+@\S+>\Z")
_BLANK_LINE = re.compile(r"(?<![>\s])[ \t]*\r?\n[ \t]*\r?\n\s*|(?<=[>])\s*\n\s*\n\s*(?!</?(?:li|ul|ol|tr|td|th|t\w+)\b)")
_DESKS = {
    "newsdesk",
    "news",
    "desk",
    "newsroom",
    "staff",
    "editor",
    "editors",
    "reporter",
    "reporters",
    "team",
    "redaktion",
    "admin",
}
_PARAGRAPHS = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)


@dataclass(slots=True)
class Form:
    """One form in which an entry gives its words."""

    value: str = ""
    is_html: bool = True
    tree: Element | None = None

    def plain(self) -> str:
        if self.tree is not None:
            return clean(" ".join(str(part) for part in self.tree.itertext()))
        return plain(unescape_once(self.value))


@dataclass(slots=True)
class Feed:
    """What a feed says once for all its entries."""

    title: str = ""
    base: str = ""
    language: str = ""
    rights: str = ""
    authors: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class Entry:
    """What an entry says, from whichever kind of feed."""

    id: str = ""
    title: str = ""
    url: str = ""
    links: tuple[str, ...] = ()
    texts: list[Form] = field(default_factory=list)
    summaries: list[Form] = field(default_factory=list)
    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    expires: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    slugline: str = ""
    rights: str = ""
    usage_terms: str = ""
    credit: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    media: tuple[ParsedMedia, ...] = ()
    kind: ItemKind = ItemKind.TEXT
    status: WireStatus = WireStatus.USABLE
    status_as_sent: str = ""
    note: str = ""
    rest: tuple[Removal, ...] = ()  # words that no field carries
    incomplete: str = ""  # why words of it may be missing


def item_of(entry: Entry, feed: Feed) -> ParsedItem:
    """The item that an entry is. Its version is the time of its last change, so that a later one is newer."""
    problems = Problems(feed.problems)
    base = entry.url or feed.base
    agency = _agency(entry.source or feed.title)
    headline = plain(entry.title)
    published = _first(entry.published, "the date of publication", problems)
    updated = _last(entry.updated, "the date of change", problems)
    gallery = Gallery()
    body, standfirst, unused = _copy(entry, gallery, problems)
    for block in body:
        _absolute_links(block, base)
    embargo = Embargo()
    names = unique(name for author in entry.authors or feed.authors for name in _names(author, agency, feed.title))
    told = story.edit(body, headline=headline, agency=agency, known_bylines=names, standfirst=standfirst, embargo=embargo)
    embargo.words(headline, in_copy=True)
    embargo.settle(entry.status, problems)
    reason = advisory.reason(kinds=[("category", word) for word in entry.keywords], headline=headline)
    changed = updated or published
    removals = [*gallery.removals, *told.removals, *entry.rest]
    unused = [text for text in unused if text != standfirst]
    if unused:
        known = {word.casefold() for word in words(f"{told.text}\n{standfirst}")}
        more = (text for text in unused if any(word.casefold() not in known for word in words(text)))
        removals += [Removal(text, "another form of the text") for text in more]
    removals += [Removal(clean(author), "byline") for author in entry.authors if clean(author) not in names]
    if entry.source:
        removals.append(Removal(clean(entry.source), "name of the source"))
    return ParsedItem(
        format=FORMAT,
        item_id=_identity(entry, agency) or derived_id(agency, headline, published or changed, told.text or standfirst),
        kind=entry.kind,
        agency=agency,
        version=max(0, int(changed.timestamp())) if changed else 0,
        status=entry.status,
        status_as_sent=entry.status_as_sent,
        is_advisory=bool(reason) and entry.status is WireStatus.USABLE,
        advisory_reason=reason,
        headline=told.headline(headline, problems) if entry.kind is ItemKind.TEXT else headline,
        standfirst=standfirst,
        slugline=clean(entry.slugline),
        bylines=told.bylines,
        dateline=told.dateline,
        body_html=told.body_html,
        tagline=" ".join(told.tagline),
        credit_line=clean(entry.credit) or agency,
        copyright_notice=lines(plain(entry.rights or feed.rights)),
        usage_terms=lines(entry.usage_terms),
        editor_note=join_notes([entry.note, *told.notes]),
        change_note=change_note.of(told.notes),
        language=clean(entry.language or feed.language),
        keywords=entry.keywords,
        subjects=entry.subjects,
        embargo_until=embargo.until,
        embargo_open_ended=embargo.open_ended,
        expires_at=_first((entry.expires,), "the date of expiry", problems),
        first_created_at=published or changed,
        version_created_at=changed,
        media=_media(entry.media, gallery.media(), base),
        links=unique(absolute(link, feed.base) for link in (entry.url, *entry.links)),
        removals=tuple(removals),
        incomplete=entry.incomplete or (SUMMARY if SUMMARY in problems else ""),
        problems=tuple(problems),
    )


def moment(value: str, name: str, problems: Problems) -> datetime | None:
    """A time as feeds write it: ISO 8601 or the form of e-mail."""
    value = clean(value)
    if not value or value[:4].isdigit():
        return parse_time(value, name, problems)
    try:
        found = parsedate_to_datetime(value)
        if found.tzinfo is None and not value.endswith("-0000"):
            problems.add(f"{name} has no time zone that can be read; read as UTC")
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        problems.add(f"{name} cannot be read: {value[:60]}")
        return None


def absolute(address: str, base: str) -> str:
    """An address in full; feeds may give it as seen from their own page."""
    address = clean(address)
    if not address or not base or re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", address):
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def _first(values: Iterable[str], name: str, problems: Problems) -> datetime | None:
    return min((found for value in values if (found := moment(value, name, problems))), default=None)


def _last(values: Iterable[str], name: str, problems: Problems) -> datetime | None:
    return max((found for value in values if (found := moment(value, name, problems))), default=None)


def _agency(title: str) -> str:
    """Whose copy it is: the source's or the feed's name, without what only says that it is a feed."""
    title = _FEED_WORDS.sub("", plain(title)) or plain(title)
    for part in re.split(r"\s*[|»>:]\s*|\s+[-–—]\s+", title):
        if short_name(part) in SHORT_NAMES:
            return short_name(part)
    return short_name(title)


def _identity(entry: Entry, agency: str) -> str:
    """Ids without an authority ("1234") are the agency's own and mean nothing beside another agency's."""
    sent = clean(entry.id)
    if sent and ":" not in sent and agency:
        return f"{agency}:{sent}"
    return sent or clean(entry.url)


def _names(author: str, agency: str, title: str) -> Iterator[str]:
    """Names out of "mail@agency.example (Ann Ly)" or "Ann Ly"; the agency itself writes no bylines."""
    text = plain(author)
    match = _MAILED.match(text)
    if match:
        text = match["name"] or match["alone"]
    of_the_house = {word.casefold() for word in words(f"{agency} {title}")} | _DESKS
    if not text or ("@" in text and " " not in text) or {word.casefold() for word in words(text)} <= of_the_house:
        return
    if short_name(text) == text and bylines.are_names(text):
        yield from bylines.names(text)


def _copy(entry: Entry, gallery: Gallery, problems: Problems) -> tuple[list[Element], str, list[str]]:
    """The body, the standfirst, and other forms of the text that were not used."""
    texts = [(form.plain(), form) for form in entry.texts]
    summaries = [(form.plain(), form) for form in entry.summaries]
    texts = sorted(((text, form) for text, form in texts if text), key=lambda pair: -len(pair[0]))
    summaries = [(text, form) for text, form in summaries if text]
    if not texts and summaries:
        longest = max(summaries, key=lambda pair: len(pair[0]))
        if len(longest[0].split()) >= FULL_TEXT:
            texts, summaries = [longest], [pair for pair in summaries if pair is not longest]
    used = (texts or summaries)[:1]
    rest = [text for text, _form in [*texts, *summaries] if not used or text is not used[0][0]]
    if not used:
        return [], "", rest
    whole, form = used[0]
    body = _blocks(form, gallery)
    shorter = [text for text, _form in summaries if not _is_in(text, whole)]
    if texts and (shorter or len(whole.split()) >= FULL_TEXT or not summaries):
        return body, shorter[0] if shorter else "", rest
    problems.add(SUMMARY)
    return body, min((text for text, _form in summaries), key=len), rest


def _is_in(summary: str, whole: str) -> bool:
    opening = words(_MORE.sub("", summary))
    folded = whole.casefold()
    if any(word.casefold() not in folded for word in opening):
        return False
    return "".join(opening).casefold() in "".join(words(whole)).casefold()


def _blocks(form: Form, gallery: Gallery) -> list[Element]:
    def special(element: Element) -> bool:
        return local(element).lower() in _MEDIA and gallery.take(element)

    if form.tree is not None:
        return blocks.from_tree(form.tree, special)
    value = unescape_once(form.value)
    if looks_like_html(value):
        if _PARAGRAPHS.search(value) is None:
            value = _BLANK_LINE.sub("\n<p>", value)  # WordPress exports paragraphs as blank lines
        return blocks.from_html(value, special)
    return paragraphs.from_text(html.unescape(value) if form.is_html else value)


def _absolute_links(block: Element, base: str) -> None:
    if base:
        for link in block.iter("a"):
            if href := link.get("href"):
                link.set("href", absolute(href, base))


def _media(named: tuple[ParsedMedia, ...], inside: tuple[ParsedMedia, ...], base: str) -> tuple[ParsedMedia, ...]:
    """The pictures that an entry names and those that stand in its text, each once."""
    found: dict[tuple[str, ...], ParsedMedia] = {}
    for medium in (*named, *inside):
        renditions = tuple(replace(r, href=absolute(r.href, base)) for r in medium.renditions)
        key = tuple(r.href for r in renditions) or (medium.caption, medium.item_id)
        known = next((k for k in found if set(key) & set(k)), key)
        if known not in found:
            found[known] = replace(medium, renditions=renditions)
        elif medium.caption and not found[known].caption:
            first = found[known]
            found[known] = replace(
                first, caption=medium.caption, alt=first.alt or medium.alt, credit=first.credit or medium.credit
            )
    return tuple(found.values())
