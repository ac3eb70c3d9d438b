"""From the file to what a reader sees: orders in words in teletype, ninjs and NITF, and stories that only speak of such."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from articles import publishing
from articles.models import Article
from tests.factories import make_agency, make_publication, make_section, make_user
from wire import intake, pickup
from wire.models import Item, NamedOrder

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).resolve().parents[2] / "fixtures/wire"
AT = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


def take(data: bytes, at: datetime = AT, **options: object) -> list[intake.Outcome]:
    return intake.receive(data, feed=intake.command_feed(), at=at, **options)


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def on_the_site(data: bytes) -> Article:
    """The story of a file, picked up and published."""
    make_publication(desk_email="desk@ledger.example")
    item = take(data)[0].item
    assert item is not None
    article = pickup.pick_up(item=item, by=make_user(None), section=make_section("world"), at=AT)
    publishing.publish(article=article, by=make_user(None), at=AT)
    return article


def order() -> NamedOrder:
    return NamedOrder.objects.select_related("item").get()


def test_teletype_kill_of_another_story_is_put_before_a_person() -> None:
    article = on_the_site(sample("anpa-1312/01-lantern-1-first.anpa"))
    take(sample("anpa-1312/30-please-kill-another-story.anpa"), at=AT + timedelta(hours=1))
    found = order()
    assert (found.kind, found.number, found.slugline) == ("kill", "V4118", "Lantern-Bridge")
    assert (found.certainty, found.candidates) == ("likely", [article.pickups.get().item_id])
    article.refresh_from_db()
    assert article.killed_at is None


def test_teletype_kill_by_number_and_headline_holds_the_story() -> None:
    make_agency("meridian", name="Meridian", short_name="Meridian")
    article = on_the_site(sample("iptc-7901/01-barrels-1-first.iptc"))
    item = article.pickups.get().item
    text = sample("iptc-7901/30-please-kill-item.iptc").decode()
    number = item.service_number.lstrip("0")
    take(text.replace("item Meridian 171", f"item Meridian {number}").encode(), at=AT + timedelta(hours=1))
    assert (order().item, order().certainty) == (item, "certain")
    assert not article.is_visible(AT + timedelta(hours=1))


def test_teletype_kill_under_the_storys_own_keyword_needs_no_match() -> None:
    article = on_the_site(sample("iptc-7901/01-barrels-1-first.iptc"))
    take(sample("iptc-7901/01-barrels-4-kill.iptc"), at=AT + timedelta(hours=1))
    article.refresh_from_db()
    assert article.killed_at is not None
    assert not NamedOrder.objects.exists()


def ninjs(uri: str, headline: str, body: str, **fields: object) -> bytes:
    item = {
        "uri": uri, "type": "text", "version": "1", "versionCreated": AT.isoformat(), "pubStatus": "usable", "language": "en",
        "headlines": [{"role": "main", "value": headline}],
        "bodies": [{"role": "main", "contentType": "text/html", "value": body}],
        "infoSources": [{"name": "Northline"}],
    }  # fmt: skip
    return json.dumps({**item, **fields}).encode()


STORY = ninjs("urn:n:ferry", "Night ferries to stay in Port Merrion", "<p>The ferries stay.</p>", slugline="Ferry/Night")


def test_hold_as_a_message_of_its_own_in_ninjs_holds_the_story() -> None:
    article = on_the_site(STORY)
    body = "<p>Please hold the story Ferry/Night, “Night ferries to stay in Port Merrion”, while we check a figure.</p>"
    (outcome,) = take(ninjs("urn:n:note", "HOLD HOLD HOLD =", body), at=AT + timedelta(minutes=5))
    assert outcome.word == "hold"
    assert (order().item, order().certainty) == (article.pickups.get().item, "certain")
    assert not article.is_visible(AT + timedelta(minutes=5))


def test_nitf_order_that_names_the_id_is_the_ordinary_path() -> None:
    article = on_the_site(STORY)
    message = b"""<?xml version="1.0"?><nitf><head><docdata management-status="usable" management-doc-idref="urn:n:ferry"
        management-idref-status="canceled"><doc-id id-string="note-2" regsrc="Northline"/></docdata></head>
        <body><body.head><hedline><hl1>KILL</hl1></hedline></body.head></body></nitf>"""
    outcomes = take(message, at=AT + timedelta(minutes=5), agency=article.agency)
    assert "kill" in [outcome.word for outcome in outcomes]
    article.refresh_from_db()
    assert article.killed_at is not None
    assert not NamedOrder.objects.exists()


def test_feed_gives_no_orders_for_an_agency_that_it_may_not_speak_for() -> None:
    article = on_the_site(STORY)
    feed = intake.command_feed()
    feed.agencies.add(make_agency("southline"))
    body = "<p>Please kill the story Ferry/Night, “Night ferries to stay in Port Merrion”.</p>"
    (outcome,) = take(ninjs("urn:n:note", "KILL KILL KILL =", body))
    assert outcome.word == "quarantined"
    assert "A kill or hold was not obeyed" in outcome.detail
    assert not NamedOrder.objects.exists()
    assert article.is_visible(AT)


def test_order_of_one_agency_never_means_anothers_story() -> None:
    article = on_the_site(STORY)
    body = "<p>Please kill the story Ferry/Night, “Night ferries to stay in Port Merrion”.</p>"
    take(ninjs("urn:s:note", "KILL KILL KILL =", body, infoSources=[{"name": "Southline"}]))
    assert (order().certainty, order().item) == ("unknown", None)
    assert article.is_visible(AT)


@pytest.mark.parametrize("path", sorted(SAMPLES.rglob("*-first.*")), ids=lambda path: path.name)
def test_first_versions_of_all_samples_give_no_orders(path: Path) -> None:
    take(path.read_bytes())
    assert not NamedOrder.objects.exists()
    assert not Item.objects.killed().exists()
