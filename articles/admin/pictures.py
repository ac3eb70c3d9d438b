"""Pictures: taken in with what their file says, described for readers, and seen through a door of the desk's own."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from articles import photos, publishing
from articles.admin.base import DeskAdmin
from articles.models import Hold, Photo
from newsroom.base.actors import colleague
from newsroom.base.refusals import Refused

DESCRIBED = ("title", "alt", "is_decorative", "caption", "credit", "source", "agency", "copyright_notice", "usage_terms",
             "expires_at")  # fmt: skip


class PhotoForm(forms.ModelForm):
    """What an editor says of a picture; a new one is taken in with what its own file says."""

    inspected: photos.Inspected | None = None
    refused = ""

    upload = forms.FileField(
        label="Picture",
        help_text="JPEG, PNG, WebP or TIFF. Caption, credit and rights are read from the file where you leave them empty.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/tiff"}),
    )

    focal_x = forms.FloatField(label="From the left", min_value=0, max_value=1, initial=0.5, help_text="0 is left, 1 is right.")
    focal_y = forms.FloatField(label="From the top", min_value=0, max_value=1, initial=0.4, help_text="0 is top, 1 is bottom.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "title" in self.fields and self.instance.pk is None:
            self.fields["title"].required = False
            self.fields["title"].help_text = "For the desk, to find it again. Empty: what the file says, or its name."
        for name in ("alt", "caption", "usage_terms"):
            if name in self.fields:
                self.fields[name].widget.attrs["rows"] = 2

    def clean_upload(self) -> Any:
        if self.refused:
            raise ValidationError(self.refused)
        assert self.inspected is not None
        known = Photo.objects.filter(hash=self.inspected.hash).first()
        if known is not None:
            raise ValidationError(f"We have this picture already: “{known.title}”.")
        return self.cleaned_data["upload"]


class StopForm(forms.Form):
    reason = forms.CharField(label="Why", required=False, widget=forms.Textarea(attrs={"rows": 2}), help_text="For the record.")


@admin.register(Photo)
class PhotoAdmin(DeskAdmin):
    form = PhotoForm
    list_display = ("thumbnail", "described", "credit", "agency", "created_at")
    list_display_links = ("thumbnail", "described")
    list_select_related = ("agency",)
    list_filter = ("agency",)
    search_fields = ("title", "caption", "credit", "alt")
    search_help_text = "Words of title, caption, alternative text or credit"
    readonly_fields = ("picture", "said")
    change_form_template = "admin/articles/photo/change_form.html"

    def get_fieldsets(self, request: HttpRequest, obj: Photo | None = None) -> Any:
        words = (
            ("For readers", {"fields": ("alt", "is_decorative", "caption", "credit")}),
            ("Where it comes from", {"fields": (("source", "agency"), "copyright_notice", "usage_terms", "expires_at")}),
        )
        focus = ("What must stay in a crop", {"fields": (("focal_x", "focal_y"),)})
        if obj is None:
            return ((None, {"fields": ("upload", "title")}), *words, focus)
        return ((None, {"fields": ("picture", "title")}), *words, focus, ("What the file said", {"fields": ("said",)}))

    def has_change_permission(self, request: HttpRequest, obj: Photo | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.killed_at is None)

    # Taking in: the file is looked at before the transaction begins, its renditions are made after it ended.

    def changeform_view(self, request: HttpRequest, object_id: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and object_id is None and "upload" in request.FILES:
            try:
                request.inspected = _inspected(request.FILES["upload"])  # type: ignore[attr-defined]
            except Refused as refusal:
                request.refused = str(refusal)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, *args, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.inspected, form.refused = getattr(request, "inspected", None), getattr(request, "refused", "")
        return form

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        if change:
            return super().save_form(request, form, change)
        upload, said = form.cleaned_data["upload"], form.cleaned_data
        upload.seek(0)
        focus = {name: said[name] for name in ("focal_x", "focal_y")}
        form.save_m2m = lambda: None
        form.instance = photos.take_in(
            upload.read(), name=upload.name, inspected=form.inspected, **{name: said[name] for name in DESCRIBED}, **focus
        )
        return form.instance

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
        if "expires_at" in form.changed_data:
            photos.set_end(obj, by=colleague(request))
        if {"focal_x", "focal_y"} & set(form.changed_data):
            photos.forget_share_image(obj)
        transaction.on_commit(partial(photos.make_renditions, obj), robust=True)

    # What is shown

    @admin.display(description="Picture")
    def thumbnail(self, photo: Photo) -> str:
        return shown_photo(photo, "thumbnail")

    @admin.display(description="Title", ordering="title")
    def described(self, photo: Photo) -> str:
        told = {"alternative text": photo.alt or photo.is_decorative, "credit": photo.credit}
        missing = [word for word, is_there in told.items() if not is_there]
        state = '<span class="state state--killed">Killed</span>' if photo.killed_at else ""
        return format_html(
            "{} {} {}",
            photo.title,
            format_html(state) if state else "",
            format_html('<span class="missing">no {}</span>', " and no ".join(missing)) if missing else "",
        )

    @admin.display(description="Picture")
    def picture(self, photo: Photo) -> str:
        return format_html("{}<p class='quiet'>{} × {} pixels</p>", shown_photo(photo, "large"), photo.width, photo.height)

    @admin.display(description="IPTC and XMP")
    def said(self, photo: Photo) -> str:
        rows = format_html_join("", "<div><dt>{}</dt><dd>{}</dd></div>", photo.metadata.items())
        return format_html("<dl class='facts-list'>{}</dl>", rows) if photo.metadata else "Nothing."

    # Stopping a picture

    def get_urls(self) -> list[Any]:
        stop = path("<int:pk>/stop/", self.admin_site.admin_view(self.stop), name="articles_photo_stop")
        return [stop, *super().get_urls()]

    def stop(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hold a picture, or kill it for good, wherever it is shown."""
        photo = get_object_or_404(Photo, pk=pk)
        may = {
            "hold": colleague(request).has_perm("articles.hold_article"),
            "kill": colleague(request).has_perm("articles.kill_article"),
        }
        if not any(may.values()):
            raise PermissionDenied
        form = StopForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            verb = request.POST.get("act", "")
            if not may.get(verb):
                raise PermissionDenied
            try:
                self._stop(verb, photo, request, form.cleaned_data["reason"])
            except Refused as refusal:
                form.add_error("reason", str(refusal))
            else:
                return redirect("admin:articles_photo_change", pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Stop “{photo.title}”?",
            "photo": photo,
            "picture": shown_photo(photo, "large"),
            "form": form,
            "may": may,
            "stories": photo.editions.live().select_related("article").order_by("-live_from")[:20],
            "opts": Photo._meta,
        }
        return TemplateResponse(request, "admin/articles/photo/stop.html", context)

    def _stop(self, verb: str, photo: Photo, request: HttpRequest, reason: str) -> None:
        by = colleague(request)
        if verb == "kill":
            if not reason.strip():
                raise Refused("Say why it is killed.")
            publishing.kill_photo(photo=photo, by=by, reason=reason)
            messages.success(request, "Killed. The picture is gone from every story that shows it.")
        else:
            publishing.hold(photo=photo, by=by, kind=Hold.Kind.DESK, reason=reason)
            messages.success(request, "Held. No reader sees the picture until you lift the hold.")


