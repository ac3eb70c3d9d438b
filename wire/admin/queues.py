"""What waits at the wire beside what came in: orders told in words, changes of what we took, the quarantine; in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, DateTimeField, F, Max, Min, Q, Value
from django.urls import NoReverseMatch, reverse

from articles.models import Edition
from wire.models import Message, NamedOrder, Pickup

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MANY = 100


@dataclass(frozen=True)
class Queue:
    """One queue: how much waits in it, since when, how much of it is grave, and where it is dealt with."""

    words: str
    count: int
    oldest: datetime | None
    grave: str
    address: str
    is_urgent: bool

    @property
    def shown_count(self) -> str:
        return f"{MANY}+" if self.count > MANY else str(self.count)


def counted() -> dict[str, tuple[int, datetime | None, int]]:
    """How much waits in each queue, since when, and how much of it is grave; and the newest edition, which marks the state."""
    rows = _count(NamedOrder.objects.filter(settled_at__isnull=True), "orders", "at", Q(is_grave=True)).union(
        _count(Pickup.objects.waiting_for_desk(), "changed", "waiting_since", Q(article__first_published_at__isnull=False)),
        _count(
            Message.objects.filter(state=Message.State.QUARANTINED), "quarantine", "received_at", Q(has_order=True)
        ),
        Edition.objects.order_by().annotate(what=Value("edition")).values("what")
        .annotate(number=Max("pk"), since=Value(None, DateTimeField()), grave=Value(0))
        .values_list("what", "number", "since", "grave"),
        all=True,
    )  # fmt: skip
    return {what: (number or 0, since, grave) for what, number, since, grave in rows}


def queues(user: User, counts: dict[str, tuple[int, datetime | None, int]]) -> list[Queue]:
    """The queues that someone may see; orders told in words stand first, and only while there are any."""
    found = []
    orders, since, grave = counts.get("orders", (0, None, 0))
    if orders and user.has_perm("wire.view_namedorder"):
        address = _list("namedorder")
        found.append(Queue("Orders told in words", orders, since, _of(grave, "kill or hold", "kills or holds"), address, True))
    changed, since, published = counts.get("changed", (0, None, 0))
    if user.has_perm("wire.view_pickup"):
        remark = f"{published} of them published" if 0 < published < changed else "published" if published else ""
        found.append(Queue("Changed since we took it", changed, since, remark, _list("pickup"), bool(published)))
    kept, since, grave = counts.get("quarantine", (0, None, 0))
    if user.has_perm("wire.view_message"):
        remark = _of(grave, "kill or hold not obeyed", "kills or holds not obeyed")
        found.append(Queue("Quarantine", kept, since, remark, _list("message"), bool(grave)))
    return found


def _count(rows: Any, what: str, since: str, grave: Q) -> Any:
    counted = rows.order_by().annotate(what=Value(what)).values("what")
    counted = counted.annotate(number=Count("pk"), since=Min(F(since)), grave=Count("pk", filter=grave))
    return counted.values_list("what", "number", "since", "grave")


def _of(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


def _list(model: str) -> str:
    try:
        return reverse(f"admin:wire_{model}_changelist")
    except NoReverseMatch:  # no screen for it yet
        return reverse("admin:index")
