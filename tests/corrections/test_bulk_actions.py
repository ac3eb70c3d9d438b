"""What is done to several tickets at once is what would be done to each: same verbs, same rights, same mail."""

from __future__ import annotations

import pytest

from corrections.models import Ticket
from newsroom.base.models import Outgoing
from tests.corrections.cases import desk_client, make_ticket

pytestmark = pytest.mark.django_db

QUEUE = "/admin/corrections/ticket/"


def bulk(client, action: str, *tickets: Ticket, pile: str = "") -> str:
    data = {"action": action, "_selected_action": [ticket.pk for ticket in tickets]}
    return client.post(f"{QUEUE}{pile}", data, follow=True).content.decode()


def states() -> set[tuple[str, str]]:
    return set(Ticket.objects.values_list("status", "resolution"))


def test_several_are_taken_at_once_each_with_its_event():
    tickets = [make_ticket(), make_ticket()]
    page = bulk(desk_client("Editor"), "take", *tickets)
    assert "2 done" in page
    assert states() == {("taken", "")}
    assert all(ticket.events.last().verb == "taken" for ticket in tickets)


def test_what_is_refused_is_said_for_each_and_stops_no_other():
    taken, new = make_ticket(), make_ticket()
    bulk(desk_client("Editor"), "take", taken)
    page = bulk(desk_client("Editor"), "take", taken, new)
    assert "1 done" in page
    assert f"{taken}: " in page
    assert "has this ticket" in page


def test_suspected_ones_are_cleared_and_acknowledged_or_closed_as_spam():
    client = desk_client("Standards editor")
    honest, junk = make_ticket(suspicion="fast"), make_ticket(suspicion="links")
    bulk(client, "clear", honest, pile="?pile=suspected")
    bulk(client, "spam", junk, pile="?pile=suspected")
    assert states() == {("new", ""), ("closed", "spam")}
    assert Outgoing.objects.get().key == f"ticket:{honest.pk}:received"


def test_an_action_is_for_those_who_may_do_it_to_one():
    ticket = make_ticket()
    assert 'value="spam"' not in desk_client("Editor").get(QUEUE).content.decode()
    bulk(desk_client("Editor"), "spam", ticket)
    bulk(desk_client("Reporter"), "take", ticket)
    assert states() == {("new", "")}
    bulk(desk_client("Editor"), "take", make_ticket(category="legal"))
    assert states() == {("new", "")}
