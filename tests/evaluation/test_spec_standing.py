"""Steps 10 and 11 of the spec, sentence by sentence: the ledger's order and balance, and the standing."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.evaluation.small import Assess, small_city, small_ruleset

DAY = dt.date.fromisoformat
END = DAY("2021-12-31")


class TestLedgerOrder:
    """Step 10, first half."""

    def test_one_day_holds_opening_profile_rules_and_carries_reversals_and_contacts_in_that_order(
        self, assess: Assess
    ) -> None:
        ruleset = small_ruleset("""
            score: {start: 0}
            rules:
            - {id: contact, when: {contacts: {relationship: spouse, score_below: 9}}, points: 1}
            - {id: last, when: {kind: k}, points: -1, until: settled, carry: [{to: spouse, share: 1}]}
            - {id: first, when: {kind: k}, points: -2, until: settled}
            - {id: profile, when: {profile: {gender: f}}, points: 1}
        """)
        day = "2021-01-01"
        records = f"r2 p1 {day} k settled_on={day}\nr10 p1 {day} k\nr1 p2 {day} k\nr3 p2 {day} k settled_on={day}"
        ties = "p1 p2 spouse\np2 p1 spouse"
        rows = assess(ruleset, small_city("p1 gender=f\np2", records, ties), DAY(day)).ledger(
            "type", "record_id", "rule_id", "via_id", of="p1"
        )

        assert [
            ("opening", None, None, None),
            ("profile", None, "profile", None),
            ("carry", "r1", "last", "p2"),
            ("rule", "r10", "last", None),
            ("rule", "r10", "first", None),
            ("rule", "r2", "last", None),
            ("rule", "r2", "first", None),
            ("carry", "r3", "last", "p2"),
            ("settlement", "r2", "last", None),
            ("settlement", "r2", "first", None),
            ("settlement", "r3", "last", "p2"),
            ("contact", None, "contact", None),
        ] == rows

    def test_postings_are_numbered_from_1_over_subjects_in_order_of_id_by_code_point(self, assess: Assess) -> None:
        city = small_city("p2\np10\nP3\nä", companies="b")
        tables = assess(small_ruleset("{score: {start: 0}, applies_to: [person, company]}"), city, END)

        assert [(1, "P3"), (2, "b"), (3, "p10"), (4, "p2"), (5, "ä")] == tables.ledger("posting_id", "subject_id")
        assert ["P3", "b", "p10", "p2", "ä"] == tables.standing("subject_id")


class TestBalance:
    """Step 10, second half."""

    RECORDS = "r1 p1 2021-02-01 bad\nr2 p1 2021-02-02 bad\nr3 p1 2021-02-03 good\nr4 p1 2021-02-04 other"

    def test_without_factors_the_balance_is_the_start_and_the_points_so_far_and_the_score_is_its_clamp(
        self, assess: Assess
    ) -> None:
        ruleset = small_ruleset("""
            score: {start: 10, floor: 0, ceiling: 12}
            rules:
            - {id: b, when: {kind: bad}, points: -8}
            - {id: g, when: {kind: good}, points: 20}
        """)
        rows = assess(ruleset, small_city(records=self.RECORDS), END).ledger("points", "balance", "score")

        assert [(10, 10, 10), (-8, 2, 2), (-8, -6, 0), (20, 14, 12)] == rows

    def test_with_factors_the_sums_so_far_are_clamped_before_they_are_added(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 100, factors: {duty: {min: -10, max: 5}, credit: {max: 3}}}
            rules:
            - {id: b, when: {kind: bad}, points: -8, factor: duty}
            - {id: g, when: {kind: good}, points: 9, factor: duty}
            - {id: c, when: {kind: good}, points: 4, factor: credit}
            - {id: o, when: {kind: other}, points: -1}
        """)
        rows = assess(ruleset, small_city(records=self.RECORDS), END).ledger("points", "balance")

        assert [(100, 100), (-8, 92), (-8, 90), (9, 93), (4, 96), (-1, 95)] == rows

    def test_the_ledgers_grade_is_the_band_of_the_score_after_the_posting(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 10}
            bands: [{grade: A, from: 10}, {grade: B, from: 2}, {grade: C}]
            rules: [{id: b, when: {kind: bad}, points: -8, override: {grade: C}}]
        """)
        rows = assess(ruleset, small_city(records=self.RECORDS), END).ledger("score", "grade")

        assert [(10, "A"), (2, "B"), (-6, "C")] == rows


class TestStanding:
    """Step 11."""

    def _standing(self, assess: Assess, rules: str, records: str, as_of: dt.date = END, appeals: str = "") -> object:
        ruleset = small_ruleset(f"""
            opens_on: 2020-01-01
            score: {{start: 100}}
            bands: [{{grade: A, from: 100}}, {{grade: B, from: 90}}, {{grade: C, from: 0}}, {{grade: D}}]
            rules: [{rules}]
        """)
        tables = assess(ruleset, small_city(records=records, appeals=appeals), as_of)
        return tables.standing("score", "grade", "grade_because")[0]

    def test_the_grade_is_the_first_band_whose_from_the_score_reaches(self, assess: Assess) -> None:
        rule = "{id: a, when: {kind: k}, points_per: {amount: 1, points: -1}}"

        assert (100, "A", "score") == self._standing(assess, rule, "r1 p1 2021-02-01 k amount=0")
        assert (90, "B", "score") == self._standing(assess, rule, "r1 p1 2021-02-01 k amount=10")
        assert (89, "C", "score") == self._standing(assess, rule, "r1 p1 2021-02-01 k amount=11")

    def test_a_score_without_bands_has_no_grade_and_no_reason(self, assess: Assess) -> None:
        tables = assess(small_ruleset("score: {start: 7}"), small_city(), END)

        assert [("p1", 7, None, None, 1, "")] == tables.tables["standing"]

    def test_an_override_replaces_a_better_grade_and_leaves_a_worse_one(self, assess: Assess) -> None:
        better = "{id: a, when: {kind: k}, points: -50, override: {grade: B}}"
        worse = "{id: a, when: {kind: k}, override: {grade: B}}"

        assert (50, "C", "score") == self._standing(assess, better, "r1 p1 2021-02-01 k")
        assert (100, "B", "a") == self._standing(assess, worse, "r1 p1 2021-02-01 k")

    def test_an_override_to_the_grade_that_the_score_has_anyway_is_not_the_reason(self, assess: Assess) -> None:
        rule = "{id: a, when: {kind: k}, points: -10, override: {grade: B}}"

        assert (90, "B", "score") == self._standing(assess, rule, "r1 p1 2021-02-01 k")

    def test_of_several_the_worst_counts_and_of_equals_the_first_in_the_ledger(self, assess: Assess) -> None:
        rules = """
            {id: b, when: {kind: k}, override: {grade: B}},
            {id: d2, when: {kind: j}, override: {grade: D}}, {id: d1, when: {kind: k}, override: {grade: D}}
        """

        assert (100, "D", "d1") == self._standing(assess, rules, "r1 p1 2021-02-01 k\nr2 p1 2021-02-02 j")
        assert (100, "D", "d2") == self._standing(assess, rules, "r2 p1 2021-02-01 k\nr1 p1 2021-02-01 j")

    @pytest.mark.parametrize(
        ("as_of", "record", "appeals", "grade"),
        [
            ("2021-02-27", "", "", "D"),
            ("2021-02-28", "", "", "A"),
            ("2020-06-30", "settled_on=2020-07-01", "", "D"),
            ("2020-07-01", "settled_on=2020-07-01", "", "A"),
            ("2020-07-01", "", "r1 2020-07-01 upheld", "A"),
            ("2020-07-01", "", "r1 2020-07-01 rejected", "D"),
            ("2020-02-29", "settled_on=2020-01-01", "", "A"),
        ],
    )
    def test_an_override_ends_after_its_months_or_earlier_by_appeal_or_settlement(
        self, assess: Assess, as_of: str, record: str, appeals: str, grade: str
    ) -> None:
        rule = "{id: a, when: {kind: k}, override: {grade: D, months: 12}, until: settled, expires_after_months: 1}"
        standing = self._standing(assess, rule, f"r1 p1 2020-02-29 k {record}", DAY(as_of), appeals)

        assert (100, grade, "a" if grade == "D" else "score") == standing

    def test_an_override_without_months_has_no_end_even_where_its_points_expire(self, assess: Assess) -> None:
        rule = "{id: a, when: {kind: k}, points: -9, override: {grade: D}, expires_after_months: 1}"

        assert (100, "D", "a") == self._standing(assess, rule, "r1 p1 2020-02-29 k settled_on=2020-03-01")

    def test_an_override_is_not_carried_to_relatives(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 100}
            bands: [{grade: A, from: 0}, {grade: D}]
            rules: [{id: a, when: {kind: k}, points: -1, override: {grade: D}, carry: [{to: spouse, share: 1}]}]
        """)
        tables = assess(ruleset, small_city("p1\np2", "r1 p1 2021-02-01 k", "p1 p2 spouse"), END)

        assert [("D", "a", 2), ("A", "score", 2)] == tables.standing("grade", "grade_because", "postings")

    def test_the_lists_are_those_at_the_day_sorted_and_joined_by_a_space(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            lists: {w: , V: , gone: {lasts_months: 1}, both: {entered_when: {at_least: 2, of: [w, V]}}}
            rules: [{id: a, when: {kind: k}, lists: [w, V, gone]}]
        """)
        tables = assess(ruleset, small_city(records="r1 p1 2021-02-01 k\nr2 p1 2021-02-01 k"), END)

        assert ["V both w"] == tables.standing("lists")
