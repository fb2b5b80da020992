"""Residents in groups: every resident is counted once, whatever the city knows of them."""

from __future__ import annotations

import datetime as dt

import pytest

from pilot.evaluation import Assessment, evaluate
from pilot.evaluation.everybody.groups import DIMENSIONS, groups_of
from tests.evaluation.small import small_city, small_ruleset

DAY = dt.date(2021, 6, 30)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    city = small_city(
        people="""
            ann district=North income=low born=1990 enrolled=true
            bea district=North income=high born=2004 enrolled=true
            cid district=South income=low born=long-ago enrolled=true
            dot district=South born=1930 enrolled=false
        """,
        records="""
            r1 ann 2021-02-01 late
            r2 cid 2021-02-01 late
        """,
        relationships="ann dot parent",
        companies="mill district=North enrolled=true",
    )
    ruleset = small_ruleset(
        """
        participation: voluntary
        score: {start: 100}
        bands: [{grade: fine, from: 100}, {grade: low, consequences: [no-train]}]
        lists: {debtors: {carry: [parent]}}
        consequences: {no-train: {effect: restriction, falls_on: [self, parent]}}
        rules: [{id: late, when: {kind: late}, points: -5, lists: [debtors]}]
        """
    )
    return evaluate(ruleset, city, DAY)


def test_a_group_counts_all_its_residents_and_apart_those_who_are_covered(assessment: Assessment) -> None:
    groups = groups_of(assessment, ["district"])

    assert [("North", 2, 2), ("South", 2, 1)] == list(
        groups.table[["district", "residents", "covered"]].itertuples(index=False, name=None)
    )


def test_grades_are_counted_best_first_in_the_order_of_the_groups(assessment: Assessment) -> None:
    groups = groups_of(assessment, ["district"])

    assert ["fine", "low"] == list(groups.grades.columns)
    assert [[1, 1], [0, 1]] == groups.grades.to_numpy().tolist()


def test_a_list_and_a_restriction_count_for_whoever_is_reached_covered_or_not(assessment: Assessment) -> None:
    table = groups_of(assessment, ["age"]).table.set_index("age")

    assert 0 == table.loc["75 and over", "covered"]
    assert 1 == table.loc["75 and over", "listed"]
    assert 1 == table.loc["75 and over", "restricted"]


def test_what_is_missing_or_no_number_is_a_group_of_its_own_and_stands_last(assessment: Assessment) -> None:
    ages = groups_of(assessment, ["age"]).table
    incomes = groups_of(assessment, ["income"]).table

    assert ["under 18", "30 to 44", "75 and over", "not on record"] == list(ages["age"])
    assert ["low", "high", "not on record"] == list(incomes["income"])


def test_two_dimensions_together_give_only_groups_that_hold_somebody(assessment: Assessment) -> None:
    table = groups_of(assessment, ["district", "income"]).table

    assert [("North", "low"), ("North", "high"), ("South", "low"), ("South", "not on record")] == list(
        table[["district", "income"]].itertuples(index=False, name=None)
    )


@pytest.mark.parametrize("by", DIMENSIONS)
def test_nobody_is_left_out_of_any_grouping(assessment: Assessment, by: str) -> None:
    assert 4 == groups_of(assessment, [by]).table["residents"].sum()


def test_a_group_of_fewer_than_ten_in_scope_is_marked_and_stays() -> None:
    people = "\n".join(f"n{number} district=North" for number in range(10)) + "\n s1 district=South"
    table = groups_of(evaluate(small_ruleset("{}"), small_city(people), DAY), ["district"]).table

    assert [("North", False), ("South", True)] == list(table[["district", "small"]].itertuples(index=False, name=None))


def test_without_grades_there_are_groups_and_no_grade_columns() -> None:
    groups = groups_of(evaluate(small_ruleset("{}"), small_city("p1 district=North"), DAY), ["district"])

    assert 1 == len(groups.table)
    assert [] == list(groups.grades.columns)


def test_an_unknown_dimension_is_refused_with_the_ones_there_are(assessment: Assessment) -> None:
    with pytest.raises(ValueError, match="district, registration, income, age, education, gender, not by shoe"):
        groups_of(assessment, ["shoe"])
