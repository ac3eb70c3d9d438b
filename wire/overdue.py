"""A change of a published story that nobody has dealt with in time: the queue marks it, and the desk gets a mail."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.timesince import timesince

from articles.models import Publication
from newsroom.base import outbox
from wire.models import ChangePolicy, Pickup


def is_overdue(tie: Pickup, at: datetime | None = None) -> bool:
    """Whether a change of a published story has waited longer than the agency's policy allows; needs `with_policy`."""
    at = at or timezone.now()
    article = tie.article
    if tie.waiting_since is None or article is None or article.killed_at is not None:
        return False
    if article.first_published_at is None or article.first_published_at > at:
        return False
    policy = getattr(tie.item.agency, "change_policy", None) or ChangePolicy()
    return bool(tie.waiting_since + timedelta(minutes=policy.overdue_minutes) <= at)


def overdue(at: datetime | None = None) -> list[Pickup]:
    """The changes that are overdue, the oldest first."""
    ties = Pickup.objects.waiting_for_desk().filter(
        article__first_published_at__lte=at or timezone.now(), article__killed_at__isnull=True
    )
    ties = ties.select_related("item__agency__change_policy", "article", "waiting").defer("waiting__document")
    return [tie for tie in ties.order_by("waiting_since", "pk") if is_overdue(tie, at)]


def remind(*, at: datetime | None = None) -> int:
    """Mail the desk once for each overdue change and version; says how many mails were promised."""
    at = at or timezone.now()
    desk = Publication.objects.values_list("desk_email", flat=True).first()
    if not desk:
        return 0
    promised = 0
    for tie in overdue(at):
        with transaction.atomic():
            promised += _post(tie, desk, at) is not None
    return promised


def _post(tie: Pickup, desk: str, at: datetime) -> object:
    assert tie.waiting is not None and tie.waiting_since is not None
    agency, what = tie.item.agency, tie.waiting.get_change_display().lower()
    age = timesince(tie.waiting_since, at, depth=1)
    lines = [
        f"{agency} has changed a story that we have published, and nobody has dealt with it for {age}.",
        "",
        f"Ours: {tie.article}",
        f"What came: {what}, {tie.waiting.label}",
        "",
        f"{settings.SITE_URL}/admin/wire/pickup/{tie.pk}/change/",
    ]
    return outbox.post(
        key=f"wire:overdue:{tie.pk}:{tie.waiting_id}",
        to=desk,
        subject=f"Overdue: {agency.short_name} {what} of “{tie.article}” waits",
        text="\n".join(lines),
        at=at,
    )
