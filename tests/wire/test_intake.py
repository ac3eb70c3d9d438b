"""Wire copy comes in once, by the agency's id, version and content; nothing that came is lost."""

from __future__ import annotations

import pytest

from newsroom.base.refusals import Refused
from tests.factories import DAY, NOON, make_agency, make_publication, make_section, make_user
from tests.wire.builders import TEXT, hold, kill, story, the_item
from tests.wire.conftest import Send
from wire import intake
from wire.models import Item, Message, Pickup, Version


def words(outcomes: list[intake.Outcome]) -> list[str]:
    return [outcome.word for outcome in outcomes]


def test_message_item_and_version_are_kept(send: Send) -> None:
    assert words(send(story(), data=b"<raw/>", name="ferry.xml")) == ["new"]
    message = Message.objects.get()
    assert (bytes(message.raw or b""), message.name, message.size, message.state) == (b"<raw/>", "ferry.xml", 6, "read")
    version = Version.objects.get()
    assert (version.sent_version, version.change, version.status, version.message) == (1, "new", "usable", message)
    item = the_item()
    assert (item.headline, item.slugline, item.newest, item.text_version) == (
        "Night ferries to stay",
        "FERRY-NIGHT",
        version,
        version,
    )


def test_same_bytes_again_are_a_duplicate_and_change_nothing(send: Send) -> None:
    send(story(), data=b"same")
    assert words(send(story(), data=b"same", at=NOON + DAY)) == ["duplicate"]
    assert (Message.objects.count(), Version.objects.count(), Item.objects.count()) == (1, 1, 1)


def test_same_version_in_other_bytes_is_a_duplicate(send: Send) -> None:
    send(story())
    assert words(send(story())) == ["duplicate"]
    assert (Message.objects.count(), Version.objects.count()) == (2, 1)


def test_same_version_with_other_content_is_a_new_version(send: Send) -> None:
    send(story())
    assert words(send(story(body_html="<p>Other words.</p>"))) == ["update"]
    assert [version.number for version in the_item().versions.all()] == [1, 2]


def test_same_etag_is_a_duplicate_unless_the_status_changed(send: Send) -> None:
    send(story(etag="e1"))
    assert words(send(story(etag="e1", editor_note="Other."))) == ["duplicate"]
    assert words(send(kill(1, etag="e1"))) == ["kill"]


def test_same_version_with_another_etag_is_a_new_version(send: Send) -> None:
    send(story(etag="e1"))
    assert words(send(story(etag="e2"))) == ["minor"]


def test_older_version_that_comes_late_is_kept_and_replaces_nothing(send: Send) -> None:
    send(story(3))
    assert words(send(story(2, headline="Older"))) == ["stale"]
    item = the_item()
    assert item.headline == "Night ferries to stay"
    assert item.newest is not None and item.newest.sent_version == 3
    assert Version.objects.get(sent_version=2).change == "stale"


def test_version_beyond_what_a_database_counts_is_no_accident(send: Send) -> None:
    assert words(send(story(version=2**80, version_created_at=None))) == ["new"]


def test_very_long_id_is_shortened_and_known_again(send: Send) -> None:
    send(story(item_id="urn:" + "x" * 900))
    assert words(send(story(2, item_id="urn:" + "x" * 900))) == ["minor"]
    assert words(send(story(2, item_id="urn:" + "x" * 900 + "y"))) == ["new"]


def test_bundle_gives_an_outcome_for_each_item(send: Send) -> None:
    outcomes = send(story(), story(item_id="two"), story(item_id="three", is_advisory=True), data=b"bundle")
    assert words(outcomes) == ["new", "new", "advisory"]
    assert words(send(story(), data=b"bundle")) == ["duplicate"] * 3


def test_text_is_sanitised_once(send: Send) -> None:
    send(story(
        headline="Ferries<script>alert(1)</script> stay\x00",
        body_html='<p onclick="x()">Words<script>y()</script> <a href="javascript:z()">stay</a></p>',
        editor_note="Call <b>desk</b>, 1 < 2",
        bylines=("<i>Ilse</i> Tamberlane", " "),
        tagline="\ud800Odd half characters go",
    ))  # fmt: skip
    document = Version.objects.get().document
    assert document["headline"] == "Ferries stay"
    assert document["body_html"] == "<p>Words stay</p>"
    assert document["editor_note"] == "Call desk, 1 < 2"
    assert document["bylines"] == ["Ilse Tamberlane"]
    assert document["tagline"] == "Odd half characters go"


def test_one_bad_item_does_not_stop_the_others(send: Send) -> None:
    outcomes = send(story(), story(item_id=""), story(item_id="three"))
    assert words(outcomes) == ["new", "quarantined", "new"]
    assert Message.objects.get().state == "quarantined"


def test_quarantined_message_is_tried_again(send: Send) -> None:
    send(story(), story(agency="", item_id="two"), data=b"mixed")
    message = Message.objects.get()
    outcomes = intake.try_again(message, by=make_user(None), agency=make_agency("northline"), at=NOON)
    assert words(outcomes) == ["duplicate", "new"]
    message.refresh_from_db()
    assert (message.state, message.reason) == ("read", "")
    with pytest.raises(Refused, match="read already"):
        intake.try_again(message, by=make_user(None))


def test_feed_that_publishes_puts_a_new_story_live(send: Send) -> None:
    make_publication()
    section = make_section("world")
    feed = intake.command_feed()
    feed.section = section
    feed.save()
    (outcome,) = send(story(), publish=True)
    article = Pickup.objects.get().article
    assert article is not None and article.is_visible(NOON)
    assert "published at /2020/11/20/night-ferries-to-stay/" in outcome.detail


def test_story_without_a_section_is_not_published_but_kept(send: Send) -> None:
    (outcome,) = send(story(), publish=True)
    assert outcome.word == "new"
    assert "section" in outcome.detail
    assert not Pickup.objects.exists()


def test_advisory_and_hold_are_never_published(send: Send) -> None:
    intake.command_feed()
    make_section("world")
    send(story(is_advisory=True, subjects=()), publish=True)
    send(hold(item_id="held"), publish=True)
    assert not Pickup.objects.exists()


def test_message_without_text_takes_no_text_away(send: Send) -> None:
    send(story())
    send(story(2, body_html="", headline="Other headline"))
    item = the_item()
    assert item.text_version is not None and item.text_version.parsed.body_html == TEXT.replace("</p><p>", "</p>\n<p>")
    assert item.headline == "Night ferries to stay"
