"""The piles of the queue: what is ours to do now, what waits for somebody else, what is set aside, what is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from corrections import forwarding
from corrections.models import Ticket
from newsroom.base.actors import colleague

Status = Ticket.Status
LED = Q(is_suspected=False, grouped_with=None)  # what `queue()` has of the open ones
MOST = 2000  # rows that a list has pages for; who needs more narrows it


@dataclass(frozen=True)
class Pile:
    """A part of the queue, told by what its tickets have in common; without that, `tickets` says which they are."""

    words: str
    of: Callable[[User], Q] | None = None
    tickets: Callable[[Any], QuerySet[Ticket]] = lambda tickets: tickets.queue()
    counts: Q | None = LED
    is_urgent: bool = False

    def rows(self, tickets: Any, user: User) -> QuerySet[Ticket]:
        return self.tickets(tickets).filter(self.of(user)) if self.of else self.tickets(tickets)

    def counted(self, user: User) -> Q | None:
        """Which of the open tickets it counts; None if its number tells nothing."""
        return self.counts and self.counts & (self.of(user) if self.of else Q())


PILES: Mapping[str, Pile] = MappingProxyType(
    {
        "": Pile("To do", tickets=lambda tickets: tickets.our_turn(), counts=None),
        "mine": Pile("Mine", lambda user: Q(owner=user)),
        "untaken": Pile("Nobody’s yet", lambda _: Q(owner=None)),
        "overdue": Pile("Overdue", lambda _: Ticket.late(), is_urgent=True),
        "agency_late": Pile("The agency is late", lambda _: Ticket.agency_late(), is_urgent=True),
        "agency": Pile("With the agency", lambda _: Q(status=Status.AWAITING_AGENCY)),
        "asked": Pile("With the reader", lambda _: Q(status=Status.ASKED)),
        "suspected": Pile("Suspected", tickets=lambda tickets: tickets.suspected(), counts=Q(is_suspected=True)),
        "open": Pile("All open", counts=None),
        "closed": Pile("Closed", tickets=lambda tickets: tickets.closed(), counts=None),
        "all": Pile("Everything", tickets=lambda tickets: tickets, counts=None),
    }
)
NEWEST_FIRST = ("closed", "all")  # nobody waits for these; the others stand as they are due


class PileFilter(admin.SimpleListFilter):
    """Which part of the queue; without a choice, what is ours to do."""

    title = "pile"
    parameter_name = "pile"
    template = "admin/corrections/ticket/_no_filter.html"  # it stands above the list

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, pile.words) for name, pile in PILES.items() if name]

    def choices(self, changelist: Any) -> Iterator[Any]:
        return iter(())

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Ticket]:
        return PILES.get(self.value() or "", PILES[""]).rows(queryset, colleague(request))


class FirstPages(Paginator):
    """Counts no further than anybody turns pages, so that a long list is not read to its end."""

    @cached_property
    def count(self) -> int:
        tickets: Any = self.object_list
        return int(tickets.values("pk")[:MOST].count())


class Queue(ChangeList):
    """Rows that know whether the agency has corrected what they report, and the piles with their counts."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.is_cut = self.result_count >= MOST
        rows = list(self.result_list)
        offers = forwarding.offers([ticket for ticket in rows if ticket.article.agency_id])
        for ticket in rows:
            ticket.offer = offers.get(ticket.pk)
        self.result_list = rows
        self.piles = list(self._piles(colleague(request)))

    def _piles(self, user: User) -> Iterator[dict[str, Any]]:
        """Each with its address and, where that tells something, how many it holds: one reading of what is open."""
        counted = {name: condition for name, pile in PILES.items() if (condition := pile.counted(user))}
        numbers = Ticket.objects.accessible_to(user).open().aggregate(
            **{name: Count("pk", filter=condition) for name, condition in counted.items()}
        )  # fmt: skip
        chosen = self.params.get("pile", "") if self.params.get("pile", "") in PILES else ""
        for name, pile in PILES.items():
            number = numbers.get(name)
            if pile.is_urgent and not number and name != chosen:
                continue
            yield {
                "words": pile.words,
                "address": self.get_query_string({"pile": name} if name else {}, remove=["p", *([] if name else ["pile"])]),
                "number": number,
                "is_chosen": name == chosen,
                "is_urgent": pile.is_urgent and bool(number),
            }
