"""An editor in a real browser: from the queue to an answered reader, every act counted; a retraction takes two people."""

from __future__ import annotations

import re

import pytest

from corrections.models import Notice, NoticeProposal, Ticket
from newsroom.base.models import Outgoing
from tests.browser.test_chain import log_in
from tests.corrections.cases import make_ticket
from tests.factories import edition_of, make_publication, make_published, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>The night ferry carried 14,200 people, the company said.</p><p>A decision is due in March.</p>"
AT_MOST = 10


class Hands:
    """An editor's hands on a page: each click, choice or field filled is one act."""

    def __init__(self, page) -> None:
        self.page, self.acts = page, 0

    def click(self, target) -> None:
        target.click()
        self.page.wait_for_load_state()
        self.acts += 1

    def fill(self, target, words: str) -> None:
        target.fill(words)
        self.acts += 1


@pytest.fixture
def scene():
    make_publication()
    article = make_published(headline="Night ferries to stay", body=BODY)
    tickets = [make_ticket(article, passage="14,200 people", email=f"reader{number}@example.org") for number in range(2)]
    return article, tickets


def test_from_queue_to_answer_in_at_most_ten_acts(visit, scene):
    article, (lead, _) = scene
    page = visit()
    log_in(page, make_user("Standards editor", username="standards"))
    page.goto("/admin/corrections/ticket/")
    hands = Hands(page)

    hands.click(page.get_by_role("link", name=lead.reference))
    assert page.locator("mark", has_text="14,200 people").first.is_visible()
    hands.click(page.get_by_text("Correct the story"))
    correct = page.locator("#verb-correct")
    assert correct.get_by_label("The wrong words").input_value() == "14,200 people"
    hands.fill(correct.get_by_label("The right words"), "12,400 people")
    hands.fill(correct.get_by_label("What readers are told"), "An earlier version gave 14,200 passengers. It was 12,400.")
    hands.fill(correct.get_by_label("A word to the reader"), "Thank you: you were right.")
    hands.click(correct.get_by_role("button", name="Look once more before it is public"))
    shown = page.locator("main, #content").first.inner_text()
    for part in (
        "The page",
        "The log",
        "Mail to reader0@example.org",
        "Mail to reader1@example.org",
        "Thank you: you were right.",
    ):
        assert part in shown
    assert page.locator("mark", has_text="12,400 people").first.is_visible()
    assert not Notice.objects.exists()
    hands.click(page.get_by_role("button", name=re.compile("Publish the correction and close")))

    assert hands.acts <= AT_MOST, hands.acts
    assert "12,400 people" in edition_of(article).page["blocks"][0]["html"]
    assert set(Ticket.objects.values_list("resolution", flat=True)) == {"corrected"}
    assert Outgoing.objects.filter(key__contains=":outcome:").count() == 2
    reader = visit()
    reader.goto(edition_of(article).path)
    assert "It was 12,400." in reader.locator(".notice").inner_text()


def test_a_retraction_is_proposed_by_one_and_approved_by_another(visit, scene):
    _, (lead, _) = scene
    first = visit()
    log_in(first, make_user("Standards editor", username="marcus"))
    first.goto(f"/admin/corrections/ticket/{lead.pk}/change/")
    first.get_by_text("Correct the story").click()
    correct = first.locator("#verb-correct")
    correct.get_by_label("Kind", exact=True).select_option("retraction")
    correct.get_by_label("What readers are told").fill("We retract this story. The company published no figures.")
    correct.get_by_role("button", name="Look once more before it is public").click()
    first.get_by_role("button", name="Propose the retraction").click()
    first.wait_for_load_state()
    proposal = NoticeProposal.objects.get()
    first.goto(f"/admin/corrections/noticeproposal/{proposal.pk}/change/")
    assert first.get_by_text("Somebody else decides.").is_visible()

    second = visit()
    log_in(second, make_user("Managing editor", username="eleanor"))
    second.get_by_role("link", name=re.compile("Retraction: Night ferries")).click()
    second.get_by_role("button", name="Approve, and publish the retraction").click()
    second.wait_for_load_state()
    assert Notice.objects.get().kind == "retraction"
    assert not Ticket.objects.open().exists()
