"""A notice is suggested from what changed: what was wrong, only as far as needed, then what is right; the rest is a gap."""

from __future__ import annotations

import pytest

from articles import publishing
from corrections import wordings
from corrections.admin.ticket_forms import CorrectForm
from tests.corrections.cases import LATER, make_ticket
from tests.factories import make_agency, make_published, make_user

pytestmark = pytest.mark.django_db

SAID = "An earlier version of this story said “{}”. It should have said “{}”."
NAMED = "An earlier version of this story gave a name wrongly as “{}”. It is {}."
CHANGES = [
    ("It carried 14,200 people on Tuesday.", "It carried 12,400 people on Tuesday.",
     SAID.format("It carried 14,200 people", "It carried 12,400 people")),
    ("Mayor Ana Holt spoke.", "Mayor Anna Holt spoke.", NAMED.format("Mayor Ana Holt", "Mayor Anna Holt")),
    ("He was born in Bergen, where it rains.", "He was born in Oslo, where it rains.", NAMED.format("Bergen", "Oslo")),
    ("They met on Tuesday in Oslo.", "They met on Thursday in Oslo.",
     SAID.format("They met on Tuesday in Oslo", "They met on Thursday in Oslo")),
    ("The road is open, police said.", "The road is open, residents said.",
     SAID.format("road is open, police said", "road is open, residents said")),
    ("The union did strike over pay.", "The union did not strike over pay.",
     SAID.format("The union did strike", "The union did not strike")),
    ("Quill beat Holt by a mile.", "Holt beat Quill by a mile.", SAID.format("Quill beat Holt", "Holt beat Quill")),
    ("All ferries are late.", "Some ferries are late.", SAID.format("All ferries", "Some ferries")),
    ("The vote was 5–2.", "The vote was 5–4.", SAID.format("vote was 5–2", "vote was 5–4")),
    ("“We are ready to sail,” she said.", "“We are not ready to sail,” she said.",
     "An earlier version of this story misquoted […] as saying “We are ready”. The words were “We are not ready”."),
    ("It sank. The crew drowned.", "It sank.", "An earlier version of this story said “The crew drowned”. […]"),
    ("It sank.", "It sank. The owner denies this.", "An earlier version of this story left out that […]."),
]  # fmt: skip


def changed(before: str, after: str, **fields: str):
    article = make_published(body=f"<p>{before}</p>")
    article.body = f"<p>{after}</p>"
    for name, value in fields.items():
        setattr(article, name, value)
    publishing.save_revision(article=article, by=make_user(None), at=LATER)
    return article


@pytest.mark.parametrize(("before", "after", "says"), CHANGES)
def test_what_was_wrong_and_what_is_right_are_told_from_the_change(before, after, says):
    assert wordings.of_change(changed(before, after)) == says


def test_a_headline_is_named_as_such_and_of_many_changes_two_are_told():
    article = changed("A.", "A.", headline="Bridge to close on Tuesday")
    assert wordings.of_change(article).startswith("An earlier headline of this story said")
    many = wordings.of_change(changed("Ana was here. Bo was there. Cy was out.", "Ida was here. Jo was there. Ky was out."))
    assert many.count("gave a name wrongly") == 2 and many.endswith("Other changes: […]")


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("update", "This story has been updated. It now says “It carried 12,400 people”."),
        ("clarification", "This story has been changed to be clearer. It now says “It carried 12,400 people”."),
        ("editors_note", "After this story was published, we learned that […]."),
        ("retraction", "We retract this story. It said that […]. We cannot stand by that: […]"),
    ],
)
def test_each_kind_of_notice_has_its_own_pattern(kind, says):
    assert wordings.of_change(changed("It carried 14,200 people.", "It carried 12,400 people."), kind) == says


def test_nothing_is_suggested_where_no_printed_word_changed():
    assert wordings.of_change(changed("It sank.", "<em>It</em> sank.")) == ""


def test_a_complaint_is_not_repeated_and_an_agencys_error_is_told_as_its_own():
    article = make_published(agency=make_agency())
    for category in ("legal", "takedown"):
        assert "thief" not in wordings.wording(make_ticket(article, category=category, passage="Ana Holt, a thief"))
    ticket = make_ticket(article, category="number", passage="5–2", right="5–4")
    ticket.answers_for_it = "agency"
    assert wordings.wording(ticket) == ("An earlier version of this Northline story gave a figure wrongly as “5–2”. It is 5–4.")


def test_of_a_long_passage_only_the_wrong_words_are_named():
    passage = "The strike began with a sentence of seven words, which was written at night in 1981 and meant whatever " * 2
    story = make_published(body=f"<p>{passage}</p>")
    ticket = make_ticket(story, passage=passage.strip(), right="It has eight words.", category="number")
    assert wordings.GAP in wordings.wording(ticket)
    right = ticket.passage.replace("seven words", "eight words", 1)
    assert "sentence of eight words" in wordings.wording(ticket, words=ticket.passage, instead=right)
    form = CorrectForm(
        {"kind": "correction", "severity": "ordinary", "origin": "reader", "words": ticket.passage, "instead": right,
         "text": wordings.wording(ticket)},
        ticket=ticket,
    )  # fmt: skip
    assert form.errors == {"text": ["This is a suggestion. Look at it, and go on."]}
    assert "eight words" in form["text"].value()
