"""The verbs of a ticket: take, ask, answer, note, clear, close, reopen. Each says who and when, and none can be unsaid.

Every verb locks the ticket, so that of two editors who act at once the second is told what the first did. `seen` is
the id of the newest event that the editor had on screen; a verb on a ticket that has moved on since is refused.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles import pages
from articles.models import Article, Revision
from corrections import clock, fixing, forwarding, grouping, mails, proposals, workflow
from corrections.closing import (
    LONGEST,
    RESOLUTION_OF,
    Resolution,
    Status,
    Verb,
    both_locked,
    close,
    closed_sentence,
    locked,
    open_again,
    refuse_closed,
    refuse_undecidable,
    words_of,
)
from corrections.events import add_event
from corrections.intake import welcome
from corrections.models import Notice, NoticeProposal, Ticket, TicketEvent
from newsroom.base.actors import ReaderActor, full_name
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import AnyActor


@transaction.atomic
def take(
    *, ticket: Ticket, by: User, over_from: User | None = None, seen: int | None = None, at: datetime | None = None
) -> None:
    """Make a ticket one's own; somebody else's only when one says whose (`over_from`)."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    refuse_closed(ticket)
    if ticket.owner_id == by.pk:
        raise Refused("This report is yours already.")
    if ticket.owner is not None and (over_from is None or over_from.pk != ticket.owner_id):
        raise Refused(f"{full_name(ticket.owner)} has this report. You can take it over if that is agreed.")
    ticket.owner = by
    if ticket.status in (Status.NEW, Status.REOPENED):
        ticket.status = Status.TAKEN
    ticket.save(update_fields=["owner", "status"])
    add_event(ticket, Verb.TAKEN, by=by, at=at, internal=f"Taken over from {full_name(over_from)}." if over_from else "")


@transaction.atomic
def ask(*, ticket: Ticket, by: User, question: str, seen: int | None = None, at: datetime | None = None) -> TicketEvent:
    """Ask the reader something, by mail and on the reader's page; the clock waits for the answer."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    refuse_closed(ticket)
    question = words_of(question, "Write what you want to ask the reader.")
    clock.stop(ticket, at)
    ticket.status, ticket.owner = Status.ASKED, ticket.owner or by
    ticket.save(update_fields=["status", "owner", *clock.FIELDS])
    event = add_event(ticket, Verb.ASKED, by=by, at=at, to_reader=question)
    mails.ask(ticket, event, at=at)
    return event


@transaction.atomic
def answer(
    *, ticket: Ticket, text: str, internal: str = "", by: AnyActor | None = None, at: datetime | None = None
) -> TicketEvent:
    """The reader answers a question, or `by` writes down how; the time we waited does not count against the desk."""
    ticket, at = locked(ticket), at or timezone.now()
    if ticket.status != Status.ASKED:
        raise Refused("There is no open question to answer.")
    text = words_of(text, "Write your answer.")
    clock.start(ticket, at)
    ticket.status = Status.ANSWERED
    ticket.save(update_fields=["status", *clock.FIELDS])
    return add_event(ticket, Verb.ANSWERED, by=by or ReaderActor(), at=at, to_reader=text, internal=internal)


@transaction.atomic
def note(*, ticket: Ticket, by: User, text: str, at: datetime | None = None) -> TicketEvent:
    """Leave a note for the desk, which the reader never sees."""
    ticket = locked(ticket)
    return add_event(ticket, Verb.NOTED, by=by, at=at or timezone.now(), internal=words_of(text, "The note is empty."))


@transaction.atomic
def clear(*, ticket: Ticket, by: User, seen: int | None = None, at: datetime | None = None) -> None:
    """A person found a suspected report genuine: it joins the queue, and its reader gets the acknowledgement."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    if not ticket.is_suspected:
        raise Refused("This report is not under suspicion.")
    if not ticket.is_open:
        raise Refused(closed_sentence(ticket))
    ticket.is_suspected = False
    ticket.save(update_fields=["is_suspected"])
    leader = grouping.leader_for(ticket)
    add_event(ticket, Verb.CLEARED, by=by, at=at, internal=ticket.suspicion)
    welcome(ticket, leader, at=at)


@transaction.atomic
def correct(
    *,
    ticket: Ticket,
    by: User,
    text: str,
    kind: str = "correction",
    severity: str = "ordinary",
    origin: str = "reader",
    placement: str | None = None,
    words: str = "",
    instead: str = "",
    passage: str = "",
    supersedes: Notice | None = None,
    to_reader: str = "",
    revision: int | None = None,
    seen: int | None = None,
    at: datetime | None = None,
) -> Notice | NoticeProposal:
    """Close as corrected (or clarified, by the notice's kind): the newest saved revision goes live with its notice.

    With `instead` the wrong `words` are put right first. `revision` is the number of the revision the editor looked at;
    if somebody has saved since, nothing is published. A notice that needs a second person is proposed instead, and the
    ticket stays open until somebody else has approved it.
    """
    ticket, at = locked(ticket, seen), at or timezone.now()
    refuse_undecidable(ticket)
    if kind not in RESOLUTION_OF:
        raise Refused("Choose what kind of notice this is.")
    Article.objects.select_for_update(no_key=True).get(pk=ticket.article_id)  # nobody saves between the look and the act
    newest = ticket.article.current_revision()
    if revision is not None and newest is not None and newest.number != revision:
        raise Refused(
            f"{newest.actor_name} has saved the story since you opened this (revision {newest.number}). Look at it first."
        )
    if instead.strip():
        note = f"For report {ticket.reference}."
        wrong = words or ticket.passage
        newest = fixing.fix(
            article=ticket.article, by=by, words=wrong, instead=instead, note=note, photo=ticket.photo, at=at
        )  # fmt: skip
    notice: dict[str, Any] = {
        "article": ticket.article, "kind": kind, "text": text, "severity": severity, "origin": origin,
        "placement": placement or None, "passage": passage or _marked(ticket, instead, newest, at), "supersedes": supersedes,
    }  # fmt: skip
    if workflow.needs_second_person(kind):
        return proposals.propose(**notice, ticket=ticket, to_reader=to_reader, by=by, at=at)
    published = workflow.publish_change(**notice, by=by, at=at)
    close(ticket, RESOLUTION_OF[kind], by=by, at=at, to_reader=to_reader, notice=published)
    return published


