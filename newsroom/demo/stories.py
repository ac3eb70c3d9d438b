"""One story of the demo, from its first save to its last change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from articles import publishing
from articles.models import Agency, Article, Byline, Disclaimer, Edition, Hold, Person, Photo, Section, Topic
from corrections import workflow
from newsroom.base.actors import FeedActor
from newsroom.demo.source import Calendar, with_ids

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from newsroom.base.actors import Actor

Event = tuple[datetime, Callable[[], object]]
MINUTE = timedelta(minutes=1)
WORDS = ("headline", "standfirst", "body", "tagline", "dateline", "slugline")
UNPUBLISHED = {"idea", "draft", "in_review", "ready", "spiked"}


def second_person(users: dict[str, User], by: User) -> User:
    """Who else had a part in a retraction or clarification."""
    return users["managing" if by == users["standards"] else "standards"]


class StoryReplay:
    """Does to a story what its source says was done, at the times it says."""

    def __init__(self, story: dict[str, Any], *, users: dict[str, User], photos: dict[str, Photo], calendar: Calendar) -> None:
        self.story, self.users, self.photos, self.calendar = story, users, photos, calendar
        self.article = Article()

    def at(self, name: str) -> datetime:
        return self.calendar.at(self.story[name])

    def actor(self, name: str) -> Actor:
        """A user of the demo, or "feed:northline"."""
        return FeedActor(name.removeprefix("feed:")) if name.startswith("feed:") else self.users[name]

    def begin(self) -> None:
        """The story's row, so that others can promote it."""
        story = self.story
        self.article = Article(
            headline=story["headline"],
            slug=story["slug"],
            kind=story["kind"],
            section=Section.objects.get(slug=story["section"]),
            language=story.get("language", "en"),
            agency=Agency.objects.get(slug=story["agency"]) if story.get("agency") else None,
            lead_photo=self.photos[story["lead_photo"]] if story.get("lead_photo") else None,
            lead_photo_caption=story.get("photo_caption", ""),
            refuses_promos=story.get("refuses_promos", False),
            editor_note=story.get("editor_note", ""),
            created_at=self.at("created"),
            status=story["state"] if story["state"] in ("idea", "draft") else "draft",
        )
        publishing.write(self.article, at=self.at("created"))
        self.article.topics.set(Topic.objects.filter(slug__in=story.get("topics", [])))
        for position, row in enumerate(story.get("byline", [])):
            person = Person.objects.get(slug=row["person"]) if row.get("person") else None
            Byline.objects.create(
                article=self.article, person=person, name=row.get("name", ""), role=row["role"], position=position
            )

    def events(self, articles: dict[str, Article]) -> list[Event]:
        """All that was done to the story, as (when, what)."""
        story = self.story
        created = self.at("created")
        author = self.users[story["author"]]
        events: list[Event] = [(created, lambda: self.write_down(articles, by=author, at=created))]
        for row in [story["reviewed"]] if story.get("reviewed") else []:
            events.append((self.calendar.at(row["at"]), partial(self.review, row)))
        for row in story.get("exempt", []):
            events.append((created + 20 * MINUTE, partial(self.exempt, row, at=created + 20 * MINUTE)))
        if story["state"] in UNPUBLISHED and not story.get("published"):
            events.append((created + 30 * MINUTE, lambda: self.move_along(by=author, at=created + 30 * MINUTE)))
            return events
        published = self.at("published") if story.get("published") else created + 40 * MINUTE
        events.append((published, lambda: self.publish(at=published)))
        for row in story.get("change", []):
            events.append((self.calendar.at(row["at"]), partial(self.change, row, articles)))
        for row in story.get("notice", []):
            events.append((self.calendar.at(row["at"]), partial(self.give_notice, row)))
        for state, end in (("held", self.hold), ("killed", self.kill)):
            if story["state"] == state:
                events.append((self.calendar.at(story[state]["at"]), end))
        if story["state"] == "expired":
            events.append((published + MINUTE, self.limit))
        return events

    def write_down(self, articles: dict[str, Article], *, by: User, at: datetime) -> None:
        """The first save, and our edit of an agency's text."""
        self.set_words({**self.story, "body": self.story.get("agency_body") or self.story["body"]}, articles)
        publishing.save_revision(article=self.article, by=by, is_agency_text=self.article.is_wire, at=at)
        if self.story.get("agency_body"):
            self.set_words(self.story, articles)
            publishing.save_revision(article=self.article, by=by, note="Edited for our readers", at=at + 12 * MINUTE)

    def review(self, row: dict[str, Any]) -> None:
        publishing.review(article=self.article, by=self.users[row["by"]], at=self.calendar.at(row["at"]))

    def exempt(self, row: dict[str, Any], *, at: datetime) -> None:
        disclaimer = Disclaimer.objects.get(slug=row["disclaimer"])
        by = self.users[row["by"]]
        publishing.exempt(article=self.article, disclaimer=disclaimer, reason=row["reason"], by=by, at=at)

    def move_along(self, *, by: User, at: datetime) -> None:
        if self.article.status != self.story["state"]:
            publishing.set_status(article=self.article, status=self.story["state"], by=by, at=at)

    def publish(self, *, at: datetime) -> None:
        """Publish, under the embargo or at the time that the story says."""
        story = self.story
        publisher = self.actor(story.get("publisher", story["author"]))
        if story.get("embargo_until") or story["state"] == "embargoed_open":
            publishing.set_terms(
                article=self.article, by=publisher,
                embargo_until=self.at("embargo_until") if story.get("embargo_until") else None,
                embargo_open_ended=story["state"] == "embargoed_open", expires_at=None, at=at,
            )  # fmt: skip
        scheduled = self.at("scheduled_for") if story.get("scheduled_for") else None
        publishing.publish(article=self.article, by=publisher, at=at, live_from=scheduled)

    def change(self, row: dict[str, Any], articles: dict[str, Article]) -> None:
        """A later version: saved, then published as what it is."""
        self.article.refresh_from_db()
        by, at = self.users[row["by"]], self.calendar.at(row["at"])
        self.set_words(row, articles)
        is_agency_text = row.get("agency_text", False)
        publishing.save_revision(article=self.article, by=by, note=row.get("note", ""), is_agency_text=is_agency_text, at=at)
        if row.get("by_ticket"):
            return  # the ticket that asked for it publishes it, with its notice
        if row.get("notice"):
            second = second_person(self.users, by)
            workflow.publish_change(article=self.article, by=by, proposed_by=second, at=at, **self.notice(row["notice"]))
        else:
            reason = row.get("no_notice_reason", "")
            publishing.publish(article=self.article, by=by, at=at, change=row["kind"], no_notice_reason=reason)

    def give_notice(self, row: dict[str, Any]) -> None:
        by, at = self.users[row["by"]], self.calendar.at(row["at"])
        second = second_person(self.users, by)
        workflow.publish_change(article=self.article, by=by, proposed_by=second, at=at, **self.notice(row))

    def hold(self) -> None:
        row = self.story["held"]
        origin = "agency" if row["kind"] == Hold.Kind.AGENCY else "staff"
        workflow.hold(
            article=self.article, by=self.actor(row["by"]), kind=row["kind"], reason=row["reason"], origin=origin,
            at=self.calendar.at(row["at"]),
        )  # fmt: skip

    def kill(self) -> None:
        row = self.story["killed"]
        by = self.actor(row["by"])
        workflow.kill(
            article=self.article, by=by, reason=row["reason"], label=row.get("label", ""), text=row.get("text", ""),
            origin="agency" if isinstance(by, FeedActor) else "staff", at=self.calendar.at(row["at"]),
        )  # fmt: skip

    def limit(self) -> None:
        """The licence says when the story leaves the site."""
        publishing.set_terms(
            article=self.article, by=self.actor(self.story.get("publisher", self.story["author"])), embargo_until=None,
            embargo_open_ended=False, expires_at=self.at("expires"), at=self.at("published") + MINUTE,
        )  # fmt: skip

    def set_words(self, row: dict[str, Any], articles: dict[str, Article]) -> None:
        """The words of a version: whole, or as replacements in the text there is."""
        for name in WORDS:
            if name in row:
                setattr(self.article, name, row[name])
        for name in ("body", "standfirst", "headline", "tagline"):
            for old, new in row.get(f"{name}_replace", []):
                text = getattr(self.article, name)
                if old not in text:
                    raise ValueError(f"{self.story['slug']}: “{old}” is not in the {name}")
                setattr(self.article, name, text.replace(old, new))
        self.article.body = with_ids(self.article.body, stories=articles, photos=self.photos)

    @staticmethod
    def notice(row: dict[str, Any]) -> dict[str, Any]:
        """A notice's own fields."""
        fields = ("kind", "severity", "origin", "text", "placement")
        return {name: row[name] for name in fields if name in row}


def model_story_path() -> str:
    """Where the model story stands: a republished wire story with everything a reader is owed."""
    edition = Edition.objects.visible().filter(path__endswith="/baghouz-last-stand/").first()
    return edition.path if edition else "/"
