"""To publish a wire story straight from the wire: picked up and published in one step, or not at all."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import publishing, rights
from articles.models import Edition, Section
from newsroom.base.refusals import Refused
from wire import likeness, pickup
from wire.models import Item

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def pick_up_and_publish(
    *, item: Item, by: User, section: Section, version: int | None, although: int | None = None, at: datetime | None = None
) -> Edition:
    """Readers get the story as the agency sent it, with its disclaimers. Raises Refused, and then nothing was picked up.

    `version` is the one that the editor looked at: one that came in since is not published unseen. Where nearly the same
    story is published already, `although` names it, since the editor wants both.
    """
    at = at or timezone.now()
    item = Item.objects.select_for_update(no_key=True).get(pk=item.pk)
    if found := pickup.refusal(item):
        raise Refused(found)
    if item.text_version_id != version:
        raise Refused("A later version has come since you looked. Read it first; nothing was published.")
    alike = likeness.published_like([item], at=at).get(item.pk)
    if alike is not None and alike.article_id != although:
        raise Refused(f"Nearly the same story is published: “{alike.headline}”. Nothing was published; say that you want both.")
    article = pickup.pick_up(item=item, by=by, section=section, is_to_be_published=True, at=at)
    if not rights.may_publish(by, article):
        raise Refused("You may pick stories up, but not publish them. Nothing was picked up.")
    try:
        return publishing.publish(article=article, by=by, at=at)
    except Refused as refusal:
        raise Refused(
            f"It cannot be published as it came: {refusal} Nothing was picked up; pick it up as a draft first."
        ) from refusal
