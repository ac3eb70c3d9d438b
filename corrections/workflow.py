"""What the newsroom says in public about its own stories: every notice is written here, with the act that it tells of."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from articles import body, publishing
from articles.models import Article, Edition, Hold, Publication, Revision
from corrections import passages, places, telling
from corrections.models import Notice
from newsroom.base import record
from newsroom.base.actors import actor_fields, is_person
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from newsroom.base.actors import Actor

WITHDRAWN = "We have withdrawn a story. It is no longer available here."
WITHHELD = "We have taken a story off the site for now, while it is checked."
AVAILABLE_AGAIN = "This story was off the site for a time while it was checked. It is available again."

# A kill, a hold and a release have verbs of their own.
CHANGE_KINDS = (
    Notice.Kind.CORRECTION,
    Notice.Kind.CLARIFICATION,
    Notice.Kind.EDITORS_NOTE,
    Notice.Kind.UPDATE,
    Notice.Kind.RETRACTION,
)
NEEDS_SECOND_PERSON = (Notice.Kind.RETRACTION, Notice.Kind.CLARIFICATION)


def needs_second_person(kind: str) -> bool:
    """Whether such a notice waits until a second person has approved it; a newsroom of one may switch that off."""
    if kind not in NEEDS_SECOND_PERSON:
        return False
    return Publication.objects.values_list("needs_second_person", flat=True).first() is not False


@transaction.atomic
def publish_change(
    *,
    article: Article,
    by: Actor,
    kind: str,
    text: str,
    severity: str = "ordinary",
    origin: str = "staff",
    placement: str | None = None,
    passage: str = "",
    supersedes: Notice | None = None,
    proposed_by: Actor | None = None,
    at: datetime | None = None,
) -> Notice:
    """Publish the newest revision as a substantive change, together with the notice that tells readers of it.

    Serious notices and retractions stand above the story, others after it, unless `placement` says otherwise; the
    story is marked at `passage`, words of it as they are now, and wherever it changed (`corrections.places`). With
    `supersedes` the notice takes the place of an earlier one, which stays readable at its own address. A retraction or
    clarification is published by somebody else than whoever proposed it (`corrections.proposals`).
    """
    at = at or timezone.now()
    text = checked(kind=kind, text=text, severity=severity, origin=origin, placement=placement)
    if is_person(by) and proposed_by in (None, by) and needs_second_person(kind):
        raise Refused(f"A {Notice.Kind(kind).label.lower()} waits for a second person: propose it, and somebody else approves.")
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.first_published_at is None or article.first_published_at > at:
        raise Refused("Readers have not had this story yet. Publish it; there is nothing to tell them of.")
    if supersedes is not None:
        refuse_superseding(supersedes, article)
    had = _edition_readers_have(article, at)
    refuse_unfound(passage, article.current_revision())
    uid = uuid.uuid4()
    edition = publishing.publish(article=article, by=by, change=Edition.Change.SUBSTANTIVE, notice_uid=uid, at=at)
    return _write(
        article, by=by, at=at, uid=uid, kind=kind, text=text, severity=severity, origin=origin,
        placement=placement or _placement(kind, severity), before=had.revision if had else None, after=edition.revision,
        supersedes=supersedes, passage=passage.strip(),
        marked=places.of_change(had, edition, passage=passage, instead_of=supersedes),
    )  # fmt: skip


@transaction.atomic
def kill(
    *,
    article: Article,
    by: Actor,
    reason: str,
    origin: str = "staff",
    text: str = "",
    label: str = "",
    at: datetime | None = None,
) -> Notice | None:
    """Take a story down for good, and say in the log that a story was withdrawn, without naming it.

    None if it is dead already, or if readers never had it: then there is nothing to tell. A kill by a feed always
    wins: words of its that name the story are left out instead of stopping it.
    """
    at = at or timezone.now()
    if not reason.strip():
        raise Refused("Say why the story is killed.")
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    text = _checked(_neutral(text, article, by) or WITHDRAWN, origin=origin)
    before = _revision_readers_have(article, at)
    if not publishing.kill(article=article, by=by, reason=reason, label=_neutral(label, article, by), at=at):
        return None
    if before is None:
        return None
    return _write(
        article, by=by, at=at, kind=Notice.Kind.KILL, text=text, severity=Notice.Severity.SERIOUS, origin=origin,
        placement=Notice.Placement.TOP, before=before, supersedes=_standing_hold_notice(article),
    )  # fmt: skip


@transaction.atomic
def hold(
    *,
    article: Article,
    by: Actor,
    kind: str,
    reason: str,
    origin: str = "staff",
    text: str = "",
    at: datetime | None = None,
) -> Hold:
    """Take a story off the site for now; if readers had it, the log says that a story is withheld, without naming it."""
    at = at or timezone.now()
    if kind not in Hold.Kind:
        raise Refused("A hold is the agency's, a legal one or the desk's.")
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    if article.killed_at is not None:
        raise Refused("The story is killed already.")
    text = _checked(_neutral(text, article, by) or WITHHELD, origin=origin)
    seen = article.visible_edition(at)
    placed = publishing.hold(article=article, by=by, kind=kind, reason=reason, at=at)
    if seen is not None:
        _write(
            article, by=by, at=at, kind=Notice.Kind.HOLD, text=text, severity=Notice.Severity.SERIOUS, origin=origin,
            placement=Notice.Placement.TOP, before=seen.revision,
        )  # fmt: skip
    return placed


@transaction.atomic
def release(*, hold: Hold, by: Actor, at: datetime | None = None) -> None:
    """Lift a hold; when it was the last one, the log says that the story is available again."""
    at = at or timezone.now()
    publishing.lift(hold=hold, by=by, at=at)
    article = hold.article
    if article is None or article.killed_at is not None or Hold.objects.active(at).filter(article=article).exists():
        return
    withheld = _standing_hold_notice(article)
    if withheld is not None:
        _write(
            article, by=by, at=at, kind=Notice.Kind.UPDATE, text=AVAILABLE_AGAIN, severity=Notice.Severity.ORDINARY,
            origin=withheld.origin, placement=Notice.Placement.END, before=withheld.revision_before,
            after=_revision_readers_have(article, at), supersedes=withheld,
        )  # fmt: skip


def _write(
    article: Article,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    text: str,
    severity: str,
    origin: str,
    placement: str,
    before: Revision | None,
    after: Revision | None = None,
    supersedes: Notice | None = None,
    passage: str = "",
    marked: Sequence[dict[str, Any]] = (),
    uid: uuid.UUID | None = None,
) -> Notice:
    notice = Notice.objects.create(
        uid=uid or uuid.uuid4(),
        article=article,
        kind=kind,
        origin=origin,
        severity=severity,
        placement=placement,
        text=text,
        passage=passage,
        places=list(marked),
        revision_before=before,
        revision_after=after,
        supersedes=supersedes,
        at=at,
        **actor_fields(by),
    )
    record.write(
        publishing.chain(article), "told readers", by=by, at=at, rows=[notice],
        notice=str(notice.uid), kind=kind, origin=origin, severity=severity, placement=placement,
        text=record.content_hash(text), revision_before=before.number if before else None,
        revision_after=after.number if after else None, supersedes=str(supersedes.uid) if supersedes else "",
    )  # fmt: skip
    telling.tell(notice, at=at)
    return notice


def checked(*, kind: str, text: str, severity: str, origin: str, placement: str | None) -> str:
    """The words of a notice on a story as they will stand; refuses what is on no list."""
    if kind not in CHANGE_KINDS:
        raise Refused("Choose what kind of notice this is: correction, clarification, editor’s note, update or retraction.")
    if placement is not None and placement not in Notice.Placement:
        raise Refused("A notice stands above the story or after it.")
    return _checked(text, severity=severity, origin=origin)


def refuse_unfound(passage: str, revision: Revision | None) -> None:
    """A story is marked only at words that stand in it."""
    if passage.strip() and not stands(passage, revision):
        raise Refused("The words at which the story is marked don’t stand in its new text. Copy them from there.")


def stands(passage: str, revision: Revision | None) -> bool:
    """Whether words stand in a revision."""
    return revision is not None and passages.shown(revision.content, passage).is_found


def _checked(text: str, *, severity: str = Notice.Severity.ORDINARY, origin: str) -> str:
    """The notice's words as plain text; refuses an empty notice and what is on no list."""
    lines = "\n".join(" ".join(line.split()) for line in body.CONTROLS.sub("", text).splitlines()).strip()
    if not lines:
        raise Refused("Write what the notice tells readers: what was wrong, and what is right.")
    if severity not in Notice.Severity:
        raise Refused("A notice is serious or ordinary.")
    if origin not in Notice.Origin:
        raise Refused("Say who found the error: a reader, our newsroom, the agency or a source.")
    return lines


