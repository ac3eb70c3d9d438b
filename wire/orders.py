"""The agency's orders: a kill takes a story down for good, a hold for now, a release gives it back. They act at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from articles import publishing
from articles.models import Article, Hold, Photo, Publication
from corrections import workflow
from newsroom.base import outbox
from newsroom.base.actors import FeedActor
from newsroom.base.refusals import Refused
from wire import reach
from wire.models import Item, Message, NamedOrder, Pickup, Version


@dataclass
class _Taken:
    """What an order took down or held, and how far each had gone."""

    done: list[str] = field(default_factory=list)
    reached: list[str] = field(default_factory=list)

    def add(self, done: str, name: str, reached: list[str]) -> None:
        self.done.append(done)
        if reached:
            self.reached += [
                "",
                f"Check these, and tell partners who took it from us: “{name}”",
                *(f"- {line}" for line in reached),
            ]


def kill(*, item: Item, version: Version, reason: str, by: FeedActor, at: datetime) -> list[str]:
    """Take down every story and photo made from a killed item; a story of ours that used it is held. Says what was done."""
    taken = _Taken()
    for pickup in _pickups(item):
        if pickup.photo is not None:
            reached = reach.of_photo(pickup.photo, at=at)
            if publishing.kill_photo(photo=pickup.photo, by=by, reason=reason, at=at):
                taken.add(f"photo taken down: {pickup.photo}", str(pickup.photo), reached)
        elif pickup.article is not None and pickup.role == Pickup.Role.WHOLE:
            where, reached = _where(pickup.article, at), reach.of_article(pickup.article, at=at)
            if pickup.article.killed_at is None:
                workflow.kill(article=pickup.article, by=by, reason=reason, origin="agency", at=at)
                taken.add(f"taken down: {where}", pickup.article.headline, reached)
        elif pickup.article is not None:
            _hold_article(taken, pickup.article, reason=f"It uses a story that is killed. {reason}", by=by, at=at)
    _tell("kill", item, version, reason, taken, at=at)
    return taken.done


def hold(*, item: Item, version: Version, reason: str, by: FeedActor, at: datetime) -> list[str]:
    """Hold every story and photo in which a withheld item is used. Says what was done."""
    taken = _Taken()
    for pickup in _pickups(item):
        if pickup.article is not None:
            _hold_article(taken, pickup.article, reason=reason, by=by, at=at)
        elif pickup.photo is not None and not _agency_holds(at, photo=pickup.photo).exists():
            reached = reach.of_photo(pickup.photo, at=at)
            publishing.hold(photo=pickup.photo, by=by, kind=Hold.Kind.AGENCY, reason=reason, at=at)
            taken.add(f"photo held: {pickup.photo}", str(pickup.photo), reached)
    _tell("hold", item, version, reason, taken, at=at)
    return taken.done


def release(*, item: Item, by: FeedActor, at: datetime) -> list[str]:
    """Lift the agency's holds of an item, unless another item of the agency's still holds the story. Says what was done.

    A hold that a person has taken over is that person's, and stays. So does one by an order in words, until it is settled.
    """
    if NamedOrder.objects.open().filter(item=item, is_grave=True, held_at__isnull=False).exists():
        return ["still held: an order that names it in words is not settled"]
    done = []
    for pickup in _pickups(item):
        others = Item.objects.exclude(pk=item.pk).filter(Q(pk__in=Item.objects.killed()) | Q(withheld_at__isnull=False))
        if pickup.article is not None:
            if others.filter(pickups__article=pickup.article).exists():
                done.append(f"still held for another item: {pickup.article}")
                continue
            for held in _agency_holds(at, article=pickup.article):
                done.append(_lifted(held, by=by, at=at) or f"released: {_where(pickup.article, at)}")
        elif pickup.photo is not None and not others.filter(pickups__photo=pickup.photo).exists():
            for held in _agency_holds(at, photo=pickup.photo):
                done.append(_lifted(held, by=by, at=at) or f"photo released: {pickup.photo}")
    return done


def tell_of_unobeyed(message: Message, reason: str, *, at: datetime) -> None:
    """The desk and who is on call hear at once of a kill or hold that could not be obeyed."""
    alarm(
        key=f"wire:unobeyed:{message.sha256}",
        subject="A kill or hold was NOT obeyed: look at the wire quarantine",
        text=f"{reason}\n\nMessage: {message}\n{settings.SITE_URL}/admin/wire/message/{message.pk}/\n",
        at=at,
    )


def alarm(*, key: str, subject: str, text: str, at: datetime) -> None:
    """A mail to the desk and one to each address on call, in the act's own transaction; the same key is sent once."""
    found = Publication.objects.values_list("desk_email", "on_call_emails").first()
    desk, on_call = found or ("", "")
    addresses: dict[str, str] = {}
    for address in filter(None, (line.strip() for line in (desk, *on_call.splitlines()))):
        addresses.setdefault(address.casefold(), address)
    for folded, address in addresses.items():
        own_key = key if address == desk.strip() else f"{key}:{folded}"
        outbox.post(key=own_key[:200], to=address, subject=subject, text=text, at=at)


def _pickups(item: Item) -> list[Pickup]:
    return list(item.pickups.select_related("article", "photo").order_by("pk"))


def _agency_holds(at: datetime, *, article: Article | None = None, photo: Photo | None = None) -> QuerySet[Hold]:
    return Hold.objects.active(at).filter(article=article, photo=photo, kind=Hold.Kind.AGENCY)


def _hold_article(taken: _Taken, article: Article, *, reason: str, by: FeedActor, at: datetime) -> None:
    if article.killed_at is not None or _agency_holds(at, article=article).exists():
        return
    where, reached = _where(article, at), reach.of_article(article, at=at)
    workflow.hold(article=article, by=by, kind=Hold.Kind.AGENCY, reason=reason, origin="agency", at=at)
    taken.add(f"held: {where}", article.headline, reached)


def _lifted(held: Hold, *, by: FeedActor, at: datetime) -> str:
    """Lift a hold; what stood in the way, or ""."""
    try:
        if held.article is not None:
            workflow.release(hold=held, by=by, at=at)
        else:
            publishing.lift(hold=held, by=by, at=at)
    except Refused as refused:
        return str(refused)
    return ""


def _where(article: Article, at: datetime) -> str:
    """The story's public address; or its headline, where readers do not see it."""
    edition = article.visible_edition(at)
    if edition is not None:
        return f"{settings.SITE_URL}{edition.path}"
    return f"“{article.headline}” (not public)"


def _tell(order: str, item: Item, version: Version, reason: str, taken: _Taken, *, at: datetime) -> None:
    """A mail of each kill and hold to everyone who must know: whose, why, what came down, and where it had been."""
    name, done = item.slugline or item.headline or item.item_id, taken.done
    lines = [
        f"{item.agency} sent a {order}: {name}",
        f"Agency's id: {item.item_id}",
        f"Reason: {reason}",
        "",
        *(done or ["We have nothing of it on the site. If it comes later, it is stopped."]),
        *taken.reached,
        "",
        f"{settings.SITE_URL}/admin/wire/item/{item.pk}/change/",
    ]
    what = "Nothing of it was ours" if not done else f"{len(done)} taken down" if order == "kill" else f"{len(done)} held"
    subject = f"{item.agency} {order}: {name} ({what})"
    alarm(key=f"wire:{order}:{version.pk}:{item.pk}", subject=subject, text="\n".join(lines), at=at)
