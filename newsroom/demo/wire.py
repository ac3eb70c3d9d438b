"""What lies on the demo's wire desk: the project's own sample files, received over the last days."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib.auth.models import User

from articles import publishing
from articles.models import Agency, Section
from newsroom.demo import source
from newsroom.demo.stories import MINUTE, Event
from wire import intake, pickup
from wire.models import Feed

POLLED_EVERY = 5  # seconds: a visitor who drops a file into a folder looks at once


class MessageReplay:
    """One wire file: received, perhaps picked up, reviewed, edited and published."""

    def __init__(self, row: dict[str, Any], *, users: dict[str, User], calendar: source.Calendar) -> None:
        self.row, self.users, self.calendar = row, users, calendar
        self.outcomes: list[intake.Outcome] = []

    def events(self) -> list[Event]:
        """What was done with the file, as (when, what)."""
        events: list[Event] = [(self.calendar.at(self.row["at"]), self.receive)]
        if self.row.get("taken"):
            events.append((self.calendar.at(self.row["taken"]["at"]), partial(self.take, self.row["taken"])))
        return events

    def receive(self) -> None:
        path = source.WIRE_FILES / self.row["file"]
        agency = Agency.objects.get(slug=self.row["feed"])
        feed, is_new = Feed.objects.get_or_create(
            slug=agency.slug,
            defaults={
                "name": f"{agency.short_name} wire", "source": Feed.Source.FOLDER, "address": agency.slug,
                "interval": POLLED_EVERY,
            },
        )  # fmt: skip
        if is_new:
            feed.agencies.add(agency)
        self.outcomes = intake.receive(path.read_bytes(), feed=feed, name=path.name, at=self.calendar.at(self.row["at"]))

    def take(self, taken: dict[str, Any]) -> None:
        """An editor takes the story, and does with it what the source says."""
        by, at = self.users[taken["by"]], self.calendar.at(taken["at"])
        item = self.outcomes[0].item
        if item is None:
            raise ValueError(f"{self.row['file']} brought nothing that could be taken: {self.outcomes[0]}")
        article = pickup.pick_up(item=item, by=by, section=Section.objects.get(slug=taken["section"]), at=at)
        if taken.get("edit"):
            name, words = taken["edit"]
            setattr(article, name, words)
            publishing.save_revision(article=article, by=by, note="For our readers", at=at + MINUTE)
        if taken.get("reviewed"):
            publishing.review(article=article, by=by, at=at + 2 * MINUTE)
        if taken.get("published"):
            publishing.publish(article=article, by=by, at=at + 3 * MINUTE)
