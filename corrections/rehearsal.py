"""A verb is done and taken back, to show what it would do: the page, the log and the mail, made by what will make them.

Nothing of it stays: a rehearsal ends in a rollback whatever happens. What is refused is refused here already.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string

from articles import differences
from articles.models import Article, Edition, Revision
from corrections import headlines, log, passages, places, proposals
from corrections.models import Notice, NoticeProposal, Ticket
from newsroom.base.models import Outgoing

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# What lets a reader in is not shown to the desk, and the notice's number may be another one.
SECRETS = (
    (re.compile(r"\S+\?t=\S+"), "(the reader’s private link)"),
    (re.compile(r"(?<![\w-])\w{4}-\w{4}-\w{4}(?![\w-])"), "(code)"),
)


@dataclass(frozen=True)
class Letter:
    """A mail that would go out; to whom, only for those who may see it."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True)
class Rehearsal:
    """What readers would have: the story's words with the place marked, the notice, its entry in the log, the mail."""

    kind: str
    label: str
    text: str
    notice: str
    mark: str
    placement: str
    is_proposal: bool
    supersedes: Notice | None
    edition: Edition | None
    changes: list[differences.Difference]
    page: passages.Shown | None
    entry: str
    letters: list[Letter]
    closes: list[Ticket]


def of_correction(verb: Callable[..., Any], *, ticket: Ticket, by: User, at: datetime, **fields: Any) -> Rehearsal:
    """What would come of correcting a ticket; raises Refused where the verb does."""
    return _rehearse(lambda: verb(ticket=ticket, by=by, at=at, **fields), ticket.article, by=by, at=at)


def of_change(article: Article, *, by: User, at: datetime, **notice: Any) -> Rehearsal:
    """What would come of publishing a saved change with its notice; raises Refused where the verb does."""
    return _rehearse(lambda: proposals.publish_or_propose(article=article, by=by, at=at, **notice), article, by=by, at=at)


def of_approval(proposal: NoticeProposal, *, by: User, at: datetime) -> Rehearsal:
    """What would come of approving a proposed notice; raises Refused where the verb does."""
    return _rehearse(lambda: proposals.approve(proposal=proposal, by=by, at=at), proposal.article, by=by, at=at)


def _rehearse(verb: Callable[[], Any], article: Article, *, by: User, at: datetime) -> Rehearsal:
    last = Outgoing.objects.aggregate(last=Max("pk"))["last"] or 0
    before = article.editions.live(at).select_related("revision").first()
    with transaction.atomic():
        made = verb()
        try:
            return _shown(made, before, last, by=by, at=at)
        finally:
            transaction.set_rollback(True)


def _shown(made: Notice | NoticeProposal, before: Edition | None, last: int, *, by: User, at: datetime) -> Rehearsal:
    notice = made if isinstance(made, Notice) else None
    edition = made.article.editions.live(at).select_related("revision").first() if notice else None
    after = made.revision if isinstance(made, NoticeProposal) else edition.revision if edition else None
    entries = log.entries([notice], at=at) if notice else []
    mark = headlines.marks([made.article_id], at=at).get(made.article_id) if notice else None
    return Rehearsal(
        kind=made.kind,
        label=made.get_kind_display(),
        text=made.text,
        notice=render_to_string("site/_notice.html", {"notice": notice}) if notice else "",
        mark=render_to_string("site/_mark.html", {"mark": mark}) if mark else "",
        placement=made.placement or Notice.Placement.TOP,
        is_proposal=notice is None,
        supersedes=made.supersedes,
        edition=edition,
        changes=differences.of_contents(before.revision.content, after.content) if before and after else [],
        page=_page(made, edition, after),
        entry=render_to_string("corrections/_entry.html", {"entry": entries[0], "with_permalink": True}) if entries else "",
        letters=_letters(last, by),
        closes=list(notice.tickets.order_by("pk")) if notice else [],
    )


def _page(made: Notice | NoticeProposal, edition: Edition | None, after: Revision | None) -> passages.Shown | None:
    if isinstance(made, Notice):
        return places.shown(edition, made) if edition else None
    return passages.shown(after.content, made.passage) if after else None


def _letters(last: int, by: User) -> list[Letter]:
    may_see = by.has_perm("corrections.view_contact")
    return [
        Letter(mail.to if may_see else "a reader", mail.subject, _without_secrets(mail.text))
        for mail in Outgoing.objects.filter(pk__gt=last).order_by("pk")
    ]


def _without_secrets(text: str) -> str:
    for secret, instead in SECRETS:
        text = secret.sub(instead, text)
    return text
