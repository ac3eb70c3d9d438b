"""A first wording of a notice, by its kind and by what changed; the editor rewrites it.

Label and date are printed by themselves. The pattern: what was wrong, only as far as a reader needs it, then what is right.
What we cannot know is a gap to fill in. A complaint's words are not repeated: they would be read once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from articles import differences
from articles.kind_of_change import SMALL, TURNING, Token
from articles.models import Article, Publication
from corrections.models import Notice, Ticket

GAP = "[…]"  # what the editor must fill in; a notice with a gap is not published
SHORT = 120
BEFORE, AFTER = 3, 2  # words around a change that a reader needs to know what it is about
BETWEEN = 4  # changes with fewer words between them are told as one
MOST = 2  # changes that one notice tells of by itself
Category = Ticket.Category

WORDINGS: Mapping[str, str] = MappingProxyType(
    {
        Category.FACT: "An earlier version of {story} said “{was}”. It should have said “{right}”.",
        Category.NAME: "An earlier version of {story} gave a name wrongly as “{was}”. It is {right}.",
        Category.NUMBER: "An earlier version of {story} gave a figure wrongly as “{was}”. It is {right}.",
        Category.QUOTE: "An earlier version of {story} misquoted {gap} as saying “{was}”. The words were “{right}”.",
        Category.HEADLINE: "An earlier headline of {story} said “{was}”. It should have said “{right}”.",
        Category.PHOTO: "An earlier caption in {story} said “{was}”. It should have said “{right}”.",
        Category.CONTEXT: "An earlier version of {story} left out that {gap}.",
        Category.TYPO: "An earlier version of {story} had “{was}”. It is “{right}”.",
        Category.LEGAL: "{Story} has been changed. {gap}",
        Category.TAKEDOWN: "{Story} has been changed. {gap}",
        Category.REPLY: "{gap} has told us: “{right}”",
        Category.OTHER: "An earlier version of {story} said “{was}”. It should have said “{right}”.",
    }
)
BY_KIND: Mapping[str, str] = MappingProxyType(
    {
        Notice.Kind.CLARIFICATION: "{Story} has been changed to be clearer. It now says “{right}”.",
        Notice.Kind.EDITORS_NOTE: "After {story} was published, we learned that {gap}.",
        Notice.Kind.UPDATE: "{Story} has been updated. It now says “{right}”.",
        Notice.Kind.RETRACTION: "We retract {story}. It said that {gap}. We cannot stand by that: {gap}",
    }
)
TAKEN_OUT = "An earlier version of {story} said “{was}”. {gap}"
MORE = "Other changes: {gap}"
END = re.compile(r"(?<=[.!?…])[”’\"'»]*(?:\s+|\Z)|\n")  # of a sentence


@dataclass(frozen=True)
class Change:
    """Words that gave way to others, in one place; either side may be empty. Beside them, what stayed of the sentence."""

    label: str
    gone: str
    come: str
    before: str = ""
    after: str = ""


def wording(ticket: Ticket, kind: str = "", words: str = "", instead: str = "") -> str:
    """The notice as it might begin, for a report; long quotations are left to the editor."""
    agency = ticket.article.agency if ticket.answers_for_it == Ticket.Answers.AGENCY else None
    story = f"this {agency.short_name} story" if agency else "this story"
    pattern = BY_KIND.get(kind) or WORDINGS[ticket.category]
    is_long = bool(instead) and GAP in (_short(words), _short(instead))
    if kind not in BY_KIND and is_long and (changes := list(_changes({"standfirst": words}, {"standfirst": instead}))):
        # Of a long passage a few words are wrong: they are named as they would be had the story been saved.
        return " ".join(_told(change) for change in changes[:MOST]).replace("this story", story)
    return _filled(pattern, story, words or ticket.passage, instead or ticket.right)


def of_change(article: Article, kind: str = "") -> str:
    """The notice as it might begin, for a story that was saved and not published yet; empty where nothing printed changed."""
    had, revision = article.editions.live().select_related("revision").first(), article.current_revision()
    changes = list(_changes(had.revision.content, revision.content)) if had and revision else []
    if not changes:
        return ""
    if kind in BY_KIND:
        return _filled(BY_KIND[kind], "this story", "", _in_place(changes[0])[1] if len(changes) == 1 else "")
    told = [_told(change) for change in changes[:MOST]]
    return " ".join([*told, *([MORE.format(gap=GAP)] if len(changes) > MOST else [])])


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


def _filled(pattern: str, story: str, was: str, right: str) -> str:
    gaps = {"was": _short(was), "right": _short(right), "gap": GAP, "story": story, "Story": story[0].upper() + story[1:]}
    return pattern.format(**gaps)


def _changes(before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Change]:
    """The places where the printed words of a story differ, in reading order."""
    for name, label in differences.LABELS.items():
        pieces = differences.between(*(differences.printed(name, content) for content in (before, after)))
        gone = come = head = ""
        for piece in [*pieces, differences.Piece(differences.SAME, "\n")]:
            if piece.kind == differences.REMOVED:
                gone += piece.text
            elif piece.kind == differences.ADDED:
                come += piece.text
            elif (gone or come) and len(piece.text.split()) < BETWEEN and not END.search(piece.text):
                gone, come = gone + piece.text, come + piece.text
            else:
                if any(char.isalnum() for char in gone + come):
                    yield Change(label, gone, come, END.split(head)[-1], END.split(piece.text)[0])
                gone, come, head = "", "", piece.text


def _told(change: Change) -> str:
    """What was wrong and what is right, by where it stands and what it is."""
    was, right = _in_place(change)
    if not was or not right:
        pattern = TAKEN_OUT if was else WORDINGS[Category.CONTEXT]
    elif change.label == differences.LABELS["headline"]:
        pattern = WORDINGS[Category.HEADLINE]
    elif change.label == differences.LABELS["lead_photo_caption"]:
        pattern = WORDINGS[Category.PHOTO]
    elif change.before.rfind("“") > change.before.rfind("”"):
        pattern, was, right = WORDINGS[Category.QUOTE], was.partition("“")[2] or was, right.partition("“")[2] or right
    elif _is_name(change.gone) and _is_name(change.come):
        pattern = WORDINGS[Category.NAME]
        head, tail = _names_at_end(change.before), _names_at_end(change.after, at_start=True)
        was, right = head + change.gone + tail, head + change.come + tail
    else:
        pattern = WORDINGS[Category.FACT]
    return _filled(pattern, "this story", was, right)


def _in_place(change: Change) -> tuple[str, str]:
    """What stood there and what stands there, with as much of the sentence as a reader needs; whole sentences stand alone."""
    head = re.search(rf"(?:\S+\s+){{0,{BEFORE - 1}}}\S*\s*\Z", change.before)
    tail = re.match(rf"\s*(?:[^\s,;:]+\s+){{0,{AFTER - 1}}}[^\s,;:]*", change.after)
    before, after = head.group() if head else "", tail.group() if tail else ""
    while (words := after.split()) and words[-1].casefold() in SMALL | TURNING:
        after = after[: after.rindex(words[-1])]
    if not (change.gone.strip() and change.come.strip()) and not (before + after).strip():
        return change.gone.strip(), change.come.strip()
    return (before + change.gone + after).strip(), (before + change.come + after).strip()


def _is_name(words: str) -> bool:
    tokens = [Token(word, begins=True) for word in words.split() if word[0].isalpha()]
    return bool(tokens) and all(token.is_name(SMALL | TURNING) for token in tokens)


def _names_at_end(text: str, *, at_start: bool = False) -> str:
    """The words with a capital next to a change, with the blanks between."""
    found = re.match(r"(?:\s+[^\W\d_a-z][\w’'-]*)*", text) if at_start else re.search(r"(?:[^\W\d_a-z][\w’'.-]*\s+)*\Z", text)
    return found.group() if found else ""


def _short(words: str) -> str:
    words = " ".join(words.split()).strip('“”"., ')
    return words if 0 < len(words) <= SHORT else GAP
