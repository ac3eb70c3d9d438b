"""All that is compared with the record, from every floor; and what need not be, with the reason.

A new column is protected (`AppendOnly`), or set on a form of the desk (`OnRecord`), or told by the verb that changes it and
gathered by a `Check`, or named here as free: `tests/base/test_every_column.py` asks.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from articles import recorded as stories
from corrections import recorded as tickets
from corrections.models import TicketEvent
from newsroom.base import anchors, on_record
from newsroom.base.checks import Fault
from newsroom.base.models import Erasure
from wire import recorded as wire

CHECKS = (*stories.CHECKS, *tickets.CHECKS, *wire.CHECKS, *on_record.CHECKS)
CHAINS = {"base.chain": ("name", "length", "head")}
TOLD: Mapping[str, tuple[str, ...]] = MappingProxyType({**stories.TOLD, **tickets.TOLD, **wire.TOLD, **CHAINS})
READERS_OWN = f"{anchors.label_of(TicketEvent)}:"

FREE: Mapping[str, str] = MappingProxyType(
    {
        "base.outgoing": "A mail on its way: it is sent once and may be doubled; what was said stands in the ticket's events.",
        "base.tally": "Counts attempts for some minutes.",
        "base.grantedpermission": "What a role was once given; each act names who did it, whatever they might.",
        "articles.frontslot": "A place on the front, not a record: whose story it is goes through the gate like any other.",
        "articles.topic": "A word to find stories by, which may go; an edition keeps the words its readers had.",
        "articles.article.created_at": "Sorts the desk's lists; the first revision says when a story began.",
        "articles.article.saved_at": "Sorts the desk's lists; the newest revision says when a story was saved.",
        "articles.article.agency_text_hash": "Made anew with each text of the agency's, from a revision that is protected.",
        "articles.article.usage_terms": "Copied from the agency's version, which is protected.",
        "articles.byline.position": "Only their order counts, and that is compared.",
        "articles.photo.renditions": "Which sizes were made of the original.",
        "articles.photo.renditions_made_at": "Which sizes were made of the original.",
        "corrections.ticket.record_key": "The key of digests: with another, every event of the ticket is told as altered.",
        "corrections.answertime.category": "Which kind of report a row is for: each has one, made by `migrate`.",
        "corrections.straymail": "A letter that nobody has opened as a report yet; it goes by itself, and the mailbox has it.",
        **dict.fromkeys(
            (
                "wire.item.kind", "wire.item.headline", "wire.item.slugline", "wire.item.service_number", "wire.item.lead",
                "wire.item.urgency", "wire.item.language", "wire.item.is_advisory", "wire.item.embargo_until",
                "wire.item.embargo_open_ended", "wire.item.first_seen_at", "wire.item.changed_at",
            ),
            "Shown in the list of the wire alone; whoever picks the item up takes words, terms and embargo from its version.",
        ),
        "wire.polling": "How a feed is doing right now.",
        "wire.seenfile": "Which files of a folder came in; the messages are protected.",
        "wire.wirefile": "What is fetched for an item; a picture that is used is a photo, known by the hash of its bytes.",
    }
)  # fmt: skip


def rest() -> Iterator[Fault]:
    """What is compared table by table, after the chains."""
    yield from erased_by_one()
    yield from wire.items()


def erased_by_one() -> Iterator[Fault]:
    """A reader's own words go at the reader's word; for all else two have to agree."""
    for erasure in Erasure.objects.filter(second__isnull=True).exclude(row_name__startswith=READERS_OWN).order_by("pk"):
        yield Fault(erasure.row_name, f"lost its {erasure.part} without a second person: {erasure.reason}")
