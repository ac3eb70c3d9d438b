"""Reports of the same error are handled together, the first one leading, and no reader sees another's words."""

from __future__ import annotations

import pytest
from django.test import Client

from corrections import access, answering, grouping
from corrections.models import TicketEvent
from newsroom.base.actors import ReaderActor
from newsroom.base.models import Outgoing
from tests.corrections.cases import LATER, make_ticket
from tests.factories import HOUR, NOON, make_published, make_user

pytestmark = pytest.mark.django_db

BODY = "<p>The ferry carried 14,200 people in its first month, the company said.</p><p>It sails at night.</p>"


@pytest.fixture
def story():
    return make_published(body=BODY)


def later(article, hours: int, **fields):
    return make_ticket(article, at=LATER + hours * HOUR, **fields)


def test_reports_of_overlapping_words_go_behind_the_first(story):
    first = make_ticket(story, passage="14,200 people", wrong="Far too many.")
    second = later(story, 1, passage="carried 14,200", wrong="It was 12,400.")
    third = later(story, 2, passage="The ferry carried 14,200 people in its first month", wrong="A year's figure!")
    assert second.grouped_with == third.grouped_with == first


def test_reports_of_other_words_stand_alone(story):
    make_ticket(story, passage="14,200 people")
    other = later(story, 1, passage="sails at night")
    assert other.grouped_with is None


def test_the_same_words_at_two_places_are_two_errors():
    article = make_published(body="<p>Crews vote on Friday.</p><p>The mayor speaks on Friday.</p>")
    make_ticket(article, passage="on Friday", block=0)
    assert later(article, 1, passage="on Friday", block=1).grouped_with is None


def test_who_points_at_a_whole_stretch_is_grouped_only_with_who_says_alike():
    stretch = "The ferry carried 14,200 people in its first month. " + "It sails at night. " * 20
    article = make_published(body=f"<p>{stretch}</p>")
    first = make_ticket(article, passage="14,200 people", wrong="The company counted 12,400 people.")
    another_error = later(article, 1, passage=stretch, wrong="The ferry never sails at night, only by day.")
    same_error = later(article, 2, passage=stretch, wrong="It says 14,200. The company counted 12,400.")
    assert (another_error.grouped_with, same_error.grouped_with) == (None, first)


def test_without_a_passage_the_same_part_and_like_words_group(story):
    first = make_ticket(story, part="headline", wrong="The headline says the ferry stops for good, but it only pauses.")
    like = later(story, 1, part="headline", wrong="Headline wrong: the ferry pauses, it does not stop.")
    other_part = later(story, 2, part="missing", wrong="The headline says the ferry stops, but it only pauses.")
    other_words = later(story, 3, part="headline", wrong="The mayor's name is misspelt.")
    assert (like.grouped_with, other_part.grouped_with, other_words.grouped_with) == (first, None, None)


def test_a_closed_or_suspected_report_leads_nobody_and_none_of_another_story(story):
    closed = make_ticket(story, passage="14,200 people")
    answering.find_no_error(ticket=closed, by=make_user(), to_reader="We checked it.", at=LATER)
    later(story, 1, passage="14,200 people", suspicion="too fast")
    make_ticket(make_published(body=BODY), passage="14,200 people")
    assert later(story, 2, passage="14,200 people").grouped_with is None


@pytest.mark.parametrize("category", ["legal", "takedown", "reply"])
def test_what_only_some_may_see_is_never_grouped(story, category):
    make_ticket(story, passage="14,200 people", category=category)
    assert later(story, 1, passage="14,200 people").grouped_with is None
    assert later(story, 2, passage="14,200 people", category=category).grouped_with is None


def test_each_reader_is_acknowledged_and_sees_their_own_words_alone(story):
    first = make_ticket(story, passage="14,200 people", wrong="My aunt Berta counted them.", email="one@example.org")
    second = later(story, 1, passage="14,200 people", wrong="I work on board.", email="two@example.org")
    assert {mail.to for mail in Outgoing.objects.all()} == {"one@example.org", "two@example.org"}
    answering.ask(ticket=second, by=make_user(), question="When?", at=LATER + HOUR)
    answering.answer(ticket=second, text="I work on board every night.", at=LATER + HOUR)
    answering.find_no_error(ticket=first, by=make_user(), to_reader="We asked the company.", at=LATER + 2 * HOUR)
    for ticket, others_words in ((first, "on board"), (second, "aunt Berta")):
        client = Client()
        client.get("/corrections/tickets/", {"t": access.token_of(ticket)})
        page = client.get("/corrections/tickets/").content.decode()
        assert others_words not in page
        assert "roup" not in page[page.index("<main") :]
        data = client.get("/corrections/tickets/data/").content.decode()
        mails = "".join(mail.subject + mail.text for mail in Outgoing.objects.filter(to=ticket.contact_email))
        assert ticket.wrong in data
        for others in (others_words, *(other.reference for other in (first, second) if other != ticket)):
            assert others not in data + mails


def test_the_grouping_is_a_step_of_the_ticket(story):
    first = make_ticket(story, passage="14,200 people")
    event = later(story, 1, passage="14,200 people").events.get(verb=TicketEvent.Verb.GROUPED)
    assert event.internal == f"With {first}."


def test_when_the_leader_goes_the_next_open_report_leads(story):
    first, second, third = (later(story, hours, passage="14,200 people") for hours in range(3))
    heir = grouping.hand_over(first, by=ReaderActor(), at=NOON)
    for ticket in (first, second, third):
        ticket.refresh_from_db()
    assert (heir, second.grouped_with, third.grouped_with) == (second, None, second)
