"""Words are put into a story's working copy, and a deliberate save keeps them whole, for ever."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import body, pages, recorded
from articles.models import Article, Revision
from newsroom.base import record
from newsroom.base.actors import actor_fields
from newsroom.base.refusals import Refused

if TYPE_CHECKING:
    from newsroom.base.actors import Actor


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
    locked = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
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
    record.write(
        chain(article), "saved", by=by, at=at, rows=[revision], revision=revision.number, content=digest, note=note,
        beside={**recorded.beside_of(locked), "slug": article.slug},
    )  # fmt: skip
    return revision
