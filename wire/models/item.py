from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from newsroom.base.append_only import AppendOnly
from wire import stored
from wire.formats.parsed import ItemKind, ParsedItem, WireStatus
from wire.models.message import Message

COUNTED_BY_THE_CLOCK = 1_000_000  # a version's number from here on is a time: RSS and Atom have no other


def _is_tied(**conditions: Any) -> Q:
    """Whether something of ours is made of an item; of a text only a story counts, not the pictures that came with it."""
    from wire.models.pickup import Pickup

    ties = Pickup.objects.filter(item=OuterRef("pk"), **conditions)
    return Q(Exists(ties.filter(article__isnull=False))) | (~Q(kind=Item.Kind.TEXT) & Q(Exists(ties)))


class ItemQuerySet(models.QuerySet["Item"]):
    """Which items stand where; each question has its twin in `Item.state`."""

    def killed(self) -> ItemQuerySet:
        """The agency killed it, and nobody here has said that it may be used after all."""
        return self.filter(killed_at__isnull=False, cleared_at__isnull=True)

    def revived(self) -> ItemQuerySet:
        """Killed, then sent as usable: waits for a person."""
        return self.killed().filter(usable_after_kill_at__isnull=False)

    def taken_down_since(self, since: datetime) -> ItemQuerySet:
        """Killed since a time, when something of ours was made of it; the twin of `was_taken_down_since()`."""
        from wire.models.pickup import Pickup

        return self.killed().filter(Exists(Pickup.objects.filter(item=OuterRef("pk"))), killed_at__gte=since)

    def not_killed(self) -> ItemQuerySet:
        return self.filter(Q(killed_at__isnull=True) | Q(cleared_at__isnull=False))

    def withheld(self) -> ItemQuerySet:
        """The agency says: not now."""
        return self.not_killed().filter(withheld_at__isnull=False)

    def advisories(self) -> ItemQuerySet:
        """Notes to editors, daybooks, plans and tests, which never become stories."""
        return self.not_killed().filter(is_advisory=True, withheld_at__isnull=True)

    def changed_since_taken(self) -> ItemQuerySet:
        """A later version waits for the desk."""
        return self._usable().filter(_is_tied(waiting__isnull=False))

    def taken(self) -> ItemQuerySet:
        """We picked it up, and nothing has changed since."""
        return self._usable().filter(_is_tied(), ~_is_tied(waiting__isnull=False))

    def spiked(self) -> ItemQuerySet:
        """Nobody has taken it, and someone here has put it aside."""
        return self._usable().filter(~_is_tied(), spiked_at__isnull=False)

    def embargoed(self, at: datetime | None = None) -> ItemQuerySet:
        """Nobody has taken it, and the agency does not let it out yet."""
        return self._untaken().filter(Q(embargo_open_ended=True) | Q(embargo_until__gt=at or timezone.now()))

    def on_offer(self, at: datetime | None = None) -> ItemQuerySet:
        """Usable now, and nobody has taken it."""
        return self._untaken().filter(embargo_open_ended=False).exclude(embargo_until__gt=at or timezone.now())

    def _usable(self) -> ItemQuerySet:
        return self.not_killed().filter(withheld_at__isnull=True, is_advisory=False)

    def _untaken(self) -> ItemQuerySet:
        return self._usable().filter(~_is_tied(), spiked_at__isnull=True)


