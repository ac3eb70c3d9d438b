"""The ticket beside its story: then and now, the passage marked, each verb a button, publishing asked once."""

from __future__ import annotations

import pytest

from articles import publishing
from corrections.models import Notice, Ticket
from tests.corrections.cases import LATER, desk_client, make_ticket, save_text, screen_address, verb_address
from tests.factories import HOUR, make_agency, make_published, make_user

pytestmark = pytest.mark.django_db

NOTICE = {"kind": "correction", "severity": "serious", "origin": "reader", "text": "It is Thursday.", "to_reader": "Thank you."}


def page_of(ticket: Ticket, role: str = "Standards editor") -> str:
    return desk_client(role).get(screen_address(ticket)).content.decode()


def test_the_passage_is_marked_in_the_story():
    page = page_of(make_ticket(passage="due on Friday"))
    assert "<mark>due on Friday</mark>" in page
    assert "As the reader saw it and as it reads now" in page


def test_colleagues_bear_their_names_and_nothing_is_replaced_where_nothing_stands():
    make_user("Editor", first_name="Mara", last_name="Quill")
    page = page_of(make_ticket())
    assert ">Mara Quill</option>" in page
    assert "Takes the place of" not in page


def test_a_passage_that_has_changed_since_is_said_to_have():
    article = make_published()
    ticket = make_ticket(article, passage="due on Friday")
    save_text(article, "<p>The result is due on Thursday.</p>")
    publishing.publish(article=article, by=make_user(None), change="minor", no_notice_reason="A test.", at=LATER)
    page = page_of(ticket)
    assert "Changed since in revision 2." in page
    assert "<del>Friday, the union said</del><ins>Thursday</ins>" in page
    assert page.count("<mark>due on Friday</mark>") == 1
    assert "due on Thursday" in page


def test_a_saved_change_is_shown_word_by_word_before_it_is_published():
    article = make_published(body="<p>The result is due on Friday.</p>")
    ticket = make_ticket(article)
    save_text(article, "<p>The result is due on Thursday.</p>")
    page = page_of(ticket)
    assert "Publish what is saved" in page
    assert "<del>Friday</del>" in page
    assert "<ins>Thursday</ins>" in page


def test_who_may_do_nothing_is_told_who_does():
    assert "Editors handle readers’ reports" in page_of(make_ticket(), "Reporter")
    assert "Editors handle readers’ reports" not in page_of(make_ticket(), "Editor")


def test_whose_story_it_is_and_whom_to_tell_is_on_the_screen():
    agency = make_agency(corrections_contact="errors@northline.example")
    page = page_of(make_ticket(make_published(agency=agency)))
    assert "Northline News Agency" in page
    assert "errors@northline.example" in page


def test_the_story_is_escaped_and_a_strange_source_is_no_script():
    page = page_of(make_ticket(wrong="<script>alert(1)</script>", passage="</q><img src=x onerror=alert(1)>"))
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_notice_is_asked_about_once_before_it_is_public():
    article = make_published()
    ticket, client = make_ticket(article), desk_client("Standards editor")
    save_text(article, "<p>The result is due on Thursday.</p>")
    asked = client.post(verb_address(ticket, "correct"), NOTICE)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "above the story" in page
    assert "It is Thursday." in page
    assert not Notice.objects.exists()

    back = client.post(verb_address(ticket, "correct"), {**NOTICE, "back": "yes"})
    assert "It is Thursday." in back.content.decode()
    assert not Notice.objects.exists()

    done = client.post(verb_address(ticket, "correct"), {**NOTICE, "confirmed": "yes"})
    assert done["Location"] == f"{screen_address(ticket)}#top"
    notice = Notice.objects.get()
    ticket.refresh_from_db()
    assert (notice.placement, notice.by.groups.get().name) == ("top", "Standards editor")
    assert (ticket.resolution, ticket.notice) == ("corrected", notice)
    assert "Thursday" in article.visible_edition().page["blocks"][0]["html"]


