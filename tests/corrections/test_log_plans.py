"""However long the log and the queue are, a page of them is read off an index."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from corrections.models import Notice
from tests.benchmarks.log_rows import fill
from tests.benchmarks.plans import watched
from tests.factories import make_publication, make_user

pytestmark = pytest.mark.django_db

MOST = 10
COMBINED = "agency=agency-0&section=section-2&kind=correction&origin=reader&since=2016-01-01&until=2025-12-31&q=ballots"
LOG = ["/corrections/", "/corrections/?kind=retraction", "/corrections/?since=2018-01-01&until=2018-12-31",
       "/corrections/?origin=reader&page=3", "/corrections/?section=section-2", "/corrections/?agency=agency-0",
       "/corrections/?q=ballots", f"/corrections/?{COMBINED}", f"/feeds/corrections.atom?{COMBINED}",
       "/feeds/corrections.atom"]  # fmt: skip
QUEUE = [f"/admin/corrections/ticket/{asked}" for asked in (
    "", "?pile=overdue", "?pile=mine", "?pile=untaken", "?pile=agency_late", "?pile=asked", "?pile=suspected", "?pile=open",
    "?pile=closed", "?pile=all&p=4", "?category__exact=fact", "?pile=closed&resolution__exact=no_error",
    "?article__section__id__exact=1", "?q=HL-0000-0005", "?q=ferry", "?pile=all&q=nowhere",
)]  # fmt: skip


@pytest.fixture
def long_log():
    make_publication()
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
        for one in of_notices:
            assert not one.whole_scans("corrections_notice"), (path, one.sql, one.plan)


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


def test_a_reading_from_end_to_end_is_noticed(long_log):
    """The measure itself: a question that no index answers is told from one that an index does."""
    with watched() as asked:
        list(Notice.objects.filter(text="x").order_by())
        list(Notice.objects.newest_first()[:5])
    bad, good = asked
    assert bad.whole_scans("corrections_notice") and not good.whole_scans("corrections_notice")
