"""How the site's tests read pages: each asks as a reader would."""

from __future__ import annotations

from typing import Any

from django.test import Client
from lxml import html

from articles.models import Article


def get(path: str, **extra: Any) -> Any:
    """The answer to a reader without cookies."""
    return Client().get(path, **extra)


def page(path: str) -> html.HtmlElement:
    """A page that must answer 200, parsed."""
    response = get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return html.fromstring(response.content.decode())


def text(path: str) -> str:
    """The words of a page, with single spaces."""
    return " ".join(page(path).find("body").text_content().split())


def path_of(article: Article) -> str:
    """A story's newest address, visible or not."""
    return str(article.editions.order_by("-number").first().path)
