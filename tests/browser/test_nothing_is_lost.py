"""The workshop in a real browser: nothing that somebody changes is lost, whatever happens."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pilot.ruleset.editing import CopyRule, Put
from pilot.workshop.database.database_url import VARIABLE
from tests.browser.conftest import ROOT, settled, started, stopped
from tests.browser.rongcheng import turned, with_edits
from tests.browser.table import Table, eventually


@pytest.fixture
def table(app: str, open_page: Callable[..., Any]) -> Table:
    """Somebody new, before Rongcheng's articles."""
    return Table(open_page(f"{app}/workshop"), app)


def test_a_new_tab_finds_the_draft_again_and_offers_what_was_typed(table: Table) -> None:
    table.put("9", "rules", "red-light", "points")
    table.at_revision(1)
    table.page.get_by_text("As text").click()
    table.page.locator(".cm-content").click()
    table.page.keyboard.press("Control+End")
    table.page.keyboard.insert_text("# Not applied")
    assert eventually(lambda: "# Not applied" in (table.draft().typed or ""))
    address, context = table.page.url.replace("face=text", "face=articles"), table.page.context
    table.page.close()

    again = Table(context.new_page(), table.address)
    again.page.goto(address)
    again.page.get_by_text("There is text that was typed and not applied.").wait_for()
    assert "9" == again.slot("rules", "red-light", "points").input_value()
    again.press("See it")
    again.page.locator(".cm-content").wait_for()
    again.page.locator(".cm-content").click()
    again.page.keyboard.press("Control+End")
    again.page.get_by_text("# Not applied").wait_for()


def test_a_server_that_is_killed_amid_changes_loses_none_and_makes_none_twice(open_page: Callable[..., Any]) -> None:
    """It is started anew on the same port; the page, which is left alone, goes on by itself."""
    process, address = started(ROOT / "app.py")
    try:
        table = Table(open_page(f"{address}/workshop"), address)
        table.put("6", "rules", "red-light", "points")
        table.at_revision(1)
        for number in ("7", "8"):
            table.put(number, "rules", "red-light", "points")
        process.kill()
        process.wait()
        table.put("48", "rules", "red-light", "expires_after_months")
        table.press("Copy: Rule 1")
        table.page.get_by_text("not kept yet; trying again").wait_for()
        process, address = started(ROOT / "app.py", port=int(address.rsplit(":", 1)[1]))
        table.article("red-light-copy").wait_for(timeout=60_000)
        table.has_answer()
    finally:
        stopped(process)

    wanted = with_edits(
        Put(("rules", "red-light", "points"), -8),
        Put(("rules", "red-light", "expires_after_months"), 48),
        CopyRule("red-light", "red-light-copy"),
    )
    assert wanted == table.draft().text
    assert 5 == table.draft().behind


def test_a_database_that_cannot_be_written_for_a_while_loses_nothing(
    open_page: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "other.sqlite"
    monkeypatch.setenv(VARIABLE, f"sqlite:///{file}?timeout=0.5")
    process, address = started(ROOT / "app.py")
    try:
        table = Table(open_page(f"{address}/workshop"), address)
        table.put("6", "rules", "red-light", "points")
        table.at_revision(1)
        with closing(sqlite3.connect(file, isolation_level=None)) as somebody_else:
            somebody_else.execute("BEGIN IMMEDIATE")
            table.put("7", "rules", "red-light", "points")
            table.put("24", "rules", "red-light", "expires_after_months")
            table.page.get_by_text("not kept yet; trying again").wait_for()
            assert "database" in table.alerts()
            for face in ("Grades", "Rules"):
                table.page.get_by_text(face, exact=True).first.click()
                settled(table.page)
            table.page.get_by_text("not kept yet; trying again").wait_for()
        table.has_answer()
        table.page.wait_for_selector(".pp-impact[data-revision='3']")
        assert "" == table.alerts()
    finally:
        stopped(process)

    wanted = with_edits(
        Put(("rules", "red-light", "points"), -7), Put(("rules", "red-light", "expires_after_months"), 24)
    )
    assert wanted == table.draft().text


def test_nonsense_among_what_the_page_sends_is_refused_and_the_rest_is_taken(table: Table) -> None:
    nonsense = [
        "x", 7, {"seq": "1"}, {"seq": -3, "edit": {"op": "burn"}}, {"seq": 0, "edit": [[[]]]},
        {"seq": 0, "edit": {"op": "put", "path": ["rules", "red-light", "points"], "value": "<img>"}},
    ]  # fmt: skip
    table.page.wait_for_selector("[data-rule='red-light']")
    table.page.evaluate("(queue) => { document.querySelector('.pp-amending').amending.queue.items = queue; }", nonsense)

    table.put("9", "rules", "red-light", "points")
    table.at_revision(1)

    table.page.locator(".pp-refused").nth(2).wait_for()
    assert ["-    points: -5", "+    points: -9"] == turned(table.draft().text)
    table.put("8", "rules", "red-light", "points")
    table.at_revision(2)
