"""A managing editor lets colleagues in and gives them roles; operators' accounts and powers are out of reach."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db


def change(user):
    return reverse("admin:auth_user_change", args=[user.pk])


def values(user, **changes):
    return {
        "username": user.username,
        "first_name": "",
        "last_name": "",
        "email": "",
        "is_active": "on",
        "is_staff": "on",
        **changes,
    }


@pytest.fixture
def managing(client):
    user = make_user("Managing editor")
    client.force_login(user)
    client.user = user
    return client


def test_a_colleague_gets_a_role(managing):
    colleague = make_user(None)
    editor = Group.objects.get(name="Editor")
    assert managing.post(change(colleague), values(colleague, groups=[editor.pk])).status_code == 302
    assert User.objects.get(pk=colleague.pk).has_perm("articles.publish_article")


def test_nobody_is_made_an_operator_or_given_single_permissions(managing):
    colleague = make_user(None)
    permission = Permission.objects.get(codename="delete_article")
    managing.post(change(colleague), values(colleague, is_superuser="on", user_permissions=[permission.pk]))
    managing.post(change(managing.user), values(managing.user, is_superuser="on"))
    assert not User.objects.filter(is_superuser=True).exists()
    assert not colleague.user_permissions.exists()


def test_an_operators_account_is_out_of_reach(managing):
    operator = User.objects.create_superuser("root", password="long-and-secret-1")
    password = reverse("admin:auth_user_password_change", args=[operator.pk])
    assert managing.post(change(operator), values(operator, username="taken")).status_code == 403
    new = {"password1": "another-long-one-2", "password2": "another-long-one-2"}
    assert managing.post(password, new).status_code == 403
    operator.refresh_from_db()
    assert operator.username == "root"
    assert operator.check_password("long-and-secret-1")


@pytest.mark.parametrize("role", [None, "Reporter", "Wire editor", "Editor", "Standards editor"])
def test_others_see_and_change_no_account(client, role):
    other = make_user("Reporter")
    client.force_login(make_user(role))
    for address in (
        change(other),
        reverse("admin:auth_user_changelist"),
        reverse("admin:auth_user_add"),
        reverse("admin:auth_user_password_change", args=[other.pk]),
        reverse("admin:auth_group_changelist"),
        reverse("admin:auth_group_change", args=[Group.objects.get(name="Reporter").pk]),
    ):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {}).status_code == 403, address


def test_everybody_changes_their_own_password(client):
    reporter = make_user("Reporter")
    reporter.set_password("the-old-password-1")
    reporter.save()
    client.force_login(reporter)
    new = {"old_password": "the-old-password-1", "new_password1": "a-new-password-22", "new_password2": "a-new-password-22"}
    assert client.post(reverse("admin:password_change"), new).status_code == 302
    reporter.refresh_from_db()
    assert reporter.check_password("a-new-password-22")


def test_a_role_keeps_its_name_but_not_what_is_taken_from_it(managing):
    group = Group.objects.get(name="Reporter")
    kept = Permission.objects.get(codename="view_article")
    managing.post(reverse("admin:auth_group_change", args=[group.pk]), {"name": "Newbies", "permissions": [kept.pk]})
    group.refresh_from_db()
    assert group.name == "Reporter"
    assert list(group.permissions.all()) == [kept]


def test_accounts_and_roles_are_not_deleted(managing):
    colleague = make_user("Reporter")
    assert managing.post(reverse("admin:auth_user_delete", args=[colleague.pk]), {"post": "yes"}).status_code == 403
    group = Group.objects.get(name="Reporter")
    assert managing.post(reverse("admin:auth_group_delete", args=[group.pk]), {"post": "yes"}).status_code == 403
