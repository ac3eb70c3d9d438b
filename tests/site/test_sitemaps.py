"""Sitemaps name what may be indexed, and news only for two days."""

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree

from newsroom.site.views import sitemaps
from tests.factories import DAY, HOUR, make_agency, make_publication, make_published
from tests.needs import SCHEMAS, beside
from tests.site.reading import get, path_of

pytestmark = pytest.mark.django_db
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def locations(path="/sitemap.xml"):
    return etree.fromstring(get(path).content).xpath("//s:loc/text()", namespaces=NS)


def test_sitemap_names_stories_and_standing_pages():
    make_publication()
    story = make_published()
    found = locations()
    assert f"http://127.0.0.1:8000{path_of(story)}" in found
    assert "http://127.0.0.1:8000/" in found and "http://127.0.0.1:8000/sections/city/" in found


@pytest.mark.parametrize(("indexing", "anywhere", "in_news"), [("index", 1, 1), ("noindex-news", 1, 0), ("noindex", 0, 0)])
def test_agency_keeps_its_stories_out(indexing, anywhere, in_news):
    make_publication()
    now = timezone.now() - HOUR
    path = path_of(make_published(agency=make_agency(indexing=indexing), at=now))
    assert sum(path in found for found in locations()) == anywhere
    assert sum(path in found for found in locations("/sitemap-news.xml")) == in_news


def test_news_sitemap_forgets_after_two_days():
    make_publication()
    recent = make_published(headline="Recent & new", at=timezone.now() - timedelta(hours=47), language="en-US")
    old = make_published(at=timezone.now() - 3 * DAY)
    root = etree.fromstring(get("/sitemap-news.xml").content)
    found = root.xpath("//s:loc/text()", namespaces=NS)
    assert [path_of(recent) in loc for loc in found] == [True] and path_of(old) not in "".join(found)
    names = [etree.QName(child).localname for child in root.xpath("//n:news/*", namespaces=NS)]
    assert names == ["publication", "publication_date", "title"]
    assert root.xpath("//n:language/text()", namespaces=NS) == ["en"]
    assert root.xpath("//n:title/text()", namespaces=NS) == ["Recent & new"]


def test_large_archive_gets_an_index_by_month(monkeypatch):
    make_publication()
    story = make_published()
    monkeypatch.setattr(sitemaps, "ONE_FILE", 0)
    found = locations()
    assert found == ["http://127.0.0.1:8000/sitemaps/pages.xml", "http://127.0.0.1:8000/sitemaps/2020-11.xml"]
    assert locations("/sitemaps/2020-11.xml") == [f"http://127.0.0.1:8000{path_of(story)}"]
    schema = etree.XMLSchema(etree.parse(beside(SCHEMAS / "sitemaps" / "siteindex.xsd")))
    schema.assertValid(etree.fromstring(get("/sitemap.xml").content))


def test_sitemap_is_valid():
    make_publication()
    make_published()
    schema = etree.XMLSchema(etree.parse(beside(SCHEMAS / "sitemaps" / "sitemap.xsd")))
    schema.assertValid(etree.fromstring(get("/sitemap.xml").content))
