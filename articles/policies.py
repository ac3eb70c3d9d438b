"""Policy pages: how we work, in our own words."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from articles import body
from articles.models import PolicyPage


def write(page: PolicyPage, *, at: datetime | None = None) -> None:
    """Save a policy page with its text sanitised; the date readers see moves when its words do."""
    page.body = body.clean(page.body)
    known = PolicyPage.objects.filter(pk=page.pk).values("title", "summary", "body").first()
    if known != {"title": page.title, "summary": page.summary, "body": page.body}:
        page.updated_at = at or timezone.now()
    page.save()
