"""The log is searched in its notices and in the headlines of the stories that readers see; feeds and API filter alike."""

from __future__ import annotations

import json

import pytest

from corrections import workflow
from tests.corrections.test_public_log import AFTER, tell, texts
from tests.factories import HOUR, make_publication, make_published, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=THURSDAY", ["It is due on Thursday."]),
        ("q=thursday+due", ["It is due on Thursday."]),
        ("q=thursday+crane", []),
        ("q=crane", ["Éva Kovács is the owner."]),
        ("q=éva", ["Éva Kovács is the owner."]),
        ("q=ÉVA", ["Éva Kovács is the owner."]),
        ("q=.*", []),
        ("q=%", []),
        ("q=xx%00yy", []),
        ("q=(", ["It is (roughly) ninety."]),
        ("q=kovács&section=harbor", ["Éva Kovács is the owner."]),
        ("q=kovács&section=city", []),
        ("q=kovács&since=2020-11-21", []),
    ],
)
def test_every_word_must_stand_in_the_notice_or_the_headline(client, query, expected):
    make_publication()
    tell(text="It is due on Thursday.")
    tell(make_published(section=make_section("harbor"), headline="Crane fell into the basin"), text="Éva Kovács is the owner.")
    tell(text="It is (roughly) ninety.")
    response = client.get(f"/corrections/?{query}")
    assert texts(response) == expected
    words = response.content.decode()
    assert all(text in words for text in expected)


def test_search_does_not_find_a_withdrawn_story_by_its_headline(client):
    article = make_published(headline="Mayor charged with fraud")
    tell(article, text="The mayor was not charged.")
    workflow.kill(article=article, by=make_user(None), reason="Legal", at=AFTER + HOUR)
    for word in ("mayor", "fraud", "charged"):
        assert texts(client.get(f"/corrections/?q={word}")) == []
    assert texts(client.get("/corrections/?q=withdrawn")) == [workflow.WITHDRAWN]


def test_what_was_asked_stays_in_the_form_and_goes_along_to_pages_feeds_and_downloads(client):
    make_publication()
    for number in range(26):
        tell(text=f"Kovács {number}.")
    words = client.get("/corrections/?q=Kov%C3%A1cs&kind=correction&section=").content.decode()
    assert 'value="Kovács"' in words
    for rest in ("page=2", "format=csv", "format=json"):
        assert f'"?q=Kov%C3%A1cs&amp;kind=correction&amp;{rest}"' in words
    assert '"/feeds/corrections.atom?q=Kov%C3%A1cs&amp;kind=correction"' in words


def test_a_last_day_before_the_first_is_told_at_its_field(client):
    words = client.get("/corrections/?since=2020-11-21&until=2020-11-20").content.decode()
    assert "The last day is before the first." in words
    assert 'aria-describedby="id_until_error"' in words


def test_feeds_and_api_are_filtered_as_the_page_is(client):
    make_publication()
    tell(text="It is due on Thursday.")
    tell(make_published(section=make_section("harbor")), text="Harbor.")
    for kind in ("rss", "atom", "json"):
        body = client.get(f"/feeds/corrections.{kind}?section=harbor").content.decode()
        assert "Harbor." in body and "Thursday" not in body
        assert "section=harbor" in body
    items = client.get("/api/v1/corrections/?q=thursday").json()["items"]
    assert [item["text"] for item in items] == ["It is due on Thursday."]
    assert client.get("/api/v1/corrections/?kind=x").status_code == 200


def test_feeds_tell_which_notice_replaced_which(client):
    make_publication()
    article = make_published()
    first = tell(article, text="It is Thursday.")
    second = tell(article, text="It is Wednesday.", supersedes=first, at=AFTER + HOUR)
    newer, older = json.loads(client.get("/feeds/corrections.json").content)["items"]
    assert first.get_absolute_url() in newer["content_html"]
    assert second.get_absolute_url() in older["content_html"]
    assert older["date_modified"] == newer["date_published"]
