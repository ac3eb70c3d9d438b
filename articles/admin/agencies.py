"""Agencies with their terms, and disclaimers with their rules and versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from articles import agencies, disclaimers
from articles.admin.base import DeskAdmin
from articles.models import Agency, AgencyVersion, Article, Disclaimer, Section
from newsroom.base.actors import colleague


class ListField(forms.CharField):
    """Names, one in each line, kept as a list."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and list(initial or []) != self.to_python(data)


class AgencyForm(forms.ModelForm):
    website = forms.URLField(required=False, assume_scheme="https")
    aliases = ListField(required=False, help_text="Other names that wire files use for it, one in each line.")


@admin.register(Agency)
class AgencyAdmin(DeskAdmin):
    form = AgencyForm
    list_display = ("name", "short_name", "headquarters", "may_edit", "max_days", "is_listed")
    list_filter = ("is_listed", "may_edit")
    search_fields = ("name", "short_name", "slug")
    prepopulated_fields = {"slug": ("short_name",)}
    autocomplete_fields = ("logo",)
    readonly_fields = ("versions",)
    fieldsets = (
        (None, {"fields": (("name", "short_name"), "slug", "aliases", "is_listed")}),
        (
            "What readers learn of it",
            {"fields": ("profile", "history", ("headquarters", "founded"), "reach", "website", "logo")},
        ),
        ("Credit", {"fields": ("credit_template", "copyright_template")}),
        ("Terms", {"fields": ("may_edit", "max_days", "archive_days", "feed_text", "indexing")}),
        ("When it errs", {"fields": ("corrections_contact",)}),
        ("As readers were told of it", {"fields": ("versions",)}),
    )

    def save_model(self, request: HttpRequest, obj: Agency, form: Any, change: bool) -> None:
        agencies.write(obj, by=colleague(request))

    @admin.display(description="Versions")
    def versions(self, agency: Agency) -> str:
        """Every name, credit and profile it had; a past day's page is shown with those of that day."""
        kept = agency.versions.select_related("by", "logo").order_by("-number") if agency.pk else ()
        return _versions(kept, told_of)


class DisclaimerForm(forms.ModelForm):
    """The rule: nothing ticked in a list means all."""

    agencies = forms.MultipleChoiceField(required=False, label="Only these agencies", help_text="None ticked: all.")
    sections = forms.MultipleChoiceField(required=False, label="Only these sections", help_text="None ticked: all.")
    kinds = forms.MultipleChoiceField(
        required=False, choices=Article.Kind, label="Only these story types", help_text="None ticked: all."
    )
    reviewed = forms.NullBooleanField(
        label="Reviewed by staff",
        widget=forms.Select(
            choices=[("", "Either"), (True, "Only stories we reviewed"), (False, "Only stories we did not review")]
        ),
        required=False,
    )
    edited = forms.NullBooleanField(
        label="Edited by staff",
        widget=forms.Select(
            choices=[("", "Either"), (True, "Only stories we edited"), (False, "Only stories we did not edit")]
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "agencies": list(Agency.objects.values_list("slug", "name")),
            "sections": list(Section.objects.values_list("slug", "name")),
        }
        for name, offered in choices.items():
            if name in self.fields:
                self.fields[name].choices = offered  # type: ignore[attr-defined]
        for name in ("agencies", "sections", "kinds"):
            if name in self.fields:
                self.fields[name].widget = forms.CheckboxSelectMultiple(choices=self.fields[name].choices)  # type: ignore[attr-defined]


@admin.register(Disclaimer)
class DisclaimerAdmin(DeskAdmin):
    form = DisclaimerForm
    list_display = ("name", "text", "placement", "origin", "position", "is_active")
    list_filter = ("is_active", "placement")
    search_fields = ("name", "text")
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("versions",)
    fieldsets = (
        (None, {"fields": ("name", "slug", "text", ("placement", "position"), "is_active")}),
        ("Which stories carry it", {"fields": ("origin", "agencies", "sections", "kinds", ("reviewed", "edited"))}),
        ("As it stood", {"fields": ("versions",)}),
    )

    def save_model(self, request: HttpRequest, obj: Disclaimer, form: Any, change: bool) -> None:
        disclaimers.write(obj, by=colleague(request))

    @admin.display(description="Versions")
    def versions(self, disclaimer: Disclaimer) -> str:
        """Every wording and rule it had; a past day's page is shown with the one of that day."""
        kept = disclaimer.versions.select_related("by").order_by("-number") if disclaimer.pk else ()
        return _versions(kept, lambda version: f"“{version.text}”")


def told_of(version: AgencyVersion) -> str:
    """What a story's page said of an agency, in a line for the desk."""
    parts = [
        version.name,
        version.short_name,
        f"credit “{version.credit_template}”",
        f"copyright “{version.copyright_template}”" if version.copyright_template else "no copyright line",
        f"profile “{version.profile}”" if version.profile else "no profile",
        f"logo “{version.logo}”" if version.logo else "no logo",
        ", ".join(filter(None, (version.headquarters, f"founded {version.founded}" if version.founded else ""))),
        "public page" if version.is_listed else "no public page",
    ]
    return " · ".join(filter(None, parts))


def _versions(kept: Iterable[Any], words: Callable[[Any], str]) -> str:
    """The versions of a thing, the newest first, each with its moment and who made it."""
    rows = [
        (version.number, version.at.strftime("%-d %B %Y %H:%M UTC"), version.actor_name, words(version)) for version in kept
    ]
    if not rows:
        return "None yet: saving makes the first."
    return format_html("<ol class='versions' reversed>{}</ol>", format_html_join("", "<li value='{}'>{}, {}: {}</li>", rows))
