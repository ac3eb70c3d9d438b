"""The desk: Django's admin with the publication's name, its home and its security policy."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.standing import standing_of
from newsroom.base.actors import colleague

# How the list of everything calls the apps, and the models whose own names say less.
APPS = {
    "articles": "The paper",
    "corrections": "Answering readers",
    "wire": "The wire",
    "base": "Record and post",
    "auth": "Colleagues",
}
MODELS = {
    "Article": "Stories",
    "Ticket": "Readers’ reports",
    "User": "Accounts",
    "Group": "Roles",
    "Entry": "The record",
    "StrayMail": "Mail that belongs to no report",
    "Reply": "Canned replies",
    "NamedOrder": "Agencies’ orders in words",
}
NAVIGATION = {
    ("articles", "Article"): "Stories",
    ("wire", "Item"): "Wire",
    ("corrections", "Ticket"): "Readers’ reports",
    ("corrections", "Notice"): "Notices",
    ("articles", "Photo"): "Photos",
    ("articles", "FrontSlot"): "Front",
    ("articles", "Hold"): "Holds",
}


class DeskSite(AdminSite):
    site_header = "Newsroom"
    site_title = "Newsroom"
    index_title = "The desk"
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Every desk page has the desk's own security policy."""
        return csp_replace(settings.DESK_CONTENT_SECURITY_POLICY)(super().admin_view(view, cacheable))

    @property
    def login_form(self) -> Any:  # type: ignore[override]
        """Asked for late: accounts are not there yet when the desk is set up."""
        from newsroom.desk.login import DeskLoginForm

        return DeskLoginForm

    def login(self, request: Any, extra_context: dict[str, Any] | None = None) -> Any:
        return csp_replace(settings.DESK_CONTENT_SECURITY_POLICY)(super().login)(request, extra_context)  # type: ignore[call-arg]

    def get_urls(self) -> list[Any]:
        from newsroom.desk import urls

        return [*urls.patterns(self.admin_view), *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """The desk bears the publication's name."""
        name = standing_of(request).publication["name"]
        context = super().each_context(request)
        return {
            **context,
            "site_header": name,
            "site_title": f"{name} desk",
            "desk_nav": [*_navigation(context["available_apps"]), *_accuracy(request)],
        }

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        found = super().get_app_list(request, app_label)
        for app in found:
            app["name"] = APPS.get(app["app_label"], app["name"])
            for model in app["models"]:
                model["name"] = MODELS.get(model["object_name"], model["name"])
        return sorted(found, key=lambda app: [*APPS, app["app_label"]].index(app["app_label"]))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What needs a person now, before the list of everything."""
        from newsroom.desk import home

        user = colleague(request)
        return super().index(request, {"title": "The desk", "piles": home.piles(user), **(extra_context or {})})


def _navigation(available: list[Any]) -> list[dict[str, str]]:
    """The screens one goes to all day, as far as someone may see them."""
    addresses = {
        (app["app_label"], model["object_name"]): model["admin_url"] for app in available for model in app["models"]
    }  # fmt: skip
    return [{"words": words, "address": addresses[key]} for key, words in NAVIGATION.items() if addresses.get(key) is not None]


def _accuracy(request: HttpRequest) -> list[dict[str, str]]:
    may = request.user.has_perm("corrections.view_ticket")
    return [{"words": "Accuracy", "address": reverse("admin:desk_accuracy")}] if may else []
