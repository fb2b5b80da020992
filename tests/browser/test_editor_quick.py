"""The text editor in a real browser: typing among very many rules is as quick as among a few."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.browser.conftest import settled
from tests.browser.quickest import times_as_long

pytestmark = pytest.mark.xdist_group("editor")
MOST_TIMES_THE_SMALL = {"mark": 4, "key": 4}
"""How much longer it may take among 507 rules than among three."""


class Work:
    """What the page itself does, by the processor's time, to which a busy machine adds nothing."""

    def __init__(self, page: Any) -> None:
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def seconds(self) -> float:
        """Those spent so far."""
        figures = self.session.send("Performance.getMetrics")["metrics"]
        return float(next(figure["value"] for figure in figures if figure["name"] == "TaskDuration"))


@pytest.mark.alone
def test_five_hundred_rules_are_typed_in_and_marked_without_a_stall(
    editor: Callable[..., Any], record_property: Callable[[str, object], None]
) -> None:
    """By the time from a key to the mark that it brings, and by the most work that one key makes."""
    pages = {size: editor(f"ruleset={size}") for size in ("small", "large")}
    work = {size: Work(page) for size, page in pages.items()}
    taken = cache(lambda size, turn: typed_and_marked(pages[size], work[size]))

    def among(size: str, measured: str) -> Callable[[int], float]:
        return lambda turn: taken(size, turn)[measured]

    for measured, most in MOST_TIMES_THE_SMALL.items():
        ratio = times_as_long(among("large", measured), among("small", measured), most=most)
        record_property(f"{measured} among 507 rules over one among 3", round(ratio, 2))
        assert ratio <= most, measured


def typed_and_marked(page: Any, work: Work) -> dict[str, float]:
    """Types a comment on a line of its own and below it what makes no key, which is taken back; the seconds that the
    page worked at most for one key, and those from the last key to its mark.
    """
    page.bring_to_front()
    page.locator(".cm-content").focus()
    for key in ("Control+Home", "Enter", "ArrowUp"):
        page.keyboard.press(key)
    most = 0.0
    for key in "# and then some more of it":
        before = work.seconds()
        page.keyboard.type(key, delay=20)
        most = max(most, work.seconds() - before)
    for key in ("ArrowDown", "Home"):
        page.keyboard.press(key)
    settled(page)
    assert 0 == page.locator(".cm-lintRange-error").count()
    begun = time.perf_counter()
    page.keyboard.type("x")
    page.wait_for_function("() => document.querySelector('.cm-lintRange-error')", polling=5)
    marked = time.perf_counter() - begun
    page.get_by_role("button", name="Revert").click()
    page.locator(".cm-lintRange-error").wait_for(state="detached")
    return {"mark": marked, "key": most}
