"""The public log of what we got wrong: every notice that readers may see, newest first, with the story as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles import history
from articles.models import Edition
from corrections import headlines
from corrections.headlines import Mark
from corrections.models import Notice, NoticeQuerySet

CHUNK = 1000
PER_PAGE = 25
COUNTED = 1000  # past that a reader is told "more than"; counting a long log takes longer than reading a page of it
LAST_PAGE = 100_000


@dataclass(frozen=True)
class LogEntry:
    """A notice, and the story it is on as readers see it; neutral notices stand alone and name no story."""

    notice: Notice
    story: Edition | None
    replaced_by: Notice | None = None
    replaces: Notice | None = None
    mark: Mark | None = None  # what another notice says of the headline that stands here

    @property
    def history(self) -> str:
        """Where the change itself can be read; "" where the story's history is not public."""
        if self.story is None or not self.story.shows_history:  # type: ignore[attr-defined]
            return ""
        return f"{self.story.path}history/#{self.notice.anchor}"


@dataclass(frozen=True)
class LogPage:
    """A page of the log; `count` stops at a thousand and one."""

    number: int
    entries: list[LogEntry]
    has_next: bool
    count: int

    @property
    def spoken_count(self) -> str:
        if self.count > COUNTED:
            return f"more than {COUNTED:,} notices"
        return f"{self.count:,} notice{'' if self.count == 1 else 's'}"


def notices(
    *,
    words: Iterable[str] = (),
    kind: str = "",
    section: str = "",
    agency: str = "",
    origin: str = "",
    since: date | None = None,
    until: date | None = None,
    at: datetime | None = None,
) -> NoticeQuerySet:
    """The public notices that match, newest first; section and agency are those of the story that readers see.

    Each of the words must stand in the notice or in the story's headline, whatever its case.
    """
    stories = Edition.objects.visible(at).filter(article=OuterRef("article"))
    found = Notice.objects.public(at)
    if section or agency:
        narrowed = stories.filter(section__slug=section) if section else stories
        narrowed = narrowed.filter(agency__slug=agency) if agency else narrowed
        found = Notice.objects.filter(at__lte=at or timezone.now()).exclude(kind__in=Notice.NEUTRAL_KINDS)
        found = found.filter(Exists(narrowed))
    for word in words:
        # A regular expression, because LIKE knows no capitals beyond A to Z on SQLite.
        pattern = re.escape(word)
        named = ~Q(kind__in=Notice.NEUTRAL_KINDS) & Exists(stories.filter(headline__iregex=pattern))
        found = found.filter(Q(text__iregex=pattern) | named)
    if kind:
        found = found.filter(kind=kind)
    if origin:
        found = found.filter(origin=origin)
    if since:
        found = found.filter(at__gte=_midnight(since))
    if until:
        found = found.filter(at__lt=_midnight(until + timedelta(days=1)))
    return found.newest_first()


def page(found: NoticeQuerySet, number: int, *, at: datetime | None = None) -> LogPage:
    """A page of the log, in seven queries however long it is."""
    number = min(max(number, 1), LAST_PAGE)
    first = (number - 1) * PER_PAGE
    rows = list(found[first : first + PER_PAGE + 1])
    count = first + len(rows) if len(rows) <= PER_PAGE and (rows or number == 1) else found[: COUNTED + 1].count()
    return LogPage(number, entries(rows[:PER_PAGE], at=at), len(rows) > PER_PAGE, min(count, COUNTED + 1))


def entries(found: Iterable[Notice], *, at: datetime | None = None) -> list[LogEntry]:
    """Notices with their stories and with what they replace or are replaced by: four queries, however many there are.

    A notice whose story was closed a moment ago is left out.
    """
    found = list(found)
    if not found:
        return []
    told = {notice.article_id for notice in found if not notice.is_neutral}
    visible = history.with_rule(Edition.objects.visible(at).filter(article__in=told)).select_related("section", "agency")
    visible = visible.defer("page", "search_text", "standfirst", "agency__profile", "agency__history")
    stories = {story.article_id: story for story in visible}
    marks = headlines.marks(told, at=at) if told else {}
    # First whether there are any, by their own index alone; hardly a notice is ever replaced.
    replacing = Notice.objects.filter(supersedes__in=[notice.pk for notice in found]).order_by().values_list("pk", flat=True)
    linked = [*replacing, *(notice.supersedes_id for notice in found if notice.supersedes_id)]
    others = {one.pk: one for one in Notice.objects.public(at).filter(pk__in=linked)} if linked else {}
    later = {one.supersedes_id: one for one in others.values() if one.supersedes_id}
    return [
        LogEntry(
            notice,
            None if notice.is_neutral else stories[notice.article_id],
            replaced_by=later.get(notice.pk),
            replaces=others.get(notice.supersedes_id) if notice.supersedes_id else None,
            mark=mark if (mark := marks.get(notice.article_id)) and not notice.is_neutral and mark.notice != notice else None,
        )
        for notice in found
        if notice.is_neutral or notice.article_id in stories
    ]


def all_entries(found: NoticeQuerySet, *, at: datetime | None = None) -> Iterator[LogEntry]:
    """Every entry for a download, a thousand at a time: a long log fits into memory, and no query stays open meanwhile.

    The gate is asked anew for each thousand, so that what is withdrawn while a download runs is not in its rest.
    """
    rest = found
    while rows := list(rest[:CHUNK]):
        yield from entries(rows, at=at)
        last = rows[-1]
        rest = found.filter(at__lte=last.at).filter(Q(at__lt=last.at) | Q(pk__lt=last.pk))


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
