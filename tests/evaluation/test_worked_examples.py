"""A ruleset's own examples are run as the city's records are."""

from __future__ import annotations

from pilot.evaluation.examples import check_examples
from tests.evaluation.small import small_ruleset


def test_an_amount_of_an_example_may_have_decimals() -> None:
    """It is the very number that is written, as in a city's table."""
    ruleset = small_ruleset(
        "score: {start: 100}\n"
        "rules: [{id: fee, when: {kind: fee, amount: {at_least: 83.40}}, points: -5}]\n"
        "examples: [{name: e, as_of: 2021-01-31, records: [{date: 2021-01-05, kind: fee, amount: 83.40}], "
        "expect: {score: 95}}]"
    )
    assert [] == check_examples(ruleset)
