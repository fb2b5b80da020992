"""A change leaves the leaf that is open and the place to which one scrolled; a new screen begins at its top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pilot import load_ruleset
from tests.browser.conftest import settled
from tests.browser.table import Table

MAIN = "document.querySelector('[data-testid=stMain]')"
TOP = "(element) => element.getBoundingClientRect().top"


@pytest.fixture
def table(app: str, open_page: Callable[..., Any]) -> Table:
    """Somebody new, before Rongcheng's articles."""
    return Table(open_page(f"{app}/workshop"), app)


def scrolled(table: Table) -> float:
    return float(table.page.evaluate(f"{MAIN}.scrollTop"))


def leaves(table: Table) -> list[str]:
    """The leaves that are open, of what is changed and of whom it moves."""
    found: list[str] = table.page.locator("[data-testid=stButtonGroup] [aria-checked=true]").all_inner_texts()
    return found


def test_a_change_an_undo_and_a_redo_far_down_leave_page_and_leaf(table: Table) -> None:
    rule = load_ruleset("rongcheng").rules[20].id
    table.page.get_by_text("Follows", exact=True).click()
    settled(table.page)
    table.article(rule).scroll_into_view_if_needed()
    table.put("7", "rules", rule, "points")
    table.at_revision(1)
    table.has_answer()
    before = table.article(rule).evaluate(TOP)

    for revision, step in enumerate(("Undo (1)", "Redo (1)", "Reset"), 2):
        table.press(step)
        table.at_revision(revision)
        table.has_answer()
        assert pytest.approx(before, abs=4) == table.article(rule).evaluate(TOP), step
        assert ["Rules", "Follows"] == leaves(table), step


def test_another_screen_begins_at_its_top(table: Table) -> None:
    table.article("volunteer-hours").scroll_into_view_if_needed()
    assert scrolled(table) > 1_000

    table.page.get_by_role("button", name="See", exact=True).click()
    table.page.get_by_role("menuitem", name="City", exact=True).click()
    table.page.wait_for_url("**/city?*")
    settled(table.page)

    assert 0 == scrolled(table)
