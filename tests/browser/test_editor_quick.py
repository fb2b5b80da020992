"""The text editor in a real browser: typing among very many rules is as quick as among a few."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.browser.quickest import times_as_long

pytestmark = pytest.mark.xdist_group("editor")
MOST_TIMES_THE_SMALL = {"mark": 4, "stall": 12}
"""How much longer it may take among 507 rules than among three; without a stall, three take one frame of 17 ms."""
GAPS = """() => {
    let last = performance.now();
    window.longest = 0;
    const frame = (now) => {
        window.longest = Math.max(window.longest, now - last);
        last = now;
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}"""


@pytest.mark.alone
def test_five_hundred_rules_are_typed_in_and_marked_without_a_stall(
    editor: Callable[..., Any], record_property: Callable[[str, object], None]
) -> None:
    """By the time from a key to the mark that it brings, and the longest between two frames while somebody types."""
    pages = {size: editor(f"ruleset={size}") for size in ("small", "large")}
    for page in pages.values():
        page.evaluate(GAPS)
    taken = cache(lambda size, turn: typed_and_marked(pages[size]))

    def among(size: str, measured: str) -> Callable[[int], float]:
        return lambda turn: taken(size, turn)[measured]

    for measured, most in MOST_TIMES_THE_SMALL.items():
        ratio = times_as_long(among("large", measured), among("small", measured), most=most)
        record_property(f"{measured} among 507 rules over one among 3", round(ratio, 2))
        assert ratio <= most, measured


def typed_and_marked(page: Any) -> dict[str, float]:
    """Types a comment and then what is no ruleset, which is taken back; in seconds the longest time between two
    frames, and from the last key to its mark.
    """
    page.bring_to_front()
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+Home")
    page.evaluate("window.longest = 0")
    page.keyboard.type("# the whole of it, and then some more of it", delay=20)
    page.keyboard.press("Enter")
    begun = time.perf_counter()
    page.keyboard.type("x")
    page.wait_for_function("document.querySelector('.cm-lintRange-error')", polling=5)
    marked = time.perf_counter() - begun
    longest = page.evaluate("window.longest") / 1000
    page.get_by_role("button", name="Revert").click()
    page.locator(".cm-lintRange-error").wait_for(state="detached")
    return {"mark": marked, "stall": longest}
