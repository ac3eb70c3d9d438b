from __future__ import annotations

import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Q
from django.urls import reverse

from newsroom.base.on_record import OnRecord


def validate_time_zone(name: str) -> None:
    """A time zone is one the system knows, such as America/New_York."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is not a time zone. Write one such as America/New_York or Europe/Paris.")


def validate_addresses(lines: str) -> None:
    """Every line is an e-mail address."""
    for line in filter(None, map(str.strip, lines.splitlines())):
        try:
            validate_email(line)
        except ValidationError:
            raise ValidationError(f"“{line}” is not an e-mail address. Write one on each line.") from None


class Publication(OnRecord):
    """Who publishes: exactly one row, and all that a reader may want to know of us."""

    name = models.CharField(max_length=120)
    strapline = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True, help_text="One or two sentences for search engines and feeds.")
    language = models.CharField(max_length=20, default="en")
    time_zone = models.CharField(
        max_length=64,
        default="UTC",
        validators=[validate_time_zone],
        help_text="All times on the site are shown in this zone, for example America/New_York.",
    )
    founded = models.PositiveSmallIntegerField(null=True, blank=True)
    logo = models.ForeignKey("articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contact_email = models.EmailField(blank=True)
    corrections_email = models.EmailField(blank=True, help_text="Readers may write here instead of using the form.")
    phone = models.CharField(max_length=40, blank=True)
    street_address = models.CharField(max_length=250, blank=True)
    accuracy_heading = models.CharField(max_length=80, default="Truth and accuracy")
    accuracy_text = models.TextField(
        default="We want every story to be right. If you see an error, tell us and we will answer.",
        help_text="The sentence of commitment under every story.",
    )
    report_link_text = models.CharField(max_length=80, default="Submit a correction")
    standards_link_text = models.CharField(max_length=80, default="Read our editorial standards")
    footer_note = models.TextField(blank=True, help_text="Shown at the foot of every page.")
    desk_email = models.EmailField(blank=True, help_text="Where the desk is told of kills and holds.")
    needs_second_person = models.BooleanField(
        "a second person approves",
        default=True,
        help_text="Retractions and clarifications. Off for a newsroom of one: recorded.",
    )
    personal_data_days = models.PositiveIntegerField(
        "days that readers’ data is kept",
        default=365,
        help_text="After a report is closed, its reader's name, address and words go.",
    )
    shows_history = models.BooleanField("history is public", default=True, help_text="A story may say otherwise.")
    on_call_emails = models.TextField(
        "on call",
        blank=True,
        validators=[validate_addresses],
        help_text="Who else is mailed at once of every kill and hold: an address on each line.",
    )

    class Meta:
        verbose_name_plural = "publication"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="there_is_one_publication")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def zone(cls) -> zoneinfo.ZoneInfo:
        """Whose midnight ends our day; UTC until there is a publication."""
        return zoneinfo.ZoneInfo(cls.objects.values_list("time_zone", flat=True).first() or "UTC")


class PolicyPage(OnRecord):
    """A page on how we work: editorial standards, corrections policy, ownership, masthead, contact, privacy."""

    class Kind(models.TextChoices):
        STANDARDS = "standards", "Editorial standards"
        CORRECTIONS = "corrections", "Corrections policy"
        OWNERSHIP = "ownership", "Ownership and funding"
        MASTHEAD = "masthead", "Masthead"
        CONTACT = "contact", "Contact"
        PRIVACY = "privacy", "Privacy"
        ACCESSIBILITY = "accessibility", "Accessibility"
        SOURCING = "sourcing", "Unnamed sources"
        OTHER = "other", "Another page"

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=160)
    kind = models.CharField(
        max_length=20,
        choices=Kind,
        default=Kind.OTHER,
        help_text="Search engines are told which page is our corrections policy, our standards and so on.",
    )
    summary = models.CharField(max_length=300, blank=True)
    body = models.TextField(help_text="HTML: paragraphs, headings, lists, links.")
    position = models.PositiveSmallIntegerField(default=100)
    updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=~Q(kind="other"), name="policy_page_kind_is_unique_but_for_other"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("site:standards") if self.slug == "standards" else reverse("site:policy", args=[self.slug])


class Section(OnRecord):
    """A part of the paper: Harbor, City, World."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=100, help_text="Order in the navigation and on the front.")
    refuses_promos = models.BooleanField(default=False, help_text="No related-story promos inside this section's stories.")

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("site:section", args=[self.slug])


class Topic(models.Model):
    """What a story is about, across sections."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("site:topic", args=[self.slug])


class Person(OnRecord):
    """Someone with a byline; an account is not needed."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=160, blank=True, help_text="Courts reporter, Opinion editor …")
    bio = models.TextField(blank=True, help_text="Two or three sentences, shown under their stories.")
    email = models.EmailField(blank=True, help_text="Shown to readers.")
    photo = models.ForeignKey("articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        verbose_name_plural = "people"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("site:person", args=[self.slug])
