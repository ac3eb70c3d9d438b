"""Web feeds: RSS 0.9x to 2.0, RSS 1.0, Atom and JSON Feed; each entry is an item, with the pictures it names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from wire.formats import broken_feed, json_feed
from wire.formats.feed_entry import Entry, Feed, Form, item_of
from wire.formats.feed_media import media_of
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
from wire.formats.text import clean, plain, unique
from wire.formats.xml import BrokenXML, attribute, local, parse_xml, spaced_text, text_of

Element = etree._Element
Fields = dict[str, list[Element]]

_ENTRIES = ("item", "entry")
# Elements that hold whole parts of an entry and are read by themselves, not field by field.
_WHOLE_NAMES = """
    author contributor source category image encoded content link title description summary abstract div body full-text fulltext
    media:group media:content wp:comment wp:postmeta"""
_WHOLE = frozenset(_WHOLE_NAMES.split())
_TEXTS = ("encoded", "content", "full-text", "fulltext", "body", "div")
_SUMMARIES = ("summary", "excerpt", "abstract", "first_line", "description", "tagline", "itunes:summary", "itunes:subtitle")
_PUBLISHED = ("published", "pubDate", "issued", "created", "date", "available", "dateTimeWritten")
_UPDATED = ("updated", "modified", "lastBuildDate", "dateModified")
_KEYWORDS = ("keywords", "media:keywords", "itunes:keywords", "subject")
_AUTHORS = ("author", "creator", "byline", "itunes:author")
_CATEGORIES = ("category", "media:category", "itunes:category", "feedarticle_section", "catagory")  # the last as WENN spells it
# What is read into a field of its own, or carries no words for a reader: addresses, numbers, and settings of programs.
_READ_NAMES = """
    title category source publisher rights copyright usageTerms usageterms slug slugline creditline tag catagory expires
    feedarticle_section guid id link origLink origlink commentRss comments total in-reply-to enclosure image identifier language
    format type ttl point lat long region media:content media:group media:thumbnail media:rating media:hash media:player
    media:embed media:title media:description media:text media:credit media:copyright media:category itunes:category
    feed_type feed_id feedinstance_id feedarticle_id feedarticle_priority original_article_id feed_name publishing_status"""
_READ = frozenset([*_READ_NAMES.split(), *_TEXTS, *_SUMMARIES, *_PUBLISHED, *_UPDATED, *_KEYWORDS, *_AUTHORS])
_PUBLIC = {"publish", "published", "inherit", ""}


def parse(data: bytes) -> list[ParsedItem]:
    """Raises UnreadableMessage when the bytes hold no feed. A feed without entries is readable and gives none."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n\x00")[:1] == b"{":
        feed, entries = json_feed.read(data)
    else:
        try:
            root = parse_xml(data)
        except BrokenXML as broken:
            feed, entries = broken_feed.read(data, str(broken), is_cut_short=broken.is_cut_short)
        else:
            feed, entries = _read(root)
    return [item_of(entry, feed) for entry in entries]


def _read(root: Element) -> tuple[Feed, list[Entry]]:
    channel = next((element for element in root if local(element) == "channel"), root)
    if local(root) not in ("rss", "feed", "RDF", "channel", *_ENTRIES):
        raise UnreadableMessage(f"This is no feed: the XML's root is <{local(root)}>.")
    told = _fields(channel, within=_ENTRIES)
    feed = Feed(
        title=_text(told, "title", "publisher"),
        base=_address(told),
        language=_text(told, "language") or attribute(root, "lang") or attribute(channel, "lang"),
        rights=_text(told, "rights", "copyright"),
        authors=tuple(_authors(told)) if local(root) == "feed" else (),
    )
    found = [root] if local(root) in _ENTRIES else [element for element in root.iter() if local(element) in _ENTRIES]
    entries = [_entry(element) for element in found]
    entries += [_deleted(element) for element in root if local(element) == "deleted-entry"]
    _attached(entries, found)
    return feed, entries


