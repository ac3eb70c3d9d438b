"""A story's history: its versions and the notices on it, in one line of time, the newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404
from django.utils import timezone

from articles import history
from articles.history import Version
from articles.models import Edition
from corrections.models import Notice

PER_PAGE, FEWEST = 20, 5
WORDS = 50_000  # on a page, before and after; to compare more would keep its reader waiting
HEADINGS = {
    Edition.Change.FIRST: "First publication",
    Edition.Change.MINOR: "Changed as minor, without a notice",
    Edition.Change.SUBSTANTIVE: "Changed, without a notice",
}


@dataclass(frozen=True)
class Entry:
    """A change, a notice, or a change with the notice that tells of it."""

    at: datetime
    version: Version | None = None
    notice: Notice | None = None
    ends_its_day: bool = True  # readers had it when the day was over; else another followed the same day

    @property
    def anchor(self) -> str:
        if self.notice:
            return self.notice.anchor
        return f"version-{self.version.edition.number}" if self.version else ""

    @property
    def day(self) -> str:
        return timezone.localtime(self.at).date().isoformat()

    @property
    def heading(self) -> str:
        if self.notice:
            return self.notice.get_kind_display()
        assert self.version is not None
        return HEADINGS[Edition.Change(self.version.edition.change)]

    @property
    def is_notice_alone(self) -> bool:
        """No word of the story was changed with it."""
        return self.notice is not None and (self.version is None or not (self.version.changes or self.version.is_erased))


@dataclass(frozen=True)
class History:
    entries: list[Entry]
    page: Page


def of_story(edition: Edition, number: int) -> History:
    """Twenty versions of a story (of a very long one fewer) with what changed, and the notices of that time: four queries."""
    per_page = max(FEWEST, min(PER_PAGE, WORDS // max(edition.page["words"], 1)))
    editions = history.readers_saw(edition.article.editions.all()).with_photos().defer("search_text")
    try:
        page = Paginator(editions.select_related("agency").order_by("-live_from", "-number"), per_page).page(number)
    except EmptyPage as error:
        raise Http404 from error
    first = page.start_index() - 1
    rows = list(page.paginator.object_list[first : first + per_page + 1])
    shown = history.versions(rows)[:per_page]
    notices = Notice.objects.public().filter(article=edition.article_id).select_related("superseded_by")
    if page.has_next() and len(rows) > per_page:
        notices = notices.filter(at__gte=rows[per_page - 1].live_from)
    if page.has_previous():
        notices = notices.filter(at__lt=page.paginator.object_list[first - 1].live_from)
    return History(_woven(shown, list(notices)), page)


def _woven(versions: list[Version], notices: list[Notice]) -> list[Entry]:
    """Each notice once, with the change it came with if there is one; the newest first."""
    by_uid = {version.edition.notice_uid: version for version in versions if version.edition.notice_uid}
    entries = [Entry(notice.at, by_uid.get(notice.uid), notice) for notice in notices]
    told = {notice.uid for notice in notices}
    entries += [
        Entry(version.edition.live_from, version)
        for version in versions
        if version.is_told and version.edition.notice_uid not in told
    ]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    later = [None, *(entry.day for entry in entries)]
    return [replace(entry, ends_its_day=entry.day != day) for entry, day in zip(entries, later, strict=False)]
