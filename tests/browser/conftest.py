"""A real server and a real browser for the tests in this folder, one of each a worker.

Whatever a test awaits is something that the page shows, the store holds or a message says, never a moment on the clock;
how long it waits at most is `PATIENCE`, which only a broken page or server ever uses up.
"""

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

from tests.browser.answers import answers, watch

sync_api = pytest.importorskip(
    "playwright.sync_api", reason="The browser tests need Playwright: pip install -e '.[test]'."
)

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
HOW_TO_GET = (
    "The browser tests need Chromium or Chrome on the path, or its path in PILOT_CHROMIUM "
    "(on Debian: apt-get install chromium)."
)
PATIENCE = 90
"""Seconds until something that does not come is given up."""
LAUNCH = (
    "--no-sandbox",
    "--font-render-hinting=none",
    # Every new window would build two popups of its address bar, which nobody sees: a quarter of what a page costs.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",
)
STANDS_STILL = """() => {
    const none = (selector) => document.querySelector(selector) === null;
    const undrawn = (chart) => chart.checkVisibility() && chart.querySelector("canvas, svg") === null;
    const moves = (motion) => motion.playState === "running" && motion.effect.getComputedTiming().endTime !== Infinity;
    return !none("[data-testid=stApp][data-test-script-state=notRunning]")
        && none("[data-stale=true]")
        && none("[data-testid=stSkeleton]")
        && !document.getAnimations().some(moves)
        && ![...document.querySelectorAll("[data-testid=stVegaLiteChart]")].some(undrawn);
}"""
TWO_FRAMES = "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


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
        chromium = playwright.chromium.launch(executable_path=program, args=LAUNCH)
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
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return process, address
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
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
def new_page(browser: sync_api.Browser) -> Iterator[Callable[..., sync_api.Page]]:
    """An empty page in a browser of its own, 1280 by 720 unless given."""
    contexts = []

    def new_(width: int = 1280, height: int = 720, **options: object) -> sync_api.Page:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        context.set_default_timeout(PATIENCE * 1000)
        context.on("page", watch)
        contexts.append(context)
        return context.new_page()

    yield new_
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(new_page: Callable[..., sync_api.Page]) -> Callable[..., sync_api.Page]:
    """Opens an address on such a page and waits until the screen is painted."""

    def open_(address: str, **options: object) -> sync_api.Page:
        page = new_page(**options)
        page.goto(address)
        settled(page)
        return page

    return open_


def settled(page: sync_api.Page) -> None:
    """Waits until all that was sent is answered, nothing is left of an earlier run, every part and chart is drawn, and
    nothing moves or fades any more.

    The page is looked at twice: what has arrived is drawn in the next frame and begins to fade in the one after it.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        were_in = answers(page).are_in
        page.wait_for_function(STANDS_STILL, timeout=PATIENCE * 1000)
        page.evaluate(TWO_FRAMES)
        if page.evaluate(STANDS_STILL) and were_in and answers(page).are_in:
            return
    raise TimeoutError("The page does not come to stand still.")


@pytest.fixture(scope="session")
def editor_app(serve: Callable[[Path], str]) -> str:
    """The address of a screen with the text editor alone."""
    return serve(Path(__file__).with_name("editor_screen.py"))


@pytest.fixture
def editor(editor_app: str, open_page: Callable[..., sync_api.Page]) -> Callable[..., sync_api.Page]:
    """Opens the editor with a query such as `ruleset=large`."""

    def opened(query: str = "", **options: object) -> sync_api.Page:
        page = open_page(f"{editor_app}/?{query}", **options)
        page.locator(".cm-content").wait_for()
        return page

    return opened
