"""Two editors in two browsers decide one report: one wins, the other is told and keeps what was typed; and one by keyboard."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from corrections.models import Notice, Reply, Ticket
from newsroom.base.models import Outgoing
from tests.browser.test_deciding import AT_MOST
from tests.browser.test_deciding import scene as scene
from tests.browser.test_reported_in_a_minute import Reader
from tests.corrections.cases import screen_address
from tests.factories import edition_of, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTICE = "An earlier version gave 14,200 passengers. It was 12,400."
LOOK, PUBLISH = "Look once more before it is public", re.compile("Publish the correction and close")
TWO_MINUTES = 120


@pytest.fixture
def editor(visit, live_server):
    """A window of an editor of their own."""

    def window(username: str):
        client = Client()
        client.force_login(make_user("Standards editor", username=username))
        page = visit()
        page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        return page

    return window


def outcomes() -> list[str]:
    return sorted(Outgoing.objects.filter(key__contains=":outcome:").values_list("to", flat=True))


def look_at_correction(page, ticket: Ticket) -> None:
    """As far as the page that shows what will happen."""
    page.goto(screen_address(ticket))
    page.get_by_text("Correct the story").click()
    correct = page.locator("#verb-correct")
    correct.get_by_label("The right words").fill("12,400 people")
    correct.get_by_label("What readers are told").fill(NOTICE)
    correct.get_by_role("button", name=LOOK).click()
    page.get_by_role("button", name=PUBLISH).wait_for()


def test_of_two_who_publish_the_same_correction_one_is_told(editor, scene):
    article, (lead, _) = scene
    mara, jo = editor("mara"), editor("jo")
    look_at_correction(mara, lead)
    look_at_correction(jo, lead)
    mara.get_by_role("button", name=PUBLISH).click()
    mara.wait_for_load_state()
    jo.get_by_role("button", name=PUBLISH).click()
    told = jo.get_by_role("alert")
    told.wait_for()
    assert "resolved (mara, " in told.inner_text()
    assert NOTICE in [box.input_value() for box in told.get_by_role("textbox").all()]
    assert Notice.objects.count() == 1
    assert "12,400 people" in edition_of(article).page["blocks"][0]["html"]
    assert outcomes() == ["reader0@example.org", "reader1@example.org"]


def test_who_answers_after_another_has_asked_is_told_and_can_go_on(editor, scene):
    _, (lead, _) = scene
    mara, jo = editor("mara"), editor("jo")
    for page in (mara, jo):
        page.goto(screen_address(lead))
    mara.get_by_text("Ask the reader").click()
    mara.locator("#verb-ask").get_by_label("Question to the reader").fill("Which year?")
    mara.get_by_role("button", name="Send the question").click()
    mara.wait_for_load_state()
    jo.get_by_text("There is no error").click()
    answer = jo.locator("#verb-no_error")
    answer.get_by_label("Answer to the reader").fill("The figure is of the year.")
    answer.get_by_role("button", name="Send the answer and close").click()
    answer.get_by_role("alert").wait_for()
    assert "moved on since you opened it: question to the reader (mara" in answer.get_by_role("alert").inner_text()
    assert outcomes() == []
    assert answer.get_by_label("Answer to the reader").input_value() == "The figure is of the year."
    answer.get_by_role("button", name="Send the answer and close").click()
    jo.wait_for_load_state()
    assert outcomes() == ["reader0@example.org", "reader1@example.org"]


def test_by_keyboard_alone_in_under_two_minutes(editor, scene):
    article, (lead, _) = scene
    Reply.objects.create(name="You were right", text="Thank you, you were right about {reference}.")
    page = editor("mara")
    page.goto("/admin/corrections/ticket/")
    keys, acts = Reader(page), 0

    def on(name: str, *, words: str = "", press: str = "") -> None:
        nonlocal acts
        keys.tab_to(name)
        acts += 1
        if words:
            page.keyboard.press("Control+a")
            keys.type(words)
        if press:
            keys.press(press)
            page.wait_for_load_state()

    on(lead.reference, press="Enter")
    page.wait_for_url(f"**{screen_address(lead)}")
    mark = page.locator(".reading mark", has_text="14,200 people")
    assert mark.count() == 1
    on("Correct the story", press="Enter")
    on("The right words", words="12,400 people")
    on("What readers are told", words=NOTICE)
    on("no canned reply")  # the first choice of “Canned reply”
    page.keyboard.type("You")
    on("Put the canned reply in", press="Enter")
    page.wait_for_url("**/do/correct/**")
    assert keys.focused() == "A word to the reader"
    on(LOOK, press="Enter")
    page.get_by_role("button", name=PUBLISH).wait_for()
    on("Publish the correction and close", press="Enter")
    page.wait_for_url(f"**{screen_address(lead)}#top")

    assert acts <= AT_MOST, acts
    assert keys.seconds < TWO_MINUTES, (keys.keys, keys.seconds)
    assert "12,400 people" in edition_of(article).page["blocks"][0]["html"]
    mail = Outgoing.objects.get(key=f"ticket:{lead.pk}:outcome:1")
    assert f"Thank you, you were right about {lead.reference}." in mail.text
    assert len(outcomes()) == 2
