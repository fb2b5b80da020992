"""Within the bounds of a ruleset nothing overflows: every table gives the same exact answer, or the rule is named."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot import DataError
from pilot.evaluation.kernel.price import exact_sums
from pilot.evaluation.largest_posting import LARGEST_POSTING
from tests.evaluation.small import READINGS, Assess, small_city, small_ruleset

DAY = dt.date(2021, 12, 31)
CITY = small_city(
    "p1\np2",
    "\n".join(f"r{n} p1 2021-03-{n:02} k amount=999999999999" for n in range(1, 10)) + "\nr0 p1 2021-03-01 j amount=1",
    relationships="p1 p2 friend\np2 p1 friend",
)
START = "score: {start: 100}\n"


@pytest.mark.parametrize("assess", READINGS.values(), ids=READINGS)
class TestBothReadings:
    @pytest.mark.parametrize(
        "posts",
        [
            "when: {kind: k}, points_per: {amount: 1, points: 2}",
            "when: {kind: k}, points_per: {amount: 10000000, points: 1000000000}, repeat: REPEATED",
            "when: {kind: k}, points_per: {amount: 0.000001, points: -1000000000}, repeat: REPEATED",
            "when: {kind: k}, points_per: {amount: 9, points: 1}, carry: [{to: friend, share: 10}]",
            "when: {kind: j}, points: -1000000000, repeat: REPEATED, carry: [{to: friend, share: 1.000001}]",
        ],
    )
    def test_a_posting_that_would_be_too_large_is_a_problem_that_names_the_rule(
        self, assess: Assess, posts: str
    ) -> None:
        repeated = "{within_months: 12, multiply: [1000]}"
        ruleset = small_ruleset(f"{START}rules: [{{id: a, {posts.replace('REPEATED', repeated)}}}]")

        with pytest.raises(DataError) as caught:
            assess(ruleset, CITY, DAY)

        (problem,) = caught.value.problems
        assert ("too-large", ("rules", "a")) == (problem.code, problem.place.path)

    def test_postings_of_nearly_that_size_are_added_up_exactly(self, assess: Assess) -> None:
        ruleset = small_ruleset(f"""{START}
rules:
- {{id: a, when: {{kind: k}}, points_per: {{amount: 1, points: 1}}, carry: [{{to: friend, share: 1}}]}}
- {{id: odd, when: {{kind: j}}, points: 1}}
""")
        found = assess(ruleset, CITY, DAY)

        nine = 9 * 999_999_999_999
        assert [nine + 101, nine + 100] == found.standing("score")
        assert [nine + 101, nine + 100] == [found.ledger("balance", of=subject)[-1] for subject in ("p1", "p2")]

    def test_a_cap_cuts_what_no_table_could_hold(self, assess: Assess) -> None:
        ruleset = small_ruleset(f"""{START}
rules:
- id: a
  when: {{kind: k}}
  points_per: {{amount: 0.000001, points: -1000000000}}
  repeat: {{within_months: 12, multiply: [1, 1000]}}
  cap: {{points: 5, per: ever}}
""")
        assert 95 == assess(ruleset, CITY, DAY).standing("score")[0]

    def test_of_two_prices_that_no_table_could_hold_the_heavier_one_counts(self, assess: Assess) -> None:
        ruleset = small_ruleset(f"""{START}
overlap: heaviest
rules:
- {{id: a, when: {{kind: k}}, points_per: {{amount: 0.000001, points: 999999999}}, cap: {{points: 5, per: ever}}}}
- {{id: b, when: {{kind: k}}, points_per: {{amount: 0.000001, points: -1000000000}}, cap: {{points: 7, per: ever}}}}
""")
        assert 93 == assess(ruleset, CITY, DAY).standing("score")[0]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-LARGEST_POSTING, LARGEST_POSTING)), max_size=50))
def test_sums_are_those_of_whole_numbers(postings: list[tuple[int, int]]) -> None:
    subject = np.array([subject for subject, _ in postings], dtype=np.int32)
    points = np.array([points for _, points in postings], dtype=np.int64)
    # As many as a city has rows, so that the sums pass what a floating-point number holds.
    many = 20_000
    sums = exact_sums(np.tile(subject, many), np.tile(points, many), 4)

    assert [many * sum(p for s, p in postings if s == place) for place in range(4)] == sums.tolist()
