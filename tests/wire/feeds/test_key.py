"""An agency's key comes from the environment, goes to the agency alone, and stands nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wire.feeds.servers import Agency, sends, serving
from wire.feeds import fetch
from wire.feeds.errors import FetchError
from wire.feeds.sources import Job, key_in

SECRET = "s3cret-of-northline"


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRE_KEY_NORTHLINE", SECRET)


def ask(agency: Agency, source: str = "http", hosts: str = "") -> fetch.Answer:
    job = Job(source, agency.url(), hosts=hosts, key_variable="WIRE_KEY_NORTHLINE")
    return fetch.get(job.address, access=job.access, key=job.key)


def test_key_is_sent_as_each_agency_wants_it(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    agency.paths["/feed"] = sends(b"<rss/>")
    ask(agency)
    assert agency.headers["Authorization"] == f"Bearer {SECRET}"
    ask(agency, "ap")
    assert agency.headers["x-api-key"] == SECRET and "Authorization" not in agency.headers
    monkeypatch.setenv("WIRE_KEY_NORTHLINE", "user:password")
    ask(agency)
    assert agency.headers["Authorization"] == "Basic dXNlcjpwYXNzd29yZA=="


@pytest.mark.parametrize("source", ["http", "ap"])
def test_key_never_follows_a_redirect_to_another_host(agency: Agency, settings: Any, source: str) -> None:
    settings.WIRE_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
    with serving({"/": sends(b"<rss/>")}) as other:
        agency.paths["/feed"] = sends(status=302, Location=other.url("/", host="localhost"))
        assert ask(agency, source, hosts="localhost").data == b"<rss/>"
        assert SECRET not in str(other.asked)
    assert SECRET in str(agency.asked)


def test_key_is_in_no_error_and_no_log(agency: Agency, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    for status in (401, 500):
        agency.paths["/feed"] = sends(SECRET.encode(), status=status)
        with pytest.raises(FetchError) as refusal:
            ask(agency)
        assert SECRET not in str(refusal.value)
    assert SECRET not in caplog.text
    assert SECRET not in repr(key_in("WIRE_KEY_NORTHLINE"))


def test_only_variables_set_aside_for_keys_are_read() -> None:
    with pytest.raises(FetchError, match="begin with WIRE_KEY_"):
        key_in("SECRET_KEY")
    with pytest.raises(FetchError, match="WIRE_KEY_NOBODY is not set"):
        key_in("WIRE_KEY_NOBODY")


@pytest.mark.parametrize("value", ["two\nlines", "schlüssel", "a\x01b"])
def test_key_that_cannot_be_sent_is_refused_without_showing_it(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("WIRE_KEY_NORTHLINE", value)
    with pytest.raises(FetchError, match="signs that no key has") as refusal:
        key_in("WIRE_KEY_NORTHLINE")
    assert value not in str(refusal.value)
