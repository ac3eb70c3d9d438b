"""What the agencies changed since we took it: the oldest first, each with what to do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from articles import differences, pages
from articles.admin.base import ReadOnlyAdmin
from newsroom.base.actors import colleague
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused
from wire import merging
from wire.admin.shown import content_of, evidence_of, shown_age, shown_change
from wire.models import Pickup


class WaitingFilter(admin.SimpleListFilter):
    title = "what to see"
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("all", "Everything we took")]

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
        return queryset if self.value() == "all" else queryset.filter(pk__in=Pickup.objects.waiting_for_desk())


class KeepForm(forms.Form):
    reason = forms.CharField(
        max_length=250,
        label="Why we keep our words",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={"required": "Say why we keep our words."},
    )


@admin.register(Pickup)
class PickupAdmin(ReadOnlyAdmin):
    list_display = ("ours", "change", "agency", "versions", "role", "taken_by", "since", "next_step")
    list_display_links = None
    list_filter = (WaitingFilter, "item__agency", "role")
    search_fields = ("item__headline", "item__slugline", "article__headline")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pickup]:
        ties = super().get_queryset(request).select_related("item__agency", "article", "photo", "by", "based_on", "waiting")
        return ties.defer("based_on__document", "waiting__document")

    def get_ordering(self, request: HttpRequest) -> Any:
        return [F("waiting_since").asc(nulls_last=True), "-pk"]

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/take/", guarded(take), name="wire_pickup_take"),
            path("<int:pk>/keep/", guarded(keep), name="wire_pickup_keep"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Changed since we took it", **(extra_context or {})})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return screen(request, object_id)

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
        return f"{tie.based_on.sent_version} → {tie.waiting.sent_version}" if tie.waiting else str(tie.based_on.sent_version)

    @admin.display(description="Taken by")
    def taken_by(self, tie: Pickup) -> str:
        return tie.actor_name

    @admin.display(description="Waits")
    def since(self, tie: Pickup) -> str:
        return shown_age(tie.waiting_since) if tie.waiting_since else "–"

    @admin.display(description="Next")
    def next_step(self, tie: Pickup) -> str:
        if not tie.waiting_id:
            return ""
        return format_html(
            '<a class="button button--row" href="{}">Compare</a>', reverse("admin:wire_pickup_change", args=[tie.pk])
        )


@require_safe
def screen(request: HttpRequest, object_id: str) -> HttpResponse:
    """The agency's change beside ours, word by word."""
    tie = _pickup(request, object_id)
    waiting = tie.waiting
    has_text = waiting is not None and bool(waiting.document.get("body_html"))
    context = {
        **admin.site.each_context(request),
        "title": f"Changed by {tie.item.agency}: {tie.article or tie.photo}" if waiting else f"Picked up: {tie.item}",
        "opts": Pickup._meta,
        "tie": tie,
        "waiting": waiting,
        "evidence": evidence_of(waiting) if waiting else "",
        "theirs": differences.of_contents(content_of(tie.based_on), content_of(waiting)) if waiting and has_text else [],
        "ours": differences.of_contents(content_of(tie.based_on), pages.content_of(tie.article)) if tie.article else [],
        "may_take": has_text and tie.role == Pickup.Role.WHOLE and tie.article is not None and tie.article.killed_at is None,
        "may_pick_up": colleague(request).has_perm("wire.pick_up_item"),
        "form": KeepForm(),
    }
    return TemplateResponse(request, "admin/wire/pickup/screen.html", context)


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The agency's version into the working copy, and on to publishing it."""
    tie = _pickup(request, str(pk), to_change=True)
    try:
        merging.take_waiting(pickup=tie, by=colleague(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:wire_pickup_change", tie.pk)
    told = "The working copy has the agency’s version. Readers have it when you publish; our words stay in the history."
    messages.success(request, told)
    return redirect("admin:articles_article_change", tie.article_id)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Ours stays as it is, and the reason is recorded."""
    tie = _pickup(request, str(pk), to_change=True)
    form = KeepForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        merging.keep_ours(pickup=tie, by=colleague(request), reason=reason)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:wire_pickup_change", tie.pk)
    messages.success(request, "Kept as it is; the reason is recorded.")
    return redirect("admin:wire_pickup_changelist")


def _pickup(request: HttpRequest, object_id: str, *, to_change: bool = False) -> Pickup:
    user = colleague(request)
    if not user.has_perm("wire.view_pickup") or (to_change and not user.has_perm("wire.pick_up_item")):
        raise PermissionDenied
    ties = Pickup.objects.select_related("item__agency", "article", "photo", "by", "based_on", "waiting")
    return get_object_or_404(ties, pk=whole_number(object_id))
