"""Every line of one subject's ledger can be taken apart, down to the record, the rule and the arithmetic."""

from __future__ import annotations

import datetime as dt

import pytest

from pilot.errors import DataError
from pilot.evaluation.one_subject.explain import Explanation, explain
from tests.evaluation.small import small_city, small_ruleset

DAY = dt.date.fromisoformat
END = DAY("2021-12-31")


def explained(rules: str, records: str = "", people: str = "p1\np2", ties: str = "", appeals: str = "") -> Explanation:
    return explain(small_ruleset(rules), small_city(people, records, ties, appeals), "p1", END)


def steps(explanation: Explanation, number: int) -> list[tuple[str, int | None]]:
    return [(step.sentence, step.points) for step in explanation.lines[number - 1].steps]


SCORED = "score: {start: 1000}\n"


class TestSteps:
    def test_the_opening_says_where_everybody_starts(self) -> None:
        assert [("Everybody starts at 1,000.", 1000)] == steps(explained(SCORED), 1)

    def test_fixed_points_are_the_rules_own(self) -> None:
        rules = SCORED + "rules: [{id: a, when: {kind: k}, points: 5}, {id: b, when: {kind: k}}]"
        explanation = explained(rules, "r1 p1 2021-02-01 k")

        assert [("The rule gives +5.", 5)] == steps(explanation, 2)
        assert [("The rule has no points.", 0)] == steps(explanation, 3)

    def test_points_by_amount_say_how_many_full_units_the_amount_holds(self) -> None:
        rules = SCORED + "rules: [{id: a, when: {kind: k}, points_per: {amount: 100, points: -2}}]"
        explanation = explained(rules, "r1 p1 2021-02-01 k amount=-340.50\nr2 p1 2021-02-02 k")

        assert [("−2 for each full 100: 340.5 holds 3 of them.", -6)] == steps(explanation, 2)
        assert [("−2 for each full 100; the record has no amount.", 0)] == steps(explanation, 3)

    def test_a_repeat_gives_its_place_and_its_multiple_and_a_cap_what_was_left(self) -> None:
        rules = """
            score: {start: 1000}
            rules:
            - id: a
              when: {kind: k}
              points: -5
              repeat: {within_months: 12, multiply: [1, 2]}
              cap: {per: year, points: 12}
        """
        explanation = explained(rules, "r1 p1 2021-02-01 k\nr2 p1 2021-02-02 k")

        assert [
            ("The rule gives −5.", -5),
            ("Match 2 within 12 months: × 2.", -10),
            ("At most 12 points in a calendar year: 7 were left.", -7),
        ] == steps(explanation, 3)
        assert ("At most 12 points in a calendar year: 12 were left, enough.", None) == steps(explanation, 2)[-1]

    def test_under_a_heavier_rule_it_names_that_rule(self) -> None:
        rules = "overlap: heaviest\nrules: [{id: a, when: {kind: k}, points: -5}, {id: b, when: {kind: k}, points: -7}]"
        explanation = explained(SCORED + rules, "r1 p1 2021-02-01 k")

        assert [
            ("The rule gives −5.", -5),
            ("The rule b weighs more on the same record (−7): only that one counts.", 0),
        ] == steps(explanation, 2)

    def test_a_share_says_whose_and_of_what(self) -> None:
        rules = (
            SCORED + "rules: [{id: a, when: {kind: k}, points: -5, carry: [{to: legal_representative, share: 0.5}]}]"
        )
        explanation = explained(rules, "r1 p2 2021-02-01 k", ties="p2 p1 legal_representative")

        assert [("As legal representative of p2: 0.5 of −5, which is −2.5 and is rounded.", -3)] == steps(
            explanation, 2
        )
        assert "p2" == explanation.lines[1].via_id

    def test_contacts_are_counted(self) -> None:
        rules = """
            score: {start: 1000}
            rules:
            - id: a
              when: {contacts: {relationship: friend, score_below: 1001}}
              points: -5
              cap: {per: ever, points: 7}
        """
        explanation = explained(rules, people="p1\np2\np3", ties="p1 p2 friend\np1 p3 friend")

        assert [
            ("2 of 2 in scope who are its friend have a score below 1,001; −5 each.", -10),
            ("At most 7 points: 7 were left.", -7),
        ] == steps(explanation, 2)

    def test_a_factor_and_the_scale_say_where_they_hold_the_sum(self) -> None:
        rules = """
            score: {start: 10, floor: 5, factors: {duty: {min: -4}}}
            rules: [{id: a, when: {kind: k}, points: -6, factor: duty}, {id: b, when: {kind: k}, points: -3}]
        """
        explanation = explained(rules, "r1 p1 2021-02-01 k")

        assert ("The factor duty now adds up to −6 and counts as −4, its least.", None) == steps(explanation, 2)[-1]
        assert ("The balance of 3 is below the floor: the score is 5.", None) == steps(explanation, 3)[-1]
        assert [("duty", -6, -4), (None, -3, -3)] == [
            (one.factor, one.total, one.counted) for one in explanation.factors
        ]


