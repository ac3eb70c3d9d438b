from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.wire.feeds.servers import Agency, serving


@pytest.fixture(autouse=True)
def quick(settings: Any, tmp_path: Path) -> None:
    """Nobody waits long in a test, loopback is allowed by name, and folders below the test's own may be watched."""
    settings.WIRE_TIMEOUT, settings.WIRE_DEADLINE, settings.WIRE_SETTLE = 2.0, 10.0, 0.0
    settings.WIRE_PRIVATE_HOSTS = ["127.0.0.1"]
    settings.WIRE_FOLDERS = [tmp_path / "wire"]
    (tmp_path / "wire").mkdir()


@pytest.fixture
def agency() -> Iterator[Agency]:
    """An agency's server on 127.0.0.1."""
    with serving() as agency:
        yield agency
