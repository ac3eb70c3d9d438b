from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase

from newsroom.base import append_only


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """Photos, renditions and mail of a test stay in its own folder."""
    settings.DATA_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def clear_guarded_tables() -> Iterator[None]:
    """Tests that commit clear the database afterwards; the append-only guards are lifted for that alone."""
    teardown = TransactionTestCase._fixture_teardown

    def lifted_teardown(self: TransactionTestCase) -> None:
        with append_only.lifted():
            teardown(self)

    TransactionTestCase._fixture_teardown = lifted_teardown
    yield
    TransactionTestCase._fixture_teardown = teardown
