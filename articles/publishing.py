"""The verbs of a story: save, publish, review, hold, kill. Each is one short transaction and one entry in the record.

Saving is told in `articles.writing`, holding and killing in `articles.stopping`; all are called by the names given here.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from articles import body, editions, kind_of_change, licence, pages, photos, recorded
from articles.models import Agency, Article, Disclaimer, DisclaimerExemption, Edition, Hold, Photo, Revision
from articles.stopping import hold, kill, kill_photo, lift, take_over
from articles.writing import chain, save_revision, write
from newsroom.base import record
from newsroom.base.actors import actor_fields
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import Actor
    from newsroom.base.append_only import AppendOnly

__all__ = [
    "chain", "exempt", "hold", "kill", "kill_photo", "lift", "problems", "publish", "review", "save_revision",
    "set_history", "set_status", "set_terms", "take_over", "write",
]  # fmt: skip
LONGEST_REASON = 250


@transaction.atomic
def publish(
    *,
    article: Article,
    by: Actor,
    at: datetime | None = None,
    live_from: datetime | None = None,
    change: str | None = None,
    notice_uid: uuid.UUID | None = None,
    no_notice_reason: str = "",
) -> Edition:
    """Give the public the newest revision, now or from a time on.

    A story that was published before needs `change`: minor, or substantive with the notice that tells readers
    (`corrections.workflow.publish_change`) or a reason why none is needed. What looks substantive is minor for a reason
    alone. Raises Refused with what is missing.
    """
    at = at or timezone.now()
    article = _locked(article)
    live_from = max(live_from or at, at, article.embargo_until or at)
    revision = article.current_revision()
    _refuse_unpublishable(article, revision, at)
    assert revision is not None
    was_public = article.first_published_at is not None and article.first_published_at <= at
    reason = " ".join(body.CONTROLS.sub("", no_notice_reason).split())
    change, reason = _change(article, was_public, change, notice_uid, reason, at)
    if not was_public:
        article.first_published_at = live_from
        if article.agency:
            article.expires_at = licence.ends(
                article.usage_terms,
                first_shown=live_from,
                archive_days=article.agency.archive_days,
                max_days=article.agency.max_days,
                otherwise=article.expires_at,
            )
    elif change == Edition.Change.SUBSTANTIVE:
        article.updated_at = live_from
    article.status = Article.Status.PUBLISHED
    article.slug = article.slug or slugify(article.headline)[:80].strip("-") or f"story-{article.pk}"
    article.save()
    edition, address = editions.issue(
        article,
        revision,
        by=by,
        at=at,
        live_from=live_from,
        change=change,
        notice_uid=notice_uid,
        reason=reason,
    )
    record.write(
        chain(article), "published", by=by, at=at, rows=[edition, address],
        edition=edition.number, revision=revision.number, content=revision.content_hash, live_from=live_from.isoformat(),
        change=change, path=edition.path, notice=str(notice_uid or ""), no_notice_reason=reason,
        gate=recorded.gate_of(article), beside=recorded.beside_of(article),
    )  # fmt: skip
    _start_licences(pages.photo_ids(revision.content), live_from, by=by)
    return edition


@transaction.atomic
def review(*, article: Article, by: User, at: datetime | None = None) -> None:
    """Record that a person reviewed the newest revision of a wire story; the live page drops “not reviewed” if it shows it."""
    at = at or timezone.now()
    article = _locked(article)
    if not article.is_wire:
        raise Refused("Only agency copy is reviewed: this story is our own.")
    revision = article.current_revision()
    if revision is None:
        raise Refused("There is nothing to review yet.")
    if article.reviewed_revision_id == revision.pk:
        raise Refused("This version is reviewed already.")
    article.reviewed_revision = revision
    article.save(update_fields=["reviewed_revision"])
    issued = editions.reissue_if_live(article, revision, by=by, at=at)
    record.write(
        chain(article), "reviewed", by=by, at=at, rows=issued, revision=revision.number, content=revision.content_hash,
        beside=recorded.beside_of(article),
    )  # fmt: skip


@transaction.atomic
def exempt(*, article: Article, disclaimer: Disclaimer, reason: str, by: User, at: datetime | None = None) -> None:
    """Let a story go without a disclaimer, for a recorded reason."""
    at = at or timezone.now()
    article = _locked(article)
    if not reason.strip():
        raise Refused("Say why this story goes without the disclaimer.")
    if article.exemptions.filter(disclaimer=disclaimer).exists():
        raise Refused("The story is exempted from this disclaimer already.")
    exemption = DisclaimerExemption.objects.create(
        article=article, disclaimer=disclaimer, reason=reason, at=at, **actor_fields(by)
    )  # fmt: skip
    revision = article.current_revision()
    issued = editions.reissue_if_live(article, revision, by=by, at=at) if revision else ()
    record.write(
        chain(article), "exempted", by=by, at=at, rows=[exemption, *issued], disclaimer=disclaimer.slug, reason=reason
    )  # fmt: skip


@transaction.atomic
def set_status(*, article: Article, status: str, by: Actor, at: datetime | None = None) -> None:
    """Move an unpublished story along: idea, draft, in review, ready, spiked."""
    article = _locked(article)
    if article.first_published_at is not None or status == Article.Status.PUBLISHED:
        raise Refused("A published story is not moved back: change it, hold it or kill it.")
    if article.status != status:
        article.status = status
        article.save(update_fields=["status"])
        record.write(chain(article), "moved", by=by, at=at, status=status, beside=recorded.beside_of(article))


@transaction.atomic
def set_terms(
    *,
    article: Article,
    by: Actor,
    embargo_until: datetime | None,
    embargo_open_ended: bool,
    expires_at: datetime | None,
    at: datetime | None = None,
) -> None:
    """Set when readers may see a story: embargo and expiry act at once, on every output.

    A story that was published to appear when its embargo ends moves with the embargo.
    """
    at = at or timezone.now()
    article = _locked(article)
    before = (article.embargo_until, article.embargo_open_ended, article.expires_at)
    if before == (embargo_until, embargo_open_ended, expires_at):
        return
    article.embargo_until, article.embargo_open_ended, article.expires_at = (
        embargo_until,
        embargo_open_ended,
        expires_at,
    )
    article.save(update_fields=["embargo_until", "embargo_open_ended", "expires_at"])
    issued: tuple[AppendOnly, ...] = ()
    waiting = article.editions.scheduled(at).first()
    if waiting is not None and waiting.revision.content and waiting.live_from == before[0]:
        live_from = max(at, embargo_until or at)
        if waiting.change == Edition.Change.FIRST:
            article.first_published_at = live_from
            article.save(update_fields=["first_published_at"])
        issued = editions.issue(
            article, waiting.revision, by=by, at=at, live_from=live_from,
            change=waiting.change, notice_uid=waiting.notice_uid, reason=waiting.no_notice_reason,
        )  # fmt: skip
    record.write(
        chain(article), "set terms", by=by, at=at, rows=issued,
        embargo_until=embargo_until.isoformat() if embargo_until else "", embargo_open_ended=embargo_open_ended,
        expires_at=expires_at.isoformat() if expires_at else "",
    )  # fmt: skip


@transaction.atomic
def set_history(*, article: Article, shows_history: bool | None, by: User, at: datetime | None = None) -> None:
    """Say whether readers may compare the versions of a story; None as the publication does. The log never hides."""
    article = _locked(article)
    if article.shows_history == shows_history:
        return
    article.shows_history = shows_history
    article.save(update_fields=["shows_history"])
    verb = {True: "opened its history", False: "closed its history", None: "left its history to the house rules"}[shows_history]
    record.write(chain(article), verb, by=by, at=at, beside=recorded.beside_of(article))


def problems(article: Article, *, at: datetime | None = None) -> list[str]:
    """What stands in the way of publication, in an editor's words; empty if nothing does."""
    revision = article.current_revision()
    found = []
    if article.killed_at is not None:
        found.append("The story is killed. A killed story does not come back; write a new one.")
    if article.status == Article.Status.SPIKED:
        found.append("The story is spiked. Take it back to draft first.")
    if Hold.objects.active().filter(article=article).exists():
        found.append("The story is held. Lift the hold first.")
    if article.expires_at is not None and article.expires_at <= (at or timezone.now()):
        found.append("Its time on the site has ended. Change when it leaves the site first.")
    if revision is None:
        found.append("The story has not been saved yet.")
    if not article.headline.strip():
        found.append("The headline is missing.")
    if not body.plain_text(article.body):
        found.append("The text is missing.")
    photo = article.lead_photo
    if photo is not None:
        if not photo.alt.strip() and not photo.is_decorative:
            found.append("The lead photo has no alternative text.")
        if not photo.credit.strip():
            found.append("The lead photo has no credit.")
        if photo.killed_at is not None or Hold.objects.active().filter(photo=photo).exists():
            found.append("The lead photo is killed or held.")
        if photo.expires_at is not None and photo.expires_at <= (at or timezone.now()):
            found.append("The lead photo’s licence has ended.")
    if article.agency and not article.agency.may_edit and revision and editions.is_edited(article, revision):
        found.append(f"{article.agency} does not let us edit its text, and this text is edited.")
    return found


