from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.test import TransactionTestCase

from newsroom.base import append_only
from tests import needs

# A busy machine is no error of the code. Where everything must be there, the same examples are tried each time: what
# a change broke shows, and nothing else; new examples are for developers' own runs and for the fuzzer.
hypothesis.settings.register_profile("any machine", deadline=None)
hypothesis.settings.register_profile("the gate", deadline=None, derandomize=True)
hypothesis.settings.load_profile("the gate" if needs.everything() else "any machine")


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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real Chromium, one for all browser tests of a run: a second driver in the same thread would refuse to start."""
    program = needs.chromium()
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the test and the browser's driver share a thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, live_server: Any, transactional_db: None, settings: Any) -> Iterator[Any]:
    """Call it for a new visitor's page, with cookies of its own; what a page complains of fails the test at its end."""
    settings.SITE_URL = live_server.url
    contexts, complaints = [], []

    def new_page(**options: Any) -> Any:
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: complaints.append(f"{page.url}: {message.text}") if _is_complaint(message) else None)
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert complaints == []


def _is_complaint(message: Any) -> bool:
    """An error of a script, or what the security policy refused; an address that answers 404 or 410 is the test's matter."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")
