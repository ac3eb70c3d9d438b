"""For operators, crawlers and researchers: are we alive, what may be crawled, where to report a weakness."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.standing import standing_of


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that a slow database does not get it restarted."""
    return plain("ok\n")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers and has the tables that this code expects."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return plain("the database does not answer\n", 503)
    return plain("migrations are waiting\n", 503) if waiting else plain("ready\n")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers may read everything but the desk; pages that must not be indexed say so themselves."""
    lines = ["User-agent: *", "Disallow: /admin/", ""]
    lines += [f"Sitemap: {settings.SITE_URL}/{name}" for name in ("sitemap.xml", "sitemap-news.xml")]
    return plain("\n".join(lines) + "\n")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); the date it is good until moves on by itself."""
    email = standing_of(request).publication.get("contact_email")
    month = timezone.now().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{email}" if email else f"Contact: {settings.SITE_URL}/",
        f"Expires: {(month + timedelta(days=180)).strftime('%Y-%m-%dT%H:%M:%SZ')}",
        f"Preferred-Languages: {standing_of(request).publication.get('language', 'en')}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return plain("\n".join(lines) + "\n")


def plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
