"""The reader's pages, each a thin view: fetch through the gate, check, render."""

from newsroom.site.views.api import api_article, api_articles, api_corrections
from newsroom.site.views.digests import digest, digests
from newsroom.site.views.feeds import feed, section_feed
from newsroom.site.views.lists import agency, front, person, search, section, topic
from newsroom.site.views.operators import healthz, readyz, robots, security
from newsroom.site.views.pages import as_published, history, some_day, story
from newsroom.site.views.photos import media
from newsroom.site.views.policies import policy, standards
from newsroom.site.views.preview import preview, preview_media
from newsroom.site.views.sitemaps import sitemap, sitemap_month, sitemap_news, sitemap_pages

__all__ = [
    "agency",
    "api_article",
    "api_articles",
    "api_corrections",
    "as_published",
    "digest",
    "digests",
    "feed",
    "front",
    "healthz",
    "history",
    "media",
    "person",
    "policy",
    "preview",
    "preview_media",
    "readyz",
    "robots",
    "search",
    "section",
    "section_feed",
    "security",
    "sitemap",
    "sitemap_month",
    "sitemap_news",
    "sitemap_pages",
    "some_day",
    "standards",
    "story",
    "topic",
]
