"""Steps 5 and 6 of the spec, sentence by sentence: what is carried to relatives, and what is taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.evaluation.small import Assess, small_city, small_ruleset

DAY = dt.date.fromisoformat
END = DAY("2021-12-31")
LATER = DAY("2024-12-31")


class TestCarry:
    """Step 5."""

    def _carried(self, assess: Assess, rule: str, people: str = "p1\np2", ties: str = "p1 p2 spouse") -> list[object]:
        ruleset = small_ruleset(f"score: {{start: 0}}\nrules: [{{id: a, when: {{kind: k}}, {rule}}}]")
        tables = assess(ruleset, small_city(people, "r1 p1 2021-02-01 k", ties), END)
        return [row[1:] for row in tables.ledger("type", "subject_id", "via_id", "points") if row[0] == "carry"]

    def test_every_relative_of_that_kind_gets_a_posting_of_its_own_on_the_same_day(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 0}
            rules: [{id: a, when: {kind: k}, points: -10, carry: [{to: child, share: 0.5}]}]
        """)
        city = small_city("p1\np2\np3", "r1 p1 2021-02-01 k", "p1 p2 child\np1 p3 child")
        tables = assess(ruleset, city, END)
        columns = ("date", "type", "record_id", "rule_id", "via_id", "points", "note")

        assert [(DAY("2021-02-01"), "carry", "r1", "a", "p1", -5, None)] == tables.ledger(*columns, of="p2")[1:]
        assert [(DAY("2021-02-01"), "carry", "r1", "a", "p1", -5, None)] == tables.ledger(*columns, of="p3")[1:]

    def test_it_goes_to_whoever_is_the_relative_of_the_subject_and_not_the_other_way(self, assess: Assess) -> None:
        rule = "points: -10, carry: [{to: parent, share: 1}]"

        assert [("p2", "p1", -10)] == self._carried(assess, rule, ties="p1 p2 parent")
        assert [] == self._carried(assess, rule, ties="p2 p1 parent")

    @pytest.mark.parametrize(
        ("points", "share", "expected"),
        [(-5, 0.5, -3), (5, 0.5, 3), (-5, 0.3, -2), (-5, 0.25, -1), (5, 0.1, 1), (-1, 0.499999, None), (-3, 10, -30)],
    )
    def test_a_share_is_rounded_half_away_from_zero_and_nought_gives_no_row(
        self, assess: Assess, points: int, share: float, expected: int | None
    ) -> None:
        rows = self._carried(assess, f"points: {points}, carry: [{{to: spouse, share: {share}}}]")

        assert ([] if expected is None else [("p2", "p1", expected)]) == rows

    def test_what_is_carried_is_what_the_cap_left(self, assess: Assess) -> None:
        rule = "points: -10, cap: {per: ever, points: 4}, carry: [{to: spouse, share: 1}]"

        assert [("p2", "p1", -4)] == self._carried(assess, rule)

    def test_a_relative_out_of_scope_gets_nothing(self, assess: Assess) -> None:
        rule = "points: -10, carry: [{to: shareholder, share: 1}]"
        ruleset = small_ruleset(f"score: {{start: 0}}\nrules: [{{id: a, when: {{kind: k}}, {rule}}}]")
        city = small_city("p1", "r1 p1 2021-02-01 k", "p1 c1 shareholder", companies="c1")

        assert ["opening", "rule"] == assess(ruleset, city, END).ledger("type")

    def test_two_entries_give_two_rows_in_their_order_even_for_one_relative(self, assess: Assess) -> None:
        rule = "points: -10, carry: [{to: spouse, share: 0.5}, {to: friend, share: 0.2}, {to: spouse, share: 0.1}]"
        rows = self._carried(assess, rule, ties="p1 p2 spouse\np1 p2 friend")

        assert [("p2", "p1", -5), ("p2", "p1", -2), ("p2", "p1", -1)] == rows

    def test_a_carried_posting_is_not_carried_on_and_counts_toward_no_repeat_or_cap(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            score: {start: 0}
            lists: {seen: }
            rules:
            - id: a
              when: {kind: k}
              points: -4
              repeat: {within_months: 12, multiply: [1, 2]}
              cap: {per: ever, points: 6}
              lists: [seen]
              carry: [{to: spouse, share: 1}]
        """)
        city = small_city("p1\np2\np3", "r1 p1 2021-02-01 k\nr2 p2 2021-02-02 k", "p1 p2 spouse\np2 p3 spouse")
        tables = assess(ruleset, city, END)

        assert [("carry", -4), ("rule", -4)] == tables.ledger("type", "points", of="p2")[1:]
        assert [("carry", -4, "p2")] == tables.ledger("type", "points", "via_id", of="p3")[1:]
        assert [("p1", "r1"), ("p2", "r2")] == tables.memberships("subject_id", "record_id")


class TestReversals:
    """Step 6."""

    RULES = """
        opens_on: 2020-01-01
        score: {start: 0}
        rules:
        - id: a
          when: {kind: k}
          points: -5
          until: settled
          expires_after_months: 12
          carry: [{to: spouse, share: 1}]
    """

    def _reversed(self, assess: Assess, record: str = "", appeals: str = "", as_of: dt.date = LATER) -> object:
        ruleset = small_ruleset(self.RULES)
        city = small_city("p1\np2", f"r1 p1 2020-02-29 k {record}", "p1 p2 spouse", appeals)
        rows = assess(ruleset, city, as_of).ledger("type", "date", "points", "record_id", "rule_id", of="p1")
        return [row for row in rows if row[0] not in ("opening", "rule")]

    def test_an_upheld_appeal_takes_the_points_back_on_the_day_of_the_decision(self, assess: Assess) -> None:
        expected = [("appeal", DAY("2020-05-01"), 5, "r1", "a")]

        assert expected == self._reversed(assess, appeals="r1 2020-05-01 upheld")

    def test_the_first_upheld_appeal_counts_and_a_rejected_one_does_nothing(self, assess: Assess) -> None:
        appeals = "r1 2020-06-01 upheld\nr1 2020-05-01 upheld\nr1 2020-04-01 rejected"

        assert [("appeal", DAY("2020-05-01"), 5, "r1", "a")] == self._reversed(assess, appeals=appeals)

    def test_settlement_takes_the_points_back_only_where_the_rule_says_so(self, assess: Assess) -> None:
        settled = "settled_on=2020-07-01"
        forever = small_ruleset(
            "score: {start: 0}\nopens_on: 2020-01-01\nrules: [{id: a, when: {kind: k}, points: -5}]"
        )
        tables = assess(forever, small_city(records=f"r1 p1 2020-02-29 k {settled}"), END)

        assert [("settlement", DAY("2020-07-01"), 5, "r1", "a")] == self._reversed(assess, settled)
        assert ["opening", "rule"] == tables.ledger("type")

    def test_expiry_is_on_the_last_day_of_a_month_that_is_too_short(self, assess: Assess) -> None:
        assert [("expiry", DAY("2021-02-28"), 5, "r1", "a")] == self._reversed(assess)

    def test_no_reversal_is_dated_before_its_record(self, assess: Assess) -> None:
        day = DAY("2020-02-29")

        assert [("appeal", day, 5, "r1", "a")] == self._reversed(assess, appeals="r1 2019-01-01 upheld")
        assert [("settlement", day, 5, "r1", "a")] == self._reversed(assess, "settled_on=2019-01-01")

    def test_on_the_same_day_an_appeal_goes_before_settlement_and_settlement_before_expiry(
        self, assess: Assess
    ) -> None:
        settled, appeal = "settled_on=2021-02-28", "r1 2021-02-28 upheld"

        assert [("appeal", DAY("2021-02-28"), 5, "r1", "a")] == self._reversed(assess, settled, appeal)
        assert [("settlement", DAY("2021-02-28"), 5, "r1", "a")] == self._reversed(assess, settled)

    def test_the_earliest_wins_and_nothing_is_reversed_twice(self, assess: Assess) -> None:
        rows = self._reversed(assess, "settled_on=2020-04-01", "r1 2020-03-01 upheld")

        assert [("appeal", DAY("2020-03-01"), 5, "r1", "a")] == rows

    def test_a_reversal_after_the_day_looked_at_is_not_there_yet(self, assess: Assess) -> None:
        assert [] == self._reversed(assess, as_of=DAY("2021-02-27"))
        assert [("expiry", DAY("2021-02-28"), 5, "r1", "a")] == self._reversed(assess, as_of=DAY("2021-02-28"))

    def test_a_carried_posting_is_reversed_with_the_one_it_came_from(self, assess: Assess) -> None:
        ruleset = small_ruleset(self.RULES)
        city = small_city("p1\np2", "r1 p1 2020-02-29 k settled_on=2020-03-02", "p1 p2 spouse")
        rows = assess(ruleset, city, END).ledger("date", "type", "via_id", "points", "record_id", of="p2")

        assert [
            (DAY("2020-02-29"), "carry", "p1", -5, "r1"),
            (DAY("2020-03-02"), "settlement", "p1", 5, "r1"),
        ] == rows[1:]

    def test_a_posting_of_nought_is_not_reversed(self, assess: Assess) -> None:
        ruleset = small_ruleset("rules: [{id: a, when: {kind: k}, until: settled}]\nscore: {start: 0}")
        tables = assess(ruleset, small_city(records="r1 p1 2021-02-01 k settled_on=2021-03-01"), END)

        assert ["opening", "rule"] == tables.ledger("type")
