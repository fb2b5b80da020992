"""Steps 1 to 4 of the spec, sentence by sentence: who and what is looked at, and which rules match it."""

from __future__ import annotations

import datetime as dt

import pytest

from pilot.errors import DataError
from tests.evaluation.small import Assess, small_city, small_ruleset

DAY = dt.date.fromisoformat
END = DAY("2021-12-31")


class TestScope:
    """Step 1."""

    def test_only_types_that_the_ruleset_applies_to_are_in_scope(self, assess: Assess) -> None:
        city = small_city(people="p1", companies="c1", records="r1 p1 2021-02-01 late\nr2 c1 2021-02-01 late")
        rules = "rules: [{id: a, when: {kind: late}, points: -1}]\nscore: {start: 0}"

        assert ["p1"] == assess(small_ruleset(rules), city, END).standing("subject_id")
        assert ["c1"] == assess(small_ruleset(rules + "\napplies_to: [company]"), city, END).standing("subject_id")

    def test_a_voluntary_ruleset_takes_only_those_who_are_enrolled_and_no_cell_is_not_enrolled(
        self, assess: Assess
    ) -> None:
        ruleset = small_ruleset("{participation: voluntary, score: {start: 5}}")
        city = small_city(people="p1 enrolled=true\np2 enrolled=false\np3")

        assert [("p1", 5)] == assess(ruleset, city, END).standing("subject_id", "score")

    def test_records_count_from_the_opening_day_to_the_day_looked_at_both_included(self, assess: Assess) -> None:
        ruleset = small_ruleset("{opens_on: 2021-03-01, rules: [{id: a, when: {kind: late}}]}")
        records = "r1 p1 2021-02-28 late\nr2 p1 2021-03-01 late\nr3 p1 2021-06-30 late\nr4 p1 2021-07-01 late"

        assert ["r2", "r3"] == assess(ruleset, small_city(records=records), DAY("2021-06-30")).ledger("record_id")

    def test_a_day_before_the_opening_is_refused(self, assess: Assess) -> None:
        with pytest.raises(DataError, match="as of: as-of-too-early"):
            assess(small_ruleset("opens_on: 2021-03-01"), small_city(), DAY("2021-02-28"))


class TestOpeningAndProfile:
    """Steps 2 and 3."""

    def test_the_first_posting_is_the_start_on_the_opening_day(self, assess: Assess) -> None:
        tables = assess(small_ruleset("score: {start: 1000}"), small_city(), END)

        assert [(DAY("2021-01-01"), "opening", 1000, None)] == tables.ledger("date", "type", "points", "rule_id")

    def test_without_a_score_there_is_no_opening_and_no_score(self, assess: Assess) -> None:
        ruleset = small_ruleset("rules: [{id: a, when: {kind: late}}]")
        tables = assess(ruleset, small_city(records="r1 p1 2021-02-01 late"), END)

        assert [("rule", 0, None, None, None)] == tables.ledger("type", "points", "balance", "score", "grade")
        assert [("p1", None, None, None, 1, "")] == tables.tables["standing"]

    def test_a_profile_rule_posts_once_for_every_subject_that_matches(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 0}
            rules:
            - {id: degree, when: {profile: {education: degree}}, points: 5}
        """)
        tables = assess(ruleset, small_city(people="p1 education=degree\np2 education=basic\np3"), END)

        assert [("p1", DAY("2021-01-01"), "degree", 5, None)] == [
            row[:1] + row[2:] for row in tables.ledger("subject_id", "type", "date", "rule_id", "points", "record_id")
            if row[1] == "profile"
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ("{district: North, education: [basic, degree]}", ["p1"]),
            ("{born: {at_least: 1970}}", ["p1", "p2"]),
            ("{born: {at_least: 1960, below: 1970.5}}", ["p2"]),
            ('{born: "1970"}', ["p2"]),
            ("{pet: [true]}", ["p1"]),
            ("{sector: {below: 1}}", []),
        ],
    )
    def test_all_columns_named_must_hold_and_a_cell_that_is_null_absent_or_no_number_never_does(
        self, assess: Assess, condition: str, expected: list[str]
    ) -> None:
        ruleset = small_ruleset(f"score: {{start: 0}}\nrules: [{{id: a, when: {{profile: {condition}}}, points: 0}}]")
        people = """
            p1 district=North education=basic born=1985 pet=true
            p2 district=North born=1970
            p3 education=basic born=unknown pet=false
        """

        posted = assess(ruleset, small_city(people), END).ledger("subject_id", "type")
        assert expected == [subject_id for subject_id, type_ in posted if type_ == "profile"]


class TestMatching:
    """The conditions of a record rule."""

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ("kind: late", ["r1"]),
            ("kind: late.*", ["r2", "r3"]),
            ("kind: [late, late.fee.tax]", ["r1", "r3"]),
        ],
    )
    def test_a_star_takes_in_every_kind_below_at_any_depth_and_not_the_kind_itself(
        self, assess: Assess, condition: str, expected: list[str]
    ) -> None:
        ruleset = small_ruleset(f"rules: [{{id: a, when: {{{condition}}}}}]")
        records = (
            "r1 p1 2021-02-01 late\nr2 p1 2021-02-02 late.fee\nr3 p1 2021-02-03 late.fee.tax\nr4 p1 2021-02-04 later"
        )

        assert expected == assess(ruleset, small_city(records=records), END).ledger("record_id")

    @pytest.mark.parametrize(
        ("condition", "expected"),
        [
            ("amount: {at_least: 100}", ["r2", "r3"]),
            ("amount: {below: 100}", ["r1", "r4"]),
            ("amount: {at_least: 99.999999, below: 100}", ["r1"]),
            ("agency: court", ["r1"]),
            ("agency: [bank, court]", ["r1", "r2"]),
            ("subject: {district: North}", ["r1", "r2", "r3", "r4", "r5"]),
            ("subject: {district: South}", []),
        ],
    )
    def test_bounds_are_half_open_amounts_keep_their_sign_and_no_value_never_matches(
        self, assess: Assess, condition: str, expected: list[str]
    ) -> None:
        ruleset = small_ruleset(f"rules: [{{id: a, when: {{kind: fee, {condition}}}}}]")
        records = """
            r1 p1 2021-02-01 fee amount=99.999999 agency=court
            r2 p1 2021-02-01 fee amount=100 agency=bank
            r3 p1 2021-02-01 fee amount=100.000001 agency=other
            r4 p1 2021-02-01 fee amount=-100
            r5 p1 2021-02-01 fee
        """

        assert expected == assess(ruleset, small_city("p1 district=North", records), END).ledger("record_id")

    def test_a_rule_is_valid_from_its_first_to_its_last_day_both_included(self, assess: Assess) -> None:
        ruleset = small_ruleset("rules: [{id: a, when: {kind: k}, valid_from: 2021-02-02, valid_until: 2021-02-03}]")
        records = "\n".join(f"r{day} p1 2021-02-0{day} k" for day in range(1, 5))

        assert ["r2", "r3"] == assess(ruleset, small_city(records=records), END).ledger("record_id")

    def test_a_record_that_matches_several_rules_counts_under_all_of_them_in_file_order(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 0}
            rules:
            - {id: second, when: {kind: k}, points: -2}
            - {id: first, when: {kind: k}, points: -1}
            - {id: mute, when: {kind: k}}
        """)
        tables = assess(ruleset, small_city(records="r1 p1 2021-02-01 k"), END)

        assert [(None, 0), ("second", -2), ("first", -1), ("mute", 0)] == tables.ledger("rule_id", "points")
