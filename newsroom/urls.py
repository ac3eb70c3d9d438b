"""The addresses of the newsroom; `design.md`'s table of addresses is a contract."""

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
