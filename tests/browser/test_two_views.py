"""The two views of the Resident screen in a real browser: they stay in step, and the address follows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import settled

CHOSEN = "(side) => document.querySelector(`${side} .chosen`)?.dataset.line"


def marked(page: Any) -> tuple[str, str]:
    """The line that is marked on the resident's side, and the one on the system's."""
    return page.evaluate(CHOSEN, ".pp-own"), page.evaluate(CHOSEN, ".pp-system")


def test_choosing_a_line_on_one_side_marks_it_on_the_other_and_in_the_address(
    app: str, open_page: Callable[..., Any]
) -> None:
    page = open_page(f"{app}/resident?resident=P0001&ruleset=honest-shanghai")
    for side in (".pp-own", ".pp-system"):
        row = page.locator(f"{side} [data-line]").nth(2)
        row.locator("button").click()
        line = row.get_attribute("data-line")
        assert marked(page) == (line, line)
        page.wait_for_function("(line) => new URL(location).searchParams.get('line') === line", arg=line)


def test_the_arrow_keys_walk_both_sides_at_once(app: str, open_page: Callable[..., Any]) -> None:
    page = open_page(f"{app}/resident?resident=P0001&ruleset=honest-shanghai")
    page.locator(".pp-own [data-line] button").first.click()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    third = page.locator(".pp-own [data-line]").nth(2).get_attribute("data-line")
    assert marked(page) == (third, third)
    assert page.evaluate("document.activeElement.closest('[data-line]').dataset.line") == third


def test_a_phone_shows_both_views_as_one_table_or_one_of_them_and_nothing_is_cut_off(
    app: str, open_page: Callable[..., Any]
) -> None:
    page = open_page(f"{app}/resident?resident=P0001&ruleset=rongcheng", width=390, height=844)
    for name, table, screen in (("Side by side", True, False), ("The screen", False, True), ("The file", False, False)):
        page.get_by_role("button", name=name, exact=True).click()
        settled(page)

        assert table == page.locator(".pp-beside").is_visible()
        assert screen == page.locator(".pp-own").is_visible()
        assert screen != page.locator(".pp-system").is_visible()
        main = "document.querySelector('[data-testid=stMain]')"
        assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
