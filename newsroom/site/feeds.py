"""Feeds in RSS, Atom and JSON Feed: an entry keeps its id for ever and moves only when a reader would want to know."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.html import format_html, format_html_join

from articles.body import plain_text
from articles.models import Edition
from corrections.log import LogEntry
from newsroom.site.syndication import Dispatch

LENGTH = 30


@dataclass(frozen=True)
class Entry:
    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    language: str = "en"
    image: str = ""
    rights: str = ""


@dataclass(frozen=True)
class Channel:
    title: str
    description: str
    page: str  # path of the page that lists the same
    path: str  # path of the feed itself
    language: str
    entries: list[Entry]


def story_entry(dispatch: Dispatch) -> Entry:
    edition = dispatch.edition
    agency, photo = edition.agency, dispatch.photo
    return Entry(
        id=dispatch.uri,
        url=dispatch.url,
        title=dispatch.title,
        summary=edition.standfirst or opening_words(edition),
        html=dispatch.html(),
        published=edition.first_published_at,
        updated=dispatch.updated,
        authors=dispatch.authors,
        tags=[edition.section.name, *(topic["name"] for topic in edition.page.get("topics", ()))],
        language=edition.language,
        image=settings.SITE_URL + photo["share"] if photo else "",
        rights=agency.copyright_line(timezone.localtime(edition.first_published_at).year) if agency else "",
    )


def notice_entry(entry: LogEntry) -> Entry:
    """A notice; of a story that is gone or withheld, only the neutral words. One that was replaced says so."""
    notice, story = entry.notice, entry.story
    kind = notice.get_kind_display()
    headline = entry.mark.title(story.headline) if story and entry.mark else story.headline if story else ""
    parts = [format_html("<p>{}</p>", notice.text)]
    links = [(other.get_absolute_url(), words) for other, words in (
        (entry.replaced_by, "Replaced by a later notice"), (entry.replaces, "It replaces an earlier notice")
    ) if other]  # fmt: skip
    links += [(story.path, headline)] if story else []
    parts += [format_html('<p><a href="{}">{}</a></p>', settings.SITE_URL + path, words) for path, words in links]
    return Entry(
        id=f"urn:uuid:{notice.uid}",
        url=settings.SITE_URL + notice.get_absolute_url(),
        title=f"{kind}: {headline}" if story else kind,
        summary=notice.text,
        html=format_html_join("", "{}", ((part,) for part in parts)),
        published=notice.at,
        updated=entry.replaced_by.at if entry.replaced_by else notice.at,
        tags=[kind, *([story.section.name] if story else []), *([story.agency.name] if story and story.agency else [])],
    )


def opening_words(edition: Edition) -> str:
    """The first paragraph, for a story without a standfirst that its agency lets us pass on whole."""
    if edition.agency and edition.agency.feed_text != "full":
        return ""
    first = next((block["html"] for block in edition.page["blocks"] if block["kind"] == "html"), "")
    return plain_text(first)[:300]


class _Rss(Rss201rev2Feed):
    """RSS 2.0 with the whole text beside the summary."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
                "xmlns:dc": "http://purl.org/dc/elements/1.1/"}  # fmt: skip

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["html"])
        for author in item["authors"]:
            handler.addQuickElement("dc:creator", author)
        if item["rights"]:
            handler.addQuickElement("dc:rights", item["rights"])


class _Atom(Atom1Feed):
    """Atom with the whole text, every author and the agency's copyright."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})
        for author in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", author)
            handler.endElement("author")
        if item["rights"]:
            handler.addQuickElement("rights", item["rights"])


def as_xml(channel: Channel, kind: str) -> str:
    generator: Callable[..., Any] = _Rss if kind == "rss" else _Atom
    feed = generator(
        title=channel.title, link=settings.SITE_URL + channel.page, description=channel.description,
        language=channel.language, feed_url=settings.SITE_URL + channel.path,
        author_name=channel.title if kind == "atom" else None,
    )  # fmt: skip
    for entry in channel.entries:
        feed.add_item(
            title=entry.title, link=entry.url, description=entry.summary, unique_id=entry.id, unique_id_is_permalink=False,
            pubdate=entry.published, updateddate=entry.updated, categories=entry.tags, html=entry.html,
            authors=entry.authors, rights=entry.rights,
            enclosures=[Enclosure(entry.image, "0", "image/jpeg")] if entry.image and kind == "rss" else [],
        )  # fmt: skip
    return str(feed.writeString("utf-8"))


def as_json(channel: Channel) -> str:
    """JSON Feed 1.1."""
    items = []
    for entry in channel.entries:
        item = {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary,
            "content_html": entry.html,
            "date_published": stamp(entry.published),
            "date_modified": stamp(entry.updated),
            "authors": [{"name": name} for name in entry.authors],
            "tags": entry.tags,
            "language": entry.language,
            "image": entry.image,
        }
        items.append({name: value for name, value in item.items() if value not in ("", [])})
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": settings.SITE_URL + channel.page,
        "feed_url": settings.SITE_URL + channel.path,
        "description": channel.description or channel.title,
        "language": channel.language,
        "items": items,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def stamp(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
