"""Who may do what to a story: the one place that turns a person's permissions into an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from articles.models import Agency, Article, Hold

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Status = Article.Status
REPORTERS_STATES = (Status.IDEA, Status.DRAFT, Status.IN_REVIEW)
EDITORS_STATES = (*REPORTERS_STATES, Status.READY, Status.SPIKED)


def may_write(user: User, article: Article | None = None) -> bool:
    """Whoever writes may write any story but a killed one."""
    if article is None:
        return user.has_perm("articles.add_article")
    return user.has_perm("articles.change_article") and article.killed_at is None


def may_publish(user: User, article: Article) -> bool:
    """An editor publishes any story, a wire editor agency copy alone."""
    if user.has_perm("articles.publish_article"):
        return True
    return user.has_perm("articles.publish_wire_article") and article.is_wire and came_as_agency_copy(article)


def came_as_agency_copy(article: Article) -> bool:
    """Whether it was an agency's from its first save: a story of ours is not made agency copy by choosing an agency later."""
    if article.agency_text_hash:
        return True
    first = article.revisions.order_by("number").values_list("content", flat=True).first()
    return article.is_wire if first is None else first["agency_id"] is not None


def may_set_terms(user: User, article: Article | None) -> bool:
    """Embargo and expiry act at once on what readers see: a reporter sets them on our own stories before publication only."""
    if article is None:
        return may_write(user)
    if may_publish(user, article):
        return may_write(user, article)
    return may_write(user, article) and article.first_published_at is None and not came_as_agency_copy(article)


def may_set_history(user: User, article: Article | None) -> bool:
    """Whether readers may compare a story's versions is decided by those who publish it."""
    return article is not None and may_publish(user, article)


def may_change_agency(user: User, article: Article | None) -> bool:
    """Whose story it is was settled when it came; after that only an editor says that it is somebody else's."""
    return article is None or not came_as_agency_copy(article) or user.has_perm("articles.publish_article")


def statuses(user: User, article: Article | None) -> list[str]:
    """The states to which someone may move a story now; none if it is theirs to leave alone."""
    if article is None:
        return [*REPORTERS_STATES]
    if article.first_published_at is not None or not may_write(user, article):
        return []
    if may_publish(user, article):
        return [*EDITORS_STATES]
    return [*REPORTERS_STATES] if article.status in REPORTERS_STATES else []


def may_review(user: User, article: Article) -> bool:
    """Agency copy alone is reviewed, by those whose word can lift “not reviewed”."""
    return article.is_wire and article.killed_at is None and user.has_perm("articles.review_article")


def may_exempt(user: User, article: Article) -> bool:
    """A managing editor lets a story go without a disclaimer, as first granted."""
    return article.killed_at is None and user.has_perm("articles.exempt_article")


def may_hold(user: User, article: Article) -> bool:
    """Whoever edits may stop any story that is not dead, published or not."""
    return article.killed_at is None and user.has_perm("articles.hold_article")


def may_lift(user: User, hold: Hold) -> bool:
    """Its owner alone lifts a hold, while they may hold at all."""
    return hold.is_active() and hold.owner_id == user.pk and user.has_perm("articles.hold_article")


def may_take_over(user: User, hold: Hold) -> bool:
    """A managing editor, who may kill, may also take over somebody else's hold."""
    return hold.is_active() and hold.owner_id != user.pk and user.has_perm("articles.kill_article")


def may_kill(user: User, article: Article) -> bool:
    """A kill cannot be undone: few may, and once."""
    return article.killed_at is None and user.has_perm("articles.kill_article")


def locked_fields(article: Article | None) -> tuple[str, ...]:
    """The fields that nobody may edit, since the agency does not let us edit its text."""
    agency: Agency | None = article.agency if article is not None else None
    if agency is None or agency.may_edit or not article.agency_text_hash:  # type: ignore[union-attr]
        return ()
    return ("agency", "headline", "standfirst", "dateline", "body", "tagline")
