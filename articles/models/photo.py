from __future__ import annotations

from datetime import datetime
from typing import cast

from django.core.files.storage import FileSystemStorage, Storage
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.functional import LazyObject

from newsroom.base.on_record import OnRecord


class OriginalsStorage(FileSystemStorage):
    """Originals as they came, never served; the demo's own photos are read where the repository keeps them."""

    def path(self, name: str) -> str:
        from django.conf import settings

        own = super().path(name)
        demo = settings.DEMO_PHOTOS_DIR / name.removeprefix("demo/")
        return str(demo) if name.startswith("demo/") and "/" not in name[5:] and demo.is_file() else own


class _Originals(LazyObject):
    """Looks DATA_DIR up when it is first asked, so that no path stands in a migration."""

    def _setup(self) -> None:
        from django.conf import settings

        self._wrapped = OriginalsStorage(location=settings.DATA_DIR / "originals")


def originals() -> Storage:
    """The storage of original photos, below DATA_DIR."""
    return cast(Storage, _Originals())


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible(self, at: datetime | None = None) -> PhotoQuerySet:
        """A photo is public while a story that readers can see has carried it, or a person, agency or we show it.

        What an agency showed once stands on the pages of that time, and stays open as they do.
        """
        from articles.models.agency import Agency, AgencyVersion
        from articles.models.edition import Edition, Hold
        from articles.models.publication import Person, Publication

        at = at or timezone.now()
        editions = Edition.objects.shown_in_open_stories(at).filter(photos=OuterRef("pk"))
        held = Hold.objects.active(at).filter(photo=OuterRef("pk"))
        return self.filter(
            Q(killed_at__isnull=True) | Q(killed_at__gt=at), Q(expires_at__isnull=True) | Q(expires_at__gt=at), ~Exists(held)
        ).filter(
            Q(Exists(editions))
            | Q(Exists(Person.objects.filter(photo=OuterRef("pk"))))
            | Q(Exists(Agency.objects.listed().filter(logo=OuterRef("pk"))))
            | Q(Exists(AgencyVersion.objects.filter(is_listed=True, logo=OuterRef("pk"))))
            | Q(Exists(Publication.objects.filter(logo=OuterRef("pk"))))
        )

    def without_renditions(self) -> PhotoQuerySet:
        """Photos whose renditions nobody has made yet; a page that asks for one earlier gets it made then."""
        return self.filter(renditions_made_at__isnull=True)

    def withdrawn(self, at: datetime | None = None) -> PhotoQuerySet:
        """Photos that no page may show any more, or for now: killed, held, or their licence has ended."""
        from articles.models.edition import Hold

        at = at or timezone.now()
        held = Hold.objects.active(at).filter(photo=OuterRef("pk"))
        return self.filter(Q(killed_at__lte=at) | Q(expires_at__lte=at) | Q(Exists(held)))


class Photo(OnRecord):
    """A picture with what a reader must be told of it; the file is served only through the gate."""

    told_elsewhere = ("renditions", "renditions_made_at", "expires_at", "killed_at")

    hash = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the original.")
    original = models.FileField(storage=originals, upload_to="photos/%Y/%m/", max_length=250)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    title = models.CharField(max_length=160, help_text="For the desk, to find it again.")
    alt = models.TextField(
        "alternative text",
        blank=True,
        help_text="What someone who cannot see it needs to know, in one or two sentences. Not the caption, not the credit.",
    )
    is_decorative = models.BooleanField(default=False, help_text="It tells nothing; screen readers skip it.")
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=200, blank=True, help_text="Printed: Mara Quill/The Harbor Ledger.")
    source = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey("articles.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="photos")
    usage_terms = models.TextField(blank=True)
    copyright_notice = models.CharField(max_length=250, blank=True)
    focal_x = models.FloatField(default=0.5, help_text="What must stay in a crop: 0 is left, 1 is right.")
    focal_y = models.FloatField(default=0.4, help_text="0 is top, 1 is bottom.")
    metadata = models.JSONField(default=dict, blank=True, editable=False, help_text="What the file's IPTC and XMP said.")
    renditions = models.JSONField(default=list, blank=True, editable=False)
    renditions_made_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(
        null=True, blank=True, help_text="It is shown until then: no archival use, or a licence that ends."
    )
    killed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="focal_point_is_inside_the_photo",
            )
        ]
        indexes = [
            models.Index(F("created_at").desc(), F("id").desc(), name="photo_newest"),
            models.Index(fields=["id"], name="photo_without_renditions", condition=Q(renditions_made_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.title

    def is_visible(self, at: datetime | None = None) -> bool:
        """Whether a reader may see it; the twin of `visible()`."""
        return type(self).objects.visible(at).filter(pk=self.pk).exists()

    def absence(self, at: datetime | None = None) -> str:
        """What a reader who asks for a photo that is not visible is told: "gone", or "unknown"."""
        at = at or timezone.now()
        if self.killed_at is not None and self.killed_at <= at:
            return "gone" if self.was_public(self.killed_at) else "unknown"
        if self.holds.active(at).exists():
            return "unknown"
        if self.expires_at is not None and self.expires_at <= at:
            return "gone" if self.was_public(self.expires_at) else "unknown"
        shown = self.editions.filter(live_from__lte=at).select_related("article").order_by("-live_from")
        return "gone" if any(edition.article.absence(at) == "gone" for edition in shown) else "unknown"

    def was_public(self, at: datetime | None = None) -> bool:
        """Whether readers ever had it in a story: then it is gone, not unknown."""
        return self.editions.readers_had(at).exists()
