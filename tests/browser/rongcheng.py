"""Rongcheng's ruleset, from which every draft of these tests begins, and what a change makes of its text."""

from __future__ import annotations

import difflib

from pilot.ruleset.editing import Edit, edited
from pilot.ruleset.reading.shipped import FOLDER

START = (FOLDER / "rongcheng.yaml").read_text(encoding="utf-8")


def with_edits(*edits: Edit) -> str:
    """Rongcheng's text after these changes."""
    text = START
    for edit in edits:
        text = edited(text, edit, name="rongcheng")
    return text


def turned(text: str) -> list[str]:
    """The lines of a text that differ from the start, with their sign."""
    lines = difflib.unified_diff(START.splitlines(), text.splitlines(), lineterm="", n=0)
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")]
