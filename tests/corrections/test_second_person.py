"""A retraction or clarification is public only when somebody else than its author has approved it."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from articles.models import Publication
from corrections import answering, proposals, workflow
from corrections.models import Notice, NoticeProposal
from newsroom.base.models import Entry, Outgoing
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, desk_client, make_ticket, save_text
from tests.factories import HOUR, make_agency, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

TEXT = "We retract this story. The meeting it reports did not take place."
AT = LATER + HOUR


def proposed(article=None, **fields) -> NoticeProposal:
    ticket = make_ticket(article)
    fields = {"by": make_user(None), "text": TEXT, "kind": "retraction", "at": AT, **fields}
    return answering.correct(ticket=ticket, **fields)


def address(proposal: NoticeProposal, door: str = "change") -> str:
    return reverse(f"admin:corrections_noticeproposal_{door}", args=[proposal.pk])


def test_a_proposal_is_not_public_and_its_ticket_stays_open():
    article = make_published()
    proposal = proposed(article, to_reader="Thank you.")
    assert not Notice.objects.exists()
    assert article.editions.count() == 1
    assert proposal.ticket.is_open
    assert proposal.ticket.events.last().verb == "proposed"
    assert not Outgoing.objects.filter(key__contains="outcome").exists()


def test_somebody_else_approves_and_readers_have_notice_words_and_answer():
    article = make_published(body="<p>The result is due on Friday.</p>")
    proposal = proposed(article, words="due on Friday", instead="unknown", kind="clarification", to_reader="Thank you.")
    notice = proposals.approve(proposal=proposal, by=make_user(None), at=AT + HOUR)
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.notice, notice.text, notice.passage) == ("approved", notice, TEXT, "unknown")
    assert "unknown" in article.visible_edition(AT + HOUR).page["blocks"][0]["html"]
    proposal.ticket.refresh_from_db()
    assert (proposal.ticket.resolution, proposal.ticket.notice) == ("clarified", notice)
    assert "Thank you." in Outgoing.objects.get(key__contains=":outcome:").text


def test_nobody_approves_or_rejects_their_own():
    proposal = proposed()
    with pytest.raises(Refused, match="You proposed this yourself"):
        proposals.approve(proposal=proposal, by=proposal.by)
    with pytest.raises(Refused, match="You proposed this yourself"):
        proposals.reject(proposal=proposal, by=proposal.by, reason="No.")
    with pytest.raises(IntegrityError), transaction.atomic():
        NoticeProposal.objects.update(decision="rejected", decided_at=AT, decided_by=proposal.by)
    with pytest.raises(Refused, match="waits for a second person"):
        workflow.publish_change(
            article=proposal.article, by=proposal.by, proposed_by=proposal.by, kind="retraction", text=TEXT
        )  # fmt: skip


def test_a_newer_save_overtakes_it_and_nothing_is_approved_unseen():
    article = make_published()
    proposal = proposed(article)
    save_text(article, "<p>Something else.</p>", AT)
    with pytest.raises(Refused, match="saved since"):
        proposals.approve(proposal=proposal, by=make_user(None), at=AT + HOUR)
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.decided_by) == ("overtaken", None)
    assert not Notice.objects.exists()
    assert article.editions.count() == 1


def test_a_rejected_one_says_why_and_is_decided_once():
    proposal, other = proposed(), make_user(None)
    with pytest.raises(Refused, match="Say why"):
        proposals.reject(proposal=proposal, by=other, reason=" ")
    proposals.reject(proposal=proposal, by=other, reason="The source stands by it.", at=AT + HOUR)
    assert "The source stands by it." in proposal.ticket.events.last().internal
    for verb in (proposals.approve, lambda **given: proposals.reject(**given, reason="x")):
        with pytest.raises(Refused, match="decided already"):
            verb(proposal=proposal, by=make_user(None))
    with pytest.raises(Refused, match="decided already"):
        proposals.withdraw(proposal=proposal, by=proposal.by)


def test_the_same_text_is_not_proposed_twice():
    proposal = proposed()
    with pytest.raises(Refused, match="waits for a second person already"):
        answering.correct(ticket=proposal.ticket, by=make_user(None), text=TEXT, kind="retraction", at=AT)


def test_a_newsroom_of_one_may_switch_it_off_which_is_recorded():
    make_publication()
    client = desk_client("Managing editor")
    shown = client.get("/admin/articles/publication/1/change/").context["adminform"].form.initial
    form = {name: value for name, value in shown.items() if value not in (None, False)}
    form.pop("needs_second_person", None)
    assert client.post("/admin/articles/publication/1/change/", form).status_code == 302
    assert Publication.objects.get().needs_second_person is False
    entry = Entry.objects.get(chain__name="publication")
    facts = json.loads(entry.canonical)["facts"]
    assert (facts["needs_second_person"], facts["needs_second_person_before"]) == (False, True)
    assert proposed().get_kind_display() == "Retraction"
    assert Notice.objects.get().text == TEXT


def test_the_screen_shows_what_would_be_public_and_only_another_standards_editor_decides():
    make_publication()
    proposal = proposed(make_published(agency=make_agency()), passage="due on Friday")
    standards = desk_client("Standards editor")
    page = standards.get(address(proposal)).content.decode()
    assert "<mark>due on Friday</mark>" in page
    assert "Approve, and publish the retraction" in page
    assert "Mail to reader@example.org" in page
    assert not Notice.objects.exists()
    assert address(proposal) in standards.get("/admin/").content.decode()
    editor = desk_client("Editor")
    assert "Approving is for standards" in editor.get(address(proposal)).content.decode()
    assert editor.post(address(proposal, "decide"), {"approve": "yes"}).status_code == 403
    assert desk_client("Reporter").get(address(proposal)).status_code == 403
    assert standards.post(address(proposal, "decide"), {"reason": ""}).status_code == 422
    assert standards.post(address(proposal, "decide"), {"approve": "yes"}).status_code == 302
    assert Notice.objects.get().text == TEXT
    assert "Public as" in standards.get(address(proposal)).content.decode()


def test_words_and_change_are_read_before_the_button_that_publishes_them():
    article = make_published()
    save_text(article, "<p>The result is due on Thursday.</p>")
    page = desk_client("Standards editor").get(address(proposed(article, to_reader="Thank you."))).text
    button = page.index("Approve, and publish")
    for words in (TEXT, "Thank you.", "What changes in the text"):
        assert page.index(words) < button
    assert "changed successfully" not in page


def test_who_proposed_it_may_withdraw_it():
    proposal = proposed()
    with pytest.raises(Refused, match="proposed this"):
        proposals.withdraw(proposal=proposal, by=make_user(None))
    proposals.withdraw(proposal=proposal, by=proposal.by)
    assert not NoticeProposal.objects.open().exists()
