"""How quickly a screen is there again, held against an empty app in the same browser and the same run; and how
little is sent.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.impact import MANY_RULES, with_rules
from pilot.ruleset.reading.shipped import shipped_rulesets
from tests.browser.conftest import settled
from tests.browser.quickest import times_as_long
from tests.browser.table import Table

pytestmark = [pytest.mark.alone, pytest.mark.xdist_group("quick")]
EMPTY = """
import streamlit as st

with st.sidebar:
    st.selectbox("Resident", [f"P{number:04}" for number in range(1, 601)], key="resident")
st.html(f"<p id='answer'>{st.session_state.resident}</p>")
"""
MOST_TIMES_AN_EMPTY_RERUN = 3
MOST_TIMES_THE_SHIPPED_RULES = 2
"""How much longer a change may take where there are 507 rules in place of 90."""
MOST_BYTES = 150_000


@pytest.fixture(scope="module")
def empty_app(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    script = tmp_path_factory.mktemp("empty") / "empty.py"
    script.write_text(EMPTY, encoding="utf-8")
    return serve(script)


def choose(page: Any, label: str, nth: int, painted: str) -> float:
    """Chooses the nth option of a select box; the seconds from the click until `painted` has another text and
    stands still.
    """
    before = page.locator(painted).first.inner_text()
    page.get_by_role("combobox", name=label).first.click()
    option = page.get_by_role("option").nth(nth)
    option.wait_for()
    begun = time.perf_counter()
    option.click()
    page.wait_for_function(
        "([painted, before]) => document.querySelector(painted)?.innerText !== before", arg=[painted, before], polling=5
    )
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']")
    return time.perf_counter() - begun


@pytest.mark.parametrize("label", ["Resident", "Ruleset"])
def test_another_resident_or_ruleset_is_painted_within_three_times_an_empty_rerun(
    app: str, empty_app: str, open_page: Callable[..., Any], label: str, record_property: Callable[[str, object], None]
) -> None:
    full, empty = open_page(f"{app}/resident?resident=P0011&ruleset=honest-shanghai"), open_page(empty_app)
    first = 0 if label == "Ruleset" else 4
    ratio = times_as_long(
        lambda turn: choose(full, label, turn % 2 + first, ".pp-summary"),
        lambda turn: choose(empty, "Resident", turn % 2 + 1, "#answer"),
        most=MOST_TIMES_AN_EMPTY_RERUN,
    )
    record_property("repaint over empty rerun", round(ratio, 2))
    assert ratio <= MOST_TIMES_AN_EMPTY_RERUN


@pytest.mark.parametrize("screen", ["resident", "city", "compare"])
def test_choosing_another_resident_sends_no_table_of_rows(app: str, open_page: Callable[..., Any], screen: str) -> None:
    page = open_page(f"{app}/{screen}?resident=P0011")
    received: list[int] = []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: received.append(len(frame))))
    page.reload()
    settled(page)
    received.clear()
    page.get_by_role("combobox", name="Resident").first.click()
    page.get_by_role("option").nth(5).click()
    page.wait_for_function("() => new URL(location).searchParams.get('resident') !== 'P0011'")
    settled(page)
    assert received
    assert sum(received) < MOST_BYTES, f"{sum(received):,} bytes were sent"


def test_a_change_among_507_rules_is_there_nearly_as_soon_as_one_among_90(
    app: str, open_page: Callable[..., Any], record_property: Callable[[str, object], None]
) -> None:
    shipped = shipped_rulesets()["rongcheng"].read_text(encoding="utf-8")
    tables = {}
    for name, text in (("90", shipped), ("507", with_rules(shipped, MANY_RULES))):
        tables[name] = Table(open_page(f"{app}/workshop"), app)
        draft = tables[name].at_desk(lambda desk, text=text: desk.begin("rongcheng", text))
        tables[name].go(f"workshop?ruleset=draft-{draft.id}")
        tables[name].article("red-light").wait_for()
    ratio = times_as_long(
        lambda turn: change(tables["507"], turn),
        lambda turn: change(tables["90"], turn),
        most=MOST_TIMES_THE_SHIPPED_RULES,
    )
    record_property("a change among 507 rules over one among 90", round(ratio, 2))
    assert ratio <= MOST_TIMES_THE_SHIPPED_RULES


def change(table: Table, turn: int) -> float:
    """Makes the change of that turn; the seconds until its outcome stands on the screen."""
    begun = time.perf_counter()
    table.put(str(20 + turn), "rules", "red-light", "points")
    table.at_revision(turn + 1)
    return time.perf_counter() - begun
