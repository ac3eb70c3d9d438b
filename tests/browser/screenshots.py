"""Takes the README's screenshots from a running `make demo`:

python -m tests.browser.screenshots http://127.0.0.1:8000 "$(cat var/demo/password)"
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests import needs

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "screenshots"
MODEL_STORY = "/2019/03/12/baghouz-last-stand/"


def keep(page: Page, name: str) -> None:
    """The page as it stands in the window, lazy pictures included."""
    page.wait_for_timeout(800)
    page.wait_for_load_state("networkidle")
    Image.open(BytesIO(page.screenshot())).convert("RGB").save(FOLDER / f"{name}.jpg", quality=84, optimize=True)


def main(address: str, password: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=["--no-sandbox"])
        page = browser.new_page(base_url=address, viewport={"width": 1200, "height": 1500})
        page.goto("/")
        keep(page, "front")
        page.goto(MODEL_STORY)
        keep(page, "story")
        page.get_by_role("link", name="Submit a correction").scroll_into_view_if_needed()
        page.mouse.wheel(0, 700)
        page.set_viewport_size({"width": 1200, "height": 1000})
        keep(page, "story-end")
        page.set_viewport_size({"width": 1200, "height": 1100})
        page.goto("/admin/")
        page.get_by_label("Username").fill("managing")
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/admin/")
        keep(page, "desk")
        page.goto("/admin/corrections/ticket/")
        page.locator("#result_list tbody a").first.click()
        page.wait_for_load_state()
        keep(page, "ticket")
        page.goto("/admin/wire/item/")
        keep(page, "wire")
        page.goto("/admin/wire/pickup/")
        page.locator("#result_list tbody a").first.click()
        page.wait_for_load_state()
        keep(page, "merge")
        phone = browser.new_page(base_url=address, viewport={"width": 390, "height": 844}, color_scheme="dark")
        phone.goto(MODEL_STORY)
        keep(phone, "phone-dark")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
