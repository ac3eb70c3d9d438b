"""What machines are told of a page, in schema.org's words: whose story it is, what was corrected, who publishes."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles.models import Agency, Article, Person, PolicyPage
from articles.standing import Standing
from corrections.log import LogEntry
from corrections.models import Notice
from newsroom.site.stories import StoryPage

Kind = Article.Kind
TYPES = {
    Kind.NEWS: "ReportageNewsArticle",
    Kind.BRIEF: "ReportageNewsArticle",
    Kind.FEATURE: "ReportageNewsArticle",
    Kind.ANALYSIS: "AnalysisNewsArticle",
    Kind.EXPLAINER: "BackgroundNewsArticle",
    Kind.OPINION: "OpinionNewsArticle",
    Kind.EDITORIAL: "OpinionNewsArticle",
    Kind.REVIEW: "ReviewNewsArticle",
    Kind.SATIRE: "SatiricalArticle",
    Kind.SPONSORED: "AdvertiserContentArticle",
}
# schema.org names the page on each subject; our pages have the kinds of PolicyPage.
POLICIES = {
    "standards": ("publishingPrinciples", "ethicsPolicy"),
    "corrections": ("correctionsPolicy", "actionableFeedbackPolicy"),
    "ownership": ("ownershipFundingInfo",),
    "masthead": ("masthead",),
    "sourcing": ("unnamedSourcesPolicy",),
}
# Pages of the kind “another page” are known by their address.
PAGES = {
    "ethics": ("ethicsPolicy",),
    "feedback": ("actionableFeedbackPolicy",),
    "diversity": ("diversityPolicy",),
    "staffing": ("diversityStaffingReport",),
    "mission": ("missionCoveragePrioritiesPolicy",),
    "verification": ("verificationFactCheckingPolicy",),
    "bylines": ("noBylinesPolicy",),
}


def publisher(standing: Standing) -> dict[str, Any]:
    """The publication, with the page for each of its policies."""
    publication = standing.publication
    organization: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "@id": f"{settings.SITE_URL}/#publisher",
        "name": publication["name"],
        "url": f"{settings.SITE_URL}/",
    }
    for policy in standing.policies:
        names = PAGES.get(policy["slug"], ()) if policy["kind"] == "other" else POLICIES.get(policy["kind"], ())
        found = dict.fromkeys(names, settings.SITE_URL + policy["path"])
        # A page of its own is more than a part of another.
        organization = organization | found if policy["kind"] == "other" else found | organization
    if publication.get("founded"):
        organization["foundingDate"] = str(publication["founded"])
    for name, field in (("email", "contact_email"), ("telephone", "phone"), ("address", "street_address")):
        if publication.get(field):
            organization[name] = publication[field]
    if publication.get("corrections_email"):
        organization["contactPoint"] = {
            "@type": "ContactPoint",
            "contactType": "corrections",
            "email": publication["corrections_email"],
            "url": f"{settings.SITE_URL}{reverse('corrections:log')}",
        }
    if publication.get("logo_hash"):
        organization["logo"] = f"{settings.SITE_URL}/media/{publication['logo_hash'][:32]}/share.jpg"
    return organization


def publication_page(standing: Standing) -> dict[str, Any]:
    """The front page."""
    return {"@context": "https://schema.org", **publisher(standing)}


def story(page: StoryPage, standing: Standing) -> dict[str, Any]:
    """A story: its type, credit, dates, pictures and corrections."""
    edition, agency = page.edition, page.edition.agency
    updated = edition.updated_at or edition.first_published_at
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES[Kind(edition.kind)],
        "@id": f"{page.absolute_url}#story",
        "mainEntityOfPage": page.absolute_url,
        "headline": page.title if page.mark and page.mark.is_retraction else edition.headline,
        "datePublished": iso(edition.first_published_at),
        "dateModified": iso(max([updated, *(notice.at for notice in page.notices)])),
        "articleSection": edition.section.name,
        "inLanguage": edition.language,
        "isAccessibleForFree": True,
        "wordCount": edition.page["words"],
        "author": authors(page, standing),
        "publisher": publisher(standing),
    }
    if page.mark:
        # schema.org has no word for either; the status is free text.
        document["creativeWorkStatus"] = page.mark.words
    document |= {
        "description": edition.standfirst,
        "keywords": [topic["name"] for topic in edition.page.get("topics", ())],
        "image": [image(photo) for photo in photos(page)],
        "correction": [correction(notice, page) for notice in page.notices if notice.kind != Notice.Kind.UPDATE],
    }
    if document["@type"].endswith("NewsArticle"):
        document["dateline"] = edition.page["dateline"]
    if agency:
        document["sourceOrganization"] = {"@type": "NewsMediaOrganization", "name": agency.name, "url": agency.website}
        document["copyrightHolder"] = {"@type": "Organization", "name": agency.name}
        document["copyrightNotice"] = page.copyright_line
        document["creditText"] = agency.credit_line
        if not agency.website:
            del document["sourceOrganization"]["url"]
    if any(policy["kind"] == "standards" for policy in standing.policies):
        document["publishingPrinciples"] = publisher(standing)["publishingPrinciples"]
    return {name: value for name, value in document.items() if value not in ("", [], None)}


def authors(page: StoryPage, standing: Standing) -> list[dict[str, Any]]:
    """The people in the byline; without one, the agency, or else the publication."""
    found = []
    for byline in page.edition.bylines:
        person = {"@type": "Person", "name": byline["name"]}
        if byline["slug"]:
            person |= {"url": f"{settings.SITE_URL}/people/{byline['slug']}/"}
            person |= {"jobTitle": byline["title"]} if byline["title"] else {}
        found.append(person)
    agency = page.edition.agency
    if not found and agency:
        url = agency.website or f"{settings.SITE_URL}{agency.get_absolute_url()}"
        found.append({"@type": "Organization", "name": agency.name, "url": url})
    return found or [{"@type": "Organization", "name": standing.publication["name"], "url": f"{settings.SITE_URL}/"}]


def photos(page: StoryPage) -> list[dict[str, Any]]:
    shown = [page.edition.lead_photo, *(block.get("photo") for block in page.blocks)]
    return [photo for photo in shown if photo]


def image(photo: dict[str, Any]) -> dict[str, Any]:
    """A photo with its rights chain."""
    document = {
        "@type": "ImageObject",
        "contentUrl": settings.SITE_URL + photo["largest"],
        "url": settings.SITE_URL + photo["share"],
        "width": photo["width"],
        "height": photo["height"],
        "caption": photo["caption"],
        "creditText": photo["credit"],
        "copyrightNotice": photo["copyright_notice"],
    }
    return {name: value for name, value in document.items() if value != ""}


def correction(notice: Notice, page: StoryPage) -> dict[str, Any]:
    return {
        "@type": "CorrectionComment",
        "@id": f"{page.absolute_url}#{notice.anchor}",
        "name": page.mark.words if page.mark and page.mark.notice == notice else notice.get_kind_display(),
        "text": notice.text,
        "datePublished": iso(notice.at),
        "url": settings.SITE_URL + notice.get_absolute_url(),
    }


def person_page(person: Person, standing: Standing) -> dict[str, Any]:
    """Somebody's own page."""
    subject = {"@type": "Person", "name": person.name, "url": settings.SITE_URL + person.get_absolute_url()}
    subject |= {"jobTitle": person.title} if person.title else {}
    subject |= {"description": person.bio} if person.bio else {}
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {**subject, "worksFor": publisher(standing)},
    }


