"""Each verb of a ticket says who and when, and a wrong one is refused in a sentence."""

from __future__ import annotations

import pytest

from corrections import answering
from corrections.models import Ticket, TicketEvent
from newsroom.base.models import Chain, Entry, Outgoing
from newsroom.base.refusals import Refused
from tests.corrections.cases import LATER, make_ticket
from tests.factories import HOUR, make_user

pytestmark = pytest.mark.django_db

LATER_STILL = LATER + HOUR


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def test_taking_a_ticket_makes_it_ones_own_and_says_so():
    ticket, mara = make_ticket(), make_user(None)
    answering.take(ticket=ticket, by=mara, at=LATER_STILL)
    event = ticket.events.last()
    assert (fresh(ticket).owner, fresh(ticket).status) == (mara, "taken")
    assert (event.verb, event.by, event.at) == (TicketEvent.Verb.TAKEN, mara, LATER_STILL)


def test_the_second_of_two_editors_who_take_a_ticket_is_told():
    ticket = make_ticket()
    answering.take(ticket=ticket, by=make_user(None, first_name="Mara"), at=LATER)
    with pytest.raises(Refused, match="Mara has this report"):
        answering.take(ticket=ticket, by=make_user(None), at=LATER)


def test_a_ticket_is_taken_over_by_naming_its_owner():
    ticket, mara, jo = make_ticket(), make_user(None), make_user(None)
    answering.take(ticket=ticket, by=mara, at=LATER)
    answering.take(ticket=ticket, by=jo, over_from=mara, at=LATER)
    assert fresh(ticket).owner == jo
    with pytest.raises(Refused, match="yours already"):
        answering.take(ticket=ticket, by=jo, at=LATER)


def test_a_verb_on_a_ticket_that_has_moved_on_is_refused():
    ticket = make_ticket()
    seen = ticket.events.last().pk
    answering.ask(ticket=ticket, by=make_user(None, first_name="Mara"), question="Which page?", at=LATER)
    with pytest.raises(Refused, match=r"moved on.*Mara"):
        answering.find_no_error(ticket=ticket, by=make_user(None), to_reader="It stands.", seen=seen, at=LATER)
    assert fresh(ticket).status == "asked"


def test_a_note_by_somebody_else_is_no_reason_to_refuse():
    ticket = make_ticket()
    seen = ticket.events.last().pk
    answering.note(ticket=ticket, by=make_user(None), text="Called the union.", at=LATER)
    answering.find_no_error(ticket=ticket, by=make_user(None), to_reader="It stands.", seen=seen, at=LATER)
    assert fresh(ticket).resolution == "no_error"


def test_a_question_is_mailed_once_and_stops_the_clock():
    ticket = make_ticket()
    event = answering.ask(ticket=ticket, by=make_user(None), question="Which page?", at=LATER)
    mail = Outgoing.objects.get(key=f"ticket:{ticket.pk}:question:{event.pk}")
    assert "Which page?" in mail.text
    assert not fresh(ticket).is_overdue(ticket.due_at + HOUR)


def test_the_readers_answer_gives_the_desk_back_the_time_it_waited():
    ticket = make_ticket()
    answering.ask(ticket=ticket, by=make_user(None), question="Which page?", at=LATER)
    answering.answer(ticket=ticket, text="Page 3", at=LATER + 5 * HOUR)
    assert fresh(ticket).status == "answered"
    assert fresh(ticket).due_at == ticket.due_at + 5 * HOUR
    assert ticket.events.last().actor_name == "a reader"


def test_a_reader_answers_only_what_was_asked():
    with pytest.raises(Refused, match="no open question"):
        answering.answer(ticket=make_ticket(), text="Hello?", at=LATER)


def test_no_error_owes_the_reader_a_reason():
    ticket = make_ticket()
    with pytest.raises(Refused, match="how you checked"):
        answering.find_no_error(ticket=ticket, by=make_user(None), to_reader=" ", at=LATER)
    assert fresh(ticket).is_open


