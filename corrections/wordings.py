"""A first wording of a notice by what was wrong: the editor fills in and rewrites, the label is printed by itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from corrections.models import Notice, Ticket

GAP = "[…]"  # what the editor must fill in; a notice with a gap is not published
SHORT = 120

WORDINGS: Mapping[str, str] = MappingProxyType(
    {
        Ticket.Category.FACT: "An earlier version of this story said “{passage}”. {gap}",
        Ticket.Category.NAME: "An earlier version of this story gave a name wrongly as “{passage}”. It is {right}.",
        Ticket.Category.NUMBER: "An earlier version of this story gave a figure as “{passage}”. It is {right}.",
        Ticket.Category.QUOTE: "An earlier version of this story quoted {gap} as saying “{passage}”. The words were “{right}”.",
        Ticket.Category.HEADLINE: "An earlier headline of this story said “{passage}”. {gap}",
        Ticket.Category.PHOTO: "An earlier caption said “{passage}”. The photo shows {gap}.",
        Ticket.Category.CONTEXT: "This story has been changed to say that {gap}.",
        Ticket.Category.TYPO: "An earlier version of this story had “{passage}”. It is {right}.",
        Ticket.Category.OTHER: "An earlier version of this story gave {gap} as “{passage}”. It is {right}.",
    }
)


def wording(ticket: Ticket) -> str:
    """The notice as it might begin; long quotations are left to the editor."""
    return WORDINGS[ticket.category].format(passage=_short(ticket.passage), right=_short(ticket.right), gap=GAP)


def kind(ticket: Ticket) -> str:
    """What such a notice usually is."""
    return Notice.Kind.CLARIFICATION if ticket.category == Ticket.Category.CONTEXT else Notice.Kind.CORRECTION


def _short(words: str) -> str:
    words = " ".join(words.split()).strip('“”".')
    return words if 0 < len(words) <= SHORT else GAP
