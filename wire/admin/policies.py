"""What may happen to each agency's copy without a person; an agency without a policy of its own has the safe one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from articles.admin.base import DeskAdmin
from articles.models import Agency
from wire.models import ChangePolicy


@admin.register(ChangePolicy)
class ChangePolicyAdmin(DeskAdmin):
    list_title, new_title = "What may happen without a person", "policy for an agency’s changes"
    list_display = ("agency", "correction", "update", "minor", "release", "edited", "overdue_minutes")
    list_select_related = ("agency",)
    change_list_template = "admin/wire/pickup/policies.html"
    fieldsets = (
        (None, {"fields": ("agency",), "description": "Kills and holds always act at once. No policy changes that."}),
        ("Copy that nobody here has edited", {"fields": ("correction", "update", "minor")}),
        ("Copy that we edited", {"fields": ("edited",)}),
        ("Holds and waiting", {"fields": ("release", "overdue_minutes")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("agency",) if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "agency":
            kwargs["queryset"] = _without_policy()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        safe = ChangePolicy()
        labels = {field.name: field.verbose_name for field in ChangePolicy._meta.fields}
        names = ("correction", "update", "minor", "release", "edited")
        ways = [(labels[name], getattr(safe, f"get_{name}_display")().lower()) for name in names]
        shown = {
            "safe": format_html_join("; ", "{}: {}", ways),
            "minutes": safe.overdue_minutes,
            "without": format_html_join(", ", "{}", ((agency.name,) for agency in _without_policy())),
        }
        return super().changelist_view(request, {**shown, **(extra_context or {})})


def _without_policy() -> Any:
    return Agency.objects.filter(change_policy__isnull=True).order_by("name")
