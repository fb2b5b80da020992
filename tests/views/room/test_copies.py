"""A copy that cannot be evaluated is named on the facilitator's table, and nobody else's is touched."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from pilot import City, DataError
from pilot.views.room.copies import _words
from pilot.views.visit import world
from tests.evaluation.small import small_ruleset

START = """schema: 1
id: small
title: Small
sources: {}
participation: mandatory
opens_on: 2019-01-01
score: {start: 100}
rules:
- {id: fine, text: A fine., when: {kind: finance.*}, points_per: {amount: 1000, points: -1}, source: {}}
"""
HOSTILE = START.replace("amount: 1000, points: -1", "amount: 0.000001, points: -1000000000")
DAY = dt.date(2024, 12, 31)


def test_a_copy_beyond_all_bounds_cannot_be_reckoned_and_says_why(lantern_ford: City) -> None:
    at = SimpleNamespace(city=lantern_ford, as_of=DAY)
    room = SimpleNamespace(start_text=START, origin="small")

    summary, moved = _words("Ana", HOSTILE, at, room)  # type: ignore[arg-type]
    assert "1 rule" in summary
    assert moved.startswith("cannot be reckoned: with the records of this city one posting of this rule")
    assert "as it began" == _words("Ana", START, at, room)[1]  # type: ignore[arg-type]


def test_whatever_else_fails_in_the_evaluation_is_a_problem_too(
    lantern_ford: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OverflowError

    monkeypatch.setattr(world, "assessment", fails)
    with pytest.raises(DataError, match="cannot-be-evaluated"):
        world.evaluated_or_refused(small_ruleset("score: {start: 1}"), lantern_ford, DAY)
