"""Which simple rules a round leaves standing, and what would have settled it."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pilot import City, load_ruleset
from pilot.disclosure.guessing.candidates import Family, family_of, fewest, settling
from pilot.disclosure.guessing.episodes import Posted
from pilot.disclosure.guessing.glimpses import glimpse
from pilot.disclosure.guessing.rounds import Deck
from pilot.evaluation import evaluate
from pilot.evaluation.assess import last_day
from pilot.ruleset.model import Ruleset
from pilot.ruleset.model.values import Item
from tests.disclosure.streets import assessed, few, some_items, streets
from tests.evaluation.cases import World, worlds


@pytest.fixture(scope="module")
def honest(lantern_ford: City) -> Deck:
    return Deck(evaluate(load_ruleset("honest-shanghai"), lantern_ford, last_day(lantern_ford)))


@few
@given(st.one_of(streets(), worlds()), some_items)
def test_screens_allow_a_candidate_exactly_if_they_allow_the_postings_it_foretells(
    world: World, items: frozenset[Item]
) -> None:
    deck = Deck(assessed(world))
    family = family_of(deck)
    for episode in deck.episodes[:8]:
        seen = glimpse(episode, world.ruleset, items)
        allowed = family.allowed(episode, seen)
        prices = {-100, -1, 1, 100, *(line.points for line in episode.postings if 0 < abs(line.points) <= 100)}
        for kind in family.kinds:
            for points in prices:
                foretold = [
                    Posted(happening.effective, happening.record_id, None, points)
                    for happening in episode.happenings
                    if happening.kind == kind
                ]
                assert allowed[family.place(kind, points)] == seen.allows(foretold)


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_hidden_rule_fits_though_its_points_come_days_after_what_happened(seed: int, lantern_ford: City) -> None:
    deck = Deck(evaluate(load_ruleset("open-pilot"), lantern_ford, last_day(lantern_ford)))
    dealt = deck.deal(seed)
    assert dealt
    family, ruleset = family_of(deck), deck.assessment.ruleset
    standing = family.standing(dealt.episodes, ruleset, ruleset.disclosure.open_to("subject"))

    assert 14 == ruleset.effect_after_days
    assert standing[family.place(dealt.kind, dealt.points)]


class TestWhatWouldHaveSettledIt:
    @given(arrays(np.bool_, st.tuples(st.integers(1, 6), st.integers(1, 8))))
    def test_the_screens_rule_out_all_that_can_be_and_no_fewer_do_where_the_search_was_exact(
        self, rules_out: np.ndarray
    ) -> None:
        rules_out = rules_out[:, rules_out.any(axis=0)]
        chosen, exact = fewest(rules_out, np.ones(rules_out.shape[1], dtype=np.int64))
        assert rules_out[list(chosen)].any(axis=0).all() or not rules_out.shape[1]
        if exact:
            for smaller in combinations(range(len(rules_out)), max(len(chosen) - 1, 0)):
                assert len(chosen) == 0 or not rules_out[list(smaller)].any(axis=0).all()

    @pytest.mark.parametrize("items", [{"grade"}, {"score"}, {"grade", "thresholds"}, {"records"}, set()])
    def test_together_with_the_round_they_leave_the_hidden_rule_and_what_no_screen_rules_out(
        self, honest: Deck, items: set[Item]
    ) -> None:
        deck = honest
        ruleset: Ruleset = deck.assessment.ruleset
        family: Family = family_of(deck)
        for seed in (1, 3):
            dealt = deck.deal(seed)
            assert dealt
            found = settling(deck, dealt, frozenset(items))
            standing = family.standing([*dealt.episodes, *found.episodes], ruleset, items)
            assert standing.sum() == found.left + 1
            everything = family.standing(deck.admitted(dealt.rule, dealt.kind), ruleset, items)
            assert everything.sum() == found.left + 1
            assert 0 <= found.left_alike <= found.left <= found.rivals