@lru_cache(maxsize=1000)
def _key(tag: str) -> str:
    """An element's name; those of media, iTunes and WordPress namespaces with a prefix, for they mean something else."""
    namespace, _, name = tag.rpartition("}")
    if "/mrss" in namespace:
        return f"media:{name}"
    if "itunes" in namespace or "googleplay" in namespace:
        return f"itunes:{name}"
    if "wordpress.org/export" in namespace:
        return "excerpt" if "excerpt" in namespace else f"wp:{name}"
    return name.rpartition(":")[2]


def _fields(element: Element, within: tuple[str, ...] = ()) -> Fields:
    """The elements of an entry by name, those inside mere containers too."""
    found: Fields = {}
    for child in element:
        key = _key(child.tag) if isinstance(child.tag, str) else ""
        if not key or key in within:
            continue
        found.setdefault(key, []).append(child)
        if len(child) and key not in _WHOLE:
            for name, inner in _fields(child).items():
                found.setdefault(name, []).extend(inner)
    return found


def _entry(element: Element) -> Entry:
    told = _fields(element)
    names, subjects = _categories(told)
    status, as_sent = _status(told)
    media = media_of(told)
    address = _address(told)
    return Entry(
        id=_text(told, "original_article_id") or _text(told, "guid", "id", "identifier") or attribute(element, "about"),
        title=_text(told, "title", "media:title"),
        url=address
        or (_text(told, "guid") if attribute(next(iter(told.get("guid", ())), None), "isPermaLink") == "true" else ""),
        links=tuple(attribute(link, "href") for link in told.get("link", ()) if attribute(link, "rel") in ("related", "via")),
        texts=[_form(found) for name in _TEXTS for found in told.get(name, ()) if not attribute(found, "src")],
        summaries=[_form(found) for name in _SUMMARIES for found in told.get(name, ())],
        published=tuple(text_of(found) for name in _PUBLISHED for found in told.get(name, ())),
        updated=tuple(text_of(found) for name in _UPDATED for found in told.get(name, ())),
        expires=_text(told, "expirationDate", "expires"),
        authors=tuple(_authors(told)),
        source=_source(told),
        slugline=_text(told, "slug", "slugline"),
        rights=_text(told, "rights", "copyright", "media:copyright"),
        usage_terms=_text(told, "usageTerms", "usageterms"),
        credit=_text(told, "creditline", "credit"),
        language=attribute(element, "lang") or _text(told, "language") or _attribute_of(told, "ContentMetadata", "lang"),
        keywords=names,
        subjects=subjects,
        media=media,
        kind=_kind(told),
        status=status,
        status_as_sent=as_sent,
        rest=tuple(_rest(told)),
    )


def _deleted(element: Element) -> Entry:
    """RFC 6721: an entry of an Atom feed is withdrawn by name."""
    return Entry(
        id=attribute(element, "ref"),
        updated=(attribute(element, "when"),),
        status=WireStatus.CANCELED,
        status_as_sent="deleted-entry",
        note=spaced_text(element),
    )


def _text(told: Fields, *names: str) -> str:
    return next((text for name in names for found in told.get(name, ()) if (text := text_of(found))), "")


def _attribute_of(told: Fields, name: str, value: str) -> str:
    return next((sent for found in told.get(name, ()) if (sent := attribute(found, value))), "")


def _form(element: Element) -> Form:
    """Atom says what its text is; RSS leaves open whether it is text or HTML."""
    kind = attribute(element, "type").casefold()
    if len(element):
        return Form(tree=element)
    return Form("".join(str(part) for part in element.itertext()), is_html=kind not in ("text", "text/plain"))


def _address(told: Fields) -> str:
    links = told.get("link", [])
    for link in links:
        if attribute(link, "href") and attribute(link, "rel") in ("", "alternate"):
            return attribute(link, "href")
    return next((text for link in links if (text := text_of(link))), "") or _text(told, "origLink")


def _authors(told: Fields) -> Iterator[str]:
    for name in _AUTHORS:
        for element in told.get(name, ()):
            names = [text_of(part) for part in element if local(part) == "name"]
            yield from (sent for sent in names or [text_of(element)] if sent)


