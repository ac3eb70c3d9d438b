"""The desk's home: what needs a person now, each pile only for those who may deal with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles import states
from articles.models import Article, Edition, Hold
from corrections.models import NoticeProposal, StrayMail, Ticket
from newsroom.base.actors import full_name
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


def _tickets(user: User) -> Pile:
    queue = Ticket.objects.accessible_to(user).our_turn().select_related("article")
    rows = [
        Row(f"{ticket.article.headline}: {ticket.get_category_display().lower()}", _change("corrections", "ticket", ticket.pk),
            ticket.due_at, ticket.get_status_display().lower(), ticket.is_overdue(), by="due ")
        for ticket in queue[:SHOWN]
    ]  # fmt: skip
    empty = "No reader waits for an answer."
    return Pile(
        "Readers’ reports", rows, queue[: MANY + 1].count(), _list("corrections", "ticket"), empty,
        any(row.is_urgent for row in rows),
    )  # fmt: skip


def _stray_mails(user: User) -> Pile | None:
    waiting = StrayMail.objects.accessible_to(user).waiting().defer("data", "words")
    rows = [
        Row(str(mail), _change("corrections", "straymail", mail.pk), mail.received_at, mail.why) for mail in waiting[:SHOWN]
    ]  # fmt: skip
    if not rows:
        return None
    return Pile("Mail that belongs to no report", rows, waiting.count(), _list("corrections", "straymail"), "")


def _proposals(user: User) -> Pile | None:
    waiting = NoticeProposal.objects.open().exclude(by=user).select_related("article", "by")
    if not user.has_perm("corrections.view_restricted"):
        waiting = waiting.exclude(ticket__category__in=Ticket.RESTRICTED)
    rows = [
        Row(f"{one.get_kind_display()}: {one.article.headline}", _change("corrections", "noticeproposal", one.pk), one.at,
            f"proposed by {one.actor_name}", is_urgent=True)
        for one in waiting[:SHOWN]
    ]  # fmt: skip
    if not rows:
        return None
    return Pile("Notices waiting for a second person", rows, waiting.count(), _list("corrections", "noticeproposal"), "", True)


def _in_review() -> Pile:
    waiting = states.waiting(Article.objects.all())
    rows = [
        Row(story.headline, reverse("admin:desk_publish", args=[story.pk]), story.saved_at,
            f"{story.get_status_display().lower()}, {states.saved_by(story)}")
        for story in states.with_facts(waiting)[:SHOWN]
    ]  # fmt: skip
    address = _list("articles", "article", "?state=in_review")
    return Pile("Drafts waiting for an editor", rows, waiting.count(), address, "Nobody has handed in a draft.")


def _own_drafts(user: User) -> Pile:
    drafts = states.being_written_by(Article.objects.all(), user)
    rows = [
        Row(story.headline, _change("articles", "article", story.pk), story.saved_at, story.get_status_display().lower())
        for story in drafts[:SHOWN]
    ]
    return Pile("Your drafts", rows, drafts.count(), _list("articles", "article", "?state=draft"), "You have no draft open.")


def _held() -> Pile:
    holds = Hold.objects.active().select_related("article", "photo", "owner")
    rows = [
        Row(str(hold.article or hold.photo), _held_address(hold), hold.at,
            f"{hold.get_kind_display().lower()} hold, {full_name(hold.owner) if hold.owner else 'the agency'}")
        for hold in holds[:SHOWN]
    ]  # fmt: skip
    return Pile("Held", rows, holds.count(), _list("articles", "hold"), "Nothing is held.")


def _coming_up() -> Pile:
    coming = Edition.objects.scheduled().select_related("article").order_by("live_from")
    rows = [
        Row(edition.headline, reverse("admin:desk_publish", args=[edition.article_id]), edition.live_from,
            edition.get_change_display().lower())
        for edition in coming[:SHOWN]
    ]  # fmt: skip
    return Pile("Coming up", rows, coming.count(), _list("articles", "article", "?state=scheduled"), "Nothing is scheduled.")


def _failing_mail() -> Pile | None:
    failing = Outgoing.objects.failing().order_by("-created_at")
    rows = [
        Row(mail.subject, _change("base", "outgoing", mail.pk), mail.created_at,
            _why_unsent(mail), is_urgent=True)
        for mail in failing[:SHOWN]
    ]  # fmt: skip
    if not rows:
        return None
    return Pile("Mail that does not go out", rows, failing.count(), _list("base", "outgoing", "?state=unsent"), "", True)


def _why_unsent(mail: Outgoing) -> str:
    if mail.gave_up_at:
        return "given up"
    return f"tried {mail.attempts} times" if mail.attempts else "not tried yet, the worker may not be running"


def _on_offer() -> Pile | None:
    items = Item.objects.on_offer().select_related("agency").order_by("-changed_at", "-pk")
    rows = [Row(str(item), _change("wire", "item", item.pk), item.changed_at, item.agency.short_name) for item in items[:SHOWN]]
    count = items[: MANY + 1].count()
    address = _list("wire", "item", "?state=offer")
    return Pile("New on the wire", rows, count, address, "The agencies have sent nothing new.")


def _changed_by_the_agency() -> Pile | None:
    pickups = Pickup.objects.waiting_for_desk().select_related("item__agency", "article", "photo").order_by("waiting_since")
    rows = [
        Row(str(pickup.article or pickup.photo), _change("wire", "pickup", pickup.pk), pickup.waiting_since,
            f"{pickup.item.agency.short_name} has a later version")
        for pickup in pickups[:SHOWN]
    ]  # fmt: skip
    empty = "No agency has changed what we took."
    return Pile("Changed since we took it", rows, pickups.count(), _list("wire", "pickup"), empty, bool(rows))


def _orders_in_words() -> Pile | None:
    orders = NamedOrder.objects.open().select_related("version__item__agency").defer("version__document")
    rows = [
        Row(str(order), _change("wire", "namedorder", order.pk), order.at, order.version.item.agency.short_name, order.is_grave)
        for order in orders[:SHOWN]
    ]
    if not rows:
        return None
    return Pile("Orders told in words", rows, orders.count(), _list("wire", "namedorder"), "", True)


def _killed_lately() -> Pile | None:
    """Who comes to the desk learns what agencies took down meanwhile; the act is done, partners may have to be told."""
    since = timezone.now() - LATELY
    items = Item.objects.killed().filter(Exists(Pickup.objects.filter(item=OuterRef("pk"))), killed_at__gte=since)
    rows = [
        Row(
            str(item),
            _change("wire", "item", item.pk),
            item.killed_at,
            f"{item.agency.short_name} killed it, and it is off our pages",
        )
        for item in items.select_related("agency").order_by("-killed_at", "-pk")[:SHOWN]
    ]
    if not rows:
        return None
    return Pile("Killed by an agency since yesterday", rows, items.count(), _list("wire", "item", "?state=killed"), "")


def _quarantine() -> Pile | None:
    messages = Message.objects.quarantined().defer("raw")
    rows = [
        Row(str(message), _change("wire", "message", message.pk), message.received_at, message.reason, message.has_order)
        for message in messages[:SHOWN]
    ]
    if not rows:
        return None
    is_urgent = any(row.is_urgent for row in rows)
    return Pile("In quarantine", rows, messages.count(), _list("wire", "message"), "", is_urgent)


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
