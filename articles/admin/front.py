"""The front's slots, and the holds in force."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles import rights, states
from articles.admin.base import DeskAdmin, ReadOnlyAdmin
from articles.admin.shown import shown_state
from articles.models import Article, FrontSlot, Hold
from newsroom.base.actors import colleague, full_name


@admin.register(FrontSlot)
class FrontSlotAdmin(DeskAdmin):
    """A slot is a place, not a record: it may be deleted. Whose story does not pass the gate leaves the slot empty."""

    list_select_related = ("article", "placed_by")
    autocomplete_fields = ("article",)
    fields = ("position", "article", "from_at", "until_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return colleague(request).has_perm("articles.delete_frontslot")

    def save_model(self, request: HttpRequest, obj: FrontSlot, form: Any, change: bool) -> None:
        obj.placed_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    def get_list_display(self, request: HttpRequest) -> Any:
        stories = Article.objects.filter(front_slots__isnull=False).distinct()
        known = {story.pk: shown_state(states.state_of(story)) for story in states.with_facts(stories)}

        @admin.display(description="State")
        def state(slot: FrontSlot) -> str:
            return known.get(slot.article_id, "")

        return ("position", "article", state, "from_at", "until_at", "placed_by")


class InForceFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("lifted", "Lifted ones too")]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [{**first, "display": "In force"}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Hold]) -> QuerySet[Hold]:
        return queryset if self.value() == "lifted" else queryset.active()  # type: ignore[attr-defined]


@admin.register(Hold)
class HoldAdmin(ReadOnlyAdmin):
    """Who holds what, since when, and why, as far as one may read it. The story's own screen places a hold."""

    list_display_links = None
    list_filter = (InForceFilter, "kind")
    list_select_related = ("article", "photo", "owner", "by")
    search_fields = ("article__headline", "photo__title", "told_reason")
    fields = ("held", "kind", "why", "owned", "at", "by", "by_feed", "lifted_at", "lifted_by", "lifted_by_feed")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Hold]:
        return Hold.objects.told_to(colleague(request))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """A reason is not guessed letter by letter through the list's filters."""
        return not lookup.startswith("reason") and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def get_list_display(self, request: HttpRequest) -> Any:
        @admin.display(description="Next")
        def decide(hold: Hold) -> str:
            return _button(request.user, hold)

        return ("held", "kind", "why", "owned", "at", decide)

    @admin.display(description="What is held", ordering="article__headline")
    def held(self, hold: Hold) -> str:
        if hold.article is not None:
            return format_html(
                '<a href="{}">{}</a>', reverse("admin:articles_article_change", args=[hold.article.pk]), hold.article
            )
        return format_html('<a href="{}">{}</a>', reverse("admin:articles_photo_change", args=[hold.photo_id]), hold.photo)

    @admin.display(description="Why")
    def why(self, hold: Hold) -> str:
        return hold.told_reason or "for standards and managing editors"  # type: ignore[attr-defined]

    @admin.display(description="Who lifts it")
    def owned(self, hold: Hold) -> str:
        return full_name(hold.owner) if hold.owner else "the agency"


def _button(user: Any, hold: Hold) -> str:
    """A button of the list's own form, sent to the hold's own address."""
    if not hold.is_active(timezone.now()):
        return "lifted"
    for may, verb, words in (
        (rights.may_lift, "desk_lift", "Lift the hold"),
        (rights.may_take_over, "desk_take_over", "Take it over"),
    ):
        if may(user, hold):
            address = reverse(f"admin:{verb}", args=[hold.pk])
            return format_html('<button class="button button--row" formaction="{}">{}</button>', address, words)
    return ""