@require_safe
def rendition(request: HttpRequest, pk: int, name: str) -> FileResponse:
    """The desk's own door to a picture: also to one that no reader may see."""
    if not colleague(request).has_perm("articles.view_photo"):
        raise PermissionDenied
    photo = get_object_or_404(Photo, pk=pk)
    try:
        file = photos.rendition_file(photo, name)
    except OSError:
        file = None
    if file is None:
        raise Http404
    kind = next(row["type"] for row in photo.renditions if row["name"] == name)
    response = FileResponse(file.open("rb"), content_type=kind)
    response.headers["Cache-Control"] = "private, max-age=600"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def shown_photo(photo: Photo | None, size: str) -> str:
    """A picture's markup for the desk: "thumbnail" or "large"."""
    names = (
        [row["name"] for row in photo.renditions if row["name"].endswith(".jpg") and row["name"] != "share.jpg"]
        if photo
        else []
    )
    if photo is None or not names:
        return ""
    name = names[0] if size == "thumbnail" else names[min(1, len(names) - 1)]
    address = reverse("admin:desk_photo", args=[photo.pk, name])
    return format_html('<img class="photo-{}" src="{}" alt="{}">', size, address, photo.alt)


def _inspected(upload: Any) -> photos.Inspected:
    photos.refuse_too_large(upload.size)
    data = upload.read()
    upload.seek(0)
    return photos.inspect(data)
