"""Standing matter: sections, topics, people, policy pages and the publication itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from articles import checklist, house_rules, policies, told
from articles.admin.base import DeskAdmin
from articles.body import plain_text
from articles.differences import Difference, between, folded
from articles.models import PolicyPage, Publication, Section, Topic
from articles.models.publication import Person
from newsroom.base.actors import colleague


@admin.register(Section)
class SectionAdmin(DeskAdmin):
    list_display = ("name", "position", "description", "refuses_promos")
    prepopulated_fields = {"slug": ("name",)}
    search_fields = ("name", "slug")
    fields = ("name", "slug", "description", "position", "refuses_promos")

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        told.write(obj, by=colleague(request))


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


class PolicyForm(forms.ModelForm):
    class Meta:
        model = PolicyPage
        fields = ("title", "slug", "kind", "summary", "body", "position")
        help_texts = {
            "slug": "The page’s address. Search engines know a page of the kind “Another page” by it: mission, verification, "
            "diversity, ethics, feedback, staffing, bylines.",
            "body": "HTML: paragraphs, headings, lists, links. Public as soon as it is saved.",
        }

    def clean(self) -> dict[str, Any]:
        """What is still to be filled in is shown beside the text, before the verb refuses it."""
        words = {name: self.cleaned_data.get(name) or "" for name in policies.WORDS}
        if left := policies.blanks(PolicyPage(**words)):
            more = f", and {len(left) - 5} more" if len(left) > 5 else ""
            self.add_error("body", f"Fill in or take out what stands in [[double brackets]]: {'; '.join(left[:5])}{more}.")
        return self.cleaned_data


@admin.register(PolicyPage)
class PolicyPageAdmin(DeskAdmin):
    """The text is sanitised, dated and kept by the verb that saves it."""

    form = PolicyForm
    list_display = ("title", "kind", "updated_at")
    prepopulated_fields = {"slug": ("title",)}
    fields = ("title", "slug", "kind", "summary", "body", "position", "updated_at")
    readonly_fields = ("updated_at",)
    search_fields = ("title",)

    def save_model(self, request: HttpRequest, obj: PolicyPage, form: Any, change: bool) -> None:
        policies.write(obj, by=colleague(request))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A page that the checklist misses starts from our own text; nothing is public before it is saved."""
        page = policies.start(request.GET.get("start", ""))
        names = ("title", "slug", "kind", "summary", "body")
        return {name: getattr(page, name) for name in names} if page else super().get_changeform_initial_data(request)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.checklist_view)
        return [path("checklist/", view, name="articles_policypage_checklist"), *super().get_urls()]

    def checklist_view(self, request: HttpRequest) -> HttpResponse:
        """Which clauses of two trust standards these pages meet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = checklist.findings()
        context = {
            "title": "Checklist",
            "findings": found,
            "met": sum(finding.is_met for finding in found),
            "left_out": checklist.LEFT_OUT,
        }
        return render(request, "admin/articles/policypage/checklist.html", {**self.admin_site.each_context(request), **context})

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What the page said before, and what was changed when."""
        page = self.get_object(request, object_id)
        if not self.has_view_permission(request, page):
            raise PermissionDenied
        if page is None:
            raise Http404
        said = told.wordings(page)
        rows = [(one, _differences(before, one)) for one, before in zip(said, [*said, None][1:], strict=True)]
        context = {"title": f"History: {page.title}", "page": page, "rows": rows}
        return render(request, "admin/articles/policypage/history.html", {**self.admin_site.each_context(request), **context})


def _differences(before: told.Wording | None, after: told.Wording) -> list[Difference]:
    """What changed between two wordings, by part; of the first, nothing."""
    if before is None:
        return []
    old, new = ({**said.words, "body": plain_text(said.words["body"])} for said in (before, after))
    parts = (("Title", "title"), ("Summary", "summary"), ("Text", "body"))
    return [Difference(label, folded(between(old[name], new[name]))) for label, name in parts if old[name] != new[name]]


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
