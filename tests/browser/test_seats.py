"""The facilitator's place in real browsers: it is kept by the one that opened the room, and opens to no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import ROOT, settled, started, stopped
from tests.browser.table import Table
from tests.browser.test_room import opened


def leads(table: Table) -> bool:
    """Whether the page is the facilitator's."""
    settled(table.page)
    return bool(table.page.locator(".pp-code").count())


def test_the_place_is_kept_in_a_second_tab_a_reload_and_a_restart_and_nobody_elses(
    open_page: Callable[..., Any],
) -> None:
    process, address = started(ROOT / "app.py")
    try:
        lead, other = (Table(open_page(f"{address}/room"), address) for _ in range(2))
        code = opened(lead)
        assert leads(lead.another_tab(f"room?room={code}"))
        lead.page.reload()
        lead.page.locator(".pp-code").wait_for()

        stopped(process)
        process, address = started(ROOT / "app.py", port=int(address.rsplit(":", 1)[1]))
        assert leads(lead.another_tab(f"room?room={code}"))

        other.page.goto(lead.page.url)
        other.page.get_by_role("button", name="Join", exact=True).wait_for()
        assert not leads(other)
        assert lead.token != other.token
        assert not other.page.evaluate("document.cookie.includes('points_pilot_visitor')")
    finally:
        stopped(process)


def test_whoever_leaves_the_place_needs_the_pin_in_every_tab(app: str, open_page: Callable[..., Any]) -> None:
    lead = Table(open_page(f"{app}/room"), app)
    code = opened(lead)
    second = lead.another_tab(f"room?room={code}&part=keep")

    second.press("Leave the facilitator’s place")
    second.page.get_by_text("I am the facilitator").wait_for()
    lead.page.get_by_text("I am the facilitator").wait_for()
    assert not leads(lead)
