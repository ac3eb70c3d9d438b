"""A report keeps where its passage stood, and the passage is found again in today's text: exact, moved, changed or gone."""

from __future__ import annotations

import time

import pytest

from corrections import passages
from corrections.passages import Words
from tests.corrections.cases import LATER, make_ticket
from tests.factories import HOUR, make_photo, make_published

pytestmark = pytest.mark.django_db

TWICE = "<p>Crews vote on Friday.</p><p>The mayor spoke.</p><p>The result is due on Friday, the union said.</p>"


def ticket_on(body: str = TWICE, **fields):
    return make_ticket(make_published(body=body), **fields)


def now(body: str, **fields) -> dict:
    return {"headline": "Crews vote", "standfirst": "", "dateline": "", "tagline": "", "body": body, **fields}


def test_of_two_places_the_one_with_the_readers_context_is_meant():
    ticket = ticket_on(passage="on Friday", before="The result is due", after=", the union")
    assert (ticket.part, ticket.block) == ("words", 2)
    assert ticket.passage_after.startswith(", the union said.")


def test_without_context_the_named_block_decides():
    assert ticket_on(passage="on Friday", block=2).block == 2
    assert ticket_on(passage="on Friday", block=0).block == 0


def test_the_context_is_the_editions_own_however_it_was_sent():
    ticket = ticket_on(passage="on friday", before="forged words", after="more of them", block=2)
    assert "forged" not in ticket.passage_before
    assert ticket.passage_before.endswith("The result is due ")


def test_words_that_do_not_stand_there_are_kept_as_they_were_said():
    ticket = ticket_on(passage="due on Thursday", before="It is", after="at noon", block=1)
    assert (ticket.passage, ticket.passage_before, ticket.passage_after) == ("due on Thursday", "It is", "at noon")
    assert (ticket.part, ticket.block) == ("words", 1)


@pytest.mark.parametrize("block", [-1, 10**12])
def test_a_block_that_no_text_has_is_forgotten(block):
    assert ticket_on(passage="not there", block=block).block is None


def test_words_of_the_headline_are_known_as_such():
    article = make_published(headline="Harbor to close")
    ticket = make_ticket(article, passage="harbor to close")
    assert (ticket.part, ticket.block) == ("headline", None)


def test_long_context_is_cut_on_the_far_side():
    ticket = ticket_on(passage="not there", before="x" * 500 + "near", after="near" + "x" * 500)
    assert len(ticket.passage_before) == len(ticket.passage_after) == 200
    assert ticket.passage_before.endswith("near")
    assert ticket.passage_after.startswith("near")


def test_a_photo_is_kept_only_if_the_edition_showed_it():
    shown, other = make_photo("navy"), make_photo("olive")
    article = make_published(lead_photo=shown)
    assert make_ticket(article, part="photo", photo=shown.pk).photo == shown
    assert make_ticket(article, part="photo", photo=other.pk, at=LATER + HOUR).photo is None


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (TWICE, "exact"),
        ("<p>A new opening.</p>" + TWICE, "exact"),
        ("<p>The result is due on Friday, the union said.</p><p>The mayor spoke.</p>", "moved"),
        ("<p>The union counts on Friday.</p><p>The mayor spoke.</p>", "moved"),
        (TWICE.replace("due on Friday", "due on Thursday"), "moved"),
        (TWICE.replace("Friday", "Thursday"), "changed"),
        ("<p>Something else altogether.</p>", "gone"),
        ("", "gone"),
    ],
)
def test_a_passage_is_found_again_in_todays_text(body, how):
    ticket = ticket_on(passage="on Friday", before="The result is due", after=", the union")
    assert passages.again(ticket, now(body)).how == how


def test_a_changed_passage_comes_with_what_stands_there_now():
    ticket = ticket_on(passage="on Friday", block=2)
    changed = passages.again(ticket, now(TWICE.replace("Friday", "Thursday")))
    assert (changed.block, changed.words) == (2, "The result is due on Thursday, the union said.")


def test_words_of_a_list_are_in_its_block():
    words = Words(now("<p>Two ships:</p><ul><li>The Heron</li><li>The Tern</li></ul><p>They sail.</p>"))
    assert [words.find(one).block for one in ("the tern", "they sail")] == [1, 2]


def test_a_passage_of_an_endless_paragraph_is_found_changed_without_delay():
    body = "<p>" + " ".join(f"word{number}" for number in range(9000)) + "</p>"
    ticket, began = ticket_on(body, passage="word4000 word4001"), time.process_time()
    assert passages.again(ticket, now(body.replace("word4000", "other"))).how == "changed"
    assert time.process_time() - began < 3
