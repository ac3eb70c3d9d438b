"""To take a wire story into our own pages: a draft with the agency's words, topics and attribution filled in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import publishing
from articles.models import Article, Section
from newsroom.base import on_record, record
from newsroom.base.actors import actor_fields, is_person
from newsroom.base.refusals import Refused
from wire import filling, pictures
from wire.formats.parsed import ParsedItem
from wire.models import Feed, Item, Pickup, Version

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import Actor

KINDS = {
    "analysis": Article.Kind.ANALYSIS,
    "news analysis": Article.Kind.ANALYSIS,
    "opinion": Article.Kind.OPINION,
    "commentary": Article.Kind.OPINION,
    "column": Article.Kind.OPINION,
    "explainer": Article.Kind.EXPLAINER,
    "background": Article.Kind.EXPLAINER,
    "feature": Article.Kind.FEATURE,
    "review": Article.Kind.REVIEW,
    "satire": Article.Kind.SATIRE,
}
# The top of IPTC's subject tree, and what newspapers call such a section.
SUBJECT_SECTIONS = {
    "01": ("culture", "arts", "entertainment"),
    "02": ("crime", "courts", "city"),
    "04": ("business", "economy"),
    "05": ("education",),
    "06": ("climate", "environment"),
    "07": ("health",),
    "09": ("work", "labor", "labour", "business"),
    "10": ("lifestyle", "culture"),
    "11": ("politics", "nation", "world"),
    "13": ("science", "technology"),
    "15": ("sport", "sports"),
    "16": ("world",),
    "17": ("weather", "climate"),
}
WORD_SECTIONS = {
    "arts, culture, entertainment and media": ("culture", "arts", "entertainment"),
    "economy, business and finance": ("business", "economy"),
    "conflict, war and peace": ("world",),
    "environment": ("climate", "environment"),
    "international": ("world",),
    "entertainment": ("culture", "arts"),
    "sports": ("sport",),
    "finance": ("business",),
    "financial": ("business",),
    "domestic": ("nation",),
}
NOT_TEXT = {
    Item.Kind.PICTURE: "This is a picture. Upload the file under Photos, with its caption and credit.",
    Item.Kind.GRAPHIC: "This is a graphic. Upload the file under Photos, with its caption and credit.",
    Item.Kind.AUDIO: "This is a sound recording. Only texts can be picked up.",
    Item.Kind.VIDEO: "This is a film. Only texts can be picked up.",
    Item.Kind.PACKAGE: "This is a package: a list that names other items. Pick those up.",
    Item.Kind.EVENT: "This is an event for the diary, not a story.",
    Item.Kind.PLANNING: "This is a plan of coverage, not a story.",
    Item.Kind.OTHER: "We don't know what kind of item this is. Only texts can be picked up.",
}


@transaction.atomic
def pick_up(
    *, item: Item, by: Actor, section: Section, is_to_be_published: bool = False, at: datetime | None = None
) -> Article:
    """Make a draft from a wire story, with the agency's words and the attribution filled in. Raises Refused with the reason.

    A picture of it that is among our photos leads it; one that no page may show yet, only if somebody will see to it first.
    """
    at = at or timezone.now()
    item = Item.objects.select_for_update(no_key=True).get(pk=item.pk)  # without joins: see intake
    if found := refusal(item):
        raise Refused(found)
    version = item.text_version
    assert version is not None
    version.item = item
    parsed = version.parsed
    article = Article(section=section, agency=item.agency, kind=KINDS.get(parsed.genre.casefold(), Article.Kind.NEWS))
    words = filling.words_of(parsed)
    filling.fill(article, words)
    article.usage_terms = parsed.usage_terms
    article.lead_photo = pictures.lead_of(item, is_complete=is_to_be_published)
    publishing.write(article, at=at)
    article.topics.set(Feed.topics.through.objects.filter(feed__messages=version.message_id).values_list("topic", flat=True))
    filling.sign(article, words["bylines"].split("\n"))
    note = f"Picked up from {item.agency}, {version.label}."
    publishing.save_revision(article=article, by=by, is_agency_text=True, note=note, at=at)
    publishing.set_terms(
        article=article,
        by=by,
        embargo_until=parsed.embargo_until,
        embargo_open_ended=parsed.embargo_open_ended,
        expires_at=parsed.expires_at,
        at=at,
    )
    tie = Pickup.objects.create(item=item, article=article, based_on=version, at=at, **actor_fields(by))
    on_record.write(tie, by=by, at=at)
    write_record(article, "picked up", version, by=by, at=at)
    article.refresh_from_db()
    return article


def refusal(item: Item) -> str:
    """Why an item cannot be picked up, in an editor's words; "" if it can."""
    if item.is_killed:
        if item.usable_after_kill_at:
            return f"{item.agency} killed this story and then sent it again as usable. Someone who may has to allow it first."
        return f"{item.agency} has killed this story. It must not be used."
    if item.withheld_at:
        return f"{item.agency} withholds this story. Wait until it is released."
    if item.is_advisory:
        return "This is a note to editors. It never becomes a story."
    if item.kind != Item.Kind.TEXT:
        return NOT_TEXT[Item.Kind(item.kind)]
    if item.text_version_id is None:
        return "No text has come with this item yet."
    taken = (
        item.pickups.filter(role=Pickup.Role.WHOLE, article__isnull=False, article__killed_at__isnull=True)
        .select_related("article", "by")
        .first()
    )
    if taken is not None:
        return f"{taken.actor_name} has picked up this story already: “{taken.article}”."
    return ""


