"""Every screen, light and dark, wide and on a phone: no accessibility rule broken, nothing cut off, nothing from
elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

SCREENS = ["", "resident", "city", "compare", "opacity", "rulebook", "guess", "sources"]
NOT_OURS = {
    "meta-viewport",  # Streamlit's own page forbids zooming beyond a limit
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_no_accessibility_rule_is_broken(app: str, open_page: Callable[..., Any], screen: str, scheme: str) -> None:
    page = open_page(f"{app}/{screen}", color_scheme=scheme)
    page.wait_for_timeout(500)
    found = Axe().run(page).response["violations"]
    broken = {
        rule["id"]: [node["target"] for node in rule["nodes"]][:3] for rule in found if rule["id"] not in NOT_OURS
    }
    assert not broken


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_cut_off_on_a_phone(app: str, open_page: Callable[..., Any], screen: str) -> None:
    page = open_page(f"{app}/{screen}", width=390, height=844)
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_loaded_from_elsewhere(app: str, browser: Any, screen: str) -> None:
    context = browser.new_context()
    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{app}/{screen}")
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']")
    page.wait_for_timeout(500)
    context.close()
    assert [url for url in asked if not url.startswith((app, app.replace("http", "ws"), "data:", "blob:"))] == []
