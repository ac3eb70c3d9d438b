"""How we work: editorial standards and the other pages that editors write in the admin."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.body import clean
from articles.models import PolicyPage


@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    return policy_page(request, "standards")


@require_safe
def policy(request: HttpRequest, slug: str) -> HttpResponse:
    if slug == "standards":
        return HttpResponsePermanentRedirect(reverse("site:standards"))
    return policy_page(request, slug)


def policy_page(request: HttpRequest, slug: str) -> HttpResponse:
    found = PolicyPage.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    # Written in the admin and not by a story's verbs, so it is sanitised here.
    return render(request, "site/policy.html", {"policy": found, "body": clean(found.body)})
