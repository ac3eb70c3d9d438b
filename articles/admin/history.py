"""A story's history at the desk: every save with its author and reason, any two of them compared, and the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime

from articles import differences, publishing
from articles.models import Article, Edition, Hold, Revision
from newsroom.base.models import Entry
from newsroom.base.numbers import whole_number

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ENTRIES = 100
# Facts of an entry that a person reads; digests and numbers are for the machine.
TOLD = {"reason": "", "note": "", "status": "to ", "kind": "", "change": "", "live_from": "from ", "disclaimer": "", "path": "",
        "no_notice_reason": "because: ", "embargo_until": "embargo until ", "expires_at": "until "}  # fmt: skip


def history_of(article: Article, *, older: str, newer: str, reader: User) -> dict[str, Any]:
    """What the history screen shows; `older` and `newer` are revision numbers as typed in the address, or empty."""
    revisions = list(article.revisions.select_related("by").defer("content").order_by("-number"))
    numbers = [revision.number for revision in revisions]
    first, second = whole_number(older), whole_number(newer)
    if second not in numbers:
        second = numbers[0] if numbers else None
    if first not in numbers:
        first = _before(numbers, second)
    return {
        "revisions": list(_rows(revisions, article.editions.order_by("number"))),
        "older": first,
        "newer": second,
        "changes": _changes(article, first, second),
        "entries": [_told(entry, reader) for entry in _entries(article, reader)]
        if reader.has_perm("base.view_entry")
        else None,
    }


def _before(numbers: list[int], second: int | None) -> int | None:
    earlier = [number for number in numbers if second is not None and number < second]
    return earlier[0] if earlier else None


def _rows(revisions: list[Revision], editions: Any) -> Iterator[dict[str, Any]]:
    """Each save, with when readers had it."""
    public: dict[int, list[Edition]] = {}
    shown = ("revision_id", "live_from", "live_until", "change", "no_notice_reason")
    for edition in editions.not_withdrawn_before_start().only(*shown):
        public.setdefault(edition.revision_id, []).append(edition)
    for revision in revisions:
        yield {"revision": revision, "editions": public.get(revision.pk, [])}


def _changes(article: Article, first: int | None, second: int | None) -> list[differences.Difference] | None:
    if first is None or second is None:
        return None
    contents = dict(article.revisions.filter(number__in=(first, second)).values_list("number", "content"))
    return differences.of_contents(contents[first], contents[second])


def _entries(article: Article, reader: User) -> Any:
    found = Entry.objects.accessible_to(reader).filter(chain__name=publishing.chain(article))
    return found.select_related("by").order_by("-number")[:ENTRIES]


def tells_all(entry: Entry, reader: User) -> bool:
    """Whether someone may read the whole of an entry: why a story is held for legal reasons is for few."""
    return entry.verb != "held" or Hold.tells_reason(json.loads(entry.canonical)["facts"].get("kind", ""), reader)


def _told(entry: Entry, reader: User) -> dict[str, Any]:
    facts = json.loads(entry.canonical)["facts"]
    if not tells_all(entry, reader):
        facts = {**facts, "reason": ""}
    words = [f"{before}{_readable(str(facts[name]))}" for name, before in TOLD.items() if facts.get(name)]
    return {"entry": entry, "words": ", ".join(words)}


def _readable(fact: str) -> str:
    """A time as people write it; anything else as it stands."""
    try:
        when = parse_datetime(fact)
    except ValueError:
        when = None
    return formats.date_format(timezone.localtime(when), "j M Y, H:i") if when and timezone.is_aware(when) else fact
