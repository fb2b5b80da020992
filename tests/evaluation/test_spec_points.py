"""Step 4 of the spec, sentence by sentence: what a match is worth, with numbers worked out by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.evaluation.small import Assess, small_city, small_ruleset

DAY = dt.date.fromisoformat
END = DAY("2021-12-31")


class TestBasePoints:
    """Step 4a."""

    @pytest.mark.parametrize(
        ("amount", "points"),
        [("amount=299.999999", -4), ("amount=300", -6), ("amount=-340", -6), ("amount=99", 0), ("", 0)],
    )
    def test_points_per_counts_full_amounts_without_their_sign_and_no_amount_as_none(
        self, assess: Assess, amount: str, points: int
    ) -> None:
        ruleset = small_ruleset("""
            score: {start: 0}
            rules: [{id: a, when: {kind: k}, points_per: {amount: 100, points: -2}}]
        """)
        tables = assess(ruleset, small_city(records=f"r1 p1 2021-02-01 k {amount}"), END)

        assert [0, points] == tables.ledger("points")

    HEAVIEST = """
        overlap: heaviest
        score: {start: 0}
        lists: {seen: }
        bands: [{grade: A, from: 1000}, {grade: D}]
        rules:
        - {id: light, when: {kind: k}, points: 3, repeat: {within_months: 12, multiply: [1, 10]}, lists: [seen]}
        - {id: mute, when: {kind: k.*}, override: {grade: D}}
        - {id: heavy, when: {kind: k, agency: court}, points: -5}
        - {id: equal, when: {kind: k, agency: court}, points: 5}
        - {id: none, when: {kind: k}, points: 0}
    """

    def test_only_the_heaviest_rule_keeps_its_points_and_of_equals_the_first_in_the_file(self, assess: Assess) -> None:
        city = small_city(records="r1 p1 2021-02-01 k agency=court")
        rows = assess(small_ruleset(self.HEAVIEST), city, END).ledger("rule_id", "points", "note")

        lighter = "heavier rule applies"
        assert [("light", 0, lighter), ("heavy", -5, None), ("equal", 0, lighter), ("none", 0, lighter)] == rows[1:]

    def test_a_match_under_a_heavier_rule_counts_toward_no_repeat_yet_lists_its_subject(self, assess: Assess) -> None:
        city = small_city(records="r1 p1 2021-02-01 k agency=court\nr2 p1 2021-02-02 k\nr3 p1 2021-02-03 k")
        tables = assess(small_ruleset(self.HEAVIEST), city, END)

        assert [0, 3, 30] == [points for rule, points in tables.ledger("rule_id", "points") if rule == "light"]
        assert ["r1", "r2", "r3"] == tables.memberships("record_id")

    def test_rules_of_base_nought_take_part_and_a_rule_without_points_does_not(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            overlap: heaviest
            score: {start: 0}
            rules:
            - {id: mute, when: {kind: k}}
            - {id: nought, when: {kind: k}, points: 0}
            - {id: per, when: {kind: k}, points_per: {amount: 100, points: -1}}
        """)
        tables = assess(ruleset, small_city(records="r1 p1 2021-02-01 k amount=50"), END)

        assert [("mute", None), ("nought", None), ("per", "heavier rule applies")] == tables.ledger("rule_id", "note")[
            1:
        ]

    def test_no_rule_of_one_pass_outweighs_a_rule_of_the_other(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            overlap: heaviest
            score: {start: 0}
            lists: {seen: }
            rules:
            - {id: waiting, when: {kind: k, while_on: seen}, points: -1}
            - {id: plain, when: {kind: k}, points: -9, lists: [seen]}
        """)
        tables = assess(ruleset, small_city(records="r1 p1 2021-02-01 k"), END)

        assert [("waiting", -1, None), ("plain", -9, None)] == tables.ledger("rule_id", "points", "note")[1:]


class TestRepeats:
    """Step 4b."""

    RULES = """
        score: {start: 0}
        rules:
        - {id: a, when: {kind: k}, points: -1, repeat: {within_months: 12, multiply: [1, 2, 5]}}
    """

    def _points(self, assess: Assess, records: str, rules: str = RULES, appeals: str = "") -> list[int]:
        tables = assess(small_ruleset(rules), small_city(records=records, appeals=appeals), DAY("2024-12-31"))
        return [points for kind, points in tables.ledger("type", "points") if kind == "rule"]

    def test_the_nth_match_takes_the_nth_multiple_and_further_ones_the_last(self, assess: Assess) -> None:
        records = "\n".join(f"r{day} p1 2021-02-0{day} k" for day in range(1, 6))

        assert [-1, -2, -5, -5, -5] == self._points(assess, records)

    def test_a_match_is_earlier_by_date_and_then_by_record_id(self, assess: Assess) -> None:
        rows = "r2 p1 2021-02-01 k\nr10 p1 2021-02-01 k\nr1 p1 2021-02-02 k"
        tables = assess(small_ruleset(self.RULES), small_city(records=rows), END)

        assert [("r10", -1), ("r2", -2), ("r1", -5)] == tables.ledger("record_id", "points")[1:]

    def test_a_match_stops_counting_on_the_day_its_months_are_over(self, assess: Assess) -> None:
        assert [-1, -2] == self._points(assess, "r1 p1 2021-02-28 k\nr2 p1 2022-02-27 k")
        assert [-1, -1] == self._points(assess, "r1 p1 2021-02-28 k\nr2 p1 2022-02-28 k")

    def test_a_year_from_29_february_ends_on_28_february(self, assess: Assess) -> None:
        rules = "opens_on: 2020-01-01" + self.RULES.replace("\n        ", "\n")

        assert [-1, -1] == self._points(assess, "r1 p1 2020-02-29 k\nr2 p1 2021-02-28 k", rules)
        assert [-1, -2] == self._points(assess, "r1 p1 2020-02-29 k\nr2 p1 2021-02-27 k", rules)

    def test_a_match_counts_even_if_it_was_capped_or_later_reversed(self, assess: Assess) -> None:
        capped = self.RULES.replace("points: -1,", "points: -1, cap: {per: month, points: 1},")

        assert [-1, 0, -1] == self._points(assess, "r1 p1 2021-02-01 k\nr2 p1 2021-02-02 k\nr3 p1 2021-03-01 k", capped)
        assert [-1, -2] == self._points(
            assess, "r1 p1 2021-02-01 k\nr2 p1 2021-03-01 k", appeals="r1 2021-02-02 upheld"
        )


class TestCaps:
    """Step 4c."""

    def _rows(self, assess: Assess, per: str, days: list[str], appeals: str = "") -> list[Any]:
        ruleset = small_ruleset(f"""
            opens_on: 2020-01-01
            score: {{start: 0}}
            rules: [{{id: a, when: {{kind: k}}, points: -4, cap: {{per: {per}, points: 10}}}}]
        """)
        records = "\n".join(f"r{number} p1 {day} k" for number, day in enumerate(days))
        tables = assess(ruleset, small_city(records=records, appeals=appeals), DAY("2022-12-31"))
        return [row[1:] for row in tables.ledger("type", "points", "note") if row[0] == "rule"]

    def test_the_posting_that_would_cross_the_cap_gets_what_is_left_and_later_ones_nothing(
        self, assess: Assess
    ) -> None:
        days = ["2021-02-01", "2021-02-02", "2021-02-03", "2021-02-04"]

        assert [(-4, None), (-4, None), (-2, "cap reached"), (0, "cap reached")] == self._rows(assess, "month", days)

    def test_a_cap_begins_anew_with_every_calendar_month_or_year_and_never_where_it_is_for_ever(
        self, assess: Assess
    ) -> None:
        days = ["2020-12-30", "2020-12-31", "2020-12-31", "2021-01-01", "2021-02-01", "2021-02-02"]

        assert [-4, -4, -2, -4, -4, -4] == [points for points, _ in self._rows(assess, "month", days)]
        assert [-4, -4, -2, -4, -4, -2] == [points for points, _ in self._rows(assess, "year", days)]
        assert [-4, -4, -2, 0, 0, 0] == [points for points, _ in self._rows(assess, "ever", days)]

    def test_reversed_postings_go_on_using_up_their_cap(self, assess: Assess) -> None:
        days = ["2021-02-01", "2021-02-05", "2021-02-06"]

        assert [-4, -4, -2] == [points for points, _ in self._rows(assess, "month", days, "r0 2021-02-02 upheld")]

    def test_a_posting_of_nought_is_not_marked_as_capped(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 0}
            rules:
            - {id: a, when: {kind: k}, points_per: {amount: 100, points: -5}, cap: {per: ever, points: 5}}
        """)
        records = "r1 p1 2021-02-01 k amount=100\nr2 p1 2021-02-02 k amount=50\nr3 p1 2021-02-03 k amount=100"
        tables = assess(ruleset, small_city(records=records), END)

        assert [(-5, None), (0, None), (0, "cap reached")] == tables.ledger("points", "note")[1:]
