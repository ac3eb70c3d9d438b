from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from newsroom.base.on_record import OnRecord
from wire.models.item import Item, Version


class NamedOrderQuerySet(models.QuerySet["NamedOrder"]):
    def open(self) -> NamedOrderQuerySet:
        """Orders that nobody has obeyed or put aside yet, a kill first."""
        return self.filter(settled_at__isnull=True).order_by("-is_grave", "-at", "-pk")


class NamedOrder(OnRecord):
    """A kill, hold or correction in a message of its own, which names its story in words instead of by an id."""

    class Kind(models.TextChoices):
        KILL = "kill", "Kill"
        HOLD = "hold", "Hold"
        RELEASE = "release", "Release"
        CORRECTION = "correction", "Correction"

    class Certainty(models.TextChoices):
        CERTAIN = "certain", "Certain"
        LIKELY = "likely", "Likely"
        UNKNOWN = "unknown", "Not found"

    class Settlement(models.TextChoices):
        OBEYED = "obeyed", "Obeyed"
        DISMISSED = "dismissed", "Put aside"

    version = models.OneToOneField(
        Version, on_delete=models.PROTECT, related_name="named_order", help_text="The message that gives the order."
    )
    kind = models.CharField(max_length=12, choices=Kind)
    is_grave = models.BooleanField(default=False, help_text="A kill or hold.")
    words = models.TextField(help_text="The sentence that gives the order.")
    number = models.CharField("number named", max_length=60, blank=True)
    slugline = models.CharField("slugline named", max_length=200, blank=True)
    headline = models.CharField("headline named", max_length=300, blank=True)
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="named_orders", help_text="The story it speaks of."
    )
    certainty = models.CharField(max_length=10, choices=Certainty, default=Certainty.UNKNOWN)
    evidence = models.JSONField(default=list, help_text="What matched: the field and the words.")
    candidates = models.JSONField(default=list, help_text="Ids of other items that it may speak of, the likeliest first.")
    at = models.DateTimeField()
    held_at = models.DateTimeField(
        null=True, blank=True, help_text="When the story was held at once, since the match is certain."
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settlement = models.CharField(max_length=10, choices=Settlement, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was put aside.")

    objects = NamedOrderQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        permissions = [("settle_namedorder", "Can obey an order that names its story in words, or put it aside")]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, settlement="")
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(settlement="")),
                name="a_person_settles_a_named_order",
            ),
            models.CheckConstraint(
                condition=~Q(certainty="certain") | Q(item__isnull=False), name="certain_order_has_its_item"
            ),
            models.CheckConstraint(condition=~Q(settlement="dismissed") | ~Q(reason=""), name="dismissed_order_has_a_reason"),
        ]
        indexes = [
            models.Index(F("is_grave").desc(), F("at").desc(), name="named_order_open", condition=Q(settled_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.headline or self.slugline or self.number or self.words[:80]}"
