"""The queue of readers' reports: what is due first stands on top, and each row says what to do next."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator, smart_split
from django.utils.timesince import timesince, timeuntil

from articles.admin.base import ReadOnlyAdmin
from corrections.admin import filing, ticket_bulk, ticket_screen
from corrections.admin.piles import NEWEST_FIRST, FirstPages, PileFilter, Queue
from corrections.models import Ticket
from newsroom.base.actors import colleague, full_name
from newsroom.base.numbers import whole_number

# Never in a list, filter or search: a report's contact details and keys.
CLOSED_TO_LOOKUPS = ("contact", "access_key", "record_key")
REFERENCE = re.compile(r"[A-Z]{1,4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@admin.register(Ticket)
class TicketAdmin(ReadOnlyAdmin):
    """Tickets are changed by their verbs alone: no form of the admin adds, edits or deletes one."""

    list_display = ("due", "report", "story", "state", "age")
    list_display_links = None
    list_filter = (PileFilter, "category", "article__section", "resolution")
    search_fields = ("reference", "article__headline", "passage", "wrong")
    search_help_text = "Reference, headline, or words of the report"
    ordering = ("due_at", "pk")
    paginator = FirstPages
    change_list_template = "admin/corrections/ticket/change_list.html"

    # Who may see what

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return colleague(request).has_perm("corrections.view_ticket")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ticket]:
        tickets = Ticket.objects.accessible_to(colleague(request))
        group = Ticket.objects.open().filter(grouped_with=OuterRef("pk")).order_by().values("grouped_with")
        others = Coalesce(Subquery(group.annotate(number=Count("pk")).values("number")), 0)
        return tickets.select_related("article__agency", "article__section", "owner").annotate(others=others)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """As they are due; what is closed, newest first."""
        return ("-received_at", "-pk") if request.GET.get("pile") in NEWEST_FIRST else self.ordering

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """A reference is found in whatever pile it lies: who reads it out on the phone does not know."""
        reference = search_term.strip().upper()
        if REFERENCE.fullmatch(reference):
            return self.get_queryset(request).filter(reference=reference), False
        if request.GET.get("pile") in NEWEST_FIRST:  # all that ever came, not just what is open
            longest = max(smart_split(search_term), key=len, default="").strip("\"'")
            queryset = queryset.near(longest) if longest and "\\" not in longest else queryset
        return super().get_search_results(request, queryset, search_term)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return ticket_bulk.actions(request)

    def get_list_filter(self, request: HttpRequest) -> Any:
        """How it ended is asked where something has ended."""
        has_closed = request.GET.get("pile") in NEWEST_FIRST or "resolution__exact" in request.GET
        return self.list_filter if has_closed else self.list_filter[:-1]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Queue

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """An address must not be guessed letter by letter through the list's filters."""
        return not lookup.startswith(CLOSED_TO_LOOKUPS) and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    # The list

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        if colleague(request).has_perm("corrections.handle_ticket"):
            return (*self.list_display, "next_step")
        return self.list_display

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Readers’ reports", **(extra_context or {})})

    @admin.display(description="Due", ordering="due_at")
    def due(self, ticket: Ticket) -> str:
        now = timezone.now()
        if not ticket.is_open:
            return format_html('<span class="due due--closed">{}</span>', "Closed")
        if ticket.status == Ticket.Status.ASKED:
            return format_html('<span class="due due--waiting">{}</span>', "With the reader")
        if ticket.status == Ticket.Status.AWAITING_AGENCY:
            return _with_agency(ticket, now)
        name, word, span = (
            ("over", "Overdue", timesince(ticket.due_at, now, depth=1))
            if ticket.is_overdue(now)
            else ("open", "Due in", timeuntil(ticket.due_at, now, depth=1))
        )
        return format_html(
            '<span class="due due--{}">{}</span> <time datetime="{}">{}</time>', name, word, ticket.due_at.isoformat(), span
        )

    @admin.display(description="Report", ordering="reference")
    def report(self, ticket: Ticket) -> str:
        return format_html(
            '<a class="story-link" href="{}">{}</a> <span class="slugline">{}{}</span><br>{}',
            reverse("admin:corrections_ticket_change", args=[ticket.pk]),
            ticket.reference,
            ticket.get_category_display(),
            f", reported {ticket.others + 1} times" if ticket.others else "",  # type: ignore[attr-defined]
            Truncator(ticket.wrong).chars(110),
        )

    @admin.display(description="Story", ordering="article__headline")
    def story(self, ticket: Ticket) -> str:
        agency = ticket.article.agency
        plate = format_html('<span class="plate">{}</span> ', agency.short_name) if agency else ""
        headline = Truncator(ticket.article.headline).chars(80)
        return format_html('{}{} <span class="slugline">{}</span>', plate, headline, ticket.article.section.name)

    @admin.display(description="State", ordering="status")
    def state(self, ticket: Ticket) -> str:
        word = ticket.get_resolution_display() if ticket.resolution else ticket.get_status_display()
        if ticket.is_suspected and ticket.is_open:
            return format_html('<span class="ticket-state ticket-state--suspected">Suspected</span> {}', ticket.suspicion)
        owner = full_name(ticket.owner) if ticket.owner else "nobody’s yet"
        name = ticket.resolution or ticket.status
        return format_html('<span class="ticket-state ticket-state--{}">{}</span> {}', name, word, owner)

    @admin.display(description="Age", ordering="received_at")
    def age(self, ticket: Ticket) -> str:
        return format_html(
            '<time datetime="{}">{}</time>', ticket.received_at.isoformat(), timesince(ticket.received_at, depth=1)
        )

    @admin.display(description="Next step", empty_value="")
    def next_step(self, ticket: Ticket) -> str:
        """The most likely next act, as a button that posts the list's own form."""
        if not ticket.is_open:
            return ""
        verb, word, before = ("clear", "Clear", "") if ticket.is_suspected else ("take", "Take", "")
        if not ticket.is_suspected and getattr(ticket, "offer", None):
            verb, word, before = "agency_corrected", "Close with it", "The agency has corrected this."
        elif verb == "take" and ticket.owner_id:
            return ""
        return format_html(
            '{} <button class="button button--row" formaction="{}">{}<span class="unseen"> {}</span></button>',
            before,
            reverse("admin:corrections_ticket_verb", args=[ticket.pk, verb]),
            word,
            ticket.reference,
        )

    # One ticket

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.verb_view)
        filing_view = self.admin_site.admin_view(filing.file_report)
        return [
            path("<int:pk>/do/<slug:verb>/", view, name="corrections_ticket_verb"),
            path("file/", filing_view, name="corrections_ticket_file"),
            *super().get_urls(),
        ]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return ticket_screen.screen(request, self._ticket(request, object_id))

    def verb_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        return ticket_screen.act(request, self._ticket(request, str(pk)), verb)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """A ticket's history is its events, on its own screen."""
        return redirect("admin:corrections_ticket_change", self._ticket(request, object_id).pk)

    def _ticket(self, request: HttpRequest, object_id: str) -> Ticket:
        if not self.has_view_permission(request):
            raise PermissionDenied
        tickets = self.get_queryset(request).select_related("edition__revision", "notice", "duplicate_of", "grouped_with")
        return get_object_or_404(tickets, pk=whole_number(object_id))


def _with_agency(ticket: Ticket, now: datetime) -> str:
    """The agency's own clock; ours stands still."""
    agency = ticket.article.agency.short_name if ticket.article.agency else "the agency"
    if ticket.agency_due_at is not None and ticket.is_agency_overdue(now):
        return format_html(
            '<span class="due due--over">{} late</span> <time datetime="{}">{}</time>',
            agency, ticket.agency_due_at.isoformat(), timesince(ticket.agency_due_at, now, depth=1),
        )  # fmt: skip
    return format_html('<span class="due due--waiting">With {}</span>', agency)
