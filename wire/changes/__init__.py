"""Which kind of change a version brings, with the evidence, and what the agency itself says of it."""

from wire.changes.notes import change_note
from wire.changes.verdict import (
    Change,
    ChangeKind,
    Evidence,
    classify,
    headline_of,
    is_embargoed,
    is_past,
    prints_the_same,
)

__all__ = [
    "Change",
    "ChangeKind",
    "Evidence",
    "change_note",
    "classify",
    "headline_of",
    "is_embargoed",
    "is_past",
    "prints_the_same",
]
