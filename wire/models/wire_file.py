from __future__ import annotations

from typing import cast

from django.core.files.storage import FileSystemStorage, Storage
from django.db import models
from django.db.models import Q
from django.utils.functional import LazyObject

from wire.models.item import Item


class _WireFiles(LazyObject):
    """Looks DATA_DIR up when it is first asked, so that no path stands in a migration."""

    def _setup(self) -> None:
        from django.conf import settings

        self._wrapped = FileSystemStorage(location=settings.DATA_DIR / "wire-files")


def wire_files() -> Storage:
    """The storage of the agencies' pictures, sounds and films as they came, below DATA_DIR; nothing in it is public."""
    return cast(Storage, _WireFiles())


class WireFile(models.Model):
    """A picture, sound or film that a message names: what is known of it, and the file once it is here."""

    class State(models.TextChoices):
        WAITING = "waiting", "Not fetched yet"
        KEPT = "kept", "Here"
        REFUSED = "refused", "Not taken"
        LISTED = "listed", "Another size of one that is here"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="files")
    medium = models.CharField(max_length=500, help_text="The id of the medium that it shows; a rendition's siblings share it.")
    position = models.PositiveSmallIntegerField(default=0, help_text="The medium's place in the message.")
    kind = models.CharField(max_length=10, choices=Item.Kind)
    href = models.CharField("address", max_length=2000)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the address.")
    message = models.ForeignKey(
        "wire.Message", on_delete=models.PROTECT, related_name="files", help_text="The first that named it."
    )
    mime_type = models.CharField(max_length=100, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    role = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(blank=True, help_text="Why it is not here, in plain words.")
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    file = models.FileField(storage=wire_files, upload_to="%Y/%m/%d/", max_length=250, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    found_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)
    photo = models.ForeignKey("articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="wire_files")

    class Meta:
        ordering = ["item", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "digest"], name="file_is_named_once_by_its_item"),
            models.CheckConstraint(condition=~Q(state="kept") | (~Q(file="") & ~Q(sha256="")), name="kept_file_is_here"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="refused_file_has_a_reason"),
        ]
        indexes = [models.Index(fields=["next_try_at", "id"], name="wire_file_waiting", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return self.href.rpartition("/")[2] or self.href
