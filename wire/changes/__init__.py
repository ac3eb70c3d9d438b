"""Which kind of change a version brings, with the evidence, and what the agency itself says of it."""

from wire.changes.agencies import AGENCIES
from wire.changes.kinds import Change, ChangeKind, Evidence
from wire.changes.notes import change_note
from wire.changes.told import Told, told_in, told_of_itself
from wire.changes.verdict import (
    classify,
    headline_of,
    is_embargoed,
    is_past,
    prints_the_same,
)
from wire.changes.whole import KNOWN_BY_KEYWORD, why_incomplete, why_to_ask

__all__ = [
    "AGENCIES",
    "KNOWN_BY_KEYWORD",
    "Change",
    "ChangeKind",
    "Evidence",
    "Told",
    "change_note",
    "classify",
    "headline_of",
    "is_embargoed",
    "is_past",
    "prints_the_same",
    "told_in",
    "told_of_itself",
    "why_incomplete",
    "why_to_ask",
]
