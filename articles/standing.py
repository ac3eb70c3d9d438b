"""Standing matter: the publication, its navigation, policy pages and disclaimers, which every page carries.

All of it is read in one query for each request, so that a change shows at once and in every process.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles.disclaimers import RULE_FIELDS
from articles.models import Disclaimer, PolicyPage, Publication, Section

NOBODY = {"name": "Newsroom", "time_zone": "UTC", "language": "en"}
PUBLICATION = (
    "name", "strapline", "description", "language", "time_zone", "founded", "contact_email", "corrections_email", "phone",
    "street_address", "accuracy_heading", "accuracy_text", "report_link_text", "standards_link_text", "footer_note",
)  # fmt: skip
DISCLAIMER = ("id", "slug", "name", "position", *RULE_FIELDS)


@dataclass(frozen=True)
class Standing:
    """The publication (its fields as a dict), sections and policy pages in order, disclaimers in use in order."""

    publication: dict[str, Any] = field(default_factory=lambda: dict(NOBODY))
    sections: tuple[dict[str, Any], ...] = ()
    policies: tuple[dict[str, Any], ...] = ()
    disclaimers: tuple[dict[str, Any], ...] = ()


def load() -> Standing:
    """Read the standing matter, in one query."""
    rows = _documents(Publication.objects.all(), "publication", PUBLICATION, logo_hash=F("logo__hash")).union(
        _documents(Section.objects.all(), "section", ("id", "slug", "name", "description", "position", "refuses_promos")),
        _documents(PolicyPage.objects.all(), "policy", ("slug", "title", "kind", "summary", "position")),
        _documents(Disclaimer.objects.filter(is_active=True), "disclaimer", DISCLAIMER),
        all=True,
    )
    found: dict[str, list[dict[str, Any]]] = {"publication": [], "section": [], "policy": [], "disclaimer": []}
    for what, document in rows:
        found[what].append(_typed(document))
    for policy in found["policy"]:
        policy["path"] = PolicyPage(slug=policy["slug"]).get_absolute_url()
    return Standing(
        publication=found["publication"][0] if found["publication"] else dict(NOBODY),
        sections=_in_order(found["section"], "name"),
        policies=_in_order(found["policy"], "title"),
        disclaimers=_in_order(found["disclaimer"], "id"),
    )


def standing_of(request: HttpRequest) -> Standing:
    """The standing matter, read once for each request."""
    standing: Standing | None = getattr(request, "_standing", None)
    if standing is None:
        standing = load()
        request._standing = standing  # type: ignore[attr-defined]
    return standing


def context(request: HttpRequest) -> dict[str, Any]:
    """Template context: `standing` and `publication`."""
    return {
        "standing": SimpleLazyObject(lambda: standing_of(request)),
        "publication": SimpleLazyObject(lambda: standing_of(request).publication),
    }


def _documents(queryset: Any, what: str, names: tuple[str, ...], **more: F) -> Any:
    return (
        queryset.order_by()
        .annotate(what=Value(what), document=JSONObject(**{name: F(name) for name in names}, **more))
        .values_list("what", "document")
    )


def _typed(document: dict[str, Any]) -> dict[str, Any]:
    """SQLite has neither booleans nor lists: 0 and 1 and JSON text come back as what they were."""
    for name in ("reviewed", "edited", "is_active", "refuses_promos"):
        if document.get(name) is not None:
            document[name] = bool(document[name])
    for name in ("agencies", "sections", "kinds"):
        if isinstance(document.get(name), str):
            document[name] = json.loads(document[name])
    return document


def _in_order(rows: list[dict[str, Any]], second: str) -> tuple[dict[str, Any], ...]:
    return tuple(sorted(rows, key=lambda row: (row["position"], row[second])))
