"""The wire's addresses in the admin: the list of what came in, kept up to date, and one item's page with its verbs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path

from articles.admin.base import ReadOnlyAdmin
from wire.admin import item_files, item_page, live
from wire.models import Item


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("live/", guarded(live.fragment), name="wire_item_live"),
            path("<int:pk>/preview/", guarded(live.preview), name="wire_item_preview"),
            path("<int:pk>/pick-up/", guarded(item_page.pick_up), name="wire_item_pick_up"),
            path("<int:pk>/publish/", guarded(item_page.publish), name="wire_item_publish"),
            path("<int:pk>/spike/", guarded(item_page.spike), name="wire_item_spike"),
            path("<int:pk>/take-back/", guarded(item_page.take_back), name="wire_item_take_back"),
            path("<int:pk>/clear/", guarded(item_page.clear), name="wire_item_clear"),
            path("file/<int:pk>/thumbnail/", guarded(item_files.thumbnail), name="wire_file_thumbnail"),
            path("file/<int:pk>/download/", guarded(item_files.download), name="wire_file_download"),
            path("file/<int:pk>/take/", guarded(item_files.take), name="wire_file_take"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return live.screen(request)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return item_page.screen(request, object_id)
