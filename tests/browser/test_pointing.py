"""Whatever a reader selects on a story's page, the report names words that stand in the story, and none beside them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from corrections.passages import Words
from tests.factories import make_agency, make_disclaimer, make_photo, make_publication, make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SELECT = """([from, start, to, end]) => {
  const within = (selector) => {
    const texts = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) if (texts.currentNode.data.trim()) return texts.currentNode
  }
  const range = document.createRange(), last = within(to)
  range.setStart(within(from), start)
  range.setEnd(last, Math.min(end, last.length))
  getSelection().removeAllRanges()
  getSelection().addRange(range)
}"""


@pytest.fixture
def story():
    make_publication()
    make_disclaimer(text="This text was not reviewed by us.")
    other, inside = make_published(headline="Another story altogether"), make_photo("olive", caption="The quay at night.")
    body = (
        "<p>The ferry sails at night 🚢.</p>"
        f'<aside data-promo="{other.pk}"></aside>'
        "<p>It sails on Friday.</p><ul><li>Adults pay<ul><li>four crowns</li></ul></li><li>children nothing</li></ul>"
        f'<figure data-photo="{inside.pk}"></figure><p>شرب القمر.</p>'
    )
    return make_published(body=body, agency=make_agency(), lead_photo=make_photo("navy", caption="The quay at dawn."))


def passage_of(page) -> str:
    """The words that the link under the selection would report."""
    link = page.get_by_role("link", name="Report these words")
    link.wait_for()
    return parse_qs(urlsplit(link.get_attribute("href")).query)["passage"][0]


@pytest.mark.parametrize(
    ("selected", "words"),
    [
        ((".prose > p", 4, ".prose > p:has(+ ul)", 8), "ferry sails at night 🚢.\nIt sails"),
        ((".prose ul li", 7, ".prose > ul > li:last-child", 8), "pay four crowns children"),
        ((".story__lead .caption", 4, ".story__lead .credit", 9), "quay at dawn."),
        ((".prose .caption", 4, ".prose .caption", 8), "quay"),
        ((".prose > p:last-of-type", 4, ".disclaimer", 9), "القمر."),
        (("h1", 0, ".standfirst", 9), None),
    ],
)
def test_a_selection_names_words_that_stand_in_the_story(visit, story, selected, words):
    page, edition = visit(), story.visible_edition()
    page.goto(edition.path)
    page.evaluate(SELECT, list(selected))
    passage = passage_of(page)
    assert words is None or passage == words
    assert "Another story" not in passage
    assert Words.of(edition).find(passage)


@pytest.mark.parametrize("selector", [".promo a", ".disclaimer", ".story__lead .credit", ".accuracy p"])
def test_what_is_none_of_the_storys_words_is_not_offered(visit, story, selector):
    page = visit()
    page.goto(story.visible_edition().path)
    page.evaluate(SELECT, [".prose > p", 0, ".prose > p", 9])
    passage_of(page)
    page.evaluate(SELECT, [selector, 0, selector, 6])
    page.get_by_role("link", name="Report these words").wait_for(state="detached")


def test_three_clicks_on_a_paragraph_choose_it_whole_whatever_follows(visit, story):
    page = visit()
    page.goto(story.visible_edition().path)
    page.locator(".prose > p").first.click(click_count=3)
    assert passage_of(page) == "The ferry sails at night 🚢."


def test_a_long_selection_is_cut_after_a_word_and_the_form_says_so(visit):
    make_publication()
    story = make_published(body="".join(f"<p>{'Words 🚢 enough. ' * 30}{number}</p>" for number in range(12)))
    page = visit()
    page.goto(story.visible_edition().path)
    page.evaluate(SELECT, [".prose > p", 0, ".prose > p:last-of-type", 400])
    passage = passage_of(page)
    assert passage.endswith("…")
    assert Words.of(story.visible_edition()).find(passage)
    page.get_by_role("link", name="Report these words").click()
    page.wait_for_url("**/corrections/report/**")
    assert page.get_by_text("Its beginning stands for all of it").is_visible()
    assert page.get_by_text("These words don’t stand in the story").count() == 0
