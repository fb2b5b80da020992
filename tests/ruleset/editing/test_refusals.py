"""An edit that cannot be made is refused with a sentence, and nothing is kept of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilot import DataError
from pilot.ruleset.editing import (
    AddRule,
    CopyRule,
    Drop,
    Edit,
    Insert,
    MoveRule,
    Put,
    SwitchOff,
    SwitchOn,
    edited,
)

FOLDER = Path(__file__).parent / "cases"
TOWN, OURS, TALL = "town.yaml", "ours.yaml", "tall.json"


@pytest.mark.parametrize(
    ("file", "edit", "code", "found"),
    [
        (TOWN, Put(("rules", "latte", "points"), 1), "unknown-rule", 'did you mean "late"?'),
        (TOWN, Put(("rules", 0, "points"), 1), "unknown-rule", 'there is no rule "0".'),
        (TOWN, MoveRule("late", "nobody"), "unknown-rule", 'there is no rule "nobody".'),
        (TOWN, SwitchOff("nobody"), "unknown-rule", 'there is no rule "nobody".'),
        (TOWN, SwitchOn("nobody"), "unknown-rule", 'there is no rule "nobody".'),
        (TOWN, CopyRule("late", "gift"), "id-taken", 'there is already a rule "gift".'),
        (TOWN, AddRule({"id": "gift"}), "id-taken", 'there is already a rule "gift".'),
        (TOWN, Put(("rules", "late", "id"), "gift"), "id-taken", 'there is already a rule "gift".'),
        (TOWN, SwitchOn("late"), "id-taken", 'the rule "late" is in force.'),
        (TOWN, AddRule({"text": "No id."}), "not-an-id", "a new rule needs an id of its own."),
        (TOWN, Put(("rules", "late", "pints"), 1), "unknown-path", "rules > late > pints: no ruleset has anything"),
        (TOWN, Put((), 1), "unknown-path", "no ruleset has anything"),
        (TOWN, Put(("title", "x", "y"), 1), "unknown-path", "no ruleset has anything"),
        (TOWN, Insert(("rules", 0), {"id": "x"}), "unknown-rule", 'there is no rule "0".'),
        (TOWN, Insert(("title",), "x"), "unknown-path", "no ruleset has anything"),
        (TOWN, Put(("bands", 7, "from"), 1), "no-such-entry", "bands > 8: there is no such entry"),
        (TOWN, Insert(("bands", 3), {"grade": "C"}), "no-such-entry", "there is no such entry"),
        (TOWN, Drop(("rules", "gift", "carry", 0)), "no-such-entry", "there is no such entry"),
        (TOWN, Put(("extends",), "other"), "not-through-a-form", "make this change in the text."),
        (OURS, MoveRule("walk", "late"), "not-through-a-form", "rules keep the order"),
        (OURS, AddRule({"id": "x", "text": "X."}, after="late"), "not-through-a-form", "add the rule at the end."),
        (OURS, CopyRule("gift", "late"), "id-taken", 'there is already a rule "late".'),
        (TALL, SwitchOff("late"), "not-through-a-form", "rules in brackets cannot be switched off"),
    ],
)
def test_the_sentence_says_why(file: str, edit: Edit, code: str, found: str) -> None:
    text = (FOLDER / file).read_bytes().decode("utf-8")

    with pytest.raises(DataError) as caught:
        edited(text, edit, name=file, folder=FOLDER)

    assert [code] == [problem.code for problem in caught.value.problems]
    assert found in str(caught.value)


REPEATING = (
    "rules:\n- &a {id: a, points: &p -5, cap: {points: *p}, carry: &c [{to: spouse, share: 1}]}\n- {id: b, carry: *c}\n"
)


@pytest.mark.parametrize(
    "edit",
    [
        Put(("rules", "a", "points"), -6),
        Put(("rules", "a", "carry", 0, "share"), 2),
        Put(("rules", "b", "carry", 0, "share"), 2),
        Drop(("rules", "a", "points")),
        Drop(("rules", "a")),
    ],
)
def test_what_would_change_a_repeated_part_elsewhere_is_refused(edit: Edit) -> None:
    with pytest.raises(DataError, match="make this change in the text") as caught:
        edited(REPEATING, edit)

    assert "not-through-a-form" == caught.value.problems[0].code


def test_a_repeat_that_gives_way_to_a_value_of_its_own_harms_nobody() -> None:
    assert REPEATING.replace("*p", "7") == edited(REPEATING, Put(("rules", "a", "cap", "points"), 7))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rules: [", "unclosed-bracket"),
        ("", "empty-file"),
        ("- a", "not-through-a-form"),
        ("rules: 5", "not-through-a-form"),
    ],
)
def test_a_text_that_cannot_be_read_is_refused_as_when_it_is_read(text: str, code: str) -> None:
    with pytest.raises(DataError) as caught:
        edited(text, SwitchOff("a"))

    assert code == caught.value.problems[0].code


def test_a_text_with_faults_elsewhere_can_be_edited() -> None:
    faulty = "id: a b\nid: twice\nrules:\n- id: late\n  points: many\n"

    assert faulty.replace("many", "-5") == edited(faulty, Put(("rules", "late", "points"), -5))
