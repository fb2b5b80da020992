"""What the numbers of opacity say, on random worlds and on one that can be worked out by hand."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import get_args

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from pilot.disclosure import disclose
from pilot.disclosure.opacity.entropy import entropy
from pilot.disclosure.opacity.measures import Opacity
from pilot.disclosure.opacity.rivals import amounts_of
from pilot.disclosure.shown.screen_codes import COUNTED, ledgers, screens
from pilot.evaluation import Assessment, evaluate
from pilot.evaluation.everybody.open_points import grades_drawn, open_ranges
from pilot.ruleset.model import Disclosure, Plausible, Rule, Ruleset
from pilot.ruleset.model.values import Audience, Item
from tests.evaluation.cases import World, worlds

ITEMS: tuple[Item, ...] = get_args(Item)
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
few = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a random world says enough; making it smaller takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def with_disclosure(ruleset: Ruleset, items: set[Item], delay_hours: int = 0) -> Ruleset:
    """The same rules, of which these items are shown to the subject and nothing else to anybody."""
    disclosure = Disclosure(subject=dict.fromkeys(items, "shown"), delay_hours=delay_hours)
    return ruleset.model_copy(update={"disclosure": disclosure})


def assessed(world: World, ruleset: Ruleset) -> Assessment:
    return evaluate(ruleset, world.city, world.as_of, world.joined)


def plain_entropy(words: list[object]) -> float:
    counts = Counter(words)
    return -sum(count / len(words) * math.log2(count / len(words)) for count in counts.values()) if words else 0.0


@few
@given(worlds(), st.sampled_from(AUDIENCES), st.booleans())
def test_two_subjects_have_the_same_screen_exactly_if_they_are_shown_the_same(
    world: World, audience: Audience, requested: bool
) -> None:
    assessment = assessed(world, world.ruleset)
    words = screens(assessment, audience, requested=requested)
    shown = {}
    for subject in words.index:
        view = disclose(assessment, audience, subject, requested=requested)
        postings = Counter((p.date, p.points, p.reason, p.record, p.agency) for p in view.postings)
        shown[subject] = repr(
            (view.score, view.grade, view.lists, sorted(_ids(view.consequences)), sorted(map(repr, postings.items())))
        )
    by_word, by_view = defaultdict(set), defaultdict(set)
    for subject in words.index:
        by_word[words[subject]].add(subject)
        by_view[shown[subject]].add(subject)
    assert sorted(map(sorted, by_word.values())) == sorted(map(sorted, by_view.values()))


def _ids(shown: object) -> list[str]:
    return list(shown) if isinstance(shown, tuple) else []


@few
@given(worlds(), st.sets(st.sampled_from(ITEMS)))
def test_the_bits_are_those_counted_by_hand_from_ledger_and_views(world: World, items: set[Item]) -> None:
    assessment = assessed(world, with_disclosure(world.ruleset, items))
    opacity = Opacity(assessment)
    rules: dict[str, list[str]] = {subject: [] for subject in assessment.standing["subject_id"]}
    for row in assessment.ledger.itertuples():
        if row.type in COUNTED:
            rules[row.subject_id].append(row.rule_id)
    written = [tuple(sorted(rules[subject])) for subject in opacity.screens.index]
    seen = list(opacity.screens)
    joint = plain_entropy(list(zip(written, seen, strict=True)))
    assert opacity.bits_total == pytest.approx(plain_entropy(written), abs=1e-9)
    assert opacity.bits_kept_back == pytest.approx(joint - plain_entropy(seen), abs=1e-9)
    assert 0 <= opacity.kept_back <= 1


@few
@given(worlds(), st.sets(st.sampled_from(ITEMS)), st.sampled_from(ITEMS), st.sampled_from([0, 1, 24, 700]))
def test_showing_one_item_more_never_raises_what_is_kept_back(
    world: World, items: set[Item], further: Item, delay: int
) -> None:
    fewer = Opacity(assessed(world, with_disclosure(world.ruleset, items, delay)))
    more = Opacity(assessed(world, with_disclosure(world.ruleset, items | {further}, delay)))
    assert more.bits_kept_back <= fewer.bits_kept_back + 1e-9


@few
@given(worlds())
def test_a_ruleset_that_discloses_nothing_keeps_everything_back(world: World) -> None:
    opacity = Opacity(assessed(world, with_disclosure(world.ruleset, set())))
    assume(opacity.bits_total > 0)
    assert opacity.kept_back == pytest.approx(1)
    assert not opacity.rivals


@few
@given(worlds(), st.integers(0, 2**32 - 1))
def test_drawing_points_gives_the_grades_that_evaluating_with_them_gives(world: World, seed: int) -> None:
    ruleset = world.ruleset
    rules = tuple(
        rule.model_copy(update={"plausible": Plausible(points=(-40, 15))})
        if rule.has_points and place % 2 == 0
        else rule
        for place, rule in enumerate(ruleset.rules)
    )
    ruleset = ruleset.model_copy(update={"rules": rules})
    assume(bool(ruleset.bands) and bool(open_ranges(ruleset)))
    rng = np.random.default_rng(seed)
    drawn = {place: rng.integers(low, high, 5, endpoint=True) for place, (low, high) in open_ranges(ruleset).items()}
    grades = grades_drawn(assessed(world, ruleset), drawn)
    for turn in range(5):
        repriced = list(ruleset.rules)
        for place, values in drawn.items():
            rule, points = repriced[place], int(values[turn])
            change = (
                {"points": points}
                if rule.points_per is None
                else {"points_per": rule.points_per.model_copy(update={"points": points})}
            )
            repriced[place] = rule.model_copy(update=change)
        expected = assessed(world, ruleset.model_copy(update={"rules": tuple(repriced)})).standing["grade"]
        assert grades[turn].tolist() == expected.cat.codes.tolist()


@few
@given(worlds())
def test_who_is_shown_score_and_rules_and_points_can_work_the_score_out_again(world: World) -> None:
    assume(world.ruleset.score is not None)
    opacity = Opacity(assessed(world, with_disclosure(world.ruleset, {"rules", "points", "reasons"})))
    assert opacity.recomputable is not None
    assert opacity.recomputable.all()


@few
@given(worlds(), st.sampled_from([0, 25, 72]))
def test_an_entry_is_in_the_dark_for_the_delay_at_least_and_never_longer_than_it_is_old(
    world: World, delay: int
) -> None:
    assessment = assessed(world, with_disclosure(world.ruleset, {"points"}, delay))
    table = Opacity(assessment).darkness.table
    known = table[~table["still"]]
    assert (known["days"] == math.ceil(delay / 24)).all()
    assert (
        table["days"] <= (np.datetime64(world.as_of) - table["date"].to_numpy()).astype("timedelta64[D]").astype(int)
    ).all()


def test_nothing_to_say_is_no_bits() -> None:
    import pandas as pd

    assert entropy(pd.Series([], dtype="str")) == 0
    assert entropy(pd.Series(["a", "a"])) == 0
    assert entropy(pd.Series(["a", "b"])) == 1


@few
@given(worlds())
def test_the_ledger_of_a_subject_without_postings_is_the_empty_word(world: World) -> None:
    assessment = assessed(world, world.ruleset)
    written = ledgers(assessment)
    posted = set(assessment.ledger.loc[assessment.ledger["type"].isin(COUNTED), "subject_id"])
    assert {subject for subject, word in written.items() if word} == posted


def test_a_rule_that_never_moves_points_explains_nothing() -> None:
    free = {"id": "free", "text": "Nothing.", "when": {"kind": "a"}, "source": {}, "points": -5}
    assert amounts_of(Rule.model_validate(free | {"repeat": {"within_months": 12, "multiply": [0]}})) is None
    assert amounts_of(Rule.model_validate(free | {"points": 0})) is None
    assert amounts_of(Rule.model_validate(free)) is not None
