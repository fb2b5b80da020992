"""The game of two minutes in a browser: one window, one tap, by keyboard and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import settled
from tests.browser.test_everybody_can_use_it import broken_rules

ROUND = "guess?ruleset=honest-shanghai&as_of=2024-12-31&round="
PREDICTED = f"{ROUND}1&guess_fits=hundred"
PARTS = (".pp-shorts", ".st-key-guess_fits", ".st-key-guess_tap", ".st-key-pp_answer", ".st-key-pp_next", ".pp-field")


def bottom(page: Any, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return float(box["y"] + box["height"])


def tap(page: Any, number: int = 0) -> None:
    """Taps the rule of that number and waits for the count."""
    page.locator(".st-key-guess_tap [role=radio]").nth(number).click()
    page.locator(".pp-ring").wait_for()
    settled(page)


@pytest.mark.parametrize("seed", [1, 2, 3, 8])
def test_all_of_it_stands_within_a_projectors_window(app: str, open_page: Callable[..., Any], seed: int) -> None:
    page = open_page(f"{app}/{ROUND}{seed}&guess_fits=hundred")
    assert dict.fromkeys(PARTS, True) == {part: bottom(page, part) <= 720 for part in PARTS}
    tap(page)
    page.get_by_role("button", name="Show the true one").click()
    page.locator(".pp-true").wait_for()
    settled(page)
    assert dict.fromkeys(PARTS, True) == {part: bottom(page, part) <= 720 for part in PARTS}


def test_a_dot_takes_three_pixels_each_way_so_that_it_stays_a_dot(app: str, open_page: Callable[..., Any]) -> None:
    page = open_page(f"{app}/{ROUND}1")
    box = page.locator(".pp-dots > i").bounding_box()
    kinds = int(page.locator(".pp-rows").inner_text().split()[0])
    assert (600, 3 * kinds) == (box["width"], box["height"])


def test_prediction_and_tap_need_no_mouse(app: str, open_page: Callable[..., Any]) -> None:
    page = open_page(f"{app}/{ROUND}1")
    page.locator(".st-key-guess_fits [role=radio]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.querySelector('.st-key-guess_tap [role=radio]').disabled")
    settled(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.st-key-guess_tap') !== null")
    page.keyboard.press("Enter")
    page.locator(".pp-ring").wait_for()
    assert "You predicted 2 to 10." in page.locator(".st-key-pp_answer").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_rule_is_broken_before_the_tap_and_after_all_is_shown(
    app: str, open_page: Callable[..., Any], scheme: str
) -> None:
    page = open_page(f"{app}/{PREDICTED}", color_scheme=scheme)
    tap(page)
    assert not broken_rules(page)
    page.get_by_role("button", name="Show the true one").click()
    page.locator(".pp-true").wait_for()
    page.get_by_text("The count as a table").click()
    assert not broken_rules(page)


def test_on_a_phone_the_count_and_the_field_come_to_the_top_of_the_window(
    app: str, open_page: Callable[..., Any]
) -> None:
    page = open_page(f"{app}/{PREDICTED}", width=390, height=844, device_scale_factor=3)
    assert bottom(page, ".pp-shorts") <= 844
    tap(page)
    assert bottom(page, ".pp-field") <= 844
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
