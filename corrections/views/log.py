"""The public log and its permalinks."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from corrections import log as public_log
from corrections import log_download, places
from corrections.log_filter import LogFilter
from corrections.models import Notice, NoticeQuerySet
from newsroom.base.numbers import whole_number

CLOSED = {
    "label": "This notice is not shown at the moment",
    "explanation": "The story that it stands on is not on the site, and a notice is shown only together with its story.",
}
DOWNLOADS = {
    "json": (log_download.as_json, "application/json"),
    "csv": (log_download.as_csv, "text/csv; charset=utf-8"),
}


@require_safe
def log(request: HttpRequest) -> HttpResponseBase:
    """Every public notice, newest first; to filter, to search, to page through, to download."""
    form = LogFilter.of(request)
    found = public_log.notices(**form.wanted)
    if (wanted := request.GET.get("format", "")) in DOWNLOADS:
        return _download(found, wanted)
    context = {
        "form": form,
        "page": public_log.page(found, whole_number(request.GET.get("page", "1")) or 1),
        "query": _query(request),
        "is_filtered": bool(form.wanted),
        "feeds": (("rss", "RSS"), ("atom", "Atom"), ("json", "JSON Feed")),
    }
    return render(request, "corrections/notice_log.html", context)


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice at its own address, with what it replaced and what replaced it."""
    entry = _entry(pk)
    if entry is None:
        return render(request, "404.html", CLOSED, status=404)
    address = settings.SITE_URL + entry.notice.get_absolute_url()
    context = {"entry": entry, "chain": _replacements(entry.notice), "address": address}
    return render(request, "corrections/notice_detail.html", context)


@require_safe
def passage(request: HttpRequest, pk: int) -> HttpResponse:
    """From the mail that names no story to the words that were corrected, while readers may see them."""
    entry = _entry(pk)
    if entry is None:
        return render(request, "404.html", CLOSED, status=404)
    if entry.story is None:
        return redirect(entry.notice)
    told = entry.notice.latest()
    stands = places.spans_of(told, places.lines_of(entry.story))
    response = redirect(f"{entry.story.path}#{told.passage_anchor if stands else told.anchor}")
    response["X-Robots-Tag"] = "noindex"
    return response


def _entry(pk: int) -> public_log.LogEntry | None:
    """A public notice with its story; None for one that readers had, whose story is closed. No other number is known."""
    told = Notice.objects.public().filter(pk=pk).first()
    if told is None:
        closed = Notice.objects.told().filter(pk=pk).select_related("article").first()
        if closed is None or closed.article.absence() == "unknown":
            raise Http404
    return next(iter(public_log.entries([told])), None) if told else None


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


def _query(request: HttpRequest) -> str:
    """What is filtered by, for the addresses of other pages and of the downloads."""
    query = request.GET.copy()
    for name in ("page", "format", *(name for name, value in request.GET.items() if not value)):
        query.pop(name, None)
    return query.urlencode()


def _download(found: NoticeQuerySet, wanted: str) -> StreamingHttpResponse:
    lines, content_type = DOWNLOADS[wanted]
    headers = {"Content-Disposition": f'attachment; filename="corrections.{wanted}"'}
    return StreamingHttpResponse(lines(public_log.all_entries(found)), content_type=content_type, headers=headers)
