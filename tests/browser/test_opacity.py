"""The drawings of opacity in a browser: all of them within one window, turned by one switch, moved by the dial."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import settled

TEASEL = "opacity?ruleset=rongcheng&resident=P0006&as_of=2024-12-31"


def figure(page: Any, key: str, side: int = 0) -> str:
    """The figure of a row that is to be seen."""
    cell = page.locator(f".pp-of-{key} > td[data-side='{side}'] .pp-figure:visible")
    return str(cell.inner_text())


@pytest.fixture
def page(app: str, open_page: Callable[..., Any]) -> Any:
    return open_page(f"{app}/{TEASEL}")


def test_all_drawings_and_the_dial_are_seen_in_one_window(page: Any) -> None:
    bottoms = [page.locator(place).bounding_box() for place in (".pp-kept", ".st-key-opacity_dial")]

    assert all(box is not None and box["y"] + box["height"] <= 720 for box in bottoms)


def test_the_switch_turns_every_drawing_and_stands_in_the_address(page: Any) -> None:
    assert figure(page, "entries") == "0"

    page.get_by_role("button", name="after asking").click()

    assert int(figure(page, "entries")) > 0
    settled(page)
    assert "requested=yes" in page.url
    page.reload()
    settled(page)
    assert int(figure(page, "entries")) > 0


def test_a_turn_of_the_dial_moves_the_drawings_of_its_side_alone(page: Any) -> None:
    beside = figure(page, "entries", 1)
    sign = page.get_by_role("button", name="points, Rongcheng")

    for _ in range(3):
        if sign.get_attribute("aria-label") == "points, Rongcheng: shown":
            break
        sign.click()
        settled(page)

    assert int(figure(page, "entries")) > 0
    assert beside == figure(page, "entries", 1)
    assert "dial=" in page.url

    page.get_by_role("button", name="Back to the shipped block").click()
    settled(page)
    assert figure(page, "entries") == "0"


def test_what_stands_behind_a_row_opens_by_keyboard_and_stays_open(page: Any) -> None:
    row = page.get_by_role("button", name="Remedy")
    row.focus()
    page.keyboard.press("Enter")

    assert page.locator("#pp-q-remedy").is_visible()
    page.get_by_role("combobox", name="The ruleset beside").select_option("open-pilot")
    settled(page)
    assert "second=open-pilot" in page.url
    assert page.locator("#pp-q-remedy").is_visible()


def test_on_a_phone_one_ruleset_is_seen_and_the_other_is_one_tap_away(app: str, open_page: Callable[..., Any]) -> None:
    page = open_page(f"{app}/{TEASEL}", width=390, height=844)
    first, second = (page.locator(f".pp-of-alike > td[data-side='{side}']") for side in (0, 1))
    assert (first.is_visible(), second.is_visible()) == (True, False)

    page.get_by_role("button", name="Honest Shanghai", exact=True).click()

    assert (first.is_visible(), second.is_visible()) == (False, True)


def test_a_button_below_the_dial_leads_behind_the_drawings_and_the_way_back_is_there(page: Any) -> None:
    page.get_by_role("button", name="Label", exact=True).click()
    page.locator(".pp-card-svg").first.wait_for()
    settled(page)

    page.get_by_role("radio", name="Drawings").or_(page.get_by_role("button", name="Drawings")).first.click()

    page.locator(".pp-kept .pp-q").first.wait_for()
