"""The addresses of the newsroom. Links, feeds and mails hold them for years: add to them, never change them."""

from django.contrib import admin
from django.urls import include, path

handler400 = "newsroom.site.errors.bad_request"
handler403 = "newsroom.site.errors.forbidden"
handler404 = "newsroom.site.errors.not_found"
handler500 = "newsroom.site.errors.server_error"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("corrections/", include("corrections.urls")),
    path("", include("newsroom.site.urls")),
]
