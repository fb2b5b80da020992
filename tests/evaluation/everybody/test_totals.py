"""What a ruleset does to everybody, counted by grade, rule, consequence and list."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from pilot.evaluation import Assessment, evaluate
from pilot.evaluation.everybody.totals import (
    consequence_totals,
    list_totals,
    rule_totals,
    start_grade,
    summary_of,
)
from tests.evaluation.small import small_city, small_ruleset

DAY = dt.date(2021, 12, 31)


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    city = small_city(
        people="ann\n bea\n cid",
        records="""
            r1 ann 2021-02-01 late
            r2 ann 2021-11-01 late
            r3 mill 2021-11-01 late
            r4 bea 2021-11-01 gift
            r5 bea 2021-11-02 gift
        """,
        relationships="mill ann legal_representative\n ann cid child",
        companies="mill",
        appeals="r3 2021-12-01 upheld",
    )
    ruleset = small_ruleset(
        """
        applies_to: [person, company]
        score: {start: 100}
        bands: [{grade: top, from: 105}, {grade: fine, from: 100}, {grade: low, consequences: [no-train, named]}]
        lists:
          debtors: {carry: [child], lasts_months: 6, consequences: [no-loan]}
        consequences:
          no-loan: {effect: restriction, area: money}
          no-train: {effect: restriction, area: travel, falls_on: [self, child], agency: railway}
          named: {effect: publicity}
        rules:
          - {id: late, when: {kind: late}, points: -5, expires_after_months: 6, lists: [debtors],
             carry: [{to: legal_representative, share: 1}]}
          - {id: gift, when: {kind: gift}, points: 3, cap: {per: year, points: 3}}
          - {id: never, when: {kind: war}, points: -50}
        """
    )
    return evaluate(ruleset, city, DAY)


def row(frame: pd.DataFrame, name: str) -> dict[str, object]:
    """The row whose first cell is `name`, without that cell."""
    found: dict[str, object] = frame.set_index(frame.columns[0]).loc[name].to_dict()
    return found


class TestSummary:
    def test_it_counts_every_grade_best_first(self, assessment: Assessment) -> None:
        assert (("top", 0), ("fine", 2), ("low", 1)) == summary_of(assessment).grades

    def test_it_knows_the_grade_that_everybody_begins_with(self, assessment: Assessment) -> None:
        assert "fine" == start_grade(assessment)
        assert 2 == summary_of(assessment).at_start

    def test_listed_and_restricted_count_whoever_is_reached(self, assessment: Assessment) -> None:
        summary = summary_of(assessment)

        assert (3, 3, 2, 2, 1) == (
            summary.subjects, summary.covered, summary.listed, summary.restricted, summary.publicised,
        )  # fmt: skip

    def test_a_redlist_is_a_reward_and_counts_apart(self) -> None:
        ruleset = small_ruleset(
            """
            lists: {black: {}, red: {kind: redlist}}
            rules: [{id: late, when: {kind: late}, lists: [black]}, {id: brave, when: {kind: brave}, lists: [red]}]
            """
        )
        records = "r1 p1 2021-02-01 late\nr2 p2 2021-02-01 brave\nr3 p3 2021-02-01 brave\nr4 p1 2021-02-01 brave"
        summary = summary_of(evaluate(ruleset, small_city("p1\np2\np3", records), DAY))

        assert (1, 3) == (summary.listed, summary.redlisted)

    def test_companies_are_counted_apart(self, assessment: Assessment) -> None:
        summary = summary_of(assessment, "company")

        assert (1, 1, 1) == (summary.subjects, summary.covered, summary.at_start)

    def test_without_grades_nobody_is_in_one(self) -> None:
        summary = summary_of(evaluate(small_ruleset("{}"), small_city(), DAY))

        assert ((), None, 0) == (summary.grades, summary.start_grade, summary.at_start)


class TestRules:
    def test_a_rule_counts_its_postings_and_apart_the_persons_and_companies_that_met_it(
        self, assessment: Assessment
    ) -> None:
        late = row(rule_totals(assessment), "late")

        assert (3, 1, 1, 1) == (late["postings"], late["persons"], late["companies"], late["reached"])

    def test_points_are_all_that_it_ever_posted_carried_points_included(self, assessment: Assessment) -> None:
        assert -20 == row(rule_totals(assessment), "late")["points"]

    def test_what_was_taken_back_is_counted_by_the_way_it_was(self, assessment: Assessment) -> None:
        late = row(rule_totals(assessment), "late")

        assert (3, 1, 0, 1) == (late["scored"], late["appeal"], late["settlement"], late["expiry"])

    def test_a_capped_posting_is_a_posting_without_points(self, assessment: Assessment) -> None:
        gift = row(rule_totals(assessment), "gift")

        assert (2, 1, 3) == (gift["postings"], gift["scored"], gift["points"])

    def test_a_rule_that_nobody_meets_is_there_with_nothing(self, assessment: Assessment) -> None:
        assert {0} == set(row(rule_totals(assessment), "never").values())

    def test_the_points_of_all_rules_are_those_of_the_ledger_before_anything_is_taken_back(
        self, assessment: Assessment
    ) -> None:
        ledger = assessment.ledger
        posted = ledger["type"].isin(["rule", "profile", "contact", "carry"])

        assert ledger.loc[posted, "points"].sum() == rule_totals(assessment)["points"].sum()


class TestConsequences:
    def test_they_come_by_area_those_without_one_last(self, assessment: Assessment) -> None:
        assert ["no-loan", "no-train", "named"] == list(consequence_totals(assessment)["consequence_id"])

    def test_a_relative_bears_it_for_somebody_else(self, assessment: Assessment) -> None:
        train = row(consequence_totals(assessment), "no-train")

        assert (2, 1, 1, 0) == (train["persons"], train["subjects"], train["for_others"], train["not_in_force"])

    def test_out_of_force_it_has_bearers_who_do_not_feel_it(self, assessment: Assessment) -> None:
        apart = evaluate(assessment.ruleset, assessment.city, DAY, joined=[])
        train = row(consequence_totals(apart), "no-train")

        assert (0, 2) == (train["persons"], train["not_in_force"])


class TestLists:
    def test_stays_are_counted_with_those_of_relatives(self, assessment: Assessment) -> None:
        debtors = row(list_totals(assessment), "debtors")

        assert (5, 3, 2) == (debtors["entered"], debtors["left"], debtors["via_relatives"])

    def test_who_is_on_it_now_is_counted_once(self, assessment: Assessment) -> None:
        debtors = row(list_totals(assessment), "debtors")

        assert (2, 0, 1) == (debtors["persons_now"], debtors["companies_now"], debtors["relatives_now"])


def test_an_empty_ruleset_gives_empty_tables() -> None:
    assessment = evaluate(small_ruleset("{}"), small_city(), DAY)

    assert rule_totals(assessment).empty
    assert consequence_totals(assessment).empty
    assert list_totals(assessment).empty