def policy_page(policy: PolicyPage, standing: Standing) -> dict[str, Any]:
    """A page on how we work, and when it was last changed."""
    document = {
        "@context": "https://schema.org",
        "@type": "ContactPage" if policy.kind == PolicyPage.Kind.CONTACT else "AboutPage",
        "url": settings.SITE_URL + policy.get_absolute_url(),
        "name": policy.title,
        "description": policy.summary,
        "inLanguage": standing.publication["language"],
        "dateModified": iso(policy.updated_at) if policy.updated_at else "",
        "about": publisher(standing),
    }
    return {name: value for name, value in document.items() if value != ""}


def agency_page(agency: Agency) -> dict[str, Any]:
    """Whose stories these are, besides ours."""
    subject = {"@type": "NewsMediaOrganization", "name": agency.name, "description": agency.profile, "url": agency.website}
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "mainEntity": {name: value for name, value in subject.items() if value},
    }


def notice_page(entry: LogEntry, standing: Standing) -> dict[str, Any]:
    """One notice at its own address, and the story it is on, if it names one."""
    notice, story = entry.notice, entry.story
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "CorrectionComment",
        "name": notice.get_kind_display(),
        "text": notice.text,
        "datePublished": iso(notice.at),
        "url": settings.SITE_URL + notice.get_absolute_url(),
        "publisher": publisher(standing),
    }
    if story is not None:
        address = settings.SITE_URL + story.path
        document |= {
            "@id": f"{address}#{notice.anchor}",
            "about": {"@type": TYPES[Kind(story.kind)], "@id": f"{address}#story", "url": address},
        }
    return document


def iso(at: Any) -> str:
    """A time in the publication's zone, to the second."""
    return str(timezone.localtime(at).isoformat(timespec="seconds"))
