"""Differences show every word that changed, and no figure or name is smoothed over."""

from __future__ import annotations

from unittest import mock

from hypothesis import given
from hypothesis import strategies as st

from articles import differences
from articles.differences import ADDED, FOLDED, REMOVED, SAME, Piece, between, folded, of_contents


def changed(before: str, after: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in between(before, after) if piece.kind != SAME]


def test_a_changed_figure_is_shown_whole():
    assert changed("About 14,000 people", "About 15,000 people") == [(REMOVED, "14,000"), (ADDED, "15,000")]
    assert changed("up 1.5 percent", "up 1.6 percent") == [(REMOVED, "1.5"), (ADDED, "1.6")]


def test_a_changed_letter_of_a_name_is_shown():
    assert changed("said O’Brien.", "said O’Brian.") == [(REMOVED, "O’Brien"), (ADDED, "O’Brian")]


def test_a_lone_comma_counts():
    assert changed("Eats shoots", "Eats, shoots") == [(ADDED, ",")]


def test_a_new_paragraph_is_added_whole():
    assert changed("One.\nThree.", "One.\nTwo.\nThree.") == [(ADDED, "Two.")]


def test_texts_that_agree_have_no_difference():
    assert changed("One.\nTwo.", "One.\nTwo.") == []


@given(st.text(alphabet="ab 1,.\n", max_size=60), st.text(alphabet="ab 1,.\n", max_size=60))
def test_both_texts_can_be_read_back_from_the_pieces(before, after):
    pieces = between(before, after)
    old = "".join(piece.text for piece in pieces if piece.kind != ADDED)
    new = "".join(piece.text for piece in pieces if piece.kind != REMOVED)
    assert old.replace("\n", "") == before.replace("\n", "")
    assert new.replace("\n", "") == after.replace("\n", "")


WORDS = st.text(alphabet="abcdefgh ABCDE 12345,.\n", max_size=80)


@given(WORDS, WORDS)
def test_nor_is_anything_lost_where_a_stretch_is_cut_first(before, after):
    with mock.patch.multiple(differences, MOST=20, SPARSE=100):
        test_both_texts_can_be_read_back_from_the_pieces.hypothesis.inner_test(before, after)


def test_long_stretches_that_stayed_are_folded_with_their_count():
    words = " ".join(f"word{number}" for number in range(100))
    pieces = folded(between(f"{words} end", f"{words} END"), context=5)
    assert pieces[0] == Piece(FOLDED, words=95)
    assert pieces[1].text.split() == ["word95", "word96", "word97", "word98", "word99"]
    assert [piece.kind for piece in pieces[2:]] == [REMOVED, ADDED]


def test_a_long_story_is_compared_quickly():
    old = "\n".join(f"Paragraph {number} " + "with some words that stay " * 10 for number in range(400))
    assert changed(old, old.replace("Paragraph 200 ", "Paragraph 201 ")) == [(REMOVED, "200"), (ADDED, "201")]


def test_only_the_parts_that_changed_are_named():
    before = {"headline": "Vote on Friday", "body": "<p>Same.</p>", "lead_photo_id": 1}
    after = {"headline": "Vote on Thursday", "body": "<p><b>Same.</b></p>", "lead_photo_id": 2}
    assert [one.label for one in of_contents(before, after)] == ["Headline", "Lead photo", "Text"]
    assert of_contents(before, before) == []
    assert set(differences.LABELS) >= {"headline", "body", "tagline"}


def test_a_story_rewritten_whole_does_not_keep_the_reader_waiting():
    """Word by word these would be sixteen million comparisons; nothing of them agrees."""
    old = " ".join(f"old{number}" for number in range(2000))
    new = " ".join(f"new{number}" for number in range(2000))
    assert changed(old, new) == [(REMOVED, old), (ADDED, new)]


def sentence(number: int) -> str:
    return f"Witness{number} told the court that the count{number} was right, and the clerk{number} agreed with it. "


def test_a_figure_changed_in_one_endless_paragraph_is_shown_alone():
    old = "".join(sentence(number) for number in range(600)) + "It was 14,200."
    assert changed(old, old.replace("14,200", "12,400")) == [(REMOVED, "14,200"), (ADDED, "12,400")]


def test_paragraphs_that_came_between_changed_ones_do_not_hide_what_changed_in_those():
    """Ten thousand words, a figure changed in each of 170 paragraphs, and one paragraph new."""
    paragraphs = ["".join(sentence(60 * row + number) for number in range(4)) + f"It was {row}." for row in range(170)]
    changed_ones = [text.replace(f"It was {row}.", f"It is {row + 1000}.") for row, text in enumerate(paragraphs)]
    found = changed("\n".join(paragraphs), "\n".join([*changed_ones[:80], "A new one altogether.", *changed_ones[80:]]))
    assert (ADDED, "1007") in found and (REMOVED, "7") in found
    assert sum(len(text.split()) for _, text in found) < 5 * 170


def test_many_changed_paragraphs_are_each_compared_with_the_one_in_their_place():
    old = "\n".join(f"Paragraph {number} " + "with words that stay " * 20 for number in range(30))
    found = changed(old, old.replace("Paragraph", "Section"))
    assert found == [(REMOVED, "Paragraph"), (ADDED, "Section")] * 30
