"""A kill drill: a story made for it goes all the way from the wire to readers, and is killed by the wire.

All of it happens in one transaction that is rolled back, so that no reader, feed or mail program ever sees it; the
pages are asked for inside that transaction. The photo's files, which no transaction holds, are removed.
"""

from __future__ import annotations

import io
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from articles import photos, publishing
from articles.models import Agency, Article, FrontSlot, Photo, Publication, Section
from newsroom.base.actors import FeedActor
from newsroom.base.models import Outgoing
from wire import intake, pickup
from wire.models import Item

FORMATS = ("rss", "atom", "json")


class Failed(Exception):
    """What a step of the drill found wrong, in an operator's words."""


@dataclass(frozen=True)
class Step:
    """A step that was taken: what, how long it took, and what was wrong; "" if nothing was."""

    name: str
    seconds: float
    problem: str = ""


@dataclass
class Drill:
    """The drill's story, and what was done with it so far."""

    agency: Agency
    told: Callable[[Step], None]
    word: str = field(default_factory=lambda: f"drill-{secrets.token_hex(6)}")  # in ids and addresses
    headline: str = field(default_factory=lambda: f"This is a drill, not news: {secrets.token_hex(6)}")
    text: str = field(default_factory=lambda: f"drilltext{secrets.token_hex(6)}")  # by which it is searched
    steps: list[Step] = field(default_factory=list)
    article: Article | None = None
    photo: Photo | None = None
    first_path: str = ""
    path: str = ""

    @property
    def is_passed(self) -> bool:
        return bool(self.steps) and not any(step.problem for step in self.steps)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        began, problem = time.monotonic(), ""
        try:
            with transaction.atomic():
                yield
        except Exception as error:
            # Whatever breaks, in our code or in the site's, is what a drill is to find; the next steps still tell more.
            problem = str(error) if isinstance(error, Failed) else f"{type(error).__name__}: {error}"
        self.steps.append(Step(name, time.monotonic() - began, problem))
        self.told(self.steps[-1])

    @property
    def story(self) -> Article:
        if self.article is None:
            raise Failed("There is no story to try it with.")
        self.article.refresh_from_db()
        return self.article


def run(*, agency: Agency, told: Callable[[Step], None]) -> Drill:
    """Run the drill and leave nothing behind: everything is rolled back, even where a step fails."""
    drill = Drill(agency, told)
    try:
        with transaction.atomic():
            _steps(drill)
            transaction.set_rollback(True)
    finally:
        _remove_files(drill)
    with drill.step("Nothing of the drill is left"):
        _look_for_remains(drill)
    return drill


def _steps(drill: Drill) -> None:
    with drill.step("The story comes in by wire"):
        _come_in(drill)
    with drill.step("It is picked up, with a photo, and published"):
        _publish(drill)
    with drill.step("Readers, feeds, sitemap and API have it"):
        _be_seen(drill)
    with drill.step("It gets another headline and address"):
        _rename(drill)
    with drill.step("The kill comes in by wire"):
        _kill(drill)
    with drill.step("Its page answers 410, at both addresses, and says nothing of it"):
        _be_gone(drill)
    with drill.step("No front, list, search, feed or sitemap has it"):
        _be_nowhere(drill)
    with drill.step("The API answers 410"):
        _expect(drill, f"/api/v1/articles/{drill.story.uid}/", 410)
    with drill.step("Its photo is gone"):
        _lose_photo(drill)
    with drill.step("The desk and everyone on call are mailed"):
        _mail(drill)
    with drill.step("A usable version after the kill waits for a person"):
        _come_back(drill)


