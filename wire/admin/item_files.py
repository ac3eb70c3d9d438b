"""The pictures, sounds and films that came with an item: seen by the desk alone, and taken into our photos."""

from __future__ import annotations

import io

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe
from PIL import Image, ImageOps

from newsroom.base.actors import colleague
from newsroom.base.refusals import Refused
from wire import pictures
from wire.files import PICTURES
from wire.models import WireFile

THUMBNAIL = (480, 360)


@require_safe
def thumbnail(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """A small copy of a picture that is here; none of one that the agency has killed or withholds."""
    file = _file(request, pk, "wire.view_item")
    if file.kind not in PICTURES or pictures.refusal(file, file.item):
        raise Http404
    try:
        with file.file.open("rb") as stream, Image.open(stream) as opened:
            opened.draft("RGB", THUMBNAIL)
            small = ImageOps.exif_transpose(opened).convert("RGB")
            small.thumbnail(THUMBNAIL)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Http404 from None
    data = io.BytesIO()
    small.save(data, "JPEG", quality=80)
    return _private(HttpResponse(data.getvalue(), content_type="image/jpeg"))


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """A sound or film as it came, to be saved, never shown in the page."""
    file = _file(request, pk, "wire.view_item")
    if file.state != WireFile.State.KEPT or file.item.is_killed or file.item.withheld_at:
        raise Http404
    try:
        opened = file.file.open("rb")
    except OSError:
        raise Http404 from None
    return _private(FileResponse(opened, as_attachment=True, filename=str(file), content_type="application/octet-stream"))


@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The button: the picture becomes a photo of ours, and on to its form."""
    file = _file(request, pk, "wire.pick_up_item")
    if not colleague(request).has_perm("articles.add_photo"):
        raise PermissionDenied
    try:
        photo = file.photo or pictures.take(file=file, by=colleague(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:wire_item_change", file.item_id)
    messages.success(request, "Taken into our photos. Describe it for those who cannot see it before a story shows it.")
    return redirect("admin:articles_photo_change", photo.pk)


def _file(request: HttpRequest, pk: int, permission: str) -> WireFile:
    if not colleague(request).has_perm(permission):
        raise PermissionDenied
    return get_object_or_404(WireFile.objects.select_related("item__agency", "photo"), pk=pk)


def _private(response: HttpResponse | FileResponse) -> HttpResponse | FileResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
