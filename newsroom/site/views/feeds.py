"""Feeds of stories and of corrections."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Edition, Section
from articles.models.edition import EditionQuerySet
from articles.standing import standing_of
from corrections import log
from corrections.log_filter import LogFilter
from newsroom.site import feeds
from newsroom.site.syndication import dispatches

MIME = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}


@require_safe
def feed(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """The newest stories (`latest`), or notices to readers (`corrections`), filtered as the log's page is."""
    publication = standing_of(request).publication
    if name == "latest":
        stories = Edition.objects.visible()
        return stories_feed(request, kind, stories, publication["name"], publication.get("description", ""), "/")
    if name != "corrections":
        raise Http404
    wanted = LogFilter.of(request).wanted
    newest = log.entries(log.notices(**wanted)[: feeds.LENGTH])
    title = f"{publication['name']}: corrections"
    words = "What we got wrong and what is right."
    return rendered(request, kind, title, words, reverse("corrections:log"), [feeds.notice_entry(entry) for entry in newest])


@require_safe
def section_feed(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    section = get_object_or_404(Section, slug=slug)
    title = f"{standing_of(request).publication['name']}: {section.name}"
    stories = Edition.objects.visible().filter(section=section)
    return stories_feed(request, kind, stories, title, section.description, section.get_absolute_url())


def stories_feed(
    request: HttpRequest, kind: str, stories: EditionQuerySet, title: str, description: str, page: str
) -> HttpResponse:
    newest = stories.passed_on().for_lists().select_related("section", "agency", "article").newest_first()[: feeds.LENGTH]
    entries = [feeds.story_entry(dispatch) for dispatch in dispatches(newest, standing_of(request))]
    return rendered(request, kind, title, description, page, entries)


def rendered(
    request: HttpRequest, kind: str, title: str, description: str, page: str, entries: list[feeds.Entry]
) -> HttpResponse:
    language = standing_of(request).publication.get("language", "en")
    channel = feeds.Channel(title, description or title, page, request.get_full_path(), language, entries)
    body = feeds.as_json(channel) if kind == "json" else feeds.as_xml(channel, kind)
    return HttpResponse(body, content_type=MIME[kind])