def test_spam_is_closed_without_a_word_to_its_sender():
    ticket = make_ticket(suspicion="honeypot")
    answering.discard(ticket=ticket, by=make_user(None), at=LATER)
    assert fresh(ticket).resolution == "spam"
    assert not Outgoing.objects.exists()


def test_a_suspected_report_is_cleared_before_it_is_handled():
    ticket, mara = make_ticket(suspicion="too fast"), make_user(None)
    for verb in (
        lambda: answering.take(ticket=ticket, by=mara, at=LATER),
        lambda: answering.ask(ticket=ticket, by=mara, question="?", at=LATER),
        lambda: answering.find_no_error(ticket=ticket, by=mara, to_reader="x", at=LATER),
    ):
        with pytest.raises(Refused, match="under suspicion"):
            verb()
    answering.clear(ticket=ticket, by=mara, at=LATER)
    assert fresh(ticket) in Ticket.objects.queue()
    assert Outgoing.objects.filter(key=f"ticket:{ticket.pk}:received").count() == 1


def test_a_report_that_nobody_suspects_is_not_cleared():
    with pytest.raises(Refused, match="not under suspicion"):
        answering.clear(ticket=make_ticket(), by=make_user(None), at=LATER)


def test_a_closed_ticket_is_not_closed_again():
    ticket = make_ticket()
    answering.discard(ticket=ticket, by=make_user(None, first_name="Mara"), at=LATER)
    for verb in (answering.discard, answering.take):
        with pytest.raises(Refused, match="closed already by Mara: spam"):
            verb(ticket=ticket, by=make_user(None), at=LATER)


def test_a_closed_ticket_is_reopened_for_a_reason_and_its_clock_starts_anew():
    ticket, mara = make_ticket(), make_user(None)
    answering.find_no_error(ticket=ticket, by=mara, to_reader="It stands.", at=LATER)
    with pytest.raises(Refused, match="why"):
        answering.reopen(ticket=ticket, by=mara, reason="", at=LATER)
    answering.reopen(ticket=ticket, by=mara, reason="The union called back.", at=LATER + 5 * HOUR)
    again = fresh(ticket)
    assert (again.status, again.resolution, again.closed_at) == ("reopened", "", None)
    assert again.due_at == ticket.due_at + 5 * HOUR
    with pytest.raises(Refused, match="is open"):
        answering.reopen(ticket=ticket, by=mara, reason="x", at=LATER)


def test_each_end_of_a_ticket_is_mailed_once():
    ticket, mara = make_ticket(), make_user(None)
    for _ in range(2):
        answering.find_no_error(ticket=ticket, by=mara, to_reader="It stands.", at=LATER)
        answering.reopen(ticket=ticket, by=mara, reason="Again.", at=LATER)
    outcomes = Outgoing.objects.filter(key__contains=":outcome:").values_list("key", flat=True).order_by("key")
    assert list(outcomes) == [f"ticket:{ticket.pk}:outcome:1", f"ticket:{ticket.pk}:outcome:2"]


def test_empty_words_are_refused():
    ticket, mara = make_ticket(), make_user(None)
    with pytest.raises(Refused):
        answering.ask(ticket=ticket, by=mara, question=" ", at=LATER)
    with pytest.raises(Refused):
        answering.note(ticket=ticket, by=mara, text="", at=LATER)
    with pytest.raises(Refused, match="longer than"):
        answering.note(ticket=ticket, by=mara, text="x" * 5000, at=LATER)


def test_every_verb_joins_the_storys_record_without_the_words_said():
    ticket, mara = make_ticket(), make_user(None)
    answering.take(ticket=ticket, by=mara, at=LATER)
    answering.note(ticket=ticket, by=mara, text="The reader is the mayor's sister", at=LATER)
    chain = Chain.objects.get(name=f"article:{ticket.article.uid}")
    verbs = Entry.objects.filter(chain=chain, verb__startswith="ticket").values_list("verb", "canonical")
    assert [verb for verb, _ in verbs] == ["ticket received", "ticket taken", "ticket noted"]
    assert not any("sister" in canonical for _, canonical in verbs)
