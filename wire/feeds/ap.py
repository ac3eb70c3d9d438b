"""AP's Media API: page after page from where we stood; a story whose text stands elsewhere is taken in with its text.

AP's mark of a version (`etag`) makes a second delivery of it a duplicate. So a story is not handed on before its text is
here, while kills and holds, pictures and whatever brings its text go on at once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from wire.feeds import addresses, fetch
from wire.feeds.errors import FetchError
from wire.feeds.sources import Document, Job, Step, Steps
from wire.formats import ap_media_api
from wire.formats.json import Record, parse_json, record, string
from wire.formats.parsed import ItemKind, UnreadableMessage, WireStatus
from wire.formats.xml import decode

PAGES = 20  # in one poll; what is left is due again at once
TEXTS = 10  # fetched before what came is taken in
TROUBLES = 3  # texts of one page that fail because of the server: the page is asked for again later
TRIES = 10  # then a story goes on without its text, which its page at the desk says
WAITING = 200
PATIENCE = 30.0  # AP's server may wait for news before it answers


@dataclass(slots=True)
class _Place:
    """Where we stand: the next page, and the stories whose text was not to be had, as AP sent them."""

    next: str = ""
    waiting: list[tuple[Record, int]] = field(default_factory=list)

    @classmethod
    def at(cls, cursor: str) -> _Place:
        try:
            kept = record(json.loads(cursor)) if cursor else {}
        except ValueError:
            kept = {}
        waiting = [(record(row.get("entry")), int(row.get("tries", 0))) for row in kept.get("waiting", [])]
        return cls(string(kept, "next"), waiting)

    def cursor(self) -> str:
        waiting = [{"entry": entry, "tries": tries} for entry, tries in self.waiting]
        return json.dumps({"next": self.next, "waiting": waiting})


def read(job: Job) -> Steps:
    """Every page since the last poll. Raises FetchError with the reason; then the next poll goes on at the same page."""
    place = _Place.at(job.cursor)
    if place.waiting:
        yield _again(job, place)
    for _ in range(PAGES):
        entries, following = _page(job, place)
        ready = [entry for entry in entries if not _lacks_text(entry)]
        yield Step([_document(entry) for entry in ready])
        lacking, troubles = [entry for entry in entries if entry not in ready], 0
        for start in range(0, len(lacking), TEXTS):
            step = Step()
            for entry in lacking[start : start + TEXTS]:
                try:
                    step.documents.append(_document(_with_text(job, entry)))
                except FetchError as error:
                    troubles += not error.is_lasting
                    if troubles >= TROUBLES:
                        raise
                    place.waiting.append((entry, 1))
                    step.remarks.append(f"The text of {_name(entry)} is not to be had yet: {error}")
            yield step
        if len(place.waiting) > WAITING:
            raise FetchError(f"The texts of {WAITING} stories are not to be had.")
        is_last = not entries or not following or following == place.next
        place.next = following or place.next
        yield Step(cursor=place.cursor())
        if is_last:
            return
    yield Step(is_unfinished=True)


def _page(job: Job, place: _Place) -> tuple[list[Record], str]:
    """A page's entries and the address of the next page."""
    try:
        answer = fetch.get(place.next or job.address, access=job.access, key=job.key, patience=PATIENCE)
    except FetchError as error:
        if not (place.next and error.is_lasting):
            raise
        # AP keeps a place in the feed for some days only.
        answer = fetch.get(job.address, access=job.access, key=job.key, patience=PATIENCE)
    try:
        document = parse_json(answer.data or b"{}")
    except UnreadableMessage as error:
        raise FetchError(f"AP’s answer cannot be read: {error}") from None
    data = record(document.get("data")) if isinstance(document, dict) else {}
    items = data.get("items")
    if answer.data is not None and not isinstance(items, list):
        raise FetchError("AP’s answer is no list of items.")
    following = string(data, "next_page")
    if job.key.value and job.key.value in following:
        raise FetchError("AP’s link to the next page holds our key, which must not be kept.")
    if following:
        following = addresses.read(following, base=answer.target.whole).whole
    return [entry for entry in items or [] if isinstance(entry, dict)], following


def _again(job: Job, place: _Place) -> Step:
    """Ask once more for the texts that were not to be had; in the end a story goes on without."""
    step, waiting = Step(), []
    for number, (entry, tries) in enumerate(place.waiting):
        if number >= TEXTS:
            waiting.append((entry, tries))
            continue
        try:
            step.documents.append(_document(_with_text(job, entry)))
        except FetchError as error:
            if tries >= TRIES:
                step.documents.append(_document(entry))
                step.remarks.append(f"The text of {_name(entry)} was not to be had; it is taken without: {error}")
            else:
                waiting.append((entry, tries + 1))
                step.remarks.append(f"The text of {_name(entry)} is not to be had yet: {error}")
    place.waiting = waiting
    step.cursor = place.cursor()
    return step


def _lacks_text(entry: Record) -> bool:
    """A story that may be used, whose text is not in the message. Orders never wait for a text."""
    try:
        parsed = ap_media_api.parse(_bytes(entry))
    except UnreadableMessage:
        return False  # it is taken in as it is, and quarantined with the reason
    return any(
        item.kind is ItemKind.TEXT and not item.body_html and item.status in (WireStatus.USABLE, WireStatus.EMBARGOED)
        for item in parsed
    ) and bool(_href(_item(entry)) or string(_item(entry), "uri"))


def _with_text(job: Job, entry: Record) -> Record:
    """The entry with the text in its NITF rendition; its item in full where the feed's is without renditions."""
    inner = _item(entry)
    if not _href(inner):
        inner = _in_full(job, inner)
    href = _href(inner)
    if not href:
        return _put(entry, inner)
    answer = fetch.get(href, access=job.access, key=job.key)
    renditions = {**record(inner.get("renditions"))}
    renditions["nitf"] = {**record(renditions.get("nitf")), "content": decode(answer.data or b"")}
    return _put(entry, {**inner, "renditions": renditions})


def _in_full(job: Job, inner: Record) -> Record:
    answer = fetch.get(string(inner, "uri"), access=job.access, key=job.key)
    try:
        document = parse_json(answer.data or b"{}")
    except UnreadableMessage as error:
        raise FetchError(f"AP’s answer cannot be read: {error}") from None
    found = _item(record(document.get("data")) if isinstance(document, dict) else {})
    same = string(record(found.get("altids")), "itemid") == string(record(inner.get("altids")), "itemid")
    return found if found and same else inner


def _item(entry: Record) -> Record:
    """The item in an entry, which stands there by itself or beside what is said of it."""
    return record(entry.get("item")) or entry


def _put(entry: Record, inner: Record) -> Record:
    return {**entry, "item": inner} if isinstance(entry.get("item"), dict) else inner


def _href(inner: Record) -> str:
    return string(record(record(inner.get("renditions")).get("nitf")), "href")


def _name(entry: Record) -> str:
    inner = _item(entry)
    return f"“{(string(inner, 'headline', 'title') or string(record(inner.get('altids')), 'itemid'))[:80]}”"


def _document(entry: Record) -> Document:
    target = string(_item(entry), "uri").partition("?")[0]
    return Document(_bytes(entry), target[:300])


def _bytes(entry: Record) -> bytes:
    # A lone surrogate becomes the escape that JSON has for it.
    return json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace")
