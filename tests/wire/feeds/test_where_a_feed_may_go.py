"""A feed reaches the hosts that it is set up for and no others, however an address is written or a name answered."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.wire.feeds.servers import Agency, sends, serving
from wire.feeds import addresses, fetch
from wire.feeds.addresses import Access, is_public
from wire.feeds.errors import FetchError


@pytest.fixture
def other() -> Iterator[Agency]:
    """Another server on the same machine."""
    with serving({"/": sends(b"the other's")}) as other:
        yield other


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.8", "172.16.3.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.2.1",
        "0.0.0.0",  # noqa: S104
        "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1",
        "fe80::1%eth0", "fd00::1", "fec0::1", "ff02::1",
        "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.8", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:8", "nothing",
    ],
)  # fmt: skip
def test_address_that_is_not_everyones_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"])
def test_address_of_everyones_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "0", "2130706433", "0x7f000001", "0177.0.0.1", "[::1]", "[::ffff:127.0.0.1]"],
)  # fmt: skip
def test_private_network_is_refused_however_the_host_is_written(agency: Agency, settings: Any, host: str) -> None:
    settings.WIRE_PRIVATE_HOSTS = []
    address = f"https://{host}:{agency.port}/feed"
    with pytest.raises(FetchError, match=r"private network\. The operator has to allow it by name|No server named"):
        fetch.get(address, access=Access.to(address))
    assert agency.asked == []


def test_name_that_leads_to_a_private_network_is_refused_until_the_operator_names_it(agency: Agency, settings: Any) -> None:
    agency.paths["/feed"] = sends(b"<rss/>")
    address = agency.url(host="localhost")
    settings.WIRE_PRIVATE_HOSTS = []
    with pytest.raises(FetchError, match="private network"):
        addresses.addresses_of(addresses.read(address))
    settings.WIRE_PRIVATE_HOSTS = ["LocalHost"]
    assert fetch.get(address, access=Access.to(address)).data == b"<rss/>"
    assert agency.headers["Host"] == f"localhost:{agency.port}"


def test_name_is_looked_up_once_so_that_what_was_checked_is_what_is_reached(
    agency: Agency, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.WIRE_PRIVATE_HOSTS = ["localhost"]
    agency.paths["/feed"] = sends(b"<rss/>")
    looked_up, look_up = [], socket.getaddrinfo

    def noted(host: Any, *args: Any, **kwargs: Any) -> Any:
        looked_up.append(host)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", noted)
    fetch.get(agency.url(host="localhost"), access=Access.to(agency.url(host="localhost")))
    assert looked_up.count("localhost") == 1
    assert {str(host) for host in looked_up} <= {"localhost", "127.0.0.1", "::1"}


def test_only_https_is_asked(settings: Any) -> None:
    settings.WIRE_PRIVATE_HOSTS = []
    with pytest.raises(FetchError, match=r"not encrypted\. Only https is asked"):
        fetch.get("http://agency.example/feed", access=Access.to("http://agency.example/feed"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "empty"), ("https://agency.example/a b", "spaces"), ("https://agency.example\\@127.0.0.1/", "other signs"),
        ("ftp://agency.example/", "must begin with https"), ("file:///etc/passwd", "must begin with https"),
        ("https:///feed", "must begin with https"), ("//agency.example/feed", "must begin with https"),
        ("https://user:secret@agency.example/", "keeps them as a key"), ("https://agency.example:x/", "no address"),
        ("https://agency.example:99999/", "no address"), ("https://[::1/", "no address"), ("https://agentür.example/", "xn--"),
        ("https://agency.example\n.evil.example/", "other signs"), ("https://a%00b/", "signs that no host has"),
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_plain_words(address: str, words: str) -> None:
    with pytest.raises(FetchError, match=words) as refusal:
        addresses.read(address)
    assert "secret" not in str(refusal.value)


def test_redirect_on_the_same_host_is_followed(agency: Agency) -> None:
    agency.paths |= {"/feed": sends(status=301, Location="/new?page=ü"), "/new": sends(b"<rss/>")}
    assert fetch.get(agency.url(), access=Access.to(agency.url())).data == b"<rss/>"
    assert agency.asked[-1][0] == "/new?page=%C3%BC"


@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/latest/meta-data/", "https://10.0.0.8/", "http://localhost/", "https://agency.example/"]
)  # fmt: skip
def test_redirect_to_another_host_is_refused(agency: Agency, location: str) -> None:
    agency.paths["/feed"] = sends(status=302, Location=location)
    with pytest.raises(FetchError, match=r"not encrypted|neither the host of its address nor among its other hosts"):
        fetch.get(agency.url(), access=Access.to(agency.url()))


def test_redirect_to_a_named_host_in_a_private_network_is_refused(agency: Agency) -> None:
    agency.paths["/feed"] = sends(status=302, Location="https://169.254.169.254/latest/meta-data/")
    with pytest.raises(FetchError, match="private network"):
        fetch.get(agency.url(), access=Access.to(agency.url(), "169.254.169.254"))


def test_redirect_to_another_port_of_the_same_host_is_refused(agency: Agency, other: Agency) -> None:
    agency.paths["/feed"] = sends(status=302, Location=other.url("/"))
    with pytest.raises(FetchError, match="neither the host"):
        fetch.get(agency.url(), access=Access.to(agency.url()))
    assert other.asked == []


def test_redirect_to_a_host_that_the_feed_names_is_followed(agency: Agency, other: Agency, settings: Any) -> None:
    settings.WIRE_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
    agency.paths["/feed"] = sends(status=307, Location=other.url("/", host="localhost"))
    assert fetch.get(agency.url(), access=Access.to(agency.url(), "localhost\n")).data == b"the other's"


def test_redirects_that_never_end_are_given_up(agency: Agency) -> None:
    agency.paths["/feed"] = sends(status=302, Location="/feed")
    with pytest.raises(FetchError, match="more than 3 times"):
        fetch.get(agency.url(), access=Access.to(agency.url()))
    assert len(agency.asked) == 4


def test_redirect_without_a_place_is_an_error(agency: Agency) -> None:
    agency.paths["/feed"] = sends(status=302)
    with pytest.raises(FetchError, match="without saying where"):
        fetch.get(agency.url(), access=Access.to(agency.url()))
