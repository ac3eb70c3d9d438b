"""Addresses of the desk's own screens, below /admin/desk/ and in the admin's namespace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from articles.admin import pictures
from newsroom.desk import accuracy, holds, publish_screen


def patterns(guarded: Callable[..., Any]) -> list[URLPattern]:
    """Every screen behind the desk's door: log-in, staff, security policy."""
    return [
        path("desk/publish/<int:pk>/", guarded(publish_screen.publish_screen), name="desk_publish"),
        path("desk/kill/<int:pk>/", guarded(publish_screen.kill_screen), name="desk_kill"),
        path("desk/holds/<int:pk>/lift/", guarded(holds.lift), name="desk_lift"),
        path("desk/holds/<int:pk>/take-over/", guarded(holds.take_over), name="desk_take_over"),
        path("desk/accuracy/", guarded(accuracy.accuracy), name="desk_accuracy"),
        path("photo/<int:pk>/<str:name>", guarded(pictures.rendition), name="desk_photo"),
    ]
