"""Legal complaints, takedown requests and rights to reply are for standards and managing editors, at every door."""

from __future__ import annotations

import pytest

from corrections import proposals, sharing
from corrections.models import Notice, Ticket
from newsroom.base.refusals import Refused
from tests.corrections.cases import desk_client, make_ticket, screen_address, verb_address
from tests.factories import make_published, make_user

pytestmark = pytest.mark.django_db

SECRET = "My lawyer asks that this go."


def restricted(category: str = "legal", **fields) -> Ticket:
    return make_ticket(category=category, wrong=SECRET, passage="due on Friday", **fields)


@pytest.mark.parametrize(
    ("category", "role"),
    [("legal", "Editor"), ("takedown", "Editor"), ("reply", "Editor"), ("legal", "Reporter"), ("legal", "Wire editor")],
)
def test_others_see_nothing_of_it_at_any_door(category, role):
    ticket, client = restricted(category), desk_client(role)
    number, words = ticket.reference, SECRET[:20]
    for door in ("", "?pile=all", f"?q={number}", "?q=lawyer", f"?category__exact={category}", "?pile=untaken"):
        page = client.get(f"/admin/corrections/ticket/{door}").content.decode()
        assert words not in page, door
        assert screen_address(ticket) not in page, door
    assert client.get(screen_address(ticket)).status_code == 404
    assert client.get(f"{screen_address(ticket)[:-7]}history/").status_code == 404
    for verb in ("take", "note", "correct", "keep_out", "withhold"):
        assert client.post(verb_address(ticket, verb), {"text": "x", "reason": "x"}).status_code == 404
    assert f"{ticket.article.headline}: " not in client.get("/admin/").content.decode()
    assert not Ticket.objects.accessible_to(make_user(role)).exists()


@pytest.mark.parametrize("role", ["Standards editor", "Managing editor"])
def test_standards_and_managing_editors_see_and_handle_it(role):
    ticket, client = restricted(), desk_client(role)
    assert SECRET in client.get(screen_address(ticket)).content.decode()
    assert SECRET[:20] in client.get("/admin/corrections/ticket/").content.decode()
    assert f"{ticket.article.headline}: " in client.get("/admin/").content.decode()


def test_another_ticket_of_the_story_does_not_name_it():
    article = make_published()
    legal, plain = restricted(article=article), make_ticket(article)
    page = desk_client("Editor").get(screen_address(plain)).content.decode()
    assert legal.reference not in page
    assert "lawyer" not in page
    with pytest.raises(Refused, match="by itself"):
        sharing.merge(ticket=plain, lead=legal, by=make_user(None))


def test_a_proposal_on_it_is_as_restricted():
    ticket = restricted()
    proposal = proposals.propose(
        article=ticket.article, ticket=ticket, by=make_user(None), kind="retraction", text="We retract it."
    )
    address = f"/admin/corrections/noticeproposal/{proposal.pk}/change/"
    assert desk_client("Editor").get(address).status_code == 404
    assert desk_client("Standards editor").get(address).status_code == 200


def test_a_note_on_the_story_leaves_the_ticket_open_and_is_logged():
    ticket, client = restricted("reply"), desk_client("Standards editor")
    assert client.post(verb_address(ticket, "note_on_story"), {"text": "The company says otherwise."}).status_code == 302
    assert Notice.objects.get().kind == "editors_note"
    assert ticket.events.last().verb == "stepped"
    assert "says otherwise" in ticket.events.last().internal
    assert Ticket.objects.get().is_open


def test_it_is_kept_out_of_search_engines_and_let_in_again(client):
    ticket, desk = restricted("takedown"), desk_client("Standards editor")
    path = ticket.article.visible_edition().path
    month = f"/sitemaps/{ticket.article.first_published_at:%Y-%m}.xml"
    assert path in client.get(month).content.decode()
    assert desk.post(verb_address(ticket, "keep_out"), {"reason": "An old case."}).status_code == 302
    assert '<meta name="robots" content="noindex">' in client.get(path).content.decode()
    assert path not in client.get(month).content.decode()
    assert desk.post(verb_address(ticket, "keep_out"), {"reason": "It is in the news again."}).status_code == 302
    assert '<meta name="robots" content="noindex">' not in client.get(path).content.decode()
    assert [event.internal[:4] for event in ticket.events.filter(verb="stepped")] == ["Kept", "Let "]


def test_anonymising_opens_the_story_and_keeps_which_words():
    ticket, desk = restricted("takedown"), desk_client("Managing editor")
    response = desk.post(verb_address(ticket, "anonymise"), {"words": "Ada Nobody"})
    assert response["Location"] == f"/admin/articles/article/{ticket.article_id}/change/"
    assert "Ada Nobody" in ticket.events.last().internal


def test_it_is_taken_off_the_site_for_now_with_a_neutral_tombstone(client):
    ticket, desk = restricted(), desk_client("Standards editor")
    path = ticket.article.visible_edition().path
    assert desk.post(verb_address(ticket, "withhold"), {"reason": "Until the lawyers have met."}).status_code == 302
    response = client.get(path)
    assert response.status_code == 404
    assert ticket.article.headline not in response.content.decode()
    assert ticket.events.last().verb == "stepped"


@pytest.mark.parametrize("verb", ["note_on_story", "keep_out", "anonymise", "withhold"])
def test_the_steps_are_for_these_reports_alone_and_want_a_reason(verb):
    desk = desk_client("Standards editor")
    data = {"text": "x", "reason": "x", "words": "x"}
    assert desk.post(verb_address(make_ticket(), verb), data).status_code == 422
    assert desk.post(verb_address(restricted(), verb), {}).status_code == 422


def test_a_report_that_turns_out_to_be_a_legal_complaint_is_for_few_eyes_from_then_on():
    ticket, editor = make_ticket(wrong=SECRET), desk_client("Editor")
    due = ticket.due_at
    editor.post(verb_address(ticket, "take"))
    response = editor.post(verb_address(ticket, "sort"), {"category": "takedown"})
    assert response["Location"] == "/admin/corrections/ticket/"
    assert editor.get(screen_address(ticket)).status_code == 404
    ticket.refresh_from_db()
    assert (ticket.category, ticket.owner, ticket.due_at) == ("takedown", None, due)
    assert "before: a fact is wrong" in ticket.events.last().internal
    assert SECRET in desk_client("Standards editor").get(screen_address(ticket)).content.decode()


def test_one_of_a_group_is_taken_out_before_it_becomes_one_for_few_eyes():
    article = make_published()
    lead, second = (make_ticket(article, passage="due on Friday", email=f"{name}@example.org") for name in "ab")
    for ticket in (lead, second):
        with pytest.raises(Refused, match="take the group apart first"):
            sharing.sort(ticket=ticket, by=make_user(None), category="legal")


def test_what_is_off_the_site_is_not_offered_to_be_read_there_or_taken_off_again():
    ticket, desk = restricted(), desk_client("Standards editor")
    assert "Read it on the site" in desk.get(screen_address(ticket)).text
    desk.post(verb_address(ticket, "withhold"), {"reason": "A court said so."})
    page = desk.get(screen_address(ticket)).text
    assert "Read it on the site" not in page
    assert "Hold the story" not in page
