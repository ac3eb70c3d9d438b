"""The accuracy report at the desk: what readers read of us, and how the queue stands at this moment."""

from __future__ import annotations

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from corrections.models import Ticket
from corrections.views.accuracy import counted
from newsroom.base.actors import colleague


@require_safe
def accuracy(request: HttpRequest) -> HttpResponse:
    """Everybody's reports are counted, the restricted ones too: a figure tells nothing of them."""
    if not colleague(request).has_perm("corrections.view_ticket"):
        raise PermissionDenied
    queue = Ticket.objects.queue()
    now = [
        ("are ours to answer", Ticket.objects.our_turn().count()),
        ("are overdue", Ticket.objects.overdue().count()),
        ("wait for an agency", queue.with_agency().count()),
        ("wait for their reader", queue.with_reader().count()),
        ("are under suspicion", Ticket.objects.suspected().count()),
    ]
    context = {**site.each_context(request), **counted(request.GET.get("period", "")), "title": "Our accuracy", "now": now}
    return render(request, "admin/desk/accuracy.html", context)
