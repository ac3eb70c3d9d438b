"""A reader points at words of a story and reports them: by mouse, by keyboard alone, by what a screen reader names."""

from __future__ import annotations

import re

import pytest

from corrections.models import Ticket
from tests.factories import make_photo, make_publication, make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    "<p>The night ferry carried 14,200 people in its first month, the company said on Tuesday.</p>"
    "<p>The result is due on Friday, the union said.</p>"
    "<p>A second vote on Friday decides on the fares.</p>"
)
SELECT = """([selector, words, nth]) => {
  const text = document.querySelectorAll(selector)[nth].firstChild
  const start = text.textContent.indexOf(words)
  const range = document.createRange()
  range.setStart(text, start)
  range.setEnd(text, start + words.length)
  getSelection().removeAllRanges()
  getSelection().addRange(range)
}"""
WHY = "That was the figure for the whole year."


@pytest.fixture
def story():
    make_publication()
    return make_published(headline="Ferry extends night service", body=BODY, dateline="PORT MERRION", lead_photo=make_photo())


def path_of(story) -> str:
    return story.visible_edition().path


def tab_to(page, name: str, most: int = 60) -> None:
    """Press Tab until what has the focus bears a name, as a screen reader would say it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText || ''")
        if re.match(name, " ".join(focused.split())):
            return
    raise AssertionError(f"Tab never reached {name}")


def test_selected_words_are_reported_with_what_stands_around_them(visit, story):
    page = visit()
    page.goto(path_of(story))
    page.evaluate(SELECT, [".prose p", "on Friday", 2])
    page.get_by_role("link", name="Report these words").click()
    page.wait_for_url("**/corrections/report/**")
    quote = page.get_by_role("figure", name="The words you point at")
    assert quote.locator("mark").inner_text() == "on Friday"
    assert "A second vote on Friday decides" in quote.inner_text()
    page.get_by_label("What is wrong with it?").fill(WHY)
    page.wait_for_timeout(3_200)  # a person takes longer than a machine
    page.get_by_role("button", name="Send the report").click()
    page.wait_for_url("**/corrections/tickets/")
    ticket = Ticket.objects.get()
    assert (ticket.part, ticket.passage, ticket.block) == ("words", "on Friday", 2)
    assert ticket.passage_before.endswith("A second vote ")
    assert ticket.edition == story.visible_edition()
    assert not ticket.is_suspected


def test_a_reader_reports_with_the_keyboard_alone(visit, story):
    page = visit()
    page.goto(path_of(story))
    tab_to(page, "Point at the error")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").inner_text() == "A link to report it now follows each part of the story."
    tab_to(page, "Report this paragraph – The night ferry carried 14,200 people")
    page.keyboard.press("Enter")
    page.wait_for_url("**/corrections/report/**")
    assert page.locator(".pointed mark").inner_text().startswith("The night ferry carried 14,200 people")
    tab_to(page, "What is wrong with it")
    page.keyboard.type(WHY)
    page.wait_for_timeout(3_200)
    tab_to(page, "Send the report")
    page.keyboard.press("Enter")
    page.wait_for_url("**/corrections/tickets/")
    assert "We have your report." in page.get_by_role("status").inner_text()
    ticket = Ticket.objects.get()
    assert (ticket.block, ticket.wrong, ticket.is_suspected) == (0, WHY, False)
    assert ticket.passage.startswith("The night ferry")


def test_every_step_has_a_name_in_the_accessibility_tree(visit, story):
    page = visit()
    page.goto(path_of(story))
    mode = page.get_by_role("button", name="Point at the error", pressed=False)
    mode.click()
    assert page.get_by_role("button", name="Point at the error", pressed=True).is_visible()
    for name in (
        "Report the headline – Ferry extends",
        "Report the summary – The count",
        "Report this picture – A navy surface",
        "Report this caption – Something navy.",
        "Report something that is missing",
    ):
        assert page.get_by_role("link", name=re.compile(re.escape(name))).count() == 1
    assert page.get_by_role("link", name=re.compile("Report this paragraph")).count() == 3
    page.get_by_role("link", name=re.compile("Report this picture")).click()
    page.wait_for_url("**/corrections/report/**")
    tree = page.locator("main").aria_snapshot()
    assert 'heading "Report an error"' in tree
    for named in (
        'combobox "What is it about?"', 'combobox "What kind of report is it?"', 'textbox "What is wrong with it?"',
        'group "About you, if you like"', 'textbox "Your e-mail address"', 'button "Send the report"',
    ):  # fmt: skip
        assert named in tree, named
    assert page.get_by_label("What is it about?").evaluate("one => one.selectedOptions[0].text").startswith("Picture")
    assert page.get_by_label("What kind of report is it?").input_value() == "photo"


def test_words_chosen_by_keys_are_announced_and_the_link_comes_next(visit, story):
    page = visit()
    page.goto(path_of(story))
    page.keyboard.press("Shift")
    page.evaluate(SELECT, ["h1", "night service", 0])
    page.get_by_role("link", name="Report these words").wait_for()
    assert "Words chosen" in page.get_by_role("status").inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Report these words"
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Report these words").wait_for(state="detached")


def test_a_long_passage_makes_an_address_that_servers_read(visit):
    make_publication()
    words = "Слова " * 400
    story = make_published(body=f"<p>{words}</p>")
    page = visit()
    page.goto(path_of(story))
    page.get_by_role("button", name="Point at the error").click()
    link = page.get_by_role("link", name=re.compile("Report this paragraph"))
    assert len(link.get_attribute("href")) <= 3000
    link.click()
    page.wait_for_url("**/corrections/report/**")
    assert page.locator(".pointed mark").inner_text().startswith("Слова Слова")
    assert page.get_by_text("These words don’t stand in the story").count() == 0


def test_the_page_without_javascript_leads_to_the_plain_form(visit, story):
    page = visit(java_script_enabled=False)
    page.goto(path_of(story))
    assert page.get_by_text("Point at the error").count() == 0
    page.get_by_role("link", name="Report an error").click()
    assert page.get_by_label("The passage").is_visible()


def test_reading_and_pointing_set_no_cookie(visit, story):
    page = visit()
    page.goto(path_of(story))
    page.get_by_role("button", name="Point at the error").click()
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
