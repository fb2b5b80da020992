"""Each edit in `cases` gives the very lines that stand beside it; the files are as people lay them out.

`town.cap-dropped.edit.json` is an edit of `town.yaml`, and `town.cap-dropped.diff` what it changes there.
"""

from __future__ import annotations

import difflib
import json
from pathlib import Path

import pytest

from pilot.ruleset.editing import edit_from, edited

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name.removesuffix(".edit.json") for path in CASES.glob("*.edit.json"))


def text_of(name: str) -> str:
    return (CASES / name).read_bytes().decode("utf-8")


def differing(before: str, after: str) -> str:
    """The lines that differ, with one more on either side; a carriage return is shown as ␍."""
    lines = difflib.unified_diff(before.split("\n"), after.split("\n"), n=1, lineterm="")
    return "\n".join(list(lines)[2:]).replace("\r", "␍") + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_an_edit_changes_the_lines_that_it_should(name: str) -> None:
    stem = name.split(".", maxsplit=1)[0]
    file = next(path.name for path in CASES.iterdir() if path.stem == stem)

    after = edited(text_of(file), edit_from(json.loads(text_of(f"{name}.edit.json"))), name=file, folder=CASES)

    assert text_of(f"{name}.diff") == differing(text_of(file), after)
