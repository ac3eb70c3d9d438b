"""Public notices: looked up at the desk, written by the verbs alone."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.base import ReadOnlyAdmin
from corrections.models import Notice


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    list_display = ("when", "kind", "told", "story", "origin", "who")
    list_display_links = ("when",)
    list_select_related = ("article", "by", "superseded_by")
    list_filter = ("kind", "origin", "severity", ("at", admin.DateFieldListFilter))
    search_fields = ("text", "article__headline")
    search_help_text = "Words of the notice, or the headline"
    ordering = ("-at", "-pk")
    actions = None
    fields = (
        "at", "who", "kind", "severity", "origin", "placement", "text", "article", "revision_before", "revision_after",
        "supersedes", "replaced_by", "public_address",
    )  # fmt: skip
    readonly_fields = fields

    @admin.display(description="When", ordering="at")
    def when(self, notice: Notice) -> datetime:
        return notice.at

    @admin.display(description="What readers were told")
    def told(self, notice: Notice) -> str:
        if hasattr(notice, "superseded_by"):
            return format_html('{} <span class="quiet">replaced since</span>', notice.text)
        return notice.text

    @admin.display(description="Story", ordering="article__headline")
    def story(self, notice: Notice) -> str:
        return notice.article.headline

    @admin.display(description="Who")
    def who(self, notice: Notice) -> str:
        return notice.actor_name

    @admin.display(description="Replaced by")
    def replaced_by(self, notice: Notice) -> str:
        later = getattr(notice, "superseded_by", None)
        return format_html('<a href="{}">{}</a>', f"../../{later.pk}/change/", later.text) if later else "—"

    @admin.display(description="Public address")
    def public_address(self, notice: Notice) -> str:
        if not notice.is_public():
            return "Not public: readers cannot see the story."
        return format_html('<a href="{0}">{0}</a>', notice.get_absolute_url())

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """A reader's words or address must not be guessed by filtering notices by their tickets."""
        return "ticket" not in lookup and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]
