"""However long the log and the queue are, a page of them is read off an index."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from corrections.models import Notice
from newsroom.desk import home
from newsroom.site.views import sitemaps
from tests.benchmarks.log_rows import fill
from tests.benchmarks.plans import watched
from tests.factories import make_publication, make_user

pytestmark = pytest.mark.django_db

MOST = 10
MOST_OF_DESK = 12  # five of them say who asks, and for which newspaper
COMBINED = "agency=agency-0&section=section-2&kind=correction&origin=reader&since=2016-01-01&until=2025-12-31&q=ballots"
LOG = ["/corrections/", "/corrections/?kind=retraction", "/corrections/?since=2018-01-01&until=2018-12-31",
       "/corrections/?origin=reader&page=3", "/corrections/?section=section-2", "/corrections/?agency=agency-0",
       "/corrections/?q=ballots", "/corrections/?q=nowhere", "/corrections/accuracy/?period=2020", "/api/v1/corrections/",
       f"/corrections/?{COMBINED}", f"/feeds/corrections.atom?{COMBINED}",
       "/feeds/corrections.atom"]  # fmt: skip
QUEUE = [f"/admin/corrections/ticket/{asked}" for asked in (
    "", "?pile=overdue", "?pile=mine", "?pile=untaken", "?pile=agency_late", "?pile=asked", "?pile=suspected", "?pile=open",
    "?pile=closed", "?pile=all&p=4", "?category__exact=fact", "?pile=closed&resolution__exact=no_error",
    "?article__section__id__exact=1", "?q=HL-0000-0005", "?q=ferry", "?pile=all&q=nowhere",
)]  # fmt: skip

STORIES = [
    "/", "/sections/section-2/", "/sections/section-2/?page=2", "/agencies/agency-0/", "/search/?q=timetable",
    "/search/?q=nowhere", "/search/?q=timetable&section=section-2&agency=agency-0", "/feeds/latest.atom",
    "/feeds/sections/section-2.json", "/api/v1/articles/", "/api/v1/articles/?since=2020-01-01", "/sitemap.xml",
    "/sitemaps/2018-05.xml", "/sitemap-news.xml", "/admin/articles/article/", "/admin/articles/article/?state=draft",
    "/admin/articles/article/?q=nowhere",
]  # fmt: skip


@pytest.fixture
def long_log(monkeypatch):
    make_publication()
    monkeypatch.setattr(sitemaps, "ONE_FILE", 100)
    fill(notices=2000, tickets=2000, stories=400)
    if connection.vendor == "postgresql":  # it reads tables as small as these at one go, if it may
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


def test_a_page_of_the_log_reads_its_notices_off_an_index(long_log):
    for path in LOG:
        with watched() as asked:
            assert Client().get(path).status_code == 200
        assert len(asked) <= MOST, path
        of_notices = [one for one in asked if one.reads("corrections_notice")]
        assert of_notices, path
        for one in asked:
            for table in ("corrections_notice", "corrections_ticket"):
                assert not one.whole_scans(table), (path, one.sql, one.plan)


def test_a_page_of_the_queue_reads_its_tickets_off_an_index(long_log):
    client = Client()
    client.force_login(make_user("Standards editor"))
    client.get("/about/")  # what a process asks once and keeps
    for path in QUEUE:
        with watched() as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= MOST, "\n".join(one.sql for one in asked)
        for one in asked:
            assert not one.whole_scans("corrections_ticket"), (path, one.sql, one.plan)


def test_a_list_of_stories_reads_them_off_an_index(long_log):
    client = Client()
    client.force_login(make_user("Managing editor"))
    client.get("/about/")
    for path in STORIES:
        with watched() as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= (MOST_OF_DESK if path.startswith("/admin/") else MOST), "\n".join(one.sql for one in asked)
        for one in asked:
            assert not one.whole_scans("articles_edition"), (path, one.sql, one.plan)


def test_every_pile_of_the_desk_is_one_query_off_an_index(long_log):
    user = User.objects.get(pk=make_user("Managing editor").pk)
    user.has_perm("articles.add_article")  # what a request asks once
    with watched() as asked:
        piles = home.piles(user)
    assert [pile.title for pile in piles if pile.title == "Readers’ reports"]
    assert len(asked) <= len(home._piles(user))
    for one in asked:
        for table in ("articles_edition", "corrections_ticket", "wire_item", "wire_message", "base_outgoing"):
            assert not one.whole_scans(table), (one.sql, one.plan)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL has an index of words")
def test_a_word_that_hardly_anybody_wrote_is_found_off_an_index_of_words(long_log):
    editor = Client()
    editor.force_login(make_user("Managing editor"))
    with connection.cursor() as cursor:  # of so few rows it would rather read all, in their order
        cursor.execute("SET LOCAL enable_indexscan = off")
    for path, name in (
        ("/search/?q=zeppelin", "edition_words"),
        ("/admin/corrections/ticket/?pile=all&q=zeppelin", "ticket_words"),
        ("/admin/articles/article/?q=zeppelin", "article_words"),
    ):
        with watched() as asked:
            assert editor.get(path).status_code == 200
        assert any(name in line for one in asked for line in one.plan), path


def test_a_reading_from_end_to_end_is_noticed(long_log):
    """The measure itself: a question that no index answers is told from one that an index does."""
    with watched() as asked:
        list(Notice.objects.filter(text="x").order_by())
        list(Notice.objects.newest_first()[:5])
    bad, good = asked
    assert bad.whole_scans("corrections_notice") and not good.whole_scans("corrections_notice")
