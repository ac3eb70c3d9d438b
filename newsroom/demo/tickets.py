"""Readers' reports of the demo, answered step by step."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from articles import publishing
from articles.body import plain_text
from articles.models import Article, Edition
from corrections import answering, fixing, forwarding, mailbox, own_report, proposals
from corrections.intake import Report, receive_report
from corrections.models import NoticeProposal, Ticket
from newsroom.demo.source import Calendar
from newsroom.demo.stories import Event, second_person

DECISIONS = ("corrected", "clarified", "fixed", "no_error")


class TicketReplay:
    """One reader's report; `earlier` are the replays before it, which a duplicate names by number."""

    def __init__(
        self,
        source: dict[str, Any],
        *,
        articles: dict[str, Article],
        users: dict[str, User],
        calendar: Calendar,
        earlier: list[TicketReplay],
    ) -> None:
        self.source, self.articles, self.users, self.calendar, self.earlier = source, articles, users, calendar, earlier
        self.ticket = Ticket()

    def events(self) -> list[Event]:
        """The report and its steps, as (when, what)."""
        at = self.calendar.at(self.source["at"])
        steps = [(self.calendar.at(step["at"]), partial(self.step, step)) for step in self.source.get("step", [])]
        return [(at, partial(self.receive, at)), *steps]

    def receive(self, at: datetime) -> None:
        row, article = self.source, self.articles[self.source["story"]]
        article.refresh_from_db()
        edition = article.visible_edition(at)
        if row.get("passage") and edition and row["passage"] not in plain_text(edition.revision.content["body"]):
            raise ValueError(f"{row['story']}: “{row['passage']}” is not in what readers had on {at:%F}")
        said = ("wrong", "category", "passage", "right", "source_url", "name", "email")
        self.ticket = receive_report(
            article=article,
            report=Report(edition=edition, **{name: row[name] for name in said if name in row}),
            suspicion="Sent two seconds after the form was opened" if row.get("suspected") else "",
            at=at,
            **({"by": self.users[row["by"]], "channel": row["channel"]} if "by" in row else {}),
        )

    def step(self, row: dict[str, Any]) -> None:
        ticket, at = self.ticket, self.calendar.at(row["at"])
        ticket.refresh_from_db()
        if row["verb"] == "answer":
            answering.answer(ticket=ticket, text=row["text"], at=at)
            return
        if row["verb"] == "withdraw":
            own_report.withdraw(ticket=ticket, at=at)
            return
        by = self.users[row["by"]]
        said = row.get("text", "")
        if ticket.grouped_with is not None and row["verb"] in (*DECISIONS, "duplicate"):
            if not ticket.is_open:
                return  # answered with the first report of the same
            ticket = ticket.grouped_with if row["verb"] in DECISIONS else ticket
        if row["verb"] == "take":
            answering.take(ticket=ticket, by=by, at=at)
        elif row["verb"] == "ask":
            answering.ask(ticket=ticket, by=by, question=said, at=at)
        elif row["verb"] == "forward":
            forwarding.forward(ticket=ticket, by=by, text=said, by_hand=row.get("by_hand", False), at=at)
        elif row["verb"] in ("corrected", "clarified"):
            made = answering.correct(ticket=ticket, by=by, to_reader=said, at=at, **row["notice"])
            if isinstance(made, NoticeProposal) and not row.get("waits"):
                proposals.approve(proposal=made, by=second_person(self.users, by), at=at)
        elif row["verb"] == "fixed":
            with transaction.atomic():
                fixing.fix(article=ticket.article, by=by, words=row["words"], instead=row["instead"], at=at)
                publishing.publish(article=ticket.article, by=by, change=Edition.Change.MINOR, at=at)
                answering.find_fixed(ticket=ticket, by=by, to_reader=said, at=at)
        elif row["verb"] == "agency_corrected":
            answering.close_with_agencys(ticket=ticket, by=by, at=at)
        elif row["verb"] == "no_error":
            answering.find_no_error(ticket=ticket, by=by, to_reader=said, at=at)
        elif row["verb"] == "duplicate":
            original = self.earlier[row["of"] - 1].ticket
            original.refresh_from_db()
            answering.join(ticket=ticket, by=by, original=original, to_reader=said, at=at)
        elif row["verb"] == "spam":
            answering.discard(ticket=ticket, by=by, at=at)
        elif row["verb"] == "clear":
            answering.clear(ticket=ticket, by=by, at=at)
        elif row["verb"] == "reopen":
            answering.reopen(ticket=ticket, by=by, reason=said or row.get("note", ""), at=at)
        else:
            raise ValueError(f"No ticket has a step “{row['verb']}”")
        if row.get("note"):
            answering.note(ticket=ticket, by=by, text=row["note"], at=at)


def receive_mail(row: dict[str, Any], *, calendar: Calendar) -> Event:
    """A mail to the corrections desk, as a mail server hands it over."""
    at = calendar.at(row["at"])
    data = f"From: {row['from']}\nTo: {row['to']}\nSubject: {row['subject']}\n\n{row['text']}".encode()
    return at, partial(mailbox.receive, data, at=at)
