"""Orders that name their story in words: a kill first, each with what it may mean, and one button to obey it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from articles.admin.base import ReadOnlyAdmin
from articles.models import Edition, Photo
from newsroom.base.actors import colleague
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused
from wire import named_orders
from wire.admin.shown import shown_age
from wire.models import Item, NamedOrder, Pickup

FOUND = 20  # items that a search for another story shows
VERBS = {
    NamedOrder.Kind.KILL: "Kill this story",
    NamedOrder.Kind.HOLD: "Hold this story",
    NamedOrder.Kind.RELEASE: "Release this story",
    NamedOrder.Kind.CORRECTION: "Done: it is put right here",
}


class OpenFilter(admin.SimpleListFilter):
    """What nobody has settled yet is what the desk comes for."""

    title = "what to see"
    parameter_name = "settled"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Settled"), ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        for value, label in ((None, "To settle"), *self.lookup_choices):
            new = {self.parameter_name: value} if value else {}
            query = changelist.get_query_string(new, [] if value else [self.parameter_name])
            yield {"selected": self.value() == value, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[NamedOrder]) -> QuerySet[NamedOrder]:
        if self.value() == "all":
            return queryset
        return queryset.filter(settled_at__isnull=self.value() != "yes")


class PutAsideForm(forms.Form):
    reason = forms.CharField(
        max_length=1000,
        label="Why it is put aside",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        error_messages={"required": "Say why it is put aside."},
    )


@admin.register(NamedOrder)
class NamedOrderAdmin(ReadOnlyAdmin):
    list_display = ("order", "words", "agency", "story", "age", "next_step")
    list_display_links = None
    list_filter = (OpenFilter, "kind", "version__item__agency")
    search_fields = ("words", "number", "slugline", "headline")
    ordering = ("-is_grave", "-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[NamedOrder]:
        related = ("version__item__agency", "item", "settled_by")
        return super().get_queryset(request).select_related(*related).defer("version__document")

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("<int:pk>/obey/<int:item>/", guarded(obey), name="wire_namedorder_obey"),
            path("<int:pk>/put-aside/", guarded(put_aside), name="wire_namedorder_put_aside"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Orders that name their story in words", **(extra_context or {})})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return screen(request, object_id)

    @admin.display(description="Order", ordering="kind")
    def order(self, order: NamedOrder) -> str:
        return format_html('<span class="change change--{}">{}</span>', order.kind, order.get_kind_display())

    @admin.display(description="In the agency’s words")
    def words(self, order: NamedOrder) -> str:
        address = reverse("admin:wire_namedorder_change", args=[order.pk])
        return format_html('<a class="story-link" href="{}" dir="auto">{}</a>', address, order.words[:200])

    @admin.display(description="Whose")
    def agency(self, order: NamedOrder) -> str:
        return format_html('<span class="plate">{}</span>', order.version.item.agency.short_name)

    @admin.display(description="Story")
    def story(self, order: NamedOrder) -> str:
        if order.item is None:
            return format_html('<span class="quiet">{}: choose it</span>', order.get_certainty_display())
        held = " (held)" if order.held_at and not order.settled_at else ""
        return format_html('<span dir="auto">{}</span>{}', order.item, " (killed)" if order.item.is_killed else held)

    @admin.display(description="Came", ordering="at")
    def age(self, order: NamedOrder) -> str:
        return shown_age(order.at)

    @admin.display(description="Next", empty_value="")
    def next_step(self, order: NamedOrder) -> str:
        if order.settled_at:
            return f"{order.get_settlement_display()} by {order.settled_by}"
        address = reverse("admin:wire_namedorder_change", args=[order.pk])
        return format_html('<a class="button button--row" href="{}">Settle</a>', address)


@require_safe
def screen(request: HttpRequest, object_id: str) -> HttpResponse:
    """The order, and beside it the stories that it may mean, each with its button."""
    order = _order(request, object_id)
    sought = request.GET.get("q", "").replace("\x00", "").strip()
    context = {
        **admin.site.each_context(request),
        "title": f"{order.version.item.agency}: {order.get_kind_display().lower()} in words",
        "opts": NamedOrder._meta,
        "order": order,
        "meant": order.item,
        "rows": _rows([order.item_id] if order.item_id else [], order.candidates),
        "found": _rows([], _search(order, sought)) if sought else None,
        "sought": sought,
        "verb": VERBS[NamedOrder.Kind(order.kind)],
        "may_settle": order.settled_at is None and colleague(request).has_perm("wire.settle_namedorder"),
        "form": PutAsideForm(),
    }
    return TemplateResponse(request, "admin/wire/namedorder/screen.html", context)


@require_POST
def obey(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """The order is done on the story chosen."""
    order = _order(request, str(pk), to_settle=True)
    chosen = get_object_or_404(Item, pk=item)
    return _settled(request, order, lambda: named_orders.obey(order=order, item=chosen, by=colleague(request)), "Obeyed.")


@require_POST
def put_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """The order is left undone, for a recorded reason."""
    order = _order(request, str(pk), to_settle=True)
    form = PutAsideForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    by = colleague(request)
    told = "Put aside; the reason is recorded."
    return _settled(request, order, lambda: named_orders.dismiss(order=order, reason=reason, by=by), told)


def _settled(request: HttpRequest, order: NamedOrder, act: Callable[[], list[str]], told: str) -> HttpResponse:
    try:
        done = act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:wire_namedorder_change", order.pk)
    messages.success(request, " ".join([told, *(f"{line[:1].upper()}{line[1:]}." for line in done)]))
    return redirect("admin:wire_namedorder_changelist")


def _rows(first: list[int], others: list[int]) -> list[dict[str, Any]]:
    """Stories beside each other: headline, number, time, and whether readers have it."""
    wanted = list(dict.fromkeys([*first, *others]))
    items = Item.objects.filter(pk__in=wanted).select_related("agency").prefetch_related("pickups__article", "pickups__photo")
    by_pk = {item.pk: item for item in items}
    ties = [tie for item in by_pk.values() for tie in item.pickups.all()]
    stories = Edition.objects.visible().filter(article__in=[tie.article_id for tie in ties if tie.article_id])
    photos = Photo.objects.visible().filter(pk__in=[tie.photo_id for tie in ties if tie.photo_id])
    public = {*(("story", pk) for pk in stories.values_list("article", flat=True)), *(("photo", photo.pk) for photo in photos)}
    return [
        {"item": item, "ours": [_ours(tie, public) for tie in item.pickups.all()]}
        for pk in wanted
        if (item := by_pk.get(pk)) is not None
    ]


def _ours(tie: Pickup, public: set[tuple[str, int]]) -> dict[str, Any]:
    ours = tie.article or tie.photo
    assert ours is not None, "a tie is to a story or a photo"
    return {
        "name": ours,
        "address": reverse("admin:articles_article_change", args=[ours.pk]) if tie.article else "",
        "is_public": ("story" if tie.article else "photo", ours.pk) in public,
        "killed": ours.killed_at is not None,
    }


def _search(order: NamedOrder, sought: str) -> list[int]:
    """Other items of the same agency: by number, keyword or words of the headline."""
    words = Q()
    for word in sought.split()[:8]:
        words &= Q(headline__icontains=word) | Q(slugline__icontains=word)
    found = Item.objects.filter(Q(service_number__iendswith=sought) | words, agency=order.version.item.agency)
    return list(found.exclude(pk=order.version.item_id).order_by("-changed_at").values_list("pk", flat=True)[:FOUND])


def _order(request: HttpRequest, object_id: str, *, to_settle: bool = False) -> NamedOrder:
    user = colleague(request)
    if not user.has_perm("wire.view_namedorder") or (to_settle and not user.has_perm("wire.settle_namedorder")):
        raise PermissionDenied
    related = ("version__item__agency", "version__message__feed", "item__agency", "settled_by")
    return get_object_or_404(NamedOrder.objects.select_related(*related), pk=whole_number(object_id))
