"""An agency's correction meets our edit in a real browser: the desk decides, and readers get the words and the notice."""

from __future__ import annotations

import pytest

from articles import publishing
from tests.browser.test_chain import log_in, text_of, words_of
from tests.factories import make_agency, make_disclaimer, make_publication, make_section, make_user
from tests.wire.builders import TEXT, story, the_item
from wire import formats, intake, pickup

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OURS = TEXT.replace("14,200 people", "14,000 people").replace("all night", "through the night")
THEIRS = TEXT.replace("14,200 people", "12,400 people").replace("in three months", "in four months")


def arrive(monkeypatch, item) -> None:
    monkeypatch.setattr(formats, "parse", lambda *args, **options: [item])
    intake.receive(f"version {item.version}".encode(), feed=intake.command_feed())


@pytest.fixture
def edited(monkeypatch):
    """A story of Northline's that we edited and published, and a correction of the same words."""
    make_publication(desk_email="desk@ledger.example")
    make_agency("northline")
    make_disclaimer()
    arrive(monkeypatch, story())
    editor = make_user("Wire editor", username="wire", first_name="Priya")
    article = pickup.pick_up(item=the_item(), by=editor, section=make_section("world"))
    article.body = OURS
    publishing.save_revision(article=article, by=editor)
    edition = publishing.publish(article=article, by=editor)
    correction = story(2, body_html=THEIRS, signals=("sig:correction",), editor_note="CORRECTS number of passengers.")
    arrive(monkeypatch, correction)
    return editor, edition.path


def test_editor_settles_a_conflict_and_readers_get_the_words_and_the_notice(visit, edited):
    editor, path = edited
    reader = visit()
    assert "14,000 people" in text_of(reader, path)[1]

    desk = visit()
    log_in(desk, editor)
    desk.goto("/admin/wire/pickup/?waiting=published")
    desk.get_by_role("link", name="Compare").click()
    place = desk.get_by_role("group", name="Paragraph 2")
    assert place.get_by_role("heading", name="Northline sends now").is_visible()
    assert place.locator("ins", has_text="12,400").is_visible()
    words = place.get_by_label("Your words for paragraph 2")
    assert not words.is_visible()

    # By keyboard alone: to the last of the three ways, and into the words.
    place.get_by_role("radio", name="Take theirs").focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("ArrowDown")
    assert place.get_by_role("radio", name="Edit").is_checked()
    desk.keyboard.press("Tab")
    assert words.input_value() == "It carried 14,000 people in four months."
    desk.keyboard.press("Control+A")
    desk.keyboard.insert_text("It carried 12,400 people in four months, Northline now says.")
    notice = desk.get_by_label("What readers are told")
    assert notice.input_value() == "Northline has corrected this story: Corrects number of passengers."
    notice.fill("Northline has corrected the number of passengers. It is 12,400, not 14,200.")
    desk.get_by_role("button", name="Publish with notice").click()
    assert desk.get_by_text("Published with the notice.").is_visible()

    _, page = text_of(reader, path)
    assert "It carried 12,400 people in four months, Northline now says." in words_of(page)
    assert "through the night" in page
    assert "14,000" not in page
    assert "It is 12,400, not 14,200." in page
    assert "It is 12,400, not 14,200." in text_of(reader, "/corrections/")[1]
