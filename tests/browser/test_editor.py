"""The text editor in a real browser: what it marks, and that nothing typed in it is lost."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.at_the_editor import SMALL, cursor_to, digest, heard, state_is, wait_until_heard, with_line
from tests.browser.conftest import settled

pytestmark = pytest.mark.xdist_group("editor")
LINE_NOW = ".cm-lineNumbers .cm-activeLineGutter"


def test_a_problem_is_marked_at_its_very_place_while_one_types(editor: Callable[..., Any]) -> None:
    page = editor()
    cursor_to(page, "opens_on")
    page.keyboard.type("x")

    mark = page.locator(".cm-lintRange-error")
    mark.wait_for()
    assert "2020-01-01x" == mark.inner_text()
    assert "line 7, column 11" == page.locator(".pp-problems b").inner_text()
    assert 1 == page.locator(".cm-lint-marker-error").count()
    state_is(page, "changed, not applied (1 line), 1 problem")


def test_a_draft_of_an_earlier_session_is_there_with_its_marks(editor: Callable[..., Any]) -> None:
    page = editor("draft=1")
    state_is(page, "changed, not applied (1 line), 1 problem")
    assert "2020-01-01x" == page.locator(".cm-lintRange-error").inner_text()


def test_a_mark_stands_right_behind_an_emoji(editor: Callable[..., Any]) -> None:
    """Python counts characters, the browser UTF-16 units."""
    page = editor()
    cursor_to(page, "own:", end=False)
    page.keyboard.press("Shift+End")
    page.keyboard.insert_text("own: {title: 🙂👩‍👧汉, kind: owl}")

    page.locator(".cm-lintRange-error").wait_for()
    assert "owl" == page.locator(".cm-lintRange-error").inner_text()


def test_a_mark_moves_along_with_the_text_before_the_server_answers(editor: Callable[..., Any]) -> None:
    page = editor()
    cursor_to(page, "opens_on")
    page.keyboard.type("x")
    page.locator(".cm-lintRange-error").wait_for()
    cursor_to(page, "id", end=False)
    page.keyboard.press("Enter")
    assert "2020-01-01x" == page.locator(".cm-lintRange-error").inner_text()


def test_a_problem_in_the_list_is_one_press_away_from_its_place(editor: Callable[..., Any]) -> None:
    page = editor()
    cursor_to(page, "opens_on")
    page.keyboard.type("x")
    button = page.locator(".pp-problems button")
    button.wait_for()
    page.keyboard.press("Control+Home")
    button.press("Enter")
    assert "7" == page.locator(LINE_NOW).inner_text()
    page.keyboard.press("Backspace")
    page.keyboard.type("2020-01-01")
    wait_until_heard(page, "stands", SMALL)


@pytest.mark.parametrize("keys", ["Control+s", "Control+Enter"])
def test_what_is_applied_arrives_exactly(editor: Callable[..., Any], keys: str) -> None:
    page = editor()
    addition = "  Größe, 汉字かな, 🙂👩‍👩‍👧 and \\ back\u00a0slash"
    cursor_to(page, "title")
    page.keyboard.insert_text(addition)
    page.keyboard.press(keys)

    wait_until_heard(page, "text", with_line(3, f"title: A small scheme{addition}"))
    state_is(page, "unchanged")
    assert 1 == len(heard(page)["applied"])


def test_a_tab_arrives_as_it_is_and_is_refused_with_its_place(editor: Callable[..., Any]) -> None:
    page = editor()
    cursor_to(page, "title")
    page.keyboard.press("Enter")
    page.keyboard.insert_text("\tplace: Nowhere")
    wait_until_heard(page, "stands", SMALL.replace("scheme\n", "scheme\n\tplace: Nowhere\n", 1))
    page.locator(".pp-problems b").wait_for()
    assert page.locator(".pp-problems b").inner_text().startswith("line 4")


def test_what_is_refused_stays_typed_and_not_applied(editor: Callable[..., Any]) -> None:
    page = editor("refuses=1")
    cursor_to(page, "opens_on")
    page.keyboard.type("x")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_function("() => JSON.parse(document.querySelector('#heard').textContent).applied.length === 1")
    settled(page)
    state_is(page, "changed, not applied (1 line), 1 problem")
    assert [1, digest(SMALL)] == [heard(page)["revision"], heard(page)["text"]]


def test_the_cursor_stays_while_the_screen_runs_again(editor: Callable[..., Any]) -> None:
    page = editor()
    cursor_to(page, "title")
    title = "title: A small scheme"
    for word in ("One", "Two", "Three"):
        page.keyboard.type(word)
        title += word
        wait_until_heard(page, "stands", with_line(3, title))
    page.get_by_role("button", name="Run again").click()
    page.locator(".cm-content").focus()
    page.keyboard.type("Four")
    wait_until_heard(page, "stands", with_line(3, "title: A small schemeOneTwoThreeFour"))


def test_what_is_typed_is_there_again_after_the_editor_was_put_away(editor: Callable[..., Any]) -> None:
    page = editor()
    cursor_to(page, "title")
    page.keyboard.type("One")
    page.get_by_text("Open", exact=True).click()
    page.locator(".pp-editor").wait_for(state="detached")
    wait_until_heard(page, "stands", with_line(3, "title: A small schemeOne"))
    page.get_by_text("Open", exact=True).click()
    state_is(page, "changed, not applied (1 line)")
    page.locator(".cm-content").focus()
    page.keyboard.type("Two")
    page.keyboard.press("Control+s")
    wait_until_heard(page, "text", with_line(3, "title: A small schemeOneTwo"))
    state_is(page, "unchanged")


def test_two_hundred_quick_edits_with_applies_between_lose_nothing(editor: Callable[..., Any]) -> None:
    chance = random.Random(4)
    page = editor()
    cursor_to(page, "title")
    title = "title: A small scheme"
    for number in range(200):
        if chance.random() < 0.25 and len(title) > 30:
            page.keyboard.press("Backspace")
            title = title[:-1]
        else:
            sign = chance.choice("abcdefghijklmnopqrstuvwxyzäöü漢字")
            page.keyboard.insert_text(sign)
            title += sign
        if number % 10 == 9:
            page.keyboard.press("Control+s")
        if number % 25 == 24:
            page.wait_for_timeout(chance.randrange(600))  # somebody rests; nothing is awaited
    wait_until_heard(page, "text", with_line(3, title))
    state_is(page, "unchanged")
    numbers = heard(page)["applied"]
    assert sorted(set(numbers)) == numbers


def test_what_is_typed_stays_when_the_text_is_changed_elsewhere(editor: Callable[..., Any]) -> None:
    page = editor()
    cursor_to(page, "title")
    page.keyboard.type("!")
    page.get_by_label("Change elsewhere").fill(json.dumps(["start: 100", "start: 500"]))
    page.get_by_label("Change elsewhere").press("Enter")
    both = with_line(3, "title: A small scheme!").replace("start: 100", "start: 500")
    wait_until_heard(page, "stands", both)
    state_is(page, "changed, not applied (1 line)")


def test_two_changes_of_one_line_both_stay_to_be_read(editor: Callable[..., Any]) -> None:
    page = editor()
    cursor_to(page, "points")
    page.keyboard.type("0")
    page.get_by_label("Change elsewhere").fill(json.dumps(["points: -5", "points: -8"]))
    page.get_by_label("Change elsewhere").press("Enter")
    lines = SMALL.split("\n")
    both = "\n".join([*lines[:15], "    points: -50", "    points: -8", *lines[16:]])
    wait_until_heard(page, "stands", both)


def test_changed_lines_are_marked_and_revert_can_be_undone(editor: Callable[..., Any]) -> None:
    page = editor("baseline=1")
    page.locator(".pp-bar.other").wait_for()
    cursor_to(page, "opens_on")
    page.keyboard.press("Enter")
    page.keyboard.type("period: now")
    state_is(page, "changed, not applied (1 line)")
    assert [1, 1] == [page.locator(f".pp-bar.{kind}").count() for kind in ("changed", "other")]

    page.get_by_role("button", name="Revert").click()
    state_is(page, "unchanged")
    page.keyboard.press("Control+z")
    wait_until_heard(page, "stands", SMALL.replace("2020-01-01\n", "2020-01-01\nperiod: now\n", 1))


def test_markup_in_a_text_a_problem_or_a_kind_stays_text(editor: Callable[..., Any]) -> None:
    page = editor()
    markup = "<img src=x onerror=document.title='struck'>"
    cursor_to(page, "participation")
    page.keyboard.insert_text(markup)
    page.locator(".pp-problems li").first.wait_for()
    assert markup in page.locator(".pp-problems").inner_text()
    cursor_to(page, "points")
    page.keyboard.insert_text("\n    when: {kind: ")
    page.keyboard.press("Control+Space")
    page.get_by_role("option", name="x.y").wait_for()
    assert [0, 0] == [page.locator(f".pp-editor {tag}").count() for tag in ("img", "script")]
    assert "struck" != page.title()
