"""Lift a hold, or take it over: from the list of holds and from the story's own screen."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from articles import publishing
from articles.models import Hold
from corrections import workflow
from newsroom.base.actors import colleague
from newsroom.base.refusals import Refused


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Its owner alone lifts a hold."""
    return _act(request, pk, "articles.hold_article", workflow.release, "The hold is lifted.")


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """A managing editor becomes the owner of a hold, and may then lift it."""
    return _act(
        request, pk, "articles.kill_article", publishing.take_over, "The hold is yours now; you may lift it."
    )  # fmt: skip


def _act(request: HttpRequest, pk: int, permission: str, verb: Callable[..., None], done: str) -> HttpResponse:
    if not colleague(request).has_perm(permission):
        raise PermissionDenied
    hold = get_object_or_404(Hold.objects.select_related("article", "photo", "owner"), pk=pk)
    try:
        verb(hold=hold, by=colleague(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    if hold.article_id is not None:
        return redirect("admin:desk_publish", hold.article_id)
    return redirect("admin:articles_photo_change", hold.photo_id)
