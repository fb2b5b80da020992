"""Every screen, light and dark, wide and on a phone: no accessibility rule broken, nothing cut off, nothing from
elsewhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import PATIENCE, settled

SCREENS = [
    *("", "resident", "city", "compare", "opacity", "rulebook", "guess", "sources", "room"),
    *(f"opacity?show={part}" for part in ("label", "tables")),
    *(f"workshop?face={face}" for face in ("articles", "grades", "told", "text")),
]
NOT_OURS = {
    "meta-viewport",  # Streamlit's own page forbids zooming beyond a limit
}
NOT_OURS_OPENED = {
    "region",  # what Streamlit opens over the page stands outside of its landmarks
    "presentation-role-conflict",  # the place where a file is dropped
}


WATCH_FOR_MOTION = """() => {
    window.hasMoved = false;
    const move = () => { window.hasMoved = true; };
    for (const kind of ["transitionrun", "animationstart"]) document.addEventListener(kind, move, { once: true });
    new MutationObserver(move).observe(document.body, { subtree: true, attributeFilter: ["data-stale"] });
}"""


def broken_rules(page: Any, but: Collection[str] = NOT_OURS) -> dict[str, list[object]]:
    """The rules that axe finds broken, each with the first places.

    What fades in or out has faint colours for a moment, and some screens look for news by themselves, so what is found
    counts where nothing moved meanwhile.
    """
    until = time.monotonic() + PATIENCE
    while True:
        settled(page)
        page.evaluate(WATCH_FOR_MOTION)
        found = [rule for rule in Axe().run(page).response["violations"] if rule["id"] not in but]
        if not found or not page.evaluate("window.hasMoved") or time.monotonic() > until:
            return {rule["id"]: [node["target"] for node in rule["nodes"]][:3] for rule in found}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_no_accessibility_rule_is_broken(app: str, open_page: Callable[..., Any], screen: str, scheme: str) -> None:
    page = open_page(f"{app}/{screen}", color_scheme=scheme)
    assert not broken_rules(page)


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_cut_off_on_a_phone(app: str, open_page: Callable[..., Any], screen: str) -> None:
    page = open_page(f"{app}/{screen}", width=390, height=844)
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_loaded_from_elsewhere(app: str, new_page: Callable[..., Any], screen: str) -> None:
    requested: list[str] = []
    page = new_page()
    page.on("request", lambda request: requested.append(request.url))
    page.goto(f"{app}/{screen}")
    settled(page)
    page.wait_for_load_state("networkidle")
    assert [url for url in requested if not url.startswith((app, app.replace("http", "ws"), "data:", "blob:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_rule_is_broken_in_what_opens_over_the_workshop(
    app: str, open_page: Callable[..., Any], scheme: str
) -> None:
    page = open_page(f"{app}/workshop", color_scheme=scheme)
    page.locator("[data-rule] summary").first.click()
    for label in ("Save", "Files", "Kept"):
        page.get_by_role("button", name=label, exact=True).click()
        page.get_by_test_id("stPopoverBody").wait_for()
        assert not broken_rules(page, NOT_OURS | NOT_OURS_OPENED), label
        page.keyboard.press("Escape")
        page.get_by_test_id("stPopoverBody").wait_for(state="detached")
