"""A piece of a story, a summary, an entry cut short, or perhaps another story: none is published without a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from articles import publishing
from articles.models import Article
from tests.factories import HOUR, NOON, make_publication, make_section, make_user
from tests.wire.builders import published, story
from tests.wire.conftest import Send
from tests.wire.formats.messages import make_rss, make_rss_item
from tests.wire.formats.teletype_messages import make_7901, make_anpa
from tests.wire.later_versions import body_at, later
from wire import changes, intake, pickup
from wire.formats import parse
from wire.formats.feed_entry import SUMMARY

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
BRICKS = "Osk (dpa) - Bricks fell from the harbour wall on Monday, the harbour\nmaster said. Nobody was injured there."
BAKERS = "Osk (dpa) - Several bakers demanded cheaper flour after another expensive\nweek, their guild announced."


def on_the_site(data: bytes) -> Article:
    make_publication()
    item = take(data, AT)[0].item
    assert item is not None
    article = pickup.pick_up(item=item, by=make_user(None), section=make_section("world"), at=AT)
    publishing.publish(article=article, by=make_user(None), at=AT)
    return article


def take(data: bytes, at: datetime = LATER, **options: object) -> list[intake.Outcome]:
    return intake.receive(data, feed=intake.command_feed(), at=at, **options)


def make_later(text: str, *, number: str = "077", head: str = "Bakers ask for help =") -> bytes:
    return make_7901(text, header=f"eca078 4 i 211 ccccb   dpa {number}", head=head, end="201237 GMT Nov 26")


def test_other_story_under_the_same_keyword_waits() -> None:
    article = on_the_site(make_7901(BRICKS))
    (outcome,) = take(make_later(BAKERS))
    assert "waits for the desk: it may be another story under the same keyword" in outcome.detail
    assert "Bricks fell" in body_at(article, LATER)


@pytest.mark.parametrize(
    "later_version",
    [
        make_later(f"{BRICKS} Two cranes were brought."),  # many words in common
        make_later(BAKERS, head="Bricks close harbour ="),  # the same headline
        make_later(BAKERS, number="061"),  # the same number
    ],
)
def test_later_version_of_the_same_story_replaces_it(later_version: bytes) -> None:
    article = on_the_site(make_7901(BRICKS))
    (outcome,) = take(later_version)
    assert "published as an update" in outcome.detail
    assert article.editions.count() == 2


def test_formats_with_ids_are_believed(send: Send) -> None:
    published(send, service_number="1")
    (outcome,) = send(later(body_html=f"<p>{BAKERS}</p>", headline="Bakers ask for help", service_number="2"), at=NOON + HOUR)
    assert "published as an update" in outcome.detail


@pytest.mark.parametrize("signal", ["Add", "Takes", "2nd Take", "1st Add", "editorialtype:Add", "Insert"])
def test_piece_of_a_story_waits(send: Send, signal: str) -> None:
    article = published(send)
    (outcome,) = send(later(signals=(signal,), body_html="<p>A last paragraph.</p>"), at=NOON + HOUR)
    assert f"waits for the desk: only a piece of a story ({signal})" in outcome.detail
    assert "14,200" in body_at(article, NOON + HOUR)


@pytest.mark.parametrize("signal", ["Lead", "address", "1st Take", "subs-desk"])
def test_words_that_look_like_a_piece_are_none(signal: str) -> None:
    assert changes.why_incomplete(story(signals=(signal,))) == ""


def test_piece_of_a_teletype_story_is_not_published_alone() -> None:
    make_publication()
    (outcome,) = take(make_anpa(added="1st Add"), publish=True)
    assert "not published: only a piece of a story (add-1)" in outcome.detail


def test_summary_in_a_feed_is_not_published_without_a_person() -> None:
    make_publication()
    make_section("world")
    (outcome,) = take(make_rss(content=None), publish=True)
    assert f"not published: {SUMMARY}" in outcome.detail


def test_summary_does_not_replace_a_whole_text_but_follows_another() -> None:
    whole, short = story(format="rss-atom"), story(format="rss-atom", incomplete=SUMMARY)
    assert changes.why_to_ask(whole, short) == SUMMARY
    assert changes.why_to_ask(short, short) == ""
    assert changes.why_to_ask(short, whole) == ""


def test_only_the_last_entry_of_a_feed_that_breaks_off_is_incomplete() -> None:
    whole = make_rss(make_rss_item(guid="https://n.example/1"), make_rss_item(guid="https://n.example/2"))
    first, last = parse(whole[: whole.rindex(b"fairway")])
    assert not first.incomplete
    assert "words of this entry may be missing" in last.incomplete


def test_every_entry_of_a_feed_broken_otherwise_is_incomplete() -> None:
    item = "<item><title>A</title><guid>%s</guid><x:y><![CDATA[<p>B & C</p>]]></x:y></item>"
    feed = f"<rss><channel>{item % 1}{item % 2}</channel></rss>".encode()
    assert all(item.incomplete for item in parse(feed))


def test_whole_items_of_the_samples_are_whole() -> None:
    for path in (Path(__file__).resolve().parents[2] / "fixtures/wire").rglob("*1-first*"):
        assert [item.incomplete for item in parse(path.read_bytes())] == [""], path.name
