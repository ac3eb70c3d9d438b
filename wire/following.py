"""Our story follows the agency's: at once where the policy says so and no edit is lost, else when the desk has decided."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import pages, publishing
from articles.models import Article, Edition, Revision
from corrections import forwarding, workflow
from corrections.models import Notice
from newsroom.base import on_record
from newsroom.base.actors import FeedActor
from newsroom.base.refusals import Refused
from wire import change_notice, changes, filling, merging, orders
from wire.changes import ChangeKind
from wire.formats.parsed import ParsedItem
from wire.merge import Merged
from wire.models import ChangePolicy, Item, Pickup, Version
from wire.pickup import write_record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Way, Change = ChangePolicy.Way, Version.Change
GRAVITY = (Change.CORRECTION, Change.UPDATE, Change.MINOR)  # the gravest first


def follow(
    *, tie: Pickup, version: Version, before: ParsedItem, parsed: ParsedItem, kind: ChangeKind, by: FeedActor, has_words: bool,
    policy: ChangePolicy, at: datetime,
) -> str:  # fmt: skip
    """Bring the agency's next version to what we made of its story; says what was done.

    Embargo and expiry act at once. Words act at once where nobody would have to decide; everything else waits for the desk.
    """
    if tie.article_id is None:
        article = None
    else:
        forwarding.lock_awaiting(tie.article_id)
        article = Article.objects.select_for_update(no_key=True).get(pk=tie.article_id)
        if article.killed_at is not None:
            return "our story is killed and stays so"
        if tie.role == Pickup.Role.WHOLE:
            _move_terms(article, before, parsed, by=by, at=at)
            article.refresh_from_db()
    if kind is ChangeKind.RELEASE and policy.release == Way.ASK:
        return _wait(tie, article, version, "the desk decides on releases", by=by, at=at)
    if not has_words:
        return _wait(tie, article, version, "it brings no text", by=by, at=at)
    if changes.prints_the_same(tie.based_on.parsed, parsed):
        merging.base_on(tie, version, by=by, at=at)
        return "nothing to change on our page"
    if article is None or tie.role != Pickup.Role.WHOLE:
        return _wait(tie, article, version, "it is used in a story of ours" if article else "it is a photo", by=by, at=at)
    merged = merging.proposal(tie, article, version)
    if reason := _reason_to_ask(tie, article, version, merged, policy, at):
        return _wait(tie, article, version, reason, by=by, at=at)
    try:
        with transaction.atomic():
            return _take(tie, article, version, merged, by=by, at=at)
    except Refused as refused:
        return _wait(tie, article, version, str(refused), by=by, at=at)


@transaction.atomic
def release(*, pickup: Pickup, by: User, at: datetime | None = None) -> list[str]:
    """The desk lets the agency's release of its hold act, where the policy leaves that to a person. Says what was done."""
    at = at or timezone.now()
    item = Item.objects.select_for_update(no_key=True).get(pk=pickup.item_id)
    tie = Pickup.objects.select_related("based_on", "waiting__message__feed", "item__agency").get(pk=pickup.pk)
    if item.is_killed or item.withheld_at is not None:
        raise Refused(f"{tie.item.agency} has not released this story.")
    waiting, article = tie.waiting, tie.article
    if waiting is None or article is None:
        raise Refused("No release waits.")
    write_record(article, "allowed the release", waiting, by=by, at=at)
    done = orders.release(item=tie.item, by=waiting.message.feed.actor, at=at)
    if waiting.document.get("body_html") and changes.prints_the_same(tie.based_on.parsed, waiting.parsed):
        merging.base_on(tie, waiting, by=by, at=at)
    return done


def change_kind(tie: Pickup, version: Version) -> str:
    """What a version is to readers of ours: the gravest of the changes since the version that ours is made from."""
    kinds = {_kind_of(one, tie.based_on) for one in since(tie, version)}
    return next(kind for kind in GRAVITY if kind in kinds)


def since(tie: Pickup, version: Version) -> list[Version]:
    """The versions with words from the one that ours is made from to another, the oldest first."""
    if tie.waiting_id is None or tie.based_on.number == version.number - 1:
        return [version]
    numbers = {"number__gt": tie.based_on.number, "number__lt": version.number}
    skipped = version.item.versions.filter(**numbers).exclude(
        change__in=(Change.STALE, Change.ADVISORY, Change.HOLD, Change.KILL)
    )
    return [*skipped.order_by("number"), version]


def obstacle(article: Article, at: datetime) -> str:
    """Why a published story cannot follow without a person: ours is not what readers have; "" if it can."""
    revision = article.current_revision()
    # The address is made at publication, after the save.
    if revision is None or {**pages.content_of(article), "slug": revision.content.get("slug")} != revision.content:
        return "somebody is writing in our story"
    if article.first_published_at is None:
        return "" if article.status == Article.Status.DRAFT else f"our story is {article.get_status_display().lower()}"
    scheduled = article.editions.scheduled(at).order_by("live_from").first()
    is_public = article.first_published_at <= at
    if is_public and scheduled is not None:
        return "a change of ours is scheduled"
    out = article.editions.live(at).first() if is_public else scheduled
    if out is None or not (out.revision_id == revision.pk or _is_picture_alone(out.revision, revision)):
        return "a save of ours is not published yet"
    return ""


