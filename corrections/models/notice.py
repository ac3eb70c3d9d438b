from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition, Revision
from newsroom.base.actors import Acted, one_actor
from newsroom.base.append_only import AppendOnly


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Which notices the public sees."""

    def told(self, at: datetime | None = None) -> NoticeQuerySet:
        """Notices that readers had by a time, whether or not their story is open; the twin of `is_told()`."""
        return self.filter(at__lte=at or timezone.now())

    def dated(self, since: date | None, until: date | None) -> NoticeQuerySet:
        """Notices from one day to another, both among them, by the publication's calendar; an end may be left open."""
        found = self.filter(at__gte=_midnight(since)) if since else self
        return found.filter(at__lt=_midnight(until + timedelta(days=1))) if until else found

    def public(self, at: datetime | None = None) -> NoticeQuerySet:
        """Notices whose story readers can see; and kills and holds, which name no story."""
        at = at or timezone.now()
        # Not Exists: PostgreSQL would look through every story there is before it reads the first notice.
        open_story = Subquery(Edition.objects.visible(at).filter(article=OuterRef("article")).order_by().values("pk")[:1])
        return self.told(at).filter(Q(kind__in=Notice.NEUTRAL_KINDS) | Q(IsNull(open_story, False)))

    def standing(self, at: datetime | None = None) -> NoticeQuerySet:
        """Notices that stand on a story's own page at a time: about its text, and not yet replaced by a later one."""
        return self.exclude(kind__in=Notice.NEUTRAL_KINDS).unreplaced(at)

    def unreplaced(self, at: datetime | None = None) -> NoticeQuerySet:
        """Notices in whose place no later one stands at a time."""
        at = at or timezone.now()
        later = Subquery(Notice.objects.filter(supersedes=OuterRef("pk"), at__lte=at).order_by().values("pk")[:1])
        return self.told(at).filter(IsNull(later, True))

    def told_between(self, since: datetime, before: datetime) -> NoticeQuerySet:
        """Notices that went out between two times; the twin of `was_told_between()`."""
        return self.filter(at__gte=since, at__lt=before)

    def newest_first(self) -> NoticeQuerySet:
        return self.order_by("-at", "-pk")


class Notice(Acted, AppendOnly):
    """Public words on a story: what was wrong and what is right. Superseded by a later one, never changed or deleted."""

    is_in_act = True
    erasable = ("places",)  # they repeat words of the story, which may have to go with its revision
    added_later = MappingProxyType({"places": []})

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"
        EDITORS_NOTE = "editors_note", "Editor’s note"
        UPDATE = "update", "Update"
        RETRACTION = "retraction", "Retraction"
        KILL = "kill", "Withdrawn"
        HOLD = "hold", "Withheld"

    class Origin(models.TextChoices):
        READER = "reader", "a reader"
        STAFF = "staff", "our newsroom"
        AGENCY = "agency", "the agency"
        SOURCE = "source", "a source"

    class Severity(models.TextChoices):
        SERIOUS = "serious", "Serious"
        ORDINARY = "ordinary", "Ordinary"

    class Placement(models.TextChoices):
        TOP = "top", "Above the story"
        END = "end", "After the story"

    NEUTRAL_KINDS = (Kind.KILL, Kind.HOLD)  # their text names neither headline nor content

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    origin = models.CharField(max_length=10, choices=Origin)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.ORDINARY)
    placement = models.CharField(max_length=10, choices=Placement)
    text = models.TextField()
    passage = models.TextField(blank=True, help_text="The words that an editor named, as they are now, to mark the story at.")
    places = models.JSONField(
        default=list, blank=True, editable=False, help_text="All places of the story that it is about (`corrections.places`)."
    )
    revision_before = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="What readers had."
    )
    revision_after = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="What they have since."
    )
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            one_actor("notice_has_one_actor"),
            models.CheckConstraint(condition=~Q(text=""), name="notice_has_text"),
        ]
        indexes = [
            models.Index(F("at").desc(), F("id").desc(), name="notice_newest"),
            models.Index("article", F("at").desc(), name="notice_by_article"),
            models.Index("kind", F("at").desc(), name="notice_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.article}"

    def get_absolute_url(self) -> str:
        return reverse("corrections:notice", args=[self.pk])

    def is_told(self, at: datetime | None = None) -> bool:
        """Whether readers had it by a time; the twin of `told()`."""
        return self.at <= (at or timezone.now())

    def is_public(self, at: datetime | None = None) -> bool:
        """Whether readers may see it; the twin of `public()`."""
        at = at or timezone.now()
        return self.at <= at and (self.kind in self.NEUTRAL_KINDS or self.article.is_visible(at))

    def was_told_between(self, since: datetime, before: datetime) -> bool:
        """The twin of `told_between()`."""
        return since <= self.at < before

    def latest(self) -> Notice:
        """The notice that stands in its place now; itself, if none has replaced it."""
        notice = self
        while later := Notice.objects.filter(supersedes=notice).first():
            notice = later
        return notice

    @property
    def is_neutral(self) -> bool:
        """It stands for a story that is gone, so nothing of the story may be shown with it."""
        return self.kind in self.NEUTRAL_KINDS

    @property
    def anchor(self) -> str:
        """Its place on the story's page."""
        return f"notice-{self.pk}"

    @property
    def passage_anchor(self) -> str:
        """The place of the words it is about, on the story's page."""
        return f"passage-{self.pk}"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
