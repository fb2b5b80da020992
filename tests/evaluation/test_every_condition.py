"""Every key of every kind of `when` is asked wherever conditions are: a key forgotten in one place is found here."""

from __future__ import annotations

import datetime as dt
import json
from random import Random
from typing import Any

import pytest

from pilot.evaluation.one_subject.why_not import whynot
from pilot.ruleset.changes.diff import changes
from pilot.ruleset.model import KINDS_OF_WHEN, KindOfWhen, Rule, Ruleset
from pilot.ruleset.sentences.rule_sentences import does, reads
from tests.evaluation.cases import random_world
from tests.evaluation.small import READINGS, small_city, small_ruleset

END = dt.date(2021, 12, 31)
HELD: dict[str, Any] = {
    "kind": "late.fee",
    "amount": {"at_least": 50},
    "agency": "court",
    "subject": {"district": "North"},
    "while_on": "watched",
    "profile": {"district": "North"},
    "contacts": {"relationship": "friend", "score_below": 500},
}
"""For each key a condition that holds for the resident below, or for the one record."""
FAILED: dict[str, Any] = {
    "kind": "late.rent",
    "amount": {"at_least": 51},
    "agency": "bank",
    "subject": {"district": "South"},
    "while_on": "praised",
    "profile": {"district": "South"},
    "contacts": {"relationship": "friend", "score_below": 5},
}
"""For each key one that fails, and would hold if it were not looked at."""
CITY = small_city(
    "p1 district=North\np2",
    "r0 p1 2021-02-01 enter\nr1 p1 2021-03-01 late.fee amount=50 agency=court",
    relationships="p1 p2 friend",
)
EVERY_KEY = [(kind, key) for kind in KINDS_OF_WHEN for key in kind.model_fields]


def ruleset_with(kind: type[KindOfWhen], key: str, value: Any) -> Ruleset:
    when = {kind.key: HELD[kind.key], key: value}
    rules = [
        {"id": "enter", "when": {"kind": "enter"}, "lists": ["watched"]},
        {"id": "asked", "when": when, "points": -1},
    ]
    parts = {"score": {"start": 100}, "lists": {"watched": None, "praised": None}, "rules": rules}
    return small_ruleset(json.dumps(parts))


def test_every_key_has_a_value_here_that_holds_and_one_that_fails() -> None:
    """Give both in HELD and FAILED; the tests below then tell which reading, sentence or form lacks the key."""
    keys = {key for _, key in EVERY_KEY}

    assert keys == HELD.keys()
    assert keys == FAILED.keys()


@pytest.mark.parametrize(("kind", "key"), EVERY_KEY, ids=lambda case: getattr(case, "__name__", case))
class TestEveryKeyOfAWhen:
    @pytest.mark.parametrize("assess", READINGS.values(), ids=READINGS)
    def test_both_readings_post_where_it_holds_and_not_where_it_fails(
        self, kind: type[KindOfWhen], key: str, assess: Any
    ) -> None:
        posted = [
            assess(ruleset_with(kind, key, value), CITY, END).ledger("rule_id").count("asked")
            for value in (HELD[key], FAILED[key])
        ]

        assert [1, 0] == posted

    def test_a_near_miss_tells_that_it_failed(self, kind: type[KindOfWhen], key: str) -> None:
        misses = whynot(ruleset_with(kind, key, FAILED[key]), CITY, "p1", END)
        unmet = [len(miss.unmet) for miss in misses if miss.rule.id == "asked"]

        # A record of another kind does not come near.
        assert ([] if key == "kind" else [1]) == unmet

    def test_the_sentences_of_the_rule_tell_what_it_asks(self, kind: type[KindOfWhen], key: str) -> None:
        held, failed = (ruleset_with(kind, key, value) for value in (HELD[key], FAILED[key]))

        assert _sentences(held) != _sentences(failed)

    def test_a_change_of_it_counts_and_is_put_into_a_sentence(self, kind: type[KindOfWhen], key: str) -> None:
        held, failed = (ruleset_with(kind, key, value) for value in (HELD[key], FAILED[key]))
        [change] = changes(held, failed).changes

        assert change.counts
        assert [("when", key)] == [field.path[:2] for field in change.fields]
        assert all(field.sentence for field in change.fields)

    def test_the_random_rulesets_of_the_tests_give_it(self, kind: type[KindOfWhen], key: str) -> None:
        assert any(key in rule.when.model_fields_set for rule in _random_rules() if type(rule.when) is kind)


def _sentences(ruleset: Ruleset) -> tuple[object, ...]:
    rule = ruleset.rule("asked")
    return reads(rule, ruleset), does(rule, ruleset)


def _random_rules() -> list[Rule]:
    return [rule for seed in range(30) for rule in random_world(Random(seed)).ruleset.rules]
