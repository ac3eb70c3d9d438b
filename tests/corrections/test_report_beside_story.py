"""The report stands beside the story: at the place that was meant, since when it reads otherwise, and whose words it is."""

from __future__ import annotations

import re

import pytest

from articles import publishing
from corrections.models import Ticket
from tests.corrections.cases import LATER, desk_client, make_ticket, save_text, screen_address
from tests.factories import HOUR, make_agency, make_photo, make_published, make_user
from tests.wire.builders import published
from tests.wire.conftest import Send
from tests.wire.conftest import send as send
from tests.wire.later_versions import edited

pytestmark = pytest.mark.django_db

TWICE = "<p>It carried 14,200 people.</p><p>Of the 14,200 people, half came by night.</p>"


def page_of(ticket: Ticket) -> str:
    return desk_client("Standards editor").get(screen_address(ticket)).content.decode()


def changed(article, body: str, at=LATER) -> None:
    save_text(article, body, at)
    reason = "A desk's own change."
    publishing.publish(article=article, by=make_user(None), change="substantive", no_notice_reason=reason, at=at)


def test_of_two_places_the_one_that_the_reader_meant_is_marked():
    ticket = make_ticket(make_published(body=TWICE), passage="14,200 people", before="Of the ", after=", half", block=1)
    page = page_of(ticket)
    assert page.count("<mark>") == 1
    assert "Of the <mark>14,200 people</mark>, half" in page
    assert "paragraph 2" in page


def test_a_figure_that_was_corrected_in_one_of_its_places_is_said_to_stand_in_fewer():
    article = make_published(body=TWICE)
    ticket = make_ticket(article, passage="14,200 people", before="Of the ", after=", half", block=1)
    changed(article, TWICE.replace("Of the 14,200", "Of the 12,400"))
    assert "It stood in 2 places when the reader saw it, and stands in 1 now." in page_of(ticket)


def test_a_passage_that_is_gone_says_since_when():
    article = make_published(body=TWICE)
    ticket = make_ticket(article, passage="14,200 people, half", block=1)
    changed(article, "<p>It carried many.</p>")
    changed(article, "<p>It carried many people.</p>", LATER + HOUR)
    page = page_of(ticket)
    assert "Changed since in revision 2." in page
    assert "Nothing like it is left." in page


def test_what_part_it_is_about_is_said_and_a_photo_shown():
    photo = make_photo(caption="The night boat at its berth.")
    article = make_published(lead_photo=photo)
    page = page_of(make_ticket(article, part="photo", photo=photo.pk))
    assert "A photo" in page
    assert f'/admin/articles/photo/{photo.pk}/change/">The night boat at its berth.' in page
    headline = page_of(make_ticket(article, part="headline", category="headline"))
    assert f"<mark>{article.headline}</mark>" in headline


def test_the_agencys_own_words_are_told_from_ours(send: Send):
    article = published(send)
    theirs = page_of(make_ticket(article, passage="14,200 people"))
    assert "The passage came so from" in theirs
    edited(article)
    ours = page_of(make_ticket(article, passage="Union leaders told The Harbor Ledger so."))
    assert "the words are ours" in ours


def test_words_of_the_agencys_that_we_changed_are_shown_with_the_difference(send: Send):
    article = published(send)
    changed(article, article.body.replace("14,200", "14,000"))
    page = page_of(make_ticket(article, passage="14,000 people"))
    assert "We changed what" in page
    assert re.search(r"<del>14,200</del><ins>14,000</ins>", page)


def test_who_answers_for_an_agencys_error_is_asked_where_nobody_has_said():
    ticket = make_ticket(make_published(agency=make_agency()), passage="due on Friday")
    assert "not said yet" in page_of(ticket)
