"""Two assessments side by side: grades, order, consequences, lists, and rules that are idle on one side."""

from __future__ import annotations

import pytest
from hypothesis import given

from pilot import compare
from pilot.errors import DataError
from pilot.evaluation import evaluate
from tests.evaluation.cases import World, worlds
from tests.evaluation.comparing.comparisons import CITY, DAY, GIFT, LATE, compared, many, of_rules, of_world
from tests.evaluation.small import small_city


class TestGrades:
    def test_the_table_sets_the_grade_before_against_the_grade_after(self) -> None:
        table = compared(
            of_rules(LATE, GIFT), of_rules(LATE, GIFT, "{id: theft, when: {kind: theft}, points: -50}")
        ).grades()

        assert [[0, 0, 0], [0, 2, 1], [0, 0, 0]] == table.to_numpy().tolist()
        assert ["top", "fine", "low"] == list(table.index) == list(table.columns)

    def test_companies_stand_in_a_table_of_their_own(self) -> None:
        both = of_rules(LATE, applies_to=("person", "company"))

        assert 1 == compared(both, both).grades("company").to_numpy().sum()
        assert 3 == compared(both, both).grades("person").to_numpy().sum()

    def test_whoever_one_side_does_not_cover_is_in_no_cell(self) -> None:
        joined = of_rules(LATE, participation="voluntary")

        assert 2 == compared(of_rules(LATE), joined).grades().to_numpy().sum()

    def test_grades_of_different_words_have_no_direction(self) -> None:
        other = of_rules(LATE, scale="score: {start: 50}\nbands: [{grade: good, from: 50}, {grade: bad}]")
        comparison = compared(of_rules(LATE), other)

        assert "order" == comparison.yardstick
        assert comparison.subjects["steps"].isna().all()
        assert comparison.subjects["points"].isna().all()

    def test_a_ruleset_without_a_score_gives_no_yardstick(self) -> None:
        comparison = compared(of_rules(LATE), of_rules(scale=""))

        assert comparison.yardstick is None
        assert comparison.subjects["direction"].isna().all()
        assert {"bonus", "no-train"} >= set(comparison.movers["consequences_lost"])
        assert comparison.movers["rule_before"].notna().all() or comparison.movers["consequences_gained"].isna().all()


class TestOrder:
    def test_it_is_the_share_of_others_below_with_half_of_those_who_stand_level(self) -> None:
        subjects = compared(of_rules(LATE, GIFT), of_rules(GIFT)).subjects.set_index("subject_id")

        assert [0.0, 0.5, 1.0] == subjects.loc[["ann", "bea", "cid"], "order_before"].tolist()
        assert [0.25, 1.0, 0.25] == subjects.loc[["ann", "bea", "cid"], "order_after"].tolist()

    def test_the_grade_counts_before_the_score(self) -> None:
        override = "{id: theft, when: {kind: theft}, override: {grade: low}}"
        subjects = compared(of_rules(LATE), of_rules(override)).subjects.set_index("subject_id")

        assert 0.0 == subjects.loc["ann", "order_after"]
        assert 100 == subjects.loc["ann", "score_after"]


def test_consequences_tell_who_bears_them_now_and_who_no_longer() -> None:
    comparison = compared(of_rules(), of_rules("{id: theft, when: {kind: theft}, points: -50}"))

    assert [("person", "bonus", 3, 2, 0, 1), ("person", "no-train", 0, 1, 1, 0)] == list(
        comparison.consequences.itertuples(index=False, name=None)
    )


def test_where_nobody_bears_a_consequence_the_table_is_empty() -> None:
    assert compared(of_rules(LATE, scale="score: {start: 100}"), of_rules(scale="")).consequences.empty


def test_lists_tell_who_stands_on_them_now_and_who_no_longer() -> None:
    lists = "lists: {watch: {}, debt: {}}"
    on = ["{id: a, when: {kind: late}, lists: [watch]}", "{id: b, when: {kind: theft}, lists: [debt]}"]
    one, other = of_rules(on[0], scale=lists), of_rules(on[0].replace("late", "gift"), on[1], scale=lists)

    assert [("person", "watch", 2, 1, 0, 1), ("person", "debt", 0, 1, 1, 0)] == list(
        compared(one, other).lists.itertuples(index=False, name=None)
    )


@many
@given(worlds())
def test_what_is_gained_and_lost_is_the_difference_between_both_sides(world: World) -> None:
    comparison = of_world(world)
    for table in (comparison.consequences, comparison.lists):
        assert (table["after"] - table["before"] == table["gained"] - table["lost"]).all()


def test_rules_that_are_newly_idle_or_newly_met_stand_in_both_rulesets() -> None:
    moved = [LATE.replace("kind: late", "kind: war"), GIFT.replace("kind: gift", "kind: war")]
    comparison = compared(of_rules(LATE, moved[1]), of_rules(moved[0], GIFT, "{id: theft, when: {kind: theft}}"))

    assert (("late",), ("gift",)) == (comparison.newly_idle, comparison.newly_met)


def test_rules_that_nobody_meets_are_named_with_their_side() -> None:
    comparison = compared(of_rules(LATE), of_rules(GIFT, "{id: war, when: {kind: war}, points: -50}"))

    assert [("after", "war")] == list(comparison.idle_rules.itertuples(index=False, name=None))


def test_two_cities_cannot_be_compared() -> None:
    one, other = evaluate(of_rules(), CITY, DAY), evaluate(of_rules(), small_city("zoe"), DAY)

    with pytest.raises(DataError, match="Compare two assessments of one city"):
        compare(one, other)
