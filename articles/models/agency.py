from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from newsroom.base.actors import Acted, one_actor
from newsroom.base.append_only import AppendOnly
from newsroom.base.on_record import OnRecord


class AgencyQuerySet(models.QuerySet["Agency"]):
    def listed(self) -> AgencyQuerySet:
        """Agencies whose profile a reader may see; one that arrived by wire waits until the desk has described it."""
        return self.filter(is_listed=True)

    def named(self, name: str) -> Agency | None:
        """The agency that goes by a name, short name, slug or alias, whatever the case."""
        wanted = name.strip().casefold()
        for agency in self.all():
            if wanted in {word.casefold() for word in agency.names}:
                return agency
        return None


class Agency(OnRecord):
    """Whose story it is when it is not ours: a wire service or partner, and the terms we run its copy under."""

    class FeedText(models.TextChoices):
        FULL = "full", "Full text"
        SUMMARY = "summary", "Headline and standfirst only"
        NONE = "none", "Leave its stories out of feeds and the API"

    class Indexing(models.TextChoices):
        INDEX = "index", "Search engines may index"
        NOINDEX_NEWS = "noindex-news", "Not in Google News"
        NOINDEX = "noindex", "Not in search engines"

    ARCHIVE_DAYS = 30

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, unique=True, help_text="As readers see it: The Associated Press.")
    short_name = models.CharField(max_length=40, help_text="As in a dateline: AP.")
    aliases = models.JSONField(
        default=list, blank=True, help_text='Other names that wire files use for it, as a list: ["APTN", "AP News"].'
    )
    is_listed = models.BooleanField(
        "has a public page",
        default=True,
        help_text="Off for an agency that arrived by wire and that nobody has described yet.",
    )
    profile = models.TextField(blank=True, help_text="What it is, in two or three sentences.")
    history = models.TextField(blank=True)
    headquarters = models.CharField(max_length=160, blank=True)
    reach = models.CharField(max_length=250, blank=True, help_text="Bureaus, countries, languages.")
    founded = models.PositiveSmallIntegerField(null=True, blank=True)
    website = models.URLField(blank=True)
    logo = models.ForeignKey("articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="agencies")
    corrections_contact = models.CharField(max_length=200, blank=True, help_text="An e-mail or web address.")
    credit_template = models.CharField(
        "credit line",
        max_length=200,
        default="{agency}",
        help_text="Printed as the credit. {agency} and {agency_short} are filled in.",
    )
    copyright_template = models.CharField(
        "copyright line",
        max_length=250,
        blank=True,
        default="Copyright {year} {agency}. All rights reserved.",
        help_text="{year}, {agency}, {agency_short} are filled in.",
    )
    may_edit = models.BooleanField("we may edit its text", default=True)
    max_days = models.PositiveSmallIntegerField(
        "days a story may stay up", null=True, blank=True, help_text="Empty: without limit."
    )
    archive_days = models.PositiveSmallIntegerField(
        "days until archive",
        default=ARCHIVE_DAYS,
        help_text="Copy and pictures that the agency sends with “no archival use” leave the site after so many days.",
    )
    feed_text = models.CharField("in feeds and API", max_length=10, choices=FeedText, default=FeedText.FULL)
    indexing = models.CharField("search engines", max_length=20, choices=Indexing, default=Indexing.INDEX)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("site:agency", args=[self.slug])

    @property
    def names(self) -> set[str]:
        """Every name it goes by in wire files."""
        return {self.slug, self.name, self.short_name, *map(str, self.aliases)}

    @property
    def credit_line(self) -> str:
        """The printed credit."""
        return filled(self.credit_template, agency=self.name, agency_short=self.short_name)

    def copyright_line(self, year: int) -> str:
        """The printed copyright line for a story of a year."""
        return filled(self.copyright_template, agency=self.name, agency_short=self.short_name, year=year)


class AgencyVersion(Acted, AppendOnly):
    """An agency's name, credit and profile as they stood from a moment on: a past day's page is shown with that day's.

    The logo's alternative text and credit are the picture's own, and today's: an expunged picture's words must go.
    """

    is_in_act = True
    added_later = MappingProxyType({"slug": "", "headquarters": "", "founded": None})

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    is_listed = models.BooleanField()
    profile = models.TextField(blank=True)
    logo = models.ForeignKey("articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    credit_template = models.CharField(max_length=200)
    copyright_template = models.CharField(max_length=250, blank=True)
    slug = models.SlugField(max_length=60, blank=True, help_text="Empty: a version of the time when less was kept.")
    headquarters = models.CharField(max_length=160, blank=True)
    founded = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["agency", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "number"], name="agency_version_number_is_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="agency_versions_count_from_one"),
            one_actor("agency_version_has_one_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    @property
    def is_whole(self) -> bool:
        """Whether it keeps all that is printed today; of what it does not keep, a past day's page says nothing."""
        return bool(self.slug)


def filled(template: str, **words: Any) -> str:
    """A template with its {words} filled in; braces it does not know stay as they are."""
    for word, value in words.items():
        template = template.replace("{" + word + "}", str(value))
    return template


class DisclaimerText(models.Model):
    """The wording and the rule of a disclaimer, shared by the disclaimer as it is and as it was."""

    class Placement(models.TextChoices):
        TOP = "top", "Above the story"
        END = "end", "After the story"

    class Origin(models.TextChoices):
        ANY = "any", "Any story"
        WIRE = "wire", "Agency stories"
        OWN = "own", "Our own stories"

    text = models.TextField(
        help_text="{publication}, {agency} (Associated Press), {the_agency} (The Associated Press), {agency_short} (AP), "
        "{section} and {kind} are filled in for each story."
    )
    placement = models.CharField(max_length=10, choices=Placement, default=Placement.END)
    origin = models.CharField("for", max_length=10, choices=Origin, default=Origin.WIRE)
    agencies = models.JSONField("only these agencies", default=list, blank=True, help_text="None chosen: all.")
    sections = models.JSONField("only these sections", default=list, blank=True, help_text="None chosen: all.")
    kinds = models.JSONField("only these story types", default=list, blank=True, help_text="None chosen: all.")
    reviewed = models.BooleanField("reviewed by staff", null=True, blank=True, help_text="Unknown: either.")
    edited = models.BooleanField("edited by staff", null=True, blank=True, help_text="Unknown: either.")
    is_active = models.BooleanField("in use", default=True)

    class Meta:
        abstract = True


class Disclaimer(DisclaimerText, OnRecord):
    """A standing text that a rule puts on stories: what the newsroom did not check, or what kind of piece this is."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120, help_text="For the desk; readers don't see it.")
    position = models.PositiveSmallIntegerField(default=100, help_text="Where several apply, lower numbers come first.")

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.name


class DisclaimerVersionQuerySet(models.QuerySet["DisclaimerVersion"]):
    def in_force(self, at: datetime) -> list[DisclaimerVersion]:
        """Each disclaimer's wording and rule as they stood at a time, in the order in which they are printed."""
        newest: dict[int, DisclaimerVersion] = {}
        for version in self.filter(at__lte=at).select_related("disclaimer").order_by("number"):
            newest[version.disclaimer_id] = version
        return sorted(newest.values(), key=lambda version: (version.position, version.disclaimer_id))


class DisclaimerVersion(DisclaimerText, Acted, AppendOnly):
    """A disclaimer as it stood from a moment on, so that a past day's page can be shown as readers had it."""

    is_in_act = True

    disclaimer = models.ForeignKey(Disclaimer, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()

    objects = DisclaimerVersionQuerySet.as_manager()

    class Meta:
        ordering = ["disclaimer", "number"]
        constraints = [
            models.UniqueConstraint(fields=["disclaimer", "number"], name="disclaimer_version_number_is_unique"),
            models.CheckConstraint(condition=Q(number__gte=1), name="disclaimer_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.disclaimer} {self.number}"
