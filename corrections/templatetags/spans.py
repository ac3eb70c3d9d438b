"""Spans of time in words."""

from __future__ import annotations

from datetime import timedelta

from django import template

from corrections.accuracy import spoken

register = template.Library()


@register.filter
def span(value: timedelta | None) -> str:
    """“5 hours”; a dash for what has not happened."""
    return spoken(value) or "–"
