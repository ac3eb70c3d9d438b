"""Several tickets at once: the same verbs as for one, one transaction for each, and what was refused is said for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst

from corrections.admin.ticket_verbs import VERBS, may
from corrections.models import Ticket
from newsroom.base.actors import colleague
from newsroom.base.refusals import Refused

SHOWN = 8  # refusals that are told one by one
BULK = {
    "take": ("Take them", {"over_from": None, "seen": None}),
    "clear": ("Clear them of suspicion", {}),
    "spam": ("Close them as spam", {}),
    "agency_corrected": ("Close them with the agency’s correction", {}),
}


def actions(request: HttpRequest) -> dict[str, tuple[Callable[..., None], str, str]]:
    """The verbs that someone may do to several tickets, as the list's actions."""
    user = colleague(request)
    return {
        name: (_action(name), name, words) for name, (words, _) in BULK.items() if user.has_perm(VERBS[name].permission)
    }  # fmt: skip


def _action(name: str) -> Callable[..., None]:
    def act(modeladmin: Any, request: HttpRequest, queryset: QuerySet[Ticket]) -> None:
        do_all(request, name, queryset)

    return act


def do_all(request: HttpRequest, name: str, tickets: QuerySet[Ticket]) -> None:
    """Do a verb to each; one that is refused stops no other."""
    user, done, refused = colleague(request), 0, []
    for ticket in tickets.order_by("pk"):
        try:
            if not may(user, ticket, VERBS[name]):
                raise Refused("This is not yours to do.")
            VERBS[name].do(ticket=ticket, by=user, **BULK[name][1])
        except Refused as refusal:
            refused.append(f"{ticket}: {refusal}")
        else:
            done += 1
    if done:
        what = capfirst(BULK[name][0])
        messages.success(request, f"{what}: {done} done.")
    for told in refused[:SHOWN]:
        messages.error(request, told)
    if len(refused) > SHOWN:
        messages.error(request, f"{len(refused) - SHOWN} more were refused.")
