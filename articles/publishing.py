"""The verbs of a story: save, publish, review, hold, kill. Each is one short transaction and one entry in the record."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from articles import body, editions, licence, pages
from articles.models import (
    Agency,
    Article,
    Disclaimer,
    DisclaimerExemption,
    Edition,
    Hold,
    Photo,
    Revision,
)
from newsroom.base import record
from newsroom.base.actors import actor_fields, is_person
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import Actor
    from newsroom.base.append_only import AppendOnly


def chain(article: Article) -> str:
    """The name of a story's chain in the record."""
    return f"article:{article.uid}"


def write(article: Article, *, at: datetime | None = None) -> None:
    """Put words into the working copy: the only way, since here they are sanitised. No revision yet.

    Only words are written: a hold, kill or new embargo that came in since the copy was read stays.
    """
    article.body = body.clean(article.body)
    for name in ("headline", "slugline", "dateline"):
        setattr(article, name, body.clean_line(getattr(article, name)))
    for name in ("standfirst", "tagline", "lead_photo_caption"):
        setattr(article, name, body.clean_line(getattr(article, name)))
    article.saved_at = at or timezone.now()
    article.save(update_fields=None if article._state.adding else [*pages.CONTENT, "saved_at"])


@transaction.atomic
def save_revision(
    *,
    article: Article,
    by: Actor,
    note: str = "",
    is_agency_text: bool = False,
    based_on: int | None = None,
    at: datetime | None = None,
) -> Revision:
    """Keep a deliberate save: an immutable revision of the working copy with its bylines and topics.

    With `is_agency_text` the words are the agency's own, against which a later edit is told. `based_on` is the number
    of the revision the editor began from; a save that would overwrite somebody else's is refused.
    """
    at = at or timezone.now()
    locked = Article.objects.select_for_update().get(pk=article.pk)
    last = locked.current_revision()
    if based_on is not None and last and last.number != based_on:
        raise Refused(f"{last.actor_name} has saved this story since you opened it (revision {last.number}).")
    write(article, at=at)
    content = pages.content_of(article)
    if is_agency_text:
        article.agency_text_hash = record.content_hash(pages.printed_words(content))
        article.save(update_fields=["agency_text_hash"])
    digest = record.content_hash(content)
    if last and last.content_hash == digest and (last.is_agency_text or not is_agency_text):
        return last  # nothing changed: not a deliberate save
    revision = Revision.objects.create(
        article=article,
        number=last.number + 1 if last else 1,
        content=content,
        content_hash=digest,
        is_agency_text=is_agency_text,
        note=note[:250],
        at=at,
        **actor_fields(by),
    )
    record.write(chain(article), "saved", by=by, at=at, rows=[revision], revision=revision.number, content=digest, note=note)
    return revision


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
    (`corrections.workflow.publish_change`) or a reason why none is needed. Raises Refused with what is missing.
    """
    at = at or timezone.now()
    article = _locked(article)
    live_from = max(live_from or at, at, article.embargo_until or at)
    revision = article.current_revision()
    _refuse_unpublishable(article, revision, at)
    assert revision is not None
    was_public = article.first_published_at is not None and article.first_published_at <= at
    change = _change(was_public, change, notice_uid, no_notice_reason)
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
        reason=no_notice_reason,
    )
    record.write(
        chain(article), "published", by=by, at=at, rows=[edition, address],
        edition=edition.number, revision=revision.number, content=revision.content_hash, live_from=live_from.isoformat(),
        change=change, path=edition.path, notice=str(notice_uid or ""), no_notice_reason=no_notice_reason,
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
        chain(article), "reviewed", by=by, at=at, rows=issued, revision=revision.number, content=revision.content_hash
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
def hold(
    *,
    reason: str,
    by: Actor,
    kind: str,
    article: Article | None = None,
    photo: Photo | None = None,
    at: datetime | None = None,
) -> Hold:
    """Take a story (or a photo) off the site for now; who places a legal or desk hold alone lifts it."""
    at = at or timezone.now()
    if not reason.strip():
        raise Refused("Say why it is held.")
    placed = Hold.objects.create(
        article=article,
        photo=photo,
        kind=kind,
        reason=reason,
        at=at,
        owner=by if is_person(by) else None,
        **actor_fields(by),
    )
    if article is not None:
        record.write(chain(article), "held", by=by, at=at, rows=[placed], kind=kind, reason=reason)
    elif photo is not None:
        record.write(f"photo:{photo.hash}", "held", by=by, at=at, rows=[placed], kind=kind, reason=reason)
    return placed


@transaction.atomic
def lift(*, hold: Hold, by: Actor, at: datetime | None = None) -> None:
    """Lift a hold: its owner alone may, and an agency's hold is lifted by the agency."""
    at = at or timezone.now()
    hold = Hold.objects.select_for_update().get(pk=hold.pk)
    if hold.lifted_at is not None:
        raise Refused("This hold is lifted already.")
    if is_person(by):
        if hold.owner_id is None:
            raise Refused("The agency holds this story; it is released when the agency says so. Take the hold over first.")
        if hold.owner_id != by.pk:
            raise Refused(f"{hold.owner} holds this story and alone may lift the hold.")
        hold.lifted_by = by
    else:
        if hold.owner_id is not None:
            raise Refused(f"{hold.owner} holds this story; a feed may not lift that.")
        hold.lifted_by_feed = by.name
    hold.lifted_at = at
    hold.save(update_fields=["lifted_at", "lifted_by", "lifted_by_feed"])
    if hold.article is not None:
        record.write(chain(hold.article), "released", by=by, at=at, kind=hold.kind)
    elif hold.photo is not None:
        record.write(f"photo:{hold.photo.hash}", "released", by=by, at=at, kind=hold.kind)


