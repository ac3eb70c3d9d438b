from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from newsroom.base.actors import Acted, one_actor
from newsroom.base.on_record import OnRecord
from wire.models.item import Item, Version


class PickupQuerySet(models.QuerySet["Pickup"]):
    def waiting_for_desk(self) -> PickupQuerySet:
        """The agency has changed what we took, and nobody has dealt with it yet; a killed story waits for nobody."""
        return self.filter(waiting__isnull=False, article__killed_at__isnull=True, photo__killed_at__isnull=True)


class Pickup(Acted, OnRecord):
    """The tie between an agency's item and our story or photo, and the version that ours is based on."""

    class Role(models.TextChoices):
        WHOLE = "whole", "The story is the agency's"
        CONTRIBUTES = "contributes", "Used in a story of ours"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="pickups")
    article = models.ForeignKey("articles.Article", null=True, blank=True, on_delete=models.PROTECT, related_name="pickups")
    photo = models.ForeignKey("articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="pickups")
    role = models.CharField(max_length=12, choices=Role, default=Role.WHOLE)
    based_on = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="+", help_text="The agency's version that ours is made from."
    )
    waiting = models.ForeignKey(
        Version,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="A later version that waits for the desk.",
    )
    waiting_since = models.DateTimeField(null=True, blank=True)

    objects = PickupQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, photo__isnull=True) | Q(article__isnull=True, photo__isnull=False),
                name="pickup_is_a_story_or_a_photo",
            ),
            models.UniqueConstraint(fields=["item", "article"], name="item_is_tied_to_a_story_once"),
            models.UniqueConstraint(fields=["item", "photo"], name="item_is_tied_to_a_photo_once"),
            models.CheckConstraint(
                condition=Q(waiting__isnull=True, waiting_since__isnull=True)
                | Q(waiting__isnull=False, waiting_since__isnull=False),
                name="waiting_pickup_has_a_time",
            ),
            one_actor("pickup_has_one_actor"),
        ]
        indexes = [
            models.Index(fields=["waiting_since", "id"], name="pickup_waiting", condition=Q(waiting__isnull=False)),
            models.Index(F("at").desc(), F("id").desc(), name="pickup_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.item} → {self.article or self.photo}"
