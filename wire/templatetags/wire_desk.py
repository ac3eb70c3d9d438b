"""What the desk's screens of a story say about the agency that it comes from."""

from __future__ import annotations

from django import template

from articles.admin.shown import age_of
from articles.models import Article
from wire.models import Pickup

register = template.Library()
register.filter("age", age_of)


@register.inclusion_tag("admin/wire/pickup/_later.html")
def later_versions(article: Article | None) -> dict[str, object]:
    """Whoever opens a story learns first that its agency has changed it."""
    if article is None or article.killed_at is not None:
        return {"ties": []}
    ties = Pickup.objects.waiting_for_desk().filter(article=article).select_related("item__agency", "waiting")
    return {"ties": ties.defer("waiting__document")}
