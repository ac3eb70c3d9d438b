"""Each role may do its job and no more; what a managing editor changed is never reset."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from newsroom import roles
from newsroom.base.models import GrantedPermission
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def held_by(role):
    return {f"{p.content_type.app_label}.{p.codename}" for p in Group.objects.get(name=role).permissions.all()}


@pytest.mark.parametrize("role", roles.ROLES.values())
def test_each_role_has_what_the_table_says_and_nothing_else(role):
    existing = {f"{p.content_type.app_label}.{p.codename}" for p in Permission.objects.all()}
    assert held_by(role) == roles.permissions_of(role) & existing


def test_every_permission_of_articles_and_corrections_in_the_table_exists():
    existing = {f"{p.content_type.app_label}.{p.codename}" for p in Permission.objects.all()}
    mine = {name for name in roles.MATRIX if name.startswith(("articles.", "base.", "auth."))}
    assert mine <= existing


def test_nobody_may_delete_anything_but_a_front_slot():
    deleting = {name for role in roles.ROLES.values() for name in held_by(role) if ".delete_" in name}
    assert deleting == {"articles.delete_frontslot"}


@pytest.mark.parametrize(
    ("role", "permission", "has_it"),
    [
        ("Reporter", "articles.change_article", True),
        ("Reporter", "articles.publish_article", False),
        ("Reporter", "articles.publish_wire_article", False),
        ("Reporter", "articles.hold_article", False),
        ("Reporter", "corrections.view_contact", False),
        ("Wire editor", "articles.publish_wire_article", True),
        ("Wire editor", "articles.publish_article", False),
        ("Wire editor", "articles.review_article", True),
        ("Editor", "articles.publish_article", True),
        ("Editor", "articles.kill_article", False),
        ("Editor", "corrections.handle_ticket", True),
        ("Editor", "corrections.resolve_ticket", False),
        ("Editor", "corrections.view_contact", False),
        ("Standards editor", "corrections.view_contact", True),
        ("Standards editor", "corrections.resolve_ticket", True),
        ("Standards editor", "articles.kill_article", False),
        ("Standards editor", "auth.change_user", False),
        ("Managing editor", "articles.kill_article", True),
        ("Managing editor", "articles.exempt_article", True),
        ("Managing editor", "auth.change_user", True),
    ],
)
def test_role_has_permission(role, permission, has_it):
    assert make_user(role).has_perm(permission) is has_it


def test_what_a_managing_editor_took_away_stays_away_and_what_they_added_stays():
    reporters = Group.objects.get(name="Reporter")
    taken = Permission.objects.get(codename="add_photo", content_type__app_label="articles")
    added = Permission.objects.get(codename="publish_article")
    reporters.permissions.remove(taken)
    reporters.permissions.add(added)
    roles.grant()
    assert taken not in reporters.permissions.all()
    assert added in reporters.permissions.all()


def test_a_permission_that_is_new_to_the_table_is_granted_later():
    reporters = Group.objects.get(name="Reporter")
    permission = Permission.objects.get(codename="view_hold")
    reporters.permissions.remove(permission)
    GrantedPermission.objects.filter(role="Reporter", permission="articles.view_hold").delete()
    roles.grant()
    assert permission in reporters.permissions.all()


def test_granting_twice_changes_nothing():
    before = {role: held_by(role) for role in roles.ROLES.values()}
    call_command("migrate", verbosity=0)
    roles.grant()
    assert before == {role: held_by(role) for role in roles.ROLES.values()}


def test_a_permission_no_model_declares_is_passed_over(monkeypatch):
    monkeypatch.setattr(roles, "MATRIX", {**roles.MATRIX, "wire.fly_a_kite": "R"})
    roles.grant()
    assert not GrantedPermission.objects.filter(permission="wire.fly_a_kite").exists()


def test_the_handler_acts_after_the_last_app_only(monkeypatch):
    calls = []
    monkeypatch.setattr(roles, "grant", lambda using: calls.append(using))
    for config in apps.get_app_configs():
        roles.grant_after_migrate(sender=config, using="default")
    assert calls == ["default"]
