"""Three ways: what we had from the agency, what it sends now, what our editors made of it. No edit of either side is lost.

Blocks are told apart first (edited, moved, new, gone), then each is brought together word by word. Where both sides
touched the same words it is a conflict, and an editor decides.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from articles import body
from wire.merge_blocks import ALIKE, Blocks, Id, new_ids, ordered, same_blocks, split
from wire.merge_words import key_of, merged_words

WORDED = ("headline", "standfirst", "tagline", "lead_photo_caption")
WHOLE = ("dateline", "bylines", "language")
# A field that readers never see needs nobody's decision: the working name is ours, a note keeps both sides' lines.
WORKING_NAME, NOTE = "slugline", "editor_note"
BLOCK = "block-"
_SIMPLE = re.compile(r"\A<(p|h[2-4])((?:\s[^>]*)?)>([^<]*)</\1>\Z")


class Source(StrEnum):
    """Whose change a settled part has."""

    NOBODY = "nobody"
    THEIRS = "theirs"
    OURS = "ours"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Settled:
    """A part that needs no decision; an empty text is a part that was taken out."""

    text: str
    source: Source
    base: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part in which both sides touched the same words; `draft` is ours with all that the agency changed elsewhere in it."""

    base: str
    theirs: str
    ours: str
    draft: str


Part = Settled | Conflict


class Way(StrEnum):
    THEIRS = "theirs"
    OURS = "ours"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Choice:
    """What an editor decided on a conflict: a side, or words of their own."""

    way: Way
    text: str = ""


class Undecided(ValueError):
    """A conflict on which nobody has decided; `keys` names all of them."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome, part by part: the fields by their names, the blocks in order."""

    fields: Mapping[str, Part]
    blocks: tuple[Part, ...]

    @property
    def parts(self) -> dict[str, Part]:
        """Every part by the key that a choice names it with."""
        return {**self.fields, **{f"{BLOCK}{number}": part for number, part in enumerate(self.blocks)}}

    @property
    def conflicts(self) -> dict[str, Conflict]:
        return {key: part for key, part in self.parts.items() if isinstance(part, Conflict)}

    @property
    def is_clean(self) -> bool:
        return not self.conflicts

    def settled(self, choices: Mapping[str, Choice] | None = None) -> dict[str, str]:
        """The new content, with a decision on each conflict. Raises Undecided with those that have none."""
        choices = choices or {}
        if open_ones := [key for key in self.conflicts if key not in choices]:
            raise Undecided(open_ones)
        texts = {key: _chosen(key, part, choices) for key, part in self.parts.items()}
        blocks = (texts[f"{BLOCK}{number}"] for number in range(len(self.blocks)))
        return {**{name: texts[name] for name in self.fields}, "body": "\n".join(text for text in blocks if text)}


def merge(base: Mapping[str, str], theirs: Mapping[str, str], ours: Mapping[str, str]) -> Merged:
    """Bring three contents together: "body" is clean markup, every other field plain text, "bylines" a name on each line."""
    fields = {name: _field(name, base[name], theirs[name], ours[name]) for name in ours if name != "body"}
    return Merged(fields, tuple(_body(base["body"], theirs["body"], ours["body"])))


def as_plain(block: str) -> str | None:
    """A paragraph's or heading's words for someone to edit without markup; None for a block that has markup inside."""
    if not block:
        return ""
    simple = _SIMPLE.match(block)
    return html.unescape(simple[3]) if simple else None


def _chosen(key: str, part: Part, choices: Mapping[str, Choice]) -> str:
    if isinstance(part, Settled):
        return part.text
    choice = choices[key]
    if choice.way is not Way.EDITED:
        return part.theirs if choice.way is Way.THEIRS else part.ours
    if not key.startswith(BLOCK):
        return choice.text.strip()
    return _edited_block(part.draft, choice.text)


def _edited_block(draft: str, text: str) -> str:
    """An editor's words for a block: plain where the draft is, else its markup; an empty line begins a new paragraph."""
    text = text.replace("\r\n", "\n").strip()
    if as_plain(draft) is None:
        return body.clean(text)
    simple = _SIMPLE.match(draft)
    tag, attributes = (simple[1], simple[2]) if simple else ("p", "")
    pieces = [" ".join(piece.split()) for piece in re.split(r"\n\s*\n", text)]
    markup = "".join(f"<{tag}{attributes}>{html.escape(piece, quote=False)}</{tag}>" for piece in pieces if piece)
    return body.clean(markup)