def _reason_to_ask(tie: Pickup, article: Article, version: Version, merged: Merged, policy: ChangePolicy, at: datetime) -> str:
    """Why somebody has to decide, in an editor's words; "" if nobody has to."""
    if reason := changes.why_to_ask(tie.based_on.parsed, version.parsed):
        return reason
    if conflicts := merged.conflicts:
        places = ", ".join(merging.label_of(key, merged).lower() for key in conflicts)
        return f"both sides changed the same words ({places})"
    if merging.is_edited(merged) and policy.edited == Way.ASK:
        return "we have edited it"
    if reason := obstacle(article, at):
        return reason
    if article.first_published_at is not None:
        kind = change_kind(tie, version)
        if getattr(policy, kind) == Way.ASK:
            return f"the desk decides on every {Change(kind).label.lower()}"
    return ""


def _take(tie: Pickup, article: Article, version: Version, merged: Merged, *, by: FeedActor, at: datetime) -> str:
    """Take the version in, and give it to readers if they have the story."""
    had = merging.words_of(article)
    content = {**had, **merged.settled()}
    if content == had:
        _take_terms(article, version)
        merging.base_on(tie, version, by=by, at=at)
        return "nothing to change on our page"
    _leave_unfit_picture(article, at)
    versions, kind, based_on = since(tie, version), change_kind(tie, version), tie.based_on
    edited = merging.is_edited(merged)
    revision = merging.take_in(tie=tie, article=article, version=version, content=content, by=by, at=at)
    what = "merged with our edit" if edited else "replaced"
    if article.first_published_at is None:
        return f"the draft is {what}"
    if article.first_published_at > at:
        return _reschedule(article, revision, what, by=by, at=at)
    agency, which = version.item.agency.short_name, version.label.removesuffix(" as they came")
    if kind == Change.CORRECTION:
        text = change_notice.text_of(versions, based_on, before=had, after=content)
        notice = workflow.publish_change(article=article, by=by, kind=Notice.Kind.CORRECTION, text=text, origin="agency", at=at)
        forwarding.arrived(article=article, by=by, at=at, notice=notice)
        return f"{what} and published with a correction"
    if kind == Change.UPDATE:
        reason = f"Update from {agency}, {which}."
        publishing.publish(article=article, by=by, change=Edition.Change.SUBSTANTIVE, no_notice_reason=reason, at=at)
        forwarding.arrived(article=article, by=by, at=at)
        return f"{what} and published as an update"
    reason = f"{agency} calls it a minor change, {which}."
    publishing.publish(article=article, by=by, change=Edition.Change.MINOR, no_notice_reason=reason, at=at)
    forwarding.arrived(article=article, by=by, at=at)
    return f"{what} and published as a minor change"


def _is_picture_alone(out: Revision, newest: Revision) -> bool:
    """Whether a feed has saved since, and only a picture that came late."""
    pictures = {"lead_photo_id": None, "lead_photo_caption": ""}
    return newest.by_id is None and {**out.content, **pictures} == {**newest.content, **pictures}


def _leave_unfit_picture(article: Article, at: datetime) -> None:
    """A late picture without alternative text or credit does not keep the agency's words from readers; it stays in Photos."""
    out, photo = article.editions.live(at).select_related("revision").first(), article.lead_photo
    if out is None or photo is None or out.revision.content["lead_photo_id"] == photo.pk:
        return
    if not (photo.alt.strip() or photo.is_decorative) or not photo.credit.strip():
        article.lead_photo_id = out.revision.content["lead_photo_id"]


def _reschedule(article: Article, revision: Revision, what: str, *, by: FeedActor, at: datetime) -> str:
    """Readers will have the newest words at the time that was set for the story's first publication."""
    publishing.publish(article=article, by=by, live_from=article.first_published_at, at=at)
    return f"{what}; still scheduled for {article.first_published_at:%Y-%m-%d %H:%M} UTC"


def _kind_of(version: Version, based_on: Version) -> str:
    """The change of words in a version, whatever else it brings: a release or the end of an embargo may correct as well."""
    if change_notice.kind_of(version, based_on) == Notice.Kind.CORRECTION:
        return Change.CORRECTION
    return Change.MINOR if version.change == Change.MINOR else Change.UPDATE


def _wait(tie: Pickup, article: Article | None, version: Version, reason: str, *, by: FeedActor, at: datetime) -> str:
    """A version waits for the desk in place of the one that waited, for as long as the first of them."""
    tie.waiting, tie.waiting_since = version, tie.waiting_since or at
    tie.save(update_fields=["waiting", "waiting_since"])
    on_record.write(tie, by=by, at=at)
    if article is not None:
        write_record(article, "a later version waits", version, by=by, at=at, reason=reason)
        if version.document.get("body_html"):
            had, sent = (filling.words_of(parsed) for parsed in (tie.based_on.parsed, version.parsed))
            forwarding.waits_at_desk(article=article, had=had, sent=sent, by=by, at=at)
    return f"waits for the desk: {reason}"


def _take_terms(article: Article, version: Version) -> None:
    terms = version.parsed.usage_terms
    if article.usage_terms != terms:
        article.usage_terms = terms
        article.save(update_fields=["usage_terms"])


def _move_terms(article: Article, before: ParsedItem, now: ParsedItem, *, by: FeedActor, at: datetime) -> None:
    """The agency's embargo and expiry move with its versions; where the desk has set its own, the stricter holds."""
    until, open_ended, expires = article.embargo_until, article.embargo_open_ended, article.expires_at
    if until == before.embargo_until:
        until = now.embargo_until
    elif now.embargo_until is not None:
        until = max(until or now.embargo_until, now.embargo_until)
    if now.embargo_open_ended or open_ended == before.embargo_open_ended:
        open_ended = now.embargo_open_ended
    if expires == before.expires_at:
        expires = now.expires_at
    elif now.expires_at is not None:
        expires = min(expires or now.expires_at, now.expires_at)
    publishing.set_terms(article=article, by=by, embargo_until=until, embargo_open_ended=open_ended, expires_at=expires, at=at)
