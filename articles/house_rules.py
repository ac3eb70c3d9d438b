"""What binds the newsroom itself is changed on the record: who must agree, how long readers' data stays, what is shown."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from articles import told
from articles.models import Publication
from newsroom.base import record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CHAIN = told.PUBLICATION
RULES = ("needs_second_person", "personal_data_days", "shows_history")


@transaction.atomic
def write(publication: Publication, *, by: User, at: datetime | None = None) -> None:
    """Save the publication with its words; a house rule that changes is an entry of the record, with what held before."""
    publication.pk = 1
    before = Publication.objects.select_for_update(no_key=True).filter(pk=1).values(*RULES).first() or {}
    told.write(publication, by=by, at=at)
    changed = {rule: getattr(publication, rule) for rule in RULES if before and before[rule] != getattr(publication, rule)}
    if changed:
        had = {f"{rule}_before": before[rule] for rule in changed}
        record.write(CHAIN, "changed the house rules", by=by, at=at, **changed, **had)
