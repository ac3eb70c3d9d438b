"""A hold takes what we made of a story off the site at once; a release brings it back. One that comes first is remembered."""

from __future__ import annotations

import pytest

from articles import publishing
from articles.models import Hold
from newsroom.base.refusals import Refused
from tests.factories import HOUR, NOON, edition_of, make_user
from tests.wire.builders import hold, picked_up, published, story
from tests.wire.conftest import Send
from wire.models import Item, Pickup

pytestmark = pytest.mark.django_db


def test_hold_takes_the_story_off_and_a_release_brings_it_back(send: Send) -> None:
    article = published(send)
    (outcome,) = send(hold(), at=NOON + HOUR)
    assert outcome.word == "hold"
    assert not article.is_visible(NOON + HOUR)
    assert Hold.objects.get().kind == "agency"
    (outcome,) = send(story(6), at=NOON + 2 * HOUR)
    assert outcome.word == "release"
    assert article.is_visible(NOON + 2 * HOUR)
    assert edition_of(article).headline == "Night ferries to stay"


def test_unknown_status_takes_the_story_off(send: Send) -> None:
    article = published(send)
    send(hold(status_as_sent="stat:pondering"), at=NOON + HOUR)
    assert not article.is_visible(NOON + HOUR)


def test_hold_for_a_story_not_yet_seen_is_remembered(send: Send) -> None:
    send(hold())
    with pytest.raises(Refused, match="withholds this story"):
        picked_up()
    assert [outcome.word for outcome in send(story(6))] == ["release"]
    assert picked_up().headline == "Night ferries to stay"


def test_repeated_hold_places_one_hold(send: Send) -> None:
    published(send)
    send(hold())
    send(hold(6))
    assert Hold.objects.count() == 1


def test_release_leaves_a_story_held_that_another_item_still_stops(send: Send) -> None:
    article = published(send)
    send(story(item_id="two"))
    other = Item.objects.get(item_id="two")
    Pickup.objects.create(
        item=other, article=article, role="contributes", based_on=other.text_version, at=NOON, by=make_user(None)
    )
    send(hold(item_id="two"), at=NOON + HOUR)
    send(hold(), at=NOON + HOUR)
    send(story(6), at=NOON + 2 * HOUR)
    assert not article.is_visible(NOON + 2 * HOUR)
    send(story(6, item_id="two"), at=NOON + 3 * HOUR)
    assert article.is_visible(NOON + 3 * HOUR)


def test_hold_that_a_person_took_over_stays_when_the_agency_releases(send: Send) -> None:
    article = published(send)
    send(hold(), at=NOON + HOUR)
    publishing.take_over(hold=Hold.objects.get(), by=make_user(None), at=NOON + HOUR)
    (outcome,) = send(story(6), at=NOON + 2 * HOUR)
    assert "a feed may not lift that" in outcome.detail
    assert not article.is_visible(NOON + 2 * HOUR)


def test_hold_told_by_words_alone_is_released_too(send: Send) -> None:
    article = published(send)
    send(story(2, headline="HOLD HOLD HOLD Ferries"), at=NOON + HOUR)
    assert not article.is_visible(NOON + HOUR)
    (outcome,) = send(story(3), at=NOON + 2 * HOUR)
    assert outcome.word == "release"
    assert article.is_visible(NOON + 2 * HOUR)


def test_note_to_editors_in_between_releases_nothing(send: Send) -> None:
    article = published(send)
    send(hold(5), at=NOON + HOUR)
    send(story(6, is_advisory=True), at=NOON + HOUR)
    assert not article.is_visible(NOON + HOUR)
    assert [outcome.word for outcome in send(story(7), at=NOON + 2 * HOUR)] == ["release"]
    assert article.is_visible(NOON + 2 * HOUR)
