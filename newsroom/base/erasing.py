"""What a law or a licence demands goes for good, by its own door: the record stays whole and says what went, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Gone:
    """What stays of bytes that go: where they stood, their hash, and how many they were."""

    row: str
    part: str
    hash: str
    size: int


@transaction.atomic
def erase(
    rows: Iterable[AppendOnly],
    *,
    chain: str,
    by: AnyActor,
    reason: str,
    verb: str = "erased",
    second: User | None = None,
    files: Sequence[Gone] = (),
    at: datetime | None = None,
    **facts: Any,
) -> Entry:
    """Empty the erasable columns of some rows and write it into the chain, with the hash and size of what went.

    Rows hashed under a key of their own are to be erased before the key is: nothing could be hashed afterwards. `files`
    tells of bytes outside append-only tables, which the caller deletes.
    """
    at, rows = at or timezone.now(), list(rows)
    going = [*_parts(rows), *files]
    known = set(Erasure.objects.filter(row_name__in={one.row for one in going}).values_list("row_name", "part"))
    erasures = [
        Erasure(
            row_name=one.row, part=one.part, hash=one.hash, size=one.size,
            reason=reason, second=second, at=at, **actor_fields(by),
        )
        for one in going
        if (one.row, one.part) not in known
    ]  # fmt: skip
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


def _parts(rows: Iterable[AppendOnly]) -> Iterator[Gone]:
    for row in rows:
        for part in row.erasable:
            # Even nothing has an HMAC, which cannot be made again without its key.
            if row.keyed_by or getattr(row, part) != anchors.blank_of(type(row), part):
                size = len(anchors.data_of(row, part))
                yield Gone(anchors.name_of(row), part, anchors.hash_of(row, part), size)
