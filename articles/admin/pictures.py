"""Pictures: taken in with what their file says, described for readers, seen through a door of the desk's own."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.base import DeskAdmin
from articles.models import Photo


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    list_display = ("title", "credit", "created_at")
    search_fields = ("title", "caption", "credit", "alt")

    def has_add_permission(self, request):
        return False
