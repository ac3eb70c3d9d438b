from __future__ import annotations

from django.db import models

from articles.models import Agency
from newsroom.base.on_record import OnRecord


class ChangePolicy(OnRecord):
    """What may happen to an agency's copy on our pages without a person; kills and holds always act at once."""

    class Way(models.TextChoices):
        AT_ONCE = "at_once", "At once"
        ASK = "ask", "Waits for the desk"

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, related_name="change_policy")
    correction = models.CharField(
        "corrections", max_length=10, choices=Way, default=Way.AT_ONCE, help_text="Of copy that nobody here has edited."
    )
    update = models.CharField(
        "updates", max_length=10, choices=Way, default=Way.AT_ONCE, help_text="Of copy that nobody here has edited."
    )
    minor = models.CharField(
        "minor changes", max_length=10, choices=Way, default=Way.AT_ONCE, help_text="Of copy that nobody here has edited."
    )
    release = models.CharField("releases of a hold", max_length=10, choices=Way, default=Way.AT_ONCE)
    edited = models.CharField(
        "copy that we edited",
        max_length=10,
        choices=Way,
        default=Way.ASK,
        help_text="Changes that touch none of the words we changed; where they do, an editor always decides.",
    )
    overdue_minutes = models.PositiveIntegerField(
        "overdue after", default=30, help_text="Minutes that a change of a published story may wait before the desk is mailed."
    )

    class Meta:
        verbose_name = "policy for changes"
        verbose_name_plural = "policies for changes"
        ordering = ["agency__name"]

    def __str__(self) -> str:
        return f"Changes by {self.agency}"

    @classmethod
    def of(cls, agency: Agency) -> ChangePolicy:
        """An agency's policy; the safe one where the desk has set none."""
        return cls.objects.filter(agency=agency).first() or cls(agency=agency)
