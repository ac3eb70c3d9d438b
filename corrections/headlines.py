"""A retraction, and the correction of a headline, go wherever the headline goes: who saw the one must see the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models.fields.json import KeyTextTransform

from articles.models import Edition
from corrections.models import Notice, NoticeQuerySet

KINDS = (Notice.Kind.RETRACTION, Notice.Kind.CORRECTION, Notice.Kind.CLARIFICATION)


@dataclass(frozen=True)
class Mark:
    """What stands beside a headline."""

    notice: Notice

    @property
    def is_retraction(self) -> bool:
        return self.notice.kind == Notice.Kind.RETRACTION

    @property
    def words(self) -> str:
        return "Retracted" if self.is_retraction else "Headline corrected"

    def title(self, headline: str) -> str:
        """The headline with the mark in it, for those who show nothing but a line: feeds, sitemaps, shared links."""
        return f"{self.words}: {headline}" if self.is_retraction else f"{headline} [headline corrected]"


def with_headlines(notices: NoticeQuerySet) -> NoticeQuerySet:
    """Notices that know the headline before and after, as `mark_of` asks."""
    return notices.annotate(
        headline_before=KeyTextTransform("headline", "revision_before__content"),
        headline_after=KeyTextTransform("headline", "revision_after__content"),
    )


def mark_of(notices: Iterable[Notice]) -> Mark | None:
    """The mark that a story's standing notices (the newest first, of `with_headlines()`) put on it: a retraction first."""
    found = [notice for notice in notices if notice.kind in KINDS and _is_on_the_headline(notice)]
    found.sort(key=lambda notice: notice.kind != Notice.Kind.RETRACTION)
    return Mark(found[0]) if found else None


def marks(articles: Iterable[int], *, at: datetime | None = None) -> dict[int, Mark]:
    """The marks of stories, by the ids of their articles: one query."""
    of_story: dict[int, list[Notice]] = defaultdict(list)
    notices = Notice.objects.public(at).standing(at).filter(article__in=set(articles), kind__in=KINDS)
    for notice in with_headlines(notices).newest_first():
        of_story[notice.article_id].append(notice)
    return {article: mark for article, found in of_story.items() if (mark := mark_of(found))}


def marked(stories: Iterable[Edition], *, at: datetime | None = None) -> list[Edition]:
    """Stories for a list, each with its mark or None as `headline_mark`: one query."""
    stories = list(stories)
    found = marks((story.article_id for story in stories), at=at) if stories else {}
    for story in stories:
        story.headline_mark = found.get(story.article_id)  # type: ignore[attr-defined]
    return stories


def _is_on_the_headline(notice: Notice) -> bool:
    if notice.kind == Notice.Kind.RETRACTION:
        return True
    before, after = notice.headline_before, notice.headline_after  # type: ignore[attr-defined]
    return bool(before and after) and before != after
