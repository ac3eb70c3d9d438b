"""Roles: what a reporter, wire editor, editor, standards editor and managing editor may do.

The table is the whole of it. After every `migrate` each role is given what the table names and what it was never
given before: a permission that a managing editor took away stays away, one that they added stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction

from newsroom.base.models import GrantedPermission

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "R": "Reporter",
        "W": "Wire editor",
        "E": "Editor",
        "S": "Standards editor",
        "M": "Managing editor",
    }
)

# A permission that no model declares (yet) is passed over.
MATRIX: Mapping[str, str] = MappingProxyType(
    {
        # Stories
        "articles.view_article": "R W E S M",
        "articles.add_article": "R W E S M",
        "articles.change_article": "R W E S M",
        "articles.view_revision": "R W E S M",
        "articles.view_edition": "R W E S M",
        "articles.view_byline": "R W E S M",
        "articles.publish_wire_article": ". W E S M",
        "articles.publish_article": ". . E S M",
        "articles.review_article": ". W E S M",
        "articles.exempt_article": ". . . . M",
        "articles.kill_article": ". . . . M",
        "articles.hold_article": ". W E S M",
        "articles.view_hold": "R W E S M",
        "articles.view_frontslot": "R W E S M",
        "articles.add_frontslot": ". . E . M",
        "articles.change_frontslot": ". . E . M",
        "articles.delete_frontslot": ". . E . M",
        # Pictures
        "articles.view_photo": "R W E S M",
        "articles.add_photo": "R W E S M",
        "articles.change_photo": "R W E S M",
        # Standing matter
        "articles.view_section": "R W E S M",
        "articles.view_topic": "R W E S M",
        "articles.view_person": "R W E S M",
        "articles.view_agency": "R W E S M",
        "articles.view_disclaimer": "R W E S M",
        "articles.view_policypage": "R W E S M",
        "articles.view_publication": ". . E S M",
        "articles.add_topic": ". W E S M",
        "articles.change_topic": ". . E S M",
        "articles.add_person": ". . E . M",
        "articles.change_person": ". . E . M",
        "articles.add_section": ". . . . M",
        "articles.change_section": ". . . . M",
        "articles.add_agency": ". . . . M",
        "articles.change_agency": ". . . . M",
        "articles.add_disclaimer": ". . . . M",
        "articles.change_disclaimer": ". . . . M",
        "articles.add_policypage": ". . . . M",
        "articles.change_policypage": ". . . S M",
        "articles.add_publication": ". . . . M",
        "articles.change_publication": ". . . . M",
        # Readers' reports and public notices
        "corrections.view_notice": "R W E S M",
        "corrections.view_ticket": "R W E S M",
        "corrections.add_ticket": ". . E S M",
        "corrections.change_ticket": ". . E S M",
        "corrections.handle_ticket": ". . E S M",
        "corrections.resolve_ticket": ". . . S M",
        "corrections.view_restricted": ". . . S M",
        "corrections.view_noticeproposal": ". . E S M",
        "corrections.approve_noticeproposal": ". . . S M",
        "corrections.view_republisher": ". . . S M",
        "corrections.add_republisher": ". . . S M",
        "corrections.change_republisher": ". . . S M",
        "corrections.view_contact": ". . . S M",
        "corrections.view_ticketevent": "R W E S M",
        "corrections.view_reply": ". . E S M",
        "corrections.add_reply": ". . . S M",
        "corrections.change_reply": ". . . S M",
        "corrections.view_answertime": ". . E S M",
        "corrections.change_answertime": ". . . . M",
        # The wire
        "wire.view_item": "R W E S M",
        "wire.view_version": "R W E S M",
        "wire.view_pickup": "R W E S M",
        "wire.view_message": ". W E S M",
        "wire.view_feed": ". W E S M",
        "wire.pick_up_item": ". W E . M",
        "wire.spike_item": ". W E . M",
        "wire.clear_item": ". . E . M",
        "wire.retry_message": ". W E . M",
        "wire.view_namedorder": "R W E S M",
        "wire.settle_namedorder": ". W E S M",
        "wire.view_changepolicy": ". W E S M",
        "wire.add_changepolicy": ". . . . M",
        "wire.change_changepolicy": ". . . . M",
        "wire.add_feed": ". . . . M",
        "wire.change_feed": ". . . . M",
        # The record, the post, the people
        "base.view_chain": ". . E S M",
        "base.view_entry": ". . E S M",
        "base.add_erasure": ". . . S M",
        "base.view_outgoing": ". . . S M",
        "auth.view_user": ". . . . M",
        "auth.add_user": ". . . . M",
        "auth.change_user": ". . . . M",
        "auth.view_group": ". . . . M",
        "auth.change_group": ". . . . M",
    }
)


def permissions_of(role: str) -> set[str]:
    """What the table gives a role, as "app.codename"."""
    letter = next(letter for letter, name in ROLES.items() if name == role)
    return {permission for permission, letters in MATRIX.items() if letter in letters.split()}


def grant_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Signal handler: make the roles and grant what they were never granted before.

    It acts once for each `migrate`, after the last app: only then do the permissions of every app exist.
    """
    tables = connections[using].introspection.table_names()
    if sender == _last_app() and {GrantedPermission._meta.db_table, Permission._meta.db_table} <= set(tables):
        grant(using=using)


def grant(*, using: str = "default") -> None:
    """Make the roles, and give each what the table names and what it was never given."""
    existing = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    with transaction.atomic(using=using):
        granted = set(GrantedPermission.objects.using(using).values_list("role", "permission"))
        for role in ROLES.values():
            group, _ = Group.objects.using(using).get_or_create(name=role)
            new = sorted(name for name in permissions_of(role) & existing.keys() if (role, name) not in granted)
            group.permissions.add(*(existing[name] for name in new))
            GrantedPermission.objects.using(using).bulk_create(
                [GrantedPermission(role=role, permission=name) for name in new], ignore_conflicts=True
            )


def _last_app() -> AppConfig:
    """The app whose signal comes last; Django sends none for an app without models."""
    return [config for config in apps.get_app_configs() if config.models_module is not None][-1]
