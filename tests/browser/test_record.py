"""The public record as anybody checks it: the log, a history, a past day, the accuracy report; by keyboard, on a phone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import publishing
from articles.models import Publication
from corrections import answering, workflow
from tests.browser.test_reporting import path_of, tab_to
from tests.corrections.cases import receive
from tests.factories import make_agency, make_publication, make_published, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = timezone.now()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def story():
    """Published five days ago, corrected three days ago after a reader's report; beside it an agency’s story with a note."""
    make_publication()
    by = make_user(None)
    body = "<p>The night ferry carried 14,200 people in its first month.</p><p>The result is due on Friday.</p>"
    story = make_published(headline="Ferry extends night service", body=body, at=NOW - 5 * DAY)
    ticket = receive(story, wrong="It was 12,400.", email="ada@reader.example", at=NOW - 4 * DAY)
    story.body = body.replace("14,200", "12,400")
    publishing.save_revision(article=story, by=by, at=NOW - 3 * DAY)
    answering.correct(ticket=ticket, by=by, text="It carried 12,400 people, not 14,200.", at=NOW - 3 * DAY)
    wire = make_published(headline="Harbor talks go on", agency=make_agency(), at=NOW - 5 * DAY)
    workflow.publish_change(article=wire, by=by, kind="editors_note", text="The talks are informal.", at=NOW - 2 * DAY)
    return story


def is_as_wide_as_the_screen(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", [390, 1280], ids=["folded on a phone", "beside the list"])
def test_the_log_is_searched_and_filtered_by_keyboard_alone(visit, story, width):
    page = visit(viewport={"width": width, "height": 800})
    page.goto("/corrections/")
    tab_to(page, "Words")
    page.keyboard.type("people")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=people**")
    assert page.get_by_role("status").inner_text().startswith("1 notice matches")
    page.goto("/corrections/")
    if width == 390:
        tab_to(page, "By date, section")
        page.keyboard.press("Enter")
    tab_to(page, "Every kind")
    page.keyboard.type("Editor")
    tab_to(page, "Show these")
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=editors_note**")
    assert [one.inner_text() for one in page.locator(".log__entry h3").all()] == ["Harbor talks go on"]
    tab_to(page, "Show all")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/corrections/$"))
    assert page.locator(".log__entry").count() == 2


def test_from_the_log_to_what_changed_word_by_word(visit, story):
    page = visit(viewport={"width": 320, "height": 700})
    page.goto("/corrections/")
    page.locator(".log__entry", has_text="12,400").get_by_role("link", name="What changed").click()
    page.wait_for_url("**/history/#notice-*")
    entry = page.locator("li:target")
    assert entry.get_by_role("heading", name="Correction").is_visible()
    assert "14,200" in entry.locator("del").inner_text() and "12,400" in entry.locator("ins").inner_text()
    styles = [entry.locator(tag).evaluate("one => getComputedStyle(one).textDecorationLine") for tag in ("del", "ins")]
    assert styles == ["line-through", "underline"]
    assert is_as_wide_as_the_screen(page)


def test_any_past_day_is_chosen_from_the_history_without_a_script(visit, story):
    page = visit(java_script_enabled=False)
    page.goto(f"{path_of(story)}history/")
    day = timezone.localtime(NOW - 4 * DAY, Publication.zone()).date()
    page.get_by_label("Read it as it was at the end of a day").fill(day.isoformat())
    page.get_by_role("button", name="Show that day").click()
    assert "14,200" in page.locator(".prose").inner_text()
    banner = page.get_by_role("complementary", name="About this page")
    assert "As readers had it at the end of" in banner.inner_text()
    banner.get_by_role("link", name="a correction").click()
    assert "not 14,200" in page.locator("main").inner_text()
    page.go_back()
    banner.get_by_role("link", name="Read the story as it is today").click()
    assert "12,400" in page.locator(".prose").inner_text()


def test_the_accuracy_report_reads_on_a_narrow_dark_screen(visit, story):
    page = visit(viewport={"width": 320, "height": 700}, color_scheme="dark")
    page.goto("/corrections/accuracy/")
    assert is_as_wide_as_the_screen(page)
    drawing = page.get_by_role("img", name="Reports received and upheld, month by month")
    assert drawing.bounding_box()["width"] <= 320
    ink, paper = page.evaluate(
        "[getComputedStyle(document.querySelector('.chart__figure')).fill, getComputedStyle(document.body).backgroundColor]"
    )
    assert sum(map(int, re.findall(r"\d+", ink)[:3])) > 600 > 200 > sum(map(int, re.findall(r"\d+", paper)[:3]))
    table = page.get_by_role("region", name="Whose stories, as a table")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("one => one.scrollLeft > 0", arg=table.element_handle())
    row = page.get_by_role("row", name=re.compile("^Our own stories"))
    assert [cell.inner_text() for cell in row.get_by_role("cell").all()][:3] == ["1", "1", "1"]
