"""What goes or changes with an edit, so that nothing is left that points nowhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pilot import DataError, load_ruleset
from pilot.evaluation.examples import run_example
from pilot.ruleset.editing import (
    BringBack,
    Drop,
    Edit,
    Put,
    SetAside,
    SwitchOff,
    SwitchOn,
    edited,
    read_draft,
    set_aside,
    with_what_follows,
)
from pilot.ruleset.editing.dump import given, ruleset_text
from pilot.ruleset.reading.shipped import shipped_rulesets
from tests.conftest import SMALL
from tests.ruleset.editing.edit_strategies import paths

EVERYTHING = ruleset_text(load_ruleset(SMALL / "everything.yaml"))
RONGCHENG = shipped_rulesets()["rongcheng"].read_text(encoding="utf-8")
TWO = """
schema: 1
id: two
title: Two
sources: {}
participation: mandatory
opens_on: 2020-01-01
score: {start: 100}
bands: [{grade: A, from: 90}, {grade: D}]
rules:
  - {id: late, text: Late., when: {kind: late}, override: {grade: D}, source: {}}
  - {id: gift, text: A gift., when: {kind: gift}, points: 5, source: {}}
examples:
  # the first
  - name: Late is D     # whatever the score
    as_of: 2020-12-31
    records:
      - {date: 2020-03-01, kind: late}
    expect: {grade: D, because: late}
  - {name: A gift counts, as_of: 2020-12-31, records: [{date: 2020-03-01, kind: gift}], expect: {points: [5]}}
