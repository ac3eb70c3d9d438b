"""The pictures, sounds and films that messages name: every one is listed, the best of each is brought here, nothing is dropped.

A file is brought from beside its message, where that lay in a folder, or from an address that the feed may ask. What
cannot be brought says why, in plain words, and another size of the same picture is tried instead.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from newsroom.base.refusals import Refused
from wire.feeds import fetch, sources
from wire.feeds.addresses import Access, named_hosts
from wire.feeds.errors import FetchError
from wire.feeds.fetch import Key
from wire.formats.parsed import ItemKind, ParsedItem, ParsedMedia, ParsedRendition
from wire.models import Feed, Item, Message, WireFile

PICTURES = (ItemKind.PICTURE, ItemKind.GRAPHIC)
MEDIA = (*PICTURES, ItemKind.AUDIO, ItemKind.VIDEO)
MOST = 40  # renditions of one message that are listed as files; all of them stand in the version
WIDEST = 4000  # a larger one is not worth its bytes on a page
TRIES = 5
LEASE = timedelta(minutes=5)
ADDRESS = re.compile(r"https?://", re.IGNORECASE)
ENDING = re.compile(r"\.[a-z0-9]{2,5}\Z", re.IGNORECASE)


def note(item: Item, parsed: ParsedItem, message: Message, *, at: datetime) -> list[WireFile]:
    """The rows of the files that a version names, not saved yet: the best rendition of each medium waits to be brought."""
    found: list[WireFile] = []
    for position, medium in enumerate(parsed.media):
        if medium.kind not in MEDIA:
            continue
        renditions = sorted(filter(_is_named, medium.renditions), key=_worth, reverse=True)
        for place, rendition in enumerate(renditions):
            found.append(
                WireFile(
                    item=item, message=message, position=position, medium=_medium_id(medium, position), kind=medium.kind.value,
                    href=rendition.href, digest=_digest(rendition.href), mime_type=rendition.mime_type[:100],
                    width=rendition.width, height=rendition.height, role=rendition.role[:60], found_at=at,
                    state=WireFile.State.LISTED if place else WireFile.State.WAITING,
                )
            )  # fmt: skip
    return found[:MOST]


def keep(rows: Iterable[WireFile]) -> None:
    """List the files of one or many messages in one statement, if there are any; what is listed already stays as it is."""
    if listed := list(rows):
        WireFile.objects.bulk_create(listed, ignore_conflicts=True)


def due(at: datetime) -> QuerySet[WireFile]:
    """Files that may be brought now, the oldest first."""
    waiting = WireFile.objects.filter(Q(next_try_at__isnull=True) | Q(next_try_at__lte=at), state=WireFile.State.WAITING)
    return waiting.select_related("message__feed", "item").defer("message__raw").order_by("pk")


def bring_due(*, at: datetime | None = None, most: int = 50) -> int:
    """Bring what is due, a bounded number; each is leased first, so that two workers never bring the same. How many came."""
    at = at or timezone.now()
    return sum(bring(file, at=at) for file in due(at)[:most])


def bring(file: WireFile, *, at: datetime | None = None) -> bool:
    """Bring one file here; whether it came. Never call it in a transaction: it reads from the network."""
    at = at or timezone.now()
    mine = WireFile.objects.filter(pk=file.pk, state=WireFile.State.WAITING, tries=file.tries)
    if not mine.update(next_try_at=at + LEASE, tries=F("tries") + 1):
        return False
    file.tries += 1
    try:
        data = _read(file)
    except Refused as refusal:
        _set_back(file, str(refusal), at=at)
        return False
    file.sha256, file.size, file.fetched_at = hashlib.sha256(data).hexdigest(), len(data), at
    file.state, file.reason, file.next_try_at = WireFile.State.KEPT, "", None
    file.file.save(f"{file.sha256[:32]}{_ending(file.href)}", ContentFile(data), save=False)
    file.save()
    return True


def _read(file: WireFile) -> bytes:
    """The bytes, from beside the message or from an address of the feed's. Raises Refused with the reason."""
    if not ADDRESS.match(file.href):
        return _read_beside(file)
    feed = file.message.feed
    is_polled = feed.source in (Feed.Source.HTTP, Feed.Source.AP)
    access = Access.of(feed) if is_polled else Access(home=("", "", 0), hosts=frozenset(named_hosts(feed.hosts)))
    try:
        answer = fetch.get(file.href, access=access, key=_key_of(feed), max_bytes=_limit(file))
    except FetchError as error:
        raise Refused(str(error)) from None
    if not answer.data:
        raise Refused("The address answers with nothing.")
    return answer.data


def _key_of(feed: Feed) -> Key:
    """The feed's key; it goes to the place of the feed's own address alone."""
    return sources.key_in(feed.key_variable, header="x-api-key" if feed.source == Feed.Source.AP else "Authorization")


def _read_beside(file: WireFile) -> bytes:
    if not file.message.folder:
        raise Refused("It is named as a file beside the message, but the message did not come from a folder.")
    folder = Path(file.message.folder).resolve()
    path = (folder / unquote(urlsplit(file.href).path)).resolve()
    if not path.is_relative_to(folder):
        raise Refused("It lies outside the folder of its message, where we do not look.")
    if not path.is_file():
        raise Refused("It does not lie beside its message.")
    if path.stat().st_size > _limit(file):
        raise Refused(f"The file is larger than {_limit(file) // 1_000_000} MB.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused(f"The file cannot be read: {error.strerror or error}.") from None


def _set_back(file: WireFile, reason: str, *, at: datetime) -> None:
    """Try again later; after some tries give it up, and let the next size of the same medium take its place."""
    file.reason = reason
    if file.tries < TRIES:
        file.next_try_at = at + timedelta(minutes=2**file.tries)
        file.save(update_fields=["reason", "next_try_at"])
        return
    file.state, file.next_try_at = WireFile.State.REFUSED, None
    file.save(update_fields=["reason", "state", "next_try_at"])
    siblings = WireFile.objects.filter(item=file.item_id, medium=file.medium, state=WireFile.State.LISTED).order_by("pk")
    if (other := siblings.first()) is not None:
        other.state = WireFile.State.WAITING
        other.save(update_fields=["state"])


def _limit(file: WireFile) -> int:
    return settings.PHOTO_MAX_BYTES if file.kind in PICTURES else settings.WIRE_FILE_MAX_BYTES


def _is_named(rendition: ParsedRendition) -> bool:
    """Whether it is a file or an address at all, and not a page about it."""
    href = rendition.href
    if not href or len(href) > 2000 or (":" in href.partition("/")[0] and not ADDRESS.match(href)):
        return False
    return not rendition.mime_type.startswith("text/")


def _worth(rendition: ParsedRendition) -> tuple[int, int]:
    """The widest that is not too wide, then the narrowest that is; of unknown width, those whose role says “large”."""
    width = rendition.width or 0
    if width > WIDEST:
        return 1, -width
    large = rendition.role.casefold() in ("main", "highres", "original", "baseimage", "full resolution (ansi)", "rnd:highres")
    return (2 if width >= 600 or large else 0), width


def _medium_id(medium: ParsedMedia, position: int) -> str:
    return medium.item_id[:500] or f"medium {position + 1}"


def _digest(href: str) -> str:
    return hashlib.sha256(href.encode("utf-8", "replace")).hexdigest()


def _ending(href: str) -> str:
    match = ENDING.search(urlsplit(href).path)
    return match[0].lower() if match else ""
