"""Feeds: for whom each may speak, and what may happen without a person."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.base import DeskAdmin
from wire.models import Feed


@admin.register(Feed)
class FeedAdmin(DeskAdmin):
    list_display = ("name", "source", "section", "policy", "is_active")
    filter_horizontal = ("agencies",)
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": (("name", "slug"), "source", "is_active")}),
        ("Trust", {"fields": ("agencies", "policy")}),
        ("Where its stories go", {"fields": ("section",)}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Feed | None = None) -> Any:
        return ("slug",) if obj else ()  # the record names feeds by it

    def get_prepopulated_fields(self, request: HttpRequest, obj: Feed | None = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)
