"""What we say of ourselves on every page: each wording is kept in the record, so that a past day is told in that day's words.

An entry holds all the words that an act leaves, the first one also those that it found. Agencies and disclaimers have
tables of versions instead, since queries ask those: which picture may be shown, which rule selects a story.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import PolicyPage, Publication, Section
from newsroom.base import record
from newsroom.base.models import Entry

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor

    Told = Publication | Section | PolicyPage

WORDED, PUBLICATION = "worded", "publication"
# A publication's language goes with its words. How to reach us, how we count days and what we link to is today's.
WORDS: Mapping[type[Any], tuple[str, ...]] = MappingProxyType(
    {
        Publication: ("name", "strapline", "language", "accuracy_heading", "accuracy_text", "standards_link_text",
                      "footer_note"),
        Section: ("name", "slug", "refuses_promos"),
        PolicyPage: ("title", "summary", "body"),
    }
)  # fmt: skip
VERBS = {Publication: f"{WORDED} the publication", Section: f"{WORDED} a section", PolicyPage: f"{WORDED} a policy"}


@dataclass(frozen=True)
class Wording:
    """The words from a moment on, and who wrote them; nobody is known of those that were found."""

    words: dict[str, Any]
    at: datetime | None = None
    actor_name: str = ""


def chain_of(thing: Told) -> str:
    """The chain of the record in which a thing's wordings are."""
    if isinstance(thing, Publication):
        return PUBLICATION
    return f"{'section' if isinstance(thing, Section) else 'policy'}:{thing.pk}"


def found_of(thing: Told) -> dict[str, Any] | None:
    """The words as they are stored, locked for who is about to change them; None of what is new."""
    rows = type(thing)._default_manager.select_for_update(no_key=True)
    return rows.filter(pk=thing.pk).values(*WORDS[type(thing)]).first()


def words_of(thing: Told) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in WORDS[type(thing)]}


@transaction.atomic
def write(thing: Told, *, by: AnyActor, at: datetime | None = None, **facts: Any) -> Entry | None:
    """Save it, and keep its words in the record; None if they are as they were."""
    found, words = found_of(thing), words_of(thing)
    thing.save()
    if found == words:
        return None
    chain = chain_of(thing)
    before = {"before": found} if found and not _entries([chain]).exists() else {}
    return record.write(chain, VERBS[type(thing)], by=by, at=at or timezone.now(), **facts, **words, **before)


def wordings(thing: Told) -> list[Wording]:
    """All that it has said, the newest first."""
    found = []
    for entry in _entries([chain_of(thing)]).select_related("by").order_by("-number"):
        facts = json.loads(entry.canonical)["facts"]
        found.append(Wording({name: facts[name] for name in WORDS[type(thing)]}, entry.at, entry.actor_name))
        if "before" in facts:
            found.append(Wording(facts["before"]))
    return found


def words_at(at: datetime, *chains: str) -> dict[str, dict[str, Any]]:
    """What things said at a time, by their chains, in one query; nothing of those whose words never changed.

    Of a time before the first wording the words which that found are the nearest there are.
    """
    known: dict[str, dict[str, Any]] = {chain: {} for chain in chains}
    rows = _entries(chains).order_by("chain", "number").values_list("chain__name", "at", "canonical")
    for chain, since, canonical in rows:
        if since <= at or not known[chain]:
            facts = json.loads(canonical)["facts"]
            known[chain] = facts if since <= at else facts.get("before", facts)
    return {chain: {name: said[name] for name in said if name != "before"} for chain, said in known.items()}


def _entries(chains: Sequence[str]) -> QuerySet[Entry]:
    return Entry.objects.filter(chain__name__in=chains, verb__startswith=WORDED)
