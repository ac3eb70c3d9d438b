"""Real processes on one real database, and a mail server on loopback that writes down what it accepted."""

from __future__ import annotations

import os
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
TABLES = """
from django.db import connection
from newsroom.base.models import Outgoing, Tally
with connection.schema_editor() as editor:
    for model in (Outgoing, Tally):
        editor.create_model(model)
"""


@pytest.fixture
def environment(tmp_path: Path, transactional_db: None) -> Iterator[dict[str, str]]:
    """That of processes which share a database with mails and tallies."""
    variables = {**os.environ, "DATA_DIR": str(tmp_path), "LOG_LEVEL": "ERROR", "NEWSROOM_ENV": "demo"}
    if connection.vendor == "sqlite":
        shared = {**variables, "DATABASE_URL": f"sqlite:///{tmp_path / 'shared.sqlite3'}"}
        answer(shared, TABLES)
        yield shared
        return
    facts = connection.settings_dict
    place = f"{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}"
    yield {**variables, "DATABASE_URL": f"postgres://{place}/{facts['NAME']}"}


def start(environment: dict[str, str], code: str) -> subprocess.Popen[str]:
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def answer(environment: dict[str, str], code: str) -> str:
    """What a process of its own prints that runs to its end."""
    process = start(environment, code)
    output, complaints = process.communicate(timeout=120)
    assert process.returncode == 0, complaints
    return output


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as is needed, and knows the subject and Message-ID of each mail it has accepted."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.accepted: list[tuple[str, str]] = []
        self.refused = ""  # an address that no mail is taken for
        self.more = threading.Condition()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def accept(self, data: bytes) -> None:
        message = message_from_bytes(data)
        with self.more:
            self.accepted.append((message["Subject"], message["Message-ID"]))
            self.more.notify_all()

    def wait_for(self, number: int, seconds: float = 60) -> None:
        with self.more:
            assert self.more.wait_for(lambda: len(self.accepted) >= number, seconds), f"only {len(self.accepted)} mails came"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is what the test is about."""


class _Session(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.say("220 loopback")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                self.say("354 go on")
                data = b""
                while not data.endswith(b"\r\n.\r\n"):
                    if not (line := self.rfile.readline()):
                        return  # killed before its end: not accepted
                    data += line
                self.server.accept(data)
                self.say("250 taken")
            elif verb == b"RCPT" and self.server.refused and self.server.refused.encode() in line:
                self.say("550 nobody here")
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.shutdown()
    server.server_close()
