"""Wire items for tests: a usable story of Northline's unless told otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from articles import publishing
from articles.models import Article
from tests.factories import HOUR, NOON, make_publication, make_section, make_user
from wire import pickup
from wire.formats.parsed import ParsedItem, WireStatus
from wire.intake import Outcome
from wire.models import Item

TEXT = "<p>The ferry company will run its boats all night.</p><p>It carried 14,200 people in three months.</p>"


def story(version: int = 1, **fields: Any) -> ParsedItem:
    """Version n was made n hours after noon, as the agency says."""
    defaults: dict[str, Any] = {
        "format": "ninjs",
        "item_id": "urn:northline:ferry",
        "agency": "Northline",
        "version": version,
        "status_as_sent": "usable",
        "headline": "Night ferries to stay",
        "slugline": "FERRY-NIGHT",
        "dateline": "PORT MERRION (Northline)",
        "body_html": TEXT,
        "bylines": ("Ilse Tamberlane",),
        "version_created_at": NOON + min(version, 1000) * HOUR,
    }
    return ParsedItem(**{**defaults, **fields})


def kill(version: int = 9, **fields: Any) -> ParsedItem:
    """A kill carries no text."""
    return order(WireStatus.CANCELED, "canceled", version, **fields)


def hold(version: int = 5, **fields: Any) -> ParsedItem:
    return order(WireStatus.WITHHELD, "withheld", version, **fields)


def order(status: WireStatus, sent: str, version: int, **fields: Any) -> ParsedItem:
    defaults = {"status": status, "status_as_sent": sent, "body_html": "", "headline": "", "dateline": "", "bylines": ()}
    return story(version, **{**defaults, **fields})


def the_item() -> Item:
    return Item.objects.get(item_id="urn:northline:ferry")


def picked_up(at: datetime = NOON, **options: Any) -> Article:
    """The draft that an editor made of the item."""
    by = options.pop("by", None) or make_user(None)
    return pickup.pick_up(item=options.pop("item", None) or the_item(), by=by, section=make_section("world"), at=at)


def published(send: Callable[..., list[Outcome]], **fields: Any) -> Article:
    """The item's story, live since noon."""
    make_publication(desk_email="desk@ledger.example")
    send(story(**fields))
    article = picked_up()
    publishing.publish(article=article, by=make_user(None), at=NOON)
    assert article.is_visible(NOON)
    return article
