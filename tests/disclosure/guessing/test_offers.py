"""The whole rules that are offered in a round."""

from __future__ import annotations

import pytest

from pilot import City, load_ruleset
from pilot.disclosure.guessing.candidates import POINTS, family_of
from pilot.disclosure.guessing.offers import SimpleRule, offered, price
from pilot.disclosure.guessing.rounds import Deck, Round
from pilot.evaluation import evaluate
from pilot.evaluation.assess import last_day
from tests.evaluation.small import small_city, small_ruleset

SEEDS = range(1, 41)


@pytest.fixture(scope="module")
def honest(lantern_ford: City) -> Deck:
    return Deck(evaluate(load_ruleset("honest-shanghai"), lantern_ford, last_day(lantern_ford)))


def dealt(deck: Deck, seed: int) -> Round:
    found = deck.deal(seed, 3)
    assert found
    return found


def test_there_are_six_no_two_alike_and_the_hidden_rule_is_among_them(honest: Deck) -> None:
    rulesets = [honest.assessment.ruleset, load_ruleset("rongcheng")]
    for seed in SEEDS:
        round_ = dealt(honest, seed)
        rules = offered(round_, rulesets)
        assert 6 == len(rules) == len(set(rules))
        assert SimpleRule(round_.kind, round_.points) in rules


def test_each_is_a_candidate_about_something_that_happened_in_the_round(honest: Deck) -> None:
    family = family_of(honest)
    for seed in SEEDS:
        round_ = dealt(honest, seed)
        happened = {happening.kind for episode in round_.episodes for happening in episode.happenings}
        for rule in offered(round_, [honest.assessment.ruleset]):
            assert rule.kind in happened
            row, column = family.place(rule.kind, rule.points)
            assert rule.points == POINTS[column]
            assert rule.kind == family.kinds[row]


def test_the_place_of_the_hidden_rule_gives_nothing_away(honest: Deck) -> None:
    rulesets = [honest.assessment.ruleset, load_ruleset("rongcheng")]
    rounds = [dealt(honest, seed) for seed in range(1, 101)]
    places = [offered(round_, rulesets).index(SimpleRule(round_.kind, round_.points)) for round_ in rounds]
    assert set(range(6)) == set(places)


def test_one_seed_offers_the_same_every_time(honest: Deck) -> None:
    rulesets = [honest.assessment.ruleset]
    assert offered(dealt(honest, 3), rulesets) == offered(dealt(honest, 3), rulesets)


STREET = """
score: {start: 100}
rules:
- {id: litter, when: {kind: litter}, points: -5}
- {id: pets, when: {kind: "pets.*"}, points_per: {amount: 10, points: 2}}
"""


class TestAPrice:
    def test_is_that_of_the_first_ruleset_that_has_one(self) -> None:
        first, second = small_ruleset(STREET), small_ruleset(STREET.replace("-5", "-7"))
        assert -5 == price("litter", [first, second])
        assert -7 == price("litter", [second, first])

    def test_is_read_of_rules_about_groups_of_kinds_and_by_the_amount(self) -> None:
        assert 2 == price("pets.dog", [small_ruleset(STREET)])

    def test_is_nothing_where_no_rule_is_about_the_kind_or_it_is_more_than_a_candidate_can_move(self) -> None:
        assert price("sweep", [small_ruleset(STREET)]) is None
        assert price("litter", [small_ruleset(STREET.replace("-5", "-101"))]) is None


def test_where_nothing_else_is_priced_other_kinds_have_rules_all_the_same() -> None:
    records = "r1 p1 2021-02-01 litter\nr2 p1 2021-02-03 sweep\nr3 p2 2021-03-01 litter\nr4 p3 2021-03-01 sweep"
    city = small_city("p1\np2\np3", records)
    ruleset = small_ruleset(STREET)
    found = Deck(evaluate(ruleset, city, last_day(city))).deal(1, 3)
    assert found
    rules = offered(found, [ruleset])
    assert 6 == len(rules)
    assert {"litter", "sweep"} == {rule.kind for rule in rules}
