"""One question to an agency's server: checked where it goes, bounded in time and size, and told in plain words if it fails."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, DecodeError, HTTPError, ProtocolError, ReadTimeoutError
from urllib3.response import HTTPResponse

from wire.feeds import addresses
from wire.feeds.addresses import Access, Target
from wire.feeds.errors import FetchError

REDIRECTS = 3
CONNECT_SECONDS = 5.0
CHUNK = 1 << 16
LONGEST_WAIT = 3600  # seconds: a server that asks for more would keep a kill from us
MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """An agency's key; it goes to the place of the feed's own address alone, and is never shown."""

    value: str
    header: str = "Authorization"

    def headers(self) -> dict[str, str]:
        if not self.value:
            return {}
        if self.header != "Authorization":
            return {self.header: self.value}
        if ":" in self.value:
            return {"Authorization": f"Basic {b64encode(self.value.encode()).decode()}"}
        return {"Authorization": f"Bearer {self.value}"}


NO_KEY = Key("")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent; `data` is None when it has not changed since."""

    target: Target
    data: bytes | None
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""


def get(
    address: str,
    *,
    access: Access,
    key: Key = NO_KEY,
    etag: str = "",
    last_modified: str = "",
    max_bytes: int | None = None,
    patience: float | None = None,
) -> Answer:
    """Ask for an address. Raises FetchError, and nothing else, when nothing usable came.

    `patience` is how many seconds the server may be silent (else WIRE_TIMEOUT); the whole must be over in WIRE_DEADLINE.
    """
    until = time.monotonic() + settings.WIRE_DEADLINE
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers = {name: value for name, value in conditions.items() if value and value.isprintable() and value.isascii()}
    target = addresses.read(address)
    for _ in range(REDIRECTS + 1):
        access.check(target)
        own = key.headers() if target.origin == access.home else {}
        with _Question(target, until=until, patience=patience or settings.WIRE_TIMEOUT) as question:
            response = question.ask({**headers, **own})
            if response.status not in MOVED:
                return _answer(question, response, settings.WIRE_MAX_BYTES if max_bytes is None else max_bytes)
            location = response.headers.get("Location", "")
        if not location:
            raise FetchError("The agency's server sends us elsewhere without saying where.")
        target = addresses.read(location, base=target.whole)
    raise FetchError(f"The agency's server sent us on more than {REDIRECTS} times.")


