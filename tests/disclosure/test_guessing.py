"""Guess the rule: what holds of every round, on random worlds and in the shipped city."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations
from typing import get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pilot import City, load_ruleset
from pilot.disclosure import disclose
from pilot.disclosure.candidates import POINTS, Family, family_of, fewest, settling
from pilot.disclosure.episodes import Episode, Posted
from pilot.disclosure.glimpses import glimpse
from pilot.disclosure.guessing import Deck, foretell, likeness, looked_at, propose, verdict
from pilot.disclosure.view import ITEMS, OF_POSTINGS
from pilot.evaluation import Assessment, evaluate
from pilot.evaluation.assess import last_day
from pilot.ruleset.model import Disclosure, Rule, Ruleset
from pilot.ruleset.words import Item
from tests.evaluation.cases import World, worlds
from tests.evaluation.small import small_city, small_ruleset

ALL = frozenset(get_args(Item))
some_items = st.sets(st.sampled_from(ITEMS)).map(frozenset)
few = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@st.composite
def streets(draw: st.DrawFn) -> World:
    """Small worlds in which a rule often acts alone: few kinds, records far apart, rules on records with points."""
    kinds = ("litter", "sweep", "noise", "help")
    days = st.dates(dt.date(2021, 1, 1), dt.date(2022, 12, 31))
    record = st.fixed_dictionaries(
        {"subject_id": st.sampled_from(["p1", "p2", "p3", "p4"]), "date": days, "kind": st.sampled_from(kinds)}
    )
    rule = st.fixed_dictionaries(
        {
            "when": st.fixed_dictionaries(
                {"kind": st.lists(st.sampled_from(kinds), min_size=1, max_size=2, unique=True)}
            ),
            "points": st.sampled_from([-20, -5, -1, 2, 10]),
        },
        optional={
            "repeat": st.just({"within_months": 6, "multiply": [1, 2]}),
            "cap": st.just({"per": "year", "points": 10}),
            "expires_after_months": st.sampled_from([1, 6]),
        },
    )
    named = {"text": "A rule.", "source": {"basis": "invented"}}
    rules = [
        {"id": f"r{place}", **named, **each} for place, each in enumerate(draw(st.lists(rule, min_size=1, max_size=3)))
    ]
    given = {
        "schema": 1, "id": "street", "title": "Street", "sources": {}, "participation": "mandatory",
        "opens_on": dt.date(2021, 1, 1), "overlap": draw(st.sampled_from(["all", "heaviest"])), "rules": rules,
        "score": {"start": 100, **draw(st.sampled_from([{}, {"floor": 90, "ceiling": 105}]))},
        "bands": [{"grade": "high", "from": 101}, {"grade": "mid", "from": 95}, {"grade": "low"}],
    }  # fmt: skip
    records = [
        {"record_id": f"x{place:02}", **each}
        for place, each in enumerate(draw(st.lists(record, min_size=4, max_size=25)))
    ]
    people = [{"subject_id": f"p{number}", "name": "A person"} for number in range(1, 5)]
    return World(given, {"residents": people, "records": records}, dt.date(2022, 12, 31), None)


def assessed(world: World, items: frozenset[Item] = frozenset(), delay_hours: int = 0) -> Assessment:
    disclosure = Disclosure(subject=dict.fromkeys(items, "shown"), delay_hours=delay_hours)
    ruleset = world.ruleset.model_copy(update={"disclosure": disclosure})
    return evaluate(ruleset, world.city, world.as_of, world.joined)


def targets(deck: Deck) -> Iterator[tuple[Rule, str, list[Episode]]]:
    """Each rule with a kind by which it moved somebody at its plain price, and the episodes admitted to its rounds."""
    ruleset = deck.assessment.ruleset
    moved = {(each.rule_id, each.kind) for each in deck.episodes if each.rule_id and each.kind}
    for rule_id, kind in sorted(moved):
        rule = ruleset.rule(str(rule_id))
        admitted = deck.admitted(rule, str(kind)) if rule.points else []
        if any(each.rule_id for each in admitted):
            yield rule, str(kind), admitted


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
            shown = [each for each in view.postings if episode.first <= each.date <= episode.last]
            lines = [line.date for line in seen.lines or ()]
            assert [each.date for each in shown] == lines

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

    @few
    @given(st.one_of(streets(), worlds()), some_items)
    def test_allow_a_candidate_exactly_if_they_allow_the_postings_it_foretells(
        self, world: World, items: frozenset[Item]
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
                        Posted(each.date, each.record_id, None, points)
                        for each in episode.happenings
                        if each.kind == kind
                    ]
                    assert allowed[family.place(kind, points)] == seen.allows(foretold)


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

    def said(self, street: Deck, record: str, points: int, *items: Item, kind: str = "litter") -> str:
        episode = next(each for each in street.episodes if [one.record_id for one in each.happenings] == [record])
        (lines,) = foretell(propose([kind], points), street.assessment, [episode])
        return verdict(glimpse(episode, street.assessment.ruleset, items), lines).word

    def test_with_the_score_fits_one_number_of_points_and_contradicts_all_others(self, street: Deck) -> None:
        assert self.said(street, "r1", -5, "score") == "fits"
        assert self.said(street, "r1", -6, "score") == "contradicts"
        assert self.said(street, "r3", -5, "score") == "fits"

    def test_whose_grade_falls_contradicts_a_rule_that_raises_the_score_or_leaves_it(self, street: Deck) -> None:
        assert self.said(street, "r1", -60, "grade") == "fits"
        assert self.said(street, "r1", 1, "grade") == "contradicts"
        assert self.said(street, "r1", -5, "grade", kind="sweep") == "contradicts"

    def test_whose_grade_stays_cannot_tell(self, street: Deck) -> None:
        assert self.said(street, "r2", -5, "grade") == "cannot be told"
        assert self.said(street, "r3", -5, "grade") == "cannot be told"

    def test_with_the_thresholds_contradicts_a_rule_that_would_have_crossed_one(self) -> None:
        bands = "{grade: top, from: 120}, {grade: high, from: 100}, {grade: mid, from: 90}, {grade: low}"
        city = small_city("p1", "r1 p1 2021-02-01 litter\nr2 p1 2021-08-01 litter")
        ruleset = small_ruleset(STREET.replace("{grade: high, from: 100}, {grade: low}", bands))
        street = Deck(evaluate(ruleset, city, last_day(city)))
        assert self.said(street, "r1", -30, "grade", "thresholds") == "contradicts"
        assert self.said(street, "r1", -30, "grade") == "fits"

    def test_that_shows_nothing_cannot_tell_of_any_rule(self, street: Deck) -> None:
        assert {self.said(street, "r1", points) for points in (-5, 5)} == {"cannot be told"}

    @pytest.mark.parametrize("item", OF_POSTINGS)
    def test_with_any_part_of_its_entries_contradicts_a_rule_that_foretells_one_where_there_is_none(
        self, street: Deck, item: Item
    ) -> None:
        assert self.said(street, "r3", -5, item, kind="sweep") == "contradicts"


class TestARound:
    def test_of_one_seed_is_the_same_every_time(self, shipped: dict[str, Deck]) -> None:
        for deck in shipped.values():
            assert deck.deal(3) == Deck(deck.assessment).deal(3)
            assert len({str(deck.deal(seed)) for seed in range(1, 6)}) == 5

    def test_tells_of_four_to_eight_residents_each_once_of_whom_some_were_moved_and_some_not(
        self, shipped: dict[str, Deck]
    ) -> None:
        for deck in shipped.values():
            for seed in range(1, 6):
                dealt = deck.deal(seed)
                assert dealt
                assert 4 <= len({each.subject_id for each in dealt.episodes}) == len(dealt.episodes) <= 8
                assert {bool(each.rule_id) for each in dealt.episodes} == {True, False}

    def test_cannot_be_dealt_where_the_ruleset_keeps_no_score(self) -> None:
        city = small_city("p1", "r1 p1 2021-02-01 litter")
        assert Deck(evaluate(small_ruleset("rules: []"), city, last_day(city))).deal(1) is None


class TestWhatWouldHaveSettledIt:
    @given(arrays(np.bool_, st.tuples(st.integers(1, 6), st.integers(1, 8))))
    def test_the_screens_rule_out_all_that_can_be_and_no_fewer_do_where_that_is_said(
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
        self, shipped: dict[str, Deck], items: set[Item]
    ) -> None:
        deck = shipped["honest-shanghai"]
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
