"""Disclaimers, agencies, policy pages and the publication are kept by forms that speak an editor's language."""

import pytest
from django.urls import reverse

from articles.models import Agency, Disclaimer, PolicyPage, Publication
from tests.factories import make_agency, make_disclaimer, make_publication, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def managing(client):
    client.force_login(make_user("Managing editor"))
    return client


def disclaimer_values(**changes):
    words = {"name": "Reuters terms", "slug": "reuters-terms", "text": "{agency} terms apply."}
    rule = {"placement": "end", "position": 10, "is_active": "on", "origin": "wire", "reviewed": "", "edited": "False"}
    return {**words, **rule, **changes}


def test_a_rule_is_chosen_by_ticking_agencies_sections_and_types(managing):
    make_agency("reuters"), make_section("business")
    response = managing.post(
        reverse("admin:articles_disclaimer_add"),
        disclaimer_values(agencies=["reuters"], sections=["business"], kinds=["news", "brief"]),
    )
    assert response.status_code == 302
    rule = Disclaimer.objects.get()
    assert (rule.agencies, rule.sections, rule.kinds) == (["reuters"], ["business"], ["news", "brief"])
    assert (rule.reviewed, rule.edited) == (None, False)


def test_every_wording_is_kept_as_a_version_with_who_wrote_it(managing):
    disclaimer = make_disclaimer()
    address = reverse("admin:articles_disclaimer_change", args=[disclaimer.pk])
    managing.post(address, disclaimer_values(slug=disclaimer.slug, text="New words."))
    assert [version.text for version in disclaimer.versions.order_by("number")][1:] == ["New words."]
    assert "New words." in managing.get(address).text


def test_a_rule_names_agencies_that_exist(managing):
    response = managing.post(reverse("admin:articles_disclaimer_add"), disclaimer_values(agencies=["nobody"]))
    assert "not one of the available choices" in response.text
    assert not Disclaimer.objects.exists()


def agency_values(agency, **changes):
    fields = ("name", "short_name", "slug", "profile", "history", "headquarters", "reach", "website", "corrections_contact",
              "credit_template", "copyright_template", "archive_days", "feed_text", "indexing")  # fmt: skip
    ours = {name: getattr(agency, name) for name in fields}
    empty = dict.fromkeys(("founded", "max_days", "logo", "aliases"), "")
    return {**ours, **empty, "is_listed": "on", "may_edit": "on", **changes}


def test_an_agencys_other_names_are_written_one_in_a_line(managing):
    agency = make_agency()
    address = reverse("admin:articles_agency_change", args=[agency.pk])
    assert managing.post(address, agency_values(agency, aliases="NNA\r\n\r\nNorthline News ")).status_code == 302
    assert Agency.objects.get(pk=agency.pk).aliases == ["NNA", "Northline News"]
    assert "NNA\nNorthline News</textarea>" in managing.get(address).text


def test_an_agency_is_added_without_code(managing):
    new = agency_values(Agency(), name="Gull Wire", short_name="Gull", slug="gull")
    assert managing.post(reverse("admin:articles_agency_add"), new).status_code == 302
    assert Agency.objects.get().credit_line == "Gull Wire"


def policy_values(**changes):
    return {
        "title": "Privacy",
        "slug": "privacy",
        "kind": "privacy",
        "summary": "",
        "body": "<p>Little.</p>",
        "position": 10,
        **changes,
    }


def test_a_policy_pages_text_is_sanitised_and_dated(managing):
    managing.post(reverse("admin:articles_policypage_add"), policy_values(body="<p>Little.</p><script>x()</script>"))
    page = PolicyPage.objects.get()
    assert page.body == "<p>Little.</p>"
    assert page.updated_at is not None


def test_the_date_of_a_policy_page_moves_with_its_words_only(managing):
    managing.post(reverse("admin:articles_policypage_add"), policy_values())
    before = PolicyPage.objects.get().updated_at
    address = reverse("admin:articles_policypage_change", args=[PolicyPage.objects.get().pk])
    managing.post(address, policy_values(position=20))
    assert PolicyPage.objects.get().updated_at == before
    managing.post(address, policy_values(body="<p>Less.</p>"))
    assert PolicyPage.objects.get().updated_at > before


def test_there_is_one_publication_and_its_list_is_its_form(managing):
    make_publication()
    response = managing.get(reverse("admin:articles_publication_changelist"))
    assert response["Location"] == reverse("admin:articles_publication_change", args=[1])
    assert managing.post(reverse("admin:articles_publication_add"), {"name": "Second"}).status_code == 403
    assert Publication.objects.count() == 1


def test_what_is_saved_is_said_in_our_words_and_shown_as_text(managing):
    values = {"name": "<b>Harbor</b>", "slug": "harbor", "description": "", "position": 1}
    page = managing.post(reverse("admin:articles_section_add"), values, follow=True).text
    assert "is saved." in page
    assert "successfully" not in page
    assert "<b>Harbor</b>" not in page


def test_a_time_zone_is_one_that_exists(managing):
    make_publication()
    response = managing.post(reverse("admin:articles_publication_change", args=[1]), {"name": "X", "time_zone": "Mars/Olympus"})
    assert "is not a time zone" in response.text
