"""How far a story went on our site: every page, list, feed and file that carried it, so that people can check and tell."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from articles.models import Address, Article, Edition, FrontSlot, Photo

FORMATS = ("rss", "atom", "json")
NEWS_SITEMAP = timedelta(days=2)
MOST = 40  # addresses of one sort; who promotes a story more often than that is counted


def of_article(article: Article, *, at: datetime) -> list[str]:
    """Where readers and machines had a story until now, in sentences with addresses; empty if they had it nowhere."""
    edition = article.editions.visible(at).select_related("section", "agency").first()
    if edition is None:
        return []
    return [
        f"Its page: {_url(edition.path)}",
        *_former(article, edition),
        *_front(article, at),
        *_lists(edition),
        *_promoted(article, at),
        *_machines(article, edition, at),
        *_photos(edition),
    ]


def of_photo(photo: Photo, *, at: datetime) -> list[str]:
    """The stories that showed a photo, and its own address."""
    shown = Edition.objects.visible(at).filter(photos=photo).values_list("path", flat=True)[:MOST]
    return [f"Shown in: {_url(path)}" for path in shown] + [f"Files: {_url(f'/media/{photo.hash}/')}…"]


def _former(article: Article, edition: Edition) -> list[str]:
    paths = Address.objects.filter(article=article).exclude(path=edition.path).values_list("path", flat=True)[:MOST]
    return [f"Earlier address: {_url(path)}" for path in paths]


def _front(article: Article, at: datetime) -> list[str]:
    return [
        f"On the front, place {position}: {_url('/')}"
        for position in FrontSlot.objects.current(at).filter(article=article).values_list("position", flat=True)
    ]


def _lists(edition: Edition) -> list[str]:
    lists = [edition.section.get_absolute_url()]
    lists += [topic.get_absolute_url() for topic in edition.topics.all()]
    lists += [person.get_absolute_url() for person in edition.people.all()]
    lists += [edition.agency.get_absolute_url()] if edition.agency is not None else []
    return [f"Listed at: {_url(path)}" for path in lists] + ["In search, and in the related boxes of its section and topics."]


def _promoted(article: Article, at: datetime) -> list[str]:
    """Stories in whose text a promo for it stands."""
    paths = Edition.objects.visible(at).promoting(article).newest_first().values_list("path", flat=True)
    return [f"Promoted inside: {_url(path)}" for path in paths[:MOST]]


def _machines(article: Article, edition: Edition, at: datetime) -> list[str]:
    """Feeds, sitemaps and API, as far as the agency lets them have it."""
    visible = Edition.objects.visible(at).filter(Q(pk=edition.pk))
    told = []
    if visible.passed_on().exists():
        feeds = [f"/feeds/latest.{kind}" for kind in FORMATS]
        feeds += [f"/feeds/sections/{edition.section.slug}.{kind}" for kind in FORMATS]
        told += [f"In the feed while it was among the newest: {_url(path)}" for path in feeds]
        told += [f"In the API: {_url(f'/api/v1/articles/{article.uid}/')} and {_url('/api/v1/articles/')}"]
    if visible.for_search_engines().exists():
        told.append(f"In the sitemap: {_url(f'/sitemaps/{edition.first_published_at:%Y-%m}.xml')}")
    if edition.first_published_at >= at - NEWS_SITEMAP and visible.for_search_engines(news=True).exists():
        told.append(f"In the news sitemap: {_url('/sitemap-news.xml')}")
    return told


def _photos(edition: Edition) -> list[str]:
    lead = [edition.page["lead_photo"]] if edition.page["lead_photo"] else []
    photos = lead + [block["photo"] for block in edition.page["blocks"] if block["kind"] == "photo"]
    return [f"With the photo: {_url(photo['share'])}" for photo in photos]


def _url(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