def _start_licences(photo_ids: list[int], at: datetime, *, by: Actor) -> None:
    """A photo whose terms of use end with time is shown from now until then."""
    limited = Photo.objects.filter(pk__in=photo_ids, expires_at__isnull=True).exclude(usage_terms="").select_related("agency")
    for photo in limited:
        archive_days = photo.agency.archive_days if photo.agency else Agency.ARCHIVE_DAYS
        ends = licence.ends(photo.usage_terms, first_shown=at, archive_days=archive_days)
        if ends is not None:
            photo.expires_at = ends
            photo.save(update_fields=["expires_at"])
            photos.set_end(photo, by=by, at=at)


def _locked(article: Article) -> Article:
    # Without joins: PostgreSQL reads the locked row again after a wait, but not what was joined to it.
    return Article.objects.select_for_update(no_key=True).get(pk=article.pk)


def _refuse_unpublishable(article: Article, revision: Revision | None, at: datetime) -> None:
    found = problems(article, at=at)
    if found or revision is None:
        raise Refused(" ".join(found))


def _change(
    article: Article, was_public: bool, change: str | None, notice_uid: uuid.UUID | None, reason: str, at: datetime
) -> tuple[str, str]:
    """The kind of change, and the reason where one is needed: what looks minor is minor without one."""
    if not was_public:
        return Edition.Change.FIRST, ""
    if change not in (Edition.Change.MINOR, Edition.Change.SUBSTANTIVE):
        raise Refused("Say whether the change is minor or substantive.")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"The reason is longer than {LONGEST_REASON} characters.")
    if change == Edition.Change.SUBSTANTIVE:
        if notice_uid is None and not reason:
            raise Refused("A substantive change needs a notice to readers, or the reason why none is needed.")
        return change, reason
    looks = kind_of_change.proposed(article, at=at)
    if looks is None or not looks.is_substantive:
        return change, ""
    if not reason:
        raise Refused(f"This looks substantive: {' '.join(looks.reasons)} Tell readers in a notice, or say why it is minor.")
    return change, reason
