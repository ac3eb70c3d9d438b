"""Whose copy it is: the operator's word, else the content's; and which feed is believed for whom."""

from __future__ import annotations

from articles.models import Agency
from newsroom.base.actors import FeedActor
from newsroom.base.models import Outgoing
from tests.factories import make_agency, make_publication
from tests.wire.builders import kill, story, the_item
from tests.wire.conftest import Send
from wire import agencies, intake
from wire.models import Message

BY = FeedActor("northline-wire")


def words(outcomes: list[intake.Outcome]) -> list[str]:
    return [outcome.word for outcome in outcomes]


def test_agency_is_found_by_name_short_name_or_alias(send: Send) -> None:
    agency = make_agency("northline", aliases=["NNA"])
    assert agencies.agency_of("NORTHLINE", by=BY) == agency
    assert agencies.agency_of("Northline News Agency", by=BY) == agency
    assert agencies.agency_of(" nna ", by=BY) == agency


def test_unknown_agency_is_added_without_a_public_page(send: Send) -> None:
    send(story(agency="Meridian Press"))
    agency = Agency.objects.get()
    assert (agency.name, agency.slug, agency.is_listed, agency.credit_line) == (
        "Meridian Press",
        "meridian-press",
        False,
        "Meridian Press",
    )


def test_agency_with_letters_that_make_no_address_gets_one(send: Send) -> None:
    assert agencies.agency_of("رويترز", by=BY).slug.startswith("agency-")


def test_operators_agency_wins_over_the_content(send: Send) -> None:
    meridian = make_agency("meridian")
    send(story(agency="Northline"), agency=meridian)
    assert the_item().agency == meridian


def test_story_without_an_agency_is_quarantined_and_taken_when_the_operator_names_one(send: Send) -> None:
    (outcome,) = send(story(agency=""), data=b"nameless")
    assert outcome.word == "quarantined"
    assert "--agency" in outcome.detail
    assert words(send(story(agency=""), data=b"nameless", agency=make_agency())) == ["new"]
    assert Message.objects.get().state == "read"


def test_feed_that_may_not_speak_for_an_agency_is_not_obeyed(send: Send) -> None:
    publication = make_publication(desk_email="desk@ledger.example")
    send(story())
    feed = intake.command_feed()
    feed.agencies.add(make_agency("meridian"))
    (outcome,) = send(kill(), data=b"forged")
    assert outcome.word == "quarantined"
    assert outcome.detail.startswith("A kill or hold was not obeyed.")
    assert "may not speak for" in outcome.detail
    assert the_item().killed_at is None
    message = Message.objects.quarantined().get()
    assert message.has_order
    assert Outgoing.objects.get().to == publication.desk_email
