"""Makes the pictures of the screens: `python -m tests.browser.screenshot`, which makes the one in README.md alone, or
`python -m tests.browser.screenshot FOLDER`, which makes every screen at three sizes, light and dark.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.answers import watch
from tests.browser.conftest import HOW_TO_GET, ROOT, find_browser, settled, started, stopped

PICTURE = ROOT / "screenshot.png"
SIZES = {"projector": (1280, 720), "wide": (1920, 1080), "phone": (390, 844)}
SCHEMES = ("light", "dark")
OPEN = "resident=P0006&open=P0006"
SCREENS = {
    "start-closed": "?ruleset=rongcheng&resident=P0006",
    "start-open": f"?ruleset=rongcheng&{OPEN}",
    "start-other": f"?ruleset=honest-shanghai&{OPEN}",
    "resident": "resident?ruleset=rongcheng&resident=P0006",
    "resident-other": "resident?ruleset=honest-shanghai&resident=P0011",
    "city": "city?ruleset=rongcheng",
    "compare": "compare?ruleset=rongcheng",
    "opacity": "opacity?ruleset=rongcheng&resident=P0006",
    "guess": "guess",
    "guess-field": "guess?ruleset=honest-shanghai&round=1&guess_fits=hundred&guess_tap=volunteer.hours:1",
    "rulebook": "rulebook?ruleset=rongcheng",
    "workshop": "workshop?ruleset=rongcheng",
    "room": "room",
    "sources": "sources",
}


def main(folder: Path | None) -> None:
    """Serves the app and keeps what stands on its screens."""
    program = find_browser()
    if program is None:
        raise SystemExit(HOW_TO_GET)
    process, address = started(ROOT / "app.py")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            if folder is None:
                _keep(browser, f"{address}/{SCREENS['start-open']}", SIZES["projector"], SCHEMES[0], PICTURE)
                return
            folder.mkdir(parents=True, exist_ok=True)
            for name, path in SCREENS.items():
                for size, pixels in SIZES.items():
                    for scheme in SCHEMES:
                        _keep(browser, f"{address}/{path}", pixels, scheme, folder / f"{name}-{size}-{scheme}.png")
    finally:
        stopped(process)


def _keep(browser: Any, address: str, pixels: tuple[int, int], scheme: str, file: Path) -> None:
    width, height = pixels
    page = browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce", color_scheme=scheme)
    watch(page)
    page.goto(address)
    settled(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=file)
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
