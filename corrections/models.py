from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition, Revision
from newsroom.base.actors import Acted, one_actor
from newsroom.base.append_only import AppendOnly

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Which notices the public sees."""

    def public(self, at: datetime | None = None) -> NoticeQuerySet:
        """Notices whose story readers can see; and kills and holds, which name no story."""
        at = at or timezone.now()
        open_stories = Edition.objects.visible(at).filter(article=OuterRef("article"))
        return self.filter(at__lte=at).filter(Q(kind__in=Notice.NEUTRAL_KINDS) | Exists(open_stories))

    def standing(self, at: datetime | None = None) -> NoticeQuerySet:
        """Notices that stand on a story's own page at a time: about its text, and not yet replaced by a later one."""
        at = at or timezone.now()
        not_replaced = Q(superseded_by__isnull=True) | Q(superseded_by__at__gt=at)
        return self.exclude(kind__in=Notice.NEUTRAL_KINDS).filter(not_replaced, at__lte=at)

    def newest_first(self) -> NoticeQuerySet:
        return self.order_by("-at", "-pk")


class Notice(Acted, AppendOnly):
    """Public words on a story: what was wrong and what is right. Superseded by a later one, never changed or deleted."""

    is_in_act = True

    class Kind(models.TextChoices):
        CORRECTION = "correction", "Correction"
        CLARIFICATION = "clarification", "Clarification"
        EDITORS_NOTE = "editors_note", "Editor’s note"
        UPDATE = "update", "Update"
        RETRACTION = "retraction", "Retraction"
        KILL = "kill", "Withdrawn"
        HOLD = "hold", "Withheld"

    class Origin(models.TextChoices):
        READER = "reader", "a reader"
        STAFF = "staff", "our newsroom"
        AGENCY = "agency", "the agency"
        SOURCE = "source", "a source"

    class Severity(models.TextChoices):
        SERIOUS = "serious", "Serious"
        ORDINARY = "ordinary", "Ordinary"

    class Placement(models.TextChoices):
        TOP = "top", "Above the story"
        END = "end", "After the story"

    NEUTRAL_KINDS = (Kind.KILL, Kind.HOLD)  # their text names neither headline nor content

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20, choices=Kind)
    origin = models.CharField(max_length=10, choices=Origin)
    severity = models.CharField(max_length=10, choices=Severity, default=Severity.ORDINARY)
    placement = models.CharField(max_length=10, choices=Placement)
    text = models.TextField()
    revision_before = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="What readers had."
    )
    revision_after = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="What they have since."
    )
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            one_actor("notice_has_one_actor"),
            models.CheckConstraint(condition=~Q(text=""), name="notice_has_text"),
        ]
        indexes = [
            models.Index(F("at").desc(), F("id").desc(), name="notice_newest"),
            models.Index("article", F("at").desc(), name="notice_by_article"),
            models.Index("kind", F("at").desc(), name="notice_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.article}"

    def get_absolute_url(self) -> str:
        return reverse("corrections:notice", args=[self.pk])

    def is_public(self, at: datetime | None = None) -> bool:
        """Whether readers may see it; the twin of `public()`."""
        at = at or timezone.now()
        return self.at <= at and (self.kind in self.NEUTRAL_KINDS or self.article.is_visible(at))

    @property
    def is_neutral(self) -> bool:
        """It stands for a story that is gone, so nothing of the story may be shown with it."""
        return self.kind in self.NEUTRAL_KINDS

    @property
    def anchor(self) -> str:
        """Its place on the story's page."""
        return f"notice-{self.pk}"


class TicketQuerySet(models.QuerySet["Ticket"]):
    def open(self) -> TicketQuerySet:
        """Somebody still owes the reader an answer, or the reader us."""
        return self.filter(status__in=Ticket.OPEN_STATES)

    def queue(self) -> TicketQuerySet:
        """Open tickets, the one that is due first on top; suspected ones apart."""
        return self.open().filter(is_suspected=False).order_by("due_at", "pk")

    def overdue(self, at: datetime | None = None) -> TicketQuerySet:
        """Tickets of the queue whose answer is late; the twin of `is_overdue()`."""
        return self.queue().exclude(status=Ticket.Status.ASKED).filter(due_at__lte=at or timezone.now())

    def suspected(self) -> TicketQuerySet:
        """Set aside as too fast or machine-made, for a person to look through; never dropped."""
        return self.filter(is_suspected=True).exclude(status=Ticket.Status.CLOSED)

    def accessible_to(self, user: User) -> TicketQuerySet:
        """Tickets that someone at the desk may see."""
        return self.all() if user.has_perm("corrections.view_ticket") else self.none()


class Ticket(models.Model):
    """A reader's report of an error: it has a reference number, a state, a clock and an answer."""

    class Category(models.TextChoices):
        FACT = "fact", "A fact is wrong"
        NAME = "name", "A name or title is wrong"
        NUMBER = "number", "A number or date is wrong"
        QUOTE = "quote", "A quotation is wrong"
        HEADLINE = "headline", "The headline misleads"
        PHOTO = "photo", "A photo or caption is wrong"
        CONTEXT = "context", "Something important is missing"
        TYPO = "typo", "Spelling or grammar"
        OTHER = "other", "Something else"

    class Status(models.TextChoices):
        NEW = "new", "New"
        TAKEN = "taken", "Taken"
        ASKED = "asked", "Waiting for the reader"
        ANSWERED = "answered", "The reader answered"
        REOPENED = "reopened", "Reopened"
        CLOSED = "closed", "Closed"

    class Resolution(models.TextChoices):
        CORRECTED = "corrected", "Corrected"
        CLARIFIED = "clarified", "Clarified"
        NO_ERROR = "no_error", "No error"
        DUPLICATE = "duplicate", "Reported before"
        SPAM = "spam", "Spam"

    class Channel(models.TextChoices):
        FORM = "form", "Form"
        PHONE = "phone", "Phone"
        LETTER = "letter", "Letter"
        MAIL = "mail", "Mail"
        STAFF = "staff", "Staff"

    OPEN_STATES = (Status.NEW, Status.TAKEN, Status.ASKED, Status.ANSWERED, Status.REOPENED)

    reference = models.CharField(max_length=20, unique=True, help_text="What the reader quotes: HL-7KQ2-M4XD.")
    access_key = models.CharField(
        max_length=64, editable=False, help_text="The private link and the code are made from it; a new key revokes them."
    )
    record_key = models.CharField(
        max_length=64, editable=False, help_text="The record knows the reader's words only as digests under this key."
    )
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="tickets")
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="What the reader saw."
    )
    category = models.CharField(max_length=20, choices=Category, default=Category.FACT)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.FORM)
    passage = models.TextField(blank=True)
    wrong = models.TextField("what is wrong")
    right = models.TextField("what would be right", blank=True)
    source_url = models.URLField("source", max_length=500, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.NEW)
    resolution = models.CharField(max_length=20, choices=Resolution, blank=True)
    is_suspected = models.BooleanField("suspected", default=False)
    suspicion = models.CharField(max_length=200, blank=True, help_text="Why it was set aside.")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")
    notice = models.ForeignKey(Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        permissions = [
            ("view_contact", "Can see a reader's name and e-mail"),
            ("handle_ticket", "Can take tickets and answer readers"),
            ("resolve_ticket", "Can close tickets and write notices"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False) & ~Q(resolution="")
                | ~Q(status="closed") & Q(resolution="", closed_at__isnull=True),
                name="closed_ticket_has_a_resolution",
            ),
            models.CheckConstraint(
                condition=~Q(resolution="duplicate") | Q(duplicate_of__isnull=False),
                name="duplicate_names_its_original",
            ),
            models.CheckConstraint(
                condition=~Q(resolution__in=["corrected", "clarified"]) | Q(notice__isnull=False),
                name="corrected_ticket_has_a_notice",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="ticket_queue", condition=~Q(status="closed")),
            models.Index(F("received_at").desc(), F("id").desc(), name="ticket_newest"),
            models.Index("article", F("received_at").desc(), name="ticket_by_article"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN_STATES

    def is_overdue(self, at: datetime | None = None) -> bool:
        """Due, and not waiting for the reader; the twin of `overdue()`."""
        waits_for_us = self.is_open and not self.is_suspected and self.status != self.Status.ASKED
        return waits_for_us and self.due_at <= (at or timezone.now())


class TicketEvent(Acted, AppendOnly):
    """One step in a ticket's life, which nobody can edit: who, when, and what was said to whom."""

    is_in_act = True
    erasable = ("to_reader", "internal")
    keyed_by = "ticket__record_key"

    class Verb(models.TextChoices):
        RECEIVED = "received", "Received"
        TAKEN = "taken", "Taken"
        ASKED = "asked", "Question to the reader"
        ANSWERED = "answered", "Answer from the reader"
        NOTED = "noted", "Note for the desk"
        CLEARED = "cleared", "Cleared of suspicion"
        RESOLVED = "resolved", "Resolved"
        REOPENED = "reopened", "Reopened"

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(max_length=20, choices=Verb)
    resolution = models.CharField(max_length=20, choices=Ticket.Resolution, blank=True)
    to_reader = models.TextField(blank=True, help_text="What the reader was told, or told us.")
    internal = models.TextField(blank=True, help_text="For the desk only.")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["ticket", "at"], name="event_by_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket}: {self.get_verb_display()}"
