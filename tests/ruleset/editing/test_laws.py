"""What holds for every edit of every ruleset, however it is written down."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot import DataError
from pilot.ruleset.editing import Edit, MoveRule, Put, SwitchOff, SwitchOn, edited
from pilot.ruleset.nodes import plain
from pilot.ruleset.texts import SourceText
from pilot.ruleset.tree import read_tree
from tests.evaluation.cases import worlds
from tests.ruleset.editing.edit_strategies import at, edits, paths, texts
from tests.ruleset.editing.layouts import layouts, written
from tests.ruleset.editing.reference import applied, worded

MANY = settings(max_examples=200, deadline=None)


@st.composite
def rulesets(draw: st.DrawFn) -> dict[str, Any]:
    """A ruleset as dicts and lists, its rules with texts of any kind."""
    ruleset = dict(draw(worlds()).given)
    ruleset["rules"] = [{**rule, "text": draw(texts)} for rule in ruleset["rules"]]
    return {"summary": draw(texts), **ruleset}


def said_by(text: str) -> Any:
    return worded(plain(read_tree(SourceText("any.yaml", text))[0]))


def cannot_be_written(text: str, edit: Edit) -> bool:
    """Whether the edit is one of the few that a form must refuse: rules in brackets cannot be commented out."""
    return isinstance(edit, SwitchOff) and edited_or_code(text, edit) == "not-through-a-form"


def edited_or_code(text: str, edit: Edit) -> str:
    try:
        return edited(text, edit)
    except DataError as error:
        return error.problems[0].code


@MANY
@given(st.data(), rulesets(), layouts)
def test_the_text_then_says_what_was_meant(data: st.DataObject, ruleset: dict[str, Any], layout: Any) -> None:
    text = written(ruleset, *layout)
    edit = data.draw(edits(ruleset))
    if cannot_be_written(text, edit):
        return

    assert worded(applied(ruleset, edit)) == said_by(edited(text, edit))
