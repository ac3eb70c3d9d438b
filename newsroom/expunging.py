"""Where a law or a licence demands that bytes go, two named people erase them; hash, size, time and reason stay."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from django.db import models, transaction
from django.utils import timezone

from articles import photos, publishing
from articles.models import Article, Edition, Photo, Revision
from corrections import erasing as readers
from corrections.models import Notice, Ticket
from newsroom.base import erasing, on_record
from newsroom.base.numbers import whole_number
from newsroom.base.refusals import Refused
from wire.models import Item, Message, WireFile

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Row = TypeVar("Row", bound=models.Model)

PERMISSION = "base.add_erasure"
VERB = "expunged"
STAND_IN = "Expunged story"  # a working copy has a headline, for the desk's lists
WORDS_OF_THE_DESK = ("standfirst", "slugline", "dateline", "body", "tagline", "lead_photo_caption", "editor_note")


def expunge(*, target: str, by: User, second: User, reason: str, at: datetime | None = None) -> list[str]:
    """Erase what `target` names, for good; returns what was done, a line each. Raises Refused with what stands in the way.

    Targets: revision:STORY/NUMBER, edition:STORY/NUMBER, message:ID, photo:ID, ticket:REFERENCE.
    """
    if by.pk == second.pk:
        raise Refused("Two people must agree, not one twice.")
    for person in (by, second):
        if not (person.is_active and person.has_perm(PERMISSION)):
            raise Refused(f"{person} may not expunge anything.")
    reason = " ".join(reason.split())
    if not reason:
        raise Refused("Say which law, licence or order demands it.")
    if len(reason) > 500:
        raise Refused("The reason is longer than 500 characters.")
    kind, _, name = target.partition(":")
    if kind not in TARGETS or not name:
        raise Refused(f"“{target}” is none of: {', '.join(f'{one}:…' for one in TARGETS)}.")
    with transaction.atomic():
        return TARGETS[kind](name, by, second, reason, at or timezone.now())


def _revision(name: str, by: User, second: User, reason: str, at: datetime) -> list[str]:
    """A revision, and every edition that gave its words to readers."""
    article, number = _numbered(name)
    revision = Revision.objects.filter(article=article, number=number).first()
    if revision is None:
        raise Refused(f"“{article}” has no revision {number}.")
    _refuse_in_use(article, revision)
    editions = list(Edition.objects.filter(revision=revision))
    _erase([revision, *editions, *_quoting(editions)], article=article, by=by, second=second, reason=reason, at=at)
    done = [f"Revision {number} of story {article.pk} is expunged."]
    done += [f"Edition {edition.number}, which showed it, is expunged." for edition in editions]
    if article.revisions.order_by("-number").values_list("pk", flat=True).first() == revision.pk:
        for field in WORDS_OF_THE_DESK:
            setattr(article, field, "")
        article.headline = STAND_IN
        article.save(update_fields=["headline", *WORDS_OF_THE_DESK])
        done.append("The working copy is emptied.")
    others = Revision.objects.filter(article=article).exclude(content={}).order_by("number").values_list("number", flat=True)
    if others:
        done.append(f"Look at revisions {', '.join(map(str, others))}: they may hold the same words.")
    if tickets := article.tickets.exclude(passage="").count():
        done.append(f"{tickets} reports on the story quote it: expunge those that repeat the words.")
    if notices := list(article.notices.order_by("pk").values_list("pk", flat=True)):
        stay = "what they say stays, as notices do, and the words that an editor named."
        done.append(f"Look at notices {', '.join(map(str, notices))}: {stay}")
    return done


def _edition(name: str, by: User, second: User, reason: str, at: datetime) -> list[str]:
    """What the public had for a time; the revision it was made from stays at the desk."""
    article, number = _numbered(name)
    edition = Edition.objects.filter(article=article, number=number).select_related("revision").first()
    if edition is None:
        raise Refused(f"“{article}” has no edition {number}.")
    if article.killed_at is None and edition.live_until is None:
        raise Refused("Readers have this edition, or will. Publish the story without the words, or kill it, first.")
    _erase([edition, *_quoting([edition])], article=article, by=by, second=second, reason=reason, at=at)
    return [f"Edition {number} of story {article.pk} is expunged; revision {edition.revision.number} is not."]


def _message(name: str, by: User, second: User, reason: str, at: datetime) -> list[str]:
    """The bytes of a wire message, and the versions that were read from it."""
    message = _found(Message, name, "wire message")
    versions = list(message.versions.select_related("item"))
    erasing.erase(
        [message, *versions], chain=f"message:{message.sha256}", verb=VERB, by=by, second=second, reason=reason, at=at
    )  # fmt: skip
    Message.objects.filter(pk=message.pk).update(state=Message.State.READ, reason="", has_order=False)
    on_record.write(message, by=by, at=at)
    done = [f"Wire message {message.pk} is expunged, with {len(versions)} versions."]
    for item in Item.objects.filter(versions__in=versions).distinct():
        keys = {version.pk for version in versions}
        if item.text_version_id in keys or item.text_version_id is None:
            Item.objects.filter(pk=item.pk).update(text_version=None, headline="", slugline="", lead="")
        stories = Article.objects.filter(pk__in=item.pickups.values("article")).values_list("pk", flat=True)
        done += [f"Story {pk} was made from it: expunge its revisions too." for pk in stories]
    return done


def _photo(name: str, by: User, second: User, reason: str, at: datetime) -> list[str]:
    """A picture's original, every copy of it and what its file said; it is killed wherever it was shown."""
    photo = _found(Photo, name, "photo")
    publishing.kill_photo(photo=photo, by=by, reason=reason, at=at)
    files, name_of_file = photo.original.storage, str(photo.original.name)
    size = photo.original.size if files.exists(name_of_file) else 0
    gone = erasing.Gone(row=f"articles.photo:{photo.pk}", part="original", hash=photo.hash, size=size)
    erasing.erase(
        [], files=[gone], chain=f"photo:{photo.hash}", verb=VERB, by=by, second=second, reason=reason, at=at
    )  # fmt: skip
    Photo.objects.filter(pk=photo.pk).update(title=f"Expunged photo {photo.pk}", caption="", alt="", metadata={})
    on_record.write(photo, by=by, at=at)
    copies = list(WireFile.objects.filter(sha256=photo.hash).exclude(file=""))
    WireFile.objects.filter(pk__in=[copy.pk for copy in copies]).update(
        state=WireFile.State.REFUSED, reason="It is expunged.", file="", next_try_at=None
    )

    def delete_files() -> None:
        # After the commit: a file that is gone without a word in the record could not be explained.
        files.delete(name_of_file)
        shutil.rmtree(photos.rendition_path(photo, "any").parent, ignore_errors=True)
        for copy in copies:
            copy.file.storage.delete(str(copy.file.name))

    transaction.on_commit(delete_files)
    return [f"Photo {photo.pk} is expunged: its original, its renditions and {len(copies)} copies from the wire."]


