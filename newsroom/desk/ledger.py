"""The record and the outgoing mail: looked up at the desk, written by nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin import site
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.admin.base import ReadOnlyAdmin
from newsroom.base.models import Entry, Outgoing


class MailStateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Waiting"), ("failing", "Failing"), ("gave_up", "Given up"), ("sent", "Sent")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Outgoing]) -> QuerySet[Outgoing]:
        unsent = Q(sent_at__isnull=True, gave_up_at__isnull=True)
        conditions = {
            "waiting": unsent & Q(attempts=0),
            "failing": unsent & Q(attempts__gt=0),
            "gave_up": Q(gave_up_at__isnull=False),
            "sent": Q(sent_at__isnull=False),
        }
        condition = conditions.get(self.value() or "")
        return queryset if condition is None else queryset.filter(condition)


class OutgoingAdmin(ReadOnlyAdmin):
    """The text is not shown: it may hold a reader's private link."""

    list_display = ("subject", "to", "state", "attempts", "created_at")
    list_filter = (MailStateFilter,)
    search_fields = ("subject", "to")
    fields = ("subject", "to", "state", "attempts", "last_error", "created_at", "due_at", "sent_at", "message_id")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Nor is it guessed letter by letter through the list's filters."""
        return not lookup.startswith("text") and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    @admin.display(description="State")
    def state(self, outgoing: Outgoing) -> str:
        if outgoing.sent_at:
            return "sent"
        if outgoing.gave_up_at:
            return "given up"
        return f"failing: {outgoing.last_error}" if outgoing.attempts else "waiting"


class EntryAdmin(ReadOnlyAdmin):
    """Each act on a story, in the chain that shows a later change."""

    list_display = ("at", "verb", "who", "chain", "number")
    list_select_related = ("chain", "by")
    list_filter = ("verb",)
    search_fields = ("chain__name",)
    search_help_text = "A story’s record: article: and its identity"
    ordering = ("-pk",)
    fields = ("chain", "number", "at", "verb", "who", "canonical", "previous", "hash")

    @admin.display(description="Who")
    def who(self, entry: Entry) -> str:
        return entry.actor_name


def register() -> None:
    site.register(Outgoing, OutgoingAdmin)
    site.register(Entry, EntryAdmin)
