"""The acts of the publish screen: who may, which form, and which verb. Refusals come from the verbs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils import formats, timezone

from articles import publishing, rights
from articles.models import Article
from corrections import answering, closing, proposals, workflow
from corrections.models import NoticeProposal, Ticket
from newsroom.base.refusals import Refused
from newsroom.desk.publish_forms import LATER, WITH_NOTICE, ExemptForm, HoldForm, PublishForm

if TYPE_CHECKING:
    from django.contrib.auth.models import User

GONE = "The story is killed. Nothing more is done with it."
PROPOSED = "Proposed. Nothing is public yet: somebody else has to approve the notice."


@dataclass(frozen=True)
class Act:
    """One act: whether someone may do it to a story, the form that belongs to it, and what it does and then says."""

    may: Callable[[Any, Article], bool]
    form: type[forms.Form] | None
    do: Callable[[Article, Any, Any], str]


@transaction.atomic
def publish(article: Article, by: User, form: PublishForm) -> str:
    """Publish what the editor looked at, with the answer to reports of it; a revision that came in since is not unseen."""
    reports = [closing.locked(report) for report in form.reports]  # before the story, as every verb of a report does
    Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    newest = article.current_revision()
    if newest is not None and newest.number != form.cleaned_data["revision"]:
        raise Refused(f"{newest.actor_name} has saved revision {newest.number} since you opened this page. Look at it first.")
    live_from = form.cleaned_data["live_from"] if form.cleaned_data["when"] == LATER else None
    if live_from is not None and live_from <= timezone.now():
        raise Refused("That time has passed. Choose a later one, or publish now.")
    if form.cleaned_data.get("change") == WITH_NOTICE:
        made = proposals.publish_or_propose(article=article, by=by, at=timezone.now(), tickets=reports, **form.told)
        if isinstance(made, NoticeProposal):
            return PROPOSED
        return f"Published, with a notice ({made.get_kind_display().lower()}).{_answered(reports)}"
    edition = publishing.publish(
        article=article,
        by=by,
        live_from=live_from,
        change=form.kind_of_change,
        no_notice_reason=form.cleaned_data.get("no_notice_reason", ""),
    )
    if edition.live_from > timezone.now():
        when = formats.date_format(timezone.localtime(edition.live_from), "l j F, H:i e")
        return f"Scheduled: readers get it on {when}."
    for report in reports:
        answering.find_fixed(ticket=report, by=by)
    return f"Published.{_answered(reports)}"


def _answered(reports: Sequence[Ticket]) -> str:
    return f" {len(reports)} report{'s' if len(reports) > 1 else ''} answered." if reports else ""


def review(article: Article, by: User, form: None) -> str:
    publishing.review(article=article, by=by)
    return "Marked as reviewed. The words “not reviewed” are dropped for this revision."


def exempt(article: Article, by: User, form: forms.Form) -> str:
    publishing.exempt(article=article, by=by, **form.cleaned_data)
    return "Exempted from the disclaimer; your reason is in the record."


def hold(article: Article, by: User, form: forms.Form) -> str:
    workflow.hold(article=article, by=by, **form.cleaned_data)
    return "Held. Readers don’t see the story until you lift the hold."


def spike(article: Article, by: User, form: None) -> str:
    publishing.set_status(article=article, status=Article.Status.SPIKED, by=by)
    return "Spiked. The text stays, and the story can be taken up again."


def may_spike(user: User, article: Article) -> bool:
    return Article.Status.SPIKED in rights.statuses(user, article) and article.status != Article.Status.SPIKED


def may_publish_now(user: User, article: Article) -> bool:
    return rights.may_publish(user, article) and article.killed_at is None


ACTS: dict[str, Act] = {
    "publish": Act(may_publish_now, PublishForm, publish),
    "review": Act(rights.may_review, None, review),
    "exempt": Act(rights.may_exempt, ExemptForm, exempt),
    "hold": Act(rights.may_hold, HoldForm, hold),
    "spike": Act(may_spike, None, spike),
}
