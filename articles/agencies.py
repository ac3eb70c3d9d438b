"""Agencies as readers are told of them: every change of name, credit or profile is kept, so that a past day can be shown."""

from __future__ import annotations

from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles.models import Agency, AgencyVersion
from newsroom.base import record
from newsroom.base.actors import actor_fields

if TYPE_CHECKING:
    from newsroom.base.actors import AnyActor

TOLD = (
    "name", "short_name", "is_listed", "profile", "logo", "credit_template", "copyright_template", "slug", "headquarters",
    "founded",
)  # fmt: skip


def write(agency: Agency, *, by: AnyActor, at: datetime | None = None) -> AgencyVersion | None:
    """Save an agency, and keep how it stands as a version; None if nothing changed that a story's page shows.

    Of one that was here before versions, or all that they keep now, the state in which it is found is kept first.
    """
    at = at or timezone.now()
    with transaction.atomic():
        found = Agency.objects.select_for_update(no_key=True).filter(pk=agency.pk).first() if agency.pk else None
        agency.save()
        last = agency.versions.order_by("-number").first()
        kept: list[AgencyVersion] = []
        for one in [found, agency] if found and not (last and last.is_whole) else [agency]:
            before = kept[-1] if kept else last
            if before is None or not before.is_whole or differs(one, before):
                state = {name: getattr(one, name) for name in TOLD}
                number = before.number + 1 if before else 1
                kept.append(AgencyVersion.objects.create(agency=agency, number=number, at=at, **actor_fields(by), **state))
        if not kept:
            return None
        record.write(f"agency:{agency.pk}", "described", by=by, at=at, rows=kept, version=kept[-1].number)
        return kept[-1]


def as_it_stood(agency: Agency, at: datetime) -> tuple[Agency, bool]:
    """An agency as readers were told of it at a time, never to be saved; and whether that is known.

    Of a time before its first version that version is the nearest there is.
    """
    versions = agency.versions.select_related("logo")
    known = versions.filter(at__lte=at).order_by("-number").first()
    version = known or versions.order_by("number").first()
    then = copy(agency)
    if version is not None:
        for name in TOLD:
            if version.is_whole or name != "slug":
                setattr(then, name, getattr(version, name))
    return then, known is not None


def differs(agency: Agency, version: AgencyVersion) -> str:
    """The first thing that an agency's last version says and that is otherwise; what it does not keep is not asked of it."""
    kept = [name for name in TOLD if version.is_whole or name not in version.added_later]
    return next((name for name in kept if getattr(agency, name) != getattr(version, name)), "")
