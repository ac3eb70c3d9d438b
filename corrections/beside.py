"""A report beside its story: where the passage stands today, since when it reads otherwise, and whose words it is."""

from __future__ import annotations

from dataclasses import dataclass

from articles import differences
from articles.models import Edition, Revision
from corrections import passages
from corrections.models import Ticket

STANDS = ("exact", "moved")
LOOKED_AT = 100  # editions in which a change is looked for


@dataclass(frozen=True)
class Source:
    """The agency's text before us, and what the passage is in it: exact, moved, changed (with the difference) or gone."""

    revision: Revision
    how: str
    change: list[differences.Piece]

    @property
    def is_theirs(self) -> bool:
        return self.how in STANDS


@dataclass(frozen=True)
class Beside:
    """The story as the reader saw it and as it reads now, each marked at the place that the reader meant, and no other.

    `how` says what has become of the passage: exact, moved, changed, gone; "unknown" if it never stood there word for word.
    """

    then: passages.Shown | None
    now: passages.Shown | None
    live: Edition | None
    is_same_text: bool
    place: passages.Found | None
    how: str = ""
    changed_in: Edition | None = None
    change: tuple[differences.Piece, ...] = ()
    source: Source | None = None
    times: tuple[int, int] = (0, 0)  # how often the passage stood there then, and does now

    @property
    def is_fewer(self) -> bool:
        """One of several places was changed; perhaps the one that the reader meant."""
        return self.how in STANDS and self.times[1] < self.times[0]

    @property
    def is_changed(self) -> bool:
        return self.how in ("changed", "gone")


def of(ticket: Ticket, live: Edition | None) -> Beside:
    """What an editor looks at; `live` is what readers have, or had until the story was taken off the site."""
    seen, words_now = passages.seen_by(ticket), passages.Words.of(live) if live else None
    then_at, now_at = (passages.place_in(words, ticket) for words in (seen, words_now))
    again = passages.again(ticket, live.revision.content, passages.captions_of(live)) if ticket.passage and live else None
    is_headline = not ticket.passage and ticket.part == Ticket.Part.HEADLINE
    then = passages.marked(seen, _spans(seen, then_at, is_headline)) if seen else None
    now = (
        passages.marked(words_now, _spans(words_now, now_at, is_headline, again.words if again else "")) if words_now else None
    )
    is_same = bool(live and ticket.edition and live.revision_id == ticket.edition.revision_id)
    how = again.how if again else ""
    if then_at is None and how in ("changed", "gone"):
        how = "unknown"
    changed_in = _changed_in(ticket) if how in ("changed", "gone") else None
    change = differences.folded(differences.between(_line(ticket), again.words)) if again and changed_in else []
    return Beside(
        then, now, live, is_same, now_at or then_at, how, changed_in,
        tuple(change), _source(ticket, then_at),
        (_times(seen, ticket), _times(words_now, ticket)),
    )  # fmt: skip


def _times(words: passages.Words | None, ticket: Ticket) -> int:
    return len(words.spans(ticket.passage)) if words else 0


def _changed_in(ticket: Ticket) -> Edition | None:
    """The first edition since in which the passage stood no more."""
    since = ticket.article.editions.readers_had().order_by("live_from", "number").select_related("revision")
    later = since.filter(number__gt=ticket.edition.number) if ticket.edition else since
    for edition in later[:LOOKED_AT]:
        if passages.again(ticket, edition.revision.content, passages.captions_of(edition)).how not in STANDS:
            return edition
    return None


def _spans(words: passages.Words, at: passages.Found | None, is_headline: bool, instead: str = "") -> list[tuple[int, int]]:
    """What is marked: the passage, the headline if the report is about that, or what stands instead of the passage now."""
    if at is not None:
        return [at.span]
    if is_headline:
        return [words.headline_span]
    start = words.whole.find(instead) if instead else -1
    return [(start, start + len(instead))] if start >= 0 else []


def _source(ticket: Ticket, then_at: passages.Found | None) -> Source | None:
    """The passage in the newest text that is the agency's word for word, up to what the reader saw."""
    if ticket.article.agency_id is None or then_at is None or ticket.edition is None:
        return None
    texts = ticket.article.revisions.filter(is_agency_text=True, number__lte=ticket.edition.revision.number)
    text = texts.order_by("-number").first()
    if text is None:
        return None
    again = passages.again(ticket, text.content)
    if again.how in STANDS:
        return Source(text, again.how, [])
    return Source(text, again.how, differences.folded(differences.between(again.words, _line(ticket))) if again.words else [])


def _line(ticket: Ticket) -> str:
    found, words = passages.found(ticket), passages.seen_by(ticket)
    return words.line_at(found.span[0]).text if found and words else ""
