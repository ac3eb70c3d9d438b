"""Reports of the same are decided once, at the first of them, and each reader is told once; one can be taken out again."""

from __future__ import annotations

import pytest

from corrections import answering, sharing
from corrections.models import Ticket
from newsroom.base.models import Outgoing
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, desk_client, make_ticket, screen_address, verb_address
from tests.factories import HOUR, make_published, make_user

pytestmark = pytest.mark.django_db

AT = LATER + HOUR


def three(**fields) -> list[Ticket]:
    """Three reports of one error, of which the first leads."""
    article = make_published()
    tickets = [
        make_ticket(article, passage="due on Friday", email=f"reader{number}@example.org", **fields) for number in range(3)
    ]
    return fresh(tickets)


def fresh(tickets: list[Ticket]) -> list[Ticket]:
    return [Ticket.objects.get(pk=ticket.pk) for ticket in tickets]


def answers() -> list[str]:
    return sorted(Outgoing.objects.filter(key__contains=":outcome:").values_list("to", flat=True))


def test_closing_the_first_closes_all_and_each_reader_gets_one_mail():
    lead, *others = three()
    assert [one.grouped_with for one in others] == [lead, lead]
    notice = answering.correct(ticket=lead, by=make_user(None), text="It is Thursday.", at=AT)
    assert [(one.resolution, one.notice) for one in fresh([lead, *others])] == [("corrected", notice)] * 3
    assert answers() == ["reader0@example.org", "reader1@example.org", "reader2@example.org"]
    assert notice.tickets.count() == 3


def test_no_reader_gets_another_readers_words():
    lead, *_ = three(name="Ada", wrong="Ada’s own words.")
    answering.find_no_error(ticket=lead, by=make_user(None), to_reader="It stands.", at=AT)
    for mail in Outgoing.objects.filter(key__contains=":outcome:"):
        assert "It stands." in mail.text
        assert "Ada" not in mail.text


def test_a_report_of_a_group_is_not_decided_by_itself_unless_it_is_taken_out():
    lead, second, third = three()
    editor = make_user(None)
    with pytest.raises(Refused, match=f"grouped with {lead}"):
        answering.correct(ticket=second, by=editor, text="It is Thursday.", at=AT)
    sharing.split(ticket=second, by=editor, at=AT)
    answering.find_no_error(ticket=fresh([second])[0], by=editor, to_reader="That one stands.", at=AT)
    assert answers() == ["reader1@example.org"]
    assert [one.is_open for one in fresh([lead, third])] == [True, True]
    with pytest.raises(Refused, match="not grouped"):
        sharing.split(ticket=lead, by=editor)


def test_merging_brings_those_behind_along():
    article = make_published()
    lead = make_ticket(article, wrong="Word one.", category="typo")
    second = make_ticket(article, passage="due on Friday")
    third = make_ticket(article, passage="is due on Friday")
    sharing.merge(ticket=second, lead=lead, by=make_user(None), at=AT)
    assert [one.grouped_with for one in fresh([second, third])] == [lead, lead]
    assert list(Ticket.objects.queue()) == [lead]


def test_what_cannot_be_merged_is_refused():
    editor, (lead, second, _) = make_user(None), three()
    closed, legal = make_ticket(lead.article, wrong="x y"), make_ticket(lead.article, category="legal")
    answering.find_no_error(ticket=closed, by=editor, to_reader="It stands.", at=AT)
    for other in (lead, second, make_ticket(), closed, legal):
        with pytest.raises(Refused):
            sharing.merge(ticket=lead, lead=other, by=editor)


def test_when_the_first_is_spam_the_next_leads():
    lead, second, third = three()
    answering.discard(ticket=lead, by=make_user(None), at=AT)
    second, third = fresh([second, third])
    assert (second.grouped_with, third.grouped_with) == (None, second)
    assert list(Ticket.objects.queue()) == [second]


def test_the_queue_shows_a_group_once_with_its_count_and_the_screen_each_of_it():
    lead, second, _ = three()
    client = desk_client("Standards editor")
    page = client.get("/admin/corrections/ticket/").content.decode()
    assert "reported 3 times" in page
    assert second.reference not in page
    assert second.reference in client.get(screen_address(lead)).content.decode()
    assert "Take it out" in client.get(screen_address(second)).content.decode()
    assert client.post(verb_address(second, "split"), {}).status_code == 302
    assert client.post(verb_address(second, "merge"), {"lead": lead.pk}).status_code == 302
    assert fresh([second])[0].grouped_with == lead


def test_a_ticket_is_given_to_somebody_who_may_handle_it():
    ticket, editor, reporter = make_ticket(), make_user("Editor"), make_user("Reporter")
    client = desk_client("Editor")
    assert client.post(verb_address(ticket, "assign"), {"to": reporter.pk}).status_code == 422
    assert client.post(verb_address(ticket, "assign"), {"to": editor.pk}).status_code == 302
    ticket.refresh_from_db()
    assert (ticket.owner, ticket.status, ticket.events.last().verb) == (editor, "taken", "assigned")
    with pytest.raises(Refused, match="has this report already"):
        sharing.assign(ticket=ticket, by=editor, to=editor)
    legal = make_ticket(category="legal")
    with pytest.raises(Refused, match="may not see"):
        sharing.assign(ticket=legal, by=make_user(None), to=editor)
