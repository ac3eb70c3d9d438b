"""The demo says so when somebody else has its port, before it makes or forgets anything."""

from __future__ import annotations

import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


def test_demo_does_not_share_a_port_with_another(settings, tmp_path):
    settings.NEWSROOM_ENV, settings.DATA_DIR = "demo", tmp_path / "demo"
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # as the server sets it
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match="is taken or out of reach"):
            call_command("demo", "--port", str(taken.getsockname()[1]), "--reset")
    assert not settings.DATA_DIR.exists()


def test_a_port_that_no_machine_has_is_told(settings):
    settings.NEWSROOM_ENV = "demo"
    with pytest.raises(CommandError, match="Port 70000 is taken or out of reach"):
        call_command("demo", "--port", "70000")
