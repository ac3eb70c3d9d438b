"""The desk: Django's admin with the newsroom's name, home and security policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.admin import AdminSite


class DeskSite(AdminSite):
    site_header = "Newsroom"
    site_title = "Newsroom"
    index_title = "The desk"

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Every desk page has the desk's own security policy."""
        return csp_replace(settings.DESK_CONTENT_SECURITY_POLICY)(super().admin_view(view, cacheable))

    def login(self, request: Any, extra_context: dict[str, Any] | None = None) -> Any:
        return csp_replace(settings.DESK_CONTENT_SECURITY_POLICY)(super().login)(request, extra_context)
