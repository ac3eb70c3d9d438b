"""Reports of the same error are handled together: the first that is open leads, and no reader sees another's words."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

from articles.body import folded
from corrections import passages
from corrections.events import add_event
from corrections.models import Ticket, TicketEvent
from corrections.models.ticket import TicketQuerySet

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor

Verb = TicketEvent.Verb
CANDIDATES = 100  # leaders of one story that a report is compared with, the first ones
WORD = re.compile(r"\w+")
SHORTEST = 4  # letters of a word that tells something; a figure always does
ALIKE, SHARED = 0.5, 2
LONG = 300  # characters of a passage that may hold more than one error


def leader_for(ticket: Ticket) -> Ticket | None:
    """The first open report of the same error, behind which a new one belongs.

    What only some may see is never grouped, nor is what stands under suspicion.
    """
    if ticket.is_suspected or ticket.category in Ticket.RESTRICTED:
        return None
    found = next((one for one in _leaders(ticket) if is_same(one, ticket)), None)
    # Locked, or somebody might close it meanwhile; before the record is written, as every verb does.
    return _leads(ticket).select_for_update(no_key=True).filter(pk=found.pk).first() if found else None


def is_same(one: Ticket, other: Ticket) -> bool:
    """Whether two reports of a story mean the same: their passages overlap, or they say alike of the same part.

    Whoever points at a whole stretch may mean any of its words: such a report is the same only if it says alike, too.
    """
    if one.article_id != other.article_id:
        return False
    if one.passage and other.passage:
        is_long = max(len(one.passage), len(other.passage)) > LONG
        return _overlap(one, other) and (not is_long or _say_alike(one, other))
    if one.passage or other.passage:
        return False
    return (one.part, one.photo_id) == (other.part, other.photo_id) and _say_alike(one, other)


def hand_over(leader: Ticket, *, by: AnyActor, at: datetime) -> Ticket | None:
    """The leader goes its own way: the next open report leads the others. Part of a verb's transaction."""
    others = list(leader.group.select_for_update(no_key=True).order_by("received_at", "pk"))
    heir = next((one for one in others if one.is_open), None)
    for one in others if heir else []:
        one.grouped_with = None if one is heir else heir
        one.save(update_fields=["grouped_with"])
        if one is heir:
            add_event(one, Verb.SPLIT, by=by, at=at, internal=f"It was with {leader}, which went its own way.")
        else:
            add_event(one, Verb.GROUPED, by=by, at=at, internal=f"With {heir}, as {leader} went its own way.")
    return heir


def _leads(ticket: Ticket) -> TicketQuerySet:
    return Ticket.objects.queue().unrestricted().filter(article=ticket.article_id).exclude(pk=ticket.pk)


def _leaders(ticket: Ticket) -> list[Ticket]:
    return list(_leads(ticket).select_related("edition__revision").order_by("received_at", "pk")[:CANDIDATES])


def _overlap(one: Ticket, other: Ticket) -> bool:
    """Whether the passages share words of the story, asked of the edition that the first reader saw."""
    words = passages.seen_by(one)
    ours, theirs = (passages.place_in(words, ticket) for ticket in (one, other))
    if ours is not None and theirs is not None:
        (a, b), (c, d) = ours.span, theirs.span
        return a < d and c < b
    said = [folded(ticket.passage) for ticket in (one, other)]
    return said[0] in said[1] or said[1] in said[0]


def _say_alike(one: Ticket, other: Ticket) -> bool:
    said = [_telling(f"{ticket.wrong} {ticket.right}") for ticket in (one, other)]
    shared = said[0] & said[1]
    return len(shared) >= SHARED and len(shared) >= ALIKE * min(len(words) for words in said)


def _telling(text: str) -> set[str]:
    return {word for word in WORD.findall(folded(text)) if len(word) >= SHORTEST or word.isdigit()}