def _ticket(name: str, by: User, second: User, reason: str, at: datetime) -> list[str]:
    """What a reader told us and was told."""
    ticket = Ticket.objects.filter(reference=name).first()
    if ticket is None:
        raise Refused(f"There is no report {name}.")
    readers.erase_personal_data(ticket=ticket, by=by, second=second, reason=reason, at=at)
    return [f"The words and personal data of report {name} are expunged."]


Target = Callable[[str, "User", "User", str, datetime], list[str]]
TARGETS: Mapping[str, Target] = {
    "revision": _revision,
    "edition": _edition,
    "message": _message,
    "photo": _photo,
    "ticket": _ticket,
}


def _quoting(editions: list[Edition]) -> list[Notice]:
    """The notices that came with editions: the places at which they mark the story are words of it."""
    came = Notice.objects.filter(uid__in=[edition.notice_uid for edition in editions if edition.notice_uid])
    return [notice for notice in came if notice.places]


def _erase(
    rows: list[Revision | Edition | Notice], *, article: Article, by: User, second: User, reason: str, at: datetime
) -> None:
    erasing.erase(rows, chain=publishing.chain(article), verb=VERB, by=by, second=second, reason=reason, at=at)


def _refuse_in_use(article: Article, revision: Revision) -> None:
    """Words that readers have or that the next edition is made from are taken back first, by the ordinary verbs."""
    if article.killed_at is not None:
        return
    if article.editions.filter(revision=revision, live_until__isnull=True).exists():
        raise Refused("Readers have this revision, or will. Publish the story without the words, or kill it, first.")
    newest = article.current_revision()
    if newest is not None and newest.pk == revision.pk:
        raise Refused("This is the story’s working copy. Save it without the words, or kill the story, first.")


def _numbered(name: str) -> tuple[Article, int]:
    pk, _, number = name.partition("/")
    article = _found(Article, pk, "story")
    chosen = whole_number(number)
    if chosen is None:
        raise Refused("Name the story’s number and, after a slash, the number of the revision or edition: revision:12/3.")
    return article, chosen


def _found(model: type[Row], name: str, words: str) -> Row:
    pk = whole_number(name)
    found = model._default_manager.filter(pk=pk).first() if pk is not None else None
    if found is None:
        raise Refused(f"There is no {words} {name}.")
    return found
