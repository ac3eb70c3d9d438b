"""The reader's pages, each a thin view: fetch through the gate, check, render."""

from django.http import Http404, HttpRequest, HttpResponse


def _coming(request: HttpRequest, **kwargs: object) -> HttpResponse:
    raise Http404


front = section = topic = person = agency = story = history = as_published = standards = policy = search = feed = _coming
section_feed = media = preview = preview_media = sitemap = sitemap_pages = sitemap_month = sitemap_news = robots = _coming
security = api_articles = api_article = api_corrections = healthz = readyz = _coming
