"""The public log of what we got wrong: every notice that readers may see, newest first, with the story as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.models import Edition
from corrections.models import Notice, NoticeQuerySet

CHUNK = 1000


@dataclass(frozen=True)
class LogEntry:
    """A notice, and the story it is on as readers see it; neutral notices stand alone and name no story."""

    notice: Notice
    story: Edition | None
    replaced_by: Notice | None = None
    replaces: Notice | None = None


def notices(
    *,
    kind: str = "",
    section: str = "",
    agency: str = "",
    origin: str = "",
    since: date | None = None,
    until: date | None = None,
    at: datetime | None = None,
) -> NoticeQuerySet:
    """The public notices that match, newest first; section and agency are those of the story that readers see."""
    found = Notice.objects.public(at)
    if kind:
        found = found.filter(kind=kind)
    if origin:
        found = found.filter(origin=origin)
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    if section or agency:
        stories = Edition.objects.visible(at).filter(article=OuterRef("article"))
        if section:
            stories = stories.filter(section__slug=section)
        if agency:
            stories = stories.filter(agency__slug=agency)
        found = found.exclude(kind__in=Notice.NEUTRAL_KINDS).filter(Exists(stories))
    return found.newest_first()


def entries(found: Iterable[Notice], *, at: datetime | None = None) -> list[LogEntry]:
    """Notices with their stories and with what they replace or are replaced by: two queries, however many there are."""
    found = list(found)
    told = {notice.article_id for notice in found if not notice.is_neutral}
    stories = {story.article_id: story for story in Edition.objects.visible(at).for_lists().filter(article__in=told)}
    ids = {notice.pk for notice in found} | {notice.supersedes_id for notice in found if notice.supersedes_id}
    links = Notice.objects.public(at).filter(supersedes__in=ids) | Notice.objects.public(at).filter(pk__in=ids)
    others = {notice.pk: notice for notice in links}
    later = {notice.supersedes_id: notice for notice in others.values() if notice.supersedes_id}
    return [
        LogEntry(
            notice,
            None if notice.is_neutral else stories.get(notice.article_id),
            replaced_by=later.get(notice.pk),
            replaces=others.get(notice.supersedes_id) if notice.supersedes_id else None,
        )
        for notice in found
    ]


def all_entries(found: NoticeQuerySet, *, at: datetime | None = None) -> Iterator[LogEntry]:
    """Every entry for a download, a thousand at a time, so that a long log fits into memory."""
    for some in batched(found.iterator(chunk_size=CHUNK), CHUNK):
        yield from entries(some, at=at)


def batched(found: Iterable[Notice], size: int) -> Iterator[list[Notice]]:
    """Lists of up to `size`, in order."""
    remaining = iter(found)
    while some := list(islice(remaining, size)):
        yield some


def document(entry: LogEntry) -> dict[str, Any]:
    """An entry as data, for downloads and programs."""
    notice, story = entry.notice, entry.story
    return {
        "id": str(notice.uid),
        "address": settings.SITE_URL + notice.get_absolute_url(),
        "kind": notice.kind,
        "label": notice.get_kind_display(),
        "published": notice.at.isoformat(timespec="seconds"),
        "text": notice.text,
        "found_by": notice.get_origin_display(),
        "severity": notice.severity,
        "headline": story.headline if story else "",
        "story": settings.SITE_URL + story.path if story else "",
        "section": story.section.name if story else "",
        "agency": story.agency.name if story and story.agency else "",
        "replaces": str(entry.replaces.uid) if entry.replaces else "",
        "replaced_by": str(entry.replaced_by.uid) if entry.replaced_by else "",
    }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
