"""A feed reaches the hosts it is set up for and no others; private networks only where the operator names the host."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from wire.feeds.errors import FetchError
from wire.models import Feed

PORTS = {"https": 443, "http": 80}
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_HOST = re.compile(r"[a-z0-9._-]{1,253}|[0-9a-f:.]{2,45}")


@dataclass(frozen=True, slots=True)
class Target:
    """An address, taken apart once, so that what is checked is what is asked."""

    scheme: str
    host: str
    port: int
    path: str  # with its query

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def shown(self) -> str:
        """For people and logs: without the query, in which some agencies want secrets."""
        return f"{self.scheme}://{self.host_header}{self.path.partition('?')[0]}"

    @property
    def whole(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.path}"


@dataclass(frozen=True, slots=True)
class Access:
    """Where a feed may go: the place of its own address, and the usual ports of the hosts named beside it."""

    home: tuple[str, str, int]
    hosts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, feed: Feed) -> Access:
        return cls.to(feed.address, feed.hosts)

    @classmethod
    def to(cls, address: str, hosts: str = "") -> Access:
        return cls(home=read(address).origin, hosts=frozenset(named_hosts(hosts)))

    def check(self, target: Target) -> None:
        """Raises FetchError when the feed has no business there, by the name of the place; see `addresses_of` for the rest."""
        if target.scheme == "http" and not is_private_host(target.host):
            raise FetchError(
                f"{target.shown} is not encrypted. Only https is asked, unless the operator allows the host by name "
                "(WIRE_PRIVATE_HOSTS).",
                is_lasting=True,
            )
        if target.host == self.home[1]:
            known = target.port in (self.home[2], *PORTS.values())
        else:
            known = target.host in self.hosts and (target.port in PORTS.values() or is_private_host(target.host))
        if not known:
            raise FetchError(
                f"The feed leads to {target.host_header}, which is neither the host of its address nor among its other hosts.",
                is_lasting=True,
            )


def named_hosts(text: str) -> list[str]:
    """The hosts that stand in a field, one on a line."""
    return [line.strip().lower().rstrip(".") for line in text.splitlines() if line.strip()]


def is_private_host(host: str) -> bool:
    """The operator allows this host by name to lie in a private network and to be asked without encryption."""
    return host in {name.strip().lower().rstrip(".") for name in settings.WIRE_PRIVATE_HOSTS}


def read(address: str, base: str = "") -> Target:
    """An address taken apart; with `base`, one that is relative to another. Raises FetchError for what is none."""
    if base:
        try:
            address = urljoin(base, address)
        except ValueError:
            raise FetchError("This is no address.", is_lasting=True) from None
    if not address or any(ord(letter) <= 32 or ord(letter) == 127 or letter == "\\" for letter in address):
        raise FetchError("The address is empty, or holds spaces or other signs that no address has.", is_lasting=True)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise FetchError("This is no address.", is_lasting=True) from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise FetchError("The address must begin with https:// and name a host.", is_lasting=True)
    if parts.username is not None or parts.password is not None:
        raise FetchError("A name and password have no place in the address; the operator keeps them as a key.", is_lasting=True)
    host = parts.hostname.lower().rstrip(".")
    if not _HOST.fullmatch(host):
        raise FetchError("The host's name holds signs that no host has. Write ö and the like as xn--…", is_lasting=True)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    path = "".join(letter if ord(letter) < 128 else _escaped(letter) for letter in path)
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def addresses_of(target: Target) -> list[str]:
    """The host's network addresses, asked for once and all of them checked; connections go to these and to no others.

    A name may be answered differently a second time, so that what was checked would not be what is reached.
    """
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"No server named {target.host} was found.") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not is_private_host(target.host) and not all(is_public(address) for address in addresses):
        raise FetchError(
            f"{target.host} lies in a private network. The operator has to allow it by name (WIRE_PRIVATE_HOSTS).",
            is_lasting=True,
        )
    return addresses


def is_public(address: str) -> bool:
    """Everyone's internet: no loopback, no private or shared range, no link, no group, also inside another address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv4Address):
        return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved
    if parsed.ipv4_mapped or parsed in NAT64:
        return is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)))
    if parsed.is_site_local or parsed.is_multicast or parsed.is_reserved or not parsed.is_global:
        return False
    within = [parsed.sixtofour, *(parsed.teredo or ())]
    return all(is_public(str(address)) for address in within if address is not None)


def _escaped(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))
