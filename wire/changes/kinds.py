from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ChangeKind(StrEnum):
    NEW = "new"
    UPDATE = "update"
    CORRECTION = "correction"
    MINOR = "minor"
    HOLD = "hold"
    RELEASE = "release"
    EMBARGO_LIFTED = "embargo_lifted"
    KILL = "kill"
    ADVISORY = "advisory"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What decided: the field, and the words that stood in it."""

    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    kind: ChangeKind
    evidence: tuple[Evidence, ...] = ()
