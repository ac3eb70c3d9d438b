"""The admin's side doors are as closed as its front doors: direct addresses, deletion, bulk actions, popups, look-ups."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import Article, Disclaimer, FrontSlot, Person, Photo, PolicyPage, Publication, Section, Topic
from corrections import workflow
from newsroom.base.models import Entry
from tests.factories import (
    make_agency,
    make_article,
    make_disclaimer,
    make_person,
    make_photo,
    make_publication,
    make_published,
    make_section,
    make_topic,
    make_user,
)

pytestmark = pytest.mark.django_db

ROLES = [None, "Reporter", "Wire editor", "Editor", "Standards editor", "Managing editor"]


def everything():
    """One row of each model that the desk shows."""
    make_publication()
    by = make_user("Editor")
    article = make_published(agency=make_agency())
    rows = [article, make_agency(), make_section(), make_topic(), make_person(), make_photo(), make_disclaimer()]
    rows += [Publication.objects.get(), PolicyPage.objects.create(slug="privacy", title="Privacy", body="<p>x</p>")]
    rows += [
        FrontSlot.objects.create(position=1, article=article),
        workflow.hold(article=article, by=by, kind="desk", reason="x"),
    ]
    return [*rows, Entry.objects.first(), by]


def address(row, page):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_deleted_by_address_or_bulk_action(client, role):
    rows = everything()
    client.force_login(make_user(role))
    for row in rows:
        if isinstance(row, FrontSlot):
            continue
        assert client.post(address(row, "delete"), {"post": "yes"}).status_code == 403, row
        bulk = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
        client.post(reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist"), bulk)
        assert type(row).objects.filter(pk=row.pk).exists(), row


def test_no_screen_of_the_desk_has_a_bulk_deletion_but_that_of_the_front():
    from django.test import RequestFactory

    request = RequestFactory().get("/admin/")
    request.user = make_user("Managing editor")
    deleting = {model for model, screen in admin.site._registry.items() if "delete_selected" in screen.get_actions(request)}
    assert deleting == {FrontSlot}


@pytest.mark.parametrize(("role", "status"), [("Reporter", 403), ("Standards editor", 403), ("Editor", 302)])
def test_a_front_slot_is_given_up_by_an_editor(client, role, status):
    slot = FrontSlot.objects.create(position=1, article=make_published())
    client.force_login(make_user(role))
    assert client.post(address(slot, "delete"), {"post": "yes"}).status_code == status


def test_without_a_role_every_screen_is_closed(client):
    rows = everything()
    client.force_login(make_user(None))
    for row in rows:
        for page in ("change", "history", "delete"):
            assert client.get(address(row, page)).status_code == 403, (row, page)
        assert client.get(reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")).status_code == 403, row


def test_without_being_staff_every_screen_leads_to_the_log_in(client):
    rows = everything()
    client.force_login(User.objects.create(username="reader"))
    for row in rows:
        response = client.get(address(row, "change"))
        assert response.status_code == 302
        assert "/admin/login/" in response["Location"]


@pytest.mark.parametrize("role", ROLES[:5])
@pytest.mark.parametrize("model", [Disclaimer, Section, Publication], ids=lambda model: model.__name__)
def test_standing_matter_is_the_managing_editors(client, role, model):
    rows = {type(row): row for row in everything()}
    client.force_login(make_user(role))
    assert client.post(address(rows[model], "change"), {"name": "Taken over"}).status_code == 403
    assert client.post(reverse(f"admin:articles_{model._meta.model_name}_add"), {"name": "New"}).status_code == 403


@pytest.mark.parametrize("role", ["Reporter", "Wire editor"])
def test_a_reporter_makes_no_person_not_even_through_a_popup(client, role):
    client.force_login(make_user(role))
    response = client.post(reverse("admin:articles_person_add") + "?_popup=1", {"name": "X", "slug": "x", "_popup": "1"})
    assert response.status_code == 403
    assert not Person.objects.exists()


def test_a_reporter_makes_no_topic_through_a_popup(client):
    client.force_login(make_user("Reporter"))
    assert client.get(reverse("admin:articles_topic_add") + "?_popup=1").status_code == 403
    assert not Topic.objects.exists()


def autocomplete(client, model, field, app="articles"):
    query = {"app_label": app, "model_name": model, "field_name": field, "term": ""}
    return client.get(reverse("admin:autocomplete"), query).status_code


def test_looking_up_stories_and_photos_needs_leave_to_see_them(client):
    client.force_login(make_user(None))
    for model, field in (("frontslot", "article"), ("article", "lead_photo"), ("byline", "person"), ("article", "topics")):
        assert autocomplete(client, model, field) == 403
    client.force_login(make_user("Reporter"))
    assert autocomplete(client, "article", "lead_photo") == 200


@pytest.mark.parametrize("model", ["hold", "revision", "ticket"])
def test_people_are_not_looked_up_through_a_side_door(client, model):
    client.force_login(make_user("Reporter"))
    assert autocomplete(client, model, "owner", "corrections" if model == "ticket" else "articles") in (403, 404)


@pytest.mark.parametrize("lookup", ["tickets__contact_email__startswith=a", "holds__owner__password__startswith=p"])
def test_a_list_is_not_filtered_by_what_one_may_not_see(client, lookup):
    make_article()
    client.force_login(make_user("Reporter"))
    response = client.get(f"/admin/articles/article/?{lookup}")
    assert response.status_code in (302, 400)


def test_direct_addresses_of_read_only_screens_take_no_change(client):
    rows = {type(row): row for row in everything()}
    client.force_login(make_user("Managing editor"))
    for model in (Entry, type(rows[Article].holds.get())):
        row = rows[model]
        assert client.post(address(row, "change"), {}).status_code == 403
        assert client.get(reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_add")).status_code == 403


def test_a_preview_of_a_picture_needs_a_role(client):
    photo = make_photo()
    assert Photo.objects.count() == 1
    client.force_login(make_user(None))
    assert client.get(reverse("admin:desk_photo", args=[photo.pk, photo.renditions[0]["name"]])).status_code == 403
