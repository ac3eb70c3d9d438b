"""Test data from plain functions: valid by default, so that a test spells out only its point."""

from __future__ import annotations

import io
import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group, User
from PIL import Image

from articles import disclaimers, photos, publishing
from articles.models import Agency, Article, Byline, Disclaimer, Edition, Person, Photo, Publication, Section, Topic

NOON = datetime(2020, 11, 20, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

_numbers = itertools.count(1)


def make_publication(**fields: Any) -> Publication:
    """The publication, The Harbor Ledger in New York's time unless told otherwise."""
    defaults = {"name": "The Harbor Ledger", "time_zone": "America/New_York", "corrections_email": "desk@ledger.example"}
    return Publication.objects.update_or_create(pk=1, defaults={**defaults, **fields})[0]


def make_user(role: str | None = "Managing editor", **fields: Any) -> User:
    """A person of the newsroom with a role (a group's name), or without any."""
    username = fields.pop("username", f"user{next(_numbers)}")
    user = User.objects.create(username=username, is_staff=True, email=f"{username}@ledger.example", **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_section(slug: str = "city", **fields: Any) -> Section:
    return Section.objects.get_or_create(slug=slug, defaults={"name": slug.title(), **fields})[0]


def make_topic(slug: str = "harbor-strike", **fields: Any) -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").title(), **fields})[0]


def make_person(slug: str = "mara-quill", **fields: Any) -> Person:
    return Person.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").title(), **fields})[0]


def make_agency(slug: str = "northline", **fields: Any) -> Agency:
    defaults = {"name": f"{slug.title()} News Agency", "short_name": slug.title(), "profile": "An agency."}
    return Agency.objects.get_or_create(slug=slug, defaults={**defaults, **fields})[0]


def make_disclaimer(slug: str = "not-reviewed", **fields: Any) -> Disclaimer:
    """A disclaimer on agency copy that nobody reviewed."""
    by = fields.pop("by", None) or make_user(None)
    defaults = {
        "name": slug,
        "text": "{publication} has not reviewed this {agency} story prior to publication.",
        "origin": "wire",
        "reviewed": False,
    }
    disclaimer = Disclaimer(slug=slug, **{**defaults, **fields})
    disclaimers.write(disclaimer, by=by, at=NOON - 30 * DAY)
    return disclaimer


def make_photo(color: str = "navy", size: tuple[int, int] = (800, 600), **fields: Any) -> Photo:
    """A small real JPEG, with alternative text and credit."""
    data = io.BytesIO()
    Image.new("RGB", size, color).save(data, "JPEG")
    defaults = {"alt": f"A {color} surface", "credit": "Mara Quill/The Harbor Ledger", "caption": f"Something {color}."}
    return photos.take_in(data.getvalue(), name=f"{color}.jpg", **{**defaults, **fields})


def make_article(
    *, by: User | None = None, bylines: list[Person] | None = None, at: datetime | None = None, **fields: Any
) -> Article:
    """A draft with one revision; with an agency, its text is the agency's own."""
    topics = fields.pop("topics", [])
    number = next(_numbers)
    defaults = {
        "headline": f"Ferry crews vote on a new timetable {number}",
        "standfirst": "The count is expected on Friday.",
        "body": "<p>Ferry crews began voting on Tuesday.</p><p>The result is due on Friday, the union said.</p>",
    }
    article = Article(**{**defaults, "section": fields.pop("section", None) or make_section(), **fields})
    publishing.write(article, at=at)
    article.topics.set(topics)
    for position, person in enumerate(bylines or []):
        Byline.objects.create(article=article, person=person, position=position)
    publishing.save_revision(
        article=article, by=by or make_user(None), is_agency_text=article.agency is not None, at=at or NOON - DAY
    )
    return article


def make_published(*, by: User | None = None, at: datetime = NOON, live_from: datetime | None = None, **fields: Any) -> Article:
    """A story that went live at `at` (noon of 20 November 2020)."""
    by = by or make_user(None)
    article = make_article(by=by, **fields)
    publishing.publish(article=article, by=by, at=at, live_from=live_from)
    article.refresh_from_db()
    return article


def edition_of(article: Article) -> Edition:
    """The edition of a story that is live now."""
    edition = article.visible_edition()
    assert edition is not None, f"{article} is not visible"
    return edition
