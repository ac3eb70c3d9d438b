"""Inputs of the desk's forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone


class MomentInput(forms.DateTimeInput):
    """The browser's own date and time picker; a time keeps its seconds if it has them."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"step": "any", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, datetime):
            return value.strftime("%Y-%m-%dT%H:%M:%S" if value.second else "%Y-%m-%dT%H:%M")
        return str(value) if value else None


class MomentField(forms.DateTimeField):
    """A time in the publication's zone; untouched, it stays what it was to the microsecond."""

    widget = MomentInput

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        if isinstance(initial, datetime) and timezone.is_aware(initial):
            initial = timezone.localtime(initial)
        return (MomentInput().format_value(initial) or "") != (data or "")
