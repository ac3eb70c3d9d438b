"""Messages as they came; what could not be taken stands first, with the reason, and can be tried again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from articles.admin.base import ReadOnlyAdmin
from articles.models import Agency
from newsroom.base.actors import colleague
from newsroom.base.anchors import name_of
from newsroom.base.models import Erasure
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused
from wire import intake
from wire.admin.shown import shown_age
from wire.models import Message

EXCERPT = 20_000  # characters of a raw message shown at the desk


class QuarantineFilter(admin.SimpleListFilter):
    """The quarantine is what the desk comes for; everything else is asked for."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("read", "Read"), ("received", "Not finished"), ("any", "All")]

    def choices(self, changelist: Any) -> Any:
        yield {
            "selected": self.value() is None,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
            "display": "In quarantine",
        }
        for value, label in self.lookup_choices:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Message]) -> QuerySet[Message]:
        if self.value() == "any":
            return queryset
        return queryset.filter(state=self.value() or Message.State.QUARANTINED)


class TryAgainForm(forms.Form):
    agency = forms.ModelChoiceField(
        Agency.objects.all(), required=False, empty_label="As the message says", label="Whose copy it is"
    )


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("message", "why", "feed", "format", "bytes", "age")
    list_display_links = None
    list_filter = (QuarantineFilter, "feed")
    search_fields = ("name", "sha256", "reason")
    ordering = ("-has_order", "-received_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        return super().get_queryset(request).select_related("feed").defer("raw")

    def get_urls(self) -> list[Any]:
        again = self.admin_site.admin_view(try_again)
        return [path("<int:pk>/try-again/", again, name="wire_message_try_again"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Quarantine and messages", **(extra_context or {})})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return screen(request, object_id)

    @admin.display(description="Message", ordering="name")
    def message(self, message: Message) -> str:
        address = reverse("admin:wire_message_change", args=[message.pk])
        return format_html('<a class="story-link" href="{}">{}</a>', address, message)

    @admin.display(description="Why")
    def why(self, message: Message) -> str:
        shape = {"quarantined": "held", "read": "live", "received": "draft"}[message.state]
        if message.has_order:
            return format_html('<span class="state state--killed">Kill or hold not obeyed</span> {}', message.reason)
        return format_html('<span class="state state--{}">{}</span> {}', shape, message.get_state_display(), message.reason)

    @admin.display(description="Size", ordering="size")
    def bytes(self, message: Message) -> str:
        return f"{message.size:,} bytes"

    @admin.display(description="Came", ordering="received_at")
    def age(self, message: Message) -> str:
        return shown_age(message.received_at)


@require_safe
def screen(request: HttpRequest, object_id: str) -> HttpResponse:
    """A message: why it is in quarantine, what it says, what became of its items."""
    message = _message(request, object_id)
    raw = bytes(message.raw or b"")
    context = {
        **admin.site.each_context(request),
        "title": f"Message: {message}",
        "opts": Message._meta,
        "message": message,
        "excerpt": raw[: EXCERPT * 4].decode("utf-8", "replace")[:EXCERPT].replace("\x00", "␀"),
        "is_cut": len(raw) > EXCERPT,
        "is_kept": message.raw is not None,
        "erasure": Erasure.objects.select_related("by", "second").filter(row_name=name_of(message), part="raw").first(),
        "versions": message.versions.select_related("item__agency").order_by("pk"),
        "form": TryAgainForm(initial={"agency": message.given_agency_id}),
        "may_retry": colleague(request).has_perm("wire.retry_message"),
    }
    return TemplateResponse(request, "admin/wire/message/screen.html", context)


@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Read it once more; each item's outcome is told."""
    message = _message(request, str(pk))
    if not colleague(request).has_perm("wire.retry_message"):
        raise PermissionDenied
    form = TryAgainForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose an agency from the list.")
        return redirect("admin:wire_message_change", message.pk)
    try:
        for outcome in intake.try_again(message, by=colleague(request), agency=form.cleaned_data["agency"]):
            level = messages.WARNING if outcome.word == "quarantined" else messages.SUCCESS
            messages.add_message(request, level, str(outcome))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("admin:wire_message_change", message.pk)


def _message(request: HttpRequest, object_id: str) -> Message:
    if not colleague(request).has_perm("wire.view_message"):
        raise PermissionDenied
    return get_object_or_404(Message.objects.select_related("feed", "given_agency"), pk=whole_number(object_id))
