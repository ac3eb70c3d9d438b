"""Policies, agencies, errors, and what operators and crawlers ask."""

import pytest
from django.test import Client

from articles.models import PolicyPage
from tests.factories import make_agency, make_person, make_publication
from tests.site.reading import get, page, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def publication():
    make_publication(contact_email="desk@ledger.example", footer_note="This is a demonstration.")


def test_policy_is_printed_sanitised_and_linked_from_every_page():
    PolicyPage.objects.create(
        slug="standards", title="Standards", kind="standards", body="<p onclick='x()'>We check.</p><script>bad()</script>"
    )
    response = get("/standards/")
    assert b"We check." in response.content
    assert b"bad()" not in response.content and b"onclick" not in response.content
    assert get("/about/standards/").headers["Location"] == "/standards/"
    assert page("/search/").xpath("//footer//a[@href='/standards/']")


def test_agency_that_nobody_described_has_no_page():
    listed, unlisted = make_agency("northline"), make_agency("nobody", is_listed=False)
    assert get(listed.get_absolute_url()).status_code == 200
    assert get(unlisted.get_absolute_url()).status_code == 404
    assert unlisted.get_absolute_url() not in get("/sitemap.xml").content.decode()


def test_person_without_stories_says_so():
    assert "No story under this name" in text(make_person().get_absolute_url())


def test_every_page_carries_the_footer_note_and_the_way_to_report_an_error():
    for path in ("/", "/search/", "/agencies/northline/" if make_agency() else "", "/none/"):
        body = get(path).content.decode()
        assert "This is a demonstration." in body and "Report an error" in body and 'href="/corrections/"' in body


def test_operators_are_answered():
    assert get("/healthz").content == b"ok\n"
    assert get("/readyz").content == b"ready\n"


def test_readyz_says_when_the_database_is_silent(monkeypatch):
    from django.db import OperationalError

    from newsroom.site.views import operators

    def silent(connection):
        raise OperationalError

    monkeypatch.setattr(operators, "MigrationExecutor", silent)
    assert get("/readyz").status_code == 503


def test_crawlers_are_told_the_sitemaps_and_kept_from_the_desk():
    body = get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in body and "Sitemap: http://127.0.0.1:8000/sitemap-news.xml" in body


def test_weaknesses_have_an_address():
    body = get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:desk@ledger.example" in body and "Expires: 20" in body


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_pages_take_nothing(method):
    for path in ("/", "/search/", "/feeds/latest.rss", "/api/v1/articles/", "/sitemap.xml"):
        assert getattr(Client(), method)(path).status_code == 405


def test_security_headers_are_on_every_answer():
    for path in ("/", "/none/", "/feeds/latest.rss", "/api/v1/articles/"):
        headers = get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["X-Frame-Options"] == "DENY"
        assert headers["Permissions-Policy"] and headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_server_error_page_asks_the_database_nothing(rf, django_assert_num_queries):
    from newsroom.site.errors import server_error

    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Something broke on our side" in response.content.decode()


def test_unknown_host_is_refused_in_our_design():
    response = Client(raise_request_exception=False).get("/", headers={"host": "evil.example"})
    assert response.status_code == 400


def test_standards_are_an_answer_even_where_none_are_written():
    assert "not written them down here yet" in text("/standards/")
    assert get("/about/nothing/").status_code == 404


def test_standards_under_another_name_are_found_from_the_link_on_every_page():
    PolicyPage.objects.create(slug="ethics-code", title="Code", kind="standards", body="<p>We check.</p>")
    assert get("/standards/").headers["Location"] == "/about/ethics-code/"
