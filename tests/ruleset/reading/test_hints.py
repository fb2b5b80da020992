"""What is no fault and may not be as meant is told once, at its place, and never taken for a fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilot.ruleset.reading.hints import hints_of
from pilot.ruleset.reading.shipped import shipped_rulesets

BASE = """\
schema: 1
id: small
title: A small ruleset
participation: mandatory
opens_on: 2019-01-01
rules:
  - id: late
    text: {text}
    when: {{kind: notice.late}}  # as the city says
    source: {{}}
"""


def hints(folder: Path, text: str) -> list[str]:
    file = folder / "small.yaml"
    file.write_text(BASE.format(text=text), encoding="utf-8")
    return [f"{hint.place.line}: {hint.code}: {hint.found}" for hint in hints_of(file)]


def test_a_text_that_a_comment_cuts_is_pointed_out(tmp_path: Path) -> None:
    expected = ['8: comment-cuts-text: the text ends before "#2 or later.": a # after a space begins a comment.']

    assert expected == hints(tmp_path, "You pay notice #2 or later.")


@pytest.mark.parametrize("text", ['"You pay notice #2."', "You pay notice#2.", "|-\n      You pay notice #2."])
def test_a_text_that_is_whole_is_passed_over(text: str, tmp_path: Path) -> None:
    assert [] == hints(tmp_path, text)


@pytest.mark.parametrize("name", shipped_rulesets())
def test_the_shipped_rulesets_give_no_cause(name: str) -> None:
    assert [] == hints_of(name)
