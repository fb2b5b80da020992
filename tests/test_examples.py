"""The worked examples that rulesets carry: every number in them is what the rules give."""

from __future__ import annotations

import pytest

from pilot import Ruleset, load_ruleset
from pilot.evaluation.examples import Mismatch, check_examples, example_city, run_example, run_plainly
from pilot.ruleset.model import Example
from pilot.ruleset.reading.shipped import shipped_rulesets

SHIPPED = [load_ruleset(path) for path in shipped_rulesets().values()]


def every_example() -> list[object]:
    return [
        pytest.param(ruleset, example, id=f"{ruleset.id}: {example.name}")
        for ruleset in SHIPPED
        for example in ruleset.examples
    ]


@pytest.mark.parametrize(("ruleset", "example"), every_example())
def test_an_example_comes_out_as_it_says(ruleset: Ruleset, example: Example) -> None:
    assert [] == run_example(ruleset, example)


@pytest.mark.parametrize(("ruleset", "example"), every_example())
def test_the_plain_reading_finds_the_same_whether_it_holds_or_not(ruleset: Ruleset, example: Example) -> None:
    score = ruleset.score and ruleset.score.model_copy(update={"start": ruleset.score.start - 60})
    other = ruleset.model_copy(update={"score": score, "rules": ruleset.rules[::2]})

    for given in (ruleset, other):
        assert run_example(given, example) == run_plainly(given, example)


@pytest.mark.parametrize("ruleset", SHIPPED, ids=lambda ruleset: ruleset.id)
def test_a_shipped_ruleset_carries_at_least_eight_examples(ruleset: Ruleset) -> None:
    assert 8 <= len(ruleset.examples)


def example(**given: object) -> Example:
    records = [{"date": "2020-01-10", "kind": "traffic.red_light"}, {"date": "2020-01-10", "kind": "charity.donation"}]
    return Example.model_validate({"name": "One of each", "as_of": "2020-12-31", "records": records, **given})


def with_example(ruleset: Ruleset, **given: object) -> Ruleset:
    return ruleset.model_copy(update={"examples": (example(**given),)})


class TestMismatches:
    def test_every_key_that_came_out_otherwise_is_reported(self, few_rules: Ruleset) -> None:
        expect = {"points": [-5], "score": 99, "grade": "Low", "because": "red-light", "lists": ["defaulters"]}

        found = run_example(few_rules, example(expect=expect))

        assert [
            Mismatch("points", (-5,), (-5, 0)),
            Mismatch("score", 99, 95),
            Mismatch("grade", "Low", "High"),
            Mismatch("because", "red-light", "score"),
            Mismatch("lists", ("defaulters",), ()),
        ] == found

    def test_a_key_that_the_example_does_not_give_is_not_checked(self, few_rules: Ruleset) -> None:
        assert [] == run_example(few_rules, example(expect={"score": 95}))

    def test_lists_are_compared_without_their_order(self, few_rules: Ruleset) -> None:
        records = [{"date": "2020-01-10", "kind": "court.judgment_unpaid"}]

        assert [] == run_example(few_rules, example(records=records, expect={"lists": ["defaulters", "defaulters"]}))

    def test_a_subject_who_has_not_joined_has_no_score(self, few_rules: Ruleset) -> None:
        voluntary = few_rules.model_copy(update={"participation": "voluntary"})
        outside = {"enrolled": "false"}

        assert [] == run_example(voluntary, example(subject=outside, expect={"points": [], "lists": []}))
        assert [Mismatch("in_scope", "yes", "no")] == run_example(
            voluntary, example(subject=outside, expect={"score": 100})
        )

    def test_without_a_word_on_it_the_subject_has_joined(self, few_rules: Ruleset) -> None:
        voluntary = few_rules.model_copy(update={"participation": "voluntary"})

        assert [] == run_example(voluntary, example(expect={"score": 95}))


class TestTheCityOfAnExample:
    def test_records_of_one_day_keep_the_order_in_which_they_are_given(self, few_rules: Ruleset) -> None:
        records = [{"date": "2020-01-10", "kind": f"kind.{number}"} for number in range(12)]

        city = example_city(few_rules, example(records=records, expect={"score": 100}))

        assert sorted(city.records["record_id"]) == list(city.records["record_id"])

    def test_the_subject_is_a_company_where_the_rules_are_for_companies_alone(self, few_rules: Ruleset) -> None:
        for_companies = few_rules.model_copy(update={"applies_to": ("company",)})

        city = example_city(for_companies, example(subject={"sector": "building"}, expect={"score": 100}))

        assert (0, ["building"]) == (len(city.residents), list(city.companies["sector"]))


class TestProblems:
    def test_a_failed_example_is_named_with_both_values_and_the_mend(self, few_rules: Ruleset) -> None:
        (problem,) = check_examples(with_example(few_rules, expect={"points": [-5, 1]}))

        assert (
            "few-rules: example-fails\n"
            "  examples > One of each > points: the example says [-5, 1], and the rules give [-5, 0].\n"
            "  Mend: Write [-5, 0] if the rules are as meant; if not, mend the rules that this example meets."
        ) == str(problem)

    def test_an_example_outside_the_scope_says_so(self, few_rules: Ruleset) -> None:
        voluntary = few_rules.model_copy(update={"participation": "voluntary"})

        (problem,) = check_examples(with_example(voluntary, subject={"enrolled": "false"}, expect={"score": 1}))

        assert "example-out-of-scope" == problem.code

    def test_a_day_before_the_opening_is_reported_with_the_example(self, few_rules: Ruleset) -> None:
        (problem,) = check_examples(with_example(few_rules, as_of="2019-01-01", expect={"score": 1}))

        assert ("as-of-too-early", ("examples", "One of each")) == (problem.code, problem.place.path)
