"""A rule that is switched off stands in comments, is found there, and comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilot import DataError
from pilot.ruleset.editing import CopyRule, Drop, Off, Put, SwitchOff, SwitchOn, edited, read_draft, switched_off
from pilot.ruleset.reading.load import read_ruleset, shipped_rulesets

RONGCHENG = shipped_rulesets()["rongcheng"].read_text(encoding="utf-8")
THREE = "rules:   # three\n- id: a\n  text: A.\n\n- id: b   # the second\n  text: >-\n    B,\n\n    and more.\n- id: c"
FOLDER = Path(__file__).parent / "cases"
OURS = (FOLDER / "ours.yaml").read_bytes().decode("utf-8")


def test_all_rules_can_be_switched_off_and_on_in_any_order() -> None:
    text = THREE
    for rule_id in ("b", "a", "c"):
        text = edited(text, SwitchOff(rule_id))

    assert text.startswith("rules: []   # three\n#~ - id: a\n#~   text: A.\n\n#~ - id: b   # the second\n")
    assert [("a", "A.", None, 2), ("b", "B,\nand more.", None, 5), ("c", "", None, 10)] == [
        (off.rule_id, off.text, off.after, off.line) for off in switched_off(read_draft(text))
    ]
    for rule_id in ("c", "a", "b"):
        text = edited(text, SwitchOn(rule_id))
    assert THREE == text


def test_a_rule_that_is_off_stands_behind_the_last_one_in_force() -> None:
    text = edited(edited(THREE, SwitchOff("b")), SwitchOff("c"))

    assert [Off("b", "B,\nand more.", "a", 5), Off("c", "", "a", 10)] == list(switched_off(read_draft(text)))


def test_a_rule_that_is_off_counts_no_more() -> None:
    off = read_ruleset(edited(RONGCHENG, SwitchOff("red-light")), "draft")

    assert "red-light" not in [rule.id for rule in off.rules]


def test_other_edits_leave_a_rule_that_is_off_alone() -> None:
    text = edited(THREE, SwitchOff("b"))
    for edit in (Put(("rules", "a", "points"), -3), CopyRule("c", "d"), Drop(("rules", "c")), Drop(("rules", "a"))):
        text = edited(text, edit)

    assert ["b"] == [off.rule_id for off in switched_off(read_draft(text))]
    assert "#~ - id: b   # the second\n#~   text: >-\n#~     B,\n\n#~     and more.\n" in text


def test_what_looks_like_it_inside_a_text_is_no_rule() -> None:
    assert () == switched_off(read_draft("rules:\n- id: a\n  text: |\n    #~ - id: b\n"))


def test_a_comment_that_a_person_made_of_a_rule_is_read_as_far_as_it_goes() -> None:
    text = "rules:\n  #~ - id: a\n  #~   text: [\n\n  # a note\n  #~   points: 3\n  - id: b\n"
    off = switched_off(read_draft(text))

    assert (Off("a", "", None, 2),) == off


@pytest.mark.parametrize("rule_id", ["late", "walk", "gift"])
def test_where_another_is_extended_it_comes_back_too(rule_id: str) -> None:
    off = edited(OURS, SwitchOff(rule_id), folder=FOLDER)

    assert [rule_id] == [resting.rule_id for resting in switched_off(read_draft(off, folder=FOLDER))]
    assert OURS == edited(off, SwitchOn(rule_id), folder=FOLDER)


def test_an_inherited_rule_has_its_text_and_place_from_the_base() -> None:
    off = edited(OURS, SwitchOff("gift"), folder=FOLDER)

    assert (Off("gift", "A gift: to the town's library.", "litter", 9),) == switched_off(read_draft(off, folder=FOLDER))


def test_the_last_null_takes_the_map_of_rules_with_it() -> None:
    bare = "schema: 1\nid: ours\nextends: town\n\nscore: {floor: 0}\n\ndisclosure:\n  delay_hours: 3\n"
    off = edited(bare, SwitchOff("gift"), folder=FOLDER)

    assert "floor: 0}\n\nrules:\n  gift: null\n\ndisclosure" in off
    assert bare == edited(off, SwitchOn("gift"), folder=FOLDER)


def test_an_id_that_has_been_taken_since_is_not_switched_on() -> None:
    text = edited(edited(THREE, SwitchOff("b")), CopyRule("a", "b"))

    with pytest.raises(DataError, match="is in force"):
        edited(text, SwitchOn("b"))
