"""Builds the demo newsroom by doing what its people did: every story, notice and ticket goes through the real verbs."""

from __future__ import annotations

import zoneinfo
from collections import deque
from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles import agencies, disclaimers, photos, policies
from articles.models import (
    Agency,
    Article,
    Disclaimer,
    FrontSlot,
    Person,
    Photo,
    PolicyPage,
    Publication,
    Section,
    Topic,
)
from corrections.models import Reply, Republisher
from newsroom.base import seals
from newsroom.base.models import Outgoing
from newsroom.demo import source
from newsroom.demo.stories import StoryReplay
from newsroom.demo.tickets import TicketReplay, receive_mail
from newsroom.demo.wire import MessageReplay

Progress = Callable[[str], None]


@transaction.atomic
def build(*, anchor: datetime | None = None, progress: Progress = lambda line: None) -> None:
    """Fill an empty database with the demo newsroom as of a moment (now, unless told otherwise): all of it or nothing."""
    anchor = (anchor or timezone.now()).replace(microsecond=0)
    calendar = source.Calendar(anchor, zoneinfo.ZoneInfo(source.publication()["time_zone"]))
    with transaction.atomic():
        progress("People, sections, agencies, photos")
        users = make_users()
        pictures = make_photos()
        make_standing_matter(pictures, by=users["managing"], at=anchor)
    replays = [StoryReplay(story, users=users, photos=pictures, calendar=calendar) for story in source.stories()]
    with transaction.atomic():
        for replay in replays:
            replay.begin()
    articles = {replay.story["slug"]: replay.article for replay in replays}
    tickets: list[TicketReplay] = []
    for row in source.rows("tickets"):
        tickets.append(TicketReplay(row, articles=articles, users=users, calendar=calendar, earlier=tickets))
    events = [event for replay in replays for event in replay.events(articles)]
    events += [event for ticket in tickets for event in ticket.events()]
    events += [receive_mail(row, calendar=calendar) for row in source.rows("mails")]
    for row in source.rows("wire"):
        events += MessageReplay(row, users=users, calendar=calendar).events()
    for number, (_, happen) in enumerate(sorted(events, key=lambda event: event[0]), start=1):
        if number % 20 == 0:
            progress(f"What happened since: {number} of {len(events)}")
        happen()
    place_on_front(articles, by=users["editor"])
    deque(seals.seal(at=anchor), maxlen=0)
    # What these acts promised was sent on its day.
    Outgoing.objects.filter(sent_at__isnull=True).update(sent_at=F("created_at"))


def make_users() -> dict[str, User]:
    """One account for each role and a few reporters more; none can log in until it is given a password."""
    users = {}
    for row in source.rows("users"):
        user = User(username=row["username"], first_name=row["first_name"], last_name=row["last_name"], email=row["email"])
        user.is_staff = True
        user.set_unusable_password()
        user.save()
        user.groups.add(Group.objects.get(name=row["role"]))
        users[user.username] = user
    return users


def make_photos() -> dict[str, Photo]:
    """The drawn photos, read where the repository keeps them."""
    made = {}
    for row in source.rows("photos"):
        path = source.PHOTOS / f"{row['slug']}.jpg"
        made[row["slug"]] = photos.take_in(
            path.read_bytes(),
            name=path.name,
            stored_as=f"demo/{path.name}",
            title=row["slug"].replace("-", " ").capitalize(),
            alt=row["alt"],
            caption=row.get("caption", ""),
            credit=row["credit"],
            source=row.get("source", ""),
            focal_x=row.get("focal", [0.5, 0.4])[0],
            focal_y=row.get("focal", [0.5, 0.4])[1],
        )
    return made


def make_standing_matter(pictures: dict[str, Photo], *, by: User, at: datetime) -> None:
    """The publication and all that stands on every page."""
    own = source.publication()
    names = {field.name for field in Publication._meta.fields}
    publication = Publication(pk=1, **{name: value for name, value in own.items() if name in names})
    publication.standards_link_text = own["accuracy_link_text"]
    publication.desk_email = own["contact_email"]
    publication.logo = pictures.get("wordmark-harbor-ledger")
    publication.save()
    for position, row in enumerate(source.rows("sections"), start=1):
        Section.objects.create(position=position, **row)
    for row in source.rows("topics"):
        Topic.objects.create(**row)
    for position, row in enumerate(source.rows("people"), start=1):
        Person.objects.create(position=position, **{**row, "photo": pictures.get(row.get("photo", ""))})
    for row in source.rows("agencies"):
        row["logo"] = pictures.get(row.get("logo", ""))
        row["credit_template"] = row.pop("credit_line")
        row["copyright_template"] = row.pop("copyright")
        row["max_days"] = row["max_days"] or None
        row["indexing"] = row.get("indexing", "index")
        agencies.write(Agency(**row), by=by, at=at - source.YEARS)
    for position, row in enumerate(source.rows("policies"), start=1):
        policies.write(PolicyPage(position=position, **row), by=by, at=at - source.MONTHS)
    for position, row in enumerate(source.rows("replies"), start=1):
        Reply.objects.create(position=position, **row)
    for row in source.rows("republishers"):
        Republisher.objects.create(**row)
    for row in source.rows("disclaimers"):
        origin = "wire" if row.pop("any_agency", False) or row.get("agencies") else "any"
        disclaimers.write(Disclaimer(origin=origin, **row), by=by, at=at - source.YEARS)
    for row in source.rows("photos"):
        if row.get("agency"):
            Photo.objects.filter(pk=pictures[row["slug"]].pk).update(agency=Agency.objects.get(slug=row["agency"]))


def place_on_front(articles: dict[str, Article], *, by: User) -> None:
    """The editor's choice for the front."""
    for row in source.rows("front"):
        FrontSlot.objects.create(position=row["position"], article=articles[row["story"]], placed_by=by)
