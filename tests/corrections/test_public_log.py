"""Every notice that readers may see is in the log, newest first, to filter and to download."""

from __future__ import annotations

import csv
import io
import json

import pytest

from corrections import workflow
from corrections.models import Notice
from newsroom.base.actors import FeedActor
from tests.factories import DAY, HOUR, NOON, make_agency, make_publication, make_published, make_section, make_user

pytestmark = pytest.mark.django_db

AFTER = NOON + HOUR


def tell(article=None, **fields) -> Notice:
    fields = {"by": make_user(None), "kind": "correction", "text": "It is due on Thursday.", "at": AFTER, **fields}
    return workflow.publish_change(article=article or make_published(), proposed_by=make_user(None), **fields)


def texts(response) -> list[str]:
    return [entry.notice.text for entry in response.context["page"].entries]


def test_the_newest_notice_comes_first_with_its_story(client):
    article = make_published()
    tell(article, text="First.")
    tell(text="Second.", at=AFTER + HOUR)
    response = client.get("/corrections/")
    assert texts(response) == ["Second.", "First."]
    assert article.headline in response.content.decode()
    assert article.visible_edition().path in response.content.decode()


def test_a_withdrawn_story_is_named_by_neither_headline_nor_address(client):
    article = make_published(headline="Mayor charged with fraud")
    path = article.visible_edition().path
    tell(article, text="The mayor was not charged with fraud.")
    notice = workflow.kill(article=article, by=make_user(None), reason="Legal", at=AFTER)
    for address in ("/corrections/", notice.get_absolute_url(), "/corrections/?format=json", "/corrections/?format=csv"):
        response = client.get(address)
        page = response.getvalue().decode()
        assert notice.text in page
        assert "fraud" not in page
        assert path not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=retraction", ["Retracted."]),
        ("kind=kill", [workflow.WITHDRAWN]),
        ("origin=agency", [workflow.WITHDRAWN]),
        ("section=harbor", ["Harbor."]),
        ("agency=northline", ["Wire."]),
        ("agency=northline&section=harbor", []),
        ("since=2020-11-21", ["Wire."]),
        ("until=2020-11-19", ["Harbor."]),
        ("since=2020-11-20&until=2020-11-20", ["Retracted.", workflow.WITHDRAWN]),
    ],
)
def test_the_log_is_filtered(client, query, expected):
    make_publication(needs_second_person=False)
    tell(make_published(section=make_section("harbor"), at=NOON - 5 * DAY), text="Harbor.", at=NOON - DAY)
    tell(text="Retracted.", kind="retraction")
    workflow.kill(article=make_published(), by=FeedActor("northline"), reason="Kill", origin="agency", at=AFTER)
    tell(make_published(agency=make_agency()), text="Wire.", at=NOON + DAY)
    assert sorted(texts(client.get(f"/corrections/?{query}"))) == sorted(expected)


@pytest.mark.parametrize(
    "query", ["since=yesterday", "since=0001-01-01", "until=9999-12-31", "kind=x", "section=x", "page=x", "page=-1", "page=99",
              "since=%00", "format=exe"],
)  # fmt: skip
def test_a_strange_filter_does_no_harm(client, query):
    tell()
    assert client.get(f"/corrections/?{query}").status_code == 200


def test_a_long_log_takes_as_many_queries_as_a_short_one(client, django_assert_max_num_queries):
    make_publication()
    article = make_published(agency=make_agency())
    before = None
    for number in range(30):
        before = tell(article, text=f"Notice {number}.", at=AFTER + number * HOUR / 60, supersedes=before)
    with django_assert_max_num_queries(8):
        response = client.get("/corrections/")
    assert len(response.context["page"].entries) == 25
    with django_assert_max_num_queries(8):
        assert texts(client.get("/corrections/?page=2&kind=correction")) == [f"Notice {n}." for n in (4, 3, 2, 1, 0)]


def test_pages_keep_the_filter(client):
    for number in range(26):
        tell(text=f"Notice {number}.")
    assert "?kind=correction&amp;page=2" in client.get("/corrections/?kind=correction").content.decode()


def test_an_empty_log_says_why(client):
    assert "no story has been corrected" in client.get("/corrections/").content.decode()
    assert "No notice matches" in client.get("/corrections/?kind=update").content.decode()


def test_the_log_is_downloaded_as_json(client):
    article = make_published(agency=make_agency())
    notice = tell(article)
    [document] = json.loads(client.get("/corrections/?format=json").getvalue())["notices"]
    assert document["id"] == str(notice.uid)
    assert document["text"] == "It is due on Thursday."
    assert document["story"].endswith(article.visible_edition().path)
    assert (document["label"], document["agency"]) == ("Correction", "Northline News Agency")


def test_the_log_is_downloaded_as_csv_that_no_spreadsheet_takes_for_formulas(client):
    tell(text="=HYPERLINK(1)")
    response = client.get("/corrections/?format=csv")
    rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
    assert response["Content-Type"].startswith("text/csv")
    assert rows[0]["text"] == "'=HYPERLINK(1)"


def test_a_replaced_notice_stays_in_the_log_and_says_so(client):
    article = make_published()
    first = tell(article, text="It is Thursday.")
    second = tell(article, text="It is Wednesday.", supersedes=first, at=AFTER + HOUR)
    newer, older = client.get("/corrections/").context["page"].entries
    assert (newer.replaces, older.replaced_by) == (first, second)


def test_text_is_escaped(client):
    notice = tell(text="It is <script>alert(1)</script>.")
    for address in ("/corrections/", notice.get_absolute_url()):
        assert "<script>alert" not in client.get(address).content.decode()


def test_reading_the_log_sets_no_cookie(client):
    assert not client.get("/corrections/").cookies
