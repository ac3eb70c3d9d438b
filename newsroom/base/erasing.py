"""What a law or a licence demands goes for good, by its own door: the record stays whole and says what went, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from newsroom.base import anchors, record
from newsroom.base.actors import actor_fields
from newsroom.base.models import Entry, Erasure

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import AnyActor
    from newsroom.base.append_only import AppendOnly


@transaction.atomic
def erase(
    rows: Iterable[AppendOnly],
    *,
    chain: str,
    by: AnyActor,
    reason: str,
    verb: str = "erased",
    second: User | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> Entry:
    """Empty the erasable columns of some rows and write it into the chain, with the hash and size of what went.

    Rows hashed under a key of their own are to be erased before the key is: nothing could be hashed afterwards.
    """
    at, rows = at or timezone.now(), list(rows)
    names = [anchors.name_of(row) for row in rows]
    gone = set(Erasure.objects.filter(row_name__in=names).values_list("row_name", "part"))
    said = {"reason": reason, "second": second, "at": at, **actor_fields(by)}
    erasures = []
    for row, name in zip(rows, names, strict=True):
        for part in row.erasable:
            # Even nothing has an HMAC, which cannot be made again without its key.
            if (name, part) not in gone and (row.keyed_by or getattr(row, part) != anchors.blank_of(type(row), part)):
                hash, size = anchors.hash_of(row, part), len(anchors.data_of(row, part))
                erasures.append(Erasure(row_name=name, part=part, hash=hash, size=size, **said))
    for erasure in erasures:
        erasure.save()
    entry = record.write(
        chain, verb, by=by, at=at, rows=erasures, reason=reason, second=second.get_username() if second else "",
        gone=[{"row": one.row_name, "part": one.part, "hash": one.hash, "size": one.size} for one in erasures], **facts,
    )  # fmt: skip
    for row in rows:
        blank = {part: anchors.blank_of(type(row), part) for part in row.erasable}
        type(row)._default_manager.filter(pk=row.pk).update(**blank)
    return entry