def _message(drill: Drill, version: int, at: datetime, **fields: Any) -> bytes:
    """A message of the drill in ninjs; nobody could take it for news."""
    text = f"<p>Nothing of this happened: {drill.text}.</p><p>It is a drill.</p>"
    item = {
        "uri": f"urn:newsroom:{drill.word}",
        "type": "text",
        "version": str(version),
        "versionCreated": at.isoformat(),
        "pubStatus": "usable",
        "language": "en",
        "headlines": [{"role": "main", "value": drill.headline}],
        "bodies": [
            {"role": "main", "contentType": "text/html", "value": text}
        ],
        "slugline": drill.word,
        "edNote": "A drill of the desk’s own.",
        "infoSources": [{"name": drill.agency.short_name}],
        **fields,
    }  # fmt: skip
    return json.dumps(item).encode()


def _receive(drill: Drill, data: bytes, at: datetime) -> intake.Outcome:
    feed = intake.command_feed()
    (outcome,) = intake.receive(data, feed=feed, name=drill.word, agency=drill.agency, format="ninjs", at=at)
    return outcome


def _come_in(drill: Drill) -> None:
    at = timezone.now()
    outcome = _receive(drill, _message(drill, 1, at), at)
    if outcome.word != "new":
        raise Failed(f"It was told as: {outcome}")


def _publish(drill: Drill) -> None:
    at, by = timezone.now(), FeedActor("desk-drill")
    section = Section.objects.order_by("position", "pk").first() or Section.objects.create(slug="drill", name="Drill")
    article = pickup.pick_up(item=_item(drill), by=by, section=section, at=at)
    image = io.BytesIO()
    Image.effect_noise((640, 400), 60).convert("RGB").save(image, "JPEG")
    drill.photo = photos.take_in(image.getvalue(), name=f"{drill.word}.jpg", alt="A drill", credit="Drill", caption=drill.word)
    article.lead_photo, article.slug = drill.photo, drill.word
    article.save(update_fields=["slug"])
    publishing.save_revision(article=article, by=by, is_agency_text=True, note="A drill", at=at)
    drill.path = drill.first_path = publishing.publish(article=article, by=by, at=at).path
    FrontSlot.objects.create(position=1, article=article)
    drill.article = article


def _be_seen(drill: Drill) -> None:
    _expect(drill, drill.path, 200, has=True)
    _expect(drill, _photo_address(drill), 200)
    seen = _with_it(drill)
    if missing := {drill.story.section.get_absolute_url(), f"/search/?q={drill.text}"} - set(seen):
        raise Failed(f"{', '.join(sorted(missing))} does not show it, so that the drill could not tell whether it goes.")


def _rename(drill: Drill) -> None:
    at, by, article = timezone.now(), FeedActor("desk-drill"), drill.story
    drill.headline = article.headline = drill.headline.replace("This is a drill", "This is still a drill")
    article.slug = f"{drill.word}-renamed"
    publishing.write(article, at=at)
    article.save(update_fields=["slug"])
    publishing.save_revision(article=article, by=by, is_agency_text=True, note="A drill", at=at)
    drill.path = publishing.publish(article=article, by=by, change="minor", no_notice_reason="A drill.", at=at).path
    if drill.path == drill.first_path:
        raise Failed("The address did not change.")
    _expect(drill, drill.path, 200, has=True)


def _kill(drill: Drill) -> None:
    at = timezone.now()
    message = _message(drill, 2, at, pubStatus="canceled", bodies=[], edNote="A drill: please kill this story.")
    outcome = _receive(drill, message, at)
    if outcome.word != "kill" or "taken down" not in outcome.detail:
        raise Failed(f"It was told as: {outcome}")


def _be_gone(drill: Drill) -> None:
    for path in (drill.path, drill.first_path):
        _expect(drill, path, 410, has=False)
    if drill.headline in _get(f"{drill.path}history/")[1]:
        raise Failed("Its public history still tells of it.")


def _be_nowhere(drill: Drill) -> None:
    if left := _with_it(drill):
        raise Failed(f"It still stands in: {', '.join(left)}")


def _lose_photo(drill: Drill) -> None:
    address = _photo_address(drill)
    if (status := _get(address)[0]) not in (404, 410):
        raise Failed(f"{address} answers {status}.")


