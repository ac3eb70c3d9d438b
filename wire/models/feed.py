from __future__ import annotations

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q

from newsroom.base.actors import FeedActor
from newsroom.base.on_record import OnRecord


class Feed(OnRecord):
    """Where wire messages come from, for which agencies it may speak, and what may happen without a person."""

    class Source(models.TextChoices):
        COMMAND = "command", "The ingest command"
        FOLDER = "folder", "A folder"
        HTTP = "http", "An address: RSS, Atom, NewsML, NITF, ninjs"
        AP = "ap", "AP Media API"

    class Policy(models.TextChoices):
        ASK = "ask", "A person picks up every story"
        PUBLISH = "publish", "New stories are published as they come"

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=10, choices=Source, default=Source.COMMAND)
    address = models.CharField(
        max_length=1000,
        blank=True,
        help_text="Of a folder: its path below one of the folders that the operator allows (WIRE_FOLDERS). Else: https://…",
    )
    format = models.CharField(max_length=20, blank=True, help_text="Empty: told from the content.")
    key_variable = models.CharField(
        "key",
        max_length=60,
        blank=True,
        validators=[
            RegexValidator(r"\AWIRE_KEY_[A-Z0-9_]+\Z", "The name of an environment variable that begins with WIRE_KEY_.")
        ],
        help_text="The environment variable in which the operator keeps the agency's key: WIRE_KEY_AP. Never the key itself.",
    )
    hosts = models.TextField(
        "other hosts",
        blank=True,
        help_text="One on a line: from where its pictures and redirects may come, besides the host of its address.",
    )
    interval = models.PositiveIntegerField(
        "seconds between polls",
        default=60,
        validators=[MinValueValidator(5)],
        help_text="An agency's kill waits no longer than this.",
    )
    silent_after = models.PositiveIntegerField(
        "hours of silence",
        null=True,
        blank=True,
        help_text="The desk is warned when nothing has come for so long. Empty: never.",
    )
    agency = models.ForeignKey(
        "articles.Agency",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose copy all of it is, whatever the content says. Empty: the content says.",
    )
    agencies = models.ManyToManyField(
        "articles.Agency",
        verbose_name="may speak for",
        blank=True,
        related_name="feeds",
        help_text="Whose stories, holds and kills are believed when they come this way. None chosen: every agency's.",
    )
    section = models.ForeignKey(
        "articles.Section",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Where its stories go when their subject does not say.",
    )
    topics = models.ManyToManyField(
        "articles.Topic", blank=True, related_name="+", help_text="Given to every story that is picked up from it."
    )
    policy = models.CharField(
        "without a person", max_length=10, choices=Policy, default=Policy.ASK, help_text="Holds and kills always act at once."
    )
    is_active = models.BooleanField("in use", default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(source="command") | ~Q(address=""), name="polled_feed_has_an_address"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> FeedActor:
        """The feed as the one who acts."""
        return FeedActor(self.slug)


class Polling(models.Model):
    """How a feed is doing: when it was asked, what went wrong, where it stands; apart from what the desk sets."""

    feed = models.OneToOneField(Feed, primary_key=True, on_delete=models.CASCADE, related_name="polling")
    last_polled_at = models.DateTimeField(null=True)
    last_success_at = models.DateTimeField(null=True)
    last_item_at = models.DateTimeField(null=True, help_text="When something came that we did not have.")
    last_error = models.TextField(blank=True, help_text="In plain words; empty after a success.")
    failures = models.PositiveIntegerField(default=0, help_text="In a row; each makes the next pause longer.")
    next_poll_at = models.DateTimeField(null=True, help_text="Empty: at once.")
    leased_until = models.DateTimeField(null=True, help_text="A worker polls it; when this has passed, that one is dead.")
    leased_by = models.CharField(max_length=80, blank=True)
    etag = models.CharField(max_length=500, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    cursor = models.TextField(blank=True, help_text="Where the next poll goes on, in an interface with pages.")

    def __str__(self) -> str:
        return f"Polling of {self.feed}"


class SeenFile(models.Model):
    """A file of a watched folder that was taken in as it stands; one that changes is taken in again."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="seen_files")
    name = models.CharField(max_length=700, help_text="Its path below the folder.")
    size = models.PositiveBigIntegerField()
    modified_ns = models.BigIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "name"], name="file_is_seen_once_in_its_feed")]

    def __str__(self) -> str:
        return self.name