class TestLines:
    RULES = """
        score: {start: 1000}
        bands: [{grade: A, from: 999}, {grade: B, consequences: [fine]}]
        lists: {w: {lasts_months: 1, consequences: [fine]}, d: {entered_when: {at_least: 1, of: [w]}}}
        consequences: {fine: {falls_on: [self, spouse]}}
        rules: [{id: a, when: {kind: k}, points: -5, until: settled, lists: [w], override: {grade: B, months: 24}}]
    """

    def test_a_posting_points_at_its_reversal_and_the_reversal_at_the_posting(self) -> None:
        explanation = explained(self.RULES, "r1 p1 2021-02-01 k settled_on=2021-03-01")
        opening, posting, reversal = explanation.lines

        assert (3, None) == (posting.reversed_by, posting.reverses)
        assert (None, 2) == (reversal.reversed_by, reversal.reverses)
        assert [("The matter was settled: the posting of −5 on 2021-02-01 is taken back.", 5)] == steps(explanation, 3)
        assert (None, None) == (opening.reversed_by, opening.reverses)

    def test_a_record_is_dated_its_own_day_and_says_from_when_it_counts(self) -> None:
        line = explained(f"{self.RULES}    effect_after_days: 14\n", "r1 p1 2021-02-01 k").lines[1]

        assert line.record is not None
        assert (DAY("2021-02-01"), DAY("2021-02-15")) == (line.record.made_on, line.date)
        assert "2021-02-01 (in effect from 2021-02-15)" == line.record.dated

    def test_a_line_holds_the_record_and_the_rule_themselves(self) -> None:
        line = explained(self.RULES, "r1 p1 2021-02-01 k agency=court amount=12").lines[1]

        assert line.record is not None
        assert line.rule is not None
        assert ("court", DAY("2021-02-01"), "a") == (line.record.agency, line.record.date, line.rule.id)
        assert (995, 995, "B", None) == (line.balance, line.score, line.grade, line.note)

    def test_the_grades_reason_names_the_band_and_the_override_with_its_end(self) -> None:
        records = "r1 p1 2021-02-01 k"
        better = self.RULES.replace("points: -5", "points: 5")

        assert "The score of 995 reaches no other band: B." == explained(self.RULES, records).because
        expected = "The score of 1,005 reaches 999: A. The rule a sets B from 2021-02-01 until 2023-02-01."
        assert expected == explained(better, records).because

    def test_stays_say_how_they_began_and_ended(self) -> None:
        derived, listed = explained(self.RULES, "r1 p1 2021-02-01 k").memberships

        assert ("On at least 1 of w.", "Too few of those lists were left.") == (derived.entered, derived.left)
        assert "Record r1 of 2021-02-01 met the rule a." == listed.entered
        assert "The list lasts 1 month." == listed.left

    def test_consequences_are_distinguished_by_who_bears_and_who_causes_them(self) -> None:
        explanation = explained(self.RULES, "r1 p1 2021-12-01 k\nr2 p2 2021-12-01 k", ties="p1 p2 spouse\np2 p1 spouse")

        assert ["p1", "p1", "p2", "p2"] == [one.subject_id for one in explanation.borne]
        assert ["p1", "p2", "p1", "p2"] == [one.bearer_id for one in explanation.caused]


class TestScope:
    def test_a_subject_out_of_scope_has_no_line_and_gets_the_reason(self) -> None:
        city = small_city("p1 enrolled=false", companies="c1")
        ruleset = small_ruleset("{participation: voluntary, score: {start: 0}}")
        person, company = (explain(ruleset, city, one, END) for one in ("p1", "c1"))

        assert ((), None, False) == (person.lines, person.standing, person.in_scope)
        assert "Taking part is a choice, and this subject does not." == person.scope
        assert "It applies to each person, and this is a company." == company.scope

    def test_whom_the_ruleset_covers_is_said_to_who_is_in_and_to_who_is_not(self) -> None:
        city = small_city("p1 born=1980\np2 born=2015")
        ruleset = small_ruleset("{scope: {age: {at_least: 18}}, score: {start: 0}}")
        adult, child = (explain(ruleset, city, one, END) for one in ("p1", "p2"))

        assert (True, "It covers all residents of 18 or over.") == (adult.in_scope, adult.scope)
        assert "It covers residents of 18 or over alone, and this subject is not among them." == child.scope

    def test_an_unknown_subject_and_a_day_before_the_opening_are_refused(self) -> None:
        ruleset, city = small_ruleset("score: {start: 0}"), small_city("p1\np2")

        with pytest.raises(DataError, match="unknown-subject"):
            explain(ruleset, city, "p3", END)
        with pytest.raises(DataError, match="opens"):
            explain(ruleset, city, "p1", DAY("2020-12-31"))