@transaction.atomic
def clear(*, item: Item, by: User, at: datetime | None = None) -> None:
    """A person allows a story that the agency killed and then sent again; what we had killed stays dead."""
    at = at or timezone.now()
    item = Item.objects.select_for_update(no_key=True, of=("self",)).get(pk=item.pk)
    if not item.is_killed:
        raise Refused("This story is not killed.")
    if not item.usable_after_kill_at:
        raise Refused("The agency has not sent this story again since it killed it.")
    item.cleared_at, item.cleared_by = at, by
    item.save(update_fields=["cleared_at", "cleared_by"])
    record.write(chain(item), "cleared after a kill", by=by, at=at, item=item.item_id)


def section_for(parsed: ParsedItem, feed: Feed | None = None, sections: Iterable[Section] | None = None) -> Section | None:
    """The section that an item's subjects name, else its feed's; None when somebody has to choose.

    Who asks for many items hands the sections in, which are then not read anew for each.
    """
    sections = Section.objects.all() if sections is None else sections
    by_name = {name.casefold(): section for section in sections for name in (section.slug, section.name)}
    for word in _subject_words(parsed):
        if word in by_name:
            return by_name[word]
    return feed.section if feed else None


def chain(item: Item) -> str:
    """The name of an item's chain in the record."""
    return f"wire:{item.pk}"


def write_record(article: Article, verb: str, version: Version, *, by: Actor, at: datetime | None, reason: str = "") -> None:
    """An act on a story that an agency's version led to, in the story's chain."""
    item = version.item
    record.write(
        publishing.chain(article), verb, by=by, at=at, agency=item.agency.slug, agency_id=item.agency_id, item=item.item_id,
        version=version.sent_version, content=version.content_hash, person=is_person(by), reason=reason,
    )  # fmt: skip


def _subject_words(parsed: ParsedItem) -> list[str]:
    """Names of sections that an item's subjects may mean, the surest first."""
    names = [subject.name.casefold() for subject in parsed.subjects] + [word.casefold() for word in parsed.keywords]
    words = list(names)
    for name in names:
        words += WORD_SECTIONS.get(name, ())
    for subject in parsed.subjects:
        code = subject.code.rstrip("/").rpartition("/")[2].rpartition(":")[2]
        if len(code) == 8 and code.isdigit():
            words += SUBJECT_SECTIONS.get(code[:2], ())
    return words
