"""How a story changed, as readers may see it: whether they may at all, and what differs from one version to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import BooleanField, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from articles import differences
from articles.body import plain_text
from articles.differences import Difference
from articles.models import Edition, Hold, Publication

if TYPE_CHECKING:
    from articles.models.edition import EditionQuerySet


@dataclass(frozen=True)
class Version:
    """What readers had from a moment on, and how it differs from what they had before."""

    edition: Edition
    changes: list[Difference] = field(default_factory=list)
    is_erased: bool = False  # its words, or those before it, are gone for good

    @property
    def is_told(self) -> bool:
        """Every substantive change; and a minor one too if it touched a figure or a name, or needed a reason to be minor."""
        is_minor = self.edition.change == Edition.Change.MINOR and not self.edition.no_notice_reason
        return not is_minor or self.is_erased or differences.touches_facts(self.changes)


def with_rule(editions: EditionQuerySet) -> EditionQuerySet:
    """Editions that know, as `shows_history`, whether their story's history is public: the story's word, or else ours."""
    ours = Subquery(Publication.objects.values("shows_history")[:1], output_field=BooleanField())
    return editions.annotate(shows_history=Coalesce("article__shows_history", ours, Value(True)))


def readers_saw(editions: EditionQuerySet) -> EditionQuerySet:
    """Editions that somebody could read: not those that came and went behind an embargo or a hold."""
    holds = Hold.objects.filter(
        article=OuterRef("article"), at__lte=OuterRef("live_from"), lifted_at__gte=OuterRef("live_until")
    )
    behind_an_embargo = Q(live_until__isnull=False, live_until__lte=F("article__embargo_until"))
    return editions.readers_had().exclude(behind_an_embargo).filter(~Exists(holds))


def versions(editions: Iterable[Edition]) -> list[Version]:
    """Editions (the newest first, asked of `with_photos()`) with their differences.

    The last of them is compared only if it is the story's first; otherwise it serves the one after it.
    """
    found, editions = [], list(editions)
    for edition, before in zip(editions, [*editions[1:], None], strict=True):
        if before is None:
            found += [] if edition.change != Edition.Change.FIRST else [Version(edition, is_erased=not edition.page)]
        elif not (edition.page and before.page):
            found.append(Version(edition, is_erased=edition.page != before.page))
        else:
            found.append(Version(edition, differences.of_parts(parts(before), parts(edition))))
    return found


def parts(edition: Edition) -> dict[str, str]:
    """All that the page prints of a story, by its printed name, without pictures that were withdrawn since."""
    page = edition.page
    return {
        "Headline": edition.headline,
        "Standfirst": " ".join(edition.standfirst.split()),
        "Label": edition.kind_label,
        "Byline": ", ".join(byline["name"] for byline in page["bylines"]),
        "Agency": edition.agency.name if edition.agency else "",
        "Dateline": page["dateline"],
        "Picture": _caption(edition.lead_photo),
        "Text": "\n".join(filter(None, (_words(block) for block in edition.blocks))),
        "Closing line": page["tagline"],
    }


def _words(block: dict[str, object]) -> str:
    if block["kind"] == "photo":
        return f"[Picture: {_caption(block['photo'])}]"  # type: ignore[arg-type]
    return plain_text(str(block["html"])) if block["kind"] == "html" else ""


def _caption(photo: dict[str, str] | None) -> str:
    return " ".join(f"{photo['caption'] or photo['alt']} ({photo['credit']})".split()) if photo else ""
