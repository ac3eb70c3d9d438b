"""An agency's later version and ours are made one: the verbs with which the desk, or the policy, takes what waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import pages, publishing
from articles.models import Article, Edition, Revision
from corrections import forwarding, workflow
from newsroom.base import on_record, record
from newsroom.base.refusals import Refused
from wire import filling, merge
from wire.merge import Choice, Conflict, Merged, Source, Undecided
from wire.models import Item, Pickup, Version
from wire.pickup import chain, write_record

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import Actor

LABELS = {
    "headline": "Headline", "standfirst": "Standfirst", "dateline": "Dateline", "bylines": "Bylines", "tagline": "Tagline",
    "language": "Language", "lead_photo_caption": "Caption of the lead photo", "slugline": "Working name",
    "editor_note": "Editor’s note",
}  # fmt: skip
NEVER_PRINTED = ("slugline", "editor_note")


@dataclass(frozen=True)
class Seen:
    """What an editor had on screen when deciding: the version that waited, and a digest of our words."""

    version: int
    ours: str


@dataclass(frozen=True)
class Told:
    """The notice that readers get with a merged text."""

    kind: str
    text: str
    placement: str | None = None


def proposal(tie: Pickup, article: Article, version: Version) -> Merged:
    """What a story would be with an agency's version taken in."""
    base, theirs, ours = filling.words_of(tie.based_on.parsed), filling.words_of(version.parsed), words_of(article)
    if not (article.lead_photo_caption and base["lead_photo_caption"] and theirs["lead_photo_caption"]):
        for words in (base, theirs, ours):
            words.pop("lead_photo_caption")  # the photo is ours, or bears its own caption
    return merge.merge(base, theirs, ours)


def words_of(article: Article) -> dict[str, str]:
    """Our words as the working copy has them."""
    names = (byline.name or str(byline.person) for byline in article.bylines.select_related("person"))
    words = {name: getattr(article, name) for name in (*filling.WORDS, "lead_photo_caption")}
    return {**words, "bylines": "\n".join(names)}


def is_edited(merged: Merged) -> bool:
    """Whether somebody here has edited the copy; bylines, topics and pictures of ours are no edit of it."""
    for name, part in merged.parts.items():
        if name in NEVER_PRINTED or (name == "bylines" and not isinstance(part, Conflict)):
            continue
        if isinstance(part, Conflict) or part.source in (Source.OURS, Source.BOTH):
            return True
    return False


def label_of(key: str, merged: Merged) -> str:
    """A part by the name an editor knows it by: a field's, or the paragraph's number."""
    if key in LABELS:
        return LABELS[key]
    number = int(key.removeprefix(merge.BLOCK))
    before = [part for part in merged.blocks[:number] if isinstance(part, Conflict) or part.text]
    return f"Paragraph {len(before) + 1}"


def digest(article: Article) -> str:
    """What tells whether our words have changed since someone looked."""
    return record.content_hash(pages.content_of(article))


def take_in(
    *, tie: Pickup, article: Article, version: Version, content: Mapping[str, str], by: Actor, at: datetime
) -> Revision:
    """Write merged words into the working copy as a revision that is made from the version; part of a verb's transaction."""
    for name, longest in filling.LENGTHS.items():
        if len(content[name]) > longest:
            raise Refused(f"{LABELS[name]}: longer than the {longest} characters that we print.")
    names = content["bylines"].split("\n")
    if any(len(name) > filling.BYLINE for name in names):
        raise Refused(f"Bylines: one is longer than the {filling.BYLINE} characters that we print.")
    if not content["headline"]:
        raise Refused("The headline is missing.")
    parsed = version.parsed
    theirs = pages.printed_words(filling.words_of(parsed))
    signed = words_of(article)["bylines"]
    filling.fill(article, dict(content))
    article.lead_photo_caption = content.get("lead_photo_caption", article.lead_photo_caption)
    article.usage_terms = parsed.usage_terms
    article.agency_text_hash = record.content_hash(theirs)
    article.save(update_fields=["usage_terms", "agency_text_hash"])
    if content["bylines"] != signed:
        filling.sign(article, names)
    is_theirs = pages.printed_words(pages.content_of(article)) == theirs
    note = f"{version.get_change_display()} from {version.item.agency}, {version.label}."
    revision = publishing.save_revision(article=article, by=by, is_agency_text=is_theirs, note=note, at=at)
    base_on(tie, version, by=by, at=at)
    write_record(article, "replaced by a later version" if is_theirs else "merged with a later version", version, by=by, at=at)
    return revision


