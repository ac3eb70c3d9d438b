"""A retraction or clarification waits for a second person: one proposes, somebody else approves, and only then it is public.

What is approved is the revision that the first person had on screen. Once somebody saves the story again, the proposal
is overtaken: nobody approves words that they were not shown.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.models import Article
from corrections import closing, workflow
from corrections.intake import add_event
from corrections.models import Notice, NoticeProposal, Ticket, TicketEvent
from newsroom.base import record
from newsroom.base.actors import actor_fields
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Decision = NoticeProposal.Decision
OVERTAKEN = "The story has been saved since this was proposed, so it is put aside. Propose it again on the new text."


@transaction.atomic
def propose(
    *,
    article: Article,
    by: User,
    kind: str,
    text: str,
    severity: str = "ordinary",
    origin: str = "staff",
    placement: str | None = None,
    passage: str = "",
    ticket: Ticket | None = None,
    to_reader: str = "",
    at: datetime | None = None,
) -> NoticeProposal:
    """Put a notice before a second person, with the newest revision as the words that would go live."""
    at = at or timezone.now()
    text = workflow.checked(kind=kind, text=text, severity=severity, origin=origin, placement=placement)
    if not workflow.needs_second_person(kind):
        raise Refused("Such a notice needs no second person. Publish it.")
    article = Article.objects.select_for_update().get(pk=article.pk)
    revision = article.current_revision()
    if revision is None or article.first_published_at is None or article.first_published_at > at:
        raise Refused("Readers have not had this story yet. There is nothing to tell them of.")
    if found := publishing.problems(article, at=at):
        raise Refused(" ".join(found))
    workflow.refuse_unfound(passage, revision)
    if NoticeProposal.objects.open().filter(article=article, revision=revision, ticket=ticket).exists():
        raise Refused("A notice on this text waits for a second person already.")
    proposal = NoticeProposal.objects.create(
        article=article, ticket=ticket, revision=revision, kind=kind, origin=origin, severity=severity,
        placement=placement or "", text=text, passage=passage.strip(), to_reader=to_reader.strip(), at=at, **actor_fields(by),
    )  # fmt: skip
    record.write(
        publishing.chain(article), "proposed a notice", by=by, at=at, proposal=proposal.pk, kind=kind,
        text=record.content_hash(text), revision=revision.number,
    )  # fmt: skip
    if ticket is not None:
        if ticket.owner is None or ticket.status in (Ticket.Status.NEW, Ticket.Status.REOPENED):
            ticket.owner, ticket.status = ticket.owner or by, Ticket.Status.TAKEN
            ticket.save(update_fields=["owner", "status"])
        add_event(
            ticket, TicketEvent.Verb.PROPOSED, by=by, at=at, internal=f"{proposal.get_kind_display()}: {text}"[:closing.LONGEST]
        )  # fmt: skip
    return proposal


def approve(*, proposal: NoticeProposal, by: User, at: datetime | None = None) -> Notice:
    """Somebody else agrees: the notice and its words are public at once, and the reports that led to it are answered."""
    at = at or timezone.now()
    with transaction.atomic():
        proposal, article, ticket = _locked(proposal, by=by)
        newest = article.current_revision()
        if newest is not None and newest.pk == proposal.revision_id:
            return _publish(proposal, article, ticket, by=by, at=at)
        _decide(proposal, Decision.OVERTAKEN, by=None, at=at)
        _write(proposal, "put a proposed notice aside", by=by, at=at)
    raise Refused(OVERTAKEN)


@transaction.atomic
def reject(*, proposal: NoticeProposal, by: User, reason: str, at: datetime | None = None) -> None:
    """Somebody else does not agree, and says why; the ticket stays open."""
    at = at or timezone.now()
    proposal, _, ticket = _locked(proposal, by=by)
    reason = closing.words_of(reason, "Say why it is not published like this.")
    _decide(proposal, Decision.REJECTED, by=by, at=at, reason=reason)
    _write(proposal, "rejected a proposed notice", by=by, at=at)
    if ticket is not None:
        add_event(ticket, TicketEvent.Verb.NOTED, by=by, at=at, internal=f"Proposed notice rejected: {reason}")


@transaction.atomic
def withdraw(*, proposal: NoticeProposal, by: User, at: datetime | None = None) -> None:
    """Whoever proposed it thinks better of it."""
    at = at or timezone.now()
    proposal, _, ticket = _locked(proposal)
    if proposal.by_id != by.pk:
        raise Refused(f"{proposal.actor_name} proposed this. You can approve or reject it.")
    _decide(proposal, Decision.OVERTAKEN, by=None, at=at, reason="Withdrawn by whoever proposed it.")
    _write(proposal, "withdrew a proposed notice", by=by, at=at)
    if ticket is not None:
        add_event(ticket, TicketEvent.Verb.NOTED, by=by, at=at, internal="Proposed notice withdrawn.")


def is_overtaken(proposal: NoticeProposal) -> bool:
    """Whether somebody has saved the story since."""
    newest = proposal.article.current_revision()
    return newest is None or newest.pk != proposal.revision_id


def _publish(proposal: NoticeProposal, article: Article, ticket: Ticket | None, *, by: User, at: datetime) -> Notice:
    notice = workflow.publish_change(
        article=article, by=by, kind=proposal.kind, text=proposal.text, severity=proposal.severity, origin=proposal.origin,
        placement=proposal.placement or None, passage=proposal.passage, proposed_by=proposal.by, at=at,
    )  # fmt: skip
    proposal.notice = notice
    _decide(proposal, Decision.APPROVED, by=by, at=at)
    if ticket is not None and ticket.is_open:
        closing.close(
            ticket, closing.RESOLUTION_OF[proposal.kind], by=by, at=at, to_reader=proposal.to_reader, notice=notice
        )  # fmt: skip
    return notice


def _locked(proposal: NoticeProposal, *, by: User | None = None) -> tuple[NoticeProposal, Article, Ticket | None]:
    """The ticket first, as every verb of it does, then the story, then the proposal."""
    ticket = closing.locked(proposal.ticket) if proposal.ticket is not None else None
    article = Article.objects.select_for_update().get(pk=proposal.article_id)
    found = NoticeProposal.objects.select_for_update().get(pk=proposal.pk)
    if found.decided_at is not None:
        who = f" by {found.decided_by.get_full_name() or found.decided_by.get_username()}" if found.decided_by else ""
        raise Refused(f"This is decided already{who}: {found.get_decision_display().lower()}.")
    if by is not None and found.by_id == by.pk:
        raise Refused("You proposed this yourself. Somebody else decides.")
    return found, article, ticket


def _decide(proposal: NoticeProposal, decision: str, *, by: User | None, at: datetime, reason: str = "") -> None:
    proposal.decision, proposal.decided_by, proposal.decided_at, proposal.reason = decision, by, at, reason
    proposal.save(update_fields=["decision", "decided_by", "decided_at", "reason", "notice"])


def _write(proposal: NoticeProposal, verb: str, *, by: User, at: datetime) -> None:
    record.write(publishing.chain(proposal.article), verb, by=by, at=at, proposal=proposal.pk, reason=proposal.reason)
