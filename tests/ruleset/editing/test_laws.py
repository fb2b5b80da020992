"""What holds for every edit of every ruleset, however it is written down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot import DataError
from pilot.errors import Problem
from pilot.ruleset.editing import (
    AddRule,
    CopyRule,
    Edit,
    MoveRule,
    Put,
    SwitchOff,
    SwitchOn,
    edited,
    read_draft,
    switched_off,
)
from pilot.ruleset.reading.extends import resolved
from pilot.ruleset.reading.nodes import plain
from pilot.ruleset.reading.parser import read_tree
from pilot.ruleset.reading.source_text import SourceText, checked_text
from tests.evaluation.cases import worlds
from tests.ruleset.editing.edit_strategies import at, edits, paths, texts
from tests.ruleset.editing.layouts import layouts, written
from tests.ruleset.editing.reference import applied, worded

MANY = settings(max_examples=30, deadline=None)


@st.composite
def rulesets(draw: st.DrawFn) -> dict[str, Any]:
    """A ruleset as dicts and lists, its rules with texts of any kind."""
    ruleset = dict(draw(worlds()).given)
    ruleset["rules"] = [{**rule, "text": draw(texts)} for rule in ruleset["rules"]]
    return {"summary": draw(texts), **ruleset}


def meaning_of(text: str) -> Any:
    return worded(plain(read_tree(SourceText("any.yaml", text))[0]))


def cannot_be_written(text: str, edit: Edit, folder: Path | None = None) -> bool:
    """Whether the edit is one of the few that a form must refuse: rules in brackets cannot be commented out."""
    if not isinstance(edit, SwitchOff):
        return False
    try:
        edited(text, edit, folder=folder)
    except DataError as error:
        return "rules in brackets" in error.problems[0].found
    return False


@MANY
@given(st.data(), rulesets(), layouts)
def test_the_text_then_says_what_was_meant(data: st.DataObject, ruleset: dict[str, Any], layout: Any) -> None:
    text = written(ruleset, *layout)
    edit = data.draw(edits(ruleset))
    if cannot_be_written(text, edit):
        return

    assert worded(applied(ruleset, edit)) == meaning_of(edited(text, edit))


@MANY
@given(st.data(), rulesets(), layouts)
def test_what_stands_before_and_behind_the_change_stays_to_the_byte(
    data: st.DataObject, ruleset: dict[str, Any], layout: Any
) -> None:
    """A new number in a rule touches neither the lines above the rule nor those of the next one."""
    text = written(ruleset, *layout)
    rule = data.draw(st.sampled_from(ruleset["rules"]))
    text_after = edited(text, Put(("rules", rule["id"], "expires_after_months"), 777))

    front = next((n for n, (a, b) in enumerate(zip(text, text_after, strict=False)) if a != b), len(text))
    back = next((n for n, (a, b) in enumerate(zip(text[::-1], text_after[::-1], strict=False)) if a != b), len(text))
    assert len(text_after) - front - back <= len(', "expires_after_months": 777') + 8
    assert len(text) - front - back <= len(str(rule.get("expires_after_months", ""))) + 2


@MANY
@given(st.data(), rulesets(), layouts)
def test_to_put_what_stands_there_changes_nothing(data: st.DataObject, ruleset: dict[str, Any], layout: Any) -> None:
    text = written(ruleset, *layout)
    path = data.draw(st.sampled_from(paths(ruleset)))
    value = worded(at(ruleset, path)) if layout[0] == "all in quotes" else at(ruleset, path)

    assert text == edited(text, Put(path, value))


@MANY
@given(st.data(), rulesets(), layouts)
def test_a_single_value_that_is_put_back_gives_the_old_bytes(
    data: st.DataObject, ruleset: dict[str, Any], layout: Any
) -> None:
    """As long as it stands on one line and within the width of a page."""
    text = written(ruleset, *layout)
    singles = [path for path in paths(ruleset) if isinstance(at(ruleset, path), int | bool)]
    words = [
        path for path in paths(ruleset) if path[-1] in ("kind", "title", "grade") and at(ruleset, path).__class__ is str
    ]
    path = data.draw(st.sampled_from(singles + words))
    old = at(ruleset, path)
    other = "other" if isinstance(old, str) else not old if isinstance(old, bool) else old + 1

    if layout[0] != "all in quotes" or isinstance(old, str):
        assert text == edited(edited(text, Put(path, other)), Put(path, old))


@MANY
@given(st.data(), rulesets(), layouts)
def test_a_rule_switched_off_and_on_gives_the_old_bytes(
    data: st.DataObject, ruleset: dict[str, Any], layout: Any
) -> None:
    text = written(ruleset, *layout)
    rule_id = data.draw(st.sampled_from(ruleset["rules"]))["id"]
    if cannot_be_written(text, SwitchOff(rule_id)):
        return

    off = edited(text, SwitchOff(rule_id))

    assert [rule_id] == [resting.rule_id for resting in switched_off(read_draft(off))]
    assert text == edited(off, SwitchOn(rule_id))


@MANY
@given(st.data(), rulesets(), layouts)
def test_a_rule_moved_away_and_back_gives_the_old_bytes(
    data: st.DataObject, ruleset: dict[str, Any], layout: Any
) -> None:
    text = written(ruleset, *layout)
    ids = [rule["id"] for rule in ruleset["rules"]]
    if len(ids) < 3:
        return
    place = data.draw(st.integers(1, len(ids) - 2))
    away = data.draw(st.sampled_from([None, *(other for other in ids if other != ids[place])]))

    moved = edited(text, MoveRule(ids[place], away))

    assert text == edited(moved, MoveRule(ids[place], ids[place - 1]))


@MANY
@given(st.data(), rulesets())
def test_where_another_ruleset_is_extended_the_whole_comes_out_as_meant(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, ruleset: dict[str, Any]
) -> None:
    """Several edits one after the other, over a base that says everything."""
    folder = tmp_path_factory.getbasetemp()
    (folder / "base.yaml").write_text(written(ruleset, "by hand", "\n", True), encoding="utf-8")
    text = data.draw(st.sampled_from(OVERLAYS))
    meant = {**ruleset, "id": "mine", "extends": "base"}
    if "recourse" in text:
        meant["recourse"] = {"appeal": {"available": True}}
    for _ in range(data.draw(st.integers(1, 4))):
        edit = data.draw(edits(meant))
        if isinstance(edit, MoveRule) or (isinstance(edit, AddRule) and edit.after is not None):
            continue
        if "brand-new" in [rule["id"] for rule in meant["rules"]] and isinstance(edit, AddRule | CopyRule):
            continue
        if cannot_be_written(text, edit, folder):
            continue
        text = edited(text, edit, folder=folder)
        meant = in_overlay(applied(meant, edit), edit, ruleset)

        assert worded(meant) == meaning_with_bases(text, folder)


OVERLAYS = [
    "schema: 1\nid: mine\nextends: base\n",
    "# Ours\nschema: 1\r\nid: mine\r\nextends: base   # the whole\r\n",
    "{schema: 1, id: mine, extends: base}",
    '{"schema": 1, "id": "mine", "extends": "base"}\n',
    "schema: 1\nid: mine\nextends: base\nrules: {}\nrecourse:\n  appeal: {available: true}\n",
]


def in_overlay(meant: dict[str, Any], edit: Edit, base: dict[str, Any]) -> dict[str, Any]:
    """The copy of an inherited rule stands behind all others."""
    if isinstance(edit, CopyRule) and edit.rule_id in [rule["id"] for rule in base["rules"]]:
        copied = next(rule for rule in meant["rules"] if rule["id"] == edit.new_id)
        return {**meant, "rules": [*(rule for rule in meant["rules"] if rule is not copied), copied]}
    return meant


def meaning_with_bases(text: str, folder: Path) -> Any:
    tree, _ = resolved(checked_text(text, "draft"), folder / "draft")
    return worded(plain(tree))


TOWN = (Path(__file__).parent / "cases" / "town.yaml").read_text(encoding="utf-8")
TOKENS = [
    "[",
    "}",
    "'",
    '"',
    "- ",
    ": ",
    "#~ ",
    "\n",
    "&a ",
    "*a ",
    "!!int ",
    "| ",
    ">+\n",
    "---\n",
    "? ",
    "~",
    "\r",
    "\x85",
]
EDITS = [
    Put(("rules", "late", "points"), -10), Put(("rules", "litter", "text"), "new\nlines\n"), Put(("score", "floor"), 1),
    Put(("rules", "late", "cap"), {"per": "year", "points": 1}), Put(("rules", "litter", "cap"), None),
    AddRule({"id": "new", "text": "New."}, "late"), CopyRule("litter", "new"), MoveRule("gift", None),
    SwitchOff("litter"),
]  # fmt: skip
damage = st.tuples(st.integers(0, len(TOWN)), st.integers(0, 8), st.sampled_from(TOKENS))


@settings(max_examples=100, deadline=None)
@given(st.lists(damage, min_size=1, max_size=3), st.sampled_from(EDITS))
def test_no_text_and_no_edit_does_worse_than_be_refused(damages: list[tuple[int, int, str]], edit: Edit) -> None:
    text = TOWN
    for place, cut, new in damages:
        text = text[:place] + new + text[place + cut :]

    after, problems = edited_or_problems(text, edit)

    assert after is None or after == text or meaning_of(after) != meaning_of(text)
    assert [] == [problem for problem in problems if not problem.found or not problem.mend]


def edited_or_problems(text: str, edit: Edit) -> tuple[str | None, tuple[Problem, ...]]:
    try:
        return edited(text, edit), ()
    except DataError as error:
        return None, error.problems
