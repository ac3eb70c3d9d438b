from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import connections, models
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article, Edition
from corrections.models.notice import Notice
from newsroom.base.actors import Acted
from newsroom.base.append_only import AppendOnly

if TYPE_CHECKING:
    from django.contrib.auth.models import User


FEW = 1000  # reports that a word is in


class TicketQuerySet(models.QuerySet["Ticket"]):
    def open(self) -> TicketQuerySet:
        """Somebody still owes the reader an answer, or the reader us."""
        return self.exclude(status=Ticket.Status.CLOSED)  # in the words of the index `ticket_queue`, or SQLite passes it by

    def closed(self) -> TicketQuerySet:
        """Ended, whichever way; those that `is_open` is not true of."""
        return self.filter(status=Ticket.Status.CLOSED)

    def queue(self) -> TicketQuerySet:
        """Open tickets, the one that is due first on top; suspected ones apart, reports of the same behind their first."""
        return self.open().filter(is_suspected=False, grouped_with__isnull=True).order_by("due_at", "pk")

    def our_turn(self, at: datetime | None = None) -> TicketQuerySet:
        """The queue without what waits for a reader, or for an agency that still has time; the twin of `is_our_turn()`."""
        with_agency = Q(status=Ticket.Status.AWAITING_AGENCY, agency_due_at__gt=at or timezone.now())
        return self.queue().exclude(Q(status=Ticket.Status.ASKED) | with_agency)

    def overdue(self, at: datetime | None = None) -> TicketQuerySet:
        """Tickets of the queue whose answer is late; the twin of `is_overdue()`."""
        return self.queue().filter(Ticket.late(at))

    def agency_overdue(self, at: datetime | None = None) -> TicketQuerySet:
        """Forwarded, and the agency should have answered by now; the twin of `is_agency_overdue()`."""
        return self.queue().filter(Ticket.agency_late(at))

    def with_agency(self) -> TicketQuerySet:
        """Forwarded, and not answered yet."""
        return self.filter(status=Ticket.Status.AWAITING_AGENCY)

    def with_reader(self) -> TicketQuerySet:
        """Asked something that their reader has not answered yet."""
        return self.filter(status=Ticket.Status.ASKED)

    def to_erase(self, before: datetime) -> TicketQuerySet:
        """Closed before a time, with the reader's personal data still in them, the oldest first."""
        return self.filter(closed_at__lte=before, erased_at__isnull=True).order_by("closed_at", "pk")

    def suspected(self) -> TicketQuerySet:
        """Set aside as too fast or machine-made, for a person to look through; never dropped."""
        return self.filter(is_suspected=True).exclude(status=Ticket.Status.CLOSED)

    def genuine(self) -> TicketQuerySet:
        """Neither spam nor under suspicion; the twin of `is_genuine`."""
        return self.filter(is_suspected=False).exclude(resolution=Ticket.Resolution.SPAM)

    def unrestricted(self) -> TicketQuerySet:
        """For everybody who handles reports; those that `is_restricted` is not true of."""
        return self.exclude(category__in=Ticket.RESTRICTED)

    def counted(self, since: datetime, before: datetime, at: datetime | None = None) -> TicketQuerySet:
        """Reports that came between two times and count as reports of errors; the twin of `is_counted()`."""
        received = self.filter(received_at__gte=since, received_at__lt=before, received_at__lte=at or timezone.now())
        return received.filter(is_suspected=False).exclude(resolution__in=Ticket.NOT_COUNTED)

    def near(self, word: str) -> TicketQuerySet:
        """Without those that a word (or part of one) is not in, nor in their story's headline, if an index tells so quickly.

        Reports and headlines are asked apart, since PostgreSQL has no index for an OR over both; of a common word all stay.
        """
        if connections[self.db].vendor != "postgresql":
            return self
        said = Q(reference__icontains=word) | Q(passage__icontains=word) | Q(wrong__icontains=word)
        of_stories = Q(article__in=Article.objects.filter(headline__icontains=word))
        one, other = (
            Ticket.objects.filter(which).order_by().values_list("pk", flat=True)[: FEW + 1] for which in (said, of_stories)
        )
        found = set(one.union(other))
        return self.filter(pk__in=found) if len(found) <= FEW else self

    def accessible_to(self, user: User) -> TicketQuerySet:
        """Tickets that someone at the desk may see; legal complaints and the like are for standards and managing editors."""
        if not user.has_perm("corrections.view_ticket"):
            return self.none()
        return self.all() if user.has_perm("corrections.view_restricted") else self.unrestricted()


