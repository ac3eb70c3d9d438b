"""The list is narrowed by words, agency, section, urgency, change, language, state and kind, and goes back all the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import HOUR, NOON, make_agency, make_publication, make_section, make_user
from tests.wire.builders import kill, picked_up, story
from tests.wire.conftest import Send
from wire import spiking
from wire.admin import asked
from wire.formats.parsed import ItemKind, Subject
from wire.models import Feed, Item

SPORT = Subject(code="medtop:15000000", name="sport")


@pytest.fixture
def desk(send: Send) -> Client:
    make_publication()
    for slug in ("northline", "meridian"):
        make_agency(slug)
    for slug in ("world", "sports"):
        make_section(slug)
    client = Client()
    client.force_login(make_user("Wire editor"))
    return client


def listed(client: Client, query: str = "") -> list[str]:
    """The ids of the items on the page, in order."""
    found = client.get(f"/admin/wire/item/{query}").context["rows"]
    return [row.item.item_id for row in found]


def test_newest_is_first_and_a_changed_story_comes_to_the_top(send: Send, desk: Client) -> None:
    send(story(item_id="a"), at=NOON)
    send(story(item_id="b"), at=NOON + HOUR)
    assert listed(desk) == ["b", "a"]
    send(story(2, item_id="a"), at=NOON + 2 * HOUR)
    assert listed(desk) == ["a", "b"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=TRAM", ["b"]),
        ("?q=night+stay", ["a"]),
        ("?q=urn:b", ["b"]),
        ("?urgency=2", ["b"]),
        ("?urgency=4", ["b", "a"]),
        ("?change=update", ["b"]),
        ("?language=nb", ["b"]),
        ("?kind=picture", ["c"]),
        ("?q=nothing", []),
    ],
)
def test_filters(send: Send, desk: Client, query: str, found: list[str]) -> None:
    send(story(item_id="c", kind=ItemKind.PICTURE, headline="Quay", slugline="QUAY", body_html=""), at=NOON)
    send(story(item_id="a", urgency=4), at=NOON + HOUR)
    fields = {"item_id": "urn:b", "headline": "Other", "slugline": "TRAM-1", "urgency": 2, "language": "nb"}
    send(story(**fields), at=NOON + 2 * HOUR)
    send(story(2, **fields, body_html="<p>More words about it.</p>"), at=NOON + 3 * HOUR)
    assert [pk.removeprefix("urn:") for pk in listed(desk, query)] == found


def test_agency(send: Send, desk: Client) -> None:
    send(story(item_id="a"))
    send(story(item_id="b", agency="Meridian"))
    assert listed(desk, f"?agency={make_agency('meridian').pk}") == ["b"]


def test_section_is_what_subject_or_feed_say_and_of_a_taken_story_ours(send: Send, desk: Client) -> None:
    feed = Feed.objects.create(slug="north", name="North", section=make_section("sports"))
    send(story(item_id="subject", subjects=(SPORT,)))
    send(story(item_id="feed"), feed=feed)
    send(story(item_id="neither"))
    send(story(item_id="taken", subjects=(SPORT,)))
    picked_up(item=Item.objects.get(item_id="taken"))  # into World
    assert set(listed(desk, f"?section={make_section('sports').pk}")) == {"subject", "feed"}
    assert listed(desk, f"?section={make_section('world').pk}") == ["taken"]


def test_section_that_is_rare_is_looked_for_further_back_on_demand(
    send: Send, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "CHUNKS", (3, 3))
    send(story(item_id="rare", subjects=(SPORT,)), at=NOON)
    for number in range(8):
        send(story(item_id=f"n{number}"), at=NOON + (number + 1) * HOUR)
    address = f"?section={make_section('sports').pk}"
    page = desk.get(f"/admin/wire/item/{address}")
    assert not page.context["rows"]
    assert "newest 6" in page.content.decode()
    assert listed(desk, f"?{page.context['older']}") == ["rare"]


def test_spiked_stories_are_shown_when_asked_for_and_killed_ones_always(send: Send, desk: Client) -> None:
    for name in ("spiked", "killed", "taken", "offer"):
        send(story(item_id=name))
    for name in ("spiked", "killed", "taken"):
        spiking.spike(item=Item.objects.get(item_id=name), by=make_user())
    send(kill(item_id="killed"))
    picked_up(item=Item.objects.get(item_id="taken"))
    assert set(listed(desk)) == {"killed", "taken", "offer"}
    assert listed(desk, "?state=spiked") == ["spiked"]


def test_older_goes_on_where_the_page_ended_whatever_comes_in_meanwhile(
    send: Send, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "SIZE", 3)
    for number in range(7):
        send(story(item_id=f"n{number}"), at=NOON + timedelta(minutes=number // 2))  # some in the same moment
    seen, query = [], ""
    for turn in range(3):
        page = desk.get(f"/admin/wire/item/?{query}")
        seen += [row.item.item_id for row in page.context["rows"]]
        query = page.context["older"]
        send(story(item_id=f"new{turn}"), at=NOON + HOUR)
    assert seen == [f"n{number}" for number in (6, 5, 4, 3, 2, 1, 0)]
    assert query == ""


@pytest.mark.parametrize(
    "query", ["?state=asleep", "?agency=x", "?agency=999", "?section=²", "?urgency=99", "?kind=poem", "?q=%00"]
)
def test_crooked_question_is_said_and_the_rest_is_shown(send: Send, desk: Client, query: str) -> None:
    send(story())
    page = desk.get(f"/admin/wire/item/{query}").content.decode()
    assert "errornote" in page
    assert "Night ferries" in page


@pytest.mark.parametrize("before", ["x", "2020-13-99_1", "2020-11-20T12:00:00_5", "2020-11-20T12:00:00Z_x", "_", "9" * 3000])
def test_crooked_place_leads_to_the_newest(send: Send, desk: Client, before: str) -> None:
    send(story())
    assert len(listed(desk, f"?before={before}")) == 1


def test_search_for_a_section_asks_a_bounded_number_of_questions(send: Send, desk: Client) -> None:
    for number in range(30):
        send(story(item_id=f"n{number}", subjects=(SPORT,)))
    with CaptureQueriesContext(connection) as queries:
        assert len(listed(desk, f"?section={make_section('sports').pk}")) == 30
    assert len(queries) <= 20


def test_list_says_why_it_is_empty(desk: Client) -> None:
    assert "The agencies have sent nothing yet." in desk.get("/admin/wire/item/").content.decode()
    assert "Nothing on the wire fits" in desk.get("/admin/wire/item/?q=tram").content.decode()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole, whatever its indexes")
@pytest.mark.parametrize("query", ["", "state=offer", "urgency=2", "q=ferry", "change=update"])
def test_newest_are_found_without_sorting_the_whole_wire(db: None, query: str) -> None:
    filters = asked.Filters(QueryDict(query))
    assert filters.is_valid()
    plan = filters.items()[:50].explain()
    assert "SCAN wire_item USING INDEX item_" in plan  # item_newest, or item_unspiked for what is offered
    assert "TEMP B-TREE" not in plan
