"""Step 12 of the spec, sentence by sentence: what follows from grades and lists, and on whom it falls."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.evaluation.small import Assess, small_city, small_ruleset

DAY = dt.date.fromisoformat
END = DAY("2021-12-31")


class TestConsequences:
    """Step 12."""

    RULES = """
        score: {start: 100}
        bands: [{grade: A, from: 100, consequences: [z, a]}, {grade: B}]
        lists:
          w: {agency: court, carry: [child], consequences: [a, loan, z]}
          V: {consequences: [z]}
        consequences:
          z: {falls_on: [spouse, self]}
          loan: {agency: bank}
          a: {agency: court, falls_on: [self, spouse, friend]}
        rules: [{id: r, when: {kind: k}, lists: [w, V]}]
    """
    COLUMNS = ("subject_id", "cause", "consequence_id", "bearer_id", "agency")

    def test_they_come_by_subject_cause_the_rulesets_order_and_bearer_and_none_twice(self, assess: Assess) -> None:
        records = "r1 p2 2021-02-01 k\nr2 p2 2021-02-02 k"
        city = small_city("p1\np2", records, "p2 p1 spouse\np2 p1 friend")

        assert [
            ("p1", "grade:A", "z", "p1", None),
            ("p1", "grade:A", "a", "p1", "court"),
            ("p2", "grade:A", "z", "p1", None),
            ("p2", "grade:A", "z", "p2", None),
            ("p2", "grade:A", "a", "p1", "court"),
            ("p2", "grade:A", "a", "p2", "court"),
            ("p2", "list:V", "z", "p1", None),
            ("p2", "list:V", "z", "p2", None),
            ("p2", "list:w", "z", "p1", None),
            ("p2", "list:w", "z", "p2", None),
            ("p2", "list:w", "loan", "p2", "bank"),
            ("p2", "list:w", "a", "p1", "court"),
            ("p2", "list:w", "a", "p2", "court"),
        ] == assess(small_ruleset(self.RULES), city, END).consequences(*self.COLUMNS)

    def test_subjects_out_of_scope_cause_and_bear_them_too(self, assess: Assess) -> None:
        city = small_city("p1", "r1 p1 2021-02-01 k", "p1 c1 child\nc1 c2 spouse", companies="c1\nc2")
        rows = assess(small_ruleset(self.RULES), city, END).consequences(*self.COLUMNS[:4])

        assert [
            ("c1", "list:w", "z", "c1"), ("c1", "list:w", "z", "c2"), ("c1", "list:w", "loan", "c1"),
            ("c1", "list:w", "a", "c1"), ("c1", "list:w", "a", "c2"),
        ] == [row for row in rows if row[0] == "c1"]  # fmt: skip

    @pytest.mark.parametrize(
        ("joined", "expected"),
        [
            (None, [True, True, True, True, True, True]),
            ([], [True, False, True, True, False, True]),
            (["bank"], [True, False, True, True, True, True]),
            (["court", "nobody"], [True, True, True, True, False, True]),
        ],
    )
    def test_one_of_an_agency_that_is_neither_joined_nor_the_lists_own_does_not_take_effect(
        self, assess: Assess, joined: list[str] | None, expected: list[bool]
    ) -> None:
        tables = assess(small_ruleset(self.RULES), small_city(records="r1 p1 2021-02-01 k"), END, joined)

        assert ["grade:A", "grade:A", "list:V", "list:w", "list:w", "list:w"] == tables.consequences("cause")
        assert expected == tables.consequences("in_force")

    def test_the_grade_that_counts_is_the_one_after_overrides_and_a_list_that_was_left_has_none(
        self, assess: Assess
    ) -> None:
        rules = self.RULES.replace("lists: [w, V]}", "lists: [w, V], until: settled, override: {grade: B}}")
        listed, left = "r1 p1 2021-02-01 k", "r1 p1 2021-02-01 k settled_on=2021-12-31"

        assert {"list:V", "list:w"} == set(
            assess(small_ruleset(rules), small_city(records=listed), END).consequences("cause")
        )
        assert {"grade:A"} == set(assess(small_ruleset(rules), small_city(records=left), END).consequences("cause"))
