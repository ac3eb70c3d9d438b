"""Each role does its job with reports and no more, through the side doors too; nobody edits history by hand."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from corrections import answering
from corrections.admin.ticket_screen import VERBS
from corrections.models import Notice, Ticket
from tests.corrections.cases import LATER, desk_client, make_ticket, screen_address, verb_address
from tests.factories import make_user

pytestmark = pytest.mark.django_db

HANDLING = {
    "take", "ask", "note", "clear", "attribute", "forward", "take_back", "assign", "sort", "merge", "split", "new_link",
}  # fmt: skip
ALLOWED = {
    "Reporter": set(),
    "Wire editor": set(),
    "Editor": HANDLING,
    "Standards editor": set(VERBS),
    "Managing editor": set(VERBS),
}


@pytest.mark.parametrize("role", ALLOWED)
def test_each_role_has_its_verbs_and_no_other(role):
    client, ticket = desk_client(role), make_ticket()
    for verb in VERBS:
        forbidden = client.post(verb_address(ticket, verb), {}).status_code == 403
        assert forbidden == (verb not in ALLOWED[role]), verb
        Ticket.objects.filter(pk=ticket.pk).update(status="new", resolution="", closed_at=None, owner=None)


def test_correcting_needs_the_right_to_publish_the_story_too():
    user, ticket = make_user(None), make_ticket()
    for codename in ("view_ticket", "resolve_ticket"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    client = Client()
    client.force_login(user)
    data = {"kind": "correction", "severity": "ordinary", "origin": "reader", "text": "It is Thursday.", "confirmed": "yes"}
    assert client.post(verb_address(ticket, "correct"), data).status_code == 403
    assert not Notice.objects.exists()


def test_without_the_right_to_see_reports_every_door_is_closed():
    client, ticket = Client(), make_ticket()
    client.force_login(make_user(None))
    doors = ["/admin/corrections/ticket/", screen_address(ticket), f"/admin/corrections/ticket/{ticket.pk}/history/"]
    assert [client.get(door).status_code for door in doors] == [403, 403, 403]
    assert client.post(verb_address(ticket, "take")).status_code == 403
    assert Client().get(screen_address(ticket)).status_code == 302


@pytest.mark.parametrize("path", ["add/", "{pk}/delete/", "{pk}/change/", ""])
@pytest.mark.parametrize("model", ["ticket", "notice"])
def test_nobody_adds_edits_or_deletes_by_hand(model, path):
    client, ticket = desk_client("Managing editor"), make_ticket()
    notice = answering.correct(ticket=ticket, by=make_user(None), text="It is Thursday.", at=LATER)
    pk = ticket.pk if model == "ticket" else notice.pk
    address = f"/admin/corrections/{model}/{path.format(pk=pk)}"
    client.post(address, {"action": "delete_selected", "_selected_action": [pk], "post": "yes", "wrong": "x", "text": "x"})
    ticket.refresh_from_db()
    assert ticket.wrong != "x"
    assert Notice.objects.get().text == "It is Thursday."
    if path in ("add/", "{pk}/delete/"):
        assert client.get(address).status_code == 403


def test_events_have_no_screen_of_their_own():
    assert desk_client("Managing editor").get("/admin/corrections/ticketevent/").status_code == 404


def test_history_is_the_tickets_own_screen():
    ticket = make_ticket()
    response = desk_client("Reporter").get(f"/admin/corrections/ticket/{ticket.pk}/history/")
    assert response["Location"] == screen_address(ticket)


def test_a_verb_is_never_done_by_a_link():
    client, ticket = desk_client("Managing editor"), make_ticket()
    assert {client.get(verb_address(ticket, verb)).status_code for verb in VERBS} == {405}


@pytest.mark.parametrize("door", ["abc/change/", "99999999999999999999999/change/", "12345/change/", "12345/do/take/"])
def test_an_unknown_ticket_is_not_found(door):
    client = desk_client("Managing editor")
    assert client.get(f"/admin/corrections/ticket/{door}").status_code == 404


def test_an_unknown_verb_is_not_found():
    assert desk_client("Managing editor").post(verb_address(make_ticket(), "delete")).status_code == 404
