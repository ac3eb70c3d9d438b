from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from newsroom.base.actors import Acted
from newsroom.base.append_only import AppendOnly

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Chain(models.Model):
    """The head of one story's record: how many entries it has and the hash of the last."""

    name = models.CharField(max_length=120, unique=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name


class EntryQuerySet(models.QuerySet["Entry"]):
    def accessible_to(self, user: User) -> EntryQuerySet:
        """A step of a report says of what kind it is: the record shows it to those who may see reports of every kind."""
        return self if user.has_perm("corrections.view_restricted") else self.exclude(verb__startswith="ticket ")


class Entry(Acted, AppendOnly):
    """One act of the record; its hash covers the stored canonical text and the entry before it."""

    is_in_act = True

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    verb = models.CharField(max_length=40)
    canonical = models.TextField(help_text="The exact text that was hashed.")
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        ordering = ["chain", "number"]
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="entry_number_is_unique_in_its_chain")]

    def __str__(self) -> str:
        return f"{self.chain} {self.number} {self.verb}"


class Erasure(Acted, AppendOnly):
    """Words that had to go for good: the row stays with their hash and size, and this says who, when and why."""

    is_in_act = True

    row_name = models.CharField("row", max_length=120, help_text="As the record names it: articles.revision:12.")
    part = models.CharField("column", max_length=60)
    hash = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField("bytes")
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Who agreed."
    )
    reason = models.CharField(max_length=500)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["row_name", "part"], name="words_are_erased_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="erasure_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.row_name} {self.part}"


WORKER_IS_AWAY = timedelta(minutes=15)  # it looks every few seconds


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    def unsent(self) -> OutgoingQuerySet:
        """Promised, and not gone out yet; the twin of `is_unsent`."""
        return self.filter(sent_at__isnull=True)

    def tried(self) -> OutgoingQuerySet:
        """Not gone out although it was tried, given up or not; the twin of `was_tried`."""
        return self.unsent().filter(attempts__gt=0)

    def due(self, at: datetime | None = None) -> OutgoingQuerySet:
        """Not yet sent, not given up, its time has come, and no worker holds it."""
        at = at or timezone.now()
        return (
            self.unsent()
            .filter(gave_up_at__isnull=True, due_at__lte=at)
            .filter(Q(leased_until__isnull=True) | Q(leased_until__lt=at))
        )

    def failing(self, at: datetime | None = None) -> OutgoingQuerySet:
        """Tried in vain, given up, or due for long and tried by nobody: somebody should look."""
        late = (at or timezone.now()) - WORKER_IS_AWAY
        return self.unsent().filter(Q(attempts__gt=0) | Q(due_at__lt=late))


class Outgoing(models.Model):
    """A mail that an act promised: written in the act's transaction, sent afterwards, tried again until it is gone."""

    key = models.CharField(
        max_length=200, unique=True, help_text="What this is, so that it is written once: 'ticket:12:received'."
    )
    message_id = models.CharField(max_length=200)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    reply_to = models.EmailField(blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        verbose_name = "outgoing mail"
        verbose_name_plural = "outgoing mail"
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(F("due_at"), name="outgoing_due", condition=Q(sent_at__isnull=True, gave_up_at__isnull=True)),
            models.Index(fields=["-created_at", "-id"], name="outgoing_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"

    @property
    def is_unsent(self) -> bool:
        return self.sent_at is None

    @property
    def was_tried(self) -> bool:
        return self.is_unsent and self.attempts > 0


class Tally(models.Model):
    """How often something was done in a time window; the key is an HMAC, so that no address is kept."""

    key = models.CharField(max_length=64)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_start"], name="tally_is_unique_in_its_window")]
        indexes = [models.Index(fields=["window_start"], name="tally_age")]

    def __str__(self) -> str:
        return f"{self.key[:12]} {self.window_start:%F %T} {self.count}"


class GrantedPermission(models.Model):
    """A permission that a role was once given, so that what a managing editor took away is not given again."""

    role = models.CharField(max_length=80)
    permission = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="permission_is_granted_once")]

    def __str__(self) -> str:
        return f"{self.role}: {self.permission}"
