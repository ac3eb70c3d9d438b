"""What an agency changed is not lost under a form that was open when it came: it waits for the desk again."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.models import Article
from newsroom.base import on_record
from newsroom.base.models import Entry
from wire.models import Item, Pickup, Version
from wire.pickup import write_record

if TYPE_CHECKING:
    from newsroom.base.actors import Actor

TAKEN_IN = ("picked up", "replaced by a later version", "merged with a later version", "kept against a later version")


@transaction.atomic
def put_back(*, article: Article, opened: int, by: Actor, at: datetime | None = None) -> bool:
    """A story saved from words that were older than the agency's newest is compared with them anew; whether it must be.

    `opened` is the number of the revision that the saved form began from.
    """
    at = at or timezone.now()
    tie = Pickup.objects.filter(article=article, role=Pickup.Role.WHOLE).first()
    if tie is None:
        return False
    # The item first, as the intake does, so that neither waits for the other.
    Item.objects.select_for_update(no_key=True).get(pk=tie.item_id)
    tie = Pickup.objects.select_for_update(no_key=True, of=("self",)).select_related("based_on__item", "waiting").get(pk=tie.pk)
    had, newest = _version_at(tie, opened), tie.waiting or tie.based_on
    if had is None or had.number >= tie.based_on.number:
        return False
    write_record(article, "saved over a later version", tie.based_on, by=by, at=at)
    tie.based_on, tie.waiting, tie.waiting_since = had, newest, tie.waiting_since or at
    tie.save(update_fields=["based_on", "waiting", "waiting_since"])
    on_record.write(tie, by=by, at=at)
    return True


def after_saving_over(*, article: Article, opened: int, by: Actor, **told: Any) -> None:
    """Hears the article form."""
    put_back(article=article, opened=opened, by=by)


def _version_at(tie: Pickup, number: int) -> Version | None:
    """The agency's version that a revision of ours was made from, as the record has it."""
    assert tie.article is not None, "whole stories only"
    revision = tie.article.revisions.filter(number=number).first()
    if revision is None:
        return None
    entries = Entry.objects.filter(chain__name=publishing.chain(tie.article), verb__in=TAKEN_IN, at__lte=revision.at)
    for entry in entries.order_by("-number"):
        facts = json.loads(entry.canonical)["facts"]
        if facts.get("item") == tie.item.item_id:
            return (
                tie.item.versions.filter(content_hash=facts["content"], sent_version=facts["version"]).order_by("number").last()
            )
    return None
