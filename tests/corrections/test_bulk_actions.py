"""What is done to several tickets at once is what would be done to each: same verbs, same rights, same mail."""

from __future__ import annotations

import pytest

from corrections import own_report
from corrections.models import Reply, Ticket
from newsroom.base.models import Outgoing
from tests.corrections.cases import desk_client, make_ticket
from tests.factories import make_user

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
    assert "2 reports taken." in page
    assert states() == {("taken", "")}
    assert all(ticket.events.last().verb == "taken" for ticket in tickets)


def test_what_is_refused_is_said_for_each_and_stops_no_other():
    taken, new = make_ticket(), make_ticket()
    bulk(desk_client("Editor"), "take", taken)
    page = bulk(desk_client("Editor"), "take", taken, new)
    assert "1 report taken." in page
    assert f"{taken}: " in page
    assert "has this report" in page


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


def test_they_are_given_to_a_colleague_after_one_question():
    client, mara = desk_client("Editor"), make_user("Editor", username="mara")
    tickets = [make_ticket(), make_ticket()]
    page = bulk(client, "assign", *tickets)
    assert all(ticket.reference in page for ticket in tickets)
    assert states() == {("new", "")}
    assert "2 reports given to a colleague." in confirmed(client, "assign", *tickets, to=mara.pk)
    assert set(Ticket.objects.values_list("owner", "status")) == {(mara.pk, "taken")}


def test_each_reader_gets_the_one_reason_with_their_own_reference():
    client = desk_client("Standards editor")
    tickets = [make_ticket(email=f"reader{number}@example.org") for number in range(2)]
    page = bulk(client, "no_error", *tickets)
    assert "Send the answers and close them" in page
    answer = "We asked the company again about {reference}. The figure stands."
    assert "2 reports closed as no error" in confirmed(client, "no_error", *tickets, to_reader=answer)
    assert states() == {("closed", "no_error")}
    for ticket in tickets:
        mail = Outgoing.objects.get(key=f"ticket:{ticket.pk}:outcome:1")
        assert f"about {ticket.reference}. The figure stands." in mail.text


def test_an_answer_without_a_reason_closes_none():
    client, ticket = desk_client("Standards editor"), make_ticket()
    assert "required" in confirmed(client, "no_error", ticket, to_reader=" ")
    assert states() == {("new", "")}


def test_a_canned_reply_is_put_in_before_anything_is_sent():
    reply = Reply.objects.create(name="Checked", text="We checked {reference}.")
    client, ticket = desk_client("Standards editor"), make_ticket()
    data = {"action": "no_error", "_selected_action": [ticket.pk], "reply": reply.pk, "use_reply": "yes", "to_reader": "Hello,"}
    page = client.post(QUEUE, data).content.decode()
    assert "Hello,\n\nWe checked {reference}." in page
    assert states() == {("new", "")}


def test_one_that_moved_on_since_the_question_is_told_and_left():
    client, moved, still = desk_client("Standards editor"), make_ticket(), make_ticket()
    seen = {f"seen_{ticket.pk}": ticket.events.last().pk for ticket in (moved, still)}
    own_report.add(ticket=moved, text="And it was Tuesday.")
    page = confirmed(client, "no_error", moved, still, to_reader="It stands.", **seen)
    assert "1 report closed as no error" in page
    assert f"{moved}: The report has moved on" in page
    assert set(Ticket.objects.values_list("pk", "status")) == {(moved.pk, "new"), (still.pk, "closed")}


def test_one_that_left_the_pile_meanwhile_is_told_too():
    taken = make_ticket()
    bulk(desk_client("Editor"), "take", taken)
    assert "has this report" in bulk(desk_client("Editor"), "take", taken, pile="?pile=untaken")


def test_a_colleague_who_may_not_see_one_is_not_given_it():
    client, editor = desk_client("Managing editor"), make_user("Editor", username="ed")
    legal, plain = make_ticket(category="legal"), make_ticket()
    page = confirmed(client, "assign", legal, plain, to=editor.pk)
    assert "may not see reports of this kind" in page
    assert set(Ticket.objects.exclude(owner=None)) == {plain}


def confirmed(client, action: str, *tickets: Ticket, **data) -> str:
    """The answer to the one question that such an action asks."""
    chosen = [ticket.pk for ticket in tickets]
    sent = {"action": action, "_selected_action": chosen, "confirmed": "yes", **data}
    return client.post(QUEUE, sent, follow=True).content.decode()
