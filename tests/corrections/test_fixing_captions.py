"""A caption that was reported is put right from the ticket, at the photo, and readers have it with the notice."""

from __future__ import annotations

import pytest

from corrections import answering
from corrections.models import Notice
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, make_ticket
from tests.factories import HOUR, edition_of, make_photo, make_published, make_user

pytestmark = pytest.mark.django_db
TEXT = "A caption gave the wrong day. It was Monday."


def reported(body: str = "<p>Ferries stay.</p>", caption: str = "The Vela on Friday.", **fields):
    photo = make_photo(caption=caption)
    article = make_published(standfirst="", body=f'{body}<figure data-photo="{photo.pk}"></figure>')
    pointed = {"part": "caption", "photo": photo.pk, "passage": "on Friday", **fields}
    return photo, make_ticket(article, edition=edition_of(article), **pointed)


def correct(ticket, role="Standards editor", **fields) -> Notice:
    said = {"by": make_user(role), "text": TEXT, "instead": "on Monday", "at": LATER + HOUR, **fields}
    return answering.correct(ticket=ticket, **said)


def test_the_photo_says_what_is_right_and_the_page_is_marked_there():
    photo, ticket = reported()
    notice = correct(ticket)
    photo.refresh_from_db()
    assert photo.caption == "The Vela on Monday."
    assert edition_of(ticket.article).page["blocks"][1]["photo"]["caption"] == photo.caption
    assert [(place["part"], place["photo"], place["words"]) for place in notice.places] == [("caption", photo.pk, "Monday")]
    assert notice.revision_before == notice.revision_after


def test_the_reported_caption_is_put_right_and_not_the_same_words_in_the_text():
    photo, ticket = reported("<p>They vote on Friday.</p>")
    correct(ticket)
    photo.refresh_from_db()
    assert photo.caption == "The Vela on Monday."
    assert "on Friday" in edition_of(ticket.article).page["blocks"][0]["html"]


def test_words_that_stand_in_one_caption_alone_are_found_without_the_readers_pointing():
    photo, ticket = reported(part="words", photo=None)
    correct(ticket, words="on Friday")
    photo.refresh_from_db()
    assert photo.caption == "The Vela on Monday."


def test_words_of_the_text_are_put_right_there_and_the_photo_stays_as_it_is():
    photo, ticket = reported("<p>They vote on Friday.</p>", part="words", photo=None, block=0)
    correct(ticket)
    photo.refresh_from_db()
    assert photo.caption == "The Vela on Friday."
    assert "on Monday" in edition_of(ticket.article).page["blocks"][0]["html"]


@pytest.mark.parametrize(
    ("role", "caption", "instead", "why"),
    [
        (None, "The Vela on Friday.", "on Monday", "may change photos"),
        ("Editor", "The Vela on Friday, not on Friday.", "on Monday", "in the caption 2 times"),
        ("Editor", "The Vela on Friday.", "on Friday", "the same as the wrong ones"),
    ],
)
def test_a_caption_is_left_alone_where_it_cannot_be_put_right(role, caption, instead, why):
    photo, ticket = reported(caption=caption)
    with pytest.raises(Refused, match=why):
        correct(ticket, role, instead=instead)
    photo.refresh_from_db()
    assert photo.caption == caption
    assert not Notice.objects.exists()
