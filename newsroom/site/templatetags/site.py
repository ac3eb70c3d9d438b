"""Tags of the reader's pages."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def moment(at: datetime | None, style: str = "full") -> str | SafeString:
    """A time as people say it, with the exact one in `datetime` and `title`: “Nov. 20, 2026, 7 a.m. EST”.

    Styles: "full", "day" (without the hour), "short" (the hour alone if it is today, else the day).
    """
    if at is None:
        return ""
    local, now = timezone.localtime(at), timezone.localtime()
    spoken = {"full": "N j, Y, P T", "day": "N j, Y", "short": "P" if local.date() == now.date() else "N j, Y"}[style]
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        formatted(local, "l, F j, Y, H:i:s T"),
        formatted(local, spoken),
    )
