"""To put a wire story aside that we shall not use, and to take it back: nothing is lost, and the record says who."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from newsroom.base import record
from newsroom.base.refusals import Refused
from wire import pickup
from wire.models import Item

if TYPE_CHECKING:
    from django.contrib.auth.models import User

REFUSALS = {
    Item.State.REVIVED: "The agency killed this story and sent it again: someone has to decide, so it stays in sight.",
    Item.State.KILLED: "The agency has killed this story. There is nothing to put aside.",
    Item.State.WITHHELD: "The agency withholds this story. It stays in sight until it is released.",
    Item.State.ADVISORY: "This is a note to editors, not a story.",
    Item.State.CHANGED: "We have picked this story up. It stays in sight, so that a later change is seen.",
    Item.State.TAKEN: "We have picked this story up. It stays in sight, so that a later change is seen.",
    Item.State.SPIKED: "This story is spiked already.",
}


@transaction.atomic
def spike(*, item: Item, by: User, at: datetime | None = None) -> None:
    """Put aside a story that nobody has taken. What the agency sends later is still read, and a kill still acts."""
    item = Item.objects.select_for_update(no_key=True).get(pk=item.pk)
    if found := refusal(item):
        raise Refused(found)
    item.spiked_at, item.spiked_by = at or timezone.now(), by
    item.save(update_fields=["spiked_at", "spiked_by"])
    _record(item, "spiked", by=by, at=item.spiked_at)


@transaction.atomic
def take_back(*, item: Item, by: User, at: datetime | None = None) -> None:
    """Put a spiked story back among those on offer."""
    item = Item.objects.select_for_update(no_key=True).get(pk=item.pk)
    if item.spiked_at is None:
        raise Refused("This story is not spiked.")
    item.spiked_at = item.spiked_by = None
    item.save(update_fields=["spiked_at", "spiked_by"])
    _record(item, "taken back from the spike", by=by, at=at)


def refusal(item: Item) -> str:
    """Why an item cannot be spiked, in an editor's words; "" if it can."""
    return REFUSALS.get(item.state(), "")


def _record(item: Item, verb: str, *, by: User, at: datetime | None) -> None:
    version = item.newest.number if item.newest else 0
    record.write(pickup.chain(item), verb, by=by, at=at, item=item.item_id, version=version)
