from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import NOON
from wire import formats, intake
from wire.formats.parsed import ParsedItem
from wire.intake import Outcome

Send = Callable[..., list[Outcome]]


@pytest.fixture
def send(monkeypatch: pytest.MonkeyPatch, db: None) -> Send:
    """Sends a message that a parser reads as the items given; every call is another message."""
    known: dict[bytes, list[ParsedItem]] = {}
    numbers = itertools.count(1)

    def parse(data: bytes, format: str | None = None, max_bytes: int = 0) -> list[ParsedItem]:
        return known[data]

    def send(*items: ParsedItem, data: bytes = b"", **options: Any) -> list[Outcome]:
        data = data or f"message {next(numbers)}".encode()
        known[data] = list(items)
        return intake.receive(data, **{"feed": intake.command_feed(), "at": NOON, **options})

    monkeypatch.setattr(formats, "parse", parse)
    return send
