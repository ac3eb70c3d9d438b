"""The reader's addresses; the order matters only where a path could be read in two ways."""

from __future__ import annotations

from django.urls import path, register_converter

from newsroom.site import views


class Year:
    """A year of four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int | str) -> str:
        return f"{int(value):04d}"


class TwoDigits(Year):
    """A month or a day, with its leading nought."""

    regex = "[0-9]{2}"

    def to_url(self, value: int | str) -> str:
        return f"{int(value):02d}"


class FeedFormat:
    regex = "rss|atom|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Year, "year")
register_converter(TwoDigits, "two")
register_converter(FeedFormat, "format")

STORY = "<year:year>/<two:month>/<two:day>/<slug:slug>/"

app_name = "site"
urlpatterns = [
    path("", views.front, name="front"),
    path("sections/<slug:slug>/", views.section, name="section"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("people/<slug:slug>/", views.person, name="person"),
    path("agencies/<slug:slug>/", views.agency, name="agency"),
    path(STORY, views.story, name="story"),
    path(f"{STORY}history/", views.history, name="history"),
    path(f"{STORY}as-published/", views.some_day, name="some_day"),
    path(f"{STORY}as-published/<str:date>/", views.as_published, name="as_published"),
    path("corrections/digests/", views.digests, name="digests"),
    path("corrections/digests/<str:day>.txt", views.digest, name="digest"),
    path("standards/", views.standards, name="standards"),
    path("about/<slug:slug>/", views.policy, name="policy"),
    path("search/", views.search, name="search"),
    path("feeds/<str:name>.<format:kind>", views.feed, name="feed"),
    path("feeds/sections/<slug:slug>.<format:kind>", views.section_feed, name="section_feed"),
    path("media/<str:hash>/<str:rendition>", views.media, name="media"),
    path("preview/<str:token>/", views.preview, name="preview"),
    path("preview/<str:token>/media/<str:hash>/<str:rendition>", views.preview_media, name="preview_media"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemaps/pages.xml", views.sitemap_pages, name="sitemap_pages"),
    path("sitemaps/<year:year>-<two:month>.xml", views.sitemap_month, name="sitemap_month"),
    path("sitemap-news.xml", views.sitemap_news, name="sitemap_news"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("api/v1/articles/", views.api_articles, name="api_articles"),
    path("api/v1/articles/<str:key>/", views.api_article, name="api_article"),
    path("api/v1/corrections/", views.api_corrections, name="api_corrections"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
