"""Proposed notices: what would be public is shown whole, and somebody else than its author approves or rejects it."""

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
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from articles import differences, rights
from articles.admin.base import ReadOnlyAdmin, WaitingFilter
from corrections import passages, proposals, rehearsal
from corrections.admin.ticket_forms import short_text
from corrections.closing import LONGEST
from corrections.models import NoticeProposal
from newsroom.base.actors import colleague
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused

APPROVE = "corrections.approve_noticeproposal"


class RejectForm(forms.Form):
    reason = forms.CharField(label="Why it is not published like this", max_length=LONGEST, widget=short_text(3))


class OpenFilter(WaitingFilter):
    column = "decision"

    def waiting(self, queryset: Any) -> QuerySet[Any]:
        return queryset.open()


@admin.register(NoticeProposal)
class NoticeProposalAdmin(ReadOnlyAdmin):
    list_display = ("proposed", "kind", "told", "story", "state")
    list_display_links = None
    list_filter = (OpenFilter, "kind")
    list_select_related = ("article", "by", "decided_by")
    search_fields = ("text", "article__headline")
    ordering = ("at", "pk")
    actions = None
    list_title = "Proposed notices"

    def get_queryset(self, request: HttpRequest) -> QuerySet[NoticeProposal]:
        return NoticeProposal.objects.accessible_to(colleague(request))

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return "ticket" not in lookup and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    @admin.display(description="Proposed", ordering="at")
    def proposed(self, proposal: NoticeProposal) -> str:
        return format_html(
            '<a class="story-link" href="{}">{}</a> {}',
            reverse("admin:corrections_noticeproposal_change", args=[proposal.pk]),
            timezone.localtime(proposal.at).strftime("%-d %b %Y, %H:%M"),
            proposal.actor_name,
        )

    @admin.display(description="What readers would be told")
    def told(self, proposal: NoticeProposal) -> str:
        return Truncator(proposal.text).chars(160)

    @admin.display(description="Story")
    def story(self, proposal: NoticeProposal) -> str:
        return Truncator(proposal.article.headline).chars(80)

    @admin.display(description="State")
    def state(self, proposal: NoticeProposal) -> str:
        return proposal.get_decision_display() if proposal.decision else "Waits for a second person"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.decide_view)
        return [path("<int:pk>/decide/", view, name="corrections_noticeproposal_decide"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return _screen(request, self._proposal(request, whole_number(object_id)), RejectForm())

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return redirect("admin:corrections_noticeproposal_change", object_id)

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        proposal = self._proposal(request, pk)
        if request.method != "POST":
            return redirect("admin:corrections_noticeproposal_change", pk)
        user, form = colleague(request), RejectForm(request.POST)
        try:
            if "withdraw" in request.POST:
                proposals.withdraw(proposal=proposal, by=user)
                messages.success(request, "Withdrawn. Nothing of it was public.")
            elif not _may_decide(user, proposal):
                raise PermissionDenied
            elif "approve" in request.POST:
                proposals.approve(proposal=proposal, by=user)
                messages.success(request, "Approved: it is public, and those who reported it are told.")
            elif not form.is_valid():
                return _screen(request, proposal, form, status=422)
            else:
                proposals.reject(proposal=proposal, by=user, reason=form.cleaned_data["reason"])
                messages.success(request, "Rejected. The reason stands on the report.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("admin:corrections_noticeproposal_change", pk)

    def _proposal(self, request: HttpRequest, pk: int | None) -> NoticeProposal:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_queryset(request).select_related(
            "article__agency", "article__section", "revision", "ticket", "by", "decided_by", "supersedes"
        )
        return get_object_or_404(found, pk=pk)


def _may_decide(user: Any, proposal: NoticeProposal) -> bool:
    """Somebody else, who may approve, and may publish this story."""
    return proposal.by_id != user.pk and user.has_perm(APPROVE) and rights.may_publish(user, proposal.article)


def _replaced(proposal: NoticeProposal) -> list[differences.Difference]:
    """The notice whose place it takes, word by word against the new one."""
    earlier = proposal.supersedes
    if earlier is None:
        return []
    label = f"{earlier.get_kind_display()}, {timezone.localtime(earlier.at):%-d %B %Y}"
    return differences.of_parts({label: earlier.text}, {label: proposal.text})


def _screen(request: HttpRequest, proposal: NoticeProposal, form: RejectForm, status: int = 200) -> HttpResponse:
    """What would be public: as it would come out for whoever may approve it, else the words and the difference."""
    user, shown, problem = colleague(request), None, ""
    is_open = proposal.decided_at is None
    may_decide = is_open and _may_decide(user, proposal)
    live = proposal.article.editions.live().select_related("revision").first()
    overtaken = proposals.overtaken(proposal) if is_open else ""
    if may_decide and not overtaken:
        try:
            shown = rehearsal.of_approval(proposal, by=user, at=timezone.now())
        except Refused as refusal:
            problem = str(refusal)
        proposal.refresh_from_db()
    changes = differences.of_contents(live.revision.content, proposal.revision.content) if live and is_open else []
    context = {
        **admin.site.each_context(request),
        "title": f"Proposed {proposal.get_kind_display().lower()}: {proposal.article.headline}",
        "opts": NoticeProposal._meta,
        "proposal": proposal,
        "is_open": is_open,
        "overtaken": overtaken,
        "replaces": _replaced(proposal),
        "may_decide": may_decide and not problem,
        "is_mine": proposal.by_id == user.pk,
        "problem": problem,
        "shown": shown,
        "page": None if shown else passages.shown(proposal.revision.content, proposal.passage),
        "live": live,
        "changes": changes,
        "form": form,
    }
    return TemplateResponse(request, "admin/corrections/proposal.html", context, status=status)
