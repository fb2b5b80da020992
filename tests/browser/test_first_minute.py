"""The first minute of somebody who has just sat down: three clicks, and they have seen what it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import settled

SIZES = {"projector": (1280, 720), "wide": (1920, 1080), "phone": (390, 844)}
PHONE, LIT, SHEET = ".pp-handset", ".pp-open tr.pp-lit", ".pp-cover"


def seen(page: Any, selector: str) -> bool:
    """Whether the top of it stands in the window, without scrolling."""
    box = page.locator(selector).first.bounding_box()
    return box is not None and 0 <= box["y"] < page.viewport_size["height"] - 40


@pytest.mark.parametrize("size", SIZES)
def test_within_three_clicks_the_blank_phone_the_deciding_posting_and_the_other_city_have_been_seen(
    app: str, open_page: Callable[..., Any], size: str
) -> None:
    page = open_page(app, width=SIZES[size][0], height=SIZES[size][1])
    assert seen(page, PHONE)
    assert seen(page, SHEET)
    assert page.locator(f"{PHONE} .pp-blank, {PHONE} .pp-bars i").count() >= 2

    page.get_by_role("button", name="Open his file").click()
    page.locator(LIT).wait_for()
    settled(page)
    assert seen(page, LIT)

    page.get_by_role("button", name="The same man under Honest Shanghai").click()
    page.get_by_text("Here the screen says one word").wait_for()
    settled(page)
    assert seen(page, ".pp-question")


def test_the_title_page_stands_whole_within_a_projectors_window(app: str, open_page: Callable[..., Any]) -> None:
    page = open_page(f"{app}/?open=P0006", width=1280, height=720)

    bottoms = [page.locator(found).first.bounding_box() for found in (PHONE, ".pp-open", ".st-key-pp_doors")]

    assert all(box is not None and box["y"] + box["height"] <= 720 for box in bottoms)
