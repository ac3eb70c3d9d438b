"""Sitemaps: what search engines may know of, and when it last changed in substance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Agency, Edition, Person, Section
from articles.models.edition import EditionQuerySet
from articles.standing import standing_of
from corrections.headlines import marks

ONE_FILE = 5000  # more stories than this, and the sitemap becomes an index by month
NEWS_DAYS, NEWS_MOST = 2, 1000
AT_ONCE = 240  # months asked about in one query
LAST_YEAR = 9000


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page that may be indexed; for a large archive, an index of sitemaps by month."""
    stories = Edition.objects.visible().for_search_engines()
    if stories.newest_first().values("pk")[: ONE_FILE + 1].count() <= ONE_FILE:
        return urlset(request, [*standing_pages(request), *story_entries(stories)])
    paths = [reverse("site:sitemap_pages")]
    paths += [reverse("site:sitemap_month", args=[*month]) for month in months_of(stories)]
    return xml(request, "site/sitemap_index.xml", {"locations": [settings.SITE_URL + path for path in paths]})


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    return urlset(request, standing_pages(request))


@require_safe
def sitemap_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The stories first published in a month where we are."""
    if not (1 <= month <= 12 and 1 <= year <= LAST_YEAR):
        raise Http404
    stories = Edition.objects.visible().for_search_engines()
    return urlset(request, story_entries(stories.first_published(*span(year, month))))


@require_safe
def sitemap_news(request: HttpRequest) -> HttpResponse:
    """Stories of the last two days, at most a thousand, without those an agency keeps out of news search."""
    since = timezone.now() - timedelta(days=NEWS_DAYS)
    stories = Edition.objects.visible().for_search_engines(news=True).first_published(since)
    names = ("article", "path", "headline", "language", "first_published_at")
    rows = list(stories.newest_first().values(*names)[:NEWS_MOST])
    found = marks(row["article"] for row in rows)
    entries = [
        {
            "location": settings.SITE_URL + row["path"],
            "title": found[row["article"]].title(row["headline"]) if row["article"] in found else row["headline"],
            "language": news_language(row["language"]),
            "published": timezone.localtime(row["first_published_at"]).isoformat(timespec="seconds"),
        }
        for row in rows
    ]
    return xml(request, "site/sitemap_news.xml", {"entries": entries})


def months_of(stories: EditionQuerySet) -> Iterator[tuple[int, int]]:
    """The months, newest first, in which a story of these was first published; each is asked of an index, none is counted."""
    when = stories.newest_first().values_list("first_published_at", flat=True)
    last, first = (12 * end.year + end.month - 1 for end in map(timezone.localtime, (when[0], when.reverse()[0])))
    every = [(number // 12, number % 12 + 1) for number in range(last, first - 1, -1)]
    for start in range(0, len(every), AT_ONCE):
        months = every[start : start + AT_ONCE]
        has_story = [Exists(stories.first_published(*span(*month))) for month in months]
        (found,) = Section.objects.order_by("pk").values_list(*has_story)[:1]
        yield from (month for month, is_there in zip(months, found, strict=True) if is_there)


def span(year: int, month: int) -> tuple[datetime, datetime]:
    """When a month begins, and when the next one does, where we are."""
    begins, ends = datetime(year, month, 1), datetime(year + month // 12, month % 12 + 1, 1)
    return timezone.make_aware(begins), timezone.make_aware(ends)


def news_language(tag: str) -> str:
    """The language as the news sitemap takes it: two or three letters, and two kinds of Chinese."""
    tag = tag.lower()
    if tag.startswith("zh"):
        return "zh-tw" if tag in ("zh-tw", "zh-hk", "zh-hant") else "zh-cn"
    return tag.split("-")[0]


def standing_pages(request: HttpRequest) -> list[dict[str, str]]:
    """Front, sections, agencies, people, policies and the corrections log."""
    standing = standing_of(request)
    paths = ["/", *(reverse("site:section", args=[section["slug"]]) for section in standing.sections)]
    paths += [policy["path"] for policy in standing.policies]
    paths += [agency.get_absolute_url() for agency in Agency.objects.listed().only("slug")]
    paths += [person.get_absolute_url() for person in Person.objects.only("slug")]
    return [{"location": settings.SITE_URL + path} for path in [*paths, reverse("corrections:log")]]


def story_entries(stories: EditionQuerySet) -> list[dict[str, str]]:
    rows = stories.newest_first().values_list("path", "first_published_at", "updated_at")
    return [
        {
            "location": settings.SITE_URL + path,
            "changed": timezone.localtime(updated or published).isoformat(timespec="seconds"),
        }
        for path, published, updated in rows
    ]


def urlset(request: HttpRequest, entries: list[dict[str, str]]) -> HttpResponse:
    return xml(request, "site/sitemap.xml", {"entries": entries})


def xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, content_type="application/xml; charset=utf-8")
