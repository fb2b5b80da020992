"""What the format does not forbid is read, however odd it is."""

from __future__ import annotations

import pytest

from pilot.evaluation.examples import check_examples
from pilot.ruleset.reading.load import read_ruleset
from tests.ruleset.reading.one_rule import small


class TestAccepted:
    """What the specification does not forbid is read, however odd."""

    @pytest.mark.parametrize(
        "rule",
        [
            "points: 0",
            "points: -5, cap: {per: ever, points: 0}",
            "points: -5, repeat: {within_months: 1, multiply: [0, 1000]}",
            "points: -5, expires_after_months: 1",
            "points: -5, valid_from: 2019-05-01, valid_until: 2019-05-01",
            "points: -5, carry: [{to: spouse, share: 0.000001}, {to: spouse, share: 10}]",
            "points: -5, repair: true, cap: null, lists: []",
            "override: {grade: B, months: 1}",
            "lists: [watch]",
            "factor: credit",
            "plausible: {points: [0, 0]}",
        ],
    )
    def test_a_rule_may_have(self, rule: str) -> None:
        lists = "bands: [{grade: A, from: 50}, {grade: B}]\nlists: {watch: {title: Watch, kind: watchlist}}\n"

        assert small(lists, **{"points: -5": rule, "{start: 100}": "{start: 100, factors: {credit: {}}}"})

    @pytest.mark.parametrize(
        "condition",
        [
            "kind: [notice.*, notice.late, notice.late]",
            "kind: a.b.c.*",
            "kind: notice.late, subject: {}",
            "kind: notice.late, subject: {home town: Hill End, a/b: x}",
            "kind: notice.late, amount: {at_least: 5, below: 5}",
            "kind: notice.late, while_on: double",
            "profile: {born: {below: 1980.5}, income: [low, middle]}",
            "contacts: {relationship: friend, score_at_least: -5}",
        ],
    )
    def test_a_condition_may_be(self, condition: str) -> None:
        lists = """\
lists:
  a: {title: A, kind: blacklist, lasts_months: 1, carry: [child, child]}
  b: {title: B, kind: redlist}
  double: {title: Both, kind: watchlist, entered_when: {at_least: 3, of: [a, b]}}
"""
        assert small(lists, **{"kind: notice.late": condition})

    def test_a_ruleset_may_have_no_rule_no_source_and_no_band(self) -> None:
        text = "{schema: 1, id: x, title: X, sources: {}, participation: voluntary, opens_on: 2020-02-29, rules: []}"

        assert read_ruleset(text, "x.yaml").rules == ()

    def test_a_null_cell_of_an_example_is_an_empty_one(self) -> None:
        example = "{name: A, as_of: 2019-01-01, subject: {born: ~, income: low}, expect: {score: 100}}"

        assert small(f"examples: [{example}]\n").examples[0].subject == {"income": "low"}

    def test_an_example_may_name_records_after_its_day(self) -> None:
        example = "{name: A, as_of: 2019-01-01, records: [{date: 2030-01-01, kind: a}], expect: {points: []}}"

        assert small(f"examples: [{example}]\n").examples[0].expect.points == ()


def test_what_the_format_does_not_forbid_is_accepted() -> None:
    """A window of one day, a record before the opening, a consequence or a type named twice: odd, and meant."""
    ruleset = read_ruleset(
        """
schema: 1
id: odd
title: Odd
sources: {}
participation: mandatory
applies_to: [person, person]
opens_on: 2020-01-01
score: {start: 100}
bands: [{grade: A, consequences: [tram]}]
rules:
  - {id: once, text: Once., when: {kind: a}, source: {}, points: -1, valid_from: 2022-01-01, valid_until: 2022-01-01}
consequences: {tram: {title: Free tram, effect: reward}}
examples:
  - name: What came before the opening counts for nothing
    as_of: 2020-06-30
    records: [{date: 2019-06-30, kind: a}]
    expect: {points: []}
""",
        "odd.yaml",
    )
    assert not check_examples(ruleset)
