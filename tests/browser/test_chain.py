"""The whole chain in a real browser: from a wire file to an answered reader, and from a kill to nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from lxml import html

from articles.models import Article, Section
from newsroom.base import outbox
from tests.factories import make_agency, make_disclaimer, make_publication, make_section, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FERRY = Path(__file__).resolve().parent.parent.parent / "fixtures" / "wire" / "nitf"
HEADLINE = "Calder Islands ferry company extends night service after busy trial"
WRONG, RIGHT = "14,200 people", "12,400 people"
ANSWER = "You are right, and thank you. The figure is corrected."


def log_in(page, user) -> None:
    user.set_password("a long enough password")
    user.save()
    page.goto("/admin/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")


def text_of(page, address: str) -> tuple[int, str]:
    response = page.request.get(address)
    return response.status, response.text()


def words_of(page: str) -> str:
    """What a reader reads, without the marks that stand at corrected words."""
    return " ".join(html.fromstring(page).text_content().replace("†", "").split())


@pytest.fixture
def newsroom():
    make_publication(desk_email="desk@ledger.example")
    make_section("world", name="World")
    make_agency("ap", name="The Associated Press", short_name="AP", aliases=["AP"], profile="A news cooperative.")
    make_disclaimer()
    return {
        "wire": make_user("Wire editor", username="wire", first_name="Priya"),
        "standards": make_user("Standards editor", username="standards", first_name="Marcus"),
    }


def test_a_wire_story_reaches_a_reader_who_gets_an_answer_and_a_kill_ends_it(visit, newsroom):
    # The file comes in.
    call_command("ingest", str(FERRY / "ferry-chain-1-first.xml"))

    # The wire editor picks it up, sees the disclaimer, publishes.
    desk = visit()
    log_in(desk, newsroom["wire"])
    desk.goto("/admin/wire/item/")
    desk.get_by_role("link", name=HEADLINE).first.click()
    desk.get_by_label("Section").select_option(label=Section.objects.get().name)
    desk.get_by_role("button", name="Pick up", exact=True).click()
    desk.get_by_role("button", name="Save and see it as readers will").click()
    disclaimer = "The Harbor Ledger has not reviewed this Associated Press story prior to publication."
    assert desk.get_by_text(disclaimer).first.is_visible()
    assert desk.get_by_text("agency copy, not reviewed by staff").is_visible()
    desk.get_by_role("button", name="Publish revision 1").click()
    desk.wait_for_load_state()
    article = Article.objects.get()
    path = article.visible_edition().path

    # A reader reads it.
    reader = visit()
    reader.goto("/")
    reader.get_by_role("link", name=HEADLINE).first.click()
    assert reader.url.endswith(path)
    story = reader.locator("article").inner_text()
    assert story.upper().count("PORT MERRION, CALDER ISLANDS (AP)") == 1
    assert disclaimer in story
    assert "The Associated Press" in story

    # The reader reports an error.
    reader.get_by_role("link", name=re.compile("Submit a correction")).click()
    reader.get_by_label("The passage").fill(WRONG)
    reader.get_by_label("What is wrong with it?").fill("That was the figure for the whole year.")
    reader.get_by_label("What would be right?").fill(RIGHT)
    reader.get_by_label("Your e-mail address").fill("reader@example.org")
    reader.wait_for_timeout(3_200)  # a person takes longer than a machine
    reader.get_by_role("button", name="Send the report").click()
    reader.wait_for_url("**/corrections/tickets/")
    reference = reader.locator("h1 .reference").inner_text()
    private_link = reader.locator("a", has_text="/corrections/tickets/?t=").get_attribute("href")

    # The standards editor corrects the story and answers.
    standards = visit()
    log_in(standards, newsroom["standards"])
    standards.goto("/admin/corrections/ticket/")
    standards.get_by_role("link", name=reference).click()
    ticket_url = standards.url
    standards.get_by_role("button", name="Take it").click()
    standards.goto(f"/admin/articles/article/{article.pk}/change/")
    editor = standards.locator(".ProseMirror")
    paragraph = editor.locator("p", has_text=WRONG)
    corrected = paragraph.inner_text().replace(WRONG, RIGHT)
    paragraph.click(click_count=3)
    standards.keyboard.insert_text(corrected)
    standards.get_by_role("button", name="Save, and say what kind of change it is").click()
    standards.get_by_text("This looks substantive.").wait_for()
    standards.goto(ticket_url)  # readers keep what they have, until it is published from there with its notice
    standards.get_by_text("Correct the story").click()
    correct = standards.locator("#verb-correct")
    correct.locator("[name=text]").fill(
        "An earlier version of this story gave the number of night passengers as 14,200. It is 12,400."
    )
    correct.locator("[name=to_reader]").fill(ANSWER)
    correct.get_by_role("button", name="Look once more before it is public").click()
    standards.get_by_role("button", name=re.compile("Publish the correction and close")).click()
    standards.wait_for_load_state()

    # The status page, the story, the log and the mail say so.
    outbox.send_due()
    later = visit()
    later.goto(private_link)
    assert "?t=" not in later.url
    assert ANSWER in later.locator("main").inner_text()
    _, page = text_of(later, path)
    assert "It is 12,400." in page
    assert RIGHT in words_of(page)
    assert WRONG not in page
    assert '"correction"' in page
    assert "CorrectionComment" in page
    assert "It is 12,400." in text_of(later, "/corrections/")[1]
    received, outcome = (message for message in mail.outbox if message.to == ["reader@example.org"])
    assert reference in received.subject + received.body
    assert ANSWER in outcome.body

    # The agency kills the story.
    outputs = [
        *("/", "/sections/world/", "/agencies/ap/", "/search/?q=ferry", "/corrections/", "/api/v1/articles/"),
        *("/feeds/latest.rss", "/feeds/latest.atom", "/feeds/latest.json", "/sitemap.xml", "/sitemap-news.xml"),
    ]
    slug = path.rstrip("/").rpartition("/")[2]
    assert [address for address in outputs if HEADLINE in text_of(later, address)[1] or slug in text_of(later, address)[1]]
    call_command("ingest", str(FERRY / "ferry-chain-4-kill.xml"))
    status, tombstone = text_of(later, path)
    assert status == 410
    assert HEADLINE not in tombstone
    for address in outputs:
        _, page = text_of(later, address)
        assert HEADLINE not in page, address
        assert slug not in page, address
    outbox.send_due()
    assert any(message.to == ["desk@ledger.example"] for message in mail.outbox)
