"""Steps 7 to 9 of the spec, sentence by sentence: lists, rules that wait for a list, and contacts."""

from __future__ import annotations

import datetime as dt

from tests.evaluation.small import Assess, small_city, small_ruleset

DAY = dt.date.fromisoformat
END = DAY("2021-12-31")
STAY = ("subject_id", "entered_on", "left_on", "record_id", "rule_id", "via_id")


class TestLists:
    """Step 7, lists that rules name."""

    def test_a_posting_of_a_rule_puts_its_subject_on_the_list_even_where_it_gave_no_points(
        self, assess: Assess
    ) -> None:
        ruleset = small_ruleset("lists: {w: }\nrules: [{id: a, when: {kind: k}, lists: [w]}]")
        tables = assess(ruleset, small_city(records="r1 p1 2021-02-01 k"), END)

        assert [("p1", DAY("2021-02-01"), None, "r1", "a", None)] == tables.memberships(*STAY)

    def _left_on(self, assess: Assess, record: str = "", appeals: str = "", as_of: dt.date = END) -> object:
        ruleset = small_ruleset("""
            lists: {w: {lasts_months: 6}}
            rules: [{id: a, when: {kind: k}, lists: [w], until: settled, expires_after_months: 1}]
        """)
        tables = assess(ruleset, small_city(records=f"r1 p1 2021-02-01 k {record}", appeals=appeals), as_of)
        return tables.memberships("left_on")[0]

    def test_it_leaves_at_the_earliest_of_appeal_settlement_and_the_lists_own_term(self, assess: Assess) -> None:
        assert DAY("2021-08-01") == self._left_on(assess)
        assert DAY("2021-07-01") == self._left_on(assess, "settled_on=2021-07-01")
        assert DAY("2021-06-01") == self._left_on(assess, "settled_on=2021-07-01", "r1 2021-06-01 upheld")
        assert DAY("2021-02-01") == self._left_on(assess, "settled_on=2020-07-01")

    def test_leaving_after_the_day_looked_at_is_still_open(self, assess: Assess) -> None:
        assert self._left_on(assess, as_of=DAY("2021-07-31")) is None
        assert DAY("2021-08-01") == self._left_on(assess, as_of=DAY("2021-08-01"))

    def test_every_posting_gives_a_row_for_every_list_overlapping_or_ended_on_its_first_day(
        self, assess: Assess
    ) -> None:
        ruleset = small_ruleset("""
            lists: {w: , v: }
            rules:
            - {id: a, when: {kind: k}, lists: [w]}
            - {id: b, when: {kind: k}, lists: [w]}
            - {id: c, when: {kind: k}, until: settled, lists: [v]}
        """)
        records = "r1 p1 2021-02-01 k settled_on=2021-01-05\nr2 p1 2021-02-01 k settled_on=2021-02-01"
        tables = assess(ruleset, small_city(records=records), END)

        day = DAY("2021-02-01")
        assert [
            ("v", day, day, "r1", "c"), ("v", day, day, "r2", "c"),
            ("w", day, None, "r1", "a"), ("w", day, None, "r1", "b"),
            ("w", day, None, "r2", "a"), ("w", day, None, "r2", "b"),
        ] == tables.memberships("list_id", "entered_on", "left_on", "record_id", "rule_id")  # fmt: skip
        assert ["w"] == tables.standing("lists")

    def test_relatives_that_the_list_carries_to_are_on_it_for_the_same_time_in_scope_or_not(
        self, assess: Assess
    ) -> None:
        ruleset = small_ruleset("""
            lists: {w: {carry: [spouse, shareholder], lasts_months: 6}}
            rules: [{id: a, when: {kind: k}, lists: [w]}]
        """)
        city = small_city("p1\np2", "r1 p1 2021-02-01 k", "p1 p2 spouse\np1 c1 shareholder", companies="c1")
        tables = assess(ruleset, city, END)

        entered, left = DAY("2021-02-01"), DAY("2021-08-01")
        assert [
            ("c1", entered, left, "r1", "a", "p1"),
            ("p1", entered, left, "r1", "a", None),
            ("p2", entered, left, "r1", "a", "p1"),
        ] == tables.memberships(*STAY)

    def test_a_relative_by_two_kinds_of_tie_is_there_once_a_posting(self, assess: Assess) -> None:
        ruleset = small_ruleset("lists: {w: {carry: [spouse, friend]}}\nrules: [{id: a, when: {kind: k}, lists: [w]}]")
        city = small_city("p1\np2", "r1 p1 2021-02-01 k", "p1 p2 spouse\np1 p2 friend")

        assert ["p1", "p2"] == assess(ruleset, city, END).memberships("subject_id")

    def test_memberships_come_by_subject_list_day_record_rule_and_via(self, assess: Assess) -> None:
        ruleset = small_ruleset("""
            lists: {w: {carry: [spouse]}, V: }
            rules: [{id: z, when: {kind: k}, lists: [w, V]}, {id: a, when: {kind: k}, lists: [w]}]
        """)
        records = "r2 p1 2021-02-01 k\nr10 p1 2021-02-01 k\nr3 p2 2021-01-01 k"
        tables = assess(ruleset, small_city("p1\np2", records, "p2 p1 spouse"), END)

        assert [
            ("p1", "V", "r10", "z"), ("p1", "V", "r2", "z"),
            ("p1", "w", "r3", "z"), ("p1", "w", "r3", "a"),
            ("p1", "w", "r10", "z"), ("p1", "w", "r10", "a"), ("p1", "w", "r2", "z"), ("p1", "w", "r2", "a"),
            ("p2", "V", "r3", "z"), ("p2", "w", "r3", "z"), ("p2", "w", "r3", "a"),
        ] == tables.memberships("subject_id", "list_id", "record_id", "rule_id")  # fmt: skip


