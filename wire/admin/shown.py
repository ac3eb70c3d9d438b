"""How the desk shows the wire: a state or kind of change as a shape and a word, and versions with what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html

from articles import differences
from articles.admin.shown import age_of
from articles.differences import Difference
from wire.changes import headline_of
from wire.models import Item, Version

# Our states in the shapes that the desk's stylesheet draws for stories.
SHAPES = {
    Item.State.REVIVED: "killed",
    Item.State.KILLED: "killed",
    Item.State.WITHHELD: "held",
    Item.State.ADVISORY: "idea",
    Item.State.CHANGED: "in_review",
    Item.State.TAKEN: "live",
    Item.State.SPIKED: "spiked",
    Item.State.EMBARGOED: "embargoed",
    Item.State.ON_OFFER: "ready",
}
COMPARED = 20  # versions shown with their differences


@dataclass(frozen=True)
class Shown:
    """A version with what changed since the text before it."""

    version: Version
    changes: list[Difference]

    @property
    def evidence(self) -> str:
        return evidence_of(self.version)


def shown_change(version: Version | None) -> str:
    """The kind of change, with the evidence for who hovers or listens."""
    if version is None:
        return ""
    word, evidence = version.get_change_display(), evidence_of(version)
    return format_html('<span class="change change--{}" title="{}">{}</span>', version.change, evidence, word)


def evidence_of(version: Version) -> str:
    """Which fields and words decided, in a line."""
    told: dict[str, str] = {}
    for row in version.evidence:
        # A kill says so in its status, its signals and its headline: once is enough for an editor.
        meant = " ".join(sorted(set(row["words"].casefold().removeprefix("sig:").split())))
        told.setdefault(meant, f"{row['field']}: {row['words']}")
    return "; ".join(told.values())


def shown_age(moment: Any) -> str:
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), age_of(moment))


def content_of(version: Version) -> dict[str, Any]:
    """A version's printed parts, as differences are told between them."""
    parsed = version.parsed
    return {
        "headline": headline_of(parsed),
        "standfirst": parsed.standfirst,
        "dateline": parsed.dateline,
        "body": parsed.body_html,
        "tagline": parsed.tagline,
    }


def with_differences(versions: Iterable[Version]) -> list[Shown]:
    """Versions, the newest first, each with what it changed; a message without text changed none."""
    shown: list[Shown] = []
    before: Version | None = None
    for version in versions:
        changes: list[Difference] = []
        if version.change != Version.Change.STALE and version.document.get("body_html"):
            if before is not None:
                changes = differences.of_contents(content_of(before), content_of(version))
            before = version
        shown.append(Shown(version, changes))
    return shown[::-1]
