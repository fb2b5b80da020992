"""A real server and a real browser for the tests in this folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="The browser tests need Playwright: pip install -e '.[test]'."
)

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
HOW_TO_GET = (
    "The browser tests need Chromium or Chrome on the path, or its path in PILOT_CHROMIUM "
    "(on Debian: apt-get install chromium)."
)


def find_browser() -> str | None:
    """The program to drive: what PILOT_CHROMIUM names, else the first known name on the path."""
    return os.environ.get("PILOT_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    """A headless Chromium for the whole run; its absence skips the tests, or fails them where it is required."""
    program = find_browser()
    if program is None:
        if os.environ.get("PILOT_BROWSER") == "required":
            pytest.fail(HOW_TO_GET)
        pytest.skip(HOW_TO_GET)
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--font-render-hinting=none"]
        )
        yield chromium
        chromium.close()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(script: Path, port: int | None = None) -> tuple[subprocess.Popen[bytes], str]:
    """Starts a server for a script and waits until it is well; the process and its address. The port is a free one,
    unless given.
    """
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port),
         "--server.headless", "true"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return process, address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if process.poll() is not None:
                break
            time.sleep(0.25)
    stopped(process)
    raise RuntimeError(f"The server for {script.name} did not come up.")


def stopped(process: subprocess.Popen[bytes]) -> None:
    """Ends a server and waits until it is gone."""
    process.kill()
    process.wait()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves another script and gives its address; all end with the run."""
    processes = []

    def serve_(script: Path) -> str:
        process, address = started(script)
        processes.append(process)
        return address

    yield serve_
    for process in processes:
        stopped(process)


@pytest.fixture(scope="session")
def app() -> Iterator[str]:
    """The address of the app."""
    process, address = started(ROOT / "app.py")
    yield address
    stopped(process)


@pytest.fixture
def open_page(browser: sync_api.Browser) -> Iterator[Callable[..., sync_api.Page]]:
    """Opens an address in a browser of its own, 1280 by 720 unless told, and waits until the screen is painted."""
    contexts = []

    def open_(address: str, width: int = 1280, height: int = 720, **options: object) -> sync_api.Page:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address)
        settled(page)
        return page

    yield open_
    for context in contexts:
        context.close()


def settled(page: sync_api.Page) -> None:
    """Waits until the script has run and the screen stands still."""
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']", timeout=30_000)
    page.wait_for_function("document.querySelectorAll('[data-stale=\"true\"]').length === 0", timeout=30_000)
