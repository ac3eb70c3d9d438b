"""A real Chromium. Without one these tests say loudly that they were skipped; where REQUIRE_EVERYTHING is set they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    if CHROMIUM is None:
        message = "CHROMIUM IS MISSING: the browser tests did not run. On Debian and Ubuntu: apt-get install chromium"
        if os.environ.get("REQUIRE_EVERYTHING"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the test and the browser's driver share a thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
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
        page.on(
            "console",
            lambda message: (
                complaints.append(f"{page.url}: {message.text}")
                if message.type == "error" and "Content Security Policy" in message.text
                else None
            ),
        )
        return page

    yield new_page
    for context in contexts:
        context.close()
    assert complaints == []
