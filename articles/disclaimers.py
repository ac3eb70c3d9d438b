"""Which disclaimers a story carries, and why: the same rules for the desk's preview, the live page and a past day's page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles.models import Agency, Article, Disclaimer, DisclaimerVersion, Edition, Section
from articles.models.agency import DisclaimerText, filled
from newsroom.base import record
from newsroom.base.actors import actor_fields

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor

RULE_FIELDS = [field.name for field in DisclaimerText._meta.fields]
VERSIONED = [*RULE_FIELDS, "position"]


@dataclass(frozen=True)
class Facts:
    """What a rule may ask of a story."""

    kind: str
    section_slug: str
    section_name: str
    agency_slug: str = ""  # empty: our own story
    agency_name: str = ""
    agency_short_name: str = ""
    is_reviewed: bool = False
    is_edited: bool = False
    exempt: frozenset[int] = field(default_factory=frozenset)  # ids of disclaimers the story is exempted from

    @classmethod
    def of_edition(cls, edition: Edition) -> Facts:
        """What readers have: the facts as they were stored when the edition was published."""
        return replace(
            cls.as_it_came(kind=edition.kind, section=edition.section, agency=edition.agency),
            is_reviewed=edition.is_reviewed,
            is_edited=edition.is_edited,
            exempt=frozenset(edition.page.get("exempt", ())),
        )

    @classmethod
    def as_it_came(cls, *, kind: str, section: Section | None, agency: Agency | None) -> Facts:
        """A story that nobody has reviewed, edited or exempted yet."""
        return cls(
            kind=kind,
            section_slug=section.slug if section else "",
            section_name=section.name if section else "",
            agency_slug=agency.slug if agency else "",
            agency_name=agency.name if agency else "",
            agency_short_name=agency.short_name if agency else "",
        )


@dataclass(frozen=True)
class Applied:
    """A disclaimer that a story carries: its words filled in, where it stands, and why it is there."""

    id: int
    name: str
    text: str
    placement: str
    why: str


def applicable(facts: Facts, disclaimers: Iterable[Mapping[str, Any]], *, publication_name: str) -> list[Applied]:
    """The disclaimers whose rules select a story, in the order given; two that match both show."""
    words = {
        "publication": publication_name,
        "agency": facts.agency_name.removeprefix("The "),  # "this Associated Press story"
        "the_agency": facts.agency_name,
        "agency_short": facts.agency_short_name,
        "section": facts.section_name,
        "kind": Article.Kind(facts.kind).label.lower(),
    }
    return [
        Applied(row["id"], row["name"], filled(row["text"], **words), row["placement"], reason)
        for row in disclaimers
        if row["is_active"] and row["id"] not in facts.exempt and (reason := _why(row, facts))
    ]


def in_force(at: datetime) -> list[dict[str, Any]]:
    """Every disclaimer as it stood at a time, in the shape that `applicable` takes."""
    return [
        {
            "id": version.disclaimer_id,
            "name": version.disclaimer.name,
            **{name: getattr(version, name) for name in RULE_FIELDS},
        }
        for version in DisclaimerVersion.objects.in_force(at)
    ]


def write(disclaimer: Disclaimer, *, by: AnyActor, at: datetime | None = None) -> DisclaimerVersion | None:
    """Save a disclaimer's wording and rule, and keep them as a version; None if nothing a reader could see changed."""
    with transaction.atomic():
        disclaimer.save()
        last = disclaimer.versions.order_by("-number").first()
        if last and not differs(disclaimer, last):
            return None
        version = DisclaimerVersion.objects.create(
            disclaimer=disclaimer,
            number=last.number + 1 if last else 1,
            at=at or timezone.now(),
            **actor_fields(by),
            **{name: getattr(disclaimer, name) for name in VERSIONED},
        )
        record.write(
            f"disclaimer:{disclaimer.pk}", "worded", by=by, at=version.at, rows=[version], version=version.number
        )  # fmt: skip
        return version


def differs(disclaimer: Disclaimer, version: DisclaimerVersion) -> str:
    """The first thing that a disclaimer's last version says and that is otherwise; "" if none."""
    return next((name for name in VERSIONED if getattr(disclaimer, name) != getattr(version, name)), "")


def _why(row: Mapping[str, Any], facts: Facts) -> str:
    """Why a rule selects a story, in words; "" if it does not."""
    is_wire = bool(facts.agency_slug)
    checks = [
        (row["origin"] == "any" or (row["origin"] == "wire") == is_wire, "agency copy" if is_wire else "our own story"),
        (not row["agencies"] or facts.agency_slug in row["agencies"], f"from {facts.agency_name}"),
        (not row["sections"] or facts.section_slug in row["sections"], f"in {facts.section_name}"),
        (not row["kinds"] or facts.kind in row["kinds"], f"of type {Article.Kind(facts.kind).label}"),
        (
            row["reviewed"] is None or row["reviewed"] == facts.is_reviewed,
            "reviewed by staff" if facts.is_reviewed else "not reviewed by staff",
        ),
        (
            row["edited"] is None or row["edited"] == facts.is_edited,
            "edited by staff" if facts.is_edited else "not edited by staff",
        ),
    ]
    if not all(passed for passed, _ in checks):
        return ""
    asked = [
        row["origin"] != "any", row["agencies"], row["sections"], row["kinds"],
        row["reviewed"] is not None, row["edited"] is not None,
    ]  # fmt: skip
    reasons = [words for (_, words), was_asked in zip(checks, asked, strict=True) if was_asked]
    return ", ".join(reasons) or "on every story"
