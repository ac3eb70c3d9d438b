"""The read-only API: stories as ninjs 3.1, and the corrections log."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware
from django.views.decorators.http import require_safe

from articles.models import Article, Edition
from articles.models.edition import EditionQuerySet
from articles.standing import standing_of
from corrections import log
from corrections.log import LogEntry
from corrections.log_filter import LogFilter
from newsroom.base.numbers import whole_number
from newsroom.site import ninjs
from newsroom.site.listing import numbered_page
from newsroom.site.syndication import dispatches


@require_safe
def api_articles(request: HttpRequest) -> JsonResponse:
    """Stories, the newest first; `?section=`, `?agency=`, `?since=` (first published at or after) and `?page=`."""
    stories = passed_on()
    if section := asked(request, "section"):
        stories = stories.filter(section__slug=section)
    if agency := asked(request, "agency"):
        stories = stories.filter(agency__slug=agency)
    if since := asked(request, "since"):
        moment = parsed(since)
        if moment is None:
            return problem("since must be a date or a time, for example 2026-11-20 or 2026-11-20T07:00:00Z", 400)
        stories = stories.first_published(moment)
    try:
        page = numbered_page(request, stories)
    except Http404:
        return problem("there is no such page", 404)
    standing = standing_of(request)
    return enveloped(request, page, [ninjs.item(dispatch, standing) for dispatch in dispatches(page, standing)])


@require_safe
def api_article(request: HttpRequest, key: str) -> JsonResponse:
    """One story by its number or its uuid; 410 for one that is gone, 404 for anything else that cannot be read."""
    which = identified(key)
    edition = passed_on().filter(**{f"article__{name}": value for name, value in which.items()}).first() if which else None
    if edition is not None:
        standing = standing_of(request)
        return answer(ninjs.item(dispatches([edition], standing)[0], standing))
    article = Article.objects.filter(**which).first() if which else None
    if article is not None and not article.is_visible() and article.absence() == "gone":
        response = problem("this story was published here and is gone", 410)
    else:
        response = problem("there is no such story", 404)
    return response


@require_safe
def api_corrections(request: HttpRequest) -> JsonResponse:
    """Every public notice, the newest first, filtered as the log's page is; a withdrawn story is not named."""
    try:
        page = numbered_page(request, log.notices(**LogFilter.of(request).wanted))
    except Http404:
        return problem("there is no such page", 404)
    return enveloped(request, page, [notice_document(entry) for entry in log.entries(page)])


def notice_document(entry: LogEntry) -> dict[str, Any]:
    notice, story = entry.notice, entry.story
    document: dict[str, Any] = {
        "id": f"urn:uuid:{notice.uid}",
        "kind": notice.kind,
        "label": notice.get_kind_display(),
        "date": ninjs.stamp(notice.at),
        "text": notice.text,
        "origin": notice.origin,
        "severity": notice.severity,
        "url": settings.SITE_URL + notice.get_absolute_url(),
    }
    if story is not None:
        headline = entry.mark.title(story.headline) if entry.mark and entry.mark.is_retraction else story.headline
        document["article"] = {"headline": headline, "url": settings.SITE_URL + story.path}
    for name, other in (("replaces", entry.replaces), ("replacedBy", entry.replaced_by)):
        if other is not None:
            document[name] = f"urn:uuid:{other.uid}"
    return document


def passed_on() -> EditionQuerySet:
    """Stories that readers can see and the API may carry."""
    stories = Edition.objects.visible().passed_on().for_lists()
    return stories.select_related("section", "agency", "article").newest_first()


def identified(key: str) -> dict[str, Any]:
    """By number or by uuid; nothing for what is neither."""
    if (number := whole_number(key)) is not None:
        return {"pk": number}
    try:
        return {"uid": uuid.UUID(key)}
    except ValueError:
        return {}


def asked(request: HttpRequest, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "")


def parsed(since: str) -> datetime | None:
    """The moment that was meant, in UTC; None for what is no moment, or one that no calendar holds."""
    try:
        moment = parse_datetime(since.replace(" ", "+") if "T" in since else since)
        day = None if moment else parse_date(since)
        if day is not None:
            moment = parse_datetime(f"{day.isoformat()}T00:00:00")
        moment = make_aware(moment) if moment and is_naive(moment) else moment
        return moment.astimezone(UTC) if moment else None
    except (ValueError, OverflowError):
        return None


def enveloped(request: HttpRequest, page: Any, items: list[dict[str, Any]]) -> JsonResponse:
    """A page of a list, with the way to the next; of a list longer than a thousand nobody counts how long it is."""

    def address(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"

    return answer(
        {
            "count": page.paginator.count if page.paginator.is_counted else None,
            "page": page.number,
            "pages": page.paginator.num_pages,
            "next": address(page.next_page_number()) if page.has_next() else None,
            "previous": address(page.previous_page_number()) if page.has_previous() else None,
            "items": items,
        }
    )


def answer(document: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(document, status=status, json_dumps_params={"ensure_ascii": False})


def problem(detail: str, status: int) -> JsonResponse:
    """What is wrong, in a sentence; nobody keeps it."""
    response = answer({"status": status, "detail": detail}, status)
    response.headers["Cache-Control"] = "no-store"
    return response
