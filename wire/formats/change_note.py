"""What a version changes, in the agency's own words, is told from its other notes to editors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wire.formats import closing
from wire.formats.text import join_notes, lines

# "CORRECTS name of harbor", "UPDATES: With harbor master", "Adds quote", "2nd para corrected": verb first, or said to be done.
_CHANGES = re.compile(
    r"""\A\W*(?:
      (?:CORRECTS?|CORRECTED|CORRECTION|CORRECTIVE|CLARIF(?:IES|ICATION)|UPDATES?|UPDATED|ADDS?|ADDED|RECASTS?|REMOVES?|REPLACES?|DELETES?|
         FIXES|CHANGES|TRIMS|RESTORES|RESENDS?|REFILES?|REPEATS?|EDITS|AMENDS?|REWRITES?|REVISES|SUBS|INCLUDES|TIGHTENS|MINOR\s+EDITS)\b
    | (?i:corrects?|corrected|clarifies|updates?|updated|adds|recasts|removes|replaces|deletes|fixes|changes)\b(?=\s*:|\s+\w)
    | (?i:berichtigung|korrektur|aktualisierung|neu|ergänzt|ersetzt|rectificatif|correction|corrección|corrige|actualiza|añade|
         korjaus|korjattu|rättelse|rättar|rettelse|retting)\s*(?::|\(|[-–—])
    )""",
    re.VERBOSE,
)
_SAID = re.compile(
    r"\b(?:wurden?\s+(?:berichtigt|korrigiert|ergänzt|geändert|aktualisiert)|(?:has|have)\s+been\s+(?:corrected|updated|clarified))\b"
    r"|\b(?:berichtigt|korrigiert|statt)\s*:|\bcorrects\s+\w|\bcorrected\s+(?:version|repeat)\b",
    re.IGNORECASE,
)
_EDITORS = re.compile(r"\A\W*(?:(?:news\s+)?eds?(?:itors)?\s*(?:note)?\s*[:.—–-]+\s*)+", re.IGNORECASE)
# Where one sentence of a note ends and another begins: AP strings "CORRECTS …; UPDATES …. With AP Photos." together.
_SENTENCES = re.compile(
    r"(?<=[a-zà-þ0-9)”\"’'][.;])\s+(?=[A-ZÀ-Þ(])|(?<=[;.])\s+(?=(?:UPDATES|CORRECTS|ADDS|RECASTS|CLARIFIES)\b)"
)


def of(notes: Iterable[str], told: Iterable[str] = ()) -> str:
    """Of the notes to editors, the sentences on what changed. told are notes whose role already says that they are such."""
    found = [note for note in told if note]
    for note in notes:
        for line in lines(note).splitlines():
            bare = _EDITORS.sub("", line)
            if closing.is_change_note(bare):
                found.append(bare)
            else:
                found += [s.rstrip(" ;") for s in _SENTENCES.split(bare) if _CHANGES.match(s) or _SAID.search(s)]
    return join_notes(found)
