"""A notice that waits for a second person may take an earlier one's place, if that still stands when it is approved."""

from __future__ import annotations

import pytest

from corrections import answering, proposals, workflow
from corrections.models import Notice, NoticeProposal
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, desk_client, make_ticket, verb_address
from tests.corrections.test_second_person import address
from tests.factories import HOUR, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

AT = LATER + HOUR
TEXT = "The result is due on Thursday evening, not on Thursday morning."


@pytest.fixture
def earlier() -> Notice:
    make_publication()
    return workflow.publish_change(
        article=make_published(), by=make_user(None), kind="correction", text="The result is due on Thursday.", at=LATER
    )


def replacing(earlier: Notice, **fields) -> NoticeProposal:
    ticket = make_ticket(earlier.article)
    fields = {"by": make_user(None), "kind": "clarification", "text": TEXT, "at": AT, **fields}
    return answering.correct(ticket=ticket, supersedes=earlier, **fields)


def test_once_approved_it_takes_the_place_and_both_stay_readable(client, earlier):
    proposal = replacing(earlier)
    assert proposal.supersedes == earlier
    assert list(Notice.objects.standing()) == [earlier]
    notice = proposals.approve(proposal=proposal, by=make_user(None), at=AT + HOUR)
    assert (notice.supersedes, earlier.superseded_by) == (earlier, notice)
    assert list(Notice.objects.standing()) == [notice]
    for one in (earlier, notice):
        assert one.text in client.get(one.get_absolute_url()).content.decode()


def test_once_rejected_or_withdrawn_the_earlier_one_stands(earlier):
    rejected = replacing(earlier)
    proposals.reject(proposal=rejected, by=make_user(None), reason="Both are true.")
    own = answering.correct(
        ticket=rejected.ticket, by=make_user(None), kind="retraction", text=TEXT, supersedes=earlier, at=AT
    )  # fmt: skip
    proposals.withdraw(proposal=own, by=own.by)
    assert list(Notice.objects.standing()) == [earlier]


def test_where_another_took_the_place_meanwhile_it_is_put_aside_and_everybody_is_told(earlier):
    proposal = replacing(earlier)
    other = workflow.publish_change(
        article=earlier.article, by=make_user(None), kind="correction", text="On Friday.", supersedes=earlier, at=AT
    )
    page = desk_client("Standards editor").get(address(proposal)).content.decode()
    assert "has been replaced since this was proposed" in page
    assert "Approve, and publish" not in page
    with pytest.raises(Refused, match="has been replaced since"):
        proposals.approve(proposal=proposal, by=make_user(None), at=AT + HOUR)
    proposal.refresh_from_db()
    assert (proposal.decision, proposal.notice) == ("overtaken", None)
    assert "has been replaced since" in proposal.reason
    assert "Proposed notice put aside" in proposal.ticket.events.last().internal
    assert list(Notice.objects.standing()) == [other]


def test_only_a_standing_notice_of_the_same_story_is_replaced(earlier):
    for kind, of, why in (
        ("clarification", make_published(), "another story"),
        ("retraction", earlier.article, "replaced already"),
    ):
        if of == earlier.article:
            workflow.publish_change(article=of, by=make_user(None), kind="update", text="So.", supersedes=earlier, at=AT)
        with pytest.raises(Refused, match=why):
            proposals.propose(article=of, by=make_user(None), kind=kind, text=TEXT, supersedes=earlier, at=AT)
    assert not NoticeProposal.objects.exists()


def test_the_screens_show_the_earlier_notice_and_word_by_word_what_differs(earlier):
    ticket = make_ticket(earlier.article)
    data = {"kind": "clarification", "severity": "ordinary", "origin": "reader", "text": TEXT, "supersedes": earlier.pk}
    client = desk_client("Standards editor")
    page = client.post(verb_address(ticket, "correct"), data).content.decode()
    assert f"Once approved, it takes the place of: {earlier.text}" in page
    assert client.post(verb_address(ticket, "correct"), {**data, "confirmed": "yes"}).status_code == 302
    page = desk_client("Standards editor").get(address(NoticeProposal.objects.get())).content.decode()
    assert "Takes the place of an earlier notice" in page
    assert "<ins> evening, not on Thursday morning</ins>" in page
    assert not Notice.objects.filter(supersedes=earlier).exists()