@transaction.atomic
def answer_with(
    *, ticket: Ticket, by: User, notice: Notice, to_reader: str = "", seen: int | None = None, at: datetime | None = None
) -> None:
    """Close as corrected (or clarified) by a notice that stands on the story already."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    refuse_undecidable(ticket)
    if notice.article_id != ticket.article_id or notice.kind not in RESOLUTION_OF:
        raise Refused("Choose a correction or clarification of this story.")
    close(ticket, RESOLUTION_OF[notice.kind], by=by, at=at, to_reader=to_reader, notice=notice)


@transaction.atomic
def close_with_agencys(*, ticket: Ticket, by: User, seen: int | None = None, at: datetime | None = None) -> None:
    """Close by the notice that the agency's own correction made of the passage."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    refuse_undecidable(ticket)
    notice = forwarding.offers([ticket]).get(ticket.pk)
    if notice is None:
        raise Refused("No correction of the agency’s has changed this passage.")
    close(ticket, RESOLUTION_OF[notice.kind], by=by, at=at, notice=notice)


@transaction.atomic
def find_no_error(*, ticket: Ticket, by: User, to_reader: str, seen: int | None = None, at: datetime | None = None) -> None:
    """Close as no error; the reader is owed the reason."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    refuse_undecidable(ticket)
    reason = words_of(to_reader, "Tell the reader how you checked it and why the story stands.")
    close(ticket, Resolution.NO_ERROR, by=by, at=at, to_reader=reason)


@transaction.atomic
def find_fixed(*, ticket: Ticket, by: User, to_reader: str = "", seen: int | None = None, at: datetime | None = None) -> None:
    """Close as put right without a notice: the reader was right, and readers have another text than the one reported."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    refuse_undecidable(ticket)
    live = ticket.article.visible_edition(at)
    if live is None or (ticket.edition is not None and live.revision_id == ticket.edition.revision_id):
        raise Refused("Readers have the text that was reported. Put it right and publish it, then close the report.")
    close(ticket, Resolution.FIXED, by=by, at=at, to_reader=to_reader)


@transaction.atomic
def join(
    *, ticket: Ticket, by: User, original: Ticket, to_reader: str = "", seen: int | None = None, at: datetime | None = None
) -> None:
    """Close as reported before: this reader gets the answer to the earlier report."""
    at = at or timezone.now()
    if original.pk == ticket.pk:
        raise Refused("A report is not a duplicate of itself.")
    ticket, original = both_locked(ticket, original, seen)
    refuse_closed(ticket)
    if original.grouped_with_id == ticket.pk:
        raise Refused(f"{original} is grouped with this report and came after it. Decide here, or take it out first.")
    if original.article_id != ticket.article_id:
        raise Refused(f"{original} is about another story.")
    if not original.is_genuine:
        raise Refused(f"{original} is spam or under suspicion; nobody answers it.")
    if original.duplicate_of is not None:
        raise Refused(f"{original} is a duplicate itself, of {original.duplicate_of}. Choose that one.")
    for follower in ticket.duplicates.select_related("article"):
        follower.duplicate_of = original  # so that everybody's answer is one step away
        follower.save(update_fields=["duplicate_of"])
        add_event(follower, Verb.NOTED, by=by, at=at, internal=f"Joined with {original}, as {ticket} was.")
    close(ticket, Resolution.DUPLICATE, by=by, at=at, to_reader=to_reader.strip()[:LONGEST], duplicate_of=original)


@transaction.atomic
def discard(*, ticket: Ticket, by: User, seen: int | None = None, at: datetime | None = None) -> None:
    """Close as spam: kept, counted nowhere, answered to nobody."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    if not ticket.is_open:
        raise Refused(closed_sentence(ticket))
    close(ticket, Resolution.SPAM, by=by, at=at)


@transaction.atomic
def reopen(*, ticket: Ticket, by: User, reason: str, seen: int | None = None, at: datetime | None = None) -> None:
    """Take a closed ticket up again, for a reason; its clock starts anew, and its earlier end stays in its events."""
    ticket, at = locked(ticket, seen), at or timezone.now()
    if ticket.is_open:
        raise Refused("This report is open.")
    open_again(ticket, by=by, at=at, why=words_of(reason, "Say why it is taken up again."))


def _marked(ticket: Ticket, instead: str, revision: Revision | None, at: datetime) -> str:
    """Which words are marked first when the editor names none: the new ones; if no word changed, the reader's."""
    live = ticket.article.editions.live(at).select_related("revision").first()
    is_changed = (
        live is None or revision is None or pages.printed_words(live.revision.content) != pages.printed_words(revision.content)
    )
    words = instead.strip() if instead.strip() or is_changed else ticket.passage
    return words if words and workflow.stands(words, revision) else ""
