"""AP's feed is read page after page; a story comes with its text, an order waits for nothing, and no item is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.factories import DAY, HOUR, NOON, make_agency
from tests.wire.feeds.builders import make_feed, state
from tests.wire.feeds.servers import Agency, sends
from wire.feeds.polling import Report, poll
from wire.models import Feed, Item, Message

pytestmark = pytest.mark.django_db

NITF = '<?xml version="1.0" encoding="utf-8"?><nitf><body><body.content><block>{}</block></body.content></body></nitf>'


def entry(server: Agency, number: int = 1, version: int = 0, **fields: Any) -> dict[str, Any]:
    """A story whose text stands in a NITF rendition of its own."""
    item_id = f"{number:032x}"
    item = {
        "uri": server.url(f"/content/{item_id}"), "altids": {"itemid": item_id, "etag": f"{item_id}_{version}"},
        "version": version, "type": "text", "pubstatus": "usable", "signals": ["newscontent"],
        "headline": f"Lamps lit {number}",
        "versioncreated": f"2020-11-20T1{version}:00:00Z", "renditions": {"nitf": {"href": server.url(f"/nitf/{item_id}")}},
    }  # fmt: skip
    return {"meta": {"products": []}, "item": {**item, **fields}}


def page(*entries: dict[str, Any], following: str = "") -> bytes:
    data = {"items": list(entries), "current_item_count": len(entries), **({"next_page": following} if following else {})}
    return json.dumps({"api_version": "2.2", "data": data}).encode()


def text(words: str) -> Any:
    return sends(NITF.format(f"<p>{words}</p>").encode(), Content_Type="text/xml")


def ap_feed(server: Agency, **fields: Any) -> Feed:
    return make_feed("ap", agency=make_agency("ap", name="AP"), address=server.url("/content/feed"), **fields)


def polled(feed: Feed, at: Any = NOON) -> Report:
    report = poll(feed, at)
    assert report is not None
    return report


def words(report: Report) -> list[str]:
    return [outcome.word for outcome in report.outcomes]


def test_story_comes_with_the_text_that_stands_elsewhere(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRE_KEY_AP", "k1")
    story = entry(agency)
    agency.paths |= {"/content/feed": sends(page(story)), f"/nitf/{1:032x}": text("The lamps were lit.")}
    report = polled(ap_feed(agency, key_variable="WIRE_KEY_AP"))
    assert words(report) == ["new"] and report.remarks == []
    version = Item.objects.get().text_version
    assert version is not None and "The lamps were lit." in version.parsed.body_html
    assert [headers["x-api-key"] for _, headers in agency.asked] == ["k1", "k1"]
    assert b"The lamps were lit." in bytes(Message.objects.get().raw or b"")


def test_pages_are_followed_and_the_next_poll_goes_on_where_this_one_ended(agency: Agency) -> None:
    for number in (1, 2, 3):
        agency.paths[f"/nitf/{number:032x}"] = text(f"Text {number}.")
    agency.paths |= {
        "/content/feed": sends(page(entry(agency, 1), following=agency.url("/content/feed?seq=2"))),
        "/content/feed?seq=2": sends(page(entry(agency, 2), following=agency.url("/content/feed?seq=3"))),
        "/content/feed?seq=3": sends(page()),
    }
    feed = ap_feed(agency)
    assert words(polled(feed)) == ["new", "new"]
    agency.asked.clear()
    agency.paths["/content/feed?seq=3"] = sends(page(entry(agency, 3), following=agency.url("/content/feed?seq=3")))
    assert words(polled(feed, NOON + HOUR)) == ["new"]
    assert agency.asked[0][0] == "/content/feed?seq=3"


def test_page_that_fails_is_asked_for_again_and_loses_nothing(agency: Agency) -> None:
    agency.paths |= {
        "/content/feed": sends(page(entry(agency, 1), following="/content/feed?seq=2")),
        f"/nitf/{1:032x}": text("One."),
        "/content/feed?seq=2": sends(status=500),
    }
    feed = ap_feed(agency)
    report = polled(feed)
    assert words(report) == ["new"] and "trouble of its own" in report.error
    agency.paths |= {"/content/feed?seq=2": sends(page(entry(agency, 2))), f"/nitf/{2:032x}": text("Two.")}
    assert words(polled(feed, NOON + HOUR)) == ["new"]


def test_kill_does_not_wait_for_any_text(agency: Agency) -> None:
    dead = entry(agency, 1, 2, pubstatus="canceled", editorialtypes=["Kill"], renditions={})
    entries = [entry(agency, number) for number in (2, 3, 4)]
    agency.paths["/content/feed"] = sends(page(*entries, dead))
    for number in (2, 3, 4):
        agency.paths[f"/nitf/{number:032x}"] = sends(status=500)
    feed = ap_feed(agency)
    report = polled(feed)
    assert words(report) == ["kill"] and "trouble of its own" in report.error
    assert state(feed).cursor == ""


def test_text_that_is_not_to_be_had_is_asked_for_again_while_the_others_go_on(agency: Agency) -> None:
    agency.paths |= {
        "/content/feed": sends(page(entry(agency, 1), entry(agency, 2), following="/content/feed?seq=2")),
        "/content/feed?seq=2": sends(page()),
        f"/nitf/{2:032x}": text("Two."),
    }
    feed = ap_feed(agency)
    report = polled(feed)
    assert words(report) == ["new"] and report.error == ""
    assert state(feed).last_error.startswith("The text of “Lamps lit 1” is not to be had yet: There is nothing at the address")
    agency.paths[f"/nitf/{1:032x}"] = text("One, late.")
    assert words(polled(feed, NOON + HOUR)) == ["new"]
    assert state(feed).last_error == ""
    found = {str(item.text_version and item.text_version.parsed.body_html) for item in Item.objects.all()}
    assert found == {"<p>Two.</p>", "<p>One, late.</p>"}


def test_text_that_never_comes_lets_the_story_go_on_without_in_the_end(agency: Agency) -> None:
    agency.paths["/content/feed"] = sends(page(entry(agency, 1), following="/content/feed?seq=2"))
    agency.paths["/content/feed?seq=2"] = sends(page())
    feed = ap_feed(agency)
    came = [words(polled(feed, NOON + number * HOUR)) for number in range(12)]
    assert [number for number, outcome in enumerate(came) if outcome] == [10]
    newest = Item.objects.get().newest
    assert newest is not None and any("text is not in this message" in problem for problem in newest.parsed.problems)


def test_item_without_renditions_is_asked_for_in_full(agency: Agency) -> None:
    whole = entry(agency, 1)
    brief = entry(agency, 1)
    del brief["item"]["renditions"]
    agency.paths |= {
        "/content/feed": sends(page(brief)), f"/content/{1:032x}": sends(json.dumps({"data": whole}).encode()),
        f"/nitf/{1:032x}": text("In full."),
    }  # fmt: skip
    assert words(polled(ap_feed(agency))) == ["new"]


def test_place_that_ap_has_forgotten_is_left_for_the_feeds_beginning(agency: Agency) -> None:
    agency.paths["/content/feed"] = sends(page(following="/content/feed?seq=2"))
    feed = ap_feed(agency)
    polled(feed)
    agency.paths["/content/feed?seq=2"] = sends(status=404)
    agency.paths["/content/feed"] = sends(page(entry(agency, 1), following="/content/feed?seq=9"))
    agency.paths |= {"/content/feed?seq=9": sends(page()), f"/nitf/{1:032x}": text("One.")}
    assert words(polled(feed, NOON + DAY)) == ["new"]
    assert "seq=9" in state(feed).cursor


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"<html>", "cannot be read"),
        (b"[]", "no list of items"),
        (b'{"data": {"items": [], "next_page": "https://api.ap.org/?apikey=k1"}}', "holds our key"),
    ],
)
def test_answer_that_is_no_feed_is_told_and_moves_nothing(
    agency: Agency, monkeypatch: pytest.MonkeyPatch, answer: bytes, said: str
) -> None:
    monkeypatch.setenv("WIRE_KEY_AP", "k1")
    agency.paths["/content/feed"] = sends(answer)
    feed = ap_feed(agency, key_variable="WIRE_KEY_AP")
    assert said in polled(feed).error and state(feed).cursor == ""


def test_entry_that_is_no_item_is_quarantined_and_the_others_are_taken(agency: Agency) -> None:
    agency.paths |= {"/content/feed": sends(page({"odd": 1}, entry(agency, 1))), f"/nitf/{1:032x}": text("One.")}
    assert words(polled(ap_feed(agency))) == ["quarantined", "new"]


def test_endless_pages_end_the_poll_and_it_is_due_again_at_once(agency: Agency) -> None:
    def answer(request: Any) -> None:
        number = int(request.path.partition("=")[2] or 0)
        sends(page({"odd": number}, following=f"/content/feed?seq={number + 1}"))(request)

    agency.paths["/content/feed"] = answer
    feed = ap_feed(agency)
    assert len(words(polled(feed))) == 20
    assert state(feed).next_poll_at == NOON
