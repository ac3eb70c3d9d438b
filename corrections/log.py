"""The public log of what we got wrong: every notice that readers may see, newest first, with the story as it is now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from articles import history
from articles.models import Edition
from corrections import headlines
from corrections.headlines import Mark
from corrections.models import Notice, NoticeQuerySet

CHUNK = 1000
PER_PAGE = 25
COUNTED = 1000  # past that a reader is told "more than"; counting a long log takes longer than reading a page of it
LAST_PAGE = 100_000
TOLD = ("pk", "uid", "article", "kind", "origin", "severity", "text", "at", "supersedes")
KINDS, ORIGINS = dict(Notice.Kind.choices), dict(Notice.Origin.choices)


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
        found = Notice.objects.told(at).exclude(kind__in=Notice.NEUTRAL_KINDS)
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
    return found.dated(since, until).newest_first()


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
    linked = [
        *_replacing(notice.pk for notice in found).values(),
        *(notice.supersedes_id for notice in found if notice.supersedes_id),
    ]
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


def all_entries(found: NoticeQuerySet, *, at: datetime | None = None) -> Iterator[dict[str, str]]:
    """Every entry as data for a download, a thousand at a time: a long log fits into memory, and no query stays open meanwhile.

    The gate is asked anew for each thousand, so that what is withdrawn while a download runs is not in its rest.
    """
    rest = found
    while rows := list(rest.values(*TOLD)[:CHUNK]):
        yield from _documents(rows, at)
        last = rows[-1]
        rest = found.filter(at__lte=last["at"]).filter(Q(at__lt=last["at"]) | Q(pk__lt=last["pk"]))


def _replacing(notices: Iterable[int]) -> dict[int, int]:
    """Which notices were replaced, and by which, told from their own index alone; hardly one ever is."""
    found = Notice.objects.filter(supersedes__in=list(notices)).order_by().values_list("supersedes", "pk")
    return {replaced: pk for replaced, pk in found if replaced}


def _documents(rows: list[dict[str, Any]], at: datetime | None) -> Iterator[dict[str, str]]:
    """Notices for programs and spreadsheets, in four queries that fetch no more than is printed."""
    visible = Edition.objects.visible(at).filter(article__in={row["article"] for row in rows}).order_by()
    names = ("headline", "path", "section__name", "agency__name")
    stories = {article: dict(zip(names, story, strict=True)) for article, *story in visible.values_list("article", *names)}
    later = _replacing(row["pk"] for row in rows)
    linked = [*later.values(), *(row["supersedes"] for row in rows if row["supersedes"])]
    others = {one["pk"]: one for one in Notice.objects.filter(pk__in=linked).order_by().values("pk", "uid", "kind")}
    address, _, end = (settings.SITE_URL + reverse("corrections:notice", args=[1])).rpartition("1")
    for row in rows:
        known = stories.get(row["article"], {})
        story = {} if row["kind"] in Notice.NEUTRAL_KINDS else known
        if not story and row["kind"] not in Notice.NEUTRAL_KINDS:
            continue  # closed a moment ago

        def named(pk: int | None, is_open: bool = bool(known)) -> str:
            other = others[pk] if pk else None
            return str(other["uid"]) if other and (is_open or other["kind"] in Notice.NEUTRAL_KINDS) else ""

        yield {
            "id": str(row["uid"]),
            "address": f"{address}{row['pk']}{end}",
            "kind": row["kind"],
            "label": KINDS[row["kind"]],
            "published": row["at"].isoformat(timespec="seconds"),
            "text": row["text"],
            "found_by": ORIGINS[row["origin"]],
            "severity": row["severity"],
            "headline": story.get("headline", ""),
            "story": settings.SITE_URL + story["path"] if story else "",
            "section": story.get("section__name", ""),
            "agency": story.get("agency__name") or "",
            "replaces": named(row["supersedes"]),
            "replaced_by": named(later.get(row["pk"])),
        }
