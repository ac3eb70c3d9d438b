"""A ticket's state, its reader's words and what was decided on a proposal are what the record says, or the row is named."""

from __future__ import annotations

import pytest

from corrections import answering, erasing, proposals
from corrections.models import NoticeProposal, Ticket
from tests.base import whole
from tests.base.test_what_may_change import found
from tests.corrections.cases import make_ticket
from tests.factories import DAY, NOON, make_published, make_user

pytestmark = pytest.mark.django_db

LATER = NOON + 9 * DAY


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "taken"},
        {"category": "typo"},
        {"due_at": LATER},
        {"is_suspected": True},
        {"answers_for_it": "agency"},
        {"received_at": LATER},
        {"channel": "phone"},
        {"part": "photo"},
        {"forwarded_to": "errors@elsewhere.example"},
        {"clock_stopped_at": LATER},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_tickets_state_is_that_of_its_last_step(changed):
    ticket = make_ticket()
    assert whole.faults() == []
    assert f"its {next(iter(changed))} is not what" in found(Ticket, ticket.pk, **changed)[0]


def test_a_resolution_turned_round_is_found():
    ticket = make_ticket()
    answering.find_no_error(ticket=ticket, by=make_user(), to_reader="The union confirmed it.")
    assert whole.faults() == []
    assert "its resolution" in found(Ticket, ticket.pk, resolution="withdrawn")[0]
    assert "its closed_at" in found(Ticket, ticket.pk, closed_at=LATER)[0]


@pytest.mark.parametrize("column", ["wrong", "passage", "right", "contact_name", "contact_email", "source_url"])
def test_what_the_reader_said_is_checked(column):
    ticket = make_ticket()
    assert "its words of the reader" in found(Ticket, ticket.pk, **{column: "something@else.example"})[0]


def test_erased_words_are_not_asked_for():
    ticket = make_ticket()
    answering.find_no_error(ticket=ticket, by=make_user(), to_reader="The union confirmed it.")
    erasing.erase_personal_data(ticket=ticket, by=make_user(), reason="The reader asked for it.")
    assert whole.faults() == []
    assert found(Ticket, ticket.pk, wrong="Something that nobody said.")
    assert found(Ticket, ticket.pk, contact_email="planted@else.example")


def test_a_ticket_that_came_or_went_past_the_verbs_is_found():
    ticket = make_ticket()
    with whole.tampered():
        Ticket.objects.filter(pk=ticket.pk).update(reference="HL-0000-0000")
        told = whole.faults()
    assert f"corrections.ticket {ticket.pk} is in no entry of the record: it was added past it." in told


def test_a_ticket_moved_to_another_story_is_found():
    ticket, other = make_ticket(), make_published()
    with whole.tampered():
        Ticket.objects.filter(pk=ticket.pk).update(article=other)
        assert any(f"corrections.ticket {ticket.pk} is in no entry" in fault for fault in whole.faults())


@pytest.mark.parametrize("end", ["approve", "reject", "withdraw"])
def test_what_was_decided_on_a_proposal_is_checked(end):
    by, other = make_user(), make_user()
    proposal = proposals.propose(article=make_published(), by=by, kind="retraction", text="The story was wrong.")
    assert whole.faults() == []
    assert "its text" in found(NoticeProposal, proposal.pk, text="The story was right.")[0]
    assert "its passage" in found(NoticeProposal, proposal.pk, passage="Somewhere else.")[0]
    assert "its severity" in found(NoticeProposal, proposal.pk, severity="serious")[0]
    assert "its by" in found(NoticeProposal, proposal.pk, by=make_user())[0]
    if end == "approve":
        proposals.approve(proposal=proposal, by=other)
    elif end == "reject":
        proposals.reject(proposal=proposal, by=other, reason="It was right.")
    else:
        proposals.withdraw(proposal=proposal, by=by)
    assert whole.faults() == []
    assert "was altered" in found(NoticeProposal, proposal.pk, decided_at=LATER)[0]
    assert "was altered" in found(NoticeProposal, proposal.pk, decided_at=None, decision="", decided_by=None, notice=None)[0]
