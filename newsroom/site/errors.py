"""Error pages in the site's own design; a page that cannot even be drawn falls back to plain words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from corrections.views import AGAIN


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its key: cookies are off, or the page lay open for long. What readers wrote comes back."""
    match = request.resolver_match
    if match is not None and (again := AGAIN.get(match.view_name)):
        return again(request, *match.args, **match.kwargs)
    return render(request, "403.html", {"is_csrf": True}, status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The database may be what failed, so this page asks it nothing."""
    return render(request, "500.html", {"publication": {"name": "Newsroom"}, "standing": None}, status=500)
