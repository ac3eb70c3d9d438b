"""A teletype message becomes an item: identity from day and keyword, orders obeyed by the story that repeats its keyword."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from wire.formats import advisory, change_note, paragraphs, release_times, story, teletype_words
from wire.formats.dates import Problems
from wire.formats.embargo import Embargo
from wire.formats.paragraphs import Element
from wire.formats.parsed import ParsedItem, Removal, Subject, UnreadableMessage, WireStatus
from wire.formats.teletype_words import GENERIC, Order
from wire.formats.text import clean, derived_id, join_notes, unique

_STATUS = {"kill": WireStatus.CANCELED, "hold": WireStatus.WITHHELD}
_LONGEST_ORDER = 8  # paragraphs
_SEARCHED = 6  # how many paragraphs from the top may tell an embargo


@dataclass(slots=True)
class Sent:
    """What a message gives, before its body is edited."""

    format: str
    agency: str = ""
    day: str = ""  # its service day
    keyword: str = ""  # repeated on every later lead; without lead and writethru numbers
    number: str = ""  # source and running number
    service_number: str = ""
    sent_at: datetime | None = None
    headline: str = ""
    second_headlines: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)  # every line above the text that may be an order
    markers: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    kinds: list[tuple[str, str]] = field(default_factory=list)
    keywords: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    urgency: int | None = None
    is_advance: bool = False  # sent ahead, to be held for release
    is_whole: bool = True
    blocks: list[Element] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    embargo: Embargo = field(default_factory=Embargo)


def item(sent: Sent) -> ParsedItem | None:
    """The item of a message; None if it holds nothing that can be read."""
    if not (sent.headline or sent.blocks or sent.notes or sent.heads):
        return None
    _embargo(sent)
    if not sent.is_whole:
        sent.embargo.open_ended = True
        sent.problems.add("the message breaks off before its end; it never replaces a whole version")
    is_short = len(sent.blocks) <= _LONGEST_ORDER
    asked = "\n".join(paragraphs.text_of(block) for block in sent.blocks) if is_short else ""
    order = teletype_words.order(sent.heads, sent.headline, asked)
    sent.headline = sent.headline or order.words
    is_own = bool(order.verb) and _is_own(sent, order)
    version = teletype_words.lead_number(sent.markers)
    told = story.edit(
        sent.blocks,
        headline=sent.headline,
        agency=sent.agency,
        known_bylines=unique(sent.bylines),
        embargo=sent.embargo,
    )
    if is_own:
        _into_notes(sent, told, order)
    sent.notes += told.notes
    sent.changes += [teletype_words.changes(note) for note in told.notes]
    status = _STATUS.get(order.verb, WireStatus.USABLE) if is_own else WireStatus.USABLE
    sent.embargo.settle(status, sent.problems)
    headline = told.headline(sent.headline, sent.problems) or (sent.heads[-1] if sent.heads else "") or sent.keyword
    reason = _reason(sent, order, is_own, headline)
    agency = sent.agency or _signature(told.dateline)
    return ParsedItem(
        format=sent.format,
        item_id=_identity(sent, agency, headline, told, order, is_own=is_own),
        agency=agency,
        version=version,
        status=status,
        status_as_sent=order.words if is_own and status is not WireStatus.USABLE else "",
        signals=unique([*sent.markers, *sent.signals, *([order.verb] if is_own else [])]),
        is_advisory=bool(reason) and status is WireStatus.USABLE,
        advisory_reason=reason,
        headline=headline,
        slugline=sent.keyword,
        service_number=sent.service_number,
        bylines=told.bylines,
        dateline=told.dateline,
        body_html=told.body_html,
        tagline=" ".join(told.tagline),
        credit_line=agency,
        editor_note=join_notes(sent.notes),
        change_note=change_note.of(sent.notes, sent.changes),
        place=_place(told.dateline),
        urgency=sent.urgency,
        keywords=sent.keywords,
        subjects=sent.subjects,
        embargo_until=sent.embargo.until,
        embargo_open_ended=sent.embargo.open_ended,
        first_created_at=sent.sent_at if not version and not order.verb else None,
        version_created_at=sent.sent_at,
        links=_links(sent, agency),
        incomplete=_incomplete(sent),
        removals=(*sent.removals, *told.removals, *(Removal(text, "second headline") for text in sent.second_headlines)),
        problems=tuple(sent.problems),
    )


def items(messages: list[Sent]) -> list[ParsedItem]:
    """Every item of a file. A file that is nothing but one message cut short is refused, so that it can be sent again."""
    if len(messages) == 1 and not messages[0].is_whole:
        raise UnreadableMessage("The message breaks off before its end; the file seems to be cut short.")
    found = [told for message in messages if (told := item(message)) is not None]
    if not found:
        raise UnreadableMessage("The file holds no message with a text.")
    return found


def _embargo(sent: Sent) -> None:
    """The end of an embargo is read from head, notes and first paragraphs before they are taken out of the text."""
    for line in [*sent.heads, *(line for note in sent.notes for line in note.splitlines())]:
        if release_times.is_embargo(line):
            release_times.take(line, sent.embargo, sent.sent_at, sent.problems)
    for block in sent.blocks[:_SEARCHED]:
        line = clean(paragraphs.text_of(block)) if block.tag == "p" else ""
        if len(line) < 400 and release_times.opens_embargo(line):
            release_times.take(line, sent.embargo, sent.sent_at, sent.problems)
    ahead = sent.is_advance or any(teletype_words.ADVANCE.match(marker) for marker in sent.markers)
    if ahead and sent.embargo.until is None:
        sent.embargo.open_ended = True


def _is_own(sent: Sent, order: Order) -> bool:
    """Whether an order is about the story whose keyword it repeats, not about one that it names."""
    keyword = re.sub(rf"\A{re.escape(sent.agency)}[\s/-]+", "", sent.keyword) if sent.agency else sent.keyword
    if not keyword or GENERIC.match(keyword) or order.verb == "correct":
        return False
    return not order.named or _bare(order.named) == _bare(sent.keyword)


def _into_notes(sent: Sent, told: story.Story, order: Order) -> None:
    """An order that belongs to a story brings no text: its words are for editors (a kill notice was once printed as news)."""
    sent.notes.append(told.text)
    sent.removals.extend(Removal(paragraphs.text_of(block), f"words of a {order.verb}") for block in told.blocks)
    told.blocks.clear()


def _identity(sent: Sent, agency: str, headline: str, told: story.Story, order: Order, *, is_own: bool) -> str:
    """Format, agency, day and keyword; the running number where there is no keyword or an order has only a general one."""
    name = _slug(sent.keyword)
    if name and not is_own and (order.verb or GENERIC.match(sent.keyword) or _is_for_many(sent.keyword)):
        name = ":".join(part for part in (name, sent.number) if part)
    name = name or sent.number
    if not name:
        return derived_id(agency, headline, sent.sent_at, told.text)
    piece = teletype_words.part(sent.markers)
    cut = "" if sent.is_whole else f"cut-short-{sent.number}"
    return ":".join(part for part in (sent.format, agency, sent.day, name, piece, cut) if part)


def _incomplete(sent: Sent) -> str:
    if not sent.is_whole:
        return "the message breaks off before its end"
    piece = teletype_words.part(sent.markers)
    return f"only a piece of a story ({piece})" if piece else ""


def _links(sent: Sent, agency: str) -> tuple[str, ...]:
    """A piece names the story that it is a piece of."""
    piece = teletype_words.part(sent.markers)
    if not piece or not sent.keyword:
        return ()
    sent.problems.add(f"only a piece of a story ({piece})")
    return (":".join(part for part in (sent.format, agency, sent.day, _slug(sent.keyword)) if part),)


def _reason(sent: Sent, order: Order, is_own: bool, headline: str) -> str:
    if order.verb and not is_own:
        return f"order about another story: {order.words}"
    kinds = [*sent.kinds, *(("marker", marker) for marker in sent.markers)]
    return advisory.reason(kinds=kinds, headline=headline) or advisory.reason(
        headline=re.sub(r"\A(?:BC|AM|PM|AP)-+", "", sent.keyword).replace("-", " "), note=" ".join(sent.notes)
    )


def _is_for_many(keyword: str) -> bool:
    """Alerts of a day share their keyword without being one story."""
    return re.search(r"\b(?:AP)?\s?News\s?-?Alert\b", keyword, re.IGNORECASE) is not None


def _slug(keyword: str) -> str:
    return re.sub(r"[\s/]+", "-", keyword.strip(" /,-"))[:200]


def _bare(keyword: str) -> str:
    return re.sub(r"\W|_", "", re.sub(r"\A(?:BC|AM|PM|AP)-+", "", keyword)).casefold()


def _signature(dateline: str) -> str:
    found = re.search(r"\(([^()/]{2,30})(?:/[^()]*)?\)\Z", dateline)
    return found.group(1).strip() if found else ""


def _place(dateline: str) -> str:
    place = dateline.partition("(")[0]
    return clean(re.sub(r",?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2}\Z", "", place.strip(" ,-–—")))
