"""A story or photo is stopped: held for now, which its owner alone lifts, or killed for good."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles import recorded
from articles.models import Article, Hold, Photo
from articles.writing import chain
from newsroom.base import record
from newsroom.base.actors import actor_fields, is_person
from newsroom.base.anchors import name_of
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import Actor


@transaction.atomic
def hold(
    *,
    reason: str,
    by: Actor,
    kind: str,
    article: Article | None = None,
    photo: Photo | None = None,
    at: datetime | None = None,
) -> Hold:
    """Take a story (or a photo) off the site for now; who places a legal or desk hold alone lifts it."""
    at = at or timezone.now()
    if not reason.strip():
        raise Refused("Say why it is held.")
    placed = Hold.objects.create(
        article=article,
        photo=photo,
        kind=kind,
        reason=reason,
        at=at,
        owner=by if is_person(by) else None,
        **actor_fields(by),
    )
    if article is not None:
        record.write(chain(article), "held", by=by, at=at, rows=[placed], kind=kind, reason=reason)
    elif photo is not None:
        record.write(f"photo:{photo.hash}", "held", by=by, at=at, rows=[placed], kind=kind, reason=reason)
    return placed


@transaction.atomic
def lift(*, hold: Hold, by: Actor, at: datetime | None = None) -> None:
    """Lift a hold: its owner alone may, and an agency's hold is lifted by the agency."""
    at = at or timezone.now()
    hold = Hold.objects.select_for_update(no_key=True).get(pk=hold.pk)
    if hold.lifted_at is not None:
        raise Refused("This hold is lifted already.")
    if is_person(by):
        if hold.owner_id is None:
            raise Refused("The agency holds this story; it is released when the agency says so. Take the hold over first.")
        if hold.owner_id != by.pk:
            raise Refused(f"{hold.owner} holds this story and alone may lift the hold.")
        hold.lifted_by = by
    else:
        if hold.owner_id is not None:
            raise Refused(f"{hold.owner} holds this story; a feed may not lift that.")
        hold.lifted_by_feed = by.name
    hold.lifted_at = at
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_by_feed"])
    if hold.article is not None:
        record.write(chain(hold.article), "released", by=by, at=at, kind=hold.kind, hold=name_of(hold))
    elif hold.photo is not None:
        record.write(f"photo:{hold.photo.hash}", "released", by=by, at=at, kind=hold.kind, hold=name_of(hold))


@transaction.atomic
def take_over(*, hold: Hold, by: User, at: datetime | None = None) -> None:
    """A managing editor becomes the owner of somebody's hold, which is recorded; only then can they lift it."""
    hold = Hold.objects.select_for_update(no_key=True).get(pk=hold.pk)
    if hold.lifted_at is not None:
        raise Refused("This hold is lifted already.")
    facts: dict[str, Any] = {"kind": hold.kind, "owner_before": str(hold.owner or "the agency"), "hold": name_of(hold)}
    hold.owner = by
    hold.save(update_fields=["owner"])
    if hold.article is not None:
        record.write(chain(hold.article), "took over the hold", by=by, at=at, **facts)
    elif hold.photo is not None:
        record.write(f"photo:{hold.photo.hash}", "took over the hold", by=by, at=at, **facts)


@transaction.atomic
def kill(*, article: Article, by: Actor, reason: str, label: str = "", at: datetime | None = None) -> bool:
    """Take a story down for good, whatever its state; False if it is dead already. What was written stays in our record."""
    at = at or timezone.now()
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.killed_at is not None:
        return False
    article.killed_at = at
    if label:
        article.tombstone_label = label
    article.save(update_fields=["killed_at", "tombstone_label"])
    record.write(chain(article), "killed", by=by, at=at, reason=reason, beside=recorded.beside_of(article))
    return True


@transaction.atomic
def kill_photo(*, photo: Photo, by: Actor, reason: str, at: datetime | None = None) -> bool:
    """Take a photo down for good, wherever it is shown."""
    at = at or timezone.now()
    if not Photo.objects.filter(pk=photo.pk, killed_at__isnull=True).update(killed_at=at):
        return False
    record.write(f"photo:{photo.hash}", "killed", by=by, at=at, reason=reason)
    return True
