"""Later versions of the builders' story, and what the desk may have done with it meanwhile."""

from __future__ import annotations

from typing import Any

from articles import publishing
from articles.models import Article
from tests.factories import (
    NOON,
    make_agency,
    make_user,
)
from tests.wire.builders import TEXT, story
from wire.models import ChangePolicy, Pickup

NEW_TEXT = TEXT.replace("14,200", "12,400")
SIGNALS = ("sig:correction",)
OWN = "Union leaders told The Harbor Ledger so."


def later(version: int = 2, **fields: object) -> Any:
    return story(version, **{"body_html": NEW_TEXT, **fields})


def correction(version: int = 2, **fields: object) -> Any:
    return later(version, **{"signals": SIGNALS, "editor_note": "CORRECTS number of passengers.", **fields})


def edited(article: Article, *, out: bool = True) -> None:
    """A paragraph of our own at the end; with `out`, readers have it too."""
    article.body += f"<p>{OWN}</p>"
    publishing.save_revision(article=article, by=make_user(None), at=NOON)
    if out:
        publishing.publish(article=article, by=make_user(None), change="substantive", no_notice_reason="More.", at=NOON)


def set_policy(**ways: str) -> None:
    ChangePolicy.objects.create(agency=make_agency("northline"), **ways)


def tie() -> Pickup:
    return Pickup.objects.get()


def body_at(article: Article, at: Any) -> str:
    edition = article.visible_edition(at)
    assert edition is not None
    return str(edition.revision.content["body"])
