"""Steps short of taking a story down: it stays where it is, and is harder to find."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from articles import publishing
from articles.models import Article
from newsroom.base import record
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def set_noindex(*, article: Article, is_noindex: bool, by: User, at: datetime | None = None) -> None:
    """Keep a story out of search engines, or let it in again: the page asks them, and the sitemaps leave it out."""
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.is_noindex == is_noindex:
        raise Refused("It is kept out of search engines already." if is_noindex else "Search engines may list it already.")
    article.is_noindex = is_noindex
    article.save(update_fields=["is_noindex"])
    verb = "kept out of search engines" if is_noindex else "let into search engines"
    record.write(publishing.chain(article), verb, by=by, at=at)
