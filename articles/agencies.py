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

TOLD = ("name", "short_name", "is_listed", "profile", "logo", "credit_template", "copyright_template")
NOT_KEPT = {"founded": None, "headquarters": ""}  # a past day's page says nothing of them rather than what holds now


def write(agency: Agency, *, by: AnyActor, at: datetime | None = None) -> AgencyVersion | None:
    """Save an agency, and keep how it stands as a version; None if nothing changed that a story's page shows.

    Of one that was here before versions were kept, the state in which it is found is kept first.
    """
    at = at or timezone.now()
    with transaction.atomic():
        found = Agency.objects.select_for_update(no_key=True).filter(pk=agency.pk).first() if agency.pk else None
        agency.save()
        last = agency.versions.order_by("-number").first()
        kept: list[AgencyVersion] = []
        for one in [found, agency] if found and not last else [agency]:
            before = kept[-1] if kept else last
            if before is None or any(getattr(before, name) != getattr(one, name) for name in TOLD):
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
    for name, value in NOT_KEPT.items():
        setattr(then, name, value)
    if version is not None:
        for name in TOLD:
            setattr(then, name, getattr(version, name))
    return then, known is not None
