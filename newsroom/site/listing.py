"""Lists of stories, page by page; the front, put together from what editors placed and what is newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import EmptyPage
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest
from django.utils import timezone

from articles.models import Article, Edition, FrontSlot, Section
from corrections.headlines import marked
from corrections.models import Notice
from newsroom.base.long_lists import LongPage, LongPaginator
from newsroom.base.numbers import whole_number

PER_PAGE = 20
IN_ROW = 9  # stories fetched for each section's row on the front
NEWEST = 24
BRIEFS, CORRECTIONS = 6, 3


def numbered_page(request: HttpRequest, rows: QuerySet[Any], per_page: int | None = None) -> LongPage:
    """The page of a list that `?page=` asks for; 404 for what is no page of it."""
    number = whole_number(request.GET.get("page", "1"))
    if number is None:
        raise Http404
    try:
        return LongPaginator(rows, per_page or PER_PAGE).page(number)
    except EmptyPage as error:
        raise Http404 from error


def numbered_stories(request: HttpRequest, stories: QuerySet[Edition]) -> LongPage:
    """A page of a list of stories, each with the mark that goes with its headline."""
    page = numbered_page(request, stories)
    page.object_list = marked(page.object_list)
    return page


@dataclass(frozen=True)
class Row:
    """A section's row on the front."""

    section: dict[str, Any]
    first: Edition
    rest: list[Edition]
    weight: str  # "major", "middle" or "minor": how much room it gets


@dataclass(frozen=True)
class Front:
    lead: Edition | None
    beside_lead: list[Edition]  # two related links under the lead
    secondary: list[Edition]
    briefs: list[Edition]
    rows: list[Row]
    corrections: list[tuple[Notice, Edition | None]]
    site_url: str = settings.SITE_URL


def front_page(sections: tuple[dict[str, Any], ...], at: datetime | None = None) -> Front:
    """The front: the slots that editors filled, then the newest; no story stands on it twice. Seven queries."""
    at = at or timezone.now()
    slots = list(FrontSlot.objects.current(at).values_list("article", flat=True))
    newest_in = _newest_in_sections(at)
    visible = Edition.objects.visible(at)
    newest = list(visible.newest_first().values_list("pk", flat=True)[:NEWEST])
    wanted = {pk for pks in newest_in.values() for pk in pks} | set(newest)
    stories = list((visible.filter(pk__in=wanted) | visible.filter(article__in=slots)).for_lists().newest_first())
    corrections = latest_corrections(at)
    marked([*stories, *(story for _, story in corrections if story)], at=at)

    by_article = {story.article_id: story for story in stories}
    placed = [by_article[pk] for pk in dict.fromkeys(slots) if pk in by_article]
    briefs = [story for story in stories if story.kind == Article.Kind.BRIEF and story not in placed][:BRIEFS]
    rest = [story for story in stories if story not in placed and story.pk in newest and _may_lead(story)]
    top = [*placed, *rest][:5]
    lead, secondary = (top[0] if top else None), top[1:5]
    used = {story.pk for story in [*top, *briefs]}
    beside = [story for story in stories if lead and story.pk not in used and _share_topic(story, lead)][:2]
    used |= {story.pk for story in beside}

    rows: list[Row] = []
    for section in sections:
        found = [story for story in stories if story.pk in newest_in.get(section["id"], ()) and story.pk not in used]
        if found:
            weight = "major" if len(rows) in (0, 3) else "middle" if len(rows) in (1, 4) else "minor"
            found = _pictured_first(found[: {"major": 5, "middle": 4, "minor": 3}[weight]])
            rows.append(Row(section, found[0], found[1:], weight))
    return Front(lead, beside, secondary, briefs, rows, corrections)


def latest_corrections(at: datetime | None = None) -> list[tuple[Notice, Edition | None]]:
    """The newest notices, each with its story unless the story is gone. Two queries."""
    notices = list(Notice.objects.public(at).unreplaced(at).newest_first()[:CORRECTIONS])
    return with_stories(notices, at)


def with_stories(notices: list[Notice], at: datetime | None = None) -> list[tuple[Notice, Edition | None]]:
    """Notices with the stories they are on, as readers see them; none for a story that is gone or withheld."""
    wanted = {notice.article_id for notice in notices if not notice.is_neutral}
    stories = {story.article_id: story for story in Edition.objects.visible(at).filter(article__in=wanted).for_lists()}
    return [(notice, None if notice.is_neutral else stories.get(notice.article_id)) for notice in notices]


def _newest_in_sections(at: datetime) -> dict[int, set[int]]:
    """The newest stories of every section, in one query that the section index answers."""
    newest = Edition.objects.visible(at).filter(section=OuterRef("pk")).newest_first().values("pk")
    columns = {f"story_{number}": Subquery(newest[number : number + 1]) for number in range(IN_ROW)}
    rows = Section.objects.order_by().annotate(**columns).values_list("pk", *columns)
    return {row[0]: {pk for pk in row[1:] if pk is not None} for row in rows}


def _pictured_first(stories: list[Edition]) -> list[Edition]:
    """A row opens with its newest story that has a picture."""
    pictured = next((story for story in stories if story.lead_photo), None)
    return [pictured, *(story for story in stories if story is not pictured)] if pictured else stories


def _may_lead(story: Edition) -> bool:
    """Briefs, satire and paid pieces don't rise to the top by being new; an editor may still place them there."""
    return story.kind not in (Article.Kind.BRIEF, Article.Kind.SATIRE, Article.Kind.SPONSORED)


def _share_topic(one: Edition, other: Edition) -> bool:
    slugs = {topic["slug"] for topic in one.page.get("topics", ())}
    return any(topic["slug"] in slugs for topic in other.page.get("topics", ()))