@transaction.atomic
def take_over(*, hold: Hold, by: User, at: datetime | None = None) -> None:
    """A managing editor becomes the owner of somebody's hold, which is recorded; only then can they lift it."""
    hold = Hold.objects.select_for_update().get(pk=hold.pk)
    if hold.lifted_at is not None:
        raise Refused("This hold is lifted already.")
    before = str(hold.owner or "the agency")
    hold.owner = by
    hold.save(update_fields=["owner"])
    if hold.article is not None:
        record.write(chain(hold.article), "took over the hold", by=by, at=at, kind=hold.kind, owner_before=before)
    elif hold.photo is not None:
        record.write(f"photo:{hold.photo.hash}", "took over the hold", by=by, at=at, kind=hold.kind, owner_before=before)


@transaction.atomic
def kill(*, article: Article, by: Actor, reason: str, label: str = "", at: datetime | None = None) -> bool:
    """Take a story down for good, whatever its state; False if it is dead already. What was written stays in our record."""
    at = at or timezone.now()
    article = _locked(article)
    if article.killed_at is not None:
        return False
    article.killed_at = at
    if label:
        article.tombstone_label = label
    article.save(update_fields=["killed_at", "tombstone_label"])
    record.write(chain(article), "killed", by=by, at=at, reason=reason)
    return True


@transaction.atomic
def kill_photo(*, photo: Photo, by: Actor, reason: str, at: datetime | None = None) -> bool:
    """Take a photo down for good, wherever it is shown."""
    at = at or timezone.now()
    if not Photo.objects.filter(pk=photo.pk, killed_at__isnull=True).update(killed_at=at):
        return False
    record.write(f"photo:{photo.hash}", "killed", by=by, at=at, reason=reason)
    return True


@transaction.atomic
def set_status(*, article: Article, status: str, by: Actor, at: datetime | None = None) -> None:
    """Move an unpublished story along: idea, draft, in review, ready, spiked."""
    article = _locked(article)
    if article.first_published_at is not None or status == Article.Status.PUBLISHED:
        raise Refused("A published story is not moved back: change it, hold it or kill it.")
    if article.status != status:
        article.status = status
        article.save(update_fields=["status"])
        record.write(chain(article), "moved", by=by, at=at, status=status)


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
    if waiting is not None and waiting.live_from == before[0]:
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
            Photo.objects.filter(pk=photo.pk).update(expires_at=ends)
            record.write(f"photo:{photo.hash}", "licence ends", by=by, at=at, ends=ends.isoformat())


def _locked(article: Article) -> Article:
    # Without joins: PostgreSQL reads the locked row again after a wait, but not what was joined to it.
    return Article.objects.select_for_update().get(pk=article.pk)


def _refuse_unpublishable(article: Article, revision: Revision | None, at: datetime) -> None:
    found = problems(article, at=at)
    if found or revision is None:
        raise Refused(" ".join(found))


def _change(was_public: bool, change: str | None, notice_uid: uuid.UUID | None, reason: str) -> str:
    if not was_public:
        return Edition.Change.FIRST
    if change not in (Edition.Change.MINOR, Edition.Change.SUBSTANTIVE):
        raise Refused("Say whether the change is minor or substantive.")
    if change == Edition.Change.SUBSTANTIVE and notice_uid is None and not reason.strip():
        raise Refused("A substantive change needs a notice to readers, or the reason why none is needed.")
    return change
