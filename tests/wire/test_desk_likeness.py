"""The desk is warned when nearly the same story is published: the same words count, the same event does not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from articles import publishing
from articles.models import Article
from tests.factories import NOON, make_agency, make_publication, make_published, make_user
from tests.wire.builders import picked_up, story
from tests.wire.conftest import Send
from wire import likeness
from wire.models import Item

LEAD = "<p>PORT MERRION - The ferry company of the Calder Islands said on Tuesday that it would run its boats all night.</p>"
REST = (
    "<p>The trial began in June with two boats between the harbour and the three outer islands, and the company had "
    "expected no more than a few hundred travellers in a week.</p>"
    "<p>“We thought of nurses and bakers, and then the students came,” said Odile Marchetti, who runs the timetable from a "
    "small office above the fish market.</p>"
    "<p>The islands’ council will decide in November whether it pays a third of the cost, as the company asks. Two of its "
    "members have said that they want to see the figures of a whole winter first.</p>"
    "<p>Fishermen complained in August that the wash of the late boats had torn nets near the breakwater. A new speed limit "
    "of eight knots has been in force since then, and no further damage was reported.</p>"
)
NEW_LEAD = "<p>Night boats are here to stay for islanders off Port Merrion after a summer that surprised everyone.</p>"
ANOTHER = (
    "<p>Boats will sail around the clock in the Calder Islands, their operator announced in Port Merrion this week.</p>"
    "<p>Two vessels took part in a test that started in early summer. Demand was far above what planners had counted on, "
    "the operator said, with students making up much of it.</p>"
    "<p>Councillors are due to vote on a subsidy before the end of the year. Some of them are not convinced and have asked "
    "for more numbers. A dispute with fishing crews over torn nets was settled when slower speeds were ordered.</p>"
    "<p>Odile Marchetti, in charge of timetables, said bakery and hospital staff had been the intended passengers.</p>"
)


@pytest.fixture
def ours(db: None) -> Article:
    make_publication()
    make_agency("northline")
    return make_published(headline="Night ferries stay", body=LEAD + REST)


def sent(send: Send, body: str, **fields: Any) -> Item:
    send(story(item_id="other", body_html=body, **fields))
    return Item.objects.get(item_id="other")


def test_same_words_under_another_id_are_alike(send: Send, ours: Article) -> None:
    item = sent(send, LEAD + REST, headline="Boats all night")
    found = likeness.published_like([item], at=NOON)[item.pk]
    assert (found.article_id, found.headline) == (ours.pk, "Night ferries stay")
    assert found.percent > 90


def test_rewritten_lead_does_not_hide_the_likeness(send: Send, ours: Article) -> None:
    item = sent(send, NEW_LEAD + REST)
    assert likeness.published_like([item], at=NOON)[item.pk].article_id == ours.pk


def test_another_agencys_report_on_the_same_event_is_another_story(send: Send, ours: Article) -> None:
    assert likeness.published_like([sent(send, ANOTHER)], at=NOON) == {}


def test_quotation_alone_makes_no_likeness(send: Send, ours: Article) -> None:
    quotation = "<p>“We thought of nurses and bakers, and then the students came,” said Odile Marchetti.</p>"
    assert likeness.published_like([sent(send, ANOTHER + quotation)], at=NOON) == {}


def test_capitals_accents_and_markup_make_no_difference(send: Send, ours: Article) -> None:
    body = REST.replace("Odile", "Odilé").replace("harbour", "<strong>HARBOUR</strong>")
    item = sent(send, body)
    assert likeness.published_like([item], at=NOON)[item.pk].percent > 90


def test_only_what_readers_see_counts(send: Send, ours: Article) -> None:
    item = sent(send, LEAD + REST)
    publishing.hold(article=ours, by=make_user(None), kind="desk", reason="Wait", at=NOON)
    assert likeness.published_like([item], at=NOON) == {}


def test_old_story_is_not_looked_for(send: Send, ours: Article) -> None:
    item = sent(send, LEAD + REST)
    assert likeness.published_like([item], at=NOON + timedelta(days=2))
    assert not likeness.published_like([item], at=NOON + timedelta(days=4))


def test_story_made_from_the_item_is_not_its_double(send: Send, ours: Article) -> None:
    send(story(body_html=REST))
    item = Item.objects.get(item_id="urn:northline:ferry")
    article = picked_up(item=item)
    publishing.publish(article=article, by=make_user(None), at=NOON)
    assert likeness.published_like([item], at=NOON)[item.pk].article_id == ours.pk


def test_set_phrase_of_an_agency_makes_no_likeness(send: Send, ours: Article) -> None:
    phrase = (
        "<p>Northline reports from the islands with the help of the Calder fund for local news, which has no say in it.</p>"
    )
    for word in ("one", "two", "three", "four", "five", "six"):
        make_published(body=f"<p>Story {word} of the day.</p>{phrase}")
    assert likeness.published_like([sent(send, f"<p>Something else.</p>{phrase}")], at=NOON) == {}


def test_short_alerts_are_compared_too(send: Send, ours: Article) -> None:
    alert = "<p>The mayor of Port Merrion has resigned with effect from noon today, his office said in a short statement.</p>"
    article = make_published(body=alert)
    item = sent(send, alert.replace("short ", ""))
    assert likeness.published_like([item], at=NOON)[item.pk].article_id == article.pk


def test_many_items_cost_as_much_as_one(send: Send, ours: Article) -> None:
    from django.db import connection

    for number in range(12):
        send(story(item_id=f"n{number}", body_html=f"<p>{number}</p>{REST}"))
    items = list(Item.objects.prefetch_related("pickups"))
    with CaptureQueriesContext(connection) as queries:
        assert len(likeness.published_like(items, at=NOON)) == 12
    assert len(queries) <= 4
