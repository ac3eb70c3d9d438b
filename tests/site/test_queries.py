"""A page costs the same few queries whatever it carries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from corrections.models import Notice
from newsroom.base.actors import actor_fields
from tests.factories import (
    HOUR,
    NOON,
    make_agency,
    make_disclaimer,
    make_person,
    make_photo,
    make_publication,
    make_published,
    make_section,
    make_topic,
    make_user,
)
from tests.site.reading import get, path_of

pytestmark = pytest.mark.django_db


def count(path):
    assert connection.features.supports_json_field  # Django asks SQLite once
    with CaptureQueriesContext(connection) as queries:
        assert get(path).status_code == 200
    return len(queries)


def fill(number):
    """Stories of every kind, with photos, topics, authors and notices."""
    by = make_user(None)
    make_publication()
    agency = make_agency(logo=make_photo("gray"))
    topic, person = make_topic(), make_person(bio="Writes.", photo=make_photo("olive"))
    last = None
    for index in range(number):
        last = make_published(
            by=by,
            section=make_section(f"section-{index % 3}"),
            agency=agency if index % 2 else None,
            topics=[topic],
            bylines=[person],
            lead_photo=make_photo("navy"),
            kind="brief" if index % 5 == 4 else "news",
            body='<p>One.</p><aside data-promo="1"></aside><aside data-promo="2"></aside><p>Two.</p>',
        )
        Notice.objects.create(
            article=last, kind="correction", origin="staff", placement="end", text="Fixed.", at=NOON + HOUR, **actor_fields(by)
        )
    return last


def test_story_page_costs_four_queries_whatever_it_carries():
    plain = make_published()
    assert count(path_of(plain)) <= 4
    make_disclaimer()
    full = fill(12)
    assert count(path_of(full)) <= 4


LISTS = [
    "/", "/sections/section-0/", "/topics/harbor-strike/", "/people/mara-quill/", "/agencies/northline/", "/search/?q=one",
    "/search/?q=one&section=section-0&agency=northline", "/feeds/latest.rss", "/feeds/latest.atom", "/feeds/latest.json",
    "/feeds/sections/section-0.json", "/feeds/corrections.atom", "/api/v1/articles/", "/api/v1/corrections/", "/sitemap.xml",
    "/sitemap-news.xml", "/sitemaps/2020-11.xml", "/sitemaps/pages.xml",
]  # fmt: skip


def test_lists_cost_at_most_eight_queries_and_no_more_for_more_stories():
    fill(26)  # more than a page: a list that is one page alone saves its count
    before = {path: count(path) for path in LISTS}
    fill(6)
    after = {path: count(path) for path in LISTS}
    assert max(after.values()) <= 8, after
    assert {path: after[path] - before[path] for path in LISTS if after[path] > before[path]} == {}


def test_operators_question_asks_the_database_nothing():
    with CaptureQueriesContext(connection) as queries:
        response = get("/healthz")
    assert (response.status_code, len(queries)) == (200, 0)
