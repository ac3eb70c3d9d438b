"""What the desk's list shows of an item moves with its versions: its first words, its number in the service."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factories import NOON, make_agency
from tests.wire.builders import hold, kill, story, the_item
from tests.wire.conftest import Send
from wire import intake
from wire.formats.parsed import ItemKind, ParsedMedia
from wire.intake import Source
from wire.models import Message


def test_first_words_are_the_texts_without_markup(send: Send) -> None:
    send(story(body_html="<p>Night <b>ferries</b>\n run.</p><p>All of them.</p>"))
    assert the_item().lead == "Night ferries run. All of them."


def test_long_text_is_cut_between_words(send: Send) -> None:
    send(story(body_html=f"<p>{'harbour ' * 100}</p>"))
    lead = the_item().lead
    assert lead == " ".join(["harbour"] * 35) + " …"
    assert len(lead) <= 300


def test_text_without_spaces_is_cut_all_the_same(send: Send) -> None:
    send(story(body_html=f"<p>{'港' * 500}</p>"))
    assert the_item().lead == "港" * 280 + " …"


def test_first_words_of_a_picture_are_its_caption(send: Send) -> None:
    picture = ParsedMedia(kind=ItemKind.PICTURE, caption="A ferry leaves Port Merrion.")
    send(story(kind=ItemKind.PICTURE, body_html="", standfirst="", media=(picture,)))
    assert the_item().lead == "A ferry leaves Port Merrion."


def test_later_version_brings_its_own_words_and_number(send: Send) -> None:
    send(story(service_number="157"))
    assert the_item().service_number == "157"
    send(story(2, body_html="<p>Other words.</p>", service_number="163"))
    assert (the_item().lead, the_item().service_number) == ("Other words.", "163")
    send(story(3, body_html="<p>Third words.</p>"))
    assert (the_item().lead, the_item().service_number) == ("Third words.", "163")


@pytest.mark.parametrize("order", [kill, hold])
def test_order_without_text_erases_nothing(send: Send, order: type) -> None:
    send(story(service_number="157"))
    before = the_item()
    send(order(service_number="170"))
    after = the_item()
    assert (after.lead, after.service_number, after.headline) == (before.lead, "157", before.headline)


def test_older_version_that_comes_late_changes_no_words(send: Send) -> None:
    send(story(3, body_html="<p>Third words.</p>", service_number="163"))
    send(story(2, body_html="<p>Second words.</p>", service_number="157"))
    assert (the_item().lead, the_item().service_number) == ("Third words.", "163")


def test_feed_speaks_only_for_its_agencies_in_a_batch_too(send: Send) -> None:
    make_agency("northline")
    feed = intake.command_feed()
    feed.agencies.add(make_agency("meridian"))
    told = send(story(), story(item_id="two"), story(item_id="three", agency="Meridian"), feed=feed)
    assert [outcome.word for outcome in told] == ["quarantined", "quarantined", "new"]


def test_copy_of_a_feed_with_an_agency_is_that_agencys(send: Send) -> None:
    feed = intake.command_feed()
    feed.agency = make_agency("meridian")
    feed.save()
    send(story(agency="Northline"), feed=feed)
    assert the_item().agency.slug == "meridian"


@pytest.mark.django_db
def test_message_remembers_in_which_folder_it_lay(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"<odd/>")
    source = Source.of_file(tmp_path / "a.xml")
    list(intake.receive_many([source], feed=intake.command_feed(), at=NOON))
    message = Message.objects.get()
    assert (message.name, message.folder) == ("a.xml", str(tmp_path))
