"""A reader of a story's history learns what changed, who found it, and why there is no notice."""

from __future__ import annotations

import pytest

from articles import publishing
from corrections import workflow
from tests.factories import DAY, HOUR, NOON, make_publication, make_published, make_user
from tests.site.reading import page, path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    make_publication()
    return make_published(body="<p>Seventy metres.</p>")


def changed(story, words, at, **how):
    story.refresh_from_db()
    story.body = f"<p>{words}</p>"
    publishing.save_revision(article=story, by=make_user(None), at=at)
    if "kind" in how:
        return workflow.publish_change(article=story, by=make_user(None), text="It is 90.", at=at, **how)
    return publishing.publish(article=story, by=make_user(None), at=at, change="substantive", **how)


def entries(story):
    found = page(f"{path_of(story)}history/").xpath("//ol[contains(@class, 'timeline')]/li")
    return [" ".join(one.text_content().split()) for one in found]


def test_the_reason_is_told_as_one(story):
    changed(story, "Eighty metres.", NOON + DAY, no_notice_reason="New facts, nothing was wrong.")
    assert "Changed, without a notice Why without a notice: New facts, nothing was wrong." in entries(story)[0]


def test_a_notice_says_who_found_the_error(story):
    changed(story, "Ninety metres.", NOON + DAY, kind="correction", origin="reader")
    assert "Found by a reader." in entries(story)[0] and "were not changed" not in entries(story)[0]


def test_a_notice_without_a_change_of_words_says_so(story):
    workflow.publish_change(article=story, by=make_user(None), kind="editors_note", text="A cousin.", at=NOON + DAY)
    assert "The words of the story were not changed with it." in entries(story)[0]


def test_the_page_of_a_day_is_offered_where_readers_had_it_when_the_day_was_over(story):
    """The first version, corrected two hours later, is no page of any day's end; its words are in the difference."""
    changed(story, "Ninety metres.", NOON + 2 * HOUR, kind="correction")
    corrected, first = entries(story)
    assert "as it was at the end of that day" in corrected and "as it was at the end" not in first
    assert "It was changed again the same day." in first
    changed(story, "Ninety-one metres.", NOON + DAY, kind="correction")
    assert [("end of that day" in one) for one in entries(story)] == [True, True, False]
