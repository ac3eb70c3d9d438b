"""The agency's orders: a kill takes a story down for good, a hold for now, a release gives it back. They act at once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from articles import publishing
from articles.models import Article, Hold, Photo, Publication
from corrections import workflow
from newsroom.base import outbox
from newsroom.base.actors import FeedActor
from newsroom.base.refusals import Refused
from wire.models import Item, Message, Pickup, Version


def kill(*, item: Item, version: Version, reason: str, by: FeedActor, at: datetime) -> list[str]:
    """Take down every story and photo made from a killed item; a story of ours that used it is held. Says what was done."""
    done = []
    for pickup in _pickups(item):
        if pickup.photo is not None:
            if publishing.kill_photo(photo=pickup.photo, by=by, reason=reason, at=at):
                done.append(f"photo taken down: {pickup.photo}")
        elif pickup.article is not None and pickup.role == Pickup.Role.WHOLE:
            where = _where(pickup.article, at)
            if pickup.article.killed_at is None:
                workflow.kill(article=pickup.article, by=by, reason=reason, origin="agency", at=at)
                done.append(f"taken down: {where}")
        elif pickup.article is not None:
            done += _hold_article(pickup.article, reason=f"It uses a story that is killed. {reason}", by=by, at=at)
    _tell_desk("kill", item, version, reason, done, at=at)
    return done


def hold(*, item: Item, version: Version, reason: str, by: FeedActor, at: datetime) -> list[str]:
    """Hold every story and photo in which a withheld item is used. Says what was done."""
    done = []
    for pickup in _pickups(item):
        if pickup.article is not None:
            done += _hold_article(pickup.article, reason=reason, by=by, at=at)
        elif pickup.photo is not None and not _agency_holds(photo=pickup.photo).exists():
            publishing.hold(photo=pickup.photo, by=by, kind=Hold.Kind.AGENCY, reason=reason, at=at)
            done.append(f"photo held: {pickup.photo}")
    _tell_desk("hold", item, version, reason, done, at=at)
    return done


def release(*, item: Item, by: FeedActor, at: datetime) -> list[str]:
    """Lift the agency's holds of an item, unless another item of the agency's still holds the story. Says what was done.

    A hold that a person has taken over is that person's, and stays.
    """
    done = []
    for pickup in _pickups(item):
        others = Item.objects.exclude(pk=item.pk).filter(Q(pk__in=Item.objects.killed()) | Q(withheld_at__isnull=False))
        if pickup.article is not None:
            if others.filter(pickups__article=pickup.article).exists():
                done.append(f"still held for another item: {pickup.article}")
                continue
            for held in _agency_holds(article=pickup.article):
                done.append(_lifted(held, by=by, at=at) or f"released: {_where(pickup.article, at)}")
        elif pickup.photo is not None and not others.filter(pickups__photo=pickup.photo).exists():
            for held in _agency_holds(photo=pickup.photo):
                done.append(_lifted(held, by=by, at=at) or f"photo released: {pickup.photo}")
    return done


def tell_of_unobeyed(message: Message, reason: str, *, at: datetime) -> None:
    """The desk hears at once of a kill or hold that could not be obeyed."""
    _post(
        key=f"wire:unobeyed:{message.sha256}",
        subject="A kill or hold was NOT obeyed: look at the wire quarantine",
        text=f"{reason}\n\nMessage: {message}\n{settings.SITE_URL}/admin/wire/message/{message.pk}/\n",
        at=at,
    )


def _pickups(item: Item) -> list[Pickup]:
    return list(item.pickups.select_related("article", "photo").order_by("pk"))


def _agency_holds(*, article: Article | None = None, photo: Photo | None = None) -> QuerySet[Hold]:
    return Hold.objects.filter(article=article, photo=photo, kind=Hold.Kind.AGENCY, lifted_at__isnull=True)


def _hold_article(article: Article, *, reason: str, by: FeedActor, at: datetime) -> list[str]:
    if article.killed_at is not None or _agency_holds(article=article).exists():
        return []
    where = _where(article, at)
    workflow.hold(article=article, by=by, kind=Hold.Kind.AGENCY, reason=reason, origin="agency", at=at)
    return [f"held: {where}"]


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


def _tell_desk(order: str, item: Item, version: Version, reason: str, done: list[str], *, at: datetime) -> None:
    """One mail for each kill and hold: whose, why, and what came down."""
    name = item.slugline or item.headline or item.item_id
    lines = [
        f"{item.agency} sent a {order}: {name}",
        f"Agency's id: {item.item_id}",
        f"Reason: {reason}",
        "",
        *(done or ["We have nothing of it on the site. If it comes later, it is stopped."]),
        "",
        f"{settings.SITE_URL}/admin/wire/item/{item.pk}/change/",
    ]
    what = "Nothing of it was ours" if not done else f"{len(done)} taken down" if order == "kill" else f"{len(done)} held"
    _post(key=f"wire:{order}:{version.pk}", subject=f"{item.agency} {order}: {name} ({what})", text="\n".join(lines), at=at)


def _post(*, key: str, subject: str, text: str, at: datetime) -> None:
    desk = Publication.objects.values_list("desk_email", flat=True).first()
    if desk:
        outbox.post(key=key, to=desk, subject=subject, text=text, at=at)