class Ticket(models.Model):
    """A reader's report of an error: it has a reference number, a state, a clock and an answer."""

    word_indexes: ClassVar = {
        "ticket_words_reference": "UPPER(reference)", "ticket_words_passage": "UPPER(passage)",
        "ticket_words_wrong": "UPPER(wrong)",
    }  # fmt: skip

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
        LEGAL = "legal", "A legal complaint"
        TAKEDOWN = "takedown", "A request to take something down"
        REPLY = "reply", "A right to reply"

    class Part(models.TextChoices):
        WORDS = "words", "Words of the text"
        HEADLINE = "headline", "The headline"
        PHOTO = "photo", "A photo"
        CAPTION = "caption", "A caption"
        MISSING = "missing", "Something that is missing"
        WHOLE = "whole", "The story as a whole"

    class Answers(models.TextChoices):
        OURS = "ours", "Our newsroom"
        AGENCY = "agency", "The agency"
        SOURCE = "source", "A source"

    class Status(models.TextChoices):
        NEW = "new", "New"
        TAKEN = "taken", "Taken"
        ASKED = "asked", "Waiting for the reader"
        ANSWERED = "answered", "The reader answered"
        REOPENED = "reopened", "Reopened"
        AWAITING_AGENCY = "awaiting_agency", "Waiting for the agency"
        CLOSED = "closed", "Closed"

    class Resolution(models.TextChoices):
        CORRECTED = "corrected", "Corrected"
        CLARIFIED = "clarified", "Clarified"
        FIXED = "fixed", "Put right without a notice"
        NO_ERROR = "no_error", "No error"
        DUPLICATE = "duplicate", "Reported before"
        SPAM = "spam", "Spam"
        WITHDRAWN = "withdrawn", "Withdrawn by the reader"

    class Channel(models.TextChoices):
        FORM = "form", "Form"
        PHONE = "phone", "Phone"
        LETTER = "letter", "Letter"
        MAIL = "mail", "Mail"
        STAFF = "staff", "Staff"

    OPEN_STATES = (Status.NEW, Status.TAKEN, Status.ASKED, Status.ANSWERED, Status.REOPENED, Status.AWAITING_AGENCY)
    WAITING_STATES = (Status.ASKED, Status.AWAITING_AGENCY)  # our clock stands still
    NOT_COUNTED = (Resolution.SPAM, Resolution.WITHDRAWN)
    RESTRICTED = (Category.LEGAL, Category.TAKEDOWN, Category.REPLY)  # for standards and managing editors alone

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
    part = models.CharField("part of the story", max_length=10, choices=Part, default=Part.WHOLE)
    passage = models.TextField(blank=True)
    passage_before = models.CharField(max_length=200, blank=True, help_text="The words before the passage, to find it again.")
    passage_after = models.CharField(max_length=200, blank=True, help_text="The words after it.")
    block = models.PositiveIntegerField(null=True, blank=True, help_text="Which block of the text that the reader saw.")
    photo = models.ForeignKey("articles.Photo", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    grouped_with = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="group", help_text="The first report of the same."
    )
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
    answers_for_it = models.CharField(
        "who answers for the error", max_length=10, choices=Answers, blank=True, help_text="Empty: not known yet."
    )
    forwarded_to = models.CharField(max_length=200, blank=True, help_text="The agency's address that was written to.")
    forwarded_at = models.DateTimeField(null=True, blank=True)
    agency_due_at = models.DateTimeField(null=True, blank=True, help_text="When the agency should have answered.")
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    clock_stopped_at = models.DateTimeField(null=True, blank=True, help_text="Since when we wait for somebody else.")
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When the reader's personal data went.")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = "report"  # as the desk calls it
        ordering = ["-received_at", "-pk"]
        permissions = [
            ("view_contact", "Can see a reader's name and e-mail"),
            ("handle_ticket", "Can take tickets and answer readers"),
            ("resolve_ticket", "Can close tickets and write notices"),
            ("view_restricted", "Can see legal complaints, takedown requests and rights to reply"),
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
            models.CheckConstraint(
                condition=~Q(status="awaiting_agency") | Q(forwarded_at__isnull=False), name="awaiting_ticket_was_forwarded"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="ticket_queue", condition=~Q(status="closed")),
            models.Index(F("received_at").desc(), F("id").desc(), name="ticket_newest"),
            models.Index("article", F("received_at").desc(), name="ticket_by_article"),
            models.Index(fields=["closed_at", "id"], name="ticket_not_erased", condition=Q(erased_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN_STATES

    @classmethod
    def late(cls, at: datetime | None = None) -> Q:
        """Of the queue: due, and not waiting for somebody else."""
        return ~Q(status__in=cls.WAITING_STATES) & Q(due_at__lte=at or timezone.now())

    @classmethod
    def agency_late(cls, at: datetime | None = None) -> Q:
        """Of the queue: the agency should have answered by now."""
        return Q(status=cls.Status.AWAITING_AGENCY, agency_due_at__lte=at or timezone.now())

    def is_our_turn(self, at: datetime | None = None) -> bool:
        """Nobody else owes the next word, or the agency owes it for too long; the twin of `our_turn()`."""
        return self._is_queued and (self.status not in self.WAITING_STATES or self.is_agency_overdue(at))

    def is_overdue(self, at: datetime | None = None) -> bool:
        """Due, and not waiting for somebody else; the twin of `overdue()`."""
        return self._is_queued and self.status not in self.WAITING_STATES and self.due_at <= (at or timezone.now())

    def is_agency_overdue(self, at: datetime | None = None) -> bool:
        """The agency should have answered by now; the twin of `agency_overdue()`."""
        if self.status != self.Status.AWAITING_AGENCY or self.agency_due_at is None:
            return False
        return self._is_queued and self.agency_due_at <= (at or timezone.now())

    def is_counted(self, since: datetime, before: datetime, at: datetime | None = None) -> bool:
        """Neither spam, suspected nor taken back, and of that time; the twin of `counted()`."""
        is_of_that_time = since <= self.received_at < before and self.received_at <= (at or timezone.now())
        return is_of_that_time and not self.is_suspected and self.resolution not in self.NOT_COUNTED

    @property
    def _is_queued(self) -> bool:
        return self.is_open and not self.is_suspected and self.grouped_with_id is None

    @property
    def takes_words(self) -> bool:
        """Whether its reader may add to it: not while an answer is asked for, nor where nothing is kept or taken up."""
        return not (self.erased_at or self.status == self.Status.ASKED or self.resolution == self.Resolution.SPAM)

    @property
    def is_genuine(self) -> bool:
        """Neither spam nor under suspicion; the twin of `genuine()`."""
        return not self.is_suspected and self.resolution != self.Resolution.SPAM

    @property
    def is_restricted(self) -> bool:
        """A legal complaint, a takedown request or a right to reply."""
        return self.category in self.RESTRICTED


class TicketEventQuerySet(models.QuerySet["TicketEvent"]):
    def answers(self) -> TicketEventQuerySet:
        """Steps by which a reader heard from us; the twin of `is_answer`."""
        # What is thrown away as spam is told nothing; if it is taken up again after all, that was no answer.
        return self.filter(verb__in=TicketEvent.ANSWERS).exclude(resolution=Ticket.Resolution.SPAM)


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
        ADDED = "added", "Words added by the reader"
        WITHDRAWN = "withdrawn", "Withdrawn by the reader"
        ASSIGNED = "assigned", "Assigned"
        FORWARDED = "forwarded", "Forwarded to the agency"
        GROUPED = "grouped", "Grouped with another report"
        SPLIT = "split", "Taken out of a group"
        STEPPED = "stepped", "A step short of removal"
        PROPOSED = "proposed", "A notice proposed"
        REVOKED = "revoked", "Private link revoked"
        ERASED = "erased", "Personal data erased"

    ANSWERS = (Verb.ASKED, Verb.RESOLVED)

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="events")
    verb = models.CharField(max_length=20, choices=Verb)
    resolution = models.CharField(max_length=20, choices=Ticket.Resolution, blank=True)
    to_reader = models.TextField(blank=True, help_text="What the reader was told, or told us.")
    internal = models.TextField(blank=True, help_text="For the desk only.")

    objects = TicketEventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["ticket", "at"], name="event_by_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket}: {self.get_verb_display()}"

    @property
    def is_answer(self) -> bool:
        """The twin of `answers()`."""
        return self.verb in self.ANSWERS and self.resolution != Ticket.Resolution.SPAM