def _neutral(text: str, article: Article, by: Actor) -> str:
    """Words for a story that is gone: they must not repeat one of its headlines."""
    said = body.folded(text)
    headlines = {article.headline, *article.editions.values_list("headline", flat=True)}
    if not any(body.folded(headline) in said for headline in headlines if headline.strip()):
        return text.strip()
    if is_person(by):
        raise Refused(
            "These words repeat the story’s headline. Readers of a withdrawn story are told neither headline nor text."
        )
    return ""


def _placement(kind: str, severity: str) -> str:
    serious = severity == Notice.Severity.SERIOUS or kind == Notice.Kind.RETRACTION
    return Notice.Placement.TOP if serious else Notice.Placement.END


def _edition_readers_have(article: Article, at: datetime) -> Edition | None:
    """What readers had up to a moment, whether or not the story was open just then."""
    return article.editions.readers_had(at).select_related("revision").order_by("-live_from", "-number").first()


def _revision_readers_have(article: Article, at: datetime) -> Revision | None:
    had = _edition_readers_have(article, at)
    return had.revision if had else None


def _standing_hold_notice(article: Article) -> Notice | None:
    return article.notices.filter(kind=Notice.Kind.HOLD, superseded_by__isnull=True).order_by("-at", "-pk").first()


def refuse_superseding(notice: Notice, article: Article) -> None:
    """A notice takes the place of one on the same story that stands there still."""
    if notice.article_id != article.pk:
        raise Refused("That notice is on another story.")
    if notice.kind not in CHANGE_KINDS:
        raise Refused("A withdrawal or a hold is not replaced by a notice; release the hold instead.")
    if Notice.objects.filter(supersedes=notice).exists():
        raise Refused("That notice has been replaced already; replace the newer one.")
