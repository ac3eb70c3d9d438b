"""The record and the outgoing mail: looked up at the desk, written by nobody."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import site
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.admin.base import ReadOnlyAdmin
from articles.admin.history import tells_all
from newsroom.base import outbox
from newsroom.base.actors import colleague
from newsroom.base.models import Entry, Outgoing


class MailStateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("unsent", "Not sent"),
            ("waiting", "Waiting"),
            ("failing", "Failing"),
            ("gave_up", "Given up"),
            ("sent", "Sent"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Outgoing]) -> QuerySet[Outgoing]:
        unsent = Q(sent_at__isnull=True, gave_up_at__isnull=True)
        conditions = {
            "unsent": Q(sent_at__isnull=True),
            "waiting": unsent & Q(attempts=0),
            "failing": unsent & Q(attempts__gt=0),
            "gave_up": Q(gave_up_at__isnull=False),
            "sent": Q(sent_at__isnull=False),
        }
        condition = conditions.get(self.value() or "")
        return queryset if condition is None else queryset.filter(condition)


class OutgoingAdmin(ReadOnlyAdmin):
    """Mails say who wrote to us, so only those see them who may see that; the text, with its private link, nobody does."""

    actions = ("try_again",)
    list_display = ("subject", "to", "state", "attempts", "created_at")
    list_filter = (MailStateFilter,)
    search_fields = ("subject", "to")
    fields = ("subject", "to", "state", "attempts", "last_error", "created_at", "due_at", "sent_at", "message_id")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and colleague(request).has_perm("corrections.view_contact")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Nor is it, or the address that answers come back to, guessed letter by letter through the list's filters."""
        return not lookup.startswith(("text", "reply_to")) and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    @admin.action(description="Try again now")
    def try_again(self, request: HttpRequest, mails: QuerySet[Outgoing]) -> None:
        tried = outbox.try_again(Outgoing.objects.filter(pk__in=mails.values("pk")))
        messages.success(request, f"{tried} mail{'' if tried == 1 else 's'} will be tried again within a minute.")

    @admin.display(description="State")
    def state(self, outgoing: Outgoing) -> str:
        if not outgoing.is_unsent:
            return "sent"
        if outgoing.gave_up_at:
            return "given up"
        return f"failing: {outgoing.last_error}" if outgoing.was_tried else "waiting"


class EntryAdmin(ReadOnlyAdmin):
    """Each act on a story, in the chain that shows a later change."""

    list_display = ("at", "verb", "who", "chain", "number")
    list_select_related = ("chain", "by")
    list_filter = ("verb",)
    search_fields = ("chain__name",)
    search_help_text = "A story’s record: article: and its identity"
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        return Entry.objects.accessible_to(colleague(request))

    def get_fields(self, request: HttpRequest, obj: Entry | None = None) -> Any:
        text = "canonical" if obj is None or tells_all(obj, colleague(request)) else "kept_back"
        return ["chain", "number", "at", "verb", "who", text, "previous", "hash"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """What is not shown is not guessed letter by letter through the list's filters either."""
        return not lookup.startswith("canonical") and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    @admin.display(description="Canonical")
    def kept_back(self, entry: Entry) -> str:
        return "Why a story is held for legal reasons is for standards and managing editors."

    @admin.display(description="Who")
    def who(self, entry: Entry) -> str:
        return entry.actor_name


def register() -> None:
    site.register(Outgoing, OutgoingAdmin)
    site.register(Entry, EntryAdmin)
