"""A story is marked at every place that changed with a notice, at words of it, and never at words like them elsewhere."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.body import blocks, clean
from articles.models import Edition
from corrections import places
from corrections.models import Notice


def edition(body: str = "", **fields) -> Edition:
    """An edition that is not saved, of a body or of some of its other parts."""
    photo = {"id": 7, "caption": fields.pop("caption", "")} if "caption" in fields else None
    said = {"headline": "Crews vote", "standfirst": "", "language": "en", **fields}
    dateline, tagline = said.pop("dateline", ""), said.pop("tagline", "")
    found = [{"kind": "html", "html": block.html} for block in blocks(clean(body))]
    page = {"dateline": dateline, "tagline": tagline, "lead_photo": photo, "blocks": found}
    return Edition(page=page, **said)


def kept(before: Edition, after: Edition, **said) -> Notice:
    return Notice(kind="correction", places=places.of_change(before, after, **said))


def words(before: Edition, after: Edition, **said) -> list[str]:
    return marked(kept(before, after, **said), after)


def marked(notice: Notice, on: Edition) -> list[str]:
    """What a notice marks in an edition, an empty place between brackets."""
    lines = places.lines_of(on)
    spans = places.spans_of(notice, lines)
    return [lines[a].text[b:c] or f"{lines[a].text[:b]}[]{lines[a].text[b:]}" for a, b, c in spans]


@pytest.mark.parametrize(
    ("before", "after", "marks"),
    [
        ("<p>a 1</p><p>Stays.</p><p>b 1</p>", "<p>a 2</p><p>Stays.</p><p>b 2</p>", ["2", "2"]),
        ("<p>The vote was 5–2 on Friday.</p>", "<p>The vote was 5–4 on Friday.</p>", ["5–4"]),
        ("<p>Lena Ortiz, the mayor, said so.</p>", "<p>Lena Ortis, the mayor, said so.</p>", ["Ortis"]),
        ("<p>It was $3 million in May.</p>", "<p>It was $4 billion in June.</p>", ["$4 billion in June"]),
        ("<p>He did not say so.</p>", "<p>He did say so.</p>", ["He did[] say so."]),
        ("<p>One.</p><p>The mayor lied.</p>", "<p>One.</p>", ["One.[]"]),
        ("<p>The mayor lied.</p><p>One.</p>", "<p>One.</p>", ["[]One."]),
        ("<p>One.</p>", "<p>One.</p><p>Two more died.</p>", ["Two more died."]),
        ("<p>One.</p><p>Two.</p>", "<p>Two.</p><p>One.</p>", []),
        ("<p>They recieved 5.</p><p>On Friday.</p>", "<p>They received 5.</p><p>On Monday.</p>", ["Monday"]),
        ("<p>He said “no” twice.</p>", "<p>He said “yes” twice.</p>", ["yes"]),
        ("<p>One.</p>", "<p><em>One.</em></p>", []),
        ("<p>It was 5.</p><p>It was 6.</p>", "<p>It was 5.</p><p>It was 5.</p>", ["5"]),
        ("<p>Nobody was hurt.</p>", "<p>Nobody was hurt. The fire is out.</p>", ["The fire is out."]),
        ("<p>He was held (in May).</p>", "<p>He was held (in May) for a day (in Sava).</p>", ["for a day (in Sava)"]),
        ("<p>Tides past the mark.</p>", "<p>Tides past the mark, storm or moon.</p>", ["storm or moon"]),
        ("<ul><li>5 in Brod</li><li>6 in Sava</li></ul>", "<ul><li>5 in Brod</li><li>7 in Sava</li></ul>", ["7"]),
    ],
)
def test_what_changed_is_marked_and_nothing_else(before, after, marks):
    assert words(edition(before), edition(after)) == marks


def test_headline_standfirst_caption_dateline_and_tagline_are_marked_where_they_changed():
    before = {
        "headline": "Six die",
        "standfirst": "On Friday.",
        "caption": "The Vela.",
        "dateline": "BROD",
        "tagline": "By Ana.",
    }
    after = {
        "headline": "Five die",
        "standfirst": "On Monday.",
        "caption": "The Aura.",
        "dateline": "SAVA",
        "tagline": "By Eva.",
    }
    found = words(edition("<p>Same.</p>", **before), edition("<p>Same.</p>", **after))
    assert found == ["Five", "Monday", "Aura", "SAVA", "Eva"]


def test_an_update_marks_what_it_brought_to_the_text_alone():
    before = edition("<p>Ten fled on Friday.</p><p>It burns.</p>", headline="Ten flee", standfirst="On Friday.")
    after = edition("<p>Two more fled on Friday.</p>", headline="Twelve flee", standfirst="On Monday.")
    notice = kept(before, after)
    assert marked(notice, after) == ["Twelve", "Monday", "Two more", "Two more fled on Friday.[]"]
    notice.kind = "update"
    assert marked(notice, after) == ["Two more"]


def test_a_headline_is_marked_if_its_correction_is_also_told_beside_it():
    before, after = edition("<p>Same.</p>", headline="Six die"), edition("<p>Same.</p>", headline="Five die")
    notice = kept(before, after)
    assert marked(notice, after) == ["Five"]
    notice.kind = "editors_note"
    assert marked(notice, after) == []


def test_another_picture_is_no_correction_of_a_caption():
    after = edition("<p>Same.</p>", caption="The Aura.")
    after.page["lead_photo"]["id"] = 8
    assert words(edition("<p>Same.</p>", caption="The Vela."), after) == []


def test_words_that_an_editor_named_come_first_and_join_what_changed_in_them():
    before, after = edition("<p>On 5 May.</p><p>In Brod.</p>"), edition("<p>On 6 May.</p><p>In Sava.</p>")
    assert words(before, after, passage="In Sava") == ["In Sava", "6"]
    assert words(after, after, passage="in sava") == ["In Sava"]


def test_named_words_that_stand_in_several_places_are_marked_where_they_came():
    before, after = edition("<p>A 6.</p><p>B 5.</p>"), edition("<p>A 6.</p><p>B 6.</p>")
    (place,) = places.of_change(before, after, passage="6")
    assert place["before"] == "B "


def test_the_mark_goes_along_when_the_story_grows_and_falls_away_when_its_words_do():
    notice = kept(edition("<p>The count is on Friday.</p>"), edition("<p>The count is on Monday.</p>"))
    assert marked(notice, edition("<p>New.</p><p>The count is on Monday.</p>")) == ["Monday"]
    assert marked(notice, edition("<p>The count is on Sunday.</p><p>It is Monday.</p>")) == []
    assert marked(notice, edition("<p>The count is on Monday.</p><p>The count is on Monday.</p>")) == []
    assert marked(notice, edition("<p>They said: The count is on Monday.</p>")) == []


def test_a_notice_in_the_place_of_another_keeps_what_that_one_marked():
    first, second = edition("<p>On 5 May.</p><p>In Brod.</p>"), edition("<p>On 6 May.</p><p>In Brod.</p>")
    notice = kept(first, second)
    assert words(second, edition("<p>On 6 May.</p><p>In Sava.</p>"), instead_of=notice) == ["6", "Sava"]


def test_a_notice_from_before_places_were_kept_is_marked_at_the_words_named_in_the_text():
    old = Notice(passage="on Monday")
    assert marked(old, edition("<p>One.</p><p>It is On Monday.</p>", headline="Vote on Monday")) == ["On Monday"]
    assert marked(Notice(), edition("<p>One.</p>")) == []


def test_a_story_written_anew_carries_no_more_marks_than_a_reader_can_use():
    before, after = ("".join(f"<p>Point {number} is {what}.</p>" for number in range(60)) for what in ("up", "down"))
    assert len(words(edition(before), edition(after))) == places.MOST


LONG = "<p>" + " ".join(f"w{number}" for number in range(100_000)) + "</p>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LONG, LONG.replace("7 ", "8 ")),
        (LONG[:90_000].replace(" ", "</p><p>"), LONG[:90_000].replace(" ", "</p><p>").replace("7<", "8<")),
        ("<p>Said.</p>" * 5000, "<p>Said.</p><p>5</p>" * 2500),
        (f"<p>{'x ' * 20_000}</p>", f"<p>{'x y 5 ' * 5000}</p>"),
        (LONG[:25_000] + "</p>", LONG[:25_000].replace("7 ", "8 ") + "</p>"),
    ],
)
def test_a_huge_text_is_published_without_waiting_for_its_marks(before, after):
    old, new = edition(before, headline="Vote 5–2"), edition(after, headline="Vote 5–4")
    began = time.process_time()
    assert words(old, new)[0] == "5–4"
    assert time.process_time() - began < 15  # it was minutes


def test_words_that_an_editor_named_are_marked_in_a_huge_text_too():
    assert words(edition(LONG), edition(LONG.replace("7 ", "8 ")), passage="w40 w41") == ["w40 w41"]


WORDS = ["5", "6", "Brod", "Sava", "mayor", "the", "not", "said,", "“yes”", "died.", "on"]
PARAGRAPH = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
BODY = st.lists(PARAGRAPH, max_size=5).map(lambda found: "".join(f"<p>{line}</p>" for line in found))


@given(BODY, BODY, BODY)
def test_every_mark_is_words_of_the_new_text_that_did_not_stand_there_before(before, after, later):
    old, new, newer = edition(before), edition(after), edition(later)
    notice = kept(old, new)
    lines = places.lines_of(new)
    spans = places.spans_of(notice, lines)
    assert len(spans) == len(notice.places)
    for span, place in zip(spans, notice.places, strict=True):
        text = lines[span.line].text
        assert text[span.start : span.end] == place["words"] == place["words"].strip()
        one = places.Place(**place)
        if place["words"]:  # between these words it stands more often than before
            assert len(places._occurrences(lines, one)) > len(places._occurrences(places.lines_of(old), one))
    lines = places.lines_of(newer)
    for span in places.spans_of(notice, lines):  # later too: the words kept, between the words kept
        text = lines[span.line].text
        around = (text[: span.start][-places.AROUND :], text[span.start : span.end], text[span.end :][: places.AROUND])
        assert around in [(place["before"], place["words"], place["after"]) for place in notice.places]
    assert kept(new, new).places == []
