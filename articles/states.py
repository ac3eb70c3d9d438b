"""In which state a story is, as the desk reads it: one word, one shape, and the time that matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.models import Article, Edition, Hold, Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class State:
    """A state's name (also its shape and colour in the stylesheet), its word, and a time or remark."""

    name: str
    word: str
    when: datetime | None = None
    remark: str = ""


WORDS = {
    "killed": "Killed",
    "held": "Held",
    "expired": "Expired",
    "embargoed": "Embargoed",
    "scheduled": "Scheduled",
    "live": "Live",
    "idea": "Idea",
    "draft": "Draft",
    "in_review": "In review",
    "ready": "Ready",
    "spiked": "Spiked",
}


def with_facts(stories: QuerySet[Article], at: datetime | None = None) -> QuerySet[Article]:
    """Stories with all that their state and the desk's list need, in the one query that reads them."""
    at = at or timezone.now()
    newest = Revision.objects.filter(article=OuterRef("pk")).order_by("-number")
    editions = Edition.objects.filter(article=OuterRef("pk"))
    return stories.select_related("section", "agency").annotate(
        is_held=Exists(Hold.objects.active(at).filter(article=OuterRef("pk"))),
        newest_revision=Subquery(newest.values("pk")[:1]),
        saved_by_first=Subquery(newest.values("by__first_name")[:1]),
        saved_by_last=Subquery(newest.values("by__last_name")[:1]),
        saved_by_login=Subquery(newest.values("by__username")[:1]),
        saved_by_feed=Subquery(newest.values("by_feed")[:1]),
        live_revision=Subquery(editions.live(at).values("revision")[:1]),
        next_live_from=Subquery(editions.scheduled(at).values("live_from")[:1]),
    )


def in_state(stories: QuerySet[Article], name: str, at: datetime | None = None) -> QuerySet[Article]:
    """Stories of a state; the twin of `state_of()`. Needs `with_facts()`."""
    at = at or timezone.now()
    killed, held = Q(killed_at__isnull=False, killed_at__lte=at), Q(is_held=True)
    out = Q(first_published_at__isnull=False)
    expired = Q(expires_at__isnull=False, expires_at__lte=at)
    embargoed = Q(embargo_open_ended=True) | Q(embargo_until__gt=at)
    scheduled = Q(first_published_at__gt=at)
    steps = [("killed", killed), ("held", held), ("expired", out & expired), ("embargoed", out & embargoed),
             ("scheduled", out & scheduled), ("live", out)]  # fmt: skip
    for step, condition in steps:
        if step == name:
            return stories.filter(condition)
        stories = stories.exclude(condition)
    return stories.filter(status=name)


def state_of(story: Any, at: datetime | None = None) -> State:
    """The state of a story read with `with_facts()`."""
    at = at or timezone.now()
    out = story.first_published_at is not None
    if story.killed_at is not None and story.killed_at <= at:
        return _state("killed", story.killed_at)
    if story.is_held:
        return _state("held")
    if out and story.expires_at is not None and story.expires_at <= at:
        return _state("expired", story.expires_at)
    if out and story.embargo_open_ended:
        return _state("embargoed", remark="until someone lifts it")
    if out and story.embargo_until is not None and story.embargo_until > at:
        return _state("embargoed", story.embargo_until)
    if out and story.first_published_at > at:
        return _state("scheduled", story.first_published_at)
    if out:
        return _state("live", story.next_live_from, _difference(story))
    embargo = "embargoed" if story.embargo_open_ended or (story.embargo_until and story.embargo_until > at) else ""
    return _state(story.status, story.embargo_until if embargo and not story.embargo_open_ended else None, embargo)


def facts_of(story: Article, at: datetime | None = None) -> Any:
    """One story with its facts, read again."""
    return with_facts(Article.objects.filter(pk=story.pk), at).get()


def saved_by(story: Any) -> str:
    """Who saved a story last, read with `with_facts()`."""
    name = f"{story.saved_by_first or ''} {story.saved_by_last or ''}".strip() or story.saved_by_login
    return name or (f"feed {story.saved_by_feed}" if story.saved_by_feed else "")


def waiting(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Unpublished stories whose next step is an editor's: in review or ready, the oldest save first."""
    return stories.filter(status__in=(Article.Status.IN_REVIEW, Article.Status.READY), killed_at__isnull=True).order_by(
        F("saved_at").asc()
    )


def being_written_by(stories: QuerySet[Article], user: User) -> QuerySet[Article]:
    """Ideas and drafts that someone has had a hand in, the newest save first."""
    open_states = (Article.Status.IDEA, Article.Status.DRAFT)
    theirs = Revision.objects.filter(article=OuterRef("pk"), by=user)
    return stories.filter(Exists(theirs), status__in=open_states, killed_at__isnull=True).order_by("-saved_at", "-pk")


def _state(name: str, when: datetime | None = None, remark: str = "") -> State:
    return State(name, WORDS[name], when, remark)


def _difference(story: Any) -> str:
    if story.next_live_from is not None:
        return "a change is scheduled"
    return "changed since" if story.newest_revision != story.live_revision else ""
