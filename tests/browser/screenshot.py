"""Makes the picture in README.md: `python -m tests.browser.screenshot`."""

from __future__ import annotations

from playwright.sync_api import sync_playwright

from tests.browser.answers import watch
from tests.browser.conftest import HOW_TO_GET, ROOT, find_browser, settled, started, stopped

PICTURE = ROOT / "screenshot.png"
SCREEN = "resident?resident=P0011&ruleset=honest-shanghai"


def main() -> None:
    """Serves the app, opens the Resident screen and keeps what stands on it."""
    program = find_browser()
    if program is None:
        raise SystemExit(HOW_TO_GET)
    process, address = started(ROOT / "app.py")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 1120}, reduced_motion="reduce")
            watch(page)
            page.goto(f"{address}/{SCREEN}")
            settled(page)
            page.wait_for_selector(".pp-system .chosen")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=PICTURE)
    finally:
        stopped(process)


if __name__ == "__main__":
    main()
