"""Every act has exactly one actor: a person of the newsroom, a feed, or a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest
    from typing_extensions import TypeIs


@dataclass(frozen=True)
class FeedActor:
    """A wire feed acting without a person; `name` is the feed's slug."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class ReaderActor:
    """A reader, of whom the record keeps no name."""

    def __str__(self) -> str:
        return "a reader"


@dataclass(frozen=True)
class RecordActor:
    """The record itself, which seals what came in; it acts on no story."""

    def __str__(self) -> str:
        return "the record"


if TYPE_CHECKING:
    Actor = User | FeedActor  # who may change a story
    AnyActor = Actor | ReaderActor | RecordActor


def colleague(request: HttpRequest) -> User:
    """Who acts at the desk, whose screens let nobody in who has not logged in."""
    return cast("User", request.user)


def actor_fields(by: AnyActor) -> dict[str, Any]:
    """The two columns of a row that says who acted: `by` (a user or None) and `by_feed` (a feed's slug or "")."""
    if isinstance(by, FeedActor):
        return {"by": None, "by_feed": by.name}
    if isinstance(by, ReaderActor | RecordActor):
        return {"by": None, "by_feed": ""}
    return {"by": by, "by_feed": ""}


def actor_key(by: AnyActor) -> str:
    """The actor as the record writes it: "user:mara", "feed:northline", "reader", "record"."""
    if isinstance(by, FeedActor):
        return f"feed:{by.name}"
    if isinstance(by, ReaderActor):
        return "reader"
    if isinstance(by, RecordActor):
        return "record"
    return f"user:{by.get_username()}"


def is_person(by: AnyActor) -> TypeIs[User]:
    """Whether a person of the newsroom acted."""
    return not isinstance(by, FeedActor | ReaderActor | RecordActor)


def full_name(user: User) -> str:
    """A colleague as the desk calls them; whoever gave no name, by the one they log in with."""
    return user.get_full_name() or user.get_username()


class Acted(models.Model):
    """Columns of a row that records an act: when, and by whom."""

    at = models.DateTimeField("when")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="by", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_feed = models.CharField("by feed", max_length=80, blank=True)

    class Meta:
        abstract = True

    @property
    def actor_name(self) -> str:
        """Who acted, as the desk reads it."""
        if self.by is not None:
            return full_name(self.by)
        return f"feed {self.by_feed}" if self.by_feed else "a reader"


def one_actor(name: str) -> models.CheckConstraint:
    """A user or a feed acted, never both, never neither."""
    return models.CheckConstraint(condition=Q(by__isnull=False, by_feed="") | (Q(by__isnull=True) & ~Q(by_feed="")), name=name)
