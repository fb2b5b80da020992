"""The text editor in a real browser: what it offers and explains, to everybody, and what it loads for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pilot.ruleset.reading.shipped import FOLDER
from tests.browser.at_the_editor import SMALL, cursor_to, wait_until_heard
from tests.browser.conftest import settled
from tests.browser.test_everybody_can_use_it import broken_rules

pytestmark = pytest.mark.xdist_group("editor")


def test_a_key_is_offered_with_its_description(editor: Callable[..., Any]) -> None:
    page = editor()
    cursor_to(page, "points")
    page.keyboard.press("Enter")
    page.keyboard.type("exp")
    option = page.get_by_role("option", name="expires_after_months")
    option.wait_for()
    page.locator(".cm-completionInfo").wait_for()
    assert "A whole number" in page.locator(".cm-completionInfo").inner_text()
    page.wait_for_timeout(100)  # the list takes no key in its first 75 ms, so that none is taken by mistake
    page.keyboard.press("Enter")
    page.keyboard.type("12")
    wait_until_heard(page, "stands", SMALL.replace("-5\n", "-5\n    expires_after_months: 12\n", 1))


OFFERED = [
    ("points", "    lists: [", "defaulters"),
    ("points", "    topic: ", "traffic"),
    ("points", "    override: {grade: ", "Low"),
    ("points", "    when: {kind: ", "traffic.red_light"),
    ("points", "    when: {while_on: ", "defaulters"),
    ("points", "    source: {basis: invented, ref: ", "own"),
    ("points", "    source:\n      ref: ", "own"),
    ("- {grade: High", "  - grade: Middle\n    consequences: [slow-queue, ", "no-fast-trains"),
    ("opens_on", "overlap: ", "heaviest"),
    ("subject", "  public: {sc", "score"),
    ("subject", "  public: {score: ", "on_request"),
]


def test_a_value_is_offered_where_the_schema_or_the_text_knows_it(editor: Callable[..., Any]) -> None:
    page = editor()
    for below, typed, offered in OFFERED:
        cursor_to(page, below)
        page.keyboard.insert_text(f"\n{typed}")
        page.keyboard.press("Control+Space")
        page.get_by_role("option", name=offered).first.wait_for()
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Revert").click()


def test_the_line_below_tells_the_schema_s_words_for_the_key_at_the_cursor(editor: Callable[..., Any]) -> None:
    page = editor()
    cursor_to(page, "opens_on")
    page.wait_for_function("() => document.querySelector('.pp-key').textContent.startsWith('opens_on')")
    assert "it must be given" in page.locator(".pp-key").inner_text()


def test_a_key_press_and_the_mouse_bring_the_same_help(editor: Callable[..., Any]) -> None:
    page = editor()
    cursor_to(page, "points")
    page.wait_for_function("() => document.querySelector('.pp-key b')?.textContent === 'rules > points'")
    page.keyboard.press("F1")
    by_key = page.locator(".cm-tooltip .pp-explained, .cm-tooltip.pp-explained").inner_text()
    page.keyboard.press("Escape")
    assert 0 == page.locator(".cm-tooltip").count()
    page.get_by_text("points", exact=True).first.hover()
    hovered = page.locator(".cm-tooltip-hover .pp-explained")
    hovered.wait_for()
    assert by_key == hovered.inner_text()


def test_the_keyboard_enters_and_leaves(editor: Callable[..., Any]) -> None:
    page = editor()
    page.locator(".pp-do").last.focus()
    page.keyboard.press("Tab")
    inside = "document.activeElement.className.includes('cm-content')"
    assert page.evaluate(inside)
    page.keyboard.press("Tab")
    assert page.evaluate(inside)
    wait_until_heard(page, "stands", f"  {SMALL}")
    assert "Escape, then Tab, leaves" in page.locator(".cm-content").evaluate(
        "(node) => document.getElementById(node.getAttribute('aria-describedby')).textContent"
    )
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate(inside)


def test_the_bundle_is_fetched_once_from_our_own_server_and_little_is_sent(
    editor_app: str, new_page: Callable[..., Any]
) -> None:
    page, requested, sent = new_page(), [], []
    page.on("request", lambda request: requested.append(request.url))
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sent.append(len(frame))))
    answers: dict[str, str] = {}
    page.on("response", lambda answer: answers.update({answer.url: answer.headers.get("cache-control", "")}))
    page.goto(f"{editor_app}/?ruleset=rongcheng")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("x: 1 ")
    page.locator(".pp-problems li").first.wait_for()
    rongcheng = (FOLDER / "rongcheng.yaml").read_text(encoding="utf-8")
    wait_until_heard(page, "stands", f"x: 1 {rongcheng}")
    settled(page)
    sent.clear()
    page.keyboard.type("y")
    wait_until_heard(page, "stands", f"x: 1 y{rongcheng}")
    settled(page)
    page.wait_for_load_state("networkidle")

    own = [url for url in requested if "/scripts/editor.js" in url or "/schema/ruleset.json" in url]
    assert 2 == len(own)
    assert all("immutable" in answers[url] for url in own)
    assert [url for url in requested if not url.startswith((editor_app, "data:", f"blob:{editor_app}"))] == []
    assert 0 < sum(sent) < 6_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_rule_is_broken_in_light_or_dark(editor: Callable[..., Any], scheme: str) -> None:
    page = editor(color_scheme=scheme)
    cursor_to(page, "points")
    page.keyboard.type("x # why")
    page.locator(".pp-problems li").first.wait_for()
    page.keyboard.press("Control+f")
    page.locator(".cm-search").wait_for()
    page.locator(".cm-content").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("t")
    page.get_by_role("option").first.wait_for()
    assert not broken_rules(page)


def test_a_phone_shows_the_editor_without_scrolling_sideways(editor: Callable[..., Any]) -> None:
    page = editor("ruleset=rongcheng", width=390, height=844)
    for part in ("[data-testid=stMain]", ".cm-scroller"):
        assert page.evaluate("(part) => { const { scrollWidth, clientWidth } = document.querySelector(part); "
                             "return scrollWidth <= clientWidth; }", part)  # fmt: skip
