"""A first wording of a notice by what was wrong: the editor fills in and rewrites, the label is printed by itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from articles.models import Publication
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
        Ticket.Category.LEGAL: "An earlier version of this story said “{passage}”. {gap}",
        Ticket.Category.TAKEDOWN: "An earlier version of this story said “{passage}”. {gap}",
        Ticket.Category.REPLY: "{gap} has told us: “{right}”",
        Ticket.Category.OTHER: "An earlier version of this story gave {gap} as “{passage}”. It is {right}.",
    }
)


BY_KIND: Mapping[str, str] = MappingProxyType(
    {
        Notice.Kind.CLARIFICATION: "This story has been changed to make clear that {right}.",
        Notice.Kind.EDITORS_NOTE: "After this story was published, we learned that {gap}.",
        Notice.Kind.UPDATE: "This story has been updated to say that {right}.",
        Notice.Kind.RETRACTION: "We retract this story. It said “{passage}”. {gap}",
    }
)


def wording(ticket: Ticket, kind: str = "", words: str = "", instead: str = "") -> str:
    """The notice as it might begin, by its kind and by what is changed; long quotations are left to the editor.

    What was wrong comes first, only as far as a reader needs it, then what is right; label and date are printed by themselves.
    """
    pattern = BY_KIND.get(kind) or WORDINGS[ticket.category]
    return pattern.format(passage=_short(words or ticket.passage), right=_short(instead or ticket.right), gap=GAP)


def kind(ticket: Ticket) -> str:
    """What such a notice usually is."""
    return Notice.Kind.CLARIFICATION if ticket.category == Ticket.Category.CONTEXT else Notice.Kind.CORRECTION


def filled(text: str, ticket: Ticket) -> str:
    """A canned reply with the report's reference, the story's headline and our name in it."""
    publication = Publication.objects.values_list("name", flat=True).first() or "our newsroom"
    said = {"{reference}": ticket.reference, "{headline}": ticket.article.headline, "{publication}": publication}
    for gap, words in said.items():
        text = text.replace(gap, words)
    return text


def _short(words: str) -> str:
    words = " ".join(words.split()).strip('“”".')
    return words if 0 < len(words) <= SHORT else GAP
