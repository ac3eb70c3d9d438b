"""Reports of the same error are handled together: the first that is open leads, and no reader sees another's words."""

from __future__ import annotations

import re

from articles.body import folded
from corrections import passages
from corrections.models import Ticket

CANDIDATES = 100  # leaders of one story that a report is compared with, the first ones
WORD = re.compile(r"\w+")
SHORTEST = 4  # letters of a word that tells something; a figure always does
ALIKE, SHARED = 0.5, 2


def leader_for(ticket: Ticket) -> Ticket | None:
    """The first open report of the same error, behind which a new one belongs.

    What only some may see is never grouped, nor is what stands under suspicion.
    """
    if ticket.is_suspected or ticket.category in Ticket.RESTRICTED:
        return None
    return next((one for one in _leaders(ticket) if is_same(one, ticket)), None)


def is_same(one: Ticket, other: Ticket) -> bool:
    """Whether two reports of a story mean the same: their passages overlap, or they say alike of the same part."""
    if one.article_id != other.article_id:
        return False
    if one.passage and other.passage:
        return _overlap(one, other)
    if one.passage or other.passage:
        return False
    return (one.part, one.photo_id) == (other.part, other.photo_id) and _say_alike(one, other)


def leader_of(ticket: Ticket) -> Ticket:
    """The report that stands for its group; the ticket itself if it leads or is alone."""
    return ticket.grouped_with or ticket


def members(ticket: Ticket) -> list[Ticket]:
    """All reports of a ticket's group, the ticket itself included, its leader first; each gets the group's outcome."""
    leader = leader_of(ticket)
    return [leader, *leader.group.order_by("received_at", "pk")]


def hand_over(leader: Ticket) -> Ticket | None:
    """The leader goes its own way: the next open report leads the others. Part of a verb's transaction."""
    others = list(leader.group.select_for_update().order_by("received_at", "pk"))
    heir = next((one for one in others if one.is_open), None)
    for one in others if heir else []:
        one.grouped_with = None if one is heir else heir
        one.save(update_fields=["grouped_with"])
    return heir


def _leaders(ticket: Ticket) -> list[Ticket]:
    same_story = Ticket.objects.open().filter(article=ticket.article_id, is_suspected=False, grouped_with=None)
    same_story = same_story.exclude(pk=ticket.pk).exclude(category__in=Ticket.RESTRICTED)
    return list(same_story.select_related("edition__revision").order_by("received_at", "pk")[:CANDIDATES])


def _overlap(one: Ticket, other: Ticket) -> bool:
    """Whether the passages share words of the story, asked of the edition that the first reader saw."""
    words = passages.seen_by(one)
    places = [
        words.find(ticket.passage, before=ticket.passage_before, after=ticket.passage_after, block=ticket.block)
        for ticket in (one, other)
        if words is not None
    ]
    if len(places) == 2 and places[0] is not None and places[1] is not None:
        (a, b), (c, d) = places[0].span, places[1].span
        return a < d and c < b
    said = [folded(ticket.passage) for ticket in (one, other)]
    return said[0] in said[1] or said[1] in said[0]


def _say_alike(one: Ticket, other: Ticket) -> bool:
    said = [_telling(f"{ticket.wrong} {ticket.right}") for ticket in (one, other)]
    shared = said[0] & said[1]
    return len(shared) >= SHARED and len(shared) >= ALIKE * min(len(words) for words in said)


def _telling(text: str) -> set[str]:
    return {word for word in WORD.findall(folded(text)) if len(word) >= SHORTEST or word.isdigit()}
