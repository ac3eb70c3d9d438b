"""One story of the demo, from its first save to its last change."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import User

from articles import publishing
from articles.models import Agency, Article, Byline, Disclaimer, Edition, Hold, Person, Photo, Section, Topic
from corrections import workflow
from newsroom.base.actors import FeedActor
from newsroom.demo.source import Calendar, with_ids

MINUTE = timedelta(minutes=1)
WORDS = ("headline", "standfirst", "body", "tagline", "dateline", "slugline")
UNPUBLISHED = {"idea", "draft", "in_review", "ready", "spiked"}


class StoryReplay:
    """Does to a story what its source says was done, at the times it says."""

    def __init__(self, story: dict[str, Any], *, users: dict[str, User], photos: dict[str, Photo], calendar: Calendar) -> None:
        self.story, self.users, self.photos, self.calendar = story, users, photos, calendar
        self.article = Article()

    def at(self, name: str) -> datetime:
        return self.calendar.at(self.story[name])

    def actor(self, name: str) -> User | FeedActor:
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

    def play(self, articles: dict[str, Article]) -> None:
        """Write, review, publish, change."""
        story, article = self.story, self.article
        author = self.users[story["author"]]
        created = self.at("created")
        self.set_words({**story, "body": story.get("agency_body") or story["body"]}, articles)
        publishing.save_revision(article=article, by=author, is_agency_text=article.is_wire, at=created)
        if story.get("agency_body"):
            self.set_words(story, articles)
            publishing.save_revision(article=article, by=author, note="Edited for our readers", at=created + 12 * MINUTE)
        if story.get("reviewed"):
            row = story["reviewed"]
            publishing.review(article=article, by=self.users[row["by"]], at=self.calendar.at(row["at"]))
        for row in story.get("exempt", []):
            publishing.exempt(
                article=article,
                disclaimer=Disclaimer.objects.get(slug=row["disclaimer"]),
                reason=row["reason"],
                by=self.users[row["by"]],
                at=created + 20 * MINUTE,
            )
        if story["state"] in UNPUBLISHED and not story.get("published"):
            if article.status != story["state"]:
                publishing.set_status(article=article, status=story["state"], by=author, at=created + 30 * MINUTE)
            return
        publisher = self.actor(story.get("publisher", story["author"]))
        if story.get("embargo_until") or story["state"] == "embargoed_open":
            publishing.set_terms(
                article=article,
                by=publisher,
                embargo_until=self.at("embargo_until") if story.get("embargo_until") else None,
                embargo_open_ended=story["state"] == "embargoed_open",
                expires_at=None,
                at=created + 25 * MINUTE,
            )
        scheduled = self.at("scheduled_for") if story.get("scheduled_for") else None
        published = self.at("published") if story.get("published") else created + 40 * MINUTE
        publishing.publish(article=article, by=publisher, at=published, live_from=scheduled)
        for change in story.get("change", []):
            self.change(change, articles)
        for row in story.get("notice", []):
            self.article.refresh_from_db()
            workflow.publish_change(
                article=article, **self.notice(row), by=self.users[row["by"]], at=self.calendar.at(row["at"])
            )

    def change(self, row: dict[str, Any], articles: dict[str, Article]) -> None:
        """A later version: saved, then published as what it is."""
        self.article.refresh_from_db()
        by, at = self.users[row["by"]], self.calendar.at(row["at"])
        self.set_words(row, articles)
        publishing.save_revision(article=self.article, by=by, note=row.get("note", ""), at=at)
        if row.get("by_ticket"):
            return  # the ticket that asked for it publishes it, with its notice
        if row.get("notice"):
            workflow.publish_change(article=self.article, by=by, at=at, **self.notice(row["notice"]))
        else:
            publishing.publish(
                article=self.article, by=by, at=at, change=row["kind"], no_notice_reason=row.get("no_notice_reason", "")
            )

    def finish(self) -> None:
        """What befell it last: a hold, a kill, the end of its licence."""
        story, article = self.story, self.article
        article.refresh_from_db()
        if story["state"] == "held":
            row = story["held"]
            by = self.actor(row["by"])
            origin = "agency" if row["kind"] == Hold.Kind.AGENCY else "staff"
            at = self.calendar.at(row["at"])
            workflow.hold(article=article, by=by, kind=row["kind"], reason=row["reason"], origin=origin, at=at)
        elif story["state"] == "killed":
            row = story["killed"]
            by = self.actor(row["by"])
            workflow.kill(
                article=article, by=by, reason=row["reason"], label=row.get("label", ""), text=row.get("text", ""),
                origin=row.get("origin", "agency" if isinstance(by, FeedActor) else "staff"), at=self.calendar.at(row["at"]),
            )  # fmt: skip
        elif story["state"] == "expired":
            publishing.set_terms(
                article=article, by=self.actor(story.get("publisher", story["author"])), embargo_until=None,
                embargo_open_ended=False, expires_at=self.at("expires"), at=self.at("published"),
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
