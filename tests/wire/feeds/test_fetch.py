"""A question to an agency's server ends in time, takes no more than the limit, and says in plain words what went wrong."""

from __future__ import annotations

import gzip
import threading
import tracemalloc
from email.utils import formatdate
from time import time
from typing import Any

import pytest

from tests.wire.feeds.servers import Agency, raw, sends
from wire.feeds import fetch
from wire.feeds.addresses import Access
from wire.feeds.errors import FetchError
from wire.feeds.fetch import Answer

NOON = "Fri, 20 Nov 2020 12:00:00 GMT"


def get(agency: Agency, path: str = "/feed", **options: Any) -> Answer:
    return fetch.get(agency.url(path), access=Access.to(agency.url()), **options)


def test_answer_comes_with_the_marks_by_which_it_is_known_again(agency: Agency) -> None:
    agency.paths["/feed"] = sends(
        b"<rss/>", ETag='"a1"', Last_Modified="Fri, 20 Nov 2020 12:00:00 GMT", Content_Type="text/xml"
    )
    answer = get(agency)
    assert (answer.data, answer.etag, answer.content_type) == (b"<rss/>", '"a1"', "text/xml")
    assert "If-None-Match" not in agency.headers
    agency.paths["/feed"] = sends(status=304)
    assert get(agency, etag=answer.etag, last_modified=answer.last_modified).data is None
    assert agency.headers["If-None-Match"] == '"a1"'
    assert agency.headers["If-Modified-Since"] == NOON


def test_packed_answer_is_unpacked(agency: Agency) -> None:
    agency.paths["/feed"] = sends(gzip.compress(b"<rss/>"), Content_Encoding="gzip")
    assert get(agency).data == b"<rss/>"


def test_packed_answer_stops_at_the_limit_however_small_it_was(agency: Agency) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000)
    agency.paths["/feed"] = sends(bomb, Content_Encoding="gzip")
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    with pytest.raises(FetchError, match="larger than 1 MB"):
        get(agency, max_bytes=1_000_000)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("headers", [{}, {"Content_Length": "5000000"}])
def test_huge_answer_is_not_taken(agency: Agency, headers: dict[str, str]) -> None:
    agency.paths["/feed"] = sends(b"x" * 5_000_000, **headers)
    with pytest.raises(FetchError, match="larger than 1 MB, the limit for one message"):
        get(agency, max_bytes=1_000_000)


def test_server_that_says_nothing_is_left_alone_after_a_while(agency: Agency, settings: Any) -> None:
    settings.WIRE_TIMEOUT = 0.3
    over = threading.Event()
    agency.paths["/feed"] = lambda request: over.wait(20) and None
    with pytest.raises(FetchError, match=r"did not answer within 0\.3 seconds"):
        get(agency)
    over.set()


@pytest.mark.parametrize(
    "beginning", [b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Drip: "], ids=["body", "headers"]
)
def test_server_that_drips_is_cut_off_at_the_deadline(agency: Agency, settings: Any, beginning: bytes) -> None:
    settings.WIRE_DEADLINE = 0.6
    over = threading.Event()

    def drip(request: Any) -> None:
        request.wfile.write(beginning)
        while not over.wait(0.05):
            request.wfile.write(b"x")

    agency.paths["/feed"] = drip
    with pytest.raises(FetchError, match=r"took longer than 0\.6 seconds"):
        get(agency)
    over.set()


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\n\r\nhello",
        b"Hello, I am no web server.\r\n\r\n",
        b"",
    ],
    ids=["chunk cut", "chunk broken", "cut short", "odd length", "not HTTP", "nothing"],
)
def test_answer_that_breaks_off_is_an_error(agency: Agency, answer: bytes) -> None:
    agency.paths["/feed"] = raw(answer)
    with pytest.raises(FetchError, match="broke off in the middle"):
        get(agency)


def test_answer_that_cannot_be_unpacked_is_an_error(agency: Agency) -> None:
    agency.paths["/feed"] = sends(b"not gzip at all", Content_Encoding="gzip")
    with pytest.raises(FetchError, match="cannot be unpacked"):
        get(agency)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "does not let us in"), (403, "Check the key"), (404, "nothing at the address"), (410, "nothing at the address"),
        (429, "too often"), (500, "trouble of its own"), (503, "trouble of its own"), (206, "no content"),
    ],
)  # fmt: skip
def test_refusal_is_told_in_plain_words(agency: Agency, status: int, words: str) -> None:
    agency.paths["/feed"] = sends(b"secret words of the server", status=status)
    with pytest.raises(FetchError, match=words) as refusal:
        get(agency)
    assert str(status) in str(refusal.value) and "secret" not in str(refusal.value)


def test_server_may_say_how_long_to_wait(agency: Agency) -> None:
    asked = {"120": 120, formatdate(time() + 300, usegmt=True): 300, "99999999": 3600, "soon": None, "": None}
    for sent, expected in asked.items():
        agency.paths["/feed"] = sends(status=503, Retry_After=sent)
        with pytest.raises(FetchError) as refusal:
            get(agency)
        if expected is None:
            assert refusal.value.retry_after is None
        else:
            assert refusal.value.retry_after is not None and abs(refusal.value.retry_after - expected) <= 5


def test_server_that_is_away_is_told_so(agency: Agency) -> None:
    address = "http://127.0.0.1:9/"
    with pytest.raises(FetchError, match=r"127\.0\.0\.1 could not be reached"):
        fetch.get(address, access=Access.to(address))