@transaction.atomic
def settle(
    *,
    pickup: Pickup,
    seen: Seen,
    choices: Mapping[str, Choice],
    by: User,
    is_minor: bool = False,
    minor_reason: str = "",
    notice: Told | None = None,
    at: datetime | None = None,
) -> Article:
    """The desk's decisions make the working copy; with a notice, or as minor, readers get it at once.

    What looks substantive is minor for a reason alone, `minor_reason`.

    Raises Refused when another version came, somebody saved the story, or a conflict is still open: nothing is written then.
    """
    at = at or timezone.now()
    tie, article, version = _locked(pickup)
    _check(version, article, seen)
    merged = proposal(tie, article, version)
    try:
        content = merged.settled(choices)
    except Undecided as undecided:
        names = ", ".join(label_of(key, merged) for key in undecided.keys)
        raise Refused(f"Decide on each place that both sides changed: {names}.") from None
    take_in(tie=tie, article=article, version=version, content=content, by=by, at=at)
    if notice is not None:
        told = workflow.publish_change(
            article=article, by=by, kind=notice.kind, text=notice.text, origin="agency", placement=notice.placement, at=at
        )
        forwarding.arrived(article=article, by=by, at=at, notice=told)
    elif is_minor:
        publishing.publish(article=article, by=by, change=Edition.Change.MINOR, no_notice_reason=minor_reason, at=at)
        forwarding.arrived(article=article, by=by, at=at)
    article.refresh_from_db()
    return article


@transaction.atomic
def take_waiting(*, pickup: Pickup, by: User, seen: Seen | None = None, at: datetime | None = None) -> None:
    """The desk takes the agency's later version whole into the working copy; an edit of ours stays in the history."""
    at = at or timezone.now()
    tie, article, version = _locked(pickup)
    _check(version, article, seen)
    content = {**words_of(article), **filling.words_of(version.parsed)}
    content["lead_photo_caption"] = article.lead_photo_caption
    take_in(tie=tie, article=article, version=version, content=content, by=by, at=at)


@transaction.atomic
def keep_ours(*, pickup: Pickup, by: User, reason: str, seen: Seen | None = None, at: datetime | None = None) -> None:
    """The desk leaves our words as they are, for a recorded reason."""
    tie = _locked_tie(pickup)
    if tie.waiting is None:
        raise Refused("No later version waits.")
    if not reason.strip():
        raise Refused("Say why we keep our words.")
    waiting = tie.waiting
    _check(waiting, None, seen)
    base_on(tie, waiting, by=by, at=at)
    if tie.article is not None:
        write_record(tie.article, "kept against a later version", waiting, by=by, at=at, reason=reason)
    else:
        record.write(chain(tie.item), "kept against a later version", by=by, at=at, version=waiting.number, reason=reason)


def base_on(tie: Pickup, version: Version, *, by: Actor, at: datetime | None) -> None:
    """Ours is made from this version now, and nothing waits."""
    tie.based_on, tie.waiting, tie.waiting_since = version, None, None
    tie.save(update_fields=["based_on", "waiting", "waiting_since"])
    on_record.write(tie, by=by, at=at)


def _check(version: Version, article: Article | None, seen: Seen | None) -> None:
    """Refuse a decision on what is not there any more."""
    if seen is None:
        return
    if version.pk != seen.version:
        raise Refused(f"{version.item.agency} has sent {version.label} meanwhile: look at it again.")
    if article is not None and digest(article) != seen.ours:
        last = article.current_revision()
        raise Refused(f"{last.actor_name if last else 'Somebody'} has saved our story meanwhile: look at it again.")


def _locked_tie(pickup: Pickup) -> Pickup:
    # The item first, as the intake does, so that neither waits for the other.
    Item.objects.select_for_update(no_key=True).get(pk=pickup.item_id)
    return Pickup.objects.select_for_update(no_key=True, of=("self",)).select_related("item__agency").get(pk=pickup.pk)


def _locked(pickup: Pickup) -> tuple[Pickup, Article, Version]:
    """What a merge needs, locked: item, story and tie, in this order."""
    tie = _locked_tie(pickup)
    if tie.waiting is None:
        raise Refused("No later version waits.")
    if tie.role != Pickup.Role.WHOLE or tie.article_id is None:
        raise Refused("This item is used in a story of ours: change the story by hand, then keep ours.")
    forwarding.lock_awaiting(tie.article_id)
    article = Article.objects.select_for_update(no_key=True).get(pk=tie.article_id)
    if article.killed_at is not None:
        raise Refused("The story is killed.")
    if tie.item.is_killed:
        raise Refused(f"{tie.item.agency} has killed this story. It must not be used.")
    if not tie.waiting.document.get("body_html"):
        raise Refused("The later version brings no text.")
    return tie, article, tie.waiting
