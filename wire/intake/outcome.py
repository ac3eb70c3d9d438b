from __future__ import annotations

from dataclasses import dataclass

from wire.changes import Change, ChangeKind
from wire.formats.parsed import ItemKind, ParsedItem
from wire.models import Item, Version

WORDS = (
    "new", "update", "correction", "minor", "hold", "release", "kill", "duplicate", "stale", "advisory", "quarantined",
)  # fmt: skip
ORDERS = (ChangeKind.KILL, ChangeKind.HOLD)


@dataclass(frozen=True)
class Outcome:
    """What became of one item: a word of WORDS, what it is, and what was done."""

    word: str
    what: str
    detail: str = ""
    item: Item | None = None
    is_unobeyed: bool = False  # a kill or hold that could not be taken

    def __str__(self) -> str:
        return f"{self.word:<12} {self.what}" + (f": {self.detail}" if self.detail else "")


def outcome_of(item: Item, version: Version, parsed: ParsedItem, change: Change, done: list[str]) -> Outcome:
    """What is told of an item that was taken."""
    word = "release" if change.kind is ChangeKind.EMBARGO_LIFTED else change.kind.value
    parts = [f"version {version.sent_version}", *dict.fromkeys(done)]
    if change.kind not in ORDERS:
        if change.kind is ChangeKind.EMBARGO_LIFTED:
            parts.append("the embargo is lifted")
        if parsed.kind is not ItemKind.TEXT:
            parts.append(parsed.kind.value)
        if item.embargo_open_ended:
            parts.append("embargoed without an end")
        elif item.embargo_until is not None:
            parts.append(f"embargoed until {item.embargo_until:%Y-%m-%d %H:%M} UTC")
    return Outcome(word, name_of(item), ", ".join(parts), item)


def name_of(item: Item) -> str:
    """An item as the desk speaks of it: whose, and its headline."""
    return f"{item.agency.short_name} {item}"