"""


def after(text: str, *edits: Edit) -> str:
    for edit in edits:
        text = with_what_follows(read_draft(text), edit).draft.text
    return text


@pytest.mark.parametrize("name", sorted(shipped_rulesets()))
def test_any_rule_of_a_shipped_ruleset_can_be_switched_off_and_on_and_deleted(name: str) -> None:
    text = shipped_rulesets()[name].read_text(encoding="utf-8")
    draft = read_draft(text, name=name)

    for rule in draft.ruleset.rules:
        off = with_what_follows(draft, SwitchOff(rule.id)).draft
        assert () == off.problems
        assert text == with_what_follows(off, SwitchOn(rule.id)).draft.text
        assert () == with_what_follows(draft, Drop(("rules", rule.id))).draft.problems


def test_an_example_that_speaks_of_the_rule_is_kept_as_comments_and_said() -> None:
    followed = with_what_follows(read_draft(TWO), SwitchOff("late"))

    assert (
        "1 worked example speaks of what is gone and is set aside: “Late is D”. Undo brings it back.",
    ) == followed.sentences
    assert "  # the first\n  #~ - name: Late is D     # whatever the score\n  #~   as_of:" in followed.draft.text
    (aside,) = set_aside(followed.draft)
    assert ("Late is D", "late") == (aside.name, aside.content["expect"]["because"])
    assert ["A gift counts"] == [example.name for example in followed.draft.ruleset.examples]


def test_with_the_rule_its_examples_come_back() -> None:
    off = with_what_follows(read_draft(TWO), SwitchOff("late")).draft
    on = with_what_follows(off, SwitchOn("late"))

    assert TWO == on.draft.text
    assert ("1 worked example that had been set aside with it is run again.",) == on.sentences


def test_all_examples_can_be_set_aside_and_brought_back_by_themselves() -> None:
    text = edited(edited(TWO, SetAside(1)), SetAside(0))

    assert "examples: []\n  # the first\n  #~ - name" in text
    assert ["Late is D", "A gift counts"] == [aside.name for aside in set_aside(read_draft(text))]
    assert TWO == edited(edited(text, BringBack("A gift counts")), BringBack("Late is D"))


def test_an_example_that_is_not_set_aside_is_not_brought_back() -> None:
    with pytest.raises(DataError, match='did you mean "Late is D"'):
        edited(edited(TWO, SetAside(0)), BringBack("Late is E"))


def test_where_examples_stand_in_brackets_one_is_taken_out_and_undo_has_it() -> None:
    text = json.dumps(given(read_draft(TWO).ruleset), default=str)

    ruleset = read_draft(after(text, Drop(("rules", "late")))).ruleset
    assert ["A gift counts"] == [example.name for example in ruleset.examples]


class TestWhereAnotherIsExtended:
    BASE = TWO.replace("id: two", "id: base")
    OURS = "schema: 1\nid: ours\nextends: base\ntitle: Ours\n"

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "base.yaml").write_text(self.BASE, encoding="utf-8")
        return tmp_path

    @pytest.mark.parametrize("own", ["", "summary: More.\nrules:\n  gift: {points: 6}\n"])
    def test_the_other_examples_are_written_out_and_all_come_back(self, folder: Path, own: str) -> None:
        draft = read_draft(self.OURS + own, folder=folder)
        off = with_what_follows(draft, SwitchOff("late"))

        assert () == off.draft.problems
        assert ["A gift counts"] == [example.name for example in off.draft.ruleset.examples]
        on = with_what_follows(off.draft, SwitchOn("late"))
        assert self.OURS + own == on.draft.text
        assert ("1 worked example that had been set aside with it is run again.",) == on.sentences

    def test_an_example_of_ones_own_stays_among_them(self, folder: Path) -> None:
        off = with_what_follows(read_draft(self.OURS, folder=folder), SwitchOff("late")).draft
        named = with_what_follows(off, Put(("examples", 0, "name"), "Ours")).draft
        on = with_what_follows(named, SwitchOn("late")).draft

        assert ["Late is D", "Ours"] == [example.name for example in on.ruleset.examples]


def test_a_list_that_goes_is_taken_out_of_the_rules_that_put_on_it() -> None:
    text = after(EVERYTHING, Drop(("lists", "both")), Drop(("lists", "debt")))

    assert () == read_draft(text).ruleset.rule("late").lists


def test_a_consequence_that_goes_follows_from_nothing_any_more() -> None:
    draft = read_draft(after(EVERYTHING, Drop(("consequences", "queue"))))

    assert ((), ()) == (draft.ruleset.bands[0].consequences, draft.ruleset.lists["watch"].consequences)


def test_another_name_of_a_grade_holds_wherever_the_grade_is_named() -> None:
    text = after(EVERYTHING, Put(("bands", 0, "grade"), "Best"), Put(("bands", 1, "grade"), "Worst"))
    ruleset = read_draft(text).ruleset

    assert ("Best", "Worst") == (ruleset.examples[0].expect.grade, ruleset.rule("late").override.grade)  # type: ignore[union-attr]


def test_another_id_of_a_rule_holds_wherever_the_rule_is_named() -> None:
    named = TWO + "since:\n  - {on: 2021-01-01, title: A law, rules: [gift, late]}\n"
    ruleset = read_draft(after(named, Put(("rules", "late", "id"), "slow"))).ruleset

    assert ("slow", ("gift", "slow")) == (ruleset.examples[0].expect.because, ruleset.since[0].rules)


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Drop(("bands", 1)), "rules set the grade D: late. "),
        (Drop(("lists", "watch")), "rules wait for the list watch: late. "),
        (Drop(("lists", "debt")), "other lists count the list debt: both. "),
        (Drop(("score", "factors", "duty")), "rules count inside the factor duty: late. "),
        (Drop(("sources", "own")), "the source own is cited: late, A, watch and 4 more. "),
    ],
)
def test_what_others_rest_on_stays_and_a_few_of_them_are_named(edit: Edit, words: str) -> None:
    with pytest.raises(DataError) as refused:
        with_what_follows(read_draft(EVERYTHING), edit)

    (problem,) = refused.value.problems
    assert ("named-elsewhere", "change that first.") == (problem.code, problem.mend)
    assert words.strip() == problem.found


def test_whatever_a_ruleset_can_do_without_goes_with_all_that_would_point_nowhere() -> None:
    """Taken away one by one, from a ruleset in which everything is named somewhere."""
    draft, left = read_draft(EVERYTHING), []
    for path in paths(given(draft.ruleset)):
        try:
            problems = with_what_follows(draft, Drop(path)).draft.problems
        except DataError:
            continue
        codes = {problem.code for problem in problems}
        left += [(path, code) for code in codes if code.startswith("unknown-") and "missing-key" not in codes]

    assert [] == left


def test_what_is_set_aside_still_holds_when_it_is_back() -> None:
    off = after(RONGCHENG, SwitchOff("judgment-defaulter"))
    back = read_draft(after(off, SwitchOn("judgment-defaulter"))).ruleset

    assert [] == [mismatch for example in back.examples for mismatch in run_example(back, example)]
