"""What readers are told of an agency's change: in its own words where it gives them, else in a plain sentence of ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from articles import differences
from articles.body import plain_text
from corrections.models import Notice
from wire import changes
from wire.changes.notes import CORRECTION
from wire.models import Version

# Agencies write the verb in capitals, for editors who skim.
LOUD = re.compile(
    r"(?:\A|(?<=[.!?] ))(?:CORRECT|CLARIF|UPDATE|ADD|RECAST|REMOVE|REPLACE|DELETE|FIX|CHANGE|RESTORE|AMEND)[A-Z]*\b"
)
LABELS = {**differences.LABELS, "bylines": "byline"}


def kind_of(version: Version, based_on: Version) -> str:
    """Which kind of notice a version calls for, after one that we had: a fixed fact is always a correction."""
    if version.change in (Version.Change.CORRECTION, Version.Change.MINOR):
        return Notice.Kind.CORRECTION if version.change == Version.Change.CORRECTION else Notice.Kind.UPDATE
    note = version.parsed.change_note  # of a release, say, which may correct as well
    corrects = note != based_on.parsed.change_note and CORRECTION.search(note)
    return Notice.Kind.CORRECTION if corrects else Notice.Kind.UPDATE


def text_of(versions: Sequence[Version], based_on: Version, *, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """The notice for what several versions changed, the oldest first; `before` and `after` are what readers had and have."""
    agency = versions[-1].item.agency.short_name
    corrections = [version for version in versions if kind_of(version, based_on) == Notice.Kind.CORRECTION]
    done = f"{agency} has {'corrected' if corrections else 'updated'} this story"
    had = changes.change_note(based_on.parsed)
    notes = [note for version in corrections or versions if (note := changes.change_note(version.parsed)) and note != had]
    if notes:
        told = " ".join(dict.fromkeys(notes))
        return f"{done}: {LOUD.sub(lambda verb: verb[0].capitalize(), told)}"
    parts = [f"the {LABELS[name].casefold()}" for name in LABELS if _words(name, before) != _words(name, after)]
    if not parts:
        return f"{done}."
    return f"{done}. What has changed: {', '.join(parts[:-1])}{' and ' if parts[1:] else ''}{parts[-1]}."


def _words(name: str, content: Mapping[str, str]) -> str:
    text = content.get(name, "")
    return plain_text(text) if name == "body" else " ".join(text.split())
