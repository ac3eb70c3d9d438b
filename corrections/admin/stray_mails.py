"""Mails that belong to no report: each is read by a person, who files it, adds it to a report, or lets it rest."""

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
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.views.decorators.debug import sensitive_post_parameters

from articles.admin.base import ReadOnlyAdmin, WaitingFilter
from corrections import stray
from corrections.admin.ticket_forms import short_text
from corrections.closing import LONGEST
from corrections.models import StrayMail, Ticket
from newsroom.base.actors import colleague, full_name
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused

HANDLE, CONTACT = "corrections.handle_ticket", "corrections.view_contact"
MOST = 5 * LONGEST  # characters that are added at once


class AddForm(forms.Form):
    """Which report the mail is about, and what of it belongs there."""

    reference = forms.CharField(
        label="Report", max_length=20, help_text="Its reference, as the mail or the report says.", widget=forms.TextInput()
    )
    words = forms.CharField(
        label="What they wrote", max_length=MOST, help_text="As they wrote it; leave out what they quote.", widget=short_text(8)
    )

    def __init__(self, *args: Any, tickets: QuerySet[Ticket], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tickets = tickets

    def clean_reference(self) -> Ticket:
        ticket = self.tickets.filter(reference=self.cleaned_data["reference"].strip().upper()).first()
        if ticket is None:
            raise forms.ValidationError("No report that you may see has this reference.")
        return ticket


class SettledFilter(WaitingFilter):
    column = "settled_as"

    def waiting(self, queryset: Any) -> QuerySet[Any]:
        return queryset.waiting()


@admin.register(StrayMail)
class StrayMailAdmin(ReadOnlyAdmin):
    list_display = ("received", "mail", "about", "state")
    list_display_links = None
    list_filter = (SettledFilter,)
    search_help_text = "Words of the mail"
    ordering = ("received_at", "pk")
    actions = None
    list_title = "Mail that belongs to no report"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return colleague(request).has_perm(HANDLE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[StrayMail]:
        found = StrayMail.objects.accessible_to(colleague(request))
        return found.defer("data").select_related("ticket", "settled_by")

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Who may not see who wrote must not find it out by searching either."""
        return ("subject", "words", "sender") if colleague(request).has_perm(CONTACT) else ("subject", "words")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        return lookup.partition("__")[0] in ("state", "received_at") and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    @admin.display(description="Came", ordering="received_at")
    def received(self, mail: StrayMail) -> str:
        when = timesince(mail.received_at, depth=1)
        return format_html('<time datetime="{}">{} ago</time>', mail.received_at.isoformat(), when)

    @admin.display(description="Mail", ordering="subject")
    def mail(self, mail: StrayMail) -> str:
        return format_html(
            '<a class="story-link" href="{}">{}</a><br>{}',
            _screen_address(mail), Truncator(str(mail)).chars(100), Truncator(mail.words).chars(140),
        )  # fmt: skip

    @admin.display(description="Seems to be about", empty_value="no report")
    def about(self, mail: StrayMail) -> str | None:
        return mail.ticket.reference if mail.ticket else None

    @admin.display(description="Why it waits, or what became of it")
    def state(self, mail: StrayMail) -> str:
        if mail.settled_by is None:
            return mail.why
        return f"{mail.get_settled_as_display()} ({full_name(mail.settled_by)})"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/add/", view(self.add_to_report), name="corrections_straymail_add_to_report"),
            path("<int:pk>/dismiss/", view(self.dismiss), name="corrections_straymail_dismiss"),
            path("<int:pk>/original/", view(self.original), name="corrections_straymail_original"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._screen(request, self._mail(request, whole_number(object_id)))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return redirect(_screen_address(self._mail(request, whole_number(object_id))))

    @method_decorator(sensitive_post_parameters("words"))
    def add_to_report(self, request: HttpRequest, pk: int) -> HttpResponse:
        mail = self._mail(request, pk)
        if request.method != "POST":
            return redirect(_screen_address(mail))
        form = AddForm(request.POST, tickets=Ticket.objects.accessible_to(colleague(request)))
        if form.is_valid():
            ticket = form.cleaned_data["reference"]
            try:
                stray.add(mail=mail, ticket=ticket, words=form.cleaned_data["words"], by=colleague(request))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"The words stand on {ticket} now.")
                return redirect("admin:corrections_ticket_change", ticket.pk)
        return self._screen(request, mail, form)

    def dismiss(self, request: HttpRequest, pk: int) -> HttpResponse:
        mail = self._mail(request, pk)
        if request.method == "POST":
            try:
                stray.dismiss(mail=mail, by=colleague(request))
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                messages.success(request, "It needs no answer. It is kept for a while under “Needs no answer”.")
                return redirect("admin:corrections_straymail_changelist")
        return redirect(_screen_address(mail))

    def original(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The mail byte for byte, to be opened in a mail program; it says who wrote it."""
        mail = self._mail(request, pk)
        if not colleague(request).has_perm(CONTACT):
            raise PermissionDenied
        response = HttpResponse(bytes(mail.data), content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="mail-{mail.pk}.eml"'
        return response

    def _mail(self, request: HttpRequest, pk: int | None) -> StrayMail:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def _screen(self, request: HttpRequest, mail: StrayMail, form: AddForm | None = None) -> HttpResponse:
        user = colleague(request)
        tickets = Ticket.objects.accessible_to(user)
        initial = {"reference": mail.ticket.reference if mail.ticket else "", "words": mail.words[:MOST]}
        context = {
            **self.admin_site.each_context(request),
            "title": str(mail),
            "opts": self.opts,
            "mail": mail,
            "may_see_contact": user.has_perm(CONTACT),
            "may_settle": mail.settled_as in ("", StrayMail.Settled.DISMISSED),
            "form": form or AddForm(initial=initial, tickets=tickets),
        }
        status = 422 if form is not None and form.errors else 200
        return TemplateResponse(request, "admin/corrections/stray_mail.html", context, status=status)


def _screen_address(mail: StrayMail) -> str:
    return reverse("admin:corrections_straymail_change", args=[mail.pk])
