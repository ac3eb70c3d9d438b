"""Examples of junk and honest reports, and how they are judged: each by what was learned from the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from articles.body import folded
from corrections.learned import EXAMPLES, Learned, said_in
from corrections.suspicion import Said, reason

FOLDER = Path(__file__).parent / "reports"
STORIES: dict[str, str] = json.loads((FOLDER / "stories.json").read_text(encoding="utf-8"))
SHORT_STORY = "Ferry crews vote on a new timetable\nThe count is expected on Friday."
PARTS = 5  # of a set that is too much of one kind to be left out as a whole

Report = dict[str, str]


@cache
def reports(name: str, kind: str) -> list[Report]:
    path = FOLDER / f"{name}.json"
    return json.loads((path if path.exists() else EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))[kind]


def said_of(report: Report, story: str = SHORT_STORY) -> Said:
    story, passage = STORIES.get(report.get("story", ""), report.get("story", story)), report.get("passage", "")
    said = {name: report[name] for name in ("wrong", "right", "passage", "name") if name in report}
    return Said(**said, story=story, is_passage_found=bool(passage) and folded(passage) in folded(story))


def judged(report: Report, known: Learned | None = None) -> str:
    return reason(said_of(report), known)


def judged_by_the_others(name: str, kind: str, *, in_parts: bool = False) -> Iterator[tuple[Report, str]]:
    """Each report of a set, and how it is judged where neither it nor its set, or its part of it, was learned from."""
    parts = PARTS if in_parts else 1
    for part in range(parts):
        known = learned_without(name, part, parts)
        for report in reports(name, kind)[part::parts]:
            yield report, judged(report, known)


@cache
def learned_without(name: str, part: int, parts: int) -> Learned:
    def kept(kind: str) -> list[str]:
        return [
            said_in(report)
            for other in sorted(path.stem for path in EXAMPLES.glob("*.json"))
            for number, report in enumerate(reports(other, kind))
            if other != name or number % parts != part
        ]

    return Learned.of(kept("junk"), kept("honest"))
