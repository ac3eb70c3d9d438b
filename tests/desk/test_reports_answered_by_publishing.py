"""Publishing a change answers the reports of it in the same step, with a notice or, for a slip, without one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from articles.models import Article
from corrections import answering, closing
from corrections.models import Notice, NoticeProposal, Ticket
from newsroom.base.models import Outgoing
from tests.corrections.cases import make_ticket, save_text
from tests.factories import make_publication, make_published, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Article:
    make_publication()
    return make_published(body="<p>It carried 14,200 people past the harbuor.</p>")


@pytest.fixture
def standards(client):
    client.force_login(make_user("Standards editor"))
    return client


def address(story: Article) -> str:
    return reverse("admin:desk_publish", args=[story.pk])


def given(*tickets: Ticket, **fields):
    told = {"change": "notice", "kind": "correction", "severity": "ordinary", "text": "It was 12,400.", **fields}
    return {"act": "publish", "revision": 2, "when": "now", "answers": [ticket.pk for ticket in tickets], **told}


def test_reports_whose_words_change_are_ticked_and_the_others_offered(standards, story):
    touched, other = make_ticket(story, passage="14,200 people"), make_ticket(story, wrong="The photo is old.")
    suspected = make_ticket(story, suspicion="Links")
    save_text(story, "<p>It carried 12,400 people past the harbor.</p>")
    page = standards.get(address(story)).content.decode()
    assert f'value="{touched.pk}" id="id_answers_0" checked' in page
    assert f'value="{other.pk}" id="id_answers_1">' in page
    assert suspected.reference not in page
    assert reverse("admin:corrections_ticket_change", args=[other.pk]) in page


def test_a_reader_found_it_whose_report_is_ticked(standards, story):
    make_ticket(story, passage="14,200 people")
    save_text(story, "<p>It carried 12,400 people past the harbuor.</p>")
    page = standards.get(address(story)).content.decode()
    assert '<option value="reader" selected>' in page


def test_ticked_reports_are_closed_with_the_notice_and_each_reader_told(standards, story):
    lead = make_ticket(story, passage="14,200 people")
    behind = make_ticket(story, passage="14,200 people", email="two@example.org")
    other = make_ticket(story, wrong="The photo is old.")
    assert behind.grouped_with == lead
    save_text(story, "<p>It carried 12,400 people past the harbor.</p>")
    page = standards.post(address(story), {**given(lead), "act": "look"}).content.decode()
    assert "2 mails go out" in page
    response = standards.post(address(story), given(lead), follow=True)
    assert "with a notice (correction). 1 report answered." in response.content.decode()
    for ticket in (lead, behind):
        ticket.refresh_from_db()
        assert (ticket.resolution, ticket.notice) == ("corrected", Notice.objects.get())
    assert Outgoing.objects.filter(key__contains="outcome").count() == 2
    other.refresh_from_db()
    assert other.is_open


def test_a_slip_is_put_right_without_a_notice_and_its_reader_told_the_truth(standards, story):
    ticket = make_ticket(story, passage="harbuor", category="typo")
    save_text(story, "<p>It carried 14,200 people past the harbor.</p>")
    standards.post(address(story), given(ticket, change="minor"))
    ticket.refresh_from_db()
    assert (ticket.resolution, ticket.notice) == ("fixed", None)
    assert not Notice.objects.exists()
    assert "You were right, and we have put it right." in " ".join(Outgoing.objects.get(key__contains="outcome").text.split())


def test_a_report_is_not_put_right_while_readers_have_what_was_reported(story):
    ticket = make_ticket(story, passage="harbuor", category="typo")
    with pytest.raises(closing.Refused, match="Readers have the text that was reported"):
        answering.find_fixed(ticket=ticket, by=make_user("Standards editor"))


def test_a_report_that_somebody_closed_meanwhile_is_told_and_nothing_is_published(standards, story):
    ticket = make_ticket(story, passage="14,200 people")
    save_text(story, "<p>It carried 12,400 people.</p>")
    answering.find_no_error(ticket=ticket, by=make_user("Managing editor"), to_reader="It stands.")
    response = standards.post(address(story), given(ticket))
    assert "This report is closed already" in response.content.decode()
    assert story.editions.count() == 1 and not Notice.objects.exists()


def test_a_clarification_waits_with_its_one_report(standards, story):
    one, two = make_ticket(story, passage="14,200 people"), make_ticket(story, wrong="Who counted?")
    save_text(story, "<p>It carried 12,400 people.</p>")
    page = standards.post(address(story), given(one, two, kind="clarification")).content.decode()
    assert "answers one report" in page
    assert not NoticeProposal.objects.exists()
    standards.post(address(story), given(one, kind="clarification"))
    assert NoticeProposal.objects.get().ticket == one
    one.refresh_from_db()
    assert one.is_open


def test_what_readers_get_later_answers_nobody_yet(standards, story):
    ticket = make_ticket(story, passage="harbuor")
    save_text(story, "<p>It carried 14,200 people past the harbor.</p>")
    later = {"when": "later", "live_from_0": "2036-01-01", "live_from_1": "10:00", "change": "minor"}
    assert "Reports are answered once readers have" in standards.post(address(story), given(ticket, **later)).content.decode()
    assert story.editions.count() == 1


def test_ticks_outlive_a_suggested_notice(standards, story):
    one, two = make_ticket(story, passage="14,200 people"), make_ticket(story, wrong="Who counted?")
    save_text(story, "<p>It carried 12,400 people past the harbor.</p>")
    page = standards.post(address(story), given(one, two, text="")).content.decode()
    assert page.count("checked") >= 2 + 2  # both reports, beside “now” and the kind of change


def test_who_may_publish_but_not_close_reports_is_told_of_them_and_cannot(client, story):
    ticket = make_ticket(story, passage="14,200 people")
    save_text(story, "<p>It carried 12,400 people.</p>")
    client.force_login(make_user("Editor"))
    page = client.get(address(story)).content.decode()
    assert ticket.reference in page and "id_answers_0" not in page
    client.post(address(story), given(ticket))
    ticket.refresh_from_db()
    assert ticket.is_open and Notice.objects.exists()


def test_nobody_sees_a_legal_complaint_on_the_publish_screen_who_may_not(client, story):
    ticket = make_ticket(story, category="legal")
    save_text(story, "<p>It carried 12,400 people.</p>")
    client.force_login(make_user("Editor"))
    assert ticket.reference not in client.get(address(story)).content.decode()
