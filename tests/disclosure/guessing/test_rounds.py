"""Guess the rule: what holds of every round, on random worlds and in the shipped city."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilot import City, load_ruleset
from pilot.disclosure import disclose
from pilot.disclosure.guessing.candidates import POINTS, family_of
from pilot.disclosure.guessing.glimpses import glimpse
from pilot.disclosure.guessing.rounds import Deck, foretell, likeness, looked_at, propose, verdict
from pilot.disclosure.shown.view import ITEMS, OF_POSTINGS
from pilot.evaluation import evaluate
from pilot.evaluation.assess import last_day
from pilot.ruleset.model.values import Item
from tests.disclosure.streets import assessed, few, some_items, streets, targets
from tests.evaluation.cases import World, worlds
from tests.evaluation.small import small_city, small_ruleset

ALL = frozenset(get_args(Item))


@pytest.fixture(scope="module")
def shipped(lantern_ford: City) -> dict[str, Deck]:
    names = ("rongcheng", "honest-shanghai", "open-pilot")
    return {name: Deck(evaluate(load_ruleset(name), lantern_ford, last_day(lantern_ford))) for name in names}


class TestTheHiddenRule:
    @few
    @given(st.one_of(streets(), worlds()), some_items)
    def test_is_never_contradicted_by_any_screen_of_its_round(self, world: World, items: frozenset[Item]) -> None:
        deck = Deck(assessed(world))
        for rule, _, admitted in targets(deck):
            for episode, lines in zip(admitted, foretell(rule, deck.assessment, admitted), strict=True):
                assert verdict(glimpse(episode, world.ruleset, items), lines).word != "contradicts"

    @few
    @given(streets())
    def test_is_the_only_simple_rule_that_fits_where_everything_is_shown(self, world: World) -> None:
        deck = Deck(assessed(world))
        family = family_of(deck)
        for rule, kind, admitted in targets(deck):
            if abs(rule.points or 0) <= POINTS.max():
                standing = family.standing(admitted, world.ruleset, ALL)
                assert standing.sum() == 1
                assert standing[family.place(kind, rule.points or 0)]

    @pytest.mark.parametrize("name", ["honest-shanghai", "open-pilot"])
    def test_is_like_itself_in_every_posting(self, shipped: dict[str, Deck], name: str) -> None:
        deck = shipped[name]
        dealt = deck.deal(7)
        assert dealt
        found = likeness(dealt.rule, dealt.rule, deck.assessment)
        assert found.right == found.hidden > 0
        assert (found.otherwise, found.beyond) == (0, 0)


class TestTheScreens:
    @few
    @given(worlds(), some_items, st.sampled_from([0, 24, 72]))
    def test_show_what_the_ruleset_discloses_on_these_days(
        self, world: World, items: frozenset[Item], delay: int
    ) -> None:
        assessment = assessed(world, items, delay)
        for episode in Deck(assessment).episodes[:6]:
            seen = glimpse(episode, assessment.ruleset, items)
            day = looked_at(episode.last, assessment)
            view = disclose(evaluate(assessment.ruleset, world.city, day, world.joined), "subject", episode.subject_id)
            assert view.seen_as_of == episode.last
            if seen.scores:
                assert view.score == seen.scores[1]
            if seen.grades:
                assert view.grade == seen.grades[1]
            shown = [posting for posting in view.postings if episode.first <= posting.date <= episode.last]
            lines = [line.date for line in seen.lines or ()]
            assert [posting.date for posting in shown] == lines

    @few
    @given(st.one_of(streets(), worlds()), some_items, st.sampled_from(ITEMS))
    def test_never_leave_more_rules_standing_for_showing_one_item_more(
        self, world: World, items: frozenset[Item], further: Item
    ) -> None:
        deck = Deck(assessed(world))
        family = family_of(deck)
        for episode in deck.episodes[:20]:
            fewer = family.allowed(episode, glimpse(episode, world.ruleset, items))
            more = family.allowed(episode, glimpse(episode, world.ruleset, items | {further}))
            assert not (more & ~fewer).any()


STREET = """
score: {start: 100}
bands: [{grade: high, from: 100}, {grade: low}]
rules: [{id: litter, when: {kind: litter}, points: -5}]
"""


class TestAScreen:
    """p1 drops litter once, by which the score falls from 100 to 95 and the grade from high to low."""

    @pytest.fixture
    def street(self) -> Deck:
        city = small_city("p1", "r1 p1 2021-02-01 litter\nr2 p1 2021-08-01 litter\nr3 p1 2022-03-01 sweep")
        return Deck(evaluate(small_ruleset(STREET), city, last_day(city)))

    def word(self, street: Deck, record: str, points: int, *items: Item, kind: str = "litter") -> str:
        episode = next(found for found in street.episodes if [line.record_id for line in found.happenings] == [record])
        (lines,) = foretell(propose([kind], points), street.assessment, [episode])
        return verdict(glimpse(episode, street.assessment.ruleset, items), lines).word

    def test_with_the_score_fits_one_number_of_points_and_contradicts_all_others(self, street: Deck) -> None:
        assert self.word(street, "r1", -5, "score") == "fits"
        assert self.word(street, "r1", -6, "score") == "contradicts"
        assert self.word(street, "r3", -5, "score") == "fits"

    def test_whose_grade_falls_contradicts_a_rule_that_raises_the_score_or_leaves_it(self, street: Deck) -> None:
        assert self.word(street, "r1", -60, "grade") == "fits"
        assert self.word(street, "r1", 1, "grade") == "contradicts"
        assert self.word(street, "r1", -5, "grade", kind="sweep") == "contradicts"

    def test_whose_grade_stays_cannot_tell(self, street: Deck) -> None:
        assert self.word(street, "r2", -5, "grade") == "cannot be told"
        assert self.word(street, "r3", -5, "grade") == "cannot be told"

    def test_with_the_thresholds_contradicts_a_rule_that_would_have_crossed_one(self) -> None:
        bands = "{grade: top, from: 120}, {grade: high, from: 100}, {grade: mid, from: 90}, {grade: low}"
        city = small_city("p1", "r1 p1 2021-02-01 litter\nr2 p1 2021-08-01 litter")
        ruleset = small_ruleset(STREET.replace("{grade: high, from: 100}, {grade: low}", bands))
        street = Deck(evaluate(ruleset, city, last_day(city)))
        assert self.word(street, "r1", -30, "grade", "thresholds") == "contradicts"
        assert self.word(street, "r1", -30, "grade") == "fits"

    def test_that_shows_nothing_cannot_tell_of_any_rule(self, street: Deck) -> None:
        assert {self.word(street, "r1", points) for points in (-5, 5)} == {"cannot be told"}

    def test_without_entries_where_they_are_shown_fits_a_rule_that_foretells_none(self, street: Deck) -> None:
        assert self.word(street, "r3", -5, "records") == "fits"

    @pytest.mark.parametrize("item", OF_POSTINGS)
    def test_with_any_part_of_its_entries_contradicts_a_rule_that_foretells_one_where_there_is_none(
        self, street: Deck, item: Item
    ) -> None:
        assert self.word(street, "r3", -5, item, kind="sweep") == "contradicts"


class TestARound:
    def test_of_one_seed_is_the_same_every_time(self, shipped: dict[str, Deck]) -> None:
        for deck in shipped.values():
            assert deck.deal(3) == Deck(deck.assessment).deal(3)
            assert len({str(deck.deal(seed)) for seed in range(1, 6)}) == 5

    def test_has_four_to_eight_residents_and_none_twice_of_whom_some_were_moved_and_some_not(
        self, shipped: dict[str, Deck]
    ) -> None:
        for deck in shipped.values():
            for seed in range(1, 6):
                dealt = deck.deal(seed)
                assert dealt
                assert 4 <= len({episode.subject_id for episode in dealt.episodes}) == len(dealt.episodes) <= 8
                assert {bool(episode.rule_id) for episode in dealt.episodes} == {True, False}

    def test_of_three_is_dealt_by_every_seed_and_two_of_them_were_moved(self, shipped: dict[str, Deck]) -> None:
        for seed in range(1, 201):
            dealt = shipped["honest-shanghai"].deal(seed, 3)
            assert dealt
            assert 3 == len({episode.subject_id for episode in dealt.episodes})
            assert [False, True, True] == sorted(bool(episode.rule_id) for episode in dealt.episodes)

    def test_cannot_be_dealt_where_the_ruleset_keeps_no_score(self) -> None:
        city = small_city("p1", "r1 p1 2021-02-01 litter")
        assert Deck(evaluate(small_ruleset("rules: []"), city, last_day(city))).deal(1) is None
