"""The queue shows what is due first, and what to do next; suspected reports wait apart."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from corrections import answering, forwarding
from corrections.models import Ticket
from tests.corrections.cases import desk_client, make_ticket, verb_address
from tests.factories import DAY, HOUR, make_agency, make_published, make_user

pytestmark = pytest.mark.django_db

QUEUE = "/admin/corrections/ticket/"


def references(client, query: str = "") -> list[str]:
    page = client.get(QUEUE + query).content.decode()
    return re.findall(r'class="story-link"[^>]*>([\w-]+)<', page)


def now():
    return timezone.now()


def test_what_is_due_first_stands_on_top_and_closed_and_suspected_ones_are_apart():
    late = make_ticket(at=now() - 2 * DAY)
    new = make_ticket(at=now())
    older = make_ticket(at=now() - HOUR)
    suspected = make_ticket(suspicion="honeypot", at=now())
    closed = make_ticket(at=now())
    answering.discard(ticket=closed, by=make_user(None))
    client = desk_client("Standards editor")
    assert references(client) == [late.reference, older.reference, new.reference]
    assert references(client, "?pile=suspected") == [suspected.reference]
    assert references(client, "?pile=closed") == [closed.reference]
    assert references(client, "?pile=overdue") == [late.reference]
    assert len(references(client, "?pile=all")) == 5


def test_mine_are_those_i_took():
    client = desk_client("Editor")
    mine, _ = make_ticket(), make_ticket()
    assert client.post(verb_address(mine, "take")).status_code == 302
    assert references(client, "?pile=mine") == [mine.reference]
    assert mine.reference not in references(client, "?pile=untaken")


def test_overdue_and_waiting_are_told_by_a_word_not_by_colour_alone():
    make_ticket(make_published(agency=make_agency()), at=now() - 2 * DAY)
    asked = make_ticket(at=now())
    answering.ask(ticket=asked, by=make_user(None), question="Which page?")
    page = desk_client("Editor").get(QUEUE + "?pile=open").content.decode()
    assert "Overdue" in page
    assert "With the reader" in page
    assert "Northline" in page


def test_the_overdue_list_and_its_twin_agree():
    editor = make_user(None)
    at = now()
    late, fresh, asked, suspected, closed = (
        make_ticket(at=at - 2 * DAY),
        make_ticket(at=at),
        make_ticket(at=at - 2 * DAY),
        make_ticket(at=at - 2 * DAY, suspicion="x"),
        make_ticket(at=at - 2 * DAY),
    )
    answering.ask(ticket=asked, by=editor, question="?", at=at)
    answering.discard(ticket=closed, by=editor, at=at)
    overdue = set(Ticket.objects.overdue(at))
    assert overdue == {late}
    for ticket in Ticket.objects.all():
        assert ticket.is_overdue(at) == (ticket in overdue)
    assert fresh not in overdue
    assert suspected not in overdue


def test_what_waits_for_somebody_else_is_not_ours_to_do_until_the_agency_is_late():
    editor, at = make_user(None), now()
    ours, asked = make_ticket(at=at), make_ticket(at=at)
    wire = [make_ticket(make_published(agency=make_agency()), at=at - 3 * DAY) for _ in range(2)]
    answering.ask(ticket=asked, by=editor, question="?", at=at)
    for ticket, since in zip(wire, (at - 3 * DAY, at - HOUR), strict=True):
        forwarding.forward(ticket=ticket, by=editor, text="Please check.", by_hand=True, at=since)
    turn = set(Ticket.objects.our_turn(at))
    assert turn == {ours, wire[0]}
    for ticket in Ticket.objects.all():
        assert ticket.is_our_turn(at) == (ticket in turn)
    assert references(desk_client("Editor")) == [wire[0].reference, ours.reference]
    assert "Northline late" in desk_client("Editor").get(QUEUE + "?pile=agency_late").content.decode()


def test_a_reference_is_found_in_whatever_pile_it_lies():
    closed = make_ticket(at=now())
    answering.discard(ticket=closed, by=make_user(None))
    client = desk_client("Editor")
    assert references(client, f"?q={closed.reference.lower()}") == [closed.reference]
    assert references(client, "?q=due+on+Thursday") == []


def test_a_pile_tells_how_many_wait_in_it():
    make_ticket(at=now() - 2 * DAY)
    make_ticket(suspicion="fast", at=now())
    words = re.sub(r"<[^>]+>|\s+", " ", desk_client("Editor").get(QUEUE).content.decode())
    counted = dict(re.findall(r"(Overdue|Suspected|Nobody’s yet)  (\d+)", words))
    assert counted == {"Overdue": "1", "Suspected": "1", "Nobody’s yet": "1"}


def test_the_next_step_is_a_button_only_for_those_who_may():
    ticket = make_ticket()
    assert verb_address(ticket, "take") in desk_client("Editor").get(QUEUE).content.decode()
    assert verb_address(ticket, "take") not in desk_client("Reporter").get(QUEUE).content.decode()


def test_the_list_takes_as_many_queries_however_long_it_is(django_assert_max_num_queries):
    client = desk_client("Managing editor")
    for number in range(12):
        ticket = make_ticket(make_published(agency=make_agency()), email=f"r{number}@example.org")
        answering.take(ticket=ticket, by=make_user(None), at=ticket.received_at)
    with django_assert_max_num_queries(14):
        client.get(QUEUE)


def test_the_queue_is_searched_by_reference_and_words():
    one, other = make_ticket(wrong="The ferry is blue."), make_ticket()
    client = desk_client("Editor")
    assert references(client, f"?q={other.reference}") == [other.reference]
    assert references(client, "?q=ferry+is+blue") == [one.reference]
