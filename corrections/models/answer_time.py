from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from corrections.models.ticket import Ticket

MOST_HOURS = 30 * 24


class AnswerTime(models.Model):
    """How long a reader waits for a first answer to one kind of report: a row for each, and what readers are promised."""

    category = models.CharField("kind of report", max_length=20, choices=Ticket.Category, unique=True, editable=False)
    hours = models.PositiveSmallIntegerField(
        "hours to a first answer",
        validators=[
            MinValueValidator(1, "Give yourselves an hour at least."),
            MaxValueValidator(MOST_HOURS, "Nobody waits longer than thirty days: write 720 hours or fewer."),
        ],
        help_text="Of every day, weekends too. Readers are told so.",
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=MOST_HOURS), name="answer_time_is_within_thirty_days")
        ]

    def __str__(self) -> str:
        return self.get_category_display()