class Item(models.Model):
    """One agency story under its stable id, through all its versions."""

    class Kind(models.TextChoices):
        TEXT = ItemKind.TEXT.value, "Text"
        PICTURE = ItemKind.PICTURE.value, "Picture"
        GRAPHIC = ItemKind.GRAPHIC.value, "Graphic"
        AUDIO = ItemKind.AUDIO.value, "Audio"
        VIDEO = ItemKind.VIDEO.value, "Video"
        PACKAGE = ItemKind.PACKAGE.value, "Package"
        EVENT = ItemKind.EVENT.value, "Event"
        PLANNING = ItemKind.PLANNING.value, "Planning"
        OTHER = ItemKind.OTHER.value, "Other"

    class State(models.TextChoices):
        REVIVED = "revived", "Usable after a kill"
        KILLED = "killed", "Killed"
        WITHHELD = "withheld", "Withheld"
        ADVISORY = "advisory", "Note to editors"
        CHANGED = "changed", "Changed"
        TAKEN = "taken", "Taken"
        SPIKED = "spiked", "Spiked"
        EMBARGOED = "embargoed", "Embargoed"
        ON_OFFER = "offer", "On offer"

    agency = models.ForeignKey("articles.Agency", on_delete=models.PROTECT, related_name="items")
    item_id = models.CharField("agency's id", max_length=500)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEXT)
    headline = models.CharField(max_length=300, blank=True)
    slugline = models.CharField(max_length=200, blank=True)
    service_number = models.CharField(max_length=60, blank=True, help_text="Its running number in the agency's service.")
    lead = models.CharField(max_length=300, blank=True, help_text="Its first words.")
    urgency = models.PositiveSmallIntegerField(null=True, blank=True)
    language = models.CharField(max_length=20, blank=True)
    is_advisory = models.BooleanField("note to editors", default=False)
    embargo_until = models.DateTimeField(null=True, blank=True)
    embargo_open_ended = models.BooleanField(default=False)
    killed_at = models.DateTimeField(null=True, blank=True)
    withheld_at = models.DateTimeField(null=True, blank=True)
    usable_after_kill_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True, help_text="When a person said that it may be used after a kill.")
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    spiked_at = models.DateTimeField(null=True, blank=True, help_text="When someone here put it aside.")
    spiked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    newest = models.ForeignKey(
        "Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="The agency's last word."
    )
    text_version = models.ForeignKey(
        "Version", null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="The last usable text."
    )
    version_count = models.PositiveIntegerField(default=0)
    first_seen_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "wire item"
        ordering = ["-changed_at", "-pk"]
        permissions = [
            ("pick_up_item", "Can pick up wire stories"),
            ("spike_item", "Can spike wire stories, and take them back"),
            ("clear_item", "Can allow a wire story that was killed and sent again"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agency", "item_id"], name="item_id_is_unique_in_its_agency"),
            models.CheckConstraint(
                condition=Q(usable_after_kill_at__isnull=True) | Q(killed_at__isnull=False),
                name="only_a_killed_item_is_usable_after_a_kill",
            ),
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True, cleared_by__isnull=True)
                | Q(cleared_at__isnull=False, cleared_by__isnull=False, usable_after_kill_at__isnull=False),
                name="a_person_clears_an_item_usable_after_a_kill",
            ),
            models.CheckConstraint(
                condition=Q(spiked_at__isnull=True, spiked_by__isnull=True)
                | Q(spiked_at__isnull=False, spiked_by__isnull=False),
                name="a_person_spikes_an_item",
            ),
        ]
        indexes = [
            models.Index(F("changed_at").desc(), F("id").desc(), name="item_newest"),
            models.Index(
                F("changed_at").desc(),
                F("id").desc(),
                name="item_unspiked",
                condition=Q(spiked_at__isnull=True, withheld_at__isnull=True, is_advisory=False),
            ),
            models.Index("agency", F("changed_at").desc(), name="item_by_agency"),
            models.Index("kind", F("changed_at").desc(), name="item_by_kind"),
            models.Index(fields=["agency", "service_number"], name="item_by_number", condition=~Q(service_number="")),
            models.Index(fields=["killed_at"], name="item_killed", condition=Q(killed_at__isnull=False)),
            models.Index(fields=["withheld_at"], name="item_withheld", condition=Q(withheld_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.headline or self.slugline or self.item_id

    @property
    def is_killed(self) -> bool:
        """The twin of `killed()`."""
        return self.killed_at is not None and self.cleared_at is None

    def was_taken_down_since(self, since: datetime) -> bool:
        """The twin of `taken_down_since()`."""
        return self.is_killed and self.killed_at is not None and self.killed_at >= since and self.pickups.exists()

    def is_embargoed(self, at: datetime | None = None) -> bool:
        """Whether the agency does not let it out yet."""
        return self.embargo_open_ended or (self.embargo_until is not None and self.embargo_until > (at or timezone.now()))

    def state(self, at: datetime | None = None) -> State:
        """Where it stands, the gravest first; the twin of the queryset's questions."""
        if self.is_killed:
            return self.State.REVIVED if self.usable_after_kill_at else self.State.KILLED
        if self.withheld_at:
            return self.State.WITHHELD
        if self.is_advisory:
            return self.State.ADVISORY
        pickups = [tie for tie in self.pickups.all() if tie.article_id or self.kind != self.Kind.TEXT]
        if pickups:
            return self.State.CHANGED if any(pickup.waiting_id for pickup in pickups) else self.State.TAKEN
        if self.spiked_at:
            return self.State.SPIKED
        return self.State.EMBARGOED if self.is_embargoed(at) else self.State.ON_OFFER


class Version(AppendOnly):
    """One version of an item as the agency sent it and as we read it, for ever."""

    erasable = ("document", "evidence")

    class Change(models.TextChoices):
        NEW = "new", "New"
        UPDATE = "update", "Update"
        CORRECTION = "correction", "Correction"
        MINOR = "minor", "Minor change"
        HOLD = "hold", "Withheld"
        RELEASE = "release", "Released"
        EMBARGO_LIFTED = "embargo_lifted", "Embargo lifted"
        KILL = "kill", "Kill"
        ADVISORY = "advisory", "Note to editors"
        STALE = "stale", "Older version, late"

    class Status(models.TextChoices):
        USABLE = WireStatus.USABLE.value, "Usable"
        EMBARGOED = WireStatus.EMBARGOED.value, "Embargoed"
        WITHHELD = WireStatus.WITHHELD.value, "Withheld"
        CANCELED = WireStatus.CANCELED.value, "Canceled"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(help_text="In the order in which they came.")
    sent_version = models.BigIntegerField(help_text="As the agency counts.")
    etag = models.CharField(max_length=200, blank=True)
    content_hash = models.CharField(max_length=64)
    change = models.CharField(max_length=20, choices=Change)
    evidence = models.JSONField(default=list, help_text="Which fields and words decided what kind of change it is.")
    status = models.CharField(max_length=10, choices=Status)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="versions")
    received_at = models.DateTimeField()
    document = models.JSONField(help_text="The item as we read it, sanitised.")

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="version_number_is_unique_in_its_item"),
            models.UniqueConstraint(
                fields=["item", "sent_version", "content_hash", "etag"], name="the_same_version_is_kept_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} version {self.sent_version}"

    @property
    def label(self) -> str:
        """The version in words; agencies that do not count, or count by the clock, send no number that anybody reads."""
        if 0 < self.sent_version < COUNTED_BY_THE_CLOCK:
            return f"version {self.sent_version}"
        return "first version" if self.number == 1 else f"version {self.number} as they came"

    @property
    def parsed(self) -> ParsedItem:
        """The item as the parser handed it on, sanitised."""
        return stored.from_document(self.document)
