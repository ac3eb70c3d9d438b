"""A retraction or clarification waits for a second person: one proposes, somebody else approves, and only then it is public.

What is approved is the revision that the first person had on screen. Once somebody saves the story again, or replaces the
notice whose place it was to take, the proposal is overtaken: nobody approves words that they were not shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.models import Article
from corrections import closing, workflow
from corrections.events import add_event, digest
from corrections.models import Notice, NoticeProposal, Ticket, TicketEvent
from newsroom.base import record
from newsroom.base.actors import actor_fields, full_name
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Decision = NoticeProposal.Decision
SAID = ("severity", "origin", "placement", "ticket_id", "revision_id", "supersedes_id")  # as the record has it
OVERTAKEN = "The story has been saved since this was proposed, so it is put aside. Propose it again on the new text."
REPLACED = (
    "The notice whose place it was to take has been replaced since this was proposed, so it is put aside. Propose it again."
)


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
    supersedes: Notice | None = None,
    ticket: Ticket | None = None,
    to_reader: str = "",
    at: datetime | None = None,
) -> NoticeProposal:
    """Put a notice before a second person, with the newest revision as the words that would go live."""
    at = at or timezone.now()
    text = workflow.checked(kind=kind, text=text, severity=severity, origin=origin, placement=placement)
    if not workflow.needs_second_person(kind):
        raise Refused("Such a notice needs no second person. Publish it.")
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    revision = article.current_revision()
    if revision is None or article.first_published_at is None or article.first_published_at > at:
        raise Refused("Readers have not had this story yet. There is nothing to tell them of.")
    if found := publishing.problems(article, at=at):
        raise Refused(" ".join(found))
    workflow.refuse_unfound(passage, revision)
    if supersedes is not None:
        workflow.refuse_superseding(supersedes, article)
    if NoticeProposal.objects.open().filter(article=article, revision=revision, ticket=ticket).exists():
        raise Refused("A notice on this text waits for a second person already.")
    proposal = NoticeProposal.objects.create(
        article=article, ticket=ticket, revision=revision, kind=kind, origin=origin, severity=severity,
        placement=placement or "", text=text, passage=passage.strip(), supersedes=supersedes, to_reader=to_reader.strip(),
        at=at, **actor_fields(by),
    )  # fmt: skip
    record.write(
        publishing.chain(article), "proposed a notice", by=by, at=at, proposal=proposal.pk, kind=kind,
        text=record.content_hash(text), revision=revision.number, supersedes=str(supersedes.uid) if supersedes else "",
        passage=record.content_hash(proposal.passage), to_reader=_digest(proposal.to_reader, ticket),
        said={name: getattr(proposal, name) for name in SAID},
    )  # fmt: skip
    if ticket is not None:
        if ticket.owner is None or ticket.status in (Ticket.Status.NEW, Ticket.Status.REOPENED):
            ticket.owner, ticket.status = ticket.owner or by, Ticket.Status.TAKEN
            ticket.save(update_fields=["owner", "status"])
        add_event(
            ticket, TicketEvent.Verb.PROPOSED, by=by, at=at, internal=f"{proposal.get_kind_display()}: {text}"[:closing.LONGEST]
        )  # fmt: skip
    return proposal


@transaction.atomic
def publish_or_propose(
    *, article: Article, by: User, kind: str, at: datetime, tickets: Iterable[Ticket] = (), **notice: Any
) -> Notice | NoticeProposal:
    """The newest revision goes live with its notice, and answers reports of it, each as if it had been decided by itself.

    Where the kind needs a second person it waits with the notice, and with the one report that it would answer.
    """
    answered = [closing.locked(ticket) for ticket in tickets]
    for ticket in answered:
        closing.refuse_undecidable(ticket)
    if workflow.needs_second_person(kind):
        if len(answered) > 1:
            raise Refused(
                f"A {Notice.Kind(kind).label.lower()} that waits for a second person answers one report. Group them first."
            )
        return propose(article=article, by=by, kind=kind, at=at, ticket=next(iter(answered), None), **notice)
    published = workflow.publish_change(article=article, by=by, kind=kind, at=at, **notice)
    for ticket in answered:
        closing.close(ticket, closing.RESOLUTION_OF[kind], by=by, at=at, notice=published)
    return published


def approve(*, proposal: NoticeProposal, by: User, at: datetime | None = None) -> Notice:
    """Somebody else agrees: the notice and its words are public at once, and the reports that led to it are answered."""
    at = at or timezone.now()
    with transaction.atomic():
        proposal, article, ticket = _locked(proposal, by=by)
        reason = overtaken(proposal)
        if not reason:
            return _publish(proposal, article, ticket, by=by, at=at)
        _decide(proposal, Decision.OVERTAKEN, by=None, at=at, reason=reason)
        _write(proposal, "put a proposed notice aside", by=by, at=at)
        if ticket is not None:
            add_event(ticket, TicketEvent.Verb.NOTED, by=by, at=at, internal=f"Proposed notice put aside. {reason}")
    raise Refused(reason)


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


def _digest(to_reader: str, ticket: Ticket | None) -> str:
    return record.content_hash(to_reader) if ticket is None else digest(ticket, to_reader)


def overtaken(proposal: NoticeProposal) -> str:
    """Why nobody can approve it any more, or nothing."""
    newest = proposal.article.current_revision()
    if newest is None or newest.pk != proposal.revision_id:
        return OVERTAKEN
    earlier = proposal.supersedes
    return REPLACED if earlier is not None and Notice.objects.filter(supersedes=earlier).exists() else ""


def _publish(proposal: NoticeProposal, article: Article, ticket: Ticket | None, *, by: User, at: datetime) -> Notice:
    notice = workflow.publish_change(
        article=article, by=by, kind=proposal.kind, text=proposal.text, severity=proposal.severity, origin=proposal.origin,
        placement=proposal.placement or None, passage=proposal.passage, supersedes=proposal.supersedes,
        proposed_by=proposal.by, at=at,
    )  # fmt: skip
    proposal.notice = notice
    _decide(proposal, Decision.APPROVED, by=by, at=at)
    _write(proposal, "approved a proposed notice", by=by, at=at)
    if ticket is not None and ticket.is_open:
        closing.close(
            ticket, closing.RESOLUTION_OF[proposal.kind], by=by, at=at, to_reader=proposal.to_reader, notice=notice
        )  # fmt: skip
    return notice


def _locked(proposal: NoticeProposal, *, by: User | None = None) -> tuple[NoticeProposal, Article, Ticket | None]:
    """The ticket first, as every verb of it does, then the story, then the proposal."""
    ticket = closing.locked(proposal.ticket) if proposal.ticket is not None else None
    article = Article.objects.select_for_update(no_key=True).get(pk=proposal.article_id)
    found = NoticeProposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if found.decided_at is not None:
        who = f" by {full_name(found.decided_by)}" if found.decided_by else ""
        raise Refused(f"This is decided already{who}: {found.get_decision_display().lower()}.")
    if by is not None and found.by_id == by.pk:
        raise Refused("You proposed this yourself. Somebody else decides.")
    return found, article, ticket


def _decide(proposal: NoticeProposal, decision: str, *, by: User | None, at: datetime, reason: str = "") -> None:
    proposal.decision, proposal.decided_by, proposal.decided_at, proposal.reason = decision, by, at, reason
    proposal.save(update_fields=["decision", "decided_by", "decided_at", "reason", "notice"])


def _write(proposal: NoticeProposal, verb: str, *, by: User, at: datetime) -> None:
    decided = {name: getattr(proposal, name) for name in ("decision", "decided_by_id", "notice_id")}
    record.write(
        publishing.chain(proposal.article), verb, by=by, at=at, proposal=proposal.pk, reason=proposal.reason, decided=decided
    )  # fmt: skip
