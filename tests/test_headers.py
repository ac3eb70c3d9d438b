"""Every kind of answer carries the headers, whoever gives it."""

import gzip
import re

import pytest

from tests.factories import make_photo, make_publication, make_published

pytestmark = pytest.mark.django_db

NAMES = (
    "Content-Security-Policy",
    "Permissions-Policy",
    "Cross-Origin-Resource-Policy",
    "Cross-Origin-Opener-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/nowhere/",
        "/admin/login/",
        "/admin/nowhere/",
        "/static/newsroom/site.css",
        "/static/no.css",
        "/media/x/y",
        "/healthz",
    ],
)
def test_pages_errors_styles_and_the_desk_bear_them_all(client, address):
    make_publication()
    response = client.get(address)
    assert [name for name in NAMES if name not in response.headers] == []
    assert not re.search("unsafe|\\*", response["Content-Security-Policy"])
    assert "Access-Control-Allow-Origin" not in response.headers


def test_a_fault_bears_them_too_and_tells_nothing(client, monkeypatch, settings):
    settings.DEBUG = False

    def fail(*args, **kwargs):
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr("newsroom.site.views.lists.front", fail)
    monkeypatch.setattr("articles.models.edition.EditionQuerySet.visible", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert [name for name in NAMES if name not in response.headers] == []
    assert response["Cache-Control"] == "no-store"
    assert "secret of the house" not in response.content.decode()


def test_another_host_is_refused_and_not_repeated(client, settings):
    settings.ALLOWED_HOSTS = ["newsroom.example"]
    for headers in ({"HTTP_HOST": "evil.example"}, {"HTTP_HOST": "newsroom.example", "HTTP_X_FORWARDED_HOST": "evil.example"}):
        response = client.get("/nowhere/", **headers)
        assert response.status_code in (400, 404)
        assert "evil.example" not in response.content.decode()


def test_pages_travel_compressed_and_are_known_again(client):
    make_publication()
    first = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert b"The Harbor Ledger" in gzip.decompress(first.content)
    again = client.get("/", headers={"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_pictures_are_not_compressed_twice(client):
    make_publication()
    photo = make_photo()
    make_published(lead_photo=photo)
    response = client.get(f"/media/{photo.hash[:32]}/w640.jpg", headers={"Accept-Encoding": "gzip"})
    assert response.status_code == 200
    assert "Content-Encoding" not in response
