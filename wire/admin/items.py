"""What came in, newest first: what changed, whose it is, who took it, how old it is."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from articles.admin.base import ReadOnlyAdmin
from wire.admin import item_page
from wire.admin.shown import shown_age, shown_change, shown_state
from wire.models import Item, Pickup, Version

ASKED = {
    Item.State.ON_OFFER: lambda items: items.on_offer(),
    Item.State.CHANGED: lambda items: items.changed_since_taken(),
    Item.State.TAKEN: lambda items: items.taken(),
    Item.State.SPIKED: lambda items: items.spiked(),
    Item.State.EMBARGOED: lambda items: items.embargoed(),
    Item.State.REVIVED: lambda items: items.revived(),
    Item.State.KILLED: lambda items: items.killed(),
    Item.State.WITHHELD: lambda items: items.withheld(),
    Item.State.ADVISORY: lambda items: items.advisories(),
}


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in ASKED]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Item]) -> QuerySet[Item]:
        wanted = self.value()
        if wanted not in Item.State.values:
            return queryset
        found: QuerySet[Item] = ASKED[Item.State(wanted)](queryset)
        return found


class ChangeFilter(admin.SimpleListFilter):
    title = "last change"
    parameter_name = "change"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Version.Change.choices if value != Version.Change.STALE]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Item]) -> QuerySet[Item]:
        return queryset.filter(newest__change=self.value()) if self.value() in Version.Change.values else queryset


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin):
    list_display = ("state_shown", "story", "change", "whose", "age", "next_step")
    list_display_links = None
    list_filter = (StateFilter, ChangeFilter, "agency", "kind")
    search_fields = ("headline", "slugline", "item_id")
    search_help_text = "Headline, slugline or the agency's id"
    ordering = ("-changed_at", "-pk")
    change_list_template = "admin/wire/item/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        pickups = Pickup.objects.select_related("article", "photo", "by")
        items = super().get_queryset(request).select_related("agency", "newest").defer("newest__document")
        return items.prefetch_related(Prefetch("pickups", pickups))

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/pick-up/", guarded(item_page.pick_up), name="wire_item_pick_up"),
            path("<int:pk>/clear/", guarded(item_page.clear), name="wire_item_clear"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "What came in", **(extra_context or {})})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return item_page.screen(request, object_id)

    @admin.display(description="State")
    def state_shown(self, item: Item) -> str:
        """Where it stands, and who took it."""
        rows = (
            (reverse("admin:articles_article_change", args=[tie.article_id]), tie.actor_name)
            for tie in item.pickups.all()
            if tie.article_id
        )
        takers = format_html_join(", ", '<a href="{}">{}</a>', rows)
        return format_html('{}<span class="wire__taker">{}</span>', shown_state(item), takers)

    @admin.display(description="Story", ordering="headline")
    def story(self, item: Item) -> str:
        return format_html(
            '<a class="story-link" href="{}" dir="auto">{}</a> <span class="slugline" dir="auto">{}</span>{}',
            _page(item),
            item.headline or item.slugline or item.item_id,
            item.slugline if item.headline else "",
            "" if item.kind == Item.Kind.TEXT else format_html(' <span class="quiet">{}</span>', item.get_kind_display()),
        )

    @admin.display(description="Last change")
    def change(self, item: Item) -> str:
        """The agency's last word, its number, and how often it has spoken."""
        if item.newest is None:
            return ""
        number = f"version {item.newest.sent_version}" + (f", {item.version_count} came" if item.version_count > 1 else "")
        return format_html('{} <span class="quiet">{}</span>', shown_change(item.newest), number)

    @admin.display(description="Whose", ordering="agency__short_name")
    def whose(self, item: Item) -> str:
        return format_html('<span class="plate">{}</span>', item.agency.short_name)

    @admin.display(description="Last news", ordering="changed_at")
    def age(self, item: Item) -> str:
        return shown_age(item.changed_at)

    @admin.display(description="Next")
    def next_step(self, item: Item) -> str:
        state = item.state()
        if state == Item.State.CHANGED:
            tie = next(tie for tie in item.pickups.all() if tie.waiting_id)
            return _button(reverse("admin:wire_pickup_change", args=[tie.pk]), "Compare")
        if state in (Item.State.ON_OFFER, Item.State.EMBARGOED) and item.kind == Item.Kind.TEXT:
            return _button(f"{_page(item)}#pick-up", "Pick up")
        return _button(_page(item), "Decide") if state == Item.State.REVIVED else ""


def _page(item: Item) -> str:
    return reverse("admin:wire_item_change", args=[item.pk])


def _button(address: str, words: str) -> str:
    return format_html('<a class="button button--row" href="{}">{}</a>', address, words)
