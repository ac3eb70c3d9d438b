"""What every response carries, and the time zone that pages are shown in."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone

Handler = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def security_headers(get_response: Handler) -> Handler:
    """Headers that Django does not set itself: who may use our files, and which powers a page has."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return respond


class Compression(GZipMiddleware):
    """Pages travel compressed; pictures are compressed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.get("Content-Type", "").startswith("image/"):
            return response
        return super().process_response(request, response)


def caching(get_response: Handler) -> Handler:
    """Browsers may keep a page but must ask before they show it again: a killed story is gone at the next request."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response.headers:
            private = request.path.startswith("/admin/") or response.status_code >= 400
            response.headers["Cache-Control"] = "no-store" if private else "no-cache"
        return response

    return respond


def publication_time(get_response: Handler) -> Handler:
    """Times are shown in the publication's time zone."""

    def respond(request: HttpRequest) -> HttpResponse:
        from articles.standing import standing_of

        name = standing_of(request).publication["time_zone"] if _shows_times(request) else settings.TIME_ZONE
        with timezone.override(zoneinfo.ZoneInfo(name)):
            return get_response(request)

    return respond


def _shows_times(request: HttpRequest) -> bool:
    return not request.path.startswith(("/static/", "/media/", "/healthz", "/readyz"))
