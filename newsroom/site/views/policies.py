"""How we work: editorial standards and the other pages that editors write in the admin."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.body import clean
from articles.models import PolicyPage
from articles.standing import standing_of
from newsroom.site import jsonld


@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    """Every page links here, so there is always an answer: the standards, or that none are written yet."""
    pages = PolicyPage.objects.filter(kind=PolicyPage.Kind.STANDARDS) | PolicyPage.objects.filter(slug="standards")
    found = next(iter(sorted(pages, key=lambda page: page.slug != "standards")), None)
    if found is None:
        return render(request, "site/no_standards.html")
    return policy_page(request, found) if found.slug == "standards" else redirect(found)


@require_safe
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    if slug == "standards":
        return HttpResponsePermanentRedirect(reverse("site:standards"))
    found = PolicyPage.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return policy_page(request, found)


def policy_page(request: HttpRequest, found: PolicyPage) -> HttpResponse:
    # Written in the admin and not by a story's verbs, so it is sanitised here.
    context = {"policy": found, "body": clean(found.body), "jsonld": jsonld.policy_page(found, standing_of(request))}
    return render(request, "site/policy.html", context)