class _Question:
    """One connection to a checked address, cut off when its time is over, whatever it is doing then."""

    def __init__(self, target: Target, *, until: float, patience: float) -> None:
        self.target, self.patience, self.until = target, patience, until
        self.is_over = False
        self._line: socket.socket | None = None
        self._connection: HTTPConnection | None = None
        self._timer = threading.Timer(max(0.0, until - time.monotonic()), self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Question:
        self._timer.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._timer.cancel()
        if self._connection is not None:
            self._connection.close()
        if self._line is not None:
            self._line.close()

    def ask(self, headers: dict[str, str]) -> HTTPResponse:
        target = self.target
        line = self._connected(addresses.addresses_of(target))
        self._line = line.dup()  # TLS takes the first over; this one can be cut in any state
        try:
            if self.is_over:
                raise TimeoutError
            connection = self._connection = _connection(target, line, self.patience)
            standard = {
                "Host": target.host_header,
                "Accept-Encoding": "gzip",
                "User-Agent": f"Newsroom (+{settings.SITE_URL})",
                "Connection": "close",
            }
            connection.request("GET", target.path, headers={**standard, **headers}, preload_content=False)
            return connection.getresponse()
        except Exception as error:
            line.close()
            raise self._in_words(error) from None

    def body(self, response: HTTPResponse, limit: int) -> bytes:
        """The answer unpacked; it stops at the limit, however small it was packed."""
        parts, size = [], 0
        try:
            if int(response.headers.get("Content-Length") or 0) > limit:
                raise _too_large(limit)
            while part := response.read(CHUNK):
                size += len(part)
                if size > limit:
                    raise _too_large(limit)
                parts.append(part)
        except FetchError:
            raise
        except Exception as error:
            raise self._in_words(error) from None
        if self.is_over:
            raise self._in_words(TimeoutError())
        return b"".join(parts)

    def _connected(self, found: list[str]) -> socket.socket:
        """A line to the first of the checked addresses that takes it."""
        error: Exception = OSError()
        for address in found:
            try:
                return socket.create_connection((address, self.target.port), timeout=min(CONNECT_SECONDS, self.patience))
            except OSError as failure:
                error = failure
        within = f" within {min(CONNECT_SECONDS, self.patience):g} seconds" if isinstance(error, TimeoutError) else ""
        raise FetchError(f"The agency's server {self.target.host} could not be reached{within}.")

    def _cut(self) -> None:
        self.is_over = True
        if self._line is not None:
            try:
                self._line.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has hung up by itself

    def _in_words(self, error: Exception) -> FetchError:
        if self.is_over:
            return FetchError(f"The agency's server took longer than {settings.WIRE_DEADLINE:g} seconds for its answer.")
        if isinstance(error, (TimeoutError, ReadTimeoutError, ConnectTimeoutError)):
            return FetchError(f"The agency's server did not answer within {self.patience:g} seconds.")
        if isinstance(error, ssl.SSLCertVerificationError):
            return FetchError(
                f"{self.target.host} could not prove that it is the agency's server: its certificate is not valid."
            )
        if isinstance(error, ssl.SSLError):
            return FetchError(f"No encrypted connection to {self.target.host} could be made.")
        if isinstance(error, DecodeError):
            return FetchError("The agency's answer is packed in a way that cannot be unpacked.")
        if isinstance(error, (ProtocolError, http.client.HTTPException, HTTPError, OSError, ValueError)):
            return FetchError("The agency's server broke off in the middle of its answer.")
        raise error


def _connection(target: Target, line: socket.socket, patience: float) -> HTTPConnection:
    """A connection over a line that stands already: the host's name is for TLS alone, and never looked up again."""

    class OverTheLine(HTTPSConnection if target.scheme == "https" else HTTPConnection):  # type: ignore[misc]
        def _new_conn(self) -> socket.socket:
            line.settimeout(patience)
            return line

    if target.scheme == "http":
        return OverTheLine(target.host, target.port, timeout=patience)
    context = ssl.create_default_context()
    return OverTheLine(target.host, target.port, timeout=patience, ssl_context=context)


def _answer(question: _Question, response: HTTPResponse, limit: int) -> Answer:
    if response.status == 304:
        return Answer(question.target, None)
    if response.status not in (200, 203, 204):
        raise FetchError(
            _refusal(response.status), retry_after=_retry_after(response), is_lasting=response.status in (400, 404, 410)
        )
    return Answer(
        target=question.target,
        data=question.body(response, limit) if response.status != 204 else None,
        etag=_kept(response.headers.get("ETag", ""), 500),
        last_modified=_kept(response.headers.get("Last-Modified", ""), 100),
        content_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower()[:100],
    )


def _refusal(status: int) -> str:
    if status in (401, 403, 407):
        return f"The agency's server does not let us in ({status}). Check the key and the contract."
    if status in (404, 410):
        return f"There is nothing at the address ({status})."
    if status == 429:
        return "The agency's server says that we ask too often (429)."
    if status >= 500:
        return f"The agency's server has trouble of its own ({status})."
    return f"The agency's server answered with {status}, which is no content."


def _retry_after(response: HTTPResponse) -> int | None:
    """Seconds to wait, from a number or a date."""
    sent = response.headers.get("Retry-After", "").strip()
    if sent.isdecimal() and sent.isascii():
        return min(int(sent[:9]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(sent)
    except ValueError:
        return None
    seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return max(0, min(int(seconds), LONGEST_WAIT))


def _kept(value: str, length: int) -> str:
    """A mark that is sent back as it came; one that cannot be is worth nothing."""
    return value if len(value) <= length and value.isprintable() and value.isascii() else ""


def _too_large(limit: int) -> FetchError:
    return FetchError(
        f"The answer is larger than {limit / 1_000_000:,.0f} MB, the limit for one message (WIRE_MAX_BYTES). It was not taken."
    )
