from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from newsroom.base.append_only import AppendOnly
from newsroom.base.on_record import OnRecord
from wire.models.feed import Feed


class MessageQuerySet(models.QuerySet["Message"]):
    def unfinished(self) -> MessageQuerySet:
        """Kept, but a crash came before all its items were taken."""
        return self.filter(state=Message.State.RECEIVED, raw__isnull=False)

    def quarantined(self) -> MessageQuerySet:
        """What could not be taken; a kill or hold among it on top."""
        return self.filter(state=Message.State.QUARANTINED).order_by("-has_order", "-received_at", "-pk")


class Message(AppendOnly, OnRecord):
    """A wire message exactly as it came; it is kept whatever happens to it."""

    erasable = ("raw",)
    told_elsewhere = ("name", "folder", "sha256", "size", "received_at", "raw")  # protected
    may_change = ("state", "reason", "has_order", "format", "feed", "given_agency", "given_format", "may_publish")

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        READ = "read", "Read"
        QUARANTINED = "quarantined", "In quarantine"

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="messages")
    name = models.CharField(max_length=300, blank=True, help_text="The file's name, or the address it came from.")
    folder = models.CharField(max_length=1000, blank=True, help_text="Where the file lay; its pictures may lie beside it.")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    received_at = models.DateTimeField()
    format = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.RECEIVED)
    reason = models.TextField(blank=True, help_text="Why it is in quarantine.")
    has_order = models.BooleanField("kill or hold", default=False, help_text="A kill or hold in it has not been obeyed.")
    given_agency = models.ForeignKey(
        "articles.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Said by the operator."
    )
    given_format = models.CharField(max_length=20, blank=True, help_text="Said by the operator.")
    may_publish = models.BooleanField(default=False, help_text="Received with leave to publish new stories at once.")
    raw = models.BinaryField(null=True, help_text="The bytes. None for a file over the limit, which was not read.")

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        permissions = [("retry_message", "Can try a quarantined message again")]
        constraints = [
            models.UniqueConstraint(fields=["sha256"], condition=Q(raw__isnull=False), name="message_is_kept_once"),
            models.UniqueConstraint(fields=["sha256"], condition=Q(raw__isnull=True), name="message_is_refused_once"),
            models.CheckConstraint(condition=~Q(state="quarantined") | ~Q(reason=""), name="quarantine_has_a_reason"),
        ]
        indexes = [
            models.Index(F("received_at").desc(), F("id").desc(), name="message_newest"),
            models.Index("state", F("has_order").desc(), F("received_at").desc(), name="message_by_state"),
        ]

    def __str__(self) -> str:
        return self.name or self.sha256[:12]
