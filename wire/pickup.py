"""To take a wire story into our own pages, and to follow it there when the agency changes it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from articles import pages, publishing
from articles.body import plain_text
from articles.models import Article, Byline, Publication, Section
from newsroom.base import record
from newsroom.base.actors import FeedActor, actor_fields, is_person
from newsroom.base.refusals import Refused
from wire import changes
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
def pick_up(*, item: Item, by: Actor, section: Section, at: datetime | None = None) -> Article:
    """Make a draft from a wire story, with the agency's words and the attribution filled in. Raises Refused with the reason."""
    at = at or timezone.now()
    item = Item.objects.select_for_update().get(pk=item.pk)  # without joins: see intake
    if found := refusal(item):
        raise Refused(found)
    version = item.text_version
    assert version is not None
    parsed = version.parsed
    article = Article(section=section, agency=item.agency, kind=KINDS.get(parsed.genre.casefold(), Article.Kind.NEWS))
    _fill(article, parsed)
    publishing.write(article, at=at)
    _sign(article, parsed)
    note = f"Picked up from {item.agency}, version {version.sent_version}."
    publishing.save_revision(article=article, by=by, is_agency_text=True, note=note, at=at)
    publishing.set_terms(
        article=article,
        by=by,
        embargo_until=parsed.embargo_until,
        embargo_open_ended=parsed.embargo_open_ended,
        expires_at=parsed.expires_at,
        at=at,
    )
    Pickup.objects.create(item=item, article=article, based_on=version, at=at, **actor_fields(by))
    _record(article, "picked up", item, version, by=by, at=at)
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
    taken = item.pickups.filter(role=Pickup.Role.WHOLE, article__killed_at__isnull=True).select_related("article", "by").first()
    if taken is not None:
        return f"{taken.actor_name} has picked up this story already: “{taken.article}”."
    return ""


@transaction.atomic
def clear(*, item: Item, by: User, at: datetime | None = None) -> None:
    """A person allows a story that the agency killed and then sent again; what we had killed stays dead."""
    at = at or timezone.now()
    item = Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if not item.is_killed:
        raise Refused("This story is not killed.")
    if not item.usable_after_kill_at:
        raise Refused("The agency has not sent this story again since it killed it.")
    item.cleared_at, item.cleared_by = at, by
    item.save(update_fields=["cleared_at", "cleared_by"])
    record.write(chain(item), "cleared after a kill", by=by, at=at, item=item.item_id)


def follow(
    *, pickup: Pickup, version: Version, before: ParsedItem, parsed: ParsedItem, by: FeedActor, may_replace: bool, at: datetime
) -> str:
    """Bring the agency's next version to what we made of its story; says what was done.

    A draft that nobody touched becomes the new version. Everything else waits for the desk. Embargo and expiry act at once.
    """
    article = pickup.article
    if article is not None:
        if article.killed_at is not None:
            return "our story is killed and stays so"
        if pickup.role == Pickup.Role.WHOLE:
            _move_terms(article, before, parsed, by=by, at=at)
            article.refresh_from_db()
    if may_replace and changes.prints_the_same(pickup.based_on.parsed, parsed):
        _base_on(pickup, version)
        return "nothing to change on our page"
    if article is not None and may_replace and pickup.role == Pickup.Role.WHOLE and is_untouched(article):
        replace(pickup=pickup, version=version, by=by, at=at)
        return "the draft is replaced"
    pickup.waiting, pickup.waiting_since = version, pickup.waiting_since or at
    pickup.save(update_fields=["waiting", "waiting_since"])
    return "waits for the desk"


def is_untouched(article: Article) -> bool:
    """A draft that holds the agency's words as they came, and that nobody but the feed or the picking up has saved."""
    revision = article.current_revision()
    return (
        article.status == Article.Status.DRAFT
        and article.first_published_at is None
        and revision is not None
        and revision.is_agency_text
        and revision.content_hash == record.content_hash(pages.content_of(article))
    )


