"""An agency's picture becomes a photo of ours with caption, credit and rights, and obeys the agency's orders from then on."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles import photos, publishing
from articles.models import Article, Edition, Photo
from newsroom.base import on_record, record
from newsroom.base.actors import actor_fields
from newsroom.base.refusals import Refused
from wire.files import PICTURES
from wire.formats.parsed import ParsedItem, ParsedMedia
from wire.models import Item, Pickup, Version, WireFile

if TYPE_CHECKING:
    from newsroom.base.actors import Actor, FeedActor

logger = logging.getLogger(__name__)


def take(*, file: WireFile, by: Actor, at: datetime | None = None) -> Photo:
    """Make a photo from a picture that is here. Raises Refused with the reason. Call it outside of a transaction.

    It is tied to the item whose message named it, and to the picture's own item where it has one: a kill of either
    takes it down.
    """
    at = at or timezone.now()
    item = Item.objects.select_related("agency", "text_version", "newest").get(pk=file.item_id)
    if found := refusal(file, item):
        raise Refused(found)
    version = item.text_version or item.newest
    assert version is not None
    medium = _medium(version.parsed, file)
    with file.file.open("rb") as stream:
        data = stream.read()
    inspected = photos.inspect(data)
    with transaction.atomic():
        item = Item.objects.select_for_update(no_key=True).get(pk=item.pk)
        if item.is_killed or item.withheld_at:
            raise Refused("The agency has killed or withheld it meanwhile.")
        photo = photos.take_in(data, name=str(file), inspected=inspected, **_described(medium, item))
        if photo.killed_at is not None:
            raise Refused("We have this picture already, and it is killed.")
        file.photo = photo
        file.save(update_fields=["photo"])
        for owner in filter(None, (item, _own_item(medium, item, at=at))):
            if owner.is_killed or owner.withheld_at:
                raise Refused("The agency has killed or withheld this picture. It must not be used.")
            _tie(owner, photo, version, by=by, at=at)
        record.write(f"photo:{photo.hash}", "taken from the wire", by=by, at=at, item=item.item_id, href=file.href)
    return photo


def refusal(file: WireFile, item: Item) -> str:
    """Why a picture cannot be taken, in an editor's words; "" if it can."""
    if file.kind not in PICTURES:
        return "Only pictures and graphics become photos. Sound and film are listed here."
    if file.state != WireFile.State.KEPT:
        return f"The picture is not here: {file.reason or file.get_state_display().lower()}"
    if item.is_killed:
        return "The agency has killed it. It must not be used."
    if item.withheld_at:
        return "The agency withholds it. Wait until it is released."
    return ""


def of_item(item: Item) -> list[WireFile]:
    """The pictures of an item that are here, the first first."""
    kept = item.files.filter(state=WireFile.State.KEPT, kind__in=[kind.value for kind in PICTURES])
    return list(kept.order_by("position", "pk"))


def take_all(*, item: Item, by: Actor, at: datetime | None = None) -> list[Photo]:
    """Make photos of the pictures of an item that are here, before its story is picked up; those that are no good are left."""
    taken = []
    for file in of_item(item):
        if file.photo_id is not None:
            continue
        try:
            taken.append(take(file=file, by=by, at=at))
        except Refused as refusal:
            logger.info("picture %s of wire item %s is not taken: %s", file.pk, item.pk, refusal)
    return taken


