"""Standing matter of the answering desk: canned replies, and who is told of every notice."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import Field
from django.http import HttpRequest

from articles.admin.base import DeskAdmin
from corrections.models import Reply, Republisher


@admin.register(Reply)
class ReplyAdmin(DeskAdmin):
    list_display = ("name", "text", "position")
    search_fields = ("name", "text")
    fields = ("name", "text", "position")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Field | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "text":
            field.help_text = "{reference}, {headline} and {publication} are filled in. The editor sees it before it goes out."
        return field


@admin.register(Republisher)
class RepublisherAdmin(DeskAdmin):
    """Whoever carries our stories is mailed of every notice on one; who no longer does is switched off, not deleted."""

    list_display = ("name", "email", "is_active")
    search_fields = ("name", "email")
    fields = ("name", "email", "is_active")
