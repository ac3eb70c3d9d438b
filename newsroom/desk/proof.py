"""A story as readers will have it, shown at the desk: its pictures come through the desk's own door, held or not."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from articles.models import Article, Edition
from newsroom.site import stories


def proof_of(edition: Edition) -> dict[str, Any]:
    """The parts of an unpublished edition's page, in the order in which they are printed."""
    blocks = [_block(block) for block in stories.with_dateline(edition)]
    promoted = [block["article"] for block in blocks if block["kind"] == "promo"]
    headlines = dict(Article.objects.filter(pk__in=promoted).values_list("pk", "headline")) if promoted else {}
    seen = set(Edition.objects.visible().filter(article__in=promoted).values_list("article", flat=True)) if promoted else set()
    for block in blocks:
        if block["kind"] == "promo":
            block["headline"] = headlines.get(block["article"], "a story that is not there")
            block["is_visible"] = block["article"] in seen
    lead = edition.page["lead_photo"]
    return {"edition": edition, "blocks": blocks, "lead": _photo(lead) if lead else None}


def _block(block: dict[str, Any]) -> dict[str, Any]:
    return {**block, "photo": _photo(block["photo"])} if block["kind"] == "photo" else dict(block)


def _photo(document: dict[str, Any]) -> dict[str, Any]:
    name = document["src"].rsplit("/", 1)[1]
    return {**document, "address": reverse("admin:desk_photo", args=[document["id"], name])}
