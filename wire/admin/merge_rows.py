"""A merge as the desk reads it: each conflict with its three texts side by side, what is settled folded with whose it is."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from articles.body import plain_text
from articles.differences import ADDED, REMOVED, SAME, Piece, between, folded
from wire import merging
from wire.merge import BLOCK, Choice, Conflict, Merged, Settled, Source, Way, as_plain

LONGEST = 20_000  # characters of a block whose words are compared on the screen
WHOSE = {Source.THEIRS: "the agency’s change", Source.OURS: "our change", Source.BOTH: "both sides’ changes"}


@dataclass(frozen=True)
class Decision:
    """A conflict with what the editor chose so far; `name` stays the same as long as the three texts do."""

    shape: ClassVar[str] = "decision"
    name: str
    label: str
    base: str
    theirs: list[Piece]
    ours: list[Piece]
    text: str
    is_markup: bool
    way: str = ""


@dataclass(frozen=True)
class Done:
    """A settled part that changed: whose change, and which."""

    shape: ClassVar[str] = "done"
    label: str
    whose: str
    pieces: list[Piece]
    is_theirs: bool  # what the agency changed is read before it goes out, so it is not folded away


@dataclass(frozen=True)
class Fold:
    """Blocks that nobody changed."""

    shape: ClassVar[str] = "fold"
    texts: list[str] = field(default_factory=list)


Row = Decision | Done | Fold


def rows_of(merged: Merged, posted: Mapping[str, str]) -> list[Row]:
    """Every part in reading order, with what was posted for the conflicts."""
    rows: list[Row] = []
    names = names_of(merged)
    for key, part in merged.parts.items():
        if isinstance(part, Conflict):
            rows.append(_decision(key, names[key], part, merged, posted))
        elif part.source is Source.NOBODY or (part.text == part.base and key not in merged.fields):
            if key.startswith(BLOCK):
                _fold(rows, _read(part.text))
        elif key not in merging.NEVER_PRINTED:
            rows.append(_done(key, part, merged))
    return rows


def names_of(merged: Merged) -> dict[str, str]:
    """The name of each conflict in the form: a digest of its three texts, so that a choice never slips to another place."""
    names: dict[str, str] = {}
    for key, part in merged.conflicts.items():
        digest = hashlib.sha256("\0".join((part.base, part.theirs, part.ours)).encode()).hexdigest()[:12]
        names[key] = digest if digest not in names.values() else f"{digest}-{key}"
    return names


def choices_of(merged: Merged, posted: Mapping[str, str]) -> dict[str, Choice]:
    """What was decided in the form, for the conflicts that there are now."""
    choices = {}
    for key, name in names_of(merged).items():
        way = posted.get(f"way-{name}", "")
        if way in list(Way):
            choices[key] = Choice(Way(way), posted.get(f"text-{name}", ""))
    return choices


def left_over(merged: Merged, posted: Mapping[str, str]) -> list[str]:
    """Words that an editor wrote for places that are different now; they are shown, not lost."""
    return edits(posted, apart_from=set(names_of(merged).values()))


def edits(posted: Mapping[str, str], *, apart_from: Collection[str] = ()) -> list[str]:
    """The words that an editor wrote in place of both sides'."""
    fields = ((field.removeprefix("text-"), text.strip()) for field, text in posted.items() if field.startswith("text-"))
    return [text for name, text in fields if text and name not in apart_from and posted.get(f"way-{name}") == Way.EDITED]


def _decision(key: str, name: str, part: Conflict, merged: Merged, posted: Mapping[str, str]) -> Decision:
    is_block = key.startswith(BLOCK)
    plain = as_plain(part.draft) if is_block else part.draft
    base, theirs, ours = (_read(text) if is_block else text for text in (part.base, part.theirs, part.ours))
    if is_block and len({base, theirs, ours}) < 3 and len({part.base, part.theirs, part.ours}) == 3:
        base, theirs, ours = part.base, part.theirs, part.ours  # they differ in links or markup
    return Decision(
        name=name,
        label=merging.label_of(key, merged),
        base=base,
        theirs=_compared(base, theirs),
        ours=_compared(base, ours),
        text=posted.get(f"text-{name}", part.draft if plain is None else plain),
        is_markup=plain is None,
        way=posted.get(f"way-{name}", ""),
    )


def _done(key: str, part: Settled, merged: Merged) -> Done:
    base, text = (_read(one) if key.startswith(BLOCK) else one for one in (part.base, part.text))
    if base == text:
        base, text = part.base, part.text
    return Done(
        merging.label_of(key, merged), WHOSE[part.source], folded(_compared(base, text)), part.source is not Source.OURS
    )


def _compared(before: str, after: str) -> list[Piece]:
    if max(len(before), len(after)) <= LONGEST:
        return between(before, after)
    return [Piece(SAME if before == after else ADDED, after)] if after else [Piece(REMOVED, before)]


def _fold(rows: list[Row], text: str) -> None:
    if not text:
        return
    if not (rows and isinstance(rows[-1], Fold)):
        rows.append(Fold())
    fold = rows[-1]
    assert isinstance(fold, Fold)
    fold.texts.append(text)


def _read(block: str) -> str:
    """A block's words; or what it is, if it has none."""
    if words := plain_text(block):
        return words
    if not block:
        return ""
    return "Promo" if "data-promo" in block else "Photo" if "data-photo" in block else "Rule"
