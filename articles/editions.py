"""What the public is given: how an edition is made from a revision, with the facts and the address it goes out under."""

from __future__ import annotations

import uuid
import zoneinfo
from datetime import datetime
from typing import TYPE_CHECKING

from articles import pages
from articles.models import Address, Article, Edition, Publication, Revision
from newsroom.base import record
from newsroom.base.actors import actor_fields

if TYPE_CHECKING:
    from newsroom.base.actors import Actor
    from newsroom.base.append_only import AppendOnly

RESERVED_SLUGS = {"history", "as-published"}


def issue(
    article: Article,
    revision: Revision,
    *,
    by: Actor,
    at: datetime,
    live_from: datetime,
    change: str,
    notice_uid: uuid.UUID | None,
    reason: str,
) -> tuple[Edition, Address]:
    """A new edition takes the place of every other from its moment on; part of a verb's transaction.

    It and its address are append-only rows, which the verb gives to the record.
    """
    for earlier in article.editions.filter(live_from__gte=live_from):
        Edition.objects.filter(pk=earlier.pk).update(live_until=earlier.live_from)  # scheduled, but overtaken
    article.editions.filter(live_from__lt=live_from, live_until__isnull=True).update(live_until=live_from)
    article.editions.filter(live_from__lt=live_from, live_until__gt=live_from).update(live_until=live_from)
    content = revision.content
    page = pages.page_of(content)
    if article.agency is not None:
        year = (article.first_published_at or live_from).year
        page["credit"] = {"line": article.agency.credit_line, "copyright": article.agency.copyright_line(year)}
    page["exempt"] = sorted(article.exemptions.values_list("disclaimer_id", flat=True))
    last = article.editions.order_by("-number").values_list("number", flat=True).first()
    address = _address(article, at)
    edition = Edition.objects.create(
        article=article,
        number=(last or 0) + 1,
        revision=revision,
        live_from=live_from,
        change=change,
        notice_uid=notice_uid,
        no_notice_reason=reason,
        path=address.path,
        headline=content["headline"],
        standfirst=content["standfirst"],
        kind=content["kind"],
        language=content["language"],
        section_id=content["section_id"],
        agency_id=content["agency_id"],
        is_reviewed=is_reviewed(article, revision),
        is_edited=is_edited(article, revision),
        first_published_at=article.first_published_at or live_from,
        updated_at=article.updated_at,
        page=page,
        search_text=pages.search_text(content, page),
        at=at,
        **actor_fields(by),
    )
    edition.join(
        topics=content["topic_ids"],
        people={byline["person_id"] for byline in content["bylines"] if byline["person_id"]},
        photos=pages.photo_ids(content),
        promoted=pages.promoted_ids(content),
    )
    return edition, address


def reissue_if_live(article: Article, revision: Revision, *, by: Actor, at: datetime) -> tuple[AppendOnly, ...]:
    """A fact about the live text changed: the same words go out again with it. Returns the rows for the record."""
    live = article.editions.live(at).first()
    if live is None or live.revision_id != revision.pk or not revision.content:  # it may be expunged: its story is killed
        return ()
    return issue(article, revision, by=by, at=at, live_from=at, change=Edition.Change.MINOR, notice_uid=None, reason="")


def is_reviewed(article: Article, revision: Revision) -> bool:
    """Whether a person answers for a revision's text: it was reviewed, and no feed has written since."""
    reviewed = article.reviewed_revision
    if reviewed is None or reviewed.number > revision.number:
        return False
    since = article.revisions.filter(number__gt=reviewed.number, number__lte=revision.number)
    return not since.filter(by__isnull=True).exists()


def is_edited(article: Article, revision: Revision) -> bool:
    """Whether our words differ from what the agency sent."""
    if not article.is_wire or not article.agency_text_hash or revision.is_agency_text:
        return False
    return record.content_hash(pages.printed_words(revision.content)) != article.agency_text_hash


def _address(article: Article, at: datetime) -> Address:
    """The story's address: the day of first publication where we are, and a slug that is nobody else's."""
    assert article.first_published_at is not None
    zone = Publication.objects.values_list("time_zone", flat=True).first() or "UTC"
    day = article.first_published_at.astimezone(zoneinfo.ZoneInfo(zone))
    slug, number = article.slug, 1
    while True:
        path = f"/{day:%Y/%m/%d}/{slug}/"
        if slug not in RESERVED_SLUGS and not Address.objects.taken(path, other_than=article):
            break
        number += 1
        slug = f"{article.slug[:80]}-{number}"
    return Address.objects.get_or_create(path=path, defaults={"article": article, "created_at": at})[0]
