"""A file of one's own, opened in a real browser: it is sent, read and shown, and found again after a reload."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.conftest import settled

HILL_END = Path(__file__).parents[1] / "small" / "hill-end"


def test_a_city_that_is_sent_is_on_the_screen_and_there_again_after_a_reload(
    app: str, open_page: Callable[..., Any]
) -> None:
    page = open_page(f"{app}/city")
    page.locator(".st-key-pp_choices").get_by_test_id("stPopoverButton").first.click()
    page.get_by_role("textbox", name="What the city is called").fill("Hill End")
    page.keyboard.press("Tab")
    page.locator("input[type=file]").last.set_input_files([str(path) for path in sorted(HILL_END.glob("*.csv"))])
    page.get_by_text("Hill End").first.wait_for()
    settled(page)
    assert "city=" in page.url
    page.reload()
    settled(page)
    assert page.get_by_text("Hill End").first.is_visible()
