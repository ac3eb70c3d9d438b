"""Of two editors who act in the same moment, one does and the other is told."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connection, transaction

from corrections import answering, forwarding, proposals, sharing, workflow
from corrections.models import Notice, Ticket
from newsroom.base.actors import FeedActor
from newsroom.base.models import Outgoing
from newsroom.base.refusals import Refused
from tests.corrections.cases import make_ticket, save_text
from tests.factories import make_agency, make_published, make_user

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database lives in memory: its writers cannot meet"),
]


def both_at_once(*verbs) -> list[str]:
    """What came of verbs done in threads that start together."""
    start, results = Barrier(len(verbs)), []

    def run(verb):
        start.wait()
        try:
            verb()
            results.append("done")
        except Refused:
            results.append("told")
        finally:
            connection.close()

    threads = [Thread(target=run, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def test_one_of_two_takes_the_ticket():
    ticket, mara, jo = make_ticket(), make_user(None), make_user(None)
    results = both_at_once(
        lambda: answering.take(ticket=ticket, by=mara), lambda: answering.take(ticket=ticket, by=jo)
    )  # fmt: skip
    assert results == ["done", "told"]
    assert Ticket.objects.get().events.filter(verb="taken").count() == 1


def test_one_of_two_corrects_and_readers_are_told_once():
    ticket, mara, jo = make_ticket(), make_user(None), make_user(None)
    results = both_at_once(
        lambda: answering.correct(ticket=ticket, by=mara, text="It is Thursday."),
        lambda: answering.correct(ticket=ticket, by=jo, text="It is Wednesday."),
    )
    assert results == ["done", "told"]
    assert Notice.objects.count() == 1
    assert Outgoing.objects.filter(key__contains=":outcome:").count() == 1


def group() -> list[Ticket]:
    article = make_published()
    return [make_ticket(article, passage="due on Friday", email=f"reader{number}@example.org") for number in range(3)]


def outcomes() -> list[str]:
    return sorted(Outgoing.objects.filter(key__contains=":outcome:").values_list("to", flat=True))


def test_one_of_two_decides_a_group_and_each_reader_is_told_once():
    (lead, *_), mara, jo = group(), make_user(None), make_user(None)
    results = both_at_once(
        lambda: answering.correct(ticket=lead, by=mara, text="It is Thursday."),
        lambda: answering.find_no_error(ticket=lead, by=jo, to_reader="It stands."),
    )
    assert results == ["done", "told"]
    assert outcomes() == ["reader0@example.org", "reader1@example.org", "reader2@example.org"]


def test_a_report_is_taken_out_while_its_group_is_decided_without_a_deadlock():
    (lead, second, third), mara, jo, kim = group(), make_user(None), make_user(None), make_user(None)
    results = both_at_once(
        lambda: answering.correct(ticket=lead, by=mara, text="It is Thursday."),
        lambda: sharing.split(ticket=Ticket.objects.get(pk=second.pk), by=jo),
        lambda: answering.ask(ticket=third, by=kim, question="Which page?"),
    )
    assert "done" in results
    assert len(results) == 3
    assert len(outcomes()) == len(set(outcomes()))


def test_one_of_two_approves_a_proposal():
    ticket, second, third = make_ticket(), make_user(None), make_user(None)
    proposal = answering.correct(ticket=ticket, by=make_user(None), text="We retract it.", kind="retraction")
    results = both_at_once(
        lambda: proposals.approve(proposal=proposal, by=second),
        lambda: proposals.reject(proposal=proposal, by=third, reason="The source stands by it."),
        lambda: answering.find_no_error(ticket=ticket, by=third, to_reader="It stands."),
    )
    assert results.count("done") in (1, 2)  # a rejected one leaves the ticket open to be answered
    assert Notice.objects.count() <= 1
    assert len(outcomes()) <= 1


def test_the_agencys_correction_and_an_editor_meet_without_a_deadlock():
    ticket = make_ticket(make_published(agency=make_agency()), passage="due on Friday")
    editor, feed = make_user(None), FeedActor("northline")
    forwarding.forward(ticket=ticket, by=editor, text="Please check.", by_hand=True)
    save_text(ticket.article, "<p>The result is due on Thursday.</p>")

    @transaction.atomic
    def arrive():
        forwarding.lock_awaiting(ticket.article_id)
        notice = workflow.publish_change(
            article=ticket.article, by=feed, kind="correction", text="Northline has corrected it.", origin="agency"
        )
        forwarding.arrived(article=ticket.article, by=feed, at=notice.at, notice=notice)

    results = both_at_once(arrive, lambda: answering.correct(ticket=ticket, by=editor, text="It is Thursday."))
    assert results == ["done", "done"]
    assert outcomes() == ["reader@example.org"]


def test_two_who_join_reports_with_each_other_make_no_ring():
    one, mara, jo = make_ticket(wrong="The ferry sails on Thursday."), make_user(None), make_user(None)
    other = make_ticket(one.article, wrong="The mayor was elected in May.")
    results = both_at_once(
        lambda: answering.join(ticket=one, by=mara, original=other), lambda: answering.join(ticket=other, by=jo, original=one)
    )  # fmt: skip
    assert results == ["done", "told"]


def test_a_report_that_comes_while_the_first_of_its_kind_is_closed_is_in_the_queue():
    said = {"wrong": "The ferry sails on Thursday.", "part": "headline"}
    for _ in range(8):
        first, by = make_ticket(**said), make_user(None)
        both_at_once(
            lambda one=first, by=by: answering.find_no_error(ticket=one, by=by, to_reader="It sails on Friday."),
            lambda one=first: make_ticket(one.article, **said),
        )
        assert not Ticket.objects.open().filter(grouped_with__status="closed").exists()


def test_a_reader_may_report_while_the_story_is_published():
    for _ in range(8):
        story, by = make_published(), make_user(None)
        results = both_at_once(
            lambda story=story, by=by: workflow.publish_change(article=story, by=by, kind="correction", text="Thursday."),
            lambda story=story: make_ticket(story),
            lambda story=story: make_ticket(story, wrong="Another thing."),
        )
        assert results == ["done"] * 3
