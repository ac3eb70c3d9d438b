"""The editor of a story's text: a plain text area that becomes one where scripts run, and loses nothing either way."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django_prose_editor.widgets import prose_editor_admin_media
from js_asset import Script
from lxml import etree, html

from articles import body
from articles.models import Article, Photo


class BodyWidget(forms.Textarea):
    """The text with the headlines of its promos and the titles of its photos, which the editor shows in their place."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": 24, "data-news-body": "", **(attrs or {})})

    @property
    def media(self) -> Any:
        return prose_editor_admin_media + forms.Media(js=[Script("newsroom/desk-body.js", type="module")])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-labels"] = json.dumps(labels(value or ""))
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        return False  # the text area is hidden behind the editor: a browser could not say what is missing


class BodyField(forms.CharField):
    widget = BodyWidget

    def to_python(self, value: Any) -> Any:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, (data or "").replace("\r\n", "\n"))


def labels(markup: str) -> dict[str, dict[int, str]]:
    """What stands for each promo and photo of a text: headline or title, by id."""
    found = body.blocks(markup)
    promos = [block.ref for block in found if block.kind == "promo"]
    photos = [block.ref for block in found if block.kind == "photo"]
    return {
        "promo": dict(Article.objects.filter(pk__in=promos).values_list("pk", "headline")) if promos else {},
        "photo": dict(Photo.objects.filter(pk__in=photos).values_list("pk", "title")) if photos else {},
    }


def written(markup: str) -> str:
    """The editor wraps the words of every list item in a paragraph; we store them without, as they came."""
    if "<li" not in markup:
        return markup
    holder = html.fragment_fromstring(markup, create_parent="div")
    for item in holder.iter("li"):
        first, *others = list(item) or [None]
        if first is not None and first.tag == "p" and not first.attrib and all(child.tag in ("ul", "ol") for child in others):
            first.drop_tag()
    inner = "".join(etree.tostring(child, encoding="unicode", method="html") for child in holder)
    return f"{holder.text or ''}{inner}"