def _mail(drill: Drill) -> None:
    publication = Publication.objects.get()
    lines = (publication.desk_email, *publication.on_call_emails.splitlines())
    wanted = {line.strip().casefold() for line in lines if line.strip()}
    if not wanted:
        raise Failed("Nobody would hear of it: give the publication a desk e-mail and who is on call.")
    written = Outgoing.objects.filter(text__contains=f"{settings.SITE_URL}{drill.path}").values_list("to", flat=True)
    if missing := wanted - {address.casefold() for address in written}:
        raise Failed(f"No mail was written to: {', '.join(sorted(missing))}")


def _come_back(drill: Drill) -> None:
    at = timezone.now()
    _receive(drill, _message(drill, 3, at, edNote="A drill: usable again."), at)
    if not pickup.refusal(_item(drill)):
        raise Failed("It could be picked up again at once.")
    _expect(drill, drill.path, 410, has=False)


def _with_it(drill: Drill) -> list[str]:
    """Of all places those that name it: by its headline or its address."""
    pages = {path: _get(path)[1] for path in _places(drill)}
    return [path for path, text in pages.items() if drill.headline in text or drill.word in text]


def _places(drill: Drill) -> list[str]:
    """Where readers and machines would find it."""
    article = drill.story
    section = article.section
    lists = ["/", section.get_absolute_url(), drill.agency.get_absolute_url(), f"/search/?q={drill.text}"]
    feeds = [f"/feeds/latest.{kind}" for kind in FORMATS] + [f"/feeds/sections/{section.slug}.{kind}" for kind in FORMATS]
    month = article.first_published_at or timezone.now()
    return [*lists, *feeds, f"/sitemaps/{month:%Y-%m}.xml", "/sitemap-news.xml", "/api/v1/articles/"]


def _expect(drill: Drill, path: str, status: int, *, has: bool | None = None) -> None:
    answered, text = _get(path)
    if answered != status:
        raise Failed(f"{path} answers {answered} instead of {status}.")
    if has is not None and (drill.headline in text or drill.text in text) is not has:
        raise Failed(f"{path} {'does not show it' if has else 'still shows its words'}.")


def _get(path: str) -> tuple[int, str]:
    """A page as a reader gets it, asked for inside the drill's transaction."""
    site = urlsplit(settings.SITE_URL)
    response = Client(raise_request_exception=False).get(path, secure=site.scheme == "https", headers={"host": site.netloc})
    kind = response.headers.get("Content-Type", "")
    return response.status_code, "" if kind.startswith("image/") else response.content.decode("utf-8", "replace").replace(
        path, ""
    )


def _item(drill: Drill) -> Item:
    return Item.objects.get(agency=drill.agency, item_id=f"urn:newsroom:{drill.word}")


def _photo_address(drill: Drill) -> str:
    if drill.photo is None:
        raise Failed("There is no photo to try it with.")
    return f"/media/{drill.photo.hash[: photos.HASH_IN_ADDRESS]}/{drill.photo.renditions[0]['name']}"


def _remove_files(drill: Drill) -> None:
    """The photo is noise of this drill alone: no other can have its files."""
    if drill.photo is None:
        return
    drill.photo.original.storage.delete(drill.photo.original.name or "")
    folder = photos.rendition_path(drill.photo, "share.jpg").parent
    for path in folder.glob("*") if folder.is_dir() else ():
        path.unlink()
    if folder.is_dir():
        folder.rmdir()


def _look_for_remains(drill: Drill) -> None:
    remains = {
        "a wire item": Item.objects.filter(item_id__contains=drill.word),
        "a story": Article.objects.filter(headline=drill.headline),
        "a photo": Photo.objects.filter(caption=drill.word),
        "a mail": Outgoing.objects.filter(text__contains=drill.word),
    }
    left = [name for name, found in remains.items() if found.exists()]
    if left:
        raise Failed(f"{', '.join(left)} is still in the database.")
