"""What readers were told of an agency is kept, whoever changes it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from articles import agencies
from articles.models import Agency, AgencyVersion
from newsroom.base.actors import FeedActor
from newsroom.base.append_only import lifted
from newsroom.base.models import Entry
from newsroom.base.verification import Verification
from tests.corrections.cases import desk_client
from tests.desk.test_standing_matter import agency_values
from tests.factories import DAY, NOON, make_agency, make_photo, make_user
from wire.agencies import agency_of

pytestmark = pytest.mark.django_db


def names(agency: Agency) -> list[str]:
    return list(agency.versions.order_by("number").values_list("name", flat=True))


def test_each_change_of_what_a_story_shows_is_kept_as_a_version():
    agency = Agency(slug="gull", name="Gull", short_name="Gull")
    agencies.write(agency, by=make_user(None), at=NOON)
    agency.name, agency.logo = "Gull News", make_photo("gray")
    last = agencies.write(agency, by=make_user(None), at=NOON + DAY)
    assert names(agency) == ["Gull", "Gull News"] and last.logo == agency.logo


def test_a_change_of_terms_alone_makes_no_version():
    agency = Agency(slug="gull", name="Gull", short_name="Gull")
    agencies.write(agency, by=make_user(None))
    agency.max_days = 30
    assert agencies.write(agency, by=make_user(None)) is None
    assert Agency.objects.get().max_days == 30 and agency.versions.count() == 1


def test_the_state_in_which_an_older_agency_is_found_is_kept_first():
    agency = make_agency(name="Old Name")
    agency.name = "New Name"
    agencies.write(agency, by=make_user(None))
    assert names(agency) == ["Old Name", "New Name"]


def test_an_editor_who_changes_an_agency_leaves_a_version_to_read():
    agency, client = make_agency(name="Old Name"), desk_client("Managing editor")
    address = reverse("admin:articles_agency_change", args=[agency.pk])
    client.post(address, agency_values(agency, name="New Name", credit_template="By {agency}"))
    assert names(agency) == ["Old Name", "New Name"]
    shown = client.get(address).text
    assert "New Name · Northline · credit “By {agency}”" in shown and "Old Name · Northline · credit" in shown


def test_an_agency_that_came_by_wire_begins_with_a_version():
    agency = agency_of("Meridian Press", by=FeedActor("meridian-wire"))
    version = agency.versions.get()
    assert (version.name, version.is_listed, version.by_feed) == ("Meridian Press", False, "meridian-wire")
    assert agency_of("meridian press", by=FeedActor("meridian-wire")).versions.count() == 1


def test_versions_are_in_the_record_and_a_change_behind_its_back_is_found():
    agency = make_agency()
    agency.profile = "Another."
    agencies.write(agency, by=make_user(None))
    assert Entry.objects.get(verb="described").chain.name == f"agency:{agency.pk}"
    assert list(Verification().faults()) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        AgencyVersion.objects.filter(number=1).update(profile="Forged.")
    with lifted():
        AgencyVersion.objects.filter(number=1).update(profile="Forged.")
    assert ["agencyversion" in str(fault) for fault in Verification().faults()] == [True]


def test_a_version_put_in_past_the_record_is_found():
    agency = make_agency()
    agencies.write(agency, by=make_user(None))
    version = agency.versions.get()
    version.pk, version.number, version.name = None, 2, "Forged"
    version.save()
    assert ["added past it" in str(fault) for fault in Verification().faults()] == [True]
