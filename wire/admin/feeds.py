"""Feeds: where copy comes from, for whom it may speak, what may happen without a person, and how each is doing."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timesince import timesince
from django.views.decorators.http import require_POST

from articles.admin.base import DeskAdmin
from newsroom.base.actors import colleague
from wire.admin.feed_form import FeedForm
from wire.admin.shown import shown_age
from wire.feeds import health, leases
from wire.feeds.health import Condition
from wire.models import Feed, Message

# In the shapes that the desk's stylesheet draws for stories.
SHAPES = {
    Condition.OFF: "spiked",
    Condition.COMMAND: "idea",
    Condition.NEW: "draft",
    Condition.FAILING: "killed",
    Condition.SILENT: "held",
    Condition.LATE: "held",
    Condition.PARTLY: "in_review",
    Condition.WELL: "live",
}
LEADS = ("source", "address", "format", "hosts")  # who changes one of these has the feed begin anew


@admin.register(Feed)
class FeedAdmin(DeskAdmin):
    form = FeedForm
    change_form_template = "admin/wire/feed/change_form.html"
    list_display = ("name", "how_it_does")
    search_fields = ("name", "slug", "address")
    list_filter = ("source", "is_active")
    autocomplete_fields = ("agencies", "topics")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": (("name", "slug"), "source", "is_active")}),
        ("Where it comes from", {"fields": ("address", "format", "key_variable", "hosts")}),
        ("How often", {"fields": ("interval", "silent_after")}),
        ("Trust", {"fields": ("agency", "agencies", "policy")}),
        ("Where its stories go", {"fields": ("section", "topics")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Feed]:
        return super().get_queryset(request).select_related("polling", "agency")

    def get_readonly_fields(self, request: HttpRequest, obj: Feed | None = None) -> Any:
        return ("slug",) if obj else ()  # the record names feeds by it

    def get_prepopulated_fields(self, request: HttpRequest, obj: Feed | None = None) -> Any:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_urls(self) -> list[Any]:
        now = self.admin_site.admin_view(poll_now)
        return [path("<int:pk>/poll/", now, name="wire_feed_poll"), *super().get_urls()]

    def get_list_display(self, request: HttpRequest) -> Any:
        today = health.items_today(Feed.objects.all())
        may_ask = colleague(request).has_perm("wire.change_feed")

        @admin.display(description="Items today")
        def items_today(feed: Feed) -> int:
            return today.get(feed.pk, 0)

        @admin.display(description="Next", empty_value="")
        def next_step(feed: Feed) -> str:
            return _poll_button(feed) if may_ask and _is_polled(feed) else ""

        return ("name", "how_it_does", "last_success", items_today, "next_poll", next_step)

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and set(LEADS) & set(form.changed_data):
            leases.start_over(obj)
        elif change and "key_variable" in form.changed_data:
            leases.ask(obj)
        for warning in form.warnings():
            messages.warning(request, warning)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        feed = self.get_object(request, object_id)
        context = {} if feed is None else _health(request, feed)
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    @admin.display(description="State")
    def how_it_does(self, feed: Feed) -> str:
        """A word, and what the last poll said."""
        polling = health.polling_of(feed)
        said = polling.last_error if polling and feed.is_active else ""
        return format_html('{}<span class="wire__taker">{}</span>', shown_condition(feed), said[:200])

    @admin.display(description="Last success", ordering="polling__last_success_at")
    def last_success(self, feed: Feed) -> str:
        polling = health.polling_of(feed)
        return shown_age(polling.last_success_at) if polling and polling.last_success_at else ""

    @admin.display(description="Next poll", ordering="polling__next_poll_at")
    def next_poll(self, feed: Feed) -> str:
        return next_poll_words(feed)


@require_POST
def poll_now(request: HttpRequest, pk: int) -> HttpResponse:
    """The button: the worker polls the feed in its next round."""
    if not colleague(request).has_perm("wire.change_feed"):
        raise PermissionDenied
    feed = get_object_or_404(Feed, pk=pk)
    if _is_polled(feed):
        leases.ask(feed)
        messages.success(request, f"The worker polls “{feed}” within seconds.")
    else:
        messages.error(request, f"“{feed}” is not polled: it is switched off, or its files come by command.")
    return redirect("admin:wire_feed_change", feed.pk)


def shown_condition(feed: Feed) -> str:
    condition = health.condition(feed)
    return format_html('<span class="state state--{}">{}</span>', SHAPES[condition], condition.value)


def next_poll_words(feed: Feed) -> str:
    """When the feed is polled next, for people."""
    polling, now = health.polling_of(feed), timezone.now()
    if not _is_polled(feed):
        return ""
    if polling and polling.leased_until and polling.leased_until > now:
        return "being polled"
    if polling is None or polling.next_poll_at is None:
        return "at once"
    if polling.next_poll_at <= now:
        return f"due for {_span(polling.next_poll_at, now)}"
    return f"in {_span(now, polling.next_poll_at)}"


def _span(start: datetime, end: datetime) -> str:
    """A span that people can read, down to seconds: feeds are polled every few of them."""
    seconds = math.ceil((end - start).total_seconds())
    if seconds >= 60:
        return timesince(start, end, depth=1)
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def _is_polled(feed: Feed) -> bool:
    return feed.is_active and feed.source != Feed.Source.COMMAND


def _poll_button(feed: Feed) -> str:
    """It stands in the list's own form, which brings the token."""
    address = reverse("admin:wire_feed_poll", args=[feed.pk])
    return format_html(
        '<button class="button button--row" formaction="{}" formmethod="post">Poll now<span class="visually-hidden">: {}</span>'
        "</button>",
        address,
        feed,
    )


def _health(request: HttpRequest, feed: Feed) -> dict[str, Any]:
    return {
        "condition": shown_condition(feed),
        "polling": health.polling_of(feed),
        "items_today": health.items_today([feed]).get(feed.pk, 0),
        "next_poll": next_poll_words(feed),
        "is_silent": health.is_silent(feed),
        "quarantined": Message.objects.quarantined().filter(feed=feed).count(),
        "may_poll": _is_polled(feed) and colleague(request).has_perm("wire.change_feed"),
    }
