"""Tags of the reader's pages."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.models import Article
from corrections.log import LogEntry
from newsroom.site import jsonld

register = template.Library()

SPOKEN = {"full": "N j, Y, P T", "day": "N j, Y", "this year": "N j", "hour": "P"}
CREDITS = {"reporter": "By", "photographer": "Photographs by", "contributor": "With", "translator": "Translated by"}
# How wide a picture is drawn, so that a browser fetches no more than it needs.
SIZES = {
    "lead": "(min-width: 75rem) 896px, (min-width: 64rem) calc(100vw - 19rem), 100vw",
    "text": "(min-width: 45rem) 656px, 100vw",
    "top": "(min-width: 75rem) 760px, (min-width: 60rem) 62vw, 100vw",
    "half": "(min-width: 60rem) 36rem, 100vw",
    "third": "(min-width: 60rem) 22rem, (min-width: 40rem) 45vw, 100vw",
    "small": "(min-width: 40rem) 176px, 112px",
    "portrait": "96px",
}


@register.simple_tag
def moment(at: datetime | None, style: str = "full") -> str | SafeString:
    """A time as people say it, with the exact one in `datetime` and `title`: “Nov. 20, 2026, 7 a.m. EST”.

    Styles: "full", "day" (without the hour), and "short", as lists have it: the hour alone if it is today, the day
    without its year if it is this year.
    """
    if at is None:
        return ""
    local, now = timezone.localtime(at), timezone.localtime()
    if style == "short":
        style = "hour" if local.date() == now.date() else "this year" if local.year == now.year else "day"
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        formatted(local, "l, F j, Y, H:i:s T"),
        formatted(local, SPOKEN[style]),
    )


@register.simple_tag
def body_html(html: str) -> SafeString:
    """A block of a story's body, printed as it is: articles.body.clean sanitised it when the story was saved."""
    return mark_safe(html)  # noqa: S308 - the verbs sanitised it


@register.simple_tag
def json_ld(document: dict[str, Any] | None) -> str | SafeString:
    """Data for machines; nothing in it can end the script element or begin a comment."""
    if not document:
        return ""
    text = json.dumps(document, ensure_ascii=False)
    for character, escaped in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(character, escaped)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


@register.simple_tag(takes_context=True)
def notice_json_ld(context: template.Context, entry: LogEntry) -> str | SafeString:
    """What machines are told of a notice at its own address."""
    return json_ld(jsonld.notice_page(entry, context["standing"]))


@register.simple_tag
def byline(bylines: list[dict[str, Any]]) -> SafeString:
    """Who made the story, by role: “By Mara Quill and Tom Halloran. Photographs by Inês Duarte”."""
    groups: dict[str, list[SafeString]] = {}
    for one in bylines:
        name = format_html("{}", one["name"])
        if one["slug"]:
            name = format_html('<a href="{}">{}</a>', reverse("site:person", args=[one["slug"]]), one["name"])
        groups.setdefault(one["role"], []).append(name)
    lines = [format_html("{} {}", CREDITS[role], _listed(groups[role])) for role in CREDITS if role in groups]
    return format_html_join("", '<span class="byline__part">{}</span> ', ((line,) for line in lines))


def _listed(names: list[SafeString]) -> SafeString:
    if len(names) == 1:
        return names[0]
    return format_html("{} and {}", format_html_join(", ", "{}", ((name,) for name in names[:-1])), names[-1])


@register.inclusion_tag("site/_picture.html")
def picture(photo: dict[str, Any], place: str, *, eager: bool = False) -> dict[str, Any]:
    """A photo in the sizes that a place on the page needs, cut around what matters in it."""
    focal_x, focal_y = photo["focal"]
    focus = f"fx-{round(focal_x * 10)} fy-{round(focal_y * 10)}"
    return {"photo": photo, "sizes": SIZES[place], "focus": focus, "eager": eager}


@register.simple_tag
def numbered(page: Page, number: int, query: str = "") -> str:
    """The address of another page of a list."""
    extra = f"{query}&" if query else ""
    return f"?{extra}page={number}" if number > 1 else f"?{query}" if query else "."


@register.filter
def kind_of(kind: str) -> str:
    """The printed label of a story's type; nothing for plain news."""
    return "" if kind in (Article.Kind.NEWS, Article.Kind.BRIEF) else str(Article.Kind(kind).label)
