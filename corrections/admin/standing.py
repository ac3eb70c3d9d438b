"""Standing matter of the answering desk: canned replies, answer times, and who is told of every notice."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.forms import Field
from django.http import HttpRequest

from articles.admin.base import DeskAdmin
from corrections import promises
from corrections.models import AnswerTime, Reply, Republisher
from newsroom.base.actors import colleague


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


@admin.register(AnswerTime)
class AnswerTimeAdmin(DeskAdmin):
    """One page: for each kind of report the hours in which a reader gets a first answer."""

    list_display = ("category", "hours", "why")
    list_editable = ("hours",)
    list_display_links = None

    @admin.display(description="Why")
    def why(self, time: AnswerTime) -> str:
        return promises.DEFAULTS[time.category].why

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: AnswerTime, form: Any, change: bool) -> None:
        promises.change(obj, by=colleague(request))
