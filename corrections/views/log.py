"""The public log and its permalinks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import chain

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.standing import standing_of
from corrections import log as public_log
from corrections.forms import LogFilter
from corrections.log import LogEntry
from corrections.models import Notice

PER_PAGE = 25
COLUMNS = (
    "published", "label", "text", "found_by", "severity", "headline", "section", "agency", "story", "address", "id",
    "replaces", "replaced_by",
)  # fmt: skip


@require_safe
def log(request: HttpRequest) -> HttpResponseBase:
    """Every public notice, newest first; to filter, to page through, to download."""
    form = LogFilter(request.GET, sections=standing_of(request).sections)
    form.is_valid()
    found = public_log.notices(**form.wanted)
    if request.GET.get("format") == "json":
        return JsonResponse({"notices": [public_log.document(entry) for entry in public_log.all_entries(found)]})
    if request.GET.get("format") == "csv":
        return _csv(public_log.all_entries(found))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    query.pop("format", None)
    context = {
        "form": form,
        "page": page,
        "entries": public_log.entries(page.object_list),
        "query": query.urlencode(),
        "is_filtered": bool(form.wanted),
    }
    return render(request, "corrections/notice_log.html", context)


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice at its own address, with what it replaced and what replaced it."""
    told = Notice.objects.public().filter(pk=pk).first()
    if told is None:
        raise Http404
    [entry] = public_log.entries([told])
    return render(request, "corrections/notice_detail.html", {"entry": entry, "chain": _replacements(told)})


def _replacements(told: Notice) -> list[Notice]:
    """The notices that replaced one another, oldest first, this one among them; just this one if it stands alone."""
    public = {one.pk: one for one in Notice.objects.public().filter(article=told.article_id)}
    later = {one.supersedes_id: one for one in public.values() if one.supersedes_id}
    first = told
    while first.supersedes_id in public:
        first = public[first.supersedes_id]
    notices = [first]
    while notices[-1].pk in later:
        notices.append(later[notices[-1].pk])
    return notices


def _csv(entries: Iterable[LogEntry]) -> StreamingHttpResponse:
    documents = (public_log.document(entry) for entry in entries)
    lines = (_line([_cell(document[name]) for name in COLUMNS]) for document in documents)
    return StreamingHttpResponse(
        chain([_line(COLUMNS)], lines),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="corrections.csv"'},
    )


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _cell(value: str) -> str:
    """A spreadsheet must not take words for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
