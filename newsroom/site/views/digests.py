"""The daily digests of the record, for whoever wants to keep copies: with one, anybody can have our record checked."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsroom.base import digests as kept
from newsroom.base.numbers import whole_number

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def digests(request: HttpRequest) -> HttpResponse:
    """The digests of a year, the newest unless one is asked for."""
    days = kept.days()
    years = sorted({day.year for day in days}, reverse=True)
    asked = whole_number(request.GET.get("year", "")) or (years[0] if years else None)
    shown = [day for day in days if day.year == asked]
    if days and not shown:
        raise Http404
    return render(request, "site/digests.html", {"days": shown, "year": asked, "years": years})


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
