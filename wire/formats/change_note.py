"""What a version changes, in the agency's own words, is told from its other notes to editors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wire.formats import closing
from wire.formats.text import join_notes, lines

# AP, CP: "CORRECTS: number of passengers", "UPDATES: With reaction", "ADDS military statement". In capitals it is no sentence.
_CHANGES = re.compile(
    r"\A\W*(?:CORRECT(?:S|ED|ION|IVE)?|CLARIF(?:IES|IED|ICATION)|UPDATE[SD]?|ADD(?:S|ED)|RECASTS?|REMOVES?|REPLACES?|DELETES?|FIXES|"
    r"CHANGES|TRIMS|RESTORES|RESENDS?|REFILES?|REPEATS?|EDITS|AMENDS|REWRITES|REVISES|SUBS|INCLUDES)\b"
)
_TO_EDITORS = re.compile(r"\A\W*(?:(?:news\s+)?eds?(?:itors)?\s*(?:note)?\s*[:.—–-]+\s*)+", re.IGNORECASE)
# AP strings sentences together: "CORRECTS …; UPDATES …. With AP Photos."
_SENTENCES = re.compile(r"(?<=[a-zà-þ0-9)”\"’'][.;])\s+(?=[A-ZÀ-Þ(])")


def of(notes: Iterable[str], told: Iterable[str] = ()) -> str:
    """Of the notes to editors, what tells of a change; of told, all: their place or role already says that they do."""
    found = [note for note in told if note]
    for note in notes if not found else ():
        for line in lines(note).splitlines():
            bare = _TO_EDITORS.sub("", line)
            if closing.is_change_note(bare):
                found.append(bare)
            else:
                found += [sentence.rstrip(" ;") for sentence in _SENTENCES.split(bare) if _CHANGES.match(sentence)]
    return join_notes(found)
