"""A story as a ninjs 3.1 object, with disclaimers and notices among its descriptions."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from articles.standing import Standing
from newsroom.site.syndication import Dispatch

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}
AGENCY_IN_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")


def item(dispatch: Dispatch, standing: Standing) -> dict[str, Any]:
    """One story; its text is left to the page where the agency lets us pass on the summary only."""
    edition = dispatch.edition
    agency = edition.agency
    publication = standing.publication
    holder = agency.name if agency else publication["name"]
    document: dict[str, Any] = {
        "uri": dispatch.uri,
        "type": "text",
        "representationType": "full" if dispatch.is_full else "partial",
        "version": str(edition.number),
        "firstCreated": stamp(edition.first_published_at),
        "versionCreated": stamp(dispatch.updated),
        "pubStatus": "usable",
        "language": edition.language,
        "headlines": headlines(dispatch),
        "descriptions": descriptions(dispatch),
        "bodies": [{"role": "main", "contentType": "text/html", "value": dispatch.html()}],
        "by": dispatch.credit,
        "located": AGENCY_IN_BRACKETS.sub("", edition.page["dateline"]),
        "people": [{"name": byline["name"], "rel": byline["role"]} for byline in edition.bylines],
        "infoSources": [{"name": holder, "role": "source", **({"uri": agency.website} if agency and agency.website else {})}],
        "copyrightHolder": holder,
        "copyrightNotice": agency.copyright_line(timezone.localtime(edition.first_published_at).year) if agency else "",
        "subjects": subjects(dispatch),
        "genres": [{"name": edition.get_kind_display(), "literal": edition.kind}],
        "renditions": [{"name": "web", "href": dispatch.url, "contentType": "text/html"}],
        "associations": [association(dispatch.photo)] if dispatch.photo else [],
        "altIds": [{"role": "id", "value": str(edition.article_id)}, {"role": "web", "value": dispatch.url}],
        "trustIndicators": [
            {"title": policy["title"], "href": settings.SITE_URL + policy["path"]}
            for policy in standing.policies
            if policy["kind"] in ("standards", "corrections", "ownership", "sourcing")
        ],
        "standard": STANDARD,
    }
    return {name: value for name, value in document.items() if value not in ("", [])}


def headlines(dispatch: Dispatch) -> list[dict[str, str]]:
    """The headline; a retraction stands in it, so that nobody who prints it can leave that out."""
    edition, mark = dispatch.edition, dispatch.mark
    main = mark.title(edition.headline) if mark and mark.is_retraction else edition.headline
    found = [("main", main)] + ([("notice", f"{mark.words}: {mark.notice.text}")] if mark else [])
    return [{"role": role, "contentType": "text/plain", "value": value} for role, value in found]


def descriptions(dispatch: Dispatch) -> list[dict[str, str]]:
    """Standfirst, disclaimers and notices, told apart by role."""
    found = [("summary", dispatch.edition.standfirst)] if dispatch.edition.standfirst else []
    found += [("disclaimer", applied.text) for applied in dispatch.disclaimers]
    found += [(f"notice:{notice.kind}", notice.text) for notice in dispatch.notices]
    return [{"role": role, "contentType": "text/plain", "value": value} for role, value in found]


def subjects(dispatch: Dispatch) -> list[dict[str, str]]:
    section = dispatch.edition.section
    found = [{"name": section.name, "rel": "section", "uri": settings.SITE_URL + section.get_absolute_url()}]
    for topic in dispatch.edition.page.get("topics", ()):
        found.append({"name": topic["name"], "rel": "about", "uri": f"{settings.SITE_URL}/topics/{topic['slug']}/"})
    return found


def association(photo: dict[str, Any]) -> dict[str, Any]:
    """The lead photo, with its credit and alternative text."""
    words = [("caption", photo["caption"]), ("alt", photo["alt"])]
    document: dict[str, Any] = {
        "name": "lead",
        "uri": settings.SITE_URL + photo["largest"],
        "type": "picture",
        "by": photo["credit"],
        "copyrightNotice": photo["copyright_notice"],
        "usageTerms": photo["usage_terms"],
        "descriptions": [{"role": role, "contentType": "text/plain", "value": value} for role, value in words if value],
        "renditions": [
            {
                "name": "share",
                "href": settings.SITE_URL + photo["share"],
                "contentType": "image/jpeg",
                "width": 1200,
                "height": 630,
            }
        ],
    }
    return {name: value for name, value in document.items() if value not in ("", [])}


def stamp(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")
