"""From the words to the acknowledgement in under a minute, by keyboard alone, and as a screen reader is told of it."""

from __future__ import annotations

import re
from time import monotonic

import pytest

from corrections.models import Ticket
from tests.factories import make_agency, make_photo, make_publication, make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "".join(f"<p>Paragraph {number} says that the night ferry carried {number}4,200 people.</p>" for number in range(12))
WHY = "That was the figure for the whole year."
# Card, Moran and Newell's keystroke-level model: a typist who is no professional, and a thought before each step.
A_KEY, A_THOUGHT = 0.28, 1.35


class Reader:
    """A reader's ten fingers: every key is counted, and the machine's own time is measured."""

    def __init__(self, page) -> None:
        self.page, self.keys, self.thoughts, self.began = page, 0, 0, monotonic()

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def tab_to(self, name: str) -> None:
        self.thoughts += 1
        for _ in range(60):
            self.press("Tab")
            if re.match(name, self.focused()):
                return
        raise AssertionError(f"Tab never reached {name}")

    def type(self, words: str) -> None:
        self.thoughts += 1
        self.page.keyboard.type(words)
        self.keys += len(words)

    def focused(self) -> str:
        said = "document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText || ''"
        return " ".join(self.page.evaluate(said).split())

    @property
    def seconds(self) -> float:
        return self.keys * A_KEY + self.thoughts * A_THOUGHT + monotonic() - self.began


def tree(page) -> list[dict]:
    """What the browser tells a screen reader: role, name, description and properties of everything on the page."""
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    children = {node["nodeId"]: node for node in nodes}

    def words(node) -> str:
        within = (words(children[child]) for child in node.get("childIds", []) if child in children)
        return node.get("name", {}).get("value", "") or "".join(within)

    return [
        {
            "role": node["role"]["value"],
            "name": " ".join(words(node).split()),
            "described": node.get("description", {}).get("value", ""),
            **{one["name"]: one["value"].get("value") for one in node.get("properties", [])},
        }
        for node in nodes
        if not node["ignored"]
    ]


def told(page, role: str, name: str) -> dict:
    found = [one for one in tree(page) if one["role"] == role and one["name"].startswith(name)]
    assert found, f"No {role} “{name}” is told"
    return found[0]


@pytest.fixture
def story():
    make_publication()
    return make_published(headline="Ferry extends", body=BODY, agency=make_agency(), lead_photo=make_photo())


def test_a_report_by_keyboard_alone_takes_less_than_a_minute_and_each_step_is_told(visit, story):
    page = visit()
    page.goto(story.visible_edition().path)
    told(page, "button", "Point at the error")
    reader = Reader(page)
    reader.tab_to("Skip to")
    reader.press("Enter")
    reader.tab_to("Point at the error")
    reader.press("Enter")
    assert told(page, "status", "A link to report it now follows each part of the story.")["live"] == "polite"
    told(page, "link", "Report this paragraph – Paragraph 7 says that the night")
    reader.tab_to("Report this paragraph – Paragraph 7")
    reader.press("Enter")
    page.wait_for_url("**/corrections/report/**")
    opened = monotonic()
    told(page, "heading", "Report an error")
    told(page, "figure", "The words you point at")
    told(page, "combobox", "What kind of report is it?")
    assert told(page, "textbox", "What is wrong with it?")["required"]
    reader.tab_to("Skip to")
    reader.press("Enter")
    reader.tab_to("What is wrong with it")
    reader.type(WHY)
    reader.tab_to("Send the report")
    page.wait_for_timeout(max(0, 3_200 - 1000 * (monotonic() - opened)))  # typing takes a person longer
    reader.press("Enter")
    page.wait_for_url("**/corrections/tickets/")
    assert told(page, "status", "We have your report.")["live"] == "polite"
    assert reader.seconds < 60, f"{reader.keys} keys, {reader.thoughts} thoughts, {reader.seconds:.0f} seconds"
    ticket = Ticket.objects.get()
    told(page, "heading", f"Your report {ticket.reference}")
    assert (ticket.block, ticket.wrong, ticket.is_suspected) == (7, WHY, False)


def test_what_was_not_taken_is_said_at_once_and_at_its_field(visit, story):
    page = visit()
    page.goto(story.visible_edition().path)
    page.get_by_role("link", name="Report an error").click()
    page.get_by_label("Your e-mail address").fill("ada@")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert page.title().startswith("Please check your report")
    wrong, address = told(page, "textbox", "What is wrong with it?"), told(page, "textbox", "Your e-mail address")
    assert (wrong["invalid"], address["invalid"]) == ("true", "true")
    assert "Tell us what is wrong." in wrong["described"]
    assert "leave it empty" in address["described"]
    assert page.get_by_label("Your e-mail address").input_value() == "ada@"
