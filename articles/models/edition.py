from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from articles.models.agency import Agency
from articles.models.article import RIGHT_TO_LEFT, Article
from articles.models.photo import Photo
from newsroom.base.actors import Acted, one_actor
from newsroom.base.append_only import AppendOnly

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Revision(Acted, AppendOnly):
    """A deliberate save of a story, whole and for ever: who, when, why."""

    is_in_act = True
    erasable = ("content",)

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField(help_text="Every field of the story as it was saved.")
    content_hash = models.CharField(max_length=64)
    is_agency_text = models.BooleanField(default=False, help_text="Word for word what the agency sent.")
    note = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_is_unique_in_its_story"),
            one_actor("revision_has_one_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.article} revision {self.number}"


class HoldQuerySet(models.QuerySet["Hold"]):
    def active(self, at: datetime | None = None) -> HoldQuerySet:
        """Holds in force at a time."""
        at = at or timezone.now()
        return self.filter(at__lte=at).filter(Q(lifted_at__isnull=True) | Q(lifted_at__gt=at))

    def told_to(self, user: User) -> HoldQuerySet:
        """With `told_reason`, what someone may read of why: of a legal hold standards and managing editors alone."""
        hidden = [] if user.has_perm(Hold.READS_ALL) else [Hold.Kind.LEGAL]
        return self.annotate(
            told_reason=Case(When(kind__in=hidden, then=Value("")), default=F("reason"), output_field=models.TextField())
        )


class Hold(Acted, AppendOnly):
    """An order to stop for now: the story (or photo) is off the site until its owner lifts the hold."""

    is_in_act = True
    may_change = ("lifted_at", "lifted_by", "lifted_by_feed", "owner")

    class Kind(models.TextChoices):
        AGENCY = "agency", "Agency"
        LEGAL = "legal", "Legal"
        DESK = "desk", "Desk"

    READS_ALL = "corrections.view_restricted"

    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.PROTECT, related_name="holds")
    photo = models.ForeignKey("articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="holds")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.TextField(help_text="For the desk. Readers see the neutral label only.")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The person who alone may lift it; an agency's hold belongs to the agency.",
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_by_feed = models.CharField(max_length=80, blank=True)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, photo__isnull=True) | Q(article__isnull=True, photo__isnull=False),
                name="hold_is_on_a_story_or_a_photo",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True, lifted_by_feed="")
                | Q(lifted_at__isnull=False, lifted_by__isnull=False, lifted_by_feed="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=True) & ~Q(lifted_by_feed="")),
                name="hold_is_lifted_by_one_actor",
            ),
            one_actor("hold_has_one_actor"),
        ]
        indexes = [
            models.Index(fields=["article"], name="hold_active", condition=Q(lifted_at__isnull=True)),
            models.Index(fields=["lifted_at"], name="hold_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} hold on {self.article or self.photo}"

    def is_active(self, at: datetime | None = None) -> bool:
        """Whether it is in force at a time; the twin of `active()`."""
        at = at or timezone.now()
        return self.at <= at and (self.lifted_at is None or self.lifted_at > at)

    @classmethod
    def tells_reason(cls, kind: str, user: User) -> bool:
        """Whether someone may read why a hold of a kind was placed; the twin of `told_to()`."""
        return kind != cls.Kind.LEGAL or user.has_perm(cls.READS_ALL)


class EditionQuerySet(models.QuerySet["Edition"]):
    """The gate. Every output asks `visible()`; nothing else decides what a reader sees."""

    def visible(self, at: datetime | None = None) -> EditionQuerySet:
        """The edition of each story that readers see at a time."""
        at = at or timezone.now()
        return self.live(at).of_open_stories(at)

    def live(self, at: datetime | None = None) -> EditionQuerySet:
        """The edition in force at a time, whether or not its story is open."""
        at = at or timezone.now()
        return self.filter(live_from__lte=at).filter(Q(live_until__isnull=True) | Q(live_until__gt=at))

    def scheduled(self, at: datetime | None = None) -> EditionQuerySet:
        """Editions whose time has not come yet."""
        return self.filter(live_from__gt=at or timezone.now(), live_until__isnull=True)

    def of_open_stories(self, at: datetime | None = None) -> EditionQuerySet:
        """Editions of stories that are not embargoed, held, killed or expired at a time."""
        at = at or timezone.now()
        held = Hold.objects.active(at).filter(article=OuterRef("article"))
        return self.filter(
            Q(article__killed_at__isnull=True) | Q(article__killed_at__gt=at),
            Q(article__expires_at__isnull=True) | Q(article__expires_at__gt=at),
            Q(article__embargo_until__isnull=True) | Q(article__embargo_until__lte=at),
            ~Exists(held),
            article__embargo_open_ended=False,
        )

    def shown_in_open_stories(self, at: datetime | None = None) -> EditionQuerySet:
        """Editions that readers have or had, of stories that are open now; their photos may be shown."""
        at = at or timezone.now()
        return self.readers_had(at).of_open_stories(at)

    def readers_had(self, at: datetime | None = None) -> EditionQuerySet:
        """Editions that were live for a time, until now or a given moment."""
        return self.filter(live_from__lte=at or timezone.now()).not_withdrawn_before_start()

    def not_withdrawn_before_start(self) -> EditionQuerySet:
        """Without scheduled editions that were replaced before they went live."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")))

    def with_photos(self, at: datetime | None = None) -> EditionQuerySet:
        """With the ids of photos that were withdrawn since, so that `lead_photo` and `blocks` leave them out."""
        photos = Photo.objects.withdrawn(at).filter(editions=OuterRef("pk")).order_by().values("editions")
        return self.annotate(withdrawn_photos=Subquery(photos.values(ids=Joined("pk")), output_field=models.TextField()))

    def first_published(self, since: datetime, before: datetime | None = None) -> EditionQuerySet:
        """Editions of stories that are out since a time or later, but not since `before`; twin of `was_first_published()`."""
        found = self.filter(first_published_at__gte=since)
        return found if before is None else found.filter(first_published_at__lt=before)

    def newest_first(self) -> EditionQuerySet:
        """The order of every list; a later change does not move a story."""
        return self.order_by("-first_published_at", "-article_id")

    def for_lists(self) -> EditionQuerySet:
        """Without what only the story's own page needs."""
        return self.with_photos().select_related("section", "agency").defer("search_text")

    def passed_on(self) -> EditionQuerySet:
        """Stories that feeds and the API may carry: an agency can keep its own out."""
        return self.exclude(agency__feed_text=Agency.FeedText.NONE)

    def for_search_engines(self, *, news: bool = False) -> EditionQuerySet:
        """Stories that sitemaps may name; with `news`, those that news search may index."""
        closed = [Agency.Indexing.NOINDEX, Agency.Indexing.NOINDEX_NEWS] if news else [Agency.Indexing.NOINDEX]
        return self.exclude(agency__indexing__in=closed).filter(article__is_noindex=False)

    def promoting(self, article: Article) -> EditionQuerySet:
        """Editions of other stories in whose text a promo for a story stands."""
        return self.filter(promoted=article).exclude(article=article)

    def containing(self, words: list[str]) -> EditionQuerySet:
        """Stories in which every one of the words (folded) stands."""
        found = self
        for word in words:
            found = found.filter(search_text__contains=word)
        return found


class Joined(models.Aggregate):
    """Ids as one text, separated by commas."""

    name = "Joined"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="GROUP_CONCAT(%(expressions)s)", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="STRING_AGG(%(expressions)s::text, ',')", **extra)


class Edition(Acted, AppendOnly):
    """What the public has of a story from one moment to another, with all that its page needs."""

    is_in_act = True
    may_change = ("live_until",)
    erasable = ("headline", "standfirst", "page", "search_text")
    word_indexes: ClassVar = {"edition_words": "search_text"}

    class Change(models.TextChoices):
        FIRST = "first", "First publication"
        MINOR = "minor", "Minor"
        SUBSTANTIVE = "substantive", "Substantive"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="editions")
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    change = models.CharField(max_length=20, choices=Change)
    notice_uid = models.UUIDField(null=True, blank=True, help_text="The notice that tells readers of the change.")
    no_notice_reason = models.CharField(max_length=250, blank=True)
    path = models.CharField(max_length=160)
    headline = models.CharField(max_length=250)
    standfirst = models.TextField(blank=True)
    kind = models.CharField(max_length=20, choices=Article.Kind)
    language = models.CharField(max_length=20)
    section = models.ForeignKey("articles.Section", on_delete=models.PROTECT, related_name="editions")
    agency = models.ForeignKey("articles.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="editions")
    topics = models.ManyToManyField("articles.Topic", blank=True, related_name="editions")
    people = models.ManyToManyField("articles.Person", blank=True, related_name="editions")
    photos = models.ManyToManyField("articles.Photo", blank=True, related_name="editions")
    promoted = models.ManyToManyField(
        Article, blank=True, related_name="promoted_in", help_text="Stories that a promo in its text names."
    )
    is_reviewed = models.BooleanField(help_text="A person of ours reviewed this text of an agency.")
    is_edited = models.BooleanField(help_text="Our words differ from what the agency sent.")
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True, blank=True)
    page = models.JSONField(help_text="Blocks, bylines, photos: what the page is made from.")
    search_text = models.TextField(blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_is_unique_in_its_story"),
            models.UniqueConstraint(
                fields=["article"], condition=Q(live_until__isnull=True), name="story_has_one_open_edition"
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(change="substantive") | Q(notice_uid__isnull=False) | ~Q(no_notice_reason=""),
                name="substantive_change_has_a_notice_or_a_reason",
            ),
            one_actor("edition_has_one_actor"),
        ]
        indexes = [
            models.Index(F("first_published_at").desc(), F("article").desc(), name="edition_newest"),
            models.Index("section", F("first_published_at").desc(), name="edition_by_section"),
            models.Index("agency", F("first_published_at").desc(), name="edition_by_agency"),
            models.Index(fields=["path"], name="edition_by_path"),
            models.Index(fields=["live_from"], name="edition_newest_live", condition=Q(live_until__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return self.path

    def is_visible(self, at: datetime | None = None) -> bool:
        """Whether readers see this edition at a time; the twin of `visible()`."""
        at = at or timezone.now()
        article = self.article
        return (
            self.live_from <= at
            and (self.live_until is None or self.live_until > at)
            and (article.killed_at is None or article.killed_at > at)
            and (article.expires_at is None or article.expires_at > at)
            and (article.embargo_until is None or article.embargo_until <= at)
            and not article.embargo_open_ended
            and not any(hold.is_active(at) for hold in article.holds.all())
        )

    def was_first_published(self, since: datetime, before: datetime | None = None) -> bool:
        """The twin of `first_published()`."""
        return self.first_published_at >= since and (before is None or self.first_published_at < before)

    @property
    def is_expunged(self) -> bool:
        """A law or a licence demanded that its words go; nothing of it can be shown."""
        return not self.page

    @property
    def lead_photo(self) -> dict[str, Any] | None:
        """The lead photo as the page stored it, unless it was withdrawn (asked of `with_photos()`)."""
        return self._shown(self.page["lead_photo"])

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The body's blocks in order, without photos that were withdrawn (asked of `with_photos()`)."""
        return [block for block in self.page["blocks"] if block["kind"] != "photo" or self._shown(block["photo"])]

    @property
    def bylines(self) -> list[dict[str, Any]]:
        """Who made the story, in order, each with the profile that the page stored."""
        return [{**byline, "photo": self._shown(byline.get("photo"))} for byline in self.page["bylines"]]

    def _shown(self, photo: dict[str, Any] | None) -> dict[str, Any] | None:
        withdrawn = (getattr(self, "withdrawn_photos", "") or "").split(",")
        return photo if photo and str(photo["id"]) not in withdrawn else None

    @property
    def direction(self) -> str:
        """Writing direction of its language: "rtl" or "ltr"."""
        return "rtl" if self.language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"

    @property
    def kind_label(self) -> str:
        """The label readers see for what is not plain news; "" for news."""
        return "" if self.kind in (Article.Kind.NEWS, Article.Kind.BRIEF) else self.get_kind_display()


class AddressQuerySet(models.QuerySet["Address"]):
    def taken(self, path: str, *, other_than: Article) -> bool:
        """Whether another story has, or ever had, a path."""
        return self.filter(path=path).exclude(article=other_than).exists()


class Address(AppendOnly):
    """A path a story has or had; it always leads to the story, in one hop, after the gate."""

    is_in_act = True

    path = models.CharField(max_length=160, unique=True)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="addresses")
    created_at = models.DateTimeField()

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return self.path