def _source(told: Fields) -> str:
    for element in told.get("source", ()):
        if text := next((text_of(part) for part in element if local(part) == "title"), "") or text_of(element):
            return text
    return _text(told, "publisher")


def _categories(told: Fields) -> tuple[tuple[str, ...], tuple[Subject, ...]]:
    names: list[str] = []
    subjects: list[Subject] = []
    for name in _CATEGORIES:
        for element in told.get(name, ()):
            term = attribute(element, "term") or attribute(element, "nicename")
            label = plain(
                attribute(element, "label")
                or text_of(element)
                or attribute(element, "value")
                or attribute(element, "text")
                or term
            )
            scheme = attribute(element, "scheme") or attribute(element, "domain")
            if label:
                names.append(label)
                code = term or (attribute(element, "id") and f"{name}:{attribute(element, 'id')}") or ""
                subjects.append(Subject(":".join(part for part in (scheme, code) if part), label))
    for key in _KEYWORDS:
        for element in told.get(key, ()):
            names += [clean(word) for word in text_of(element).split(",")]
    names += [attribute(tag, "value") or text_of(tag) for tag in told.get("tag", ())]
    return unique(names), tuple(dict.fromkeys(subjects))


def _status(told: Fields) -> tuple[WireStatus, str]:
    """An export of a site holds drafts and bin too; what its own readers could not see is not ours to publish."""
    if _attribute_of(told, "media:status", "state") == "deleted":
        return WireStatus.CANCELED, "deleted"
    sent = _text(told, "wp:status", "publishing_status")
    if sent.casefold() not in _PUBLIC or _text(told, "wp:post_password"):
        return WireStatus.WITHHELD, sent
    return WireStatus.USABLE, sent


def _kind(told: Fields) -> ItemKind:
    sent = _text(told, "wp:post_type")
    if sent == "attachment":
        return ItemKind.PICTURE
    return ItemKind.TEXT if sent in ("", "post", "page", "article", "news") else ItemKind.OTHER


def _rest(told: Fields) -> Iterator[Removal]:
    """Words that no field of ours carries."""
    for key, elements in told.items():
        if key == "wp:comment":
            found = [part for comment in elements for part in comment if local(part) == "comment_content"]
            yield from (Removal(spaced_text(part), "a reader's comment") for part in found if spaced_text(part))
        if key in _READ or key.startswith("wp:"):
            continue
        for element in elements:
            text = spaced_text(element) if not len(element) else clean(element.text)
            if any(letter.isalpha() for letter in text) and "://" not in text:
                yield Removal(text, f"<{key}>")
    titles = [text_of(title) for title in told.get("title", ())]
    yield from (Removal(text, "second headline") for text in titles[1:] if text != titles[0])


def _attached(entries: list[Entry], elements: list[Element]) -> None:
    """WordPress names a story's picture by number; the picture is an entry of its own in the same export."""
    by_number: dict[str, tuple[ParsedMedia, ...]] = {}
    wanted: list[tuple[Entry, str]] = []
    for entry, element in zip(entries, elements, strict=False):
        number, thumbnail, address = "", "", ""
        for part in element:
            key = _key(part.tag) if isinstance(part.tag, str) else ""
            if key == "wp:post_id":
                number = text_of(part)
            elif key == "wp:attachment_url":
                address = text_of(part)
            elif key == "wp:postmeta" and [text_of(p) for p in part][:1] == ["_thumbnail_id"]:
                thumbnail = text_of(part[1]) if len(part) > 1 else ""
        if number and address:
            caption = next((form.plain() for form in (*entry.summaries, *entry.texts) if form.plain()), "")
            medium = ParsedMedia(
                ItemKind.PICTURE, headline=plain(entry.title), caption=caption, renditions=(ParsedRendition(address),)
            )
            by_number[number] = entry.media = (medium,)
        if thumbnail:
            wanted.append((entry, thumbnail))
    for entry, thumbnail in wanted:
        entry.media = (*by_number.get(thumbnail, ()), *entry.media)
