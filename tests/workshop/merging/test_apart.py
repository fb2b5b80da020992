"""Both of what copies added under one name are taken, each under a name of its own."""

from __future__ import annotations

from typing import Any

import pytest

from pilot import DataError, Ruleset, load_ruleset
from pilot.ruleset.editing.dump import given, ruleset_text
from pilot.ruleset.reading.load import read_ruleset
from pilot.workshop.merging.apart import BOTH, added, renamed
from pilot.workshop.merging.choices import Choice
from pilot.workshop.merging.merge import Copy, Merge, merge_of
from pilot.workshop.merging.merged_text import merged_text
from tests.conftest import SMALL

EVERYTHING = load_ruleset(SMALL / "everything.yaml")


def with_rule(start: Copy, name: str, points: int, **more: Any) -> Copy:
    whole = given(start.ruleset)
    rule = {"id": "new", "text": f"Of {name}.", "when": {"kind": "pigeons.fed"}, "points": points, "source": {}, **more}
    return Copy(name, Ruleset.model_validate({**whole, "rules": [*whole["rules"], rule]}))


def merged(merge: Merge, *choices: Choice) -> Ruleset:
    return read_ruleset(merged_text(merge, choices), "merged")


def test_two_rules_of_one_id_stand_one_behind_the_other_with_the_reason(start: Copy) -> None:
    merge = merge_of(start, [with_rule(start, "Red", -1), with_rule(start, "Blue", -2), start])
    text = merged_text(merge, [Choice("rules > new", BOTH, "two ideas")])

    new = read_ruleset(text, "merged").rules[len(start.ruleset.rules) :]
    assert [("new", -1, "Of Red."), ("new-2", -2, "Of Blue.")] == [(rule.id, rule.points, rule.text) for rule in new]
    assert "Chosen: as Red has it, because two ideas." in text
    assert "Chosen: as Blue has it, because two ideas." in text


def test_an_id_that_another_copy_uses_is_left_to_it(start: Copy) -> None:
    third = with_rule(start, "Green", -4, id="new-2")
    merge = merge_of(start, [with_rule(start, "Red", -1), with_rule(start, "Blue", -2), third])
    points = {rule.id: rule.points for rule in merged(merge, Choice("rules > new", BOTH)).rules}

    assert {"new": -1, "new-2": -4, "new-3": -2}.items() <= points.items()


def test_three_contents_make_three_and_whoever_has_the_same_shares_one(start: Copy) -> None:
    tables = [
        with_rule(start, name, points, text="Fed.") for name, points in zip("ABCD", (-1, -2, -1, -3), strict=True)
    ]
    merge = merge_of(start, tables)

    assert 3 == len(added(merge.conflicts[0]))
    assert [-1, -2, -3] == [rule.points for rule in merged(merge, Choice("rules > new", BOTH)).rules[-3:]]


def test_other_choices_hold_beside_it(merge: Merge) -> None:
    copies = [with_rule(copy, copy.name, place) for place, copy in enumerate(merge.copies)]
    again = merge_of(merge.start, copies)
    dearer = next(p for p in merge.conflicts[0].positions if "Table 2" in p.names)
    kept = merge.conflicts[1].start
    choices = [
        Choice("rules > new", BOTH),
        Choice("rules > red-light", dearer.digest),
        Choice("rules > donation", kept.digest),
    ]

    ruleset = merged(again, *choices)
    assert (-9, merge.start.ruleset.rule("donation")) == (ruleset.rule("red-light").points, ruleset.rule("donation"))


def test_a_list_of_each_copy_is_the_one_that_its_own_rules_put_on(start: Copy) -> None:
    def with_list(name: str, months: int) -> Copy:
        copy = with_rule(start, name, -1, id=f"of-{name}", lists=["noisy"])
        whole = given(copy.ruleset)
        whole["lists"] = {**whole["lists"], "noisy": {"title": name, "kind": "watchlist", "lasts_months": months}}
        return Copy(name, Ruleset.model_validate(whole))

    ruleset = merged(merge_of(start, [with_list("red", 1), with_list("blue", 2)]), Choice("lists > noisy", BOTH))

    assert [("noisy",), ("noisy-2",)] == [ruleset.rule(f"of-{name}").lists for name in ("red", "blue")]
    assert [1, 2] == [ruleset.lists[name].lasts_months for name in ("noisy", "noisy-2")]


def test_a_rule_that_both_have_and_that_puts_on_the_list_of_each_puts_on_the_first(start: Copy) -> None:
    def with_list(name: str) -> Copy:
        copy = with_rule(start, "both", -1, lists=["noisy"])
        whole = given(copy.ruleset)
        whole["lists"] = {**whole["lists"], "noisy": {"title": name, "kind": "watchlist"}}
        return Copy(name, Ruleset.model_validate(whole))

    ruleset = merged(merge_of(start, [with_list("red"), with_list("blue")]), Choice("lists > noisy", BOTH))

    assert (("noisy",), {"noisy", "noisy-2"}) == (ruleset.rule("new").lists, {*ruleset.lists} - {*start.ruleset.lists})


def test_what_was_there_from_the_start_cannot_be_taken_twice(merge: Merge) -> None:
    assert [(), ()] == [added(article) for article in merge.conflicts]

    with pytest.raises(DataError, match="is held by no copy any more"):
        merged_text(merge, [Choice("rules > red-light", BOTH)])


@pytest.mark.parametrize(
    ("section", "name"),
    [("rules", "late"), ("lists", "debt"), ("lists", "watch"), ("consequences", "queue"), ("sources", "own")],
)
def test_an_entry_of_another_name_is_named_so_everywhere(section: str, name: str) -> None:
    """Back again it is the same ruleset, and in between nothing points nowhere."""
    other = renamed(EVERYTHING, section, name, "another")

    assert other == read_ruleset(ruleset_text(other), "other")
    assert EVERYTHING == renamed(other, section, "another", name)
