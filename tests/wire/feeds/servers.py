"""An agency's server on loopback, which answers as a test tells it and remembers what it was asked."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Answers = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Agency:
    """What it answers at each path, and the requests that came, as (path, headers)."""

    port: int = 0
    scheme: str = "http"
    host: str = "127.0.0.1"
    paths: dict[str, Answers] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/feed", host: str = "") -> str:
        return f"{self.scheme}://{host or self.host}:{self.port}{path}"

    @property
    def headers(self) -> dict[str, str]:
        """Those of the last request."""
        return self.asked[-1][1]


def sends(data: bytes = b"", status: int = 200, **headers: str) -> Answers:
    """An answer: `Last_Modified="…"` becomes the header Last-Modified."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Length": str(len(data)), **sent}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(data)

    return answer


def raw(data: bytes) -> Answers:
    """Bytes as they are, and the line is closed."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(data)
        request.close_connection = True

    return answer


@contextmanager
def serving(paths: dict[str, Answers] | None = None, certificate: Path | None = None) -> Iterator[Agency]:
    agency = Agency(paths=paths or {})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            agency.asked.append((self.path, dict(self.headers.items())))
            answer = agency.paths.get(self.path) or agency.paths.get(self.path.partition("?")[0]) or sends(status=404)
            try:
                answer(self)
            except (BrokenPipeError, ConnectionResetError):
                return  # whoever asked has had enough

        def log_message(self, *_: object) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            return  # the test looks at what whoever asked was told

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        agency.scheme = "https"
    agency.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield agency
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
