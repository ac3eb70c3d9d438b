"""What may happen without a person is set for each agency; where nobody has set it, the safe policy holds and is shown."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import make_agency, make_user
from wire.models import ChangePolicy

DATA = {"correction": "ask", "update": "at_once", "minor": "at_once", "release": "ask", "edited": "ask", "overdue_minutes": 15}


def desk(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


def test_agency_without_a_policy_has_the_safe_one(db: None) -> None:
    policy = ChangePolicy.of(make_agency())
    ways = [policy.correction, policy.update, policy.minor, policy.release, policy.edited]
    assert ways == ["at_once", "at_once", "at_once", "at_once", "ask"]
    assert policy.overdue_minutes == 30


def test_list_names_the_agencies_on_which_the_safe_policy_holds(db: None) -> None:
    make_agency("northline")
    ChangePolicy.objects.create(agency=make_agency("meridian"), correction="ask")
    page = desk("Wire editor").get("/admin/wire/changepolicy/").content.decode()
    panel = page[page.index("panel-safe") : page.index("changelist-form")]
    assert "Northline News Agency" in panel and "Meridian" not in panel
    assert "copy that we edited: waits for the desk" in panel
    assert "overdue after 30 minutes" in panel


def test_managing_editor_sets_a_policy_and_it_holds(db: None) -> None:
    agency = make_agency()
    client = desk("Managing editor")
    assert client.post("/admin/wire/changepolicy/add/", {**DATA, "agency": agency.pk}).status_code == 302
    policy = ChangePolicy.of(agency)
    assert (policy.correction, policy.release, policy.overdue_minutes) == ("ask", "ask", 15)
    address = f"/admin/wire/changepolicy/{policy.pk}/change/"
    assert client.get(address).status_code == 200
    client.post(address, {**DATA, "correction": "at_once", "agency": make_agency("meridian").pk})
    policy.refresh_from_db()
    assert (policy.correction, policy.agency) == ("at_once", agency)


@pytest.mark.parametrize("role", ["Reporter", "Wire editor", "Editor", "Standards editor"])
def test_nobody_else_changes_a_policy(db: None, role: str) -> None:
    agency = make_agency()
    assert desk(role).post("/admin/wire/changepolicy/add/", {**DATA, "agency": agency.pk}).status_code == 403
    assert not ChangePolicy.objects.exists()
