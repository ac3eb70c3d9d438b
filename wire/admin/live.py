"""The wire's list as it stands now, and the same list asked for every few seconds by an open screen.

What the screen has is marked by an ETag over the list's state, found in two queries; only what changed is rendered.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from articles.models import Section
from newsroom.base.actors import colleague
from wire.admin import asked, queues
from wire.admin.item_page import find, proof
from wire.admin.rows import Rights, rows
from wire.models import Item

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import User

EVERY = 5  # seconds between two questions of an open screen


@require_safe
def screen(request: HttpRequest) -> HttpResponse:
    """What came in, the newest first; an ordinary page, which a script keeps up to date."""
    at = timezone.now()
    listed, etag = _listed(request, at)
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        **admin.site.each_context(request),
        **_rendered(request, listed, at),
        "title": "What came in",
        "opts": Item._meta,
        "etag": etag,
        "every": EVERY,
        "query": query.urlencode(),
        "is_newest": listed["before"] is None,
    }
    return TemplateResponse(request, "admin/wire/item/list.html", context)


@require_safe
def fragment(request: HttpRequest) -> HttpResponse:
    """The queues and the rows, if anything about them differs from what the screen has; else 304."""
    at = timezone.now()
    listed, etag = _listed(request, at)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = TemplateResponse(request, "admin/wire/item/_live.html", _rendered(request, listed, at))
    response.headers["ETag"] = etag
    return response


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """A story as readers would have it, to be opened within the list."""
    return TemplateResponse(request, "admin/wire/item/_preview.html", proof(request, find(request, str(pk))))


def _listed(request: HttpRequest, at: datetime) -> tuple[dict[str, Any], str]:
    """What the list holds, and the mark of that state for this person."""
    user = colleague(request)
    if not user.has_perm("wire.view_item"):
        raise PermissionDenied
    filters = asked.Filters(request.GET)
    filters.is_valid()
    before = asked.Place.from_text(request.GET.get("before", ""))
    found, counts = asked.find(filters, before, at=at), queues.counted()
    state = repr((user.pk, asdict(Rights.of(user)), request.GET.urlencode(), found.facts, str(found.older), counts))
    etag = quote_etag(hashlib.sha256(state.encode()).hexdigest()[:32])
    return {"filters": filters, "before": before, "found": found, "counts": counts, "user": user}, etag


def _rendered(request: HttpRequest, listed: dict[str, Any], at: datetime) -> dict[str, Any]:
    found: asked.Found = listed["found"]
    user: User = listed["user"]
    older = request.GET.copy()
    older["before"] = str(found.older or "")
    return {
        "filters": listed["filters"],
        "rows": rows(found, user, at=at),
        "queues": queues.queues(user, listed["counts"]),
        "sections": list(Section.objects.all()),
        "looked_through": found.looked_through,
        "older": older.urlencode() if found.older else "",
        "back": request.GET.urlencode(),
    }
