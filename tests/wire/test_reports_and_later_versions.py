"""A report that was forwarded comes back to the desk when the agency's later version does, however that is taken in."""

from __future__ import annotations

import pytest

from articles.models import Article
from corrections import answering, forwarding
from corrections.models import Ticket
from tests.corrections.cases import make_ticket
from tests.factories import DAY, HOUR, NOON, make_user
from tests.wire.builders import hold, published
from tests.wire.conftest import Send
from tests.wire.later_versions import correction, edited, later, set_policy, tie
from wire import merging
from wire.merge import Choice


def forwarded(article: Article, passage: str = "14,200 people") -> Ticket:
    ticket = make_ticket(article, passage=passage, at=NOON + HOUR)
    forwarding.forward(ticket=ticket, by=make_user(None), text="Please check.", by_hand=True, at=NOON + HOUR)
    return ticket


def state(ticket: Ticket) -> str:
    return Ticket.objects.get(pk=ticket.pk).status


def test_a_correction_that_waits_for_the_desk_makes_its_reports_ours_again(send: Send) -> None:
    article = published(send)
    edited(article)
    ticket, other = forwarded(article), forwarded(article, "run its boats all night")
    (outcome,) = send(correction(), at=NOON + 3 * HOUR)
    assert "waits for the desk" in outcome.detail
    assert (state(ticket), state(other)) == ("taken", "awaiting_agency")
    assert "It waits at the desk" in ticket.events.last().internal
    assert forwarding.offers([Ticket.objects.get(pk=ticket.pk)]) == {}

    waiting, article = tie().waiting, Article.objects.get()
    choices = {key: Choice("theirs") for key in merging.proposal(tie(), article, waiting).conflicts}
    merging.settle(
        pickup=tie(), seen=merging.Seen(waiting.pk, merging.digest(article)), choices=choices, by=make_user(None),
        notice=merging.Told("correction", "The agency gave a wrong number.", "end"), at=NOON + DAY,
    )  # fmt: skip
    again = Ticket.objects.get(pk=ticket.pk)
    answering.close_with_agencys(ticket=again, by=make_user(None), at=NOON + DAY)
    assert Ticket.objects.get(pk=ticket.pk).notice.origin == "agency"


@pytest.mark.parametrize("sent", [correction, later])
def test_a_story_on_hold_gives_its_reports_back_too(send: Send, sent) -> None:
    set_policy(correction="at_once", update="at_once")
    article = published(send)
    ticket = forwarded(article)
    send(hold(2), at=NOON + 2 * HOUR)
    assert not article.is_visible(NOON + 2 * HOUR)
    (outcome,) = send(sent(3), at=NOON + 3 * HOUR)
    assert state(ticket) == "taken", outcome.detail
