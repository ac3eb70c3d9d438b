"""Words, notice, record, tickets and mail go out together or not at all, wherever a step fails; and it is shown before."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from articles.models import Article, Edition
from corrections import answering, proposals, workflow
from corrections.models import Notice, NoticeProposal, Reply, Republisher, Ticket
from newsroom.base.models import Outgoing
from tests.corrections.cases import LATER, desk_client, make_ticket, save_text, screen_address, verb_address
from tests.factories import HOUR, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

BODY = "<p>The result is due on Friday, the union said.</p>"
TEXT = "An earlier version said the result is due on Friday. It is due on Thursday."
FIX = {"words": "due on Friday", "instead": "due on Thursday"}
AT = LATER + HOUR


class Broken(Exception):
    """The database went away."""


class BreakAt:
    """Lets a number of writes to the database pass, and fails the next: what is only read leaves nothing half done."""

    def __init__(self, number: int) -> None:
        self.number, self.writes = number, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            self.writes += 1
            if self.writes > self.number:
                raise Broken(sql)
        return execute(sql, params, many, context)


def everything() -> list[Any]:
    """Every row of every table of ours, those between two tables included."""
    ours = ("articles", "corrections", "base", "wire")
    tables = [table for table in apps.get_models(include_auto_created=True) if table._meta.app_label in ours]
    assert {Edition.promoted.through, NoticeProposal, Outgoing} < set(tables)
    return [list(table._base_manager.order_by("pk").values()) for table in tables]


def fails_everywhere(act: Any) -> int:
    """Break an act before each of its writes in turn, see that nothing of it stays, then let it pass. How many it has."""
    before, number = everything(), 0
    while True:
        breaking = BreakAt(number)
        try:
            with connection.execute_wrapper(breaking):
                act()
        except Broken:
            assert everything() == before, f"half done at write {number + 1}"
            number += 1
        else:
            return breaking.writes


def scene() -> tuple[Article, list[Ticket]]:
    make_publication(desk_email="desk@ledger.example")
    Republisher.objects.create(name="The Sound Post", email="post@example.org")
    article = make_published(body=BODY)
    make_published(body=f'<p>See.</p><aside data-promo="{article.pk}"></aside><p>So.</p>')
    passage = "due on Friday"
    tickets = [make_ticket(article, passage=passage, email=f"reader{number}@example.org") for number in range(3)]
    Ticket.objects.exclude(pk=tickets[0].pk).update(grouped_with=tickets[0])
    return article, tickets


def sent() -> dict[str, int]:
    mails = Outgoing.objects.exclude(key__endswith=":received").values_list("to", flat=True)
    return {address: list(mails).count(address) for address in set(mails)}


EACH_ONCE = {**{f"reader{number}@example.org": 1 for number in range(3)}, "post@example.org": 1, "desk@ledger.example": 1}


def earlier_notice(article: Article) -> Notice:
    """One that stands on the story, and whose mails are out of the way."""
    told = workflow.publish_change(article=article, by=make_user(None), kind="update", text="The vote is on.", at=LATER)
    Outgoing.objects.filter(key__startswith=f"notice:{told.pk}:").delete()
    return told


def test_a_failure_before_any_step_of_a_correction_leaves_nothing_half_done_and_nothing_is_sent_twice():
    article, tickets = scene()
    earlier, editor = earlier_notice(article), make_user("Standards editor")
    fix = {**FIX, "supersedes": earlier, "to_reader": "Thank you."}
    assert fails_everywhere(lambda: answering.correct(ticket=tickets[0], by=editor, text=TEXT, at=AT, **fix)) > 20
    assert "due on Thursday" in article.visible_edition(AT).page["blocks"][0]["html"]
    assert list(article.notices.standing(AT)) == [earlier.superseded_by]
    assert sent() == EACH_ONCE
    assert not Ticket.objects.open().exists()


def test_a_failure_before_any_step_of_a_proposal_or_of_its_approval_leaves_nothing_half_done():
    article, tickets = scene()
    earlier, proposed = earlier_notice(article), {"kind": "clarification", "text": TEXT, "at": AT, **FIX}
    by, other = make_user(None), make_user(None)
    writes = fails_everywhere(lambda: answering.correct(ticket=tickets[0], by=by, supersedes=earlier, **proposed))
    proposal = NoticeProposal.objects.get()
    assert writes > 6
    assert fails_everywhere(lambda: proposals.approve(proposal=proposal, by=other, at=AT + HOUR)) > 15
    assert sent() == EACH_ONCE
    assert list(article.notices.standing(AT + HOUR)) == [earlier.superseded_by]


def test_a_failure_before_any_step_of_publishing_a_saved_change_with_its_notice_leaves_nothing_half_done():
    article, _ = scene()
    save_text(article, BODY.replace("Friday", "Thursday"), AT)
    by = make_user(None)
    change = {"kind": "correction", "text": TEXT, "passage": "due on Thursday", "at": AT}
    assert fails_everywhere(lambda: workflow.publish_change(article=article, by=by, **change)) > 10
    assert article.visible_edition(AT).notice_uid == Notice.objects.get().uid


def notice(**fields: Any) -> dict[str, Any]:
    return {"kind": "correction", "severity": "ordinary", "origin": "reader", "text": TEXT, **FIX, **fields}


def test_page_log_and_mail_are_shown_before_and_nothing_of_it_is_kept():
    article, tickets = scene()
    client, before = desk_client("Standards editor"), everything()
    page = client.post(verb_address(tickets[0], "correct"), notice(to_reader="Thank you.")).content.decode()
    assert everything() == before
    assert "<mark>due on Thursday</mark>" in page
    assert "<del>Friday</del>" in page
    assert "notice__label" in page
    assert page.count("Mail to") == 4
    assert "5 mails in all" in page
    assert "3 reports are closed" in page
    assert "?t=" not in page
    assert article.visible_edition().number == 1

    done = client.post(verb_address(tickets[0], "correct"), notice(confirmed="yes"))
    assert done["Location"] == f"{screen_address(tickets[0])}#top"
    assert sent() == EACH_ONCE


def test_an_empty_notice_is_suggested_by_its_kind_and_by_what_is_changed():
    _, tickets = scene()
    client = desk_client("Standards editor")
    for kind, begin in (("correction", "An earlier version"), ("update", "This story has been updated. It now says “due on")):
        response = client.post(verb_address(tickets[0], "correct"), notice(kind=kind, text=""))
        assert response.status_code == 422
        assert begin in response.content.decode()
    assert not Notice.objects.exists()


def test_a_canned_reply_is_put_in_filled_without_sending_anything():
    _, tickets = scene()
    reply = Reply.objects.create(name="Thanks", text="Thank you for {reference}. {publication}")
    client, before = desk_client("Standards editor"), everything()
    data = {"to_reader": "Dear reader,", "reply": reply.pk, "use_reply": "yes"}
    page = client.post(verb_address(tickets[0], "no_error"), data).content.decode()
    assert f"Dear reader,\n\nThank you for {tickets[0].reference}. The Harbor Ledger" in page
    assert everything() == before
    sent_off = client.post(verb_address(tickets[0], "no_error"), {"to_reader": "It stands.", "reply": reply.pk})
    assert sent_off.status_code == 302