def test_a_wording_with_a_gap_is_not_published():
    ticket, client = make_ticket(category="name"), desk_client("Standards editor")
    assert "gave a name wrongly as" in client.get(screen_address(ticket)).content.decode()
    response = client.post(verb_address(ticket, "correct"), {**NOTICE, "text": "The name is […].", "confirmed": "yes"})
    assert response.status_code == 422
    assert "Fill in what stands as […]" in response.content.decode()
    assert not Notice.objects.exists()


def test_what_was_typed_survives_a_refusal():
    ticket, client = make_ticket(), desk_client("Standards editor")
    seen = ticket.events.last().pk
    desk_client("Editor").post(verb_address(ticket, "take"))
    response = client.post(verb_address(ticket, "no_error"), {"to_reader": "The union says Friday.", "seen": seen})
    page = response.content.decode()
    assert response.status_code == 422
    assert "moved on since you opened it" in page
    assert "The union says Friday." in page
    ticket.refresh_from_db()
    assert ticket.is_open


def test_a_second_editor_who_takes_is_told():
    ticket = make_ticket()
    assert desk_client("Editor").post(verb_address(ticket, "take")).status_code == 302
    response = desk_client("Editor").post(verb_address(ticket, "take"))
    assert response.status_code == 422
    assert "has this report" in response.content.decode()


@pytest.mark.parametrize(
    ("verb", "data", "state"),
    [
        ("take", {}, ("taken", "")),
        ("ask", {"question": "Which page?"}, ("asked", "")),
        ("note", {"text": "Called the union."}, ("new", "")),
        ("no_error", {"to_reader": "It stands."}, ("closed", "no_error")),
        ("spam", {}, ("closed", "spam")),
    ],
)
def test_each_verb_is_a_form_of_the_screen(verb, data, state):
    ticket, client = make_ticket(), desk_client("Standards editor")
    assert verb_address(ticket, verb) in client.get(screen_address(ticket)).content.decode()
    assert client.post(verb_address(ticket, verb), data).status_code == 302
    ticket.refresh_from_db()
    assert (ticket.status, ticket.resolution) == state


def test_suspected_reopened_and_joined_reports_have_their_verbs():
    article, client = make_published(), desk_client("Standards editor")
    first, second = make_ticket(article), make_ticket(article, suspicion="too fast")
    assert client.post(verb_address(second, "clear")).status_code == 302
    assert client.post(verb_address(second, "duplicate"), {"original": first.pk}).status_code == 302
    assert client.post(verb_address(second, "reopen"), {"reason": "It is another error."}).status_code == 302
    second.refresh_from_db()
    assert (second.status, second.duplicate_of) == ("reopened", None)


@pytest.mark.parametrize("verb", ["ask", "note", "no_error", "duplicate", "reopen", "correct", "answer_with"])
def test_an_empty_form_is_refused_beside_its_field(verb):
    ticket, client = make_ticket(), desk_client("Standards editor")
    response = client.post(verb_address(ticket, verb), {})
    assert response.status_code == 422
    assert Ticket.objects.get().events.count() == 1


def test_the_screen_of_a_killed_story_still_lets_the_reader_be_answered():
    article = make_published()
    ticket = make_ticket(article)
    publishing.kill(article=article, by=make_user(None), reason="Legal", at=LATER + HOUR)
    client = desk_client("Standards editor")
    assert "Killed" in client.get(screen_address(ticket)).content.decode()
    response = client.post(verb_address(ticket, "correct"), {**NOTICE, "confirmed": "yes"})
    assert "killed" in response.content.decode()
    data = {"to_reader": "We have withdrawn the story."}
    assert client.post(verb_address(ticket, "no_error"), data).status_code == 302


def test_the_screen_takes_few_queries_however_many_steps_there_were(django_assert_max_num_queries):
    ticket, client = make_ticket(), desk_client("Standards editor")
    for _ in range(6):
        client.post(verb_address(ticket, "note"), {"text": "x"})
    with django_assert_max_num_queries(26):
        client.get(screen_address(ticket))