def _field(name: str, base: str, theirs: str, ours: str) -> Part:
    old, came, own = (" ".join(text.split()) if name != NOTE else text for text in (base, theirs, ours))
    if own == came:
        return Settled(ours, Source.NOBODY if own == old else Source.BOTH, base)
    if came == old:
        return Settled(ours, Source.OURS, base)
    if own == old:
        return Settled(theirs, Source.THEIRS, base)
    if name == WORKING_NAME:
        return Settled(ours, Source.OURS, base)
    if name == NOTE:
        kept = [line for line in ours.splitlines() if line.strip() and line not in base.splitlines() + theirs.splitlines()]
        return Settled("\n".join([theirs, *kept]).strip(), Source.BOTH, base)
    if name in WORDED and base and theirs and ours:
        words = merged_words(base, theirs, ours, markup=False)
        return Settled(words.text, Source.BOTH, base) if words.is_clean else Conflict(base, theirs, ours, words.text)
    return Conflict(base, theirs, ours, ours)


def _body(base: str, theirs: str, ours: str) -> list[Part]:
    old, came, own = (Blocks(split(text)) for text in (base, theirs, ours))
    if came.keys == old.keys:
        return _one_side(old, own, Source.OURS)
    if own.keys == old.keys:
        return _one_side(old, came, Source.THEIRS)
    if came.keys == own.keys:
        return _one_side(old, own, Source.BOTH)
    in_theirs, in_ours = same_blocks(old, came), same_blocks(old, own)
    if in_theirs is None or in_ours is None:
        had, new, mine = ("\n".join(side.texts) for side in (old, came, own))
        return [Conflict(had, new, mine, mine)]
    their_ids, our_ids = new_ids(len(came), in_theirs, "theirs"), new_ids(len(own), in_ours, "ours")
    our_ids = _known_to_both(came, own, their_ids, our_ids)
    sides = [dict(zip(ids, side.texts, strict=True)) for ids, side in ((their_ids, came), (our_ids, own))]
    parts = []
    for one in ordered(len(old), their_ids, our_ids):
        before = old.texts[one] if isinstance(one, int) else None
        parts.append(_block(before, sides[0].get(one), sides[1].get(one)))
    return parts


def _one_side(old: Blocks, new: Blocks, source: Source) -> list[Part]:
    """One side alone has changed the text: it is that side's to the letter."""
    found = same_blocks(old, new) or {}
    before = {place: number for number, place in found.items()}
    gone: dict[int, list[Part]] = {}
    last = 0
    for number in range(len(old)):
        if number in found:
            last = found[number] + 1
        elif found:
            gone.setdefault(last, []).append(Settled("", source, old.texts[number]))
    parts: list[Part] = []
    for place in range(len(new) + 1):
        parts += gone.get(place, [])
        if place < len(new):
            same = place in before and old.keys[before[place]] == new.keys[place]
            had = old.texts[before[place]] if place in before else ""
            parts.append(Settled(new.texts[place], Source.NOBODY if same else source, had))
    return parts


def _known_to_both(came: Blocks, own: Blocks, their_ids: list[Id], our_ids: list[Id]) -> list[Id]:
    """A new block that both sides brought is one block."""
    new_theirs, new_ours = (
        [place for place, one in enumerate(ids) if not isinstance(one, int) and side.words[place]]
        for ids, side in ((their_ids, came), (our_ids, own))
    )
    if not new_theirs or not new_ours:
        return our_ids
    theirs, ours = (Blocks([side.texts[place] for place in new]) for side, new in ((came, new_theirs), (own, new_ours)))
    found = same_blocks(theirs, ours, alone=ALIKE)
    known = list(our_ids)
    for number, place in (found or {}).items():
        known[new_ours[place]] = their_ids[new_theirs[number]]
    return known


def _block(base: str | None, theirs: str | None, ours: str | None) -> Part:
    """One block, or what became of it; None is a side that does not have it."""
    had, came, own = ("" if text is None else text for text in (base, theirs, ours))
    old_key, their_key, our_key = (key_of(text) for text in (had, came, own))
    if their_key == our_key:
        return Settled(own, Source.NOBODY if our_key == old_key else Source.BOTH, had)
    if their_key == old_key:
        return Settled(own, Source.OURS, had)
    if our_key == old_key:
        return Settled(came, Source.THEIRS, had)
    if not (had and came and own):
        return Conflict(had, came, own, own)
    words = merged_words(had, came, own)
    return Settled(words.text, Source.BOTH, had) if words.is_clean else Conflict(had, came, own, words.text)
