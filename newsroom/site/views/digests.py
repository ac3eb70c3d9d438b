"""The daily digests of the record, for whoever wants to keep copies: with one, anybody can have our record checked."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Publication
from newsroom.base import digests as kept
from newsroom.base.numbers import whole_number

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def digests(request: HttpRequest) -> HttpResponse:
    """The digests of a year, the newest unless one is asked for; a day without one is told."""
    days = kept.days()
    years = sorted({day.year for day in days}, reverse=True)
    asked = whole_number(request.GET.get("year", "")) or (years[0] if years else None)
    gaps = kept.gaps(days)
    shown = [{"day": day, "without": gaps.get(day)} for day in days if day.year == asked]
    if days and not shown:
        raise Http404
    yesterday = timezone.now().astimezone(Publication.zone()).date() - timedelta(days=1)
    context = {
        "days": shown, "year": asked, "years": years, "site": settings.SITE_URL,
        "newest": days[0] if days else None, "is_late": bool(days) and days[0] < yesterday,
    }  # fmt: skip
    return render(request, "site/digests.html", context)


@require_safe
def digest(request: HttpRequest, day: str) -> HttpResponseBase:
    """One day's digest as it was written; it never changes."""
    found = kept.day_of(f"{day}.txt")
    try:
        if found is None:
            raise Http404
        file = kept.path_of(found).open("rb")
    except OSError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = FOR_EVER
    return response
