"""Standing matter: sections, topics, people, policy pages and the publication itself."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from articles import checklist, house_rules, policies
from articles.admin.base import DeskAdmin
from articles.models import PolicyPage, Publication, Section, Topic
from articles.models.publication import Person
from newsroom.base.actors import colleague


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    list_display = ("name", "position", "description", "refuses_promos")
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("name", "slug")
    fields = ("name", "slug", "description", "position", "refuses_promos")


@admin.register(Topic)
class TopicAdmin(DeskAdmin):
    list_display = ("name", "description")
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("name", "slug")
    fields = ("name", "slug", "description")


@admin.register(Person)
class PersonAdmin(DeskAdmin):
    list_display = ("name", "title", "email")
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("name", "slug", "title")
    autocomplete_fields = ("photo",)
    fields = ("name", "slug", "title", "bio", "email", "photo", "position")


@admin.register(PolicyPage)
class PolicyPageAdmin(DeskAdmin):
    """The text is sanitised and dated by the verb that saves it."""

    list_display = ("title", "kind", "updated_at")
    prepopulated_fields = {"slug": ("title",)}
    fields = ("title", "slug", "kind", "summary", "body", "position", "updated_at")
    readonly_fields = ("updated_at",)
    search_fields = ("title",)

    def save_model(self, request: HttpRequest, obj: PolicyPage, form: Any, change: bool) -> None:
        policies.write(obj)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.checklist_view)
        return [path("checklist/", view, name="articles_policypage_checklist"), *super().get_urls()]

    def checklist_view(self, request: HttpRequest) -> HttpResponse:
        """Which clauses of two trust standards these pages meet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), "title": "Checklist", "findings": checklist.findings()}
        return render(request, "admin/articles/policypage/checklist.html", context)


@admin.register(Publication)
class PublicationAdmin(DeskAdmin):
    """There is exactly one publication: its list is its form."""

    autocomplete_fields = ("logo",)
    fieldsets = (
        (None, {"fields": ("name", "strapline", "description", "logo", ("language", "time_zone"), "founded")}),
        (
            "Contact",
            {"fields": (("contact_email", "corrections_email"), ("desk_email", "phone"), "on_call_emails", "street_address")},
        ),
        (
            "Truth and accuracy, under every story",
            {"fields": ("accuracy_heading", "accuracy_text", "report_link_text", "standards_link_text")},
        ),
        (
            "House rules, changed on the record",
            {"fields": ("needs_second_person", "personal_data_days", "shows_history")},
        ),
        ("At the foot of every page", {"fields": ("footer_note",)}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Publication.objects.exists()

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        publication = Publication.objects.first()
        if publication is None or not self.has_view_or_change_permission(request):
            return super().changelist_view(request, extra_context)
        return HttpResponseRedirect(reverse("admin:articles_publication_change", args=[publication.pk]))

    def save_model(self, request: HttpRequest, obj: Publication, form: Any, change: bool) -> None:
        house_rules.write(obj, by=colleague(request))
