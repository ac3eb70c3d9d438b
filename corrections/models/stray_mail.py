from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from corrections.models.ticket import Ticket

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class StrayMailQuerySet(models.QuerySet["StrayMail"]):
    def waiting(self) -> StrayMailQuerySet:
        """Mails that nobody has settled yet, the oldest first."""
        return self.filter(settled_at__isnull=True).order_by("received_at", "pk")

    def settled(self) -> StrayMailQuerySet:
        """Mails that somebody has filed, added to a report or let rest; the twin of `is_settled`."""
        return self.filter(settled_at__isnull=False)

    def accessible_to(self, user: User) -> StrayMailQuerySet:
        """Mails that someone at the desk may see; one about a legal complaint or the like is for those who may see that."""
        if not user.has_perm("corrections.handle_ticket"):
            return self.none()
        return (
            self.all() if user.has_perm("corrections.view_restricted") else self.exclude(ticket__category__in=Ticket.RESTRICTED)
        )

    def received_before(self, at: datetime) -> StrayMailQuerySet:
        """Mails that were kept long enough, settled or not."""
        return self.filter(received_at__lt=at)


class StrayMail(models.Model):
    """A mail to the corrections desk that no machine could give to a report; kept whole until a person has settled it."""

    class Settled(models.TextChoices):
        FILED = "filed", "Filed as a report"
        ADDED = "added", "Added to a report"
        DISMISSED = "dismissed", "Needs no answer"

    hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 (hex) of the mail as it came.")
    data = models.BinaryField(help_text="The mail as it came, byte for byte.")
    sender = models.CharField("from", max_length=254, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    words = models.TextField(blank=True, help_text="What could be read of it.")
    why = models.CharField("why it waits", max_length=250)
    received_at = models.DateTimeField("received")
    ticket = models.ForeignKey(
        Ticket,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stray_mails",
        help_text="The report that it seems to be about, or that it became part of.",
    )
    settled_as = models.CharField(max_length=10, choices=Settled, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = StrayMailQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_as="", settled_at__isnull=True, settled_by__isnull=True)
                | ~Q(settled_as="") & Q(settled_at__isnull=False, settled_by__isnull=False),
                name="settled_mail_says_how_and_by_whom",
            ),
        ]
        indexes = [
            models.Index(fields=["received_at", "id"], name="stray_mail_waiting", condition=Q(settled_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.subject or "A mail without a subject"

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None
