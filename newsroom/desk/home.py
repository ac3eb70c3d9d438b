"""The desk's home: what needs a person now, each pile only for those who may deal with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles import states
from articles.models import Article, Edition, Hold
from corrections.models import NoticeProposal, StrayMail, Ticket
from newsroom.base.actors import full_name
from newsroom.base.long_lists import HowMany
from newsroom.base.models import Outgoing
from wire.models import Item, Message, NamedOrder, Pickup

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHOWN = 6
LATELY = timedelta(days=1)
MANY = 100  # of what the agencies send there may be thousands; nobody needs the figure


@dataclass(frozen=True)
class Row:
    """One thing to deal with: its words, where it is dealt with, since or until when, and a remark."""

    words: str
    address: str
    when: datetime | None = None
    remark: str = ""
    is_urgent: bool = False
    by: str = ""  # what stands before the time: "due"


@dataclass(frozen=True)
class Pile:
    """What waits for one kind of work."""

    title: str
    rows: list[Row]
    count: int
    address: str
    empty: str
    is_urgent: bool = False

    @property
    def shown_count(self) -> str:
        return f"{MANY}+" if self.count > MANY else str(self.count)


def piles(user: User) -> list[Pile]:
    """The piles that someone may see, the gravest first."""
    found = [make() for permission, make in _piles(user) if user.has_perm(permission)]
    return sorted((pile for pile in found if pile is not None), key=lambda pile: not pile.is_urgent)


def _piles(user: User) -> list[tuple[str, Callable[[], Pile | None]]]:
    return [
        ("wire.view_namedorder", _orders_in_words),
        ("wire.view_item", _killed_lately),
        ("wire.view_message", _quarantine),
        ("corrections.handle_ticket", lambda: _tickets(user)),
        ("corrections.handle_ticket", lambda: _stray_mails(user)),
        ("corrections.approve_noticeproposal", lambda: _proposals(user)),
        ("wire.pick_up_item", _changed_by_the_agency),
        ("wire.pick_up_item", _on_offer),
        ("articles.publish_wire_article", _in_review),
        ("articles.add_article", lambda: _own_drafts(user)),
        ("articles.view_hold", _held),
        ("articles.publish_article", _coming_up),
        ("base.view_outgoing", lambda: _failing_mail() if user.has_perm("corrections.view_contact") else None),
    ]


def _pile(
    title: str, waiting: QuerySet[Any], row: Callable[[Any], Row], address: str, empty: str = "", *, is_urgent: bool = False
) -> Pile | None:
    """One pile in one query: its first rows, and how many there are; without a word for the empty one, none if it is empty."""
    found = list(waiting.annotate(in_all=HowMany(waiting.values("pk")[: MANY + 1]))[:SHOWN])
    if not found and not empty:
        return None
    rows = [row(one) for one in found]
    count = found[0].in_all if found else 0
    return Pile(title, rows, count, address, empty, bool(rows) and (is_urgent or any(row.is_urgent for row in rows)))


def _tickets(user: User) -> Pile | None:
    queue = Ticket.objects.accessible_to(user).our_turn().select_related("article")
    return _pile(
        "Readers’ reports", queue,
        lambda ticket: Row(
            f"{ticket.article.headline}: {ticket.get_category_display().lower()}", _change("corrections", "ticket", ticket.pk),
            ticket.due_at, ticket.get_status_display().lower(), ticket.is_overdue(), by="due ",
        ),
        _list("corrections", "ticket"), "No reader waits for an answer.",
    )  # fmt: skip


def _stray_mails(user: User) -> Pile | None:
    waiting = StrayMail.objects.accessible_to(user).waiting().defer("data", "words")
    return _pile(
        "Mail that belongs to no report", waiting,
        lambda mail: Row(str(mail), _change("corrections", "straymail", mail.pk), mail.received_at, mail.why),
        _list("corrections", "straymail"),
    )  # fmt: skip


def _proposals(user: User) -> Pile | None:
    waiting = NoticeProposal.objects.accessible_to(user).open().exclude(by=user).select_related("article", "by")
    return _pile(
        "Notices waiting for a second person", waiting,
        lambda one: Row(
            f"{one.get_kind_display()}: {one.article.headline}", _change("corrections", "noticeproposal", one.pk), one.at,
            f"proposed by {one.actor_name}", is_urgent=True,
        ),
        _list("corrections", "noticeproposal"),
    )  # fmt: skip


def _in_review() -> Pile | None:
    return _pile(
        "Drafts waiting for an editor", states.with_facts(states.waiting(Article.objects.all())),
        lambda story: Row(
            story.headline, reverse("admin:desk_publish", args=[story.pk]), story.saved_at,
            f"{story.get_status_display().lower()}, {states.saved_by(story)}",
        ),
        _list("articles", "article", "?state=in_review"), "Nobody has handed in a draft.",
    )  # fmt: skip


def _own_drafts(user: User) -> Pile | None:
    return _pile(
        "Your drafts", states.being_written_by(Article.objects.all(), user),
        lambda story: Row(
            story.headline, _change("articles", "article", story.pk), story.saved_at, story.get_status_display().lower()
        ),
        _list("articles", "article", "?state=draft"), "You have no draft open.",
    )  # fmt: skip


def _held() -> Pile | None:
    return _pile(
        "Held", Hold.objects.active().select_related("article", "photo", "owner"),
        lambda hold: Row(
            str(hold.article or hold.photo), _held_address(hold), hold.at,
            f"{hold.get_kind_display().lower()} hold, {full_name(hold.owner) if hold.owner else 'the agency'}",
        ),
        _list("articles", "hold"), "Nothing is held.",
    )  # fmt: skip


def _coming_up() -> Pile | None:
    return _pile(
        "Coming up", Edition.objects.scheduled().order_by("live_from").defer("page", "search_text"),
        lambda edition: Row(
            edition.headline, reverse("admin:desk_publish", args=[edition.article_id]), edition.live_from,
            edition.get_change_display().lower(),
        ),
        _list("articles", "article", "?state=scheduled"), "Nothing is scheduled.",
    )  # fmt: skip


def _failing_mail() -> Pile | None:
    return _pile(
        "Mail that does not go out", Outgoing.objects.failing().order_by("-created_at").defer("text"),
        lambda mail: Row(mail.subject, _change("base", "outgoing", mail.pk), mail.created_at, _why_unsent(mail), True),
        _list("base", "outgoing", "?state=unsent"),
    )  # fmt: skip


def _why_unsent(mail: Outgoing) -> str:
    if mail.gave_up_at:
        return "given up"
    return f"tried {mail.attempts} times" if mail.attempts else "not tried yet, the worker may not be running"


def _on_offer() -> Pile | None:
    return _pile(
        "New on the wire", Item.objects.on_offer().select_related("agency").order_by("-changed_at", "-pk"),
        lambda item: Row(str(item), _change("wire", "item", item.pk), item.changed_at, item.agency.short_name),
        _list("wire", "item", "?state=offer"), "The agencies have sent nothing new.",
    )  # fmt: skip


def _changed_by_the_agency() -> Pile | None:
    pickups = Pickup.objects.waiting_for_desk().select_related("item__agency", "article", "photo").order_by("waiting_since")
    return _pile(
        "Changed since we took it", pickups,
        lambda pickup: Row(
            str(pickup.article or pickup.photo), _change("wire", "pickup", pickup.pk), pickup.waiting_since,
            f"{pickup.item.agency.short_name} has a later version",
        ),
        _list("wire", "pickup"), "No agency has changed what we took.", is_urgent=True,
    )  # fmt: skip


def _orders_in_words() -> Pile | None:
    orders = NamedOrder.objects.open().select_related("version__item__agency").defer("version__document")
    return _pile(
        "Orders told in words", orders,
        lambda order: Row(
            str(order), _change("wire", "namedorder", order.pk), order.at, order.version.item.agency.short_name, order.is_grave
        ),
        _list("wire", "namedorder"), is_urgent=True,
    )  # fmt: skip


def _killed_lately() -> Pile | None:
    """Who comes to the desk learns what agencies took down meanwhile; the act is done, partners may have to be told."""
    items = Item.objects.taken_down_since(timezone.now() - LATELY).select_related("agency").order_by("-killed_at", "-pk")
    return _pile(
        "Killed by an agency since yesterday", items,
        lambda item: Row(
            str(item), _change("wire", "item", item.pk), item.killed_at,
            f"{item.agency.short_name} killed it, and it is off our pages",
        ),
        _list("wire", "item", "?state=killed"),
    )  # fmt: skip


def _quarantine() -> Pile | None:
    return _pile(
        "In quarantine", Message.objects.quarantined().defer("raw"),
        lambda message: Row(
            str(message), _change("wire", "message", message.pk), message.received_at, message.reason, message.has_order
        ),
        _list("wire", "message"),
    )  # fmt: skip


def _held_address(hold: Hold) -> str:
    if hold.article_id is not None:
        return reverse("admin:desk_publish", args=[hold.article_id])
    return _change("articles", "photo", hold.photo_id)


def _change(app: str, model: str, pk: Any) -> str:
    return _address(f"admin:{app}_{model}_change", [pk])


def _list(app: str, model: str, query: str = "") -> str:
    return _address(f"admin:{app}_{model}_changelist", []) + query


def _address(name: str, args: Iterable[Any]) -> str:
    try:
        return reverse(name, args=list(args))
    except NoReverseMatch:  # no screen for it yet
        return reverse("admin:index")
