"""An agency's server proves by its certificate that it is the one whose name the feed bears."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import needs
from tests.wire.feeds.servers import Agency, sends, serving
from wire.feeds import fetch
from wire.feeds.addresses import Access
from wire.feeds.errors import FetchError


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of a server named localhost, signed by itself."""
    program = shutil.which("openssl") or needs.missing("openssl")
    made, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = [program, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*command, "-keyout", key, "-out", made], check=True, capture_output=True)
    made.write_bytes(made.read_bytes() + key.read_bytes())
    return made


@pytest.fixture
def agency(certificate: Path, settings: Any) -> Iterator[Agency]:
    settings.WIRE_PRIVATE_HOSTS = ["127.0.0.1", "localhost"]
    with serving({"/feed": sends(b"<rss/>")}, certificate) as agency:
        yield agency


def test_server_with_a_certificate_of_its_name_is_asked(
    agency: Agency, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    address = agency.url(host="localhost")
    assert fetch.get(address, access=Access.to(address)).data == b"<rss/>"


@pytest.mark.parametrize("is_trusted", [True, False])
def test_server_that_cannot_prove_its_name_is_refused(
    agency: Agency, certificate: Path, monkeypatch: pytest.MonkeyPatch, is_trusted: bool
) -> None:
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    address = agency.url(host="127.0.0.1" if is_trusted else "localhost")
    with pytest.raises(FetchError, match="its certificate is not valid"):
        fetch.get(address, access=Access.to(address))
    assert agency.asked == []


def test_server_that_does_not_speak_tls_is_refused(settings: Any) -> None:
    with serving({"/feed": sends(b"<rss/>")}) as plain:
        address = plain.url().replace("http:", "https:")
        with pytest.raises(FetchError, match="No encrypted connection"):
            fetch.get(address, access=Access.to(address))
