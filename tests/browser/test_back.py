"""Back undoes the last choice or screen, once, and a fresh start has nothing to undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import settled


def choose(page: Any, label: str, nth: int) -> None:
    """Chooses the nth option of a select box."""
    page.get_by_role("combobox", name=label).first.click()
    page.get_by_role("option").nth(nth).click()
    page.wait_for_timeout(900)
    settled(page)


def back(page: Any) -> None:
    """Presses the browser's Back."""
    page.wait_for_timeout(500)
    page.go_back()
    page.wait_for_timeout(300)
    settled(page)


def where(page: Any) -> tuple[str, str, str]:
    """The screen, and the ruleset and the resident in the choices at the top."""
    boxes = [page.get_by_role("combobox", name=name).first.input_value() for name in ("Ruleset", "Resident")]
    pathname: str = page.evaluate("location.pathname")
    return pathname, boxes[0].split(",")[0], boxes[1].split(" · ")[0]


def test_back_undoes_each_choice_and_each_screen_once(app: str, open_page: Callable[..., Any]) -> None:
    page = open_page(f"{app}/")
    begun = page.evaluate("history.length")
    assert where(page) == ("/", "Rongcheng", "Teasel Quartz")

    choose(page, "Ruleset", 1)
    first = where(page)
    page.get_by_test_id("stTopNav").get_by_role("button", name="See").first.click()
    page.get_by_role("menuitem", name="City").first.click()
    page.wait_for_url("**/city*")
    settled(page)
    choose(page, "Resident", 3)
    assert begun + 3 == page.evaluate("history.length")
    changed = where(page)

    back(page)
    assert where(page) == ("/city", first[1], "Teasel Quartz") != changed
    back(page)
    assert where(page) == first
    back(page)
    assert where(page) == ("/", "Rongcheng", "Teasel Quartz")
    assert begun + 3 == page.evaluate("history.length")