@transaction.atomic
def replace(*, pickup: Pickup, version: Version, by: Actor, at: datetime | None = None) -> None:
    """Put the agency's version in place of the words we have; ours stay in the history. Readers see it when it is published."""
    at = at or timezone.now()
    article = pickup.article
    if article is None:
        raise Refused("Only a story's text can be replaced.")
    parsed = version.parsed
    _fill(article, parsed)
    publishing.write(article, at=at)
    article.bylines.all().delete()
    _sign(article, parsed)
    note = f"{version.get_change_display()} from {version.item.agency}, version {version.sent_version}."
    publishing.save_revision(article=article, by=by, is_agency_text=True, note=note, at=at)
    _base_on(pickup, version)
    _record(article, "replaced by a later version", version.item, version, by=by, at=at)


@transaction.atomic
def take_waiting(*, pickup: Pickup, by: User, at: datetime | None = None) -> None:
    """The desk takes the agency's later version into the working copy; an edit of ours stays in the history."""
    locked = Pickup.objects.select_for_update().get(pk=pickup.pk)
    if locked.waiting is None:
        raise Refused("No later version waits.")
    if locked.role != Pickup.Role.WHOLE or locked.article is None:
        raise Refused("This item is used in a story of ours: change the story by hand, then keep ours.")
    if locked.article.killed_at is not None:
        raise Refused("The story is killed.")
    if not locked.waiting.parsed.body_html:
        raise Refused("The later version brings no text.")
    replace(pickup=locked, version=locked.waiting, by=by, at=at)


@transaction.atomic
def keep_ours(*, pickup: Pickup, by: User, reason: str, at: datetime | None = None) -> None:
    """The desk leaves our words as they are, for a recorded reason."""
    locked = Pickup.objects.select_for_update().get(pk=pickup.pk)
    if locked.waiting is None:
        raise Refused("No later version waits.")
    if not reason.strip():
        raise Refused("Say why we keep our words.")
    waiting = locked.waiting
    _base_on(locked, waiting)
    if locked.article is not None:
        _record(locked.article, "kept against a later version", locked.item, waiting, by=by, at=at, reason=reason)
    else:
        record.write(chain(locked.item), "kept against a later version", by=by, at=at, version=waiting.number, reason=reason)


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


def _fill(article: Article, parsed: ParsedItem) -> None:
    article.headline = _fitted(changes.headline_of(parsed) or _first_sentence(parsed) or parsed.slugline, 250)
    article.standfirst = parsed.standfirst
    article.slugline = _fitted(parsed.slugline, 120)
    article.dateline = _fitted(parsed.dateline, 160)
    article.body = parsed.body_html
    article.tagline = parsed.tagline
    article.language = parsed.language[:20] or Publication.objects.values_list("language", flat=True).first() or "en"
    rights = f"Rights: {parsed.usage_terms}" if parsed.usage_terms else ""
    article.editor_note = "\n".join(part for part in (parsed.editor_note, rights) if part)


def _first_sentence(parsed: ParsedItem) -> str:
    """An alert comes without a headline: its first sentence is one."""
    first = plain_text(parsed.body_html).partition("\n")[0]
    return _fitted(first.partition(". ")[0], 160)


def _fitted(text: str, length: int) -> str:
    """The text, cut between words if it is longer than we print; the whole stays with the wire item."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"


def _sign(article: Article, parsed: ParsedItem) -> None:
    Byline.objects.bulk_create(
        Byline(article=article, name=_fitted(name, 120), position=position) for position, name in enumerate(parsed.bylines)
    )


def _base_on(pickup: Pickup, version: Version) -> None:
    pickup.based_on, pickup.waiting, pickup.waiting_since = version, None, None
    pickup.save(update_fields=["based_on", "waiting", "waiting_since"])


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


def _record(
    article: Article, verb: str, item: Item, version: Version, *, by: Actor, at: datetime | None, reason: str = ""
) -> None:
    record.write(
        publishing.chain(article), verb, by=by, at=at, agency=item.agency.slug, item=item.item_id,
        version=version.sent_version, content=version.content_hash, person=is_person(by), reason=reason,
    )  # fmt: skip
