"""The record: every act on a story joins a hash chain, so that a later change, removal or reordering shows."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from newsroom.base.actors import actor_fields, actor_key
from newsroom.base.models import Chain, Entry

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor


def write(chain: str, verb: str, *, by: AnyActor, at: datetime | None = None, **facts: Any) -> Entry:
    """Add an act to a chain, in the act's own transaction.

    `facts` must be JSON data; personal data goes in as an HMAC made under a key that can be erased.
    """
    at = at or timezone.now()
    with transaction.atomic():
        Chain.objects.get_or_create(name=chain)
        head = Chain.objects.select_for_update().get(name=chain)
        added = entry(head, verb, by=by, at=at, facts=facts, number=head.length + 1, previous=head.head)
        added.save()
        head.length, head.head = added.number, added.hash
        head.save(update_fields=["length", "head"])
    return added


def entry(chain: Chain, verb: str, *, by: AnyActor, at: datetime, facts: dict[str, Any], number: int, previous: str) -> Entry:
    """An entry of a chain, not saved yet: its canonical text, and its hash over that and the entry before."""
    canonical = canonical_text(
        {
            "chain": chain.name,
            "number": number,
            "at": at.isoformat(timespec="microseconds"),
            "verb": verb,
            "by": actor_key(by),
            "facts": facts,
        }
    )
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


def canonical_text(value: Any) -> str:
    """The one way the record writes JSON: sorted keys, no spaces, UTF-8 as it is."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def link_hash(previous: str, canonical: str) -> str:
    """SHA-256 (hex) of the entry before and the canonical text of this one."""
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def content_hash(value: Any) -> str:
    """SHA-256 (hex) of JSON data in its canonical form."""
    return hashlib.sha256(canonical_text(value).encode()).hexdigest()


def first_broken(chain: Chain) -> int | None:
    """The number of the first entry of a chain that was altered, removed or reordered; None if the chain is whole."""
    previous, number = "", 0
    for entry in chain.entries.order_by("number").iterator():
        number += 1
        if entry.number != number or entry.previous != previous or entry.hash != link_hash(previous, entry.canonical):
            return number
        previous = entry.hash
    return None if (number, previous) == (chain.length, chain.head) else number + 1
