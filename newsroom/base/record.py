"""The record: every act on a story joins a hash chain, so that a later change, removal or reordering shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from newsroom.base import anchors
from newsroom.base.actors import actor_fields, actor_key, is_person
from newsroom.base.canonical import canonical_text, content_hash, link_hash
from newsroom.base.models import Chain, Entry

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor
    from newsroom.base.append_only import AppendOnly

    Rows = Iterable[AppendOnly] | Mapping[str, str]

__all__ = ["canonical_text", "content_hash", "entry", "link_hash", "with_rows", "write"]


def write(chain: str, verb: str, *, by: AnyActor, at: datetime | None = None, rows: Rows = (), **facts: Any) -> Entry:
    """Add an act to a chain, in the act's own transaction, with a digest of each append-only row that it wrote.

    `facts` must be JSON data; personal data goes in as an HMAC made under a key that can be erased.
    """
    at, facts = at or timezone.now(), with_rows(facts, rows)
    with transaction.atomic():
        Chain.objects.get_or_create(name=chain)
        head = Chain.objects.select_for_update(no_key=True).get(name=chain)
        added = entry(head, verb, by=by, at=at, facts=facts, number=head.length + 1, previous=head.head)
        added.save()
        head.length, head.head = added.number, added.hash
        head.save(update_fields=["length", "head"])
    return added


def with_rows(facts: dict[str, Any], rows: Rows) -> dict[str, Any]:
    """The facts of an act with the digests of its rows, by their names, and what the rows were joined with."""
    if isinstance(rows, Mapping):
        return {**facts, "rows": rows} if rows else facts
    rows = list(rows)
    digests = {anchors.name_of(row): anchors.digest_of(row) for row in rows}
    joined = {anchors.name_of(row): row.joined for row in rows if hasattr(row, "joined")}
    return {**facts, **({"rows": digests} if digests else {}), **({"joined": joined} if joined else {})}


def entry(chain: Chain, verb: str, *, by: AnyActor, at: datetime, facts: dict[str, Any], number: int, previous: str) -> Entry:
    """An entry of a chain, not saved yet: its canonical text, and its hash over that and the entry before."""
    act: dict[str, Any] = {
        "chain": chain.name,
        "number": number,
        "at": at.isoformat(timespec="microseconds"),
        "verb": verb,
        "by": actor_key(by),
        "facts": facts,
    }
    if is_person(by):
        act["by_id"] = by.pk  # a name may change
    canonical = canonical_text(act)
    return Entry(
        chain=chain,
        number=number,
        at=at,
        verb=verb,
        canonical=canonical,
        previous=previous,
        hash=link_hash(previous, canonical),
        **actor_fields(by),
    )
