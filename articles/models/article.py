from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from newsroom.base.actors import Acted
from newsroom.base.append_only import AppendOnly

if TYPE_CHECKING:
    from articles.models.edition import Edition, Revision

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb")


class Article(models.Model):
    """The working copy of a story. Readers never read it: they read editions.

    Only the columns of the gate (embargo, expiry, kill) act on what readers see, and they act at once.
    """

    word_indexes: ClassVar = {
        "article_words_headline": "UPPER(headline)", "article_words_slugline": "UPPER(slugline)",
        "article_words_slug": "UPPER(slug)",
    }  # fmt: skip

    class Kind(models.TextChoices):
        NEWS = "news", "News"
        BRIEF = "brief", "Brief"
        ANALYSIS = "analysis", "Analysis"
        EXPLAINER = "explainer", "Explainer"
        FEATURE = "feature", "Feature"
        OPINION = "opinion", "Opinion"
        EDITORIAL = "editorial", "Editorial"
        REVIEW = "review", "Review"
        SATIRE = "satire", "Satire"
        SPONSORED = "sponsored", "Sponsored"

    class Status(models.TextChoices):
        IDEA = "idea", "Idea"
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in_review", "In review"
        READY = "ready", "Ready"
        PUBLISHED = "published", "Published"
        SPIKED = "spiked", "Spiked"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="Its identity in feeds and the API.")
    headline = models.CharField(max_length=250)
    standfirst = models.TextField(blank=True, help_text="The summary line under the headline.")
    slugline = models.CharField(max_length=120, blank=True, help_text="The working name. Never printed.")
    slug = models.SlugField(
        max_length=90,
        blank=True,
        help_text="The last part of the address. Empty: made from the headline. A changed one redirects.",
    )
    kind = models.CharField("type", max_length=20, choices=Kind, default=Kind.NEWS)
    section = models.ForeignKey("articles.Section", on_delete=models.PROTECT, related_name="articles")
    topics = models.ManyToManyField("articles.Topic", blank=True, related_name="articles")
    language = models.CharField(max_length=20, default="en", help_text="BCP 47: en, fr, ar …")
    agency = models.ForeignKey(
        "articles.Agency",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
        help_text="Whose story it is. Empty: ours.",
    )
    agency_text_hash = models.CharField(
        max_length=64, blank=True, editable=False, help_text="Digest of the words as the agency last gave them."
    )
    dateline = models.CharField(
        max_length=160, blank=True, help_text="BAGHOUZ, Syria (AP): where it was filed. Printed once, before the text."
    )
    body = models.TextField(blank=True)
    tagline = models.TextField(blank=True, help_text="Closing line: who else reported, and from where.")
    lead_photo = models.ForeignKey("articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="leading")
    lead_photo_caption = models.TextField(blank=True, help_text="Instead of the photo's own caption.")
    refuses_promos = models.BooleanField(default=False, help_text="No related-story promos inside this story.")
    editor_note = models.TextField(blank=True, help_text="The agency's or desk's note. Never printed.")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    embargo_until = models.DateTimeField(
        null=True, blank=True, help_text="Readers don't see the story before this time, published or not."
    )
    embargo_open_ended = models.BooleanField(
        default=False, help_text="Embargoed without a known end: closed until someone unticks this."
    )
    expires_at = models.DateTimeField(null=True, blank=True, help_text="The story leaves the site at this time.")
    shows_history = models.BooleanField(
        "history is public", null=True, blank=True, help_text="Unknown: as the publication does. The log never hides."
    )
    is_noindex = models.BooleanField("kept out of search engines", default=False, help_text="A step short of taking it down.")
    usage_terms = models.TextField(blank=True, editable=False, help_text="What the agency says of its use.")
    killed_at = models.DateTimeField(null=True, blank=True, editable=False)
    tombstone_label = models.CharField(
        max_length=200,
        blank=True,
        help_text="What stands at the address of a killed or held story: neutral words, no headline.",
    )
    reviewed_revision = models.ForeignKey(
        "articles.Revision", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(null=True, blank=True, editable=False, help_text="Moves on substantive change only.")

    class Meta:
        ordering = ["-saved_at", "-pk"]
        permissions = [
            ("publish_article", "Can publish and schedule stories"),
            ("publish_wire_article", "Can publish and schedule agency copy"),
            ("review_article", "Can review wire stories"),
            ("kill_article", "Can kill stories"),
            ("hold_article", "Can hold stories"),
            ("exempt_article", "Can exempt a story from a disclaimer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="published") | Q(first_published_at__isnull=False),
                name="published_article_has_first_published_at",
            ),
            models.CheckConstraint(
                condition=Q(updated_at__isnull=True) | Q(first_published_at__isnull=False),
                name="only_a_published_article_is_updated",
            ),
        ]
        indexes = [
            models.Index(F("saved_at").desc(), F("id").desc(), name="article_newest"),
            models.Index(fields=["status", "-saved_at", "-id"], name="article_by_status"),
            models.Index(fields=["agency", "-saved_at"], name="article_by_agency"),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def is_wire(self) -> bool:
        """Whether it is another organisation's story."""
        return self.agency_id is not None

    def current_revision(self) -> Revision | None:
        """The newest deliberate save."""
        return self.revisions.order_by("-number").first()

    def visible_edition(self, at: datetime | None = None) -> Edition | None:
        """The edition that readers see at a time, if they see one."""
        return self.editions.visible(at).first()

    def is_visible(self, at: datetime | None = None) -> bool:
        """Whether readers see the story at a time."""
        return self.editions.visible(at).exists()

    def absence(self, at: datetime | None = None) -> str:
        """What a reader who comes for a story that is not visible is told.

        "gone": readers had it, and it was killed or has expired. "withheld": they had it, and it is held for now.
        "unknown": they never had it, or an embargo closes it; its existence is not told.
        """
        at = at or timezone.now()
        killed, expired = (moment is not None and moment <= at for moment in (self.killed_at, self.expires_at))
        until = min(moment for moment in (self.killed_at, self.expires_at, at) if moment is not None)
        embargoed = self.embargo_open_ended or (self.embargo_until is not None and self.embargo_until > until)
        if embargoed or not self.editions.readers_had(until).exists():
            return "unknown"
        if killed or expired:
            return "gone"
        return "withheld" if self.holds.active(at).exists() else "unknown"


class Byline(models.Model):
    """Who made the story, in order, and in which role: one of our people, or a name alone."""

    class Role(models.TextChoices):
        REPORTER = "reporter", "Reporter"
        PHOTOGRAPHER = "photographer", "Photographer"
        CONTRIBUTOR = "contributor", "Contributor"
        TRANSLATOR = "translator", "Translator"

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey("articles.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="bylines")
    name = models.CharField(max_length=120, blank=True, help_text="For someone who is not one of our people.")
    role = models.CharField(max_length=20, choices=Role, default=Role.REPORTER)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
                name="byline_is_a_person_or_a_name",
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.person)


class DisclaimerExemption(Acted, AppendOnly):
    """A story goes without a disclaimer that a rule would put on it, for a recorded reason."""

    is_in_act = True

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="exemptions")
    disclaimer = models.ForeignKey("articles.Disclaimer", on_delete=models.PROTECT, related_name="exemptions")
    reason = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "disclaimer"], name="story_is_exempted_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="exemption_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.article} without “{self.disclaimer}”"


class FrontSlotQuerySet(models.QuerySet["FrontSlot"]):
    def current(self, at: datetime | None = None) -> FrontSlotQuerySet:
        """Slots in force at a time, in order; the story in a slot still has to pass the gate."""
        at = at or timezone.now()
        return self.filter(Q(from_at__isnull=True) | Q(from_at__lte=at)).filter(Q(until_at__isnull=True) | Q(until_at__gt=at))


class FrontSlot(models.Model):
    """A place on the front that an editor gave to a story; the newest stories fill what is left."""

    position = models.PositiveSmallIntegerField(help_text="1 is the lead.")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="front_slots")
    from_at = models.DateTimeField("from", null=True, blank=True)
    until_at = models.DateTimeField("until", null=True, blank=True)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = FrontSlotQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.position}: {self.article}"
