"""What every form of ours has in common: no post too large to be a form of text, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]
NO_KEY = (
    "This page lay open for long, or your browser keeps no cookies for us. Everything you wrote is still here: "
    "please send it once more. If it comes back again, allow cookies for this site."
)
BUSY = "We could not keep this just now. Everything you wrote is still here: please send it once more in a minute."


def in_minutes(seconds: int) -> str:
    """“in 1 minute”, “in 12 minutes”: when to try again."""
    minutes = -(-seconds // 60)
    return f"in {minutes} minute{'s' if minutes > 1 else ''}"


def refuses_large_posts(view: View) -> View:
    """Answer an oversized post with a clear 413 before anything reads it; the CSRF check follows.

    Django's own CSRF check would read the form first, and answer a large one with an empty 400.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and _length(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return render(request, "413.html", status=413)
        return protected(request, *args, **kwargs)

    return guarded


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