class TestDerivedLists:
    """Step 7, lists that follow from other lists."""

    RULES = """
        lists:
          a: {lasts_months: 2}
          b: {lasts_months: 2, carry: [spouse]}
          both: {entered_when: {at_least: 2, of: [a, b]}}
        rules: [{id: ra, when: {kind: a}, lists: [a]}, {id: rb, when: {kind: b}, lists: [b]}]
    """

    def _both(self, assess: Assess, records: str, *, ties: str = "") -> list[object]:
        return assess(small_ruleset(self.RULES), small_city("p1\np2", records, ties), END).memberships(*STAY, on="both")

    def test_it_holds_whoever_is_on_enough_different_lists_for_as_long_as_that_is_so(self, assess: Assess) -> None:
        records = "r1 p1 2021-02-01 a\nr2 p1 2021-02-15 a\nr3 p1 2021-03-01 b"

        assert [("p1", DAY("2021-03-01"), DAY("2021-04-15"), None, None, None)] == self._both(assess, records)

    def test_a_span_is_one_row_while_it_is_unbroken_even_if_one_stay_follows_another(self, assess: Assess) -> None:
        records = "r1 p1 2021-02-01 a\nr2 p1 2021-04-01 a\nr3 p1 2021-03-01 b\nr4 p1 2021-04-15 b"

        assert [("p1", DAY("2021-03-01"), DAY("2021-06-01"), None, None, None)] == self._both(assess, records)

    def test_a_broken_span_gives_two_rows(self, assess: Assess) -> None:
        records = "r1 p1 2021-02-01 a\nr2 p1 2021-04-02 a\nr3 p1 2021-03-01 b"

        assert [
            ("p1", DAY("2021-03-01"), DAY("2021-04-01"), None, None, None),
            ("p1", DAY("2021-04-02"), DAY("2021-05-01"), None, None, None),
        ] == self._both(assess, records)

    def test_memberships_through_carry_count(self, assess: Assess) -> None:
        records = "r1 p1 2021-02-01 b\nr2 p2 2021-03-01 a"
        rows = self._both(assess, records, ties="p1 p2 spouse")

        assert [("p2", DAY("2021-03-01"), DAY("2021-04-01"), None, None, None)] == rows

    def test_a_stay_that_ends_on_its_first_day_does_not_count(self, assess: Assess) -> None:
        city = small_city(records="r1 p1 2021-02-01 a\nr2 p1 2021-02-01 b", appeals="r1 2021-02-01 upheld")

        assert [] == assess(small_ruleset(self.RULES), city, END).memberships(*STAY, on="both")


