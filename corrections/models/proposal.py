from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.models import Article, Revision
from corrections.models.notice import Notice
from corrections.models.ticket import Ticket
from newsroom.base.actors import Acted, one_actor

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class NoticeProposalQuerySet(models.QuerySet["NoticeProposal"]):
    def open(self) -> NoticeProposalQuerySet:
        """Proposals that wait for a second person, the oldest first."""
        return self.filter(decided_at__isnull=True).order_by("at", "pk")

    def accessible_to(self, user: User) -> NoticeProposalQuerySet:
        """A proposal on a report that somebody may not see is not theirs to see either."""
        return (
            self.all() if user.has_perm("corrections.view_restricted") else self.exclude(ticket__category__in=Ticket.RESTRICTED)
        )


class NoticeProposal(Acted):
    """A retraction or clarification that waits for a second person; only approved text becomes a notice."""

    class Decision(models.TextChoices):
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Rejected"
        OVERTAKEN = "overtaken", "Overtaken by a later change"

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="notice_proposals")
    ticket = models.ForeignKey(Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="notice_proposals")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+", help_text="The words to be published.")
    kind = models.CharField(max_length=20, choices=Notice.Kind)
    origin = models.CharField(max_length=10, choices=Notice.Origin)
    severity = models.CharField(max_length=10, choices=Notice.Severity, default=Notice.Severity.ORDINARY)
    placement = models.CharField(max_length=10, choices=Notice.Placement, blank=True)
    text = models.TextField()
    passage = models.TextField(blank=True)
    supersedes = models.ForeignKey(
        Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="The notice whose place it takes."
    )
    to_reader = models.TextField(blank=True, help_text="What the reporters will be told.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was rejected.")
    notice = models.OneToOneField(Notice, null=True, blank=True, on_delete=models.PROTECT, related_name="proposal")

    objects = NoticeProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "proposed notice"
        ordering = ["-at", "-pk"]
        permissions = [("approve_noticeproposal", "Can approve another's proposed notice")]
        constraints = [
            one_actor("notice_proposal_has_one_actor"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decision="") | Q(decided_at__isnull=False) & ~Q(decision=""),
                name="decided_proposal_has_a_decision",
            ),
            models.CheckConstraint(
                condition=~Q(decision="approved") | Q(notice__isnull=False), name="approved_proposal_became_a_notice"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | Q(by__isnull=True) | ~Q(decided_by=F("by")),
                name="nobody_decides_their_own_proposal",
            ),
        ]
        indexes = [models.Index(fields=["at", "id"], name="proposal_open", condition=Q(decided_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} proposed on {self.article}"
