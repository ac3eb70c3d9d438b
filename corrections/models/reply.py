from __future__ import annotations

from django.db import models

from newsroom.base.on_record import OnRecord


class Reply(OnRecord):
    """A canned text for answers to readers; {reference}, {headline} and {publication} are filled in."""

    name = models.CharField(max_length=80, unique=True)
    text = models.TextField()
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        verbose_name_plural = "replies"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Republisher(OnRecord):
    """Somebody who carries our stories elsewhere and is mailed of every notice on one."""

    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField("is mailed", default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
