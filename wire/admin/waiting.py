"""What the agencies changed since we took it: the oldest first, each with what to do."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.base import ReadOnlyAdmin
from wire.admin import merge_screen
from wire.admin.shown import shown_age, shown_change
from wire.models import Pickup
from wire.overdue import is_overdue


class WaitingFilter(admin.SimpleListFilter):
    title = "what to see"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("published", "Changed since we published"), ("all", "Everything we took")]

    def choices(self, changelist: Any) -> Any:
        for value, label in ((None, "Changed since we took it"), *self.lookup_choices):
            new = {self.parameter_name: value} if value else {}
            remove = [] if value else [self.parameter_name]
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string(new, remove),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Pickup]) -> QuerySet[Pickup]:
        if self.value() == "all":
            return queryset
        waiting = queryset.filter(pk__in=Pickup.objects.waiting_for_desk())
        return waiting.filter(article__first_published_at__lte=timezone.now()) if self.value() == "published" else waiting


@admin.register(Pickup)
class PickupAdmin(ReadOnlyAdmin):
    list_display = ("ours", "change", "agency", "versions", "role", "taken_by", "since", "next_step")
    list_display_links = None
    list_filter = (WaitingFilter, "item__agency", "role")
    search_fields = ("item__headline", "item__slugline", "article__headline")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pickup]:
        ties = (
            super()
            .get_queryset(request)
            .select_related("item__agency__change_policy", "article", "photo", "by", "based_on", "waiting")
        )
        return ties.defer("based_on__document", "waiting__document")

    def get_ordering(self, request: HttpRequest) -> Any:
        return [F("waiting_since").asc(nulls_last=True), "-pk"]

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/decide/", guarded(merge_screen.decide), name="wire_pickup_decide"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = "Changed since we published" if request.GET.get("waiting") == "published" else "Changed since we took it"
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return merge_screen.screen(request, object_id)

    @admin.display(description="Ours")
    def ours(self, tie: Pickup) -> str:
        address = reverse("admin:wire_pickup_change", args=[tie.pk])
        return format_html('<a class="story-link" href="{}" dir="auto">{}</a>', address, tie.article or tie.photo)

    @admin.display(description="What came")
    def change(self, tie: Pickup) -> str:
        return shown_change(tie.waiting) or "–"

    @admin.display(description="Whose", ordering="item__agency__short_name")
    def agency(self, tie: Pickup) -> str:
        return format_html('<span class="plate">{}</span>', tie.item.agency.short_name)

    @admin.display(description="Versions")
    def versions(self, tie: Pickup) -> str:
        labels = [version.label.removeprefix("version ") for version in (tie.based_on, tie.waiting) if version]
        return " → ".join(labels)

    @admin.display(description="Taken by")
    def taken_by(self, tie: Pickup) -> str:
        return tie.actor_name

    @admin.display(description="Waits")
    def since(self, tie: Pickup) -> str:
        if tie.waiting_since is None:
            return "–"
        age = shown_age(tie.waiting_since)
        return format_html('<span class="due due--over">{}, overdue</span>', age) if is_overdue(tie) else age

    @admin.display(description="Next", empty_value="")
    def next_step(self, tie: Pickup) -> str:
        if not tie.waiting_id:
            return ""
        return format_html(
            '<a class="button button--row" href="{}">Compare</a>', reverse("admin:wire_pickup_change", args=[tie.pk])
        )
