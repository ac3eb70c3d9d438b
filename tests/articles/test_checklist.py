"""The checklist tells what is met and where from what is filled in, and what is missing."""

import re

import pytest
from django.test import Client

from articles import policies
from articles.checklist import CLAUSES, JTI, LEFT_OUT, TRUST, findings
from articles.models import PolicyPage
from tests.factories import make_agency, make_person, make_publication, make_published, make_user

pytestmark = pytest.mark.django_db

LONG = "<p>" + "We say how we work. " * 20 + "</p>"


def finding(words):
    return next(one for one in findings() if words in one.clause.words)


def test_on_an_empty_install_only_what_the_software_does_is_met():
    met = [one.clause.words for one in findings() if one.is_met]
    assert "Corrections on the page itself, as prominent as the error" in met
    assert not any("owns us" in words or "Ethics" in words for words in met)
    missing = ("a page of the kind “Ownership and funding”", "/admin/articles/policypage/add/?start=ownership")
    assert finding("Who owns us").missing == [missing]


def test_a_page_is_found_by_its_kind_or_its_address_and_says_where_it_is():
    PolicyPage.objects.create(slug="who-owns-us", title="Owners", kind="ownership", body=LONG)
    PolicyPage.objects.create(slug="mission", title="Our mission", body=LONG)
    assert finding("Who owns us").places == [("Owners", "/about/who-owns-us/")]
    assert finding("What we are here for").is_met


def test_a_page_of_two_sentences_does_not_count():
    page = PolicyPage.objects.create(slug="ownership", title="Owners", kind="ownership", body="<p>Later.</p>")
    address = f"/admin/articles/policypage/{page.pk}/change/"
    assert finding("Who owns us").missing == [("more than a few words on “Owners”", address)]


def test_fields_of_the_publication_count():
    make_publication(founded=None, shows_history=True)
    assert not finding("Founding date").is_met and finding("history of versions").is_met
    make_publication(founded=1871, shows_history=False)
    assert finding("Founding date").is_met and not finding("history of versions").is_met


def test_authors_and_agencies_without_a_word_on_them_are_named():
    make_person("mara-quill", bio="Reports on the harbor.")
    tom, quiet = make_person("tom-halloran", bio=""), make_agency("quiet", profile="")
    make_published(agency=quiet)
    tom_at, quiet_at = f"/admin/articles/person/{tom.pk}/change/", f"/admin/articles/agency/{quiet.pk}/change/"
    assert finding("a page on each author").missing == [("a few sentences on Tom Halloran", tom_at)]
    assert finding("each agency described").missing == [("a profile of Quiet News Agency", quiet_at)]


def test_the_desk_reads_it_beside_the_policy_pages(django_assert_max_num_queries):
    client = Client()
    client.force_login(make_user("Reporter"))
    assert "checklist/" in client.get("/admin/articles/policypage/").content.decode()
    with django_assert_max_num_queries(12):
        page = client.get("/admin/articles/policypage/checklist/").content.decode()
    assert all(clause.words in page for clause in CLAUSES)
    assert "no certificate" in page and "no page can show them" in page
    assert "start=" not in page  # a reporter has nothing to mend here
    client.force_login(make_user(None))
    assert client.get("/admin/articles/policypage/checklist/").status_code == 403


def test_every_clause_of_the_standard_is_listed_or_said_to_be_left_out():
    numbers = {
        int(number.partition(".")[0]) for clause in CLAUSES if clause.standard == JTI for number in clause.number.split(", ")
    }
    assert numbers | {3, 13, 16, 17} == set(range(1, 19))
    assert all(str(number) in LEFT_OUT for number in (3, 13, 16, 17))
    indicators = {clause.number for clause in CLAUSES if clause.standard == TRUST}
    assert len(indicators) == 8


def test_each_page_that_can_be_missing_can_be_started():
    client = Client()
    client.force_login(make_user("Managing editor"))
    page = client.get("/admin/articles/policypage/checklist/").content.decode()
    asked = set(re.findall(r"add/\?start=([\w-]+)", page))
    assert asked == {need.partition(":")[2] for clause in CLAUSES for need in clause.needs if need.startswith("page:")}
    assert asked <= set(policies.starts())