class TestWaitingRules:
    """Step 8."""

    RULES = """
        score: {start: 0}
        lists:
          w: {lasts_months: 1, carry: [spouse]}
          later:
          derived: {entered_when: {at_least: 1, of: [w]}}
          either: {entered_when: {at_least: 1, of: [w, later]}}
        rules:
        - id: listed
          when: {kind: k, while_on: w}
          points: -2
          lists: [later]
          carry: [{to: child, share: 1}]
          until: settled
        - {id: enter, when: {kind: k}, lists: [w]}
        - {id: derived, when: {kind: j, while_on: derived}, points: -1}
    """

    def test_the_day_of_entry_counts_for_the_very_record_and_the_day_of_leaving_does_not(self, assess: Assess) -> None:
        records = "r1 p1 2021-02-01 k\nr2 p1 2021-02-28 j\nr3 p1 2021-03-01 j"
        rows = assess(small_ruleset(self.RULES), small_city(records=records), END).ledger("rule_id", "record_id")

        assert [("listed", "r1"), ("enter", "r1"), ("derived", "r2")] == rows[1:]

    def test_being_on_the_list_through_somebody_else_counts(self, assess: Assess) -> None:
        rules = self.RULES.replace("when: {kind: k, while_on: w}", "when: {kind: m, while_on: w}")
        city = small_city("p1\np2", "r1 p1 2021-02-01 k\nr2 p2 2021-02-10 m", "p1 p2 spouse")

        assert [("listed", "r2")] == assess(small_ruleset(rules), city, END).ledger("rule_id", "record_id", of="p2")[1:]

    def test_then_come_their_carries_reversals_and_lists(self, assess: Assess) -> None:
        city = small_city("p1\np2", "r1 p1 2021-02-01 k settled_on=2021-02-03", "p1 p2 child")
        tables = assess(small_ruleset(self.RULES), city, END)

        assert [("carry", -2), ("settlement", 2)] == tables.ledger("type", "points", of="p2")[1:]
        assert [("p1", DAY("2021-02-01"), DAY("2021-02-03"), "r1", "listed", None)] == tables.memberships(
            *STAY, on="later"
        )

    def test_a_derived_list_is_not_computed_again_afterwards(self, assess: Assess) -> None:
        tables = assess(small_ruleset(self.RULES), small_city(records="r1 p1 2021-02-01 k"), END)

        assert [("p1", DAY("2021-02-01"), DAY("2021-03-01"))] == tables.memberships(*STAY[:3], on="either")


class TestContacts:
    """Step 9."""

    RULES = """
        score: {start: 100}
        rules:
        - {id: fall, when: {kind: k}, points: -20}
        - id: company
          when: {contacts: {relationship: friend, score_below: 100}}
          points: -3
          cap: {per: ever, points: 5}
        - {id: good, when: {contacts: {relationship: friend, score_at_least: 100}}, points: 1}
    """
    PEOPLE = "p1\np2\np3\np4"
    FALLS = "r2 p2 2021-02-01 k\nr3 p3 2021-02-01 k"

    def _contacts(self, assess: Assess, ties: str) -> list[object]:
        tables = assess(small_ruleset(self.RULES), small_city(self.PEOPLE, self.FALLS, ties, companies="c1"), END)
        columns = ("type", "date", "rule_id", "points", "note")
        return [row[1:] for row in tables.ledger(*columns, of="p1") if row[0] == "contact"]

    def test_every_contact_whose_score_passes_the_bound_counts_in_one_posting_on_the_day(self, assess: Assess) -> None:
        rows = self._contacts(assess, "p1 p2 friend\np1 p4 friend")

        assert [(END, "company", -3, None), (END, "good", 1, None)] == rows

    def test_the_cap_cuts_with_a_note(self, assess: Assess) -> None:
        rows = self._contacts(assess, "p1 p2 friend\np1 p3 friend")

        assert [(END, "company", -5, "cap reached")] == rows

    def test_nobody_who_counts_means_no_posting_and_subjects_out_of_scope_do_not_count(self, assess: Assess) -> None:
        assert [] == self._contacts(assess, "p2 p1 friend\np1 p3 spouse\np1 c1 friend")

    def test_the_scores_are_those_after_step_8_whatever_other_contacts_do(self, assess: Assess) -> None:
        ties = "p1 p2 friend\np2 p3 friend\np3 p1 friend"
        tables = assess(small_ruleset(self.RULES), small_city(self.PEOPLE, "r3 p3 2021-02-01 k", ties), END)

        assert [("p1", 101), ("p2", 97), ("p3", 81), ("p4", 100)] == tables.standing("subject_id", "score")
