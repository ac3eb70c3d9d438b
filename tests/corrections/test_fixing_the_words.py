"""From the ticket the wrong words give way to the right ones, and readers have them with the notice."""

from __future__ import annotations

import pytest

from corrections import answering, fixing
from corrections.models import Notice
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, make_ticket
from tests.factories import HOUR, edition_of, make_article, make_published, make_user

pytestmark = pytest.mark.django_db

BODY = '<p>The vote was <em>close</em>: “5–2”, said <a href="https://ledger.example/?a=1&amp;b=2">R &amp; D</a>.</p>'
TEXT = "An earlier version gave the vote as 5–2. It was 5–4."


def correct(article, **fields):
    ticket = make_ticket(article, passage=fields.pop("reported", ""))
    fields = {"by": make_user(None), "text": TEXT, "at": LATER + HOUR, **fields}
    return answering.correct(ticket=ticket, **fields)


def test_the_words_are_put_right_and_published_with_the_notice_and_the_place_is_marked():
    article = make_published(body=BODY)
    notice = correct(article, words="5-2", instead="5–4")
    edition = edition_of(article)
    assert edition.page["blocks"][0]["html"] == BODY.replace("5–2", "5–4").replace('b=2">', 'b=2" rel="noopener">')
    assert (notice.passage, notice.revision_after) == ("5–4", edition.revision)
    assert notice.revision_before.number == notice.revision_after.number - 1


def test_without_words_the_readers_passage_is_what_is_put_right():
    article = make_published(headline="Crews vote on Tuesday", body="<p>They began.</p>")
    correct(article, reported="“on Tuesday”", instead="on Monday.")
    assert edition_of(article).headline == "Crews vote on Monday"


def test_the_mark_stays_at_the_readers_passage_where_the_text_was_not_changed():
    article = make_published(body="<p>The result is due on Friday.</p>")
    assert correct(article, reported="due on Friday", kind="editors_note").passage == "due on Friday"


def test_a_story_is_marked_only_at_words_that_stand_in_it():
    article = make_published(body=BODY)
    with pytest.raises(Refused, match="don’t stand in its new text"):
        correct(article, words="5–2", instead="5–4", passage="5–2")
    assert article.revisions.count() == 1
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("body", "words", "why"),
    [
        ("<p>It is nine.</p>", "ten", "don’t stand in the story"),
        ("<p>Nine, then nine again.</p>", "nine", "stand in the story 2 times"),
        ("<p>The vote was <em>close</em>.</p>", "was close", "as one piece"),
        ("<p>It is nine.</p>", " “” ", "Copy the wrong words"),
        ("<p>It is nine.</p>", "nine", "the same as the wrong ones"),
    ],
)
def test_words_that_cannot_be_put_right_are_refused_and_nothing_is_saved(body, words, why):
    article = make_published(standfirst="", body=body)
    with pytest.raises(Refused, match=why):
        correct(article, words=words, instead="nine")
    assert article.revisions.count() == 1
    assert article.editions.count() == 1


def test_a_story_in_which_somebody_is_writing_is_left_alone():
    article = make_published(body=BODY)
    article.standfirst = "Half a sen"
    article.save(update_fields=["standfirst"])
    with pytest.raises(Refused, match="Somebody is writing"):
        correct(article, words="5–2", instead="5–4")


def test_markup_in_the_right_words_stays_words():
    article = make_article(body="<p>It is nine.</p>")
    assert fixing.replaced(article, "nine", "<b>1 & 2</b> \\1")["body"] == "<p>It is &lt;b&gt;1 &amp; 2&lt;/b&gt; \\1.</p>"
