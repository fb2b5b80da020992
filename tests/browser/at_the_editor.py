"""Somebody at the text editor: where they put the cursor, and what the server heard of what they type."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

SMALL = (Path(__file__).parents[1] / "small" / "few-rules.yaml").read_text(encoding="utf-8")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def cursor_to(page: Any, line: str, *, end: bool = True) -> None:
    """Puts the cursor at an end of the first line of the small ruleset that begins so, by keys alone."""
    number = next(place for place, words in enumerate(SMALL.split("\n"), 1) if words.lstrip().startswith(line))
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+Alt+g")
    page.locator(".cm-gotoLine input, .cm-panel input[name=line]").fill(str(number))
    page.keyboard.press("Enter")
    page.keyboard.press("End" if end else "Home")


def heard(page: Any) -> dict[str, Any]:
    return json.loads(page.locator("#heard").inner_text())


def wait_until_heard(page: Any, what: str, text: str) -> None:
    """Waits until the server has this text: `stands` for typed, `text` for applied."""
    arg = f'"{what}": "{digest(text)}"'
    page.wait_for_function("(entry) => document.querySelector('#heard').textContent.includes(entry)", arg=arg)


def state_is(page: Any, state: str) -> None:
    page.wait_for_function("(state) => document.querySelector('.pp-state')?.textContent === state", arg=state)


def with_line(number: int, line: str, text: str = SMALL) -> str:
    lines = text.split("\n")
    return "\n".join([*lines[: number - 1], line, *lines[number:]])
