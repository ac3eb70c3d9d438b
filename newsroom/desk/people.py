"""Accounts and roles: a managing editor lets colleagues in and gives them roles, and makes nobody mightier than these."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import site
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest

from newsroom.base.actors import colleague
from newsroom.roles import ROLES

NEWSROOM_APPS = ("articles", "corrections", "wire", "base", "auth")
OPERATORS_FIELDS = ("is_superuser", "user_permissions")


class ColleagueAdmin(UserAdmin):
    """An operator's account is out of a managing editor's reach; nobody is deleted, accounts are closed."""

    list_display = ("username", "first_name", "last_name", "roles", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    filter_horizontal = ("groups",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Who it is", {"fields": (("first_name", "last_name"), "email")}),
        ("What they may do", {"fields": ("is_active", "is_staff", "groups")}),
        ("Operators only", {"fields": OPERATORS_FIELDS, "classes": ("collapse",)}),
        ("Seen", {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if colleague(request).is_superuser else (*self.readonly_fields, *OPERATORS_FIELDS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is not None and obj.is_superuser and not colleague(request).is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RoleAdmin(GroupAdmin):
    """What a managing editor takes from a role stays taken; the five roles keep their names."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("name",) if obj is not None and obj.name in ROLES.values() else ()

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.name == "permissions":
            kwargs["queryset"] = Permission.objects.filter(content_type__app_label__in=NEWSROOM_APPS).select_related(
                "content_type"
            )
        return super().formfield_for_manytomany(db_field, request=request, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def register() -> None:
    """Put our screens in the place of Django's."""
    site.unregister([User, Group])
    site.register(User, ColleagueAdmin)
    site.register(Group, RoleAdmin)
