"""How a story changed, as readers may see it: whether they may at all, and what differs from one version to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BooleanField, Subquery, Value
from django.db.models.functions import Coalesce

from articles.models import Publication

if TYPE_CHECKING:
    from articles.models.edition import EditionQuerySet


def with_rule(editions: EditionQuerySet) -> EditionQuerySet:
    """Editions that know, as `shows_history`, whether their story's history is public: the story's word, or else ours."""
    ours = Subquery(Publication.objects.values("shows_history")[:1], output_field=BooleanField())
    return editions.annotate(shows_history=Coalesce("article__shows_history", ours, Value(True)))