def give_late(*, at: datetime | None = None, most: int = 50) -> int:
    """Pictures that came after their story was picked up lead it, where it has none and nobody has edited it. How many do.

    The page changes by itself only if the agency gave what a page needs: alternative text and credit.
    """
    at = at or timezone.now()
    late = WireFile.objects.filter(
        state=WireFile.State.KEPT, kind__in=[kind.value for kind in PICTURES], photo__isnull=True,
        item__pickups__role=Pickup.Role.WHOLE, item__pickups__article__lead_photo__isnull=True,
        item__pickups__article__killed_at__isnull=True, item__pickups__article__isnull=False,
    )  # fmt: skip
    given = 0
    for file in late.select_related("item", "message__feed").defer("message__raw").order_by("position", "pk").distinct()[:most]:
        by = file.message.feed.actor
        try:
            photo = take(file=file, by=by, at=at)
        except Refused as refusal:
            file.state, file.reason = WireFile.State.REFUSED, str(refusal)
            file.save(update_fields=["state", "reason"])
            continue
        for article in Article.objects.filter(pickups__item=file.item):
            try:
                given += _lead(article, photo, by=by, at=at)
            except Refused as refusal:
                logger.info("the picture of %s waits for the desk: %s", article, refusal)
    return given


@transaction.atomic
def _lead(article: Article, photo: Photo, *, by: FeedActor, at: datetime) -> bool:
    """Give a story its lead photo, on the page too if readers have it; there only a picture that a page may show."""
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    revision = article.current_revision()
    if article.lead_photo_id is not None or revision is None or not revision.is_agency_text:
        return False
    was_public = article.first_published_at is not None
    is_live = article.editions.live(at).filter(revision=revision).exists()
    is_complete = bool(photo.credit.strip() and (photo.alt.strip() or photo.is_decorative))
    if was_public and not (is_live and is_complete):
        return False
    article.lead_photo = photo
    publishing.save_revision(article=article, by=by, is_agency_text=True, note=f"Picture from {article.agency}.", at=at)
    if is_live:
        reason = f"{article.agency}’s picture came after its text."
        publishing.publish(article=article, by=by, change=Edition.Change.MINOR, no_notice_reason=reason, at=at)
    return True


def lead_of(item: Item, *, is_complete: bool = False) -> Photo | None:
    """The first photo made from an item that may be shown; with `is_complete`, that has all that a page needs."""
    withdrawn = Photo.objects.withdrawn()
    photos_of = Photo.objects.filter(wire_files__item=item).exclude(pk__in=withdrawn.values("pk"))
    if is_complete:
        photos_of = photos_of.exclude(credit="").filter(Q(is_decorative=True) | ~Q(alt=""))
    return photos_of.order_by("wire_files__position", "wire_files__pk").first()


def _medium(parsed: ParsedItem, file: WireFile) -> ParsedMedia:
    for medium in parsed.media:
        if any(rendition.href == file.href for rendition in medium.renditions):
            return medium
    raise Refused("The agency’s newest version does not name this picture any more.")


def _described(medium: ParsedMedia, item: Item) -> dict[str, Any]:
    credit = medium.credit or " / ".join(filter(None, (medium.byline, item.agency.short_name)))
    return {
        "title": (medium.headline or medium.caption)[:160],
        "alt": medium.alt,
        "caption": medium.caption,
        "credit": credit[:200],
        "source": item.agency.short_name,
        "agency": item.agency,
        "copyright_notice": medium.copyright_notice[:250],
        "usage_terms": medium.usage_terms,
    }


def _own_item(medium: ParsedMedia, item: Item, *, at: datetime) -> Item | None:
    """The picture's own item, made if we never had it, so that a kill of it finds the photo."""
    if not medium.item_id or medium.item_id == item.item_id:
        return None
    return Item.objects.get_or_create(
        agency=item.agency,
        item_id=medium.item_id[:500],
        defaults={"kind": medium.kind.value, "headline": medium.headline[:300], "first_seen_at": at, "changed_at": at},
    )[0]


def _tie(item: Item, photo: Photo, version: Version, *, by: Actor, at: datetime) -> None:
    tie, is_new = Pickup.objects.get_or_create(
        item=item, photo=photo, defaults={"role": Pickup.Role.WHOLE, "based_on": version, "at": at, **actor_fields(by)}
    )
    if is_new:
        on_record.write(tie, by=by, at=at)
