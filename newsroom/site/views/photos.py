"""Photos go out through their own gate; the originals never do."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from articles.models import Photo
from articles.models.photo import PhotoQuerySet
from articles.photos import HASH_IN_ADDRESS, rendition_file
from newsroom.site.views.pages import never_kept

TYPES = {".jpg": "image/jpeg", ".webp": "image/webp"}


@require_safe
def media(request: HttpRequest, hash: str, rendition: str) -> HttpResponseBase:
    """A rendition of a photo that readers may see; gone for good answers 410, anything else 404."""
    photo = in_address(Photo.objects.visible(), hash)
    if photo is not None:
        return photo_response(request, photo, rendition)
    hidden = in_address(Photo.objects.all(), hash)
    if hidden is None or hidden.absence() != "gone":
        raise Http404
    return never_kept(HttpResponse("This picture was withdrawn.\n", status=410, content_type="text/plain; charset=utf-8"))


def in_address(photos: PhotoQuerySet, hash: str) -> Photo | None:
    """The photo whose hash begins with what the address says."""
    if len(hash) != HASH_IN_ADDRESS or not set(hash) <= set("0123456789abcdef"):
        raise Http404
    return photos.filter(hash__gte=hash, hash__lt=hash + "g").first()  # a range, which the index answers


def photo_response(request: HttpRequest, photo: Photo, rendition: str) -> HttpResponseBase:
    path = rendition_file(photo, rendition)
    if path is None:
        raise Http404
    etag = f'"{photo.hash[:HASH_IN_ADDRESS]}-{path.stat().st_mtime_ns:x}-{rendition}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        # Other sites show the share image beside a link to us; they may not take the rest.
        "Cross-Origin-Resource-Policy": "cross-origin" if rendition.startswith("share.") else "same-origin",
    }
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        for name, value in headers.items():
            unchanged.headers[name] = value
        return unchanged
    return HttpResponse(path.read_bytes(), content_type=TYPES[path.suffix], headers=headers)
