"""What an edition stores at publication: all that the story's page, feeds and API need, as plain JSON."""

from __future__ import annotations

from typing import Any

from articles.body import blocks, folded, plain_text
from articles.models import Article, Edition, Person, Photo, Topic
from articles.photos import photo_document

# What may stand between a dateline and the text, in wire files and by hand.
DASHES = "—–-_ \u00a0"
PRINTED = ("headline", "standfirst", "dateline", "body", "tagline")
CONTENT = (
    "headline", "standfirst", "slugline", "slug", "kind", "section_id", "language", "agency_id", "dateline", "body",
    "tagline", "lead_photo_id", "lead_photo_caption", "refuses_promos", "editor_note",
)  # fmt: skip


def content_of(article: Article) -> dict[str, Any]:
    """Every field of the working copy, as a revision keeps it."""
    return {
        **{name: getattr(article, name) for name in CONTENT},
        "topic_ids": sorted(article.topics.values_list("pk", flat=True)),
        "bylines": [
            {"person_id": byline.person_id, "name": byline.name, "role": byline.role} for byline in article.bylines.all()
        ],
    }


def printed_words(content: dict[str, Any]) -> dict[str, str]:
    """The words a reader would see, without markup: what tells agency text from edited text."""
    said = {name: str(content.get(name, "")) for name in PRINTED}  # of an expunged revision nothing is left
    return {name: plain_text(text) if name == "body" else " ".join(text.split()) for name, text in said.items()}


def page_of(content: dict[str, Any]) -> dict[str, Any]:
    """The stored page of a revision: blocks, bylines with the author's profile, photos with their captions."""
    found = blocks(content["body"])
    ids = {block.ref for block in found if block.kind == "photo"} | {content["lead_photo_id"]}
    photos = {photo.pk: photo for photo in Photo.objects.filter(pk__in=ids - {None}).select_related("agency")}
    people = {
        person.pk: person
        for person in Person.objects.filter(
            pk__in=[byline["person_id"] for byline in content["bylines"] if byline["person_id"]]
        ).select_related("photo")
    }
    lead = photos.get(content["lead_photo_id"])
    return {
        "dateline": content["dateline"],
        "tagline": content["tagline"],
        "refuses_promos": content["refuses_promos"],
        "topics": list(Topic.objects.filter(pk__in=content["topic_ids"]).values("slug", "name")),
        "bylines": [_byline(byline, people) for byline in content["bylines"]],
        "lead_photo": photo_document(lead, caption=content["lead_photo_caption"]) if lead else None,
        "blocks": [
            {"kind": "promo", "article": block.ref}
            if block.kind == "promo"
            else {"kind": "photo", "photo": photo_document(photos[block.ref])}
            if block.kind == "photo"
            else {"kind": "html", "html": block.html}
            for block in found
            if block.kind != "photo" or block.ref in photos
        ],
        "words": len(plain_text(content["body"]).split()),
    }


def printed_dateline(edition: Edition) -> str:
    """The dateline as it is run into the text; "" if there is none, or if the text itself begins with it."""
    dateline = str(edition.page["dateline"]).strip().rstrip(DASHES)
    first = next((block["html"] for block in edition.page["blocks"] if block["kind"] == "html"), None)
    is_said = first is None or plain_text(first).casefold().startswith(dateline.casefold())
    return "" if is_said else dateline


def photo_ids(content: dict[str, Any]) -> list[int]:
    """The photos a revision shows: lead, in the text, and the authors' portraits."""
    ids = {block.ref for block in blocks(content["body"]) if block.kind == "photo"} | {content["lead_photo_id"]}
    authors = [byline["person_id"] for byline in content["bylines"] if byline["person_id"]]
    ids |= set(Person.objects.filter(pk__in=authors).values_list("photo_id", flat=True))
    return list(Photo.objects.filter(pk__in=ids - {None}).values_list("pk", flat=True))


def promoted_ids(content: dict[str, Any]) -> list[int]:
    """The stories that promos in a revision's text name; one that never was is left out."""
    named = {block.ref for block in blocks(content["body"]) if block.kind == "promo"}
    return list(Article.objects.filter(pk__in=named - {None}).values_list("pk", flat=True)) if named else []


def search_text(content: dict[str, Any], page: dict[str, Any]) -> str:
    """What search looks through, folded."""
    names = " ".join(byline["name"] for byline in page["bylines"])
    return folded(" ".join([*printed_words(content).values(), names]))


def _byline(byline: dict[str, Any], people: dict[int, Person]) -> dict[str, Any]:
    person = people.get(byline["person_id"])
    if person is None:
        return {"name": byline["name"], "role": byline["role"], "slug": ""}
    return {
        "name": person.name,
        "role": byline["role"],
        "slug": person.slug,
        "title": person.title,
        "bio": person.bio,
        "email": person.email,
        "photo": photo_document(person.photo) if person.photo else None,
    }
