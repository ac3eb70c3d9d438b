"""A story before it is published, to whoever has the link."""

from __future__ import annotations

from django.core.signing import SignatureExpired
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, Hold, Photo
from articles.pages import photo_ids
from articles.standing import standing_of
from newsroom.site import previews, stories
from newsroom.site.views.pages import absent, never_kept, story_response
from newsroom.site.views.photos import in_address, photo_response


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """The newest revision as its page would be, marked as a preview; a killed story has none, nor has a held one."""
    try:
        article = previews.article_of(token)
    except SignatureExpired:
        explanation = "This preview has ended: previews are good for three days. Ask the desk for a new link."
        return never_kept(render(request, "410.html", {"explanation": explanation}, status=410))
    if article is None:
        raise Http404
    if article.killed_at is not None:
        return never_kept(render(request, "410.html", {"explanation": "The story was withdrawn."}, status=410))
    revision = article.current_revision()
    if revision is None or Hold.objects.active().filter(article=article).exists():
        return absent(request, article)
    edition = previews.unpublished_edition(article, revision, request.path + "media/")
    standing = standing_of(request)
    page = stories.StoryPage(
        edition=edition,
        blocks=stories.page_blocks(edition, {}),
        notices=[],
        disclaimers=stories.disclaimers_of(edition, standing),
        is_live=False,
    )
    return never_kept(story_response(request, page, is_preview=True))


@require_safe
def preview_media(request: HttpRequest, token: str, hash: str, rendition: str) -> HttpResponseBase:
    """A photo of a story in preview, to whoever has the preview's link."""
    article = article_in_preview(token)
    revision = article.current_revision() if article else None
    photo = in_address(Photo.objects.all(), hash)
    if revision is None or photo is None or photo.pk not in photo_ids(revision.content):
        raise Http404
    if Photo.objects.withdrawn().filter(pk=photo.pk).exists():
        raise Http404
    response = photo_response(request, photo, rendition)
    response.headers["Cache-Control"] = "no-store"
    return response


def article_in_preview(token: str) -> Article | None:
    try:
        article = previews.article_of(token)
    except SignatureExpired:
        return None
    if article is None or article.killed_at is not None or Hold.objects.active().filter(article=article).exists():
        return None
    return article
