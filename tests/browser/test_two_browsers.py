"""Two real browsers side by side, and two tabs of one person: a hundred changes, none lost and none crossed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pilot import load_ruleset
from pilot.ruleset.editing import Put
from tests.browser.rongcheng import with_edits
from tests.browser.table import Table, eventually

RULES = [rule for rule in load_ruleset("rongcheng").rules[:25] if rule.points and rule.points < 0]
ROUND = 10
"""So many changes are made before either browser waits for an answer."""


def change(table: Table, number: int, offset: int) -> Put:
    """Makes the change of that number, which is unlike every other one, and says what it is."""
    rule = RULES[(number + offset) % len(RULES)]
    if number % 5 == 4:
        text = f"You did what table {offset} calls number {number}."
        table.put(text, "rules", rule.id, "text", within=".pp-rule")
        return Put(("rules", rule.id, "text"), text)
    points = 100 * (offset + 1) + number
    table.put(str(points), "rules", rule.id, "points")
    return Put(("rules", rule.id, "points"), -points)


def test_a_hundred_changes_in_two_browsers_are_all_in_their_own_draft(app: str, open_page: Callable[..., Any]) -> None:
    tables = [Table(open_page(f"{app}/workshop"), app) for _ in range(2)]
    made: list[list[Put]] = [[], []]

    for number in range(50):
        for table, kept, offset in zip(tables, made, (0, 7), strict=True):
            kept.append(change(table, number, offset))
        if number % ROUND == ROUND - 1:
            for table in tables:
                table.has_answer()

    assert tables[0].token != tables[1].token
    for table, kept in zip(tables, made, strict=True):
        assert with_edits(*kept) == table.draft().text
        assert 50 == table.draft().behind
        assert 1 == len(table.at_desk(lambda desk: desk.drafts()))


def test_two_tabs_on_one_draft_change_different_rules_and_all_is_in(app: str, open_page: Callable[..., Any]) -> None:
    """Which of two tabs arrives first is open, so the last change is made when all others are in."""
    first = Table(open_page(f"{app}/workshop"), app)
    second = first.another_tab("workshop")
    half = len(RULES) // 2
    made: list[Put] = []

    for one, other in zip(RULES[:half], RULES[half : 2 * half], strict=True):
        for table, rule, points in ((first, one, 31), (second, other, 32)):
            table.put(str(points), "rules", rule.id, "points")
            made.append(Put(("rules", rule.id, "points"), -points))
    for table in (first, second):
        table.has_answer()
    assert 2 * half == first.draft().behind
    second.put("33", "rules", RULES[0].id, "points")
    second.at_revision(2 * half + 1)

    assert with_edits(*made, Put(("rules", RULES[0].id, "points"), -33)) == first.draft().text
    undo(first, to=2 * half + 2)
    assert with_edits(*made) == first.draft().text
    undo(first, to=2 * half + 3)
    assert first.draft().text in (with_edits(*made[:-1]), with_edits(*made[:-2], made[-1]))
    assert eventually(lambda: "32" == first.slot("rules", RULES[half].id, "points").input_value())


def undo(table: Table, to: int) -> None:
    table.page.get_by_role("button", name=re.compile("^Undo")).click()
    table.at_revision(to)
