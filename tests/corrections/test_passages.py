"""The passage a reader pointed at is marked in the story, however they copied it."""

from __future__ import annotations

import pytest

from corrections.passages import Words, shown

CONTENT = {
    "headline": "Crews vote",
    "standfirst": "The count is due.",
    "dateline": "PORT, Maine",
    "body": "<p>“It’s due on <b>Friday</b>,” the union said.</p><p>Half-time crews vote too.</p>",
    "tagline": "",
}


def marked(passage: str, content=CONTENT) -> list[str]:
    return [one.text for line in shown(content, passage).lines for one in line.stretches if one.is_marked]


@pytest.mark.parametrize(
    "passage", ["due on Friday", "due  on\nFRIDAY", "“due on Friday”", '"due on Friday…', "due on Friday."]
)
def test_the_passage_is_found_however_it_was_copied(passage):
    assert marked(passage) == ["due on Friday"]


@pytest.mark.parametrize(
    ("passage", "found"),
    [("It's due", "It’s due"), ('due on Friday," the', "due on Friday,” the"), ("Half–time", "Half-time")],
)
def test_the_shape_of_quotes_and_dashes_does_not_matter(passage, found):
    assert marked(passage) == [found]


def test_a_passage_across_paragraphs_is_marked_in_each():
    assert marked("the union said. Half-time crews") == ["the union said.", "Half-time crews"]


def test_headline_and_caption_are_looked_through_too():
    assert marked("crews vote") == ["Crews vote", "crews vote"]


def test_a_passage_that_is_not_there_marks_nothing():
    assert marked("due on Thursday") == []
    assert not shown(CONTENT, "due on Thursday").is_found


@pytest.mark.parametrize("passage", ["", "  ", "“”", "...", "(((", ".*", "\\"])
def test_odd_passages_do_no_harm(passage):
    assert marked(passage) == []


def test_every_printed_word_is_shown_once():
    lines = shown(CONTENT, "Friday").lines
    assert ["".join(one.text for one in line.stretches) for line in lines] == [
        "Crews vote", "The count is due.", "PORT, Maine", "“It’s due on Friday,” the union said.", "Half-time crews vote too.",
    ]  # fmt: skip


def test_captions_are_those_that_the_page_shows():
    inside = '<p>One.</p><figure data-photo="7"></figure><p>Two.</p>'
    content = {**CONTENT, "body": inside, "lead_photo_id": 5, "lead_photo_caption": "Of a photo that was withdrawn."}
    found = Words(content, {7: "The quay at night."}).find("quay at night")
    assert (found.part, found.photo, found.block) == ("caption", 7, None)
    assert Words(content, {7: "x"}).find("withdrawn") is None
    assert Words(content, {7: "x"}).find("Two.").block == 1
