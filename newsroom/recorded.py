"""All that is compared with the record, from every floor."""

from collections.abc import Iterator

from articles import recorded as stories
from corrections import recorded as tickets
from corrections.models import TicketEvent
from newsroom.base import anchors
from newsroom.base.checks import Fault
from newsroom.base.models import Erasure

CHECKS = (*stories.CHECKS, *tickets.CHECKS)
READERS_OWN = f"{anchors.label_of(TicketEvent)}:"


def erased_by_one() -> Iterator[Fault]:
    """A reader's own words go at the reader's word; for all else two have to agree."""
    for erasure in Erasure.objects.filter(second__isnull=True).exclude(row_name__startswith=READERS_OWN).order_by("pk"):
        yield Fault(erasure.row_name, f"lost its {erasure.part} without a second person: {erasure.reason}")
