"""The last change that somebody saw, with the grade that was held, and what could explain it."""

from __future__ import annotations

import datetime as dt

import pytest

from pilot import evaluate
from pilot.disclosure.opacity.rivals import Rivals, rivals
from pilot.evaluation import Assessment
from pilot.ruleset.model import Disclosure
from pilot.ruleset.model.values import Item
from tests.evaluation.small import small_city, small_ruleset

RULES = """
score: {start: 100}
bands: [{grade: A, from: 90}, {grade: B, from: 50}, {grade: D}]
rules:
  - {id: debt, when: {kind: debt}, points: -2, until: settled, override: {grade: D}}
  - {id: late, when: {kind: late}, points: -15}
  - {id: help, when: {kind: help}, points: 7}
"""
DEBTOR = small_city(records="r1 p1 2021-02-01 debt settled_on=2021-09-01\nr2 p1 2021-03-01 late\nr3 p1 2021-04-01 help")
ASKING = pytest.mark.parametrize("requested", [False, True])


def shown(as_of: str, *items: Item, level: str = "shown") -> Assessment:
    disclosure = Disclosure.model_validate({"subject": dict.fromkeys(items, level)})
    return evaluate(small_ruleset(RULES), DEBTOR, dt.date.fromisoformat(as_of)).disclosing(disclosure)


def last(assessment: Assessment, *, requested: bool = False) -> Rivals:
    (found,) = rivals(assessment, requested=requested)
    return found


def test_a_change_of_score_leaves_the_grade_that_a_rule_holds() -> None:
    """By points the grade falls to B in March; what is held since February is D."""
    change = last(shown("2021-03-31", "score", "grade")).change

    assert (dt.date(2021, 3, 1), -15, None) == (change.on, change.low, change.grade)


def test_where_the_grade_alone_is_shown_only_its_own_change_is_seen() -> None:
    change = last(shown("2021-04-30", "grade")).change

    assert (dt.date(2021, 2, 1), "A", "D") == (change.on, change.grade_before, change.grade)


def test_the_end_of_a_grade_that_a_rule_held_is_seen_as_a_rise() -> None:
    """On settlement 100 − 15 + 7 = 92 points give A again."""
    seen = last(shown("2021-12-31", "grade"))

    assert (dt.date(2021, 9, 1), "D", "A") == (seen.change.on, seen.change.grade_before, seen.change.grade)
    assert "debt" in seen.rules


def test_a_rule_that_sets_no_such_grade_and_moves_too_few_points_explains_nothing() -> None:
    """From A at 90 or more to D below 50 it takes 41 points or a rule that sets the grade."""
    assert ("debt",) == last(shown("2021-02-28", "grade")).rules


@ASKING
def test_what_is_given_on_request_is_seen_by_whoever_asks(*, requested: bool) -> None:
    assert requested == bool(rivals(shown("2021-12-31", "score", level="on_request"), requested=requested))
