"""What every screen of the desk has in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from js_asset import Media

from articles.admin.widgets import MomentField, MomentInput
from newsroom.base import on_record
from newsroom.base.actors import colleague

SAVED = {
    " was changed successfully": " is saved",
    " were changed successfully": " are saved",
    " was added successfully": " is saved",
}


class DeskAdmin(admin.ModelAdmin):
    """Nothing is deleted at the desk: stories are spiked or killed, people and agencies stay for the stories that name them."""

    list_per_page = 50
    show_full_result_count = False
    save_on_top = False
    show_facets = admin.ShowFacets.NEVER  # counting every filter of a large archive takes longer than reading the list
    formfield_overrides = {models.DateTimeField: {"form_class": MomentField, "widget": MomentInput}}
    list_title = ""
    new_title = ""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What the desk sets is told to the record, as it stands when all of the form is saved."""
        super().save_related(request, form, formsets, change)
        if isinstance(form.instance, on_record.OnRecord):
            on_record.write(form.instance, by=colleague(request))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """A list bears the name of what it lists."""
        name = self.list_title or str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": name, **(extra_context or {})})

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        """What Django calls “changed successfully” is saved."""
        said = str(message)
        for theirs, ours in SAVED.items():
            said = said.replace(theirs, ours)
        said = mark_safe(said) if hasattr(message, "__html__") else said  # noqa: S308  # it was safe; the words put in are ours
        super().message_user(request, said, *args, **kwargs)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        """The scripts of a form carry the page's nonce; without it the body editor's import map is refused."""
        context["list_name"] = self.list_title
        if context.get("original") is not None:
            context.update(title=str(context["original"]), subtitle=None)
        else:
            context["title"] = f"New {self.new_title or self.opts.verbose_name}"
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
        return super().render_change_form(request, context, *args, **kwargs)


class ReadOnlyAdmin(DeskAdmin):
    """For what the desk looks up and nobody writes by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class WaitingFilter(admin.SimpleListFilter):
    """What still waits; by choice what became of the rest, which `column` says, or all."""

    title = "state"
    parameter_name = "state"
    column = ""

    def waiting(self, queryset: Any) -> QuerySet[Any]:
        """What still waits, as the model has it."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*model_admin.model._meta.get_field(self.column).choices, ("all", "All")]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": "Waiting"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        if self.value() == "all":
            return queryset
        return queryset.filter(**{self.column: self.value()}) if self.value() else self.waiting(queryset)
