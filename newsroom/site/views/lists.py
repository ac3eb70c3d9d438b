"""The front and every list of stories, the newest first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Agency, Edition, Person, Photo, Section, Topic
from articles.models.edition import EditionQuerySet
from articles.photos import photo_document
from articles.standing import standing_of
from newsroom.site import jsonld, searching
from newsroom.site.listing import front_page, numbered_stories


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    standing = standing_of(request)
    context = {"front": front_page(standing.sections), "is_front": True, "jsonld": jsonld.publication_page(standing)}
    return render(request, "site/front.html", context)


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Section, slug=slug)
    page = numbered_stories(request, visible_stories().filter(section=found))
    context = {"section": found, "stories": page, "current_section": found.slug}
    return render(request, "site/section.html", context)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Topic, slug=slug)
    page = numbered_stories(request, visible_stories().filter(topics=found))
    return render(request, "site/topic.html", {"topic": found, "stories": page})


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Person.objects.select_related("photo"), slug=slug)
    page = numbered_stories(request, visible_stories().filter(people=found))
    context = {"person": found, "portrait": shown(found.photo), "stories": page}
    context["jsonld"] = jsonld.person_page(found, standing_of(request))
    return render(request, "site/person.html", context)


@require_safe
def agency(request: HttpRequest, slug: str) -> HttpResponse:
    """An agency's profile and its stories; one that nobody has described yet has no page."""
    found = get_object_or_404(Agency.objects.listed().select_related("logo"), slug=slug)
    page = numbered_stories(request, visible_stories().filter(agency=found))
    context = {"agency": found, "logo": shown(found.logo), "stories": page, "jsonld": jsonld.agency_page(found)}
    return render(request, "site/agency.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Stories in which all the words stand; counted, cut and marked after the gate."""
    query = searching.Query.from_request(request)
    page = numbered_stories(request, query.stories()) if query.words else None
    results = [(story, query.snippet(story)) for story in page] if page else []
    agencies = Agency.objects.listed().values("slug", "name")
    return render(request, "site/search.html", {"query": query, "stories": page, "results": results, "agencies": agencies})


def visible_stories() -> EditionQuerySet:
    return Edition.objects.visible().for_lists().newest_first()


def shown(photo: Photo | None) -> dict[str, Any] | None:
    """A standing photo as a page shows it, unless it is killed or held."""
    return photo_document(photo) if photo is not None and photo.is_visible() else None
